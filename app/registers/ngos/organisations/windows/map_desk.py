"""The map of the register: markers of what the table shows, choosing in both, and giving addresses their places."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.core.progress import Progress
from app.core.records import Change, Outcome, Query
from app.geo.placing import PlacingMethod
from app.geo.shapes import BaseMap, Marker
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.places import PlacedAddress
from app.registers.ngos.organisations.windows.finding import Found, find_on_map
from app.registers.ngos.organisations.windows.pointing import address_to_place, ask_for_address
from app.registers.ngos.organisations.windows.proposals import ProposalsWindow, ask_for_proposals
from app.registers.ngos.organisations.words import address_words
from app.registers.ngos.shared import NgoServices
from app.widgets import icons
from app.widgets.map.cluster_list import ClusterList
from app.widgets.map.register_pane import MAP, MapPane
from app.widgets.map.view import marker_mime
from app.widgets.table_model import RecordTableModel
from app.widgets.table_view import RecordTable
from app.widgets.workspace import Workspace

_ADDRESSES = 100
"""A marker's number on the screen is that of its organisation times this, and the index of the address."""


_NAMED = 100
"""Organisations that the search of the map offers at most."""


def marker_number(organisation_id: int, address: int) -> int:
    """The number of a marker on the screen: an organisation may have several addresses."""
    return organisation_id * _ADDRESSES + address


class MapDesk(QObject):
    """Connects the map of a pane with the table; ``record_chosen`` carries an organisation's id."""

    record_chosen = Signal(int)

    def __init__(self, workspace: Workspace, services: NgoServices, pane: MapPane, query: Callable[[], Query]) -> None:
        super().__init__(pane)
        self._workspace, self._services, self._pane, self._query = workspace, services, pane, query
        self._markers: dict[int, Marker] = {}
        self._of_record: dict[int, list[int]] = {}
        self._chosen: Organisation | None = None
        self._asked = 0
        self._base_stale = self._markers_stale = True
        self._table: RecordTable | None = None
        self._pressed: QPoint | None = None
        self._make_actions()
        view = pane.view
        view.marker_clicked.connect(self._on_marker_clicked)
        view.cluster_opened.connect(self._on_cluster_opened)
        view.placed.connect(self._on_placed)
        view.mode_changed.connect(self._on_mode_changed)
        pane.place_asked.connect(self._on_place_asked)
        pane.shown_changed.connect(lambda _shown: self.refresh())
        pane.came_up.connect(self.refresh)

    def _make_actions(self) -> None:
        self.move_action = self._action("edit_move_on_map", "place_hand", self.tr("Popraw położenie"))
        self.move_action.setCheckable(True)
        self.move_action.setToolTip(self.tr("Przeciągaj znaki w inne miejsca; każdą zmianę można cofnąć"))
        self.move_action.toggled.connect(self._pane.view.set_editing)
        self.point_action = self._action("edit_point_on_map", "organisations", self.tr("Wskaż na mapie…"))
        self.point_action.setToolTip(self.tr("Kliknij na mapie, gdzie jest adres zaznaczonej organizacji"))
        self.point_action.triggered.connect(lambda _checked=False: self.begin_pointing())
        self.proposals_action = self._action("edit_proposals", "batch", self.tr("Umieść po adresach…"))
        self.proposals_action.setToolTip(self.tr("Propozycje położenia adresów, których nie ma na mapie"))
        self.proposals_action.triggered.connect(lambda _checked=False: self.open_proposals())
        self.proposals_action.setVisible(self._sees_map)

    def _action(self, name: str, icon: str, text: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        icons.dress(action, icon)
        return action

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether the map is what the person sees."""
        return self._pane.shown == MAP and self._pane.isVisible()

    def asked_anew(self) -> None:
        """The question or the records changed: the map shows the same as the table."""
        self._markers_stale = True
        self.refresh()

    def announced(self, change: Change) -> None:
        """Another base map was brought, or taken away."""
        if change.entity == "ngo_map":
            self._base_stale = True
            self.refresh()

    def refresh(self) -> None:
        """Read what is stale, in a job; nothing while the map is not shown."""
        if not self.active:
            return
        if self._base_stale:
            self._base_stale = False
            self._run(lambda _progress: self._base(), self._pane.view.show_base)
        if self._markers_stale:
            self._markers_stale = False
            self._asked += 1
            query = self._query()
            self._run(
                lambda _progress: self._services.organisations.placed_addresses(query),
                partial(self._show, self._asked),
            )

    @property
    def _sees_map(self) -> bool:
        return self._services.organisations.actor().may("ngo_map.read")

    def has_base(self) -> bool:
        """Whether there is something to see before the first organisation is entered; reads the map."""
        return bool(self._base().areas)

    def _base(self) -> BaseMap:
        return self._services.map_data.base() if self._sees_map else BaseMap()

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._workspace.jobs.run(work, done=done, owner=self)

    def _show(self, number: int, found: Sequence[PlacedAddress]) -> None:
        if number != self._asked:
            return  # a later question is on its way
        self._markers, self._of_record = {}, {}
        for each in found:
            marker = each.marker
            key = marker_number(marker.id, each.address)
            self._markers[key] = Marker(
                id=key,
                x=marker.x,
                y=marker.y,
                group=marker.group,
                title=marker.title,
                address=marker.address,
                exact=marker.exact,
                subject=marker.id,
            )
            self._of_record.setdefault(marker.id, []).append(key)
        self._pane.view.show_markers(tuple(self._markers.values()))
        self._select_chosen()

    @property
    def markers(self) -> Mapping[int, Marker]:
        """What the map shows, by the markers' numbers."""
        return self._markers

    # -- choosing --------------------------------------------------------------------------------------------------

    def choose(self, record: Organisation | None) -> None:
        """The table's present row: marked on the map, and brought into view."""
        self._chosen = record
        if self.active:
            self._select_chosen()

    def _select_chosen(self) -> None:
        view = self._pane.view
        keys = [] if self._chosen is None else self._of_record.get(self._chosen.id, [])
        if view.picture.chosen not in keys or not keys:
            view.select(keys[0] if keys else None)

    def _on_marker_clicked(self, number: int) -> None:
        self.record_chosen.emit(number // _ADDRESSES)

    def _on_cluster_opened(self, numbers: tuple[int, ...]) -> None:
        markers = [self._markers[number] for number in numbers if number in self._markers]
        self._choose_of(markers)

    def _choose_of(self, markers: Sequence[Marker], heading: str = "") -> None:
        view = self._pane.view
        window = ClusterList(markers, self._services.organisations.groups(), self._pane, heading=heading)
        window.chosen.connect(view.select)
        window.chosen.connect(self._on_marker_clicked)
        if view.editing:
            # what stands among others at one address cannot be dragged: the next click says where it belongs
            window.chosen.connect(view.begin_placing)
        window.finished.connect(lambda _result: view.setFocus())
        window.open()

    # -- finding ---------------------------------------------------------------------------------------------------

    def _on_place_asked(self, text: str) -> None:
        if not self._sees_map:
            return
        self._run(lambda _progress: self._find(text), partial(self._fly, text))

    def _find(self, text: str) -> Found | Sequence[Organisation]:
        """A place, else the organisations that are found by the text."""
        found = find_on_map(self._services.map_data, text)
        return found if found is not None else self._services.organisations.page(Query(words=text), 0, _NAMED)

    def _fly(self, text: str, found: Found | Sequence[Organisation]) -> None:
        if not isinstance(found, Found):
            self._pane.view.mark(None)
            self._show_named(text, found)
            return
        self._pane.view.mark((found.x, found.y))
        self._pane.view.fly_to(found.x, found.y, found.metres_across)
        self._workspace.say(self.tr("Na mapie: {text}").format(text=found.text))
        self._pane.view.say(found.text)

    def _show_named(self, text: str, found: Sequence[Organisation]) -> None:
        markers = [self._markers[number] for each in found for number in self._of_record.get(each.id, ())]
        if not markers:
            said = self.tr("Nie znaleziono na mapie: {text}. Wpisz miejscowość, ulicę i numer albo nazwę organizacji.")
            self._workspace.say(said.format(text=text))
        elif len(markers) == 1:
            self._pane.view.select(markers[0].id)
            self._on_marker_clicked(markers[0].id)
            self._workspace.say(self.tr("Na mapie: {text}").format(text=markers[0].title))
            self._pane.view.say(markers[0].title)
        else:
            self._choose_of(markers, self.tr("Znalezione na mapie: {text}").format(text=text))

    # -- placing ---------------------------------------------------------------------------------------------------

    def begin_pointing(self) -> None:
        """The next click on the map says where the chosen organisation's address is."""
        if self._chosen is None:
            self._workspace.say(self.tr("Zaznacz w tabeli organizację, którą chcesz umieścić na mapie."))
            return
        address = address_to_place(self._chosen)
        if address is None:
            said = self.tr("{name} nie ma adresu. Dopisz go w formularzu (F2), a potem wskaż na mapie.")
            self._workspace.say(said.format(name=self._chosen.called))
            return
        ask_for_address(self._workspace, self._chosen, partial(self._point, self._chosen))

    def _point(self, organisation: Organisation, address: int) -> None:
        self._pane.show_page(MAP)
        self._pane.view.mark(None)
        title = f"{organisation.called}, {address_words(organisation.addresses[address])}"
        self._pane.view.begin_placing(marker_number(organisation.id, address), title)
        self._pane.view.setFocus()

    def _on_placed(self, number: int, x: float, y: float) -> None:
        record_id, address = divmod(number, _ADDRESSES)

        def work(_progress: Progress) -> Outcome[Organisation]:
            organisations = self._services.organisations
            version = organisations.get(record_id).version
            return organisations.place(record_id, version, address, x, y, PlacingMethod.BY_HAND, 100)

        self._workspace.jobs.run(
            work, done=self._workspace.report, failed=self._on_refused, writes=True, cancellable=False, owner=self
        )

    def _on_refused(self, error: Any) -> None:
        self._workspace.dialogs.refuse(error)
        self.asked_anew()

    def _on_mode_changed(self, mode: str) -> None:
        if mode == "looking" and not self.move_action.isChecked():
            self._pane.view.set_editing(False)

    def open_proposals(self) -> None:
        """The window of addresses without a place, with where each of them may be."""
        if not self._services.map_data.has_addresses():
            self._workspace.say(
                self.tr("Brak punktów adresowych. Wczytaj je w rejestrze „Dane mapy”, a potem wróć tutaj.")
            )
            return
        query = self._query()

        def work(progress: Progress) -> Sequence[Any]:
            return ask_for_proposals(self._services, query, progress)

        self._workspace.jobs.run(
            work, done=self._show_proposals, title=self.tr("Szukam położenia adresów…"), owner=self
        )

    def _show_proposals(self, proposals: Sequence[Any]) -> None:
        window = ProposalsWindow(self._workspace, self._services, proposals)
        window.look_requested.connect(self._on_look)
        window.open()

    def _on_look(self, x: float, y: float) -> None:
        self._pane.show_page(MAP)
        self._pane.view.mark((x, y))
        self._pane.view.fly_to(x, y)

    # -- dragging a row onto the map -------------------------------------------------------------------------------

    def take_rows_of(self, table: RecordTable, model: RecordTableModel[Organisation]) -> None:
        """Let rows be dragged onto the map to give their address a place."""
        self._table, self._model = table, model
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self._table is not None and watched is self._table.viewport():
            return self._dragged(self._table, event)
        return super().eventFilter(watched, event)

    def _dragged(self, table: RecordTable, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            return False
        if event.type() != QEvent.Type.MouseMove or self._pressed is None:
            self._pressed = None if event.type() == QEvent.Type.MouseButtonRelease else self._pressed
            return False
        moved = event.position().toPoint() - self._pressed
        # across: up and down chooses several rows
        aside = abs(moved.x()) > max(QApplication.startDragDistance(), 2 * abs(moved.y()))
        if not aside or not self.active or not self.point_action.isVisible():
            return False
        record = self._model.record(table.indexAt(self._pressed).row())
        self._pressed = None
        address = None if record is None else address_to_place(record)
        if record is None or address is None:
            return False
        drag = QDrag(table)
        drag.setMimeData(marker_mime(marker_number(record.id, address)))
        drag.exec(Qt.DropAction.CopyAction)
        return True
