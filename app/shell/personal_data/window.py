"""„Dane osobowe”: a person's copy, anonymisation, terms of keeping, the record of processing, past erasures."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.administration.audit.words import author as author_words
from app.administration.personal_data.domain import ErasureReport, Person, PersonFile, Place, Plan
from app.administration.personal_data.keeping import period_text
from app.administration.personal_data.prints import PersonalPrints
from app.administration.personal_data.words import copy_line, entity_name
from app.core.dates import format_date
from app.core.progress import Progress
from app.shell.help_window import add_help_key
from app.shell.labelled import Labelled, paragraph, text_field
from app.shell.pdf_output import PdfOutput
from app.shell.personal_data.choosing import ChoosingWindow
from app.shell.personal_data.erasing import ErasingWindow
from app.widgets.buttons import deed_button
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.zoom import line, resize_to_text

if TYPE_CHECKING:
    from app.bootstrap import Services

_TYPING_MS = 200
_MEASURED = 100
"""Rows that are made as high as their texts; of more each stays one line high: 2,000 took 0.3 s at every resize."""


class PersonalDataWindow(QDialog):
    """Pages follow from the rights: who may only draft the record of art. 30 sees nothing else.

    ``erased`` tells that somebody was made anonymous just now.
    """

    erased = Signal()

    def __init__(
        self, services: "Services", jobs: Jobs, dialogs: Dialogs, output: PdfOutput, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("personal_data_window")
        self.setWindowTitle(self.tr("Dane osobowe"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._jobs, self._dialogs, self._output = services, jobs, dialogs, output
        self._data = services.personal_data
        self._prints = PersonalPrints(services.offices, services.files, services.clock)
        self._people: tuple[Person, ...] = ()
        self.pages = QTabWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(self.windowTitle())
        may = services.actor().may
        self._may_export, self._may_erase = may("personal_data.export"), may("personal_data.erase")
        if self._may_export or self._may_erase:
            self.pages.addTab(self._people_page(), self.tr("Osoby"))
        if may("personal_data.read"):
            self.pages.addTab(self._terms_page(), self.tr("Okresy przechowywania"))
        if may("personal_data.read") or may("audit.export"):
            self.pages.addTab(self._record_page(), self.tr("Rejestr czynności (art. 30)"))
        if may("personal_data.read") or self._may_erase:
            self.pages.addTab(self._erasures_page(), self.tr("Wykaz anonimizacji"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(self.pages, 1)
        layout.addWidget(buttons)
        resize_to_text(self, 120, 40)
        add_help_key(self, "personal_data")
        if self._may_export or self._may_erase:
            self.search.setFocus()

    # -- people ----------------------------------------------------------------------------------------------

    def _people_page(self) -> QWidget:
        page, layout = _page()
        self.search = text_field("search")
        self.search.setClearButtonEnabled(True)
        layout.addWidget(
            Labelled(
                self.tr("&Szukaj osoby"),
                self.search,
                self.tr("Nazwisko, stanowisko, komórka albo organizacja. Są tu też osoby usunięte z rejestru."),
            )
        )
        titles = (self.tr("Imię i nazwisko"), self.tr("Kto to"), self.tr("Usunięto z rejestru"))
        self.table = _table("people", self.tr("Osoby"), titles)
        for column in (0, 2):
            # the room left belongs to the post, which alone tells two people of one name apart
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        if self._may_export:
            self.export = deed_button("export_person", self.tr("Zapisz &kopię danych…"), self._on_export)
            row.addWidget(self.export)
        if self._may_erase:
            self.erase = deed_button("erase_person", self.tr("Z&anonimizuj…"), self._on_erase)
            row.addWidget(self.erase)
        row.addStretch(1)
        layout.addLayout(row)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typing.start)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self._on_chosen()
        self.refresh()
        return page

    @Slot()
    def refresh(self) -> None:
        """Read the people anew."""
        typed = self.search.text()
        self._jobs.run(lambda _progress: self._data.people(typed), done=self._show_people, owner=self)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        self._people = people
        _fill(
            self.table,
            [(person.name, person.detail, format_date(person.left_on) if person.left_on else "") for person in people],
        )
        if people:
            self.table.selectRow(0)
        self._on_chosen()

    @property
    def person(self) -> Person | None:
        """Who is chosen."""
        row = self.table.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    @Slot()
    def _on_chosen(self) -> None:
        person = self.person
        for name in ("export", "erase"):
            button: QPushButton | None = getattr(self, name, None)
            if button is not None:
                button.setEnabled(person is not None and not person.erased)

    def _made_sure(self, then: Callable[[Person], None]) -> None:
        """Go on with the chosen person; of a name that stands in several places ask first which are this person's."""
        person = self.person
        if person is None:
            return
        if len({(each.entity, each.record_id) for each in person.standings}) < 2:
            then(person)
            return
        chosen = person
        window = ChoosingWindow(chosen, self)
        window.chosen.connect(lambda only: then(replace(chosen, subject=replace(chosen.subject, only=only))))
        window.open()

    @Slot()
    def _on_export(self) -> None:
        self._made_sure(self._ask_where)

    def _ask_where(self, person: Person) -> None:
        suggested = f"dane-osoby-{person.subject.id}.pdf" if person.subject.id else "dane-osoby.pdf"
        self._dialogs.choose_save_file(
            self.tr("Zapisz kopię danych"),
            suggested,
            self.tr("Pliki PDF (*.pdf)"),
            lambda path: self._export_to(person, path),
        )

    def _export_to(self, person: Person, path: Path) -> None:
        def work(_progress: Progress) -> PersonFile:
            file = self._data.file_of(person.subject)
            self._prints.write_person(file, path)
            return file

        def say(_file: PersonFile) -> None:
            text = self.tr("{pdf} do wydania osobie, {json} z tymi samymi danymi do odczytu przez programy.")
            told = text.format(pdf=path.with_suffix(".pdf").name, json=path.with_suffix(".json").name)
            self._dialogs.inform(self.tr("Zapisano kopię danych"), told)

        self._jobs.run(work, done=say, writes=True, title=self.tr("Zbieram dane osoby…"), owner=self)

    @Slot()
    def _on_erase(self) -> None:
        self._made_sure(self._plan)

    def _plan(self, person: Person) -> None:
        self._jobs.run(
            lambda _progress: self._data.plan(person.subject),
            done=self._show_plan,
            title=self.tr("Szukam danych osoby…"),
            owner=self,
        )

    def _show_plan(self, plan: Plan) -> None:
        window = ErasingWindow(plan, parent=self)
        window.erase_requested.connect(lambda wish: self._erase(plan.person, *wish))
        window.open()

    def _erase(self, person: Person, reason: str, places: tuple[Place, ...]) -> None:
        author = self._services.actor().name

        def work(progress: Progress) -> tuple[ErasureReport, bytes]:
            report = self._data.erase(person.subject, reason=reason, places=places, progress=progress)
            return report, self._prints.erasure(report, reason, author)

        self._jobs.run(
            work, done=self._on_erased, writes=True, title=self.tr("Anonimizuję…"), cancellable=False, owner=self
        )

    def _on_erased(self, result: tuple[ErasureReport, bytes]) -> None:
        report, protocol = result
        self.erased.emit()
        self._dialogs.inform(self.tr("Zanonimizowano"), "\n".join(report_lines(report)))
        self._output.open_pdf(protocol, "protokol-anonimizacji.pdf")
        self.refresh()
        self._refresh_erasures()

    # -- terms -----------------------------------------------------------------------------------------------

    def _terms_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(
            paragraph(
                self.tr(
                    "Program niczego nie usuwa sam. Niżej są osoby, które odeszły, których kadencja w organizacji "
                    "minęła albo które usunięto z rejestru, gdy ich okres minął albo nie został jeszcze ustalony; "
                    "zanonimizujesz je na stronie „Osoby”."
                )
            )
        )
        titles = (self.tr("Osoba"), self.tr("Odejście albo usunięcie"), self.tr("Okres"))
        proposals = _table("proposals", self.tr("Propozycje anonimizacji"), titles)
        layout.addWidget(Labelled(self.tr("&Propozycje anonimizacji"), proposals), 1)
        periods = _table("periods", self.tr("Okresy i źródła"), (self.tr("Dane"), self.tr("Okres"), self.tr("Źródło")))
        # sources are long texts
        for column in (0, 1):
            periods.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            periods.setColumnWidth(column, self.fontMetrics().averageCharWidth() * 30)
        layout.addWidget(Labelled(self.tr("Okresy i ź&ródła"), periods), 2)
        _fill(periods, [(each.label, period_text(each), each.source) for each in self._data.periods()])

        def show(found: Sequence[Any]) -> None:
            rows = []
            for each in found:
                left = each.counted_from
                term = self.tr("minął {day}").format(day=format_date(each.due_on)) if each.due_on else ""
                rows.append((each.person.name, format_date(left) if left else "", term or period_text(each.period)))
            _fill(proposals, rows or [(self.tr("Nikt nie czeka na decyzję"), "", "")])

        self._jobs.run(lambda _progress: self._data.proposals(), done=show, owner=self)
        return page

    # -- the record of art. 30 -------------------------------------------------------------------------------

    def _record_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(
            paragraph(
                self.tr(
                    "Gotowy wpis do rejestru czynności przetwarzania (art. 30 ust. 1 RODO): cele, kategorie osób i "
                    "danych, odbiorcy, terminy i zabezpieczenia, które są naprawdę włączone. Uzupełnij miejsca w "
                    "nawiasach kwadratowych; treść sprawdza inspektor ochrony danych."
                )
            )
        )
        layout.addWidget(
            deed_button("open_record", self.tr("&Otwórz wpis jako PDF"), self._on_record), 0, Qt.AlignmentFlag.AlignLeft
        )
        layout.addStretch(1)
        return page

    @Slot()
    def _on_record(self) -> None:
        def work(_progress: Progress) -> bytes:
            return self._prints.processing(self._data.processing_record())

        self._jobs.run(
            work,
            done=lambda pdf: self._output.open_pdf(pdf, "rejestr-czynnosci-przetwarzania.pdf"),
            title=self.tr("Przygotowuję wydruk…"),
            owner=self,
        )

    # -- past erasures ---------------------------------------------------------------------------------------

    def _erasures_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(
            paragraph(
                self.tr(
                    "Wykaz nie zawiera danych osobowych. Po odtworzeniu starszej kopii zapasowej program powtarza "
                    "anonimizację wszystkich pozycji z wykazu."
                )
            )
        )
        titles = (self.tr("Kiedy"), self.tr("Kto"), self.tr("Pozycja"), self.tr("Powód"))
        self.erasures = _table("erasures", self.tr("Wykaz anonimizacji"), titles)
        layout.addWidget(self.erasures, 1)
        self._refresh_erasures()
        return page

    def _refresh_erasures(self) -> None:
        def show(found: Sequence[Any]) -> None:
            rows = [
                (f"{at.astimezone():%d.%m.%Y %H:%M}", author_words(author), f"{entity_name(kind)} nr {number}", reason)
                for at, author, kind, number, reason in found
            ]
            _fill(self.erasures, rows)

        self._jobs.run(lambda _progress: self._data.erasures(), done=show, owner=self)


def report_lines(report: ErasureReport) -> list[str]:
    """What an anonymisation did, for people."""
    lines = [
        _tr("Pozycje: {number}.").format(number=report.records),
        _tr("Oczyszczone teksty: {number}.").format(number=report.texts),
        _tr("Wpisy dziennika bez treści: {number}.").format(number=report.log_entries),
        _tr("Usunięte kopie robocze formularzy: {number}.").format(number=report.drafts),
    ]
    if report.traces:
        lines.append(_tr("Imię i nazwisko zostało jeszcze w tekstach, których nie zaznaczono."))
    return [*lines, *report.unfinished, *(copy_line(copy) for copy in report.copies)]


def show_personal_data(
    window: QWidget,
    services: "Services",
    jobs: Jobs,
    dialogs: Dialogs,
    output: PdfOutput,
    then: Callable[[], object] = lambda: None,
) -> None:
    """Open the window, which calls ``then`` after each erasure; say who may do this where the person may not."""
    may = services.actor().may
    if not any(map(may, ("personal_data.read", "personal_data.export", "personal_data.erase", "audit.export"))):
        title = QCoreApplication.translate("PersonalDataWindow", "Dane osobowe")
        text = QCoreApplication.translate(
            "PersonalDataWindow",
            "Dane osobowe wydaje i usuwa osoba z rolą „Kadry”. Rolę nadaje administrator programu.",
        )
        dialogs.inform(title, text)
        return
    opened = PersonalDataWindow(services, jobs, dialogs, output, window)
    opened.erased.connect(then)
    opened.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("PersonalDataWindow", text)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setSpacing(line(page, 0.6))
    return page, layout


def _table(name: str, title: str, titles: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setHorizontalHeaderLabels(list(titles))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    # the rows of the registers stand as far apart
    table.verticalHeader().setMinimumSectionSize(line(table, 1.9))
    table.verticalHeader().setDefaultSectionSize(line(table, 1.9))
    table.setShowGrid(False)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Show these rows, as high as their texts need in the width that the columns have got."""
    heights = table.verticalHeader()
    heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    # rows that stay would keep the heights of what was shown before
    table.setRowCount(0)
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(number, column, item)
    if len(rows) < _MEASURED:
        heights.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
