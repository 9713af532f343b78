"""„Zestawienie szkoleń”: the register in the seed's columns with its three totals, printed and saved from here."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.core.money import format_money
from app.core.polish import sort_key
from app.core.progress import Progress
from app.core.records import Change
from app.exchange.spreadsheets import Format
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.prints import SummaryPrints
from app.registers.trainings.summaries.usecases import TrainingRegister, TrainingSummaries
from app.widgets.buttons import deed_button, foot
from app.widgets.columns import Align, Column
from app.widgets.filter_panel import FilterGroup
from app.widgets.list_window import HeldList
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.output import Output, file_name, saved_as
from app.widgets.period_bar import PeriodBar
from app.widgets.register_words import RegisterWords
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS, _LINES = 212, 46
_WATCHED = frozenset({"training_participation", "training_course", "travel_order", "training_institution"})
WORDS = RegisterWords(
    title=words.REGISTER_TITLE,
    one="pozycja",
    few="pozycje",
    many="pozycji",
    search="Szukaj w zestawieniu",
    placeholder="Nazwisko, stanowisko, symbol, temat albo instytucja",
    empty_title="W tym okresie nie ma szkoleń",
    empty_hint="Wybierz inny rok albo okres. Pozycją zestawienia jest zatwierdzony udział jednej osoby w szkoleniu.",
    none="Żadna pozycja",
)


class RegisterLines(HeldList):
    """The lines; the window reads and hands them in."""

    def __init__(self, workspace: Workspace, open_participation: Callable[[int], object]) -> None:
        self.places: dict[int, int] = {}
        source = _source()
        super().__init__(
            workspace,
            "training_register",
            WORDS,
            _columns(self.places),
            source,
            _filters(source),
            lambda row: open_participation(row.id),
            "statistics",
        )
        self.finish_menu()

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        """Show these."""
        self.places.clear()
        self.places.update({row.id: number for number, row in enumerate(rows, 1)})
        self.source.hold(rows)
        self.refresh()


class RegisterWindow(QDialog):
    """Reads in the background, and again whenever participations or trainings change."""

    def __init__(
        self, workspace: Workspace, summaries: TrainingSummaries, prints: SummaryPrints, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training_register_window")
        self.setWindowTitle(words.REGISTER_TITLE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._summaries, self._prints = workspace, summaries, prints
        self._found: TrainingRegister | None = None
        self._asked = 0
        self.lines = RegisterLines(workspace, lambda number: workspace.go_to_record("training_participation", number))
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)
        workspace.jobs.run(
            lambda _progress: summaries.years(), done=self._on_years, failed=self._on_refused, owner=self
        )

    def _build(self) -> None:
        title = QLabel(words.REGISTER_TITLE)
        title.setObjectName("title")
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.period = PeriodBar()
        self.period.changed.connect(self.read)
        self.totals = QLabel()
        self.totals.setObjectName("totals")
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        self.totals.setWordWrap(True)
        self.totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scale_font(self.totals, 1.05, QFont.Weight.DemiBold)
        self.units = QLabel()
        self.units.setObjectName("totals_by_unit")
        self.units.setTextFormat(Qt.TextFormat.PlainText)
        self.units.setWordWrap(True)
        self.units.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        inside = self.lines.layout()
        if inside is not None:
            # the window has its own margins
            inside.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addWidget(self.period)
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self.units)
        layout.addLayout(self._foot())
        QShortcut(QKeySequence("F5"), self).activated.connect(self.read)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.lines.focus_search)

    def _foot(self) -> QHBoxLayout:
        self.print_button = deed_button("print_register", self.tr("&Drukuj…"), self._print)
        self.pdf_button = deed_button("save_pdf", self.tr("Zapisz jako &PDF…"), self._save_pdf)
        self.workbook_button = deed_button("save_workbook", self.tr("Zapisz w arku&szu…"), self._save_workbook)
        deeds = (self.print_button, self.pdf_button, self.workbook_button)
        for button in deeds:
            button.setEnabled(False)
        return foot(self, (), deeds, self.tr("&Zamknij"))

    # -- reading -------------------------------------------------------------------------------------------------

    def _on_years(self, years: Sequence[int]) -> None:
        self.period.offer(years, self._summaries.clock.today().year)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the period in the background; only the last one asked for is shown."""
        period = self.period.period
        if period is None:
            return
        self._asked += 1
        asked = self._asked

        def shown(found: TrainingRegister) -> None:
            if asked == self._asked:
                self._show(found)

        self._workspace.jobs.run(
            lambda _progress: self._summaries.register(*period),
            done=shown,
            failed=self._on_refused,
            title=self.tr("Zestawiam szkolenia…"),
            cancellable=False,
            owner=self,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        self._workspace.dialogs.refuse(refusal)
        self.reject()

    def _show(self, found: TrainingRegister) -> None:
        self._found = found
        self.lines.show_rows(found.rows)
        totals = found.totals
        self.totals.setText(f"{words.TOTAL_COST}: {format_money(totals.cost)}    {words.TOTAL_COUNT}: {totals.count}")
        each = " · ".join(f"{unit.unit or words.NO_UNIT}: {unit.count}" for unit in totals.units)
        self.units.setText(f"{words.BY_UNIT}: {each}" if each else "")
        for button in (self.print_button, self.pdf_button, self.workbook_button):
            button.setEnabled(True)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in _WATCHED:
            self.read()

    # -- files ---------------------------------------------------------------------------------------------------

    def _title(self, found: TrainingRegister) -> str:
        return f"{words.REGISTER_TITLE}, {words.period(found.since, found.until)}"

    @property
    def _output(self) -> Output:
        return Output(self._workspace, self, self.tr("Przygotowuję zestawienie…"))

    def _print(self) -> None:
        found = self._found
        if found is not None:
            self._output.print(lambda progress: self._prints.register_pdf(found, progress), self._title(found))

    def _save_pdf(self) -> None:
        found = self._found
        if found is not None:
            self._output.save_pdf(
                lambda progress: self._prints.register_pdf(found, progress), self._title(found), then=self._on_saved
            )

    def _save_workbook(self) -> None:
        found = self._found
        if found is None:
            return

        def write(path: Path, csv: bool, progress: Progress) -> None:
            self._prints.register_workbook(found, path, Format.CSV if csv else Format.XLSX, progress)

        self._output.save_workbook(write, file_name(self._title(found), "xlsx"), then=self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.units.setText(saved_as(path))


def _columns(places: dict[int, int]) -> tuple[Column[RegisterRow], ...]:
    lp, unit, person, post, when, topic, institution, cost = words.COLUMNS
    return (
        Column(
            key="place",
            title=lp,
            text=lambda row: str(places.get(row.id, "")),
            sort="place",
            width=5,
            align=Align.RIGHT,
        ),
        Column(key="unit", title=unit, text=lambda row: row.unit, sort="unit", width=12),
        Column(
            key="person",
            title=person,
            text=lambda row: surname_first(row.person),
            sort="person",
            width=20,
            strong=True,
        ),
        Column(key="post", title=post, text=lambda row: row.post, sort="post", width=16),
        Column(
            key="when",
            title=when,
            text=lambda row: words.when(row.starts_on, row.ends_on, None),
            second=lambda row: "" if row.days is None else words.days(row.days),
            sort="when",
            width=17,
        ),
        Column(key="topic", title=topic, text=lambda row: row.topic, sort="topic", width=19, flexible=True),
        Column(key="institution", title=institution, text=lambda row: row.institution, sort="institution", width=18),
        Column(
            key="cost", title=cost, text=lambda row: format_money(row.total), sort="cost", width=17, align=Align.RIGHT
        ),
    )


def _filters(source: MemorySource[RegisterRow]) -> tuple[FilterGroup, ...]:
    return (
        FilterGroup(key="unit", title="Komórka", label=lambda value: value or words.NO_UNIT, single=True),
        FilterGroup(key="area", title="Dziedzina", label=lambda value: value or words.NO_AREA, single=True),
        FilterGroup(
            key="institution", title="Instytucja", label=lambda value: value or words.NO_INSTITUTION, single=True
        ),
    )


def _source() -> MemorySource[RegisterRow]:
    return MemorySource(
        Questions(
            text=lambda row: f"{row.person} {row.post} {row.unit} {row.topic} {row.institution} {row.number}",
            values={
                "unit": lambda row: (row.unit,),
                "area": lambda row: (row.area,),
                "institution": lambda row: (row.institution,),
            },
            sorts={
                "place": lambda row: (row.starts_on, row.id),
                "unit": lambda row: sort_key(row.unit),
                "person": lambda row: sort_key(surname_first(row.person)),
                "post": lambda row: sort_key(row.post),
                "when": lambda row: row.starts_on,
                "topic": lambda row: sort_key(row.topic),
                "institution": lambda row: sort_key(row.institution),
                "cost": lambda row: row.total,
            },
        )
    )


def open_register(workspace: Workspace, services: TrainingServices) -> None:
    """The window, one at a time."""
    for known in workspace.window.findChildren(RegisterWindow):
        known.close()
    RegisterWindow(workspace, services.training_summaries, services.summary_prints, workspace.window).show()
