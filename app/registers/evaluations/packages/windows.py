"""„Pakiety dla oceniających”: who has which package, and the deeds that hand packages out and take them back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.file_names import bare
from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.exchange.layout import letters, position
from app.registers.evaluations.campaigns.domain import Campaign, CampaignState
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.packages import words
from app.registers.evaluations.packages.domain import PackageReport, PackageState, RaterLine, Remark
from app.registers.evaluations.packages.transfer import Issued, PackageTransfer
from app.registers.evaluations.packages.usecases import RaterPackages, Taken
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.buttons import close_box, deed_button
from app.widgets.import_window import ImportWindow, Preview, Refused
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_WATCHED = frozenset({"evaluation", "evaluation_campaign", "rater_package"})
_RIGHT_ALIGNED = frozenset({1, 2, 3})


@dataclass(frozen=True, kw_only=True)
class PackageTools:
    """What the window works with."""

    workspace: Workspace
    campaigns: Campaigns
    packages: RaterPackages
    transfer: PackageTransfer
    clock: Clock


class PackagesWindow(QDialog):
    """The raters of one campaign; reads again whenever its sheets or packages change."""

    def __init__(self, campaign_id: int, tools: PackageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("packages_window")
        self.setWindowTitle(self.tr("Pakiety dla oceniających"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._id, self._tools = campaign_id, tools
        self._campaign: Campaign | None = None
        self._lines: Sequence[RaterLine] = ()
        self._build()
        resize_to_text(self, 130, 32)
        tools.workspace.bus.changed.connect(self._on_changed)
        self.read()

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        scale_font(self.title, 1.3, QFont.Weight.DemiBold)
        self.facts = self._words("facts")
        self.table = self._table()
        note = self._words("note")
        note.setText(words.NOT_ENCRYPTED)
        buttons = close_box(self, self.tr("Zamknij okno"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addLayout(self._deeds())
        layout.addWidget(self.table, 1)
        layout.addWidget(note)
        layout.addWidget(buttons)

    def _words(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _table(self) -> QTableWidget:
        titles = [
            self.tr("Oceniający"),
            self.tr("Do oceny"),
            self.tr("Bez kryteriów"),
            self.tr("Ocenione"),
            self.tr("Pakiet"),
        ]
        tips = {
            1: self.tr("Osoby, którym przekazano kryteria i których oceny nie są zamknięte: wejdą do pakietu."),
            2: self.tr("Osoby, którym nie przekazano jeszcze kryteriów: nie wejdą do pakietu."),
            3: self.tr("Osoby, których oceny są już zamknięte."),
        }
        table = QTableWidget(0, len(titles))
        table.setObjectName("raters")
        table.setAccessibleName(self.tr("Oceniający i ich pakiety"))
        table.setHorizontalHeaderLabels(titles)
        for column, tip in tips.items():
            item = table.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(tip)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.setWordWrap(True)
        table.verticalHeader().setMinimumSectionSize(line(self, 1.7))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        # on a small screen the first column is not squeezed to nothing: the table scrolls
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 10)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._on_selected)
        return table

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(line(self, 0.4))
        self.load = deed_button("load_package", self.tr("W&czytaj pakiet…"), self._on_load)
        self.load.setProperty(PRIMARY, True)
        self.load.setDefault(True)
        self.issue_one = deed_button("issue_one", self.tr("Wydaj &zaznaczonemu…"), self._on_issue_one)
        self.issue_all = deed_button("issue_all", self.tr("Wydaj &wszystkim…"), self._on_issue_all)
        for button in (self.load, self.issue_one, self.issue_all):
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> RaterLine | None:
        """The rater in the chosen row."""
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def read(self) -> None:
        """Read campaign and raters in the background and show them."""

        def work(_progress: Progress) -> tuple[Campaign, Sequence[RaterLine]]:
            return self._tools.campaigns.get(self._id), self._tools.packages.raters(self._id)

        self._tools.workspace.jobs.run(work, done=self._show, failed=self._on_gone, owner=self)

    def _show(self, found: tuple[Campaign, Sequence[RaterLine]]) -> None:
        chosen = self.chosen.rater_id if self.chosen is not None else None
        self._campaign, self._lines = found
        self.title.setText(self._campaign.name)
        self.facts.setText(self._facts())
        self.table.setRowCount(len(self._lines))
        for row, each in enumerate(self._lines):
            for column, text in enumerate(_texts(each)):
                self._put(row, column, text)
        raters = [each.rater_id for each in self._lines]
        if raters:
            self.table.setCurrentCell(raters.index(chosen) if chosen in raters else 0, 0)
        self._on_selected()

    def _facts(self) -> str:
        if self._campaign is not None and self._campaign.state is CampaignState.PREPARED:
            return self.tr("Kampania nie jest jeszcze rozpoczęta: pakiety wydaje się, gdy są arkusze ocen.")
        if not self._lines:
            return self.tr("W tej kampanii nikt nikogo nie ocenia.")
        states = [each.state for each in self._lines]
        return self.tr(
            "Oceniający: {all} · bez pakietu: {nothing} · czekają na zwrot: {out} · wczytane: {back}"
        ).format(
            all=len(states),
            nothing=states.count(PackageState.NOTHING_OUT),
            out=states.count(PackageState.OUT),
            back=states.count(PackageState.RETURNED),
        )

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        if column in _RIGHT_ALIGNED:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)

    @Slot()
    def _on_selected(self) -> None:
        running = self._campaign is not None and self._campaign.state is CampaignState.RUNNING
        self.issue_all.setEnabled(running and any(each.ready for each in self._lines))
        self.issue_one.setEnabled(running and self.chosen is not None and self.chosen.ready > 0)
        self.load.setEnabled(running and any(each.package is not None for each in self._lines))

    def _on_gone(self, refusal: Refusal) -> None:
        self._tools.workspace.dialogs.refuse(refusal)
        self.reject()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in _WATCHED:
            self.read()

    # -- out -----------------------------------------------------------------------------------------------------

    def _on_issue_one(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return

        def choose() -> None:
            self._tools.workspace.dialogs.choose_folder(self.tr("Folder na pakiet"), issue)

        def issue(folder: Path) -> None:
            self._issue(lambda: self._tools.transfer.issue(self._id, chosen.rater_id, folder))

        self._after_warning((chosen,), choose)

    def _on_issue_all(self) -> None:
        campaign = self._campaign
        if campaign is None:
            return

        def choose() -> None:
            self._tools.workspace.dialogs.choose_folder(self.tr("Gdzie założyć folder z pakietami"), issue)

        def issue(place: Path) -> None:
            today = self._tools.clock.today()
            folder = _free(place, bare(f"pakiety {campaign.name} {today:%d.%m.%Y}"))
            self._issue(lambda: self._tools.transfer.issue_all(self._id, folder))

        self._after_warning([each for each in self._lines if each.ready], choose)

    def _after_warning(self, raters: Sequence[RaterLine], then: Callable[[], None]) -> None:
        """A package that is out is not taken back once a newer one was handed out."""
        out = [each.rater for each in raters if each.state is PackageState.OUT]
        if not out:
            then()
            return
        text = self.tr(
            "Te osoby mają już pakiety, które nie wróciły: {names}. Po wydaniu nowych program nie przyjmie starych."
        ).format(names=", ".join(out))
        self._tools.workspace.dialogs.confirm(self.tr("Wydać nowe pakiety?"), text, self.tr("Wydaj nowe"), then)

    def _issue(self, deed: Callable[[], Issued]) -> None:
        def say(issued: Issued) -> None:
            workspace = self._tools.workspace
            folder = str(issued.files[0].parent)
            workspace.say(words.issued_text(issued.people, len(issued.files), folder))
            workspace.bus.announce(Change(RaterPackages.entity, frozenset()))
            told = words.issued_text(issued.people, len(issued.files), folder)
            workspace.dialogs.inform(self.tr("Wydano pakiety"), f"{told}\n\n{words.NOT_ENCRYPTED}")

        self._run(lambda _progress: deed(), say, self.tr("Wydaję pakiety…"), writes=True)

    # -- back in -------------------------------------------------------------------------------------------------

    def _on_load(self) -> None:
        self._tools.workspace.dialogs.choose_open_file(
            self.tr("Wczytaj pakiet oceniającego"), self.tr("Pakiety (*.xlsx)"), self._try_out
        )

    def _try_out(self, path: Path) -> None:
        def work(_progress: Progress) -> Taken:
            return self._tools.transfer.load(path, dry_run=True, campaign_id=self._id)

        self._run(work, lambda taken: self._preview(path, taken.report), self.tr("Sprawdzam pakiet…"), writes=False)

    def _preview(self, path: Path, report: PackageReport) -> None:
        remarks = report.faults or report.missing
        preview = Preview(
            self.tr("Pakiet: {rater}").format(rater=report.rater),
            tuple(words.report_lines(report)),
            [_row(each) for each in remarks],
            self.tr("Zastąp wczytane oceny") if report.again else self.tr("Zapisz oceny"),
            something=not report.refused,
            reasons=self.tr("Dlaczego odrzucono i co zrobić") if report.refused else self.tr("Czego brakuje"),
        )
        window = ImportWindow(preview, self)
        window.accepted_import.connect(lambda: self._load(path, again=report.again is not None))
        window.open()

    def _load(self, path: Path, *, again: bool) -> None:
        def work(_progress: Progress) -> Taken:
            return self._tools.transfer.load(path, dry_run=False, again=again, campaign_id=self._id)

        def say(taken: Taken) -> None:
            if taken.report.refused:
                # somebody wrote on a sheet between the preview and now
                self._preview(path, taken.report)
                return
            workspace = self._tools.workspace
            message = words.taken_text(taken.report)
            workspace.report(Outcome(None, taken.report.change, message, taken.undo))
            workspace.bus.announce(Change(RaterPackages.entity, frozenset()))

        self._run(work, say, self.tr("Wczytuję pakiet…"), writes=True)

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None], title: str, *, writes: bool) -> None:
        self._tools.workspace.jobs.run(work, done=done, title=title, writes=writes, cancellable=False, owner=self)


def open_packages(workspace: Workspace, services: EvaluationServices, campaign_id: int) -> None:
    """The window of a campaign's packages, one at a time."""
    for known in workspace.window.findChildren(PackagesWindow):
        known.close()
    tools = PackageTools(
        workspace=workspace,
        campaigns=services.campaigns,
        packages=services.rater_packages,
        transfer=services.package_transfer,
        clock=services.clock,
    )
    PackagesWindow(campaign_id, tools, workspace.window).show()


def _texts(each: RaterLine) -> tuple[str, ...]:
    rater = f"{each.rater}, {each.post}" if each.post else each.rater
    return (rater, str(each.ready), str(each.waiting), str(each.done), words.package_text(each))


def _row(remark: Remark) -> Refused:
    cell = remark.place.cell
    if not cell:
        return Refused(remark.place.sheet, 0, "", remark.value, remark.reason)
    row, column = position(cell)
    return Refused(remark.place.sheet, row + 1, letters(column), remark.value, remark.reason)


def _free(place: Path, name: str) -> Path:
    """A folder that is not there yet: several may be handed out in a day."""
    number, folder = 1, place / name
    while folder.exists():
        number += 1
        folder = place / f"{name} ({number})"
    return folder
