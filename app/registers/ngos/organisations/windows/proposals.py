"""Addresses that are not on the map, with where each of them may be; nothing is placed before somebody says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Outcome, Query
from app.geo.placing import Placed, PlacingMethod
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.places import Placing
from app.registers.ngos.organisations.words import address_words, label
from app.registers.ngos.shared import NgoServices
from app.widgets import zoom
from app.widgets.airy_rows import AiryRows
from app.widgets.buttons import deed_button
from app.widgets.front import in_front
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.workspace import Workspace

_MOST_MEANT = 3
"""Places offered for an address that may mean several."""
_WIDE, _HIGH = 150, 34
"""Letters and lines of the window."""


@dataclass(frozen=True)
class Proposal:
    """An address of an organisation and where it may be; None where nothing was found.

    ``one_of_several`` is a place that the address may mean beside others: somebody has to choose.
    """

    organisation: Organisation
    address: int
    placed: Placed | None
    one_of_several: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is found as it was written."""
        return self.placed is not None and self.placed.method is PlacingMethod.EXACT and not self.one_of_several

    def rivals(self, other: "Proposal") -> bool:
        """Whether both are places for one address."""
        mine, others = (self.organisation.id, self.address), (other.organisation.id, other.address)
        return self is not other and mine == others


def ask_for_proposals(services: NgoServices, query: Query, progress: Progress) -> tuple[Proposal, ...]:
    """A proposal for each address without a place of the organisations that match; surest first, unknown last."""
    asked = [
        (each.organisation, each.address) for each in services.organisations.unplaced(query) if each.address is not None
    ]
    groups = []
    for number, (organisation, address) in enumerate(asked):
        progress.report(number, len(asked), organisation.name)
        groups.append(tuple(_proposals(services, organisation, address)))
    groups.sort(key=lambda group: -max(each.placed.certainty if each.placed else -1 for each in group))
    return tuple(each for group in groups for each in group)


def _proposals(services: NgoServices, organisation: Organisation, index: int) -> Iterator[Proposal]:
    address = organisation.addresses[index]
    placed = services.map_data.propose(address.place, address.street, address.number)
    if placed is not None:
        yield Proposal(organisation, index, placed)
        return
    several = services.map_data.index().suggest(address.place, address.street, address.number, _MOST_MEANT)
    for each in several:
        yield Proposal(organisation, index, each, one_of_several=True)
    if not several:
        yield Proposal(organisation, index, None)


class ProposalsWindow(QDialog):
    """A row an address: what is written, what was found, how, how certain; ticked ones are placed together."""

    look_requested = Signal(float, float)

    def __init__(self, workspace: Workspace, services: NgoServices, proposals: Sequence[Proposal]) -> None:
        super().__init__(in_front(workspace.window))
        self.setObjectName("placing_proposals")
        self.setWindowTitle(self.tr("Położenie adresów na mapie"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._services, self._proposals = workspace, services, proposals
        self._firsts: list[QTableWidgetItem] = []
        found = len({(each.organisation.id, each.address) for each in proposals if each.placed is not None})
        intro = QLabel(self._intro(found))
        intro.setWordWrap(True)
        self.table = self._table()
        self.count = QLabel()
        self.count.setForegroundRole(self.count.palette().ColorRole.PlaceholderText)
        self.place = deed_button("place_ticked", self.tr("Umieść zaznaczone"), self._on_place)
        self.place.setProperty(PRIMARY, True)
        buttons = QHBoxLayout()
        buttons.addWidget(deed_button("tick_exact", self.tr("Zaznacz dokładne"), partial(self._tick, exact=True)))
        buttons.addWidget(deed_button("tick_none", self.tr("Odznacz wszystkie"), partial(self._tick, exact=False)))
        self.look = deed_button("look", self.tr("Pokaż na mapie"), self._on_look)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        buttons.addWidget(self.count)
        buttons.addWidget(self.place)
        buttons.addWidget(deed_button("close", self.tr("Zamknij"), self.close))
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.itemChanged.connect(self._on_changed)
        self.table.currentCellChanged.connect(lambda *_where: self._on_ticked())
        self._on_ticked()
        zoom.resize_to_text(self, _WIDE, _HIGH)

    def _intro(self, found: int) -> str:
        number = len({(each.organisation.id, each.address) for each in self._proposals})
        if not number:
            return self.tr("Wszystkie adresy pokazane w tabeli są już na mapie.")
        return self.tr(
            "{number} {addresses} bez położenia; dla {found} program znalazł miejsce. Zaznacz te, które są dobre: "
            "dopiero „Umieść zaznaczone” stawia je na mapie. Mniej pewne będą na mapie puste w środku."
        ).format(number=number, addresses=plural(number, "adres", "adresy", "adresów"), found=found)

    def _table(self) -> QTableWidget:
        titles = (
            *(self.tr("Organizacja"), self.tr("Adres w rejestrze"), self.tr("Znaleziono")),
            *(self.tr("Sposób"), self.tr("Pewność")),
        )
        table = QTableWidget(len(self._proposals), len(titles))
        table.setObjectName("proposals")
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels(titles)
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        AiryRows(table)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for row, proposal in enumerate(self._proposals):
            items = [QTableWidgetItem(text) for text in _cells(proposal)]
            for column, item in enumerate(items):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(plain_tip(item.text()))
                table.setItem(row, column, item)
            items[-1].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            first = items[0]
            if proposal.placed is not None:
                first.setFlags(first.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                first.setCheckState(Qt.CheckState.Checked if proposal.sure else Qt.CheckState.Unchecked)
            self._firsts.append(first)
        if self._proposals:
            table.setCurrentCell(0, 0)
        return table

    @property
    def ticked(self) -> tuple[Proposal, ...]:
        """Those to be placed."""
        return tuple(
            each
            for first, each in zip(self._firsts, self._proposals, strict=True)
            if each.placed is not None and first.checkState() is Qt.CheckState.Checked
        )

    def _tick(self, *, exact: bool) -> None:
        for first, each in zip(self._firsts, self._proposals, strict=True):
            if each.placed is not None:
                on = exact and each.sure
                first.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.checkState() is Qt.CheckState.Checked:
            # an address has one place
            chosen = self._proposals[item.row()]
            for first, each in zip(self._firsts, self._proposals, strict=True):
                if each.rivals(chosen) and each.placed is not None:
                    first.setCheckState(Qt.CheckState.Unchecked)
        self._on_ticked()

    def _on_ticked(self) -> None:
        number = len(self.ticked)
        self.place.setEnabled(bool(number))
        self.count.setText(self.tr("Zaznaczono: {number}").format(number=number))
        self.look.setEnabled(self._current() is not None)

    def _current(self) -> Placed | None:
        row = self.table.currentRow()
        return self._proposals[row].placed if 0 <= row < len(self._proposals) else None

    def _on_look(self) -> None:
        placed = self._current()
        if placed is not None:
            self.look_requested.emit(placed.x, placed.y)

    def _on_place(self) -> None:
        placings = tuple(_placing(each, each.placed) for each in self.ticked if each.placed is not None)
        organisations = self._services.organisations
        self._workspace.jobs.carry_out(lambda: organisations.place_many(placings), self._on_done, self)

    def _on_done(self, outcome: Outcome[tuple[Organisation, ...]]) -> None:
        self._workspace.report(outcome)
        self.close()


def _cells(proposal: Proposal) -> tuple[str, ...]:
    organisation, placed = proposal.organisation, proposal.placed
    written = address_words(organisation.addresses[proposal.address])
    if placed is None:
        return organisation.name, written, "nie znaleziono", "", ""
    how = "do wyboru" if proposal.one_of_several else label(placed.method)
    return organisation.name, written, placed.matched, how, f"{placed.certainty}\u00a0%"


def _placing(proposal: Proposal, placed: Placed) -> Placing:
    return Placing(
        organisation_id=proposal.organisation.id,
        version=proposal.organisation.version,
        address=proposal.address,
        x=placed.x,
        y=placed.y,
        method=placed.method,
        certainty=placed.certainty,
    )
