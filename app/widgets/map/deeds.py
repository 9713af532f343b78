"""What can be done on the map, however it is asked for: choosing, opening, measuring, giving a place."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QWidget

from app.geo.clusters import number_of_subjects
from app.geo.shapes import BaseMap, Marker, MarkerGroup
from app.widgets import icons
from app.widgets.forms.field_row import announce
from app.widgets.map.camera import CLOSEST, STEP
from app.widgets.map.canvas import NEAR, MapCanvas
from app.widgets.map.crowd import Symbol
from app.widgets.map.hover_card import ORGANISATIONS, Counted, HoverCard, number_of
from app.widgets.map.modes import Measuring, Mode, Placing


class MapDeeds(MapCanvas):
    """The deeds of a map; :class:`app.widgets.map.view.MapView` gives them to mouse and keyboard."""

    marker_clicked = Signal(int)
    cluster_opened = Signal(tuple)
    """Numbers of markers that no zoom takes apart."""
    placed = Signal(int, float, float)
    """A marker and the place that somebody gave it; nothing has moved yet: show the markers anew."""
    mode_changed = Signal(str)
    """``looking``, ``measuring`` or ``placing``."""

    def __init__(
        self, groups: Sequence[MarkerGroup] = (), parent: QWidget | None = None, *, counted: Counted = ORGANISATIONS
    ) -> None:
        super().__init__(groups, parent)
        self.setObjectName("map")
        # the part that screen readers meet first; the view itself says what it shows
        self.viewport().setAccessibleName(self.tr("Mapa"))
        self._counted = counted
        self._mode: Mode | None = None
        self._editing = False
        self._dragging = False
        self._card = HoverCard(self.viewport())
        self._make_actions()
        self._show_cursor()
        self._describe()

    def _make_actions(self) -> None:
        self.fit_action = self._action("fit", self.tr("Dopasuj do gminy"), "fit_map", self.fit, "Home")
        self.zoom_in_action = self._action("zoom_in", self.tr("Przybliż"), "zoom_in", self.zoom_in, "+")
        self.zoom_out_action = self._action("zoom_out", self.tr("Oddal"), "zoom_out", self.zoom_out, "-")
        self.measure_action = QAction(self.tr("Zmierz odległość"), self)
        self.measure_action.setObjectName("measure")
        self.measure_action.setCheckable(True)
        icons.dress(self.measure_action, "measure")
        self.measure_action.triggered.connect(self._on_measure)

    def _action(self, name: str, text: str, icon: str, deed: object, key: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        icons.dress(action, icon)
        # the view takes these keys itself, while it has the focus; here they are only told
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("-", "−")
        action.setToolTip(f"{text} ({shown})")
        action.triggered.connect(deed)
        return action

    # -- content ---------------------------------------------------------------------------------------------

    def show_base(self, base: BaseMap) -> None:
        """Another base map; the whole gmina comes into view unless somebody moved the map already."""
        super().show_base(base)
        self._describe()

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Other markers, after a filter or a change; the map stays where it is."""
        super().show_markers(markers)
        self._describe()

    def look_closed(self) -> None:
        """See :class:`MapCanvas`."""
        self._card.hide()

    def draw_deed(self, painter: QPainter) -> None:
        """See :class:`MapCanvas`."""
        if self._mode is not None:
            self._mode.draw(painter)

    def _describe(self) -> None:
        own = self.picture.base.own
        count = number_of_subjects(self.picture.crowd.markers.values())
        if own is None:
            name = self.tr("Mapa")
        elif own.name.casefold().startswith("gmina"):
            name = self.tr("Mapa: {name}").format(name=own.name)
        else:
            name = self.tr("Mapa gminy {name}").format(name=own.name)
        self.setAccessibleName(f"{name}, {number_of(count, self._counted)}")
        self.setAccessibleDescription(
            self.tr(
                "Strzałki przesuwają mapę, plus i minus zmieniają powiększenie, Home pokazuje całą gminę, "
                "Tab przechodzi między znakami, Enter otwiera znak. Wszystko, co jest na mapie, jest też w tabeli."
            )
        )

    # -- choosing --------------------------------------------------------------------------------------------

    def select(self, marker_id: int | None) -> None:
        """Mark one marker, and bring it into view if it is not; None marks nothing."""
        marker = self.picture.crowd.markers.get(marker_id) if marker_id is not None else None
        if marker is not None:
            west, south, east, north = self.camera.bounds
            inset_x, inset_y = (east - west) * 0.04, (north - south) * 0.04
            inside_x = west + inset_x <= marker.x <= east - inset_x
            if not (inside_x and south + inset_y <= marker.y <= north - inset_y):
                self.fly_to(marker.x, marker.y, min(self.camera.width / self.camera.scale, 4 * NEAR))
        self.picture.choose(marker_id)
        self.redraw()

    def activate(self, symbol: Symbol) -> None:
        """A click on a symbol: tells of a marker, opens a place, or goes nearer until its parts come apart."""
        self._card.hide()
        if symbol.marker is not None:
            if self._editing:
                self.begin_placing(symbol.marker.id)
                return
            self.picture.choose(symbol.marker.id)
            self.redraw()
            self.marker_clicked.emit(symbol.marker.id)
        elif symbol.stays_together or self.camera.scale >= CLOSEST * 0.999:
            self.cluster_opened.emit(symbol.ids)
        else:
            camera = self.camera
            nearer = camera.showing(symbol.bounds, min(camera.width, camera.height) * 0.2)
            if nearer.scale < camera.scale * STEP**2:
                nearer = camera.zoomed(STEP**2, *camera.pixel(symbol.x, symbol.y))
            self.go(nearer)

    def _tell(self, symbol: Symbol) -> None:
        """The card beside a symbol."""
        self._card.tell(symbol, self.picture.sprites, self._counted)
        across, down = self.picture.camera.pixel(symbol.x, symbol.y)
        reach = symbol.radius
        self._card.stand_beside(QRectF(across - reach, down - reach, 2 * reach, 2 * reach).toAlignedRect())

    @property
    def card_text(self) -> str:
        """What the card beside a symbol says; blank while there is none."""
        return self._card.text() if self._card.isVisible() else ""

    # -- modes -----------------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """``looking``, ``measuring`` or ``placing``."""
        return self._mode.name if self._mode else Mode.name

    @property
    def hint(self) -> str:
        """What a click does now, as it stands at the upper edge."""
        if self._mode is not None:
            return self._mode.hint
        if self._editing:
            return self.tr("Zmiana położenia: przeciągnij znak w inne miejsce albo wybierz go i naciśnij Enter.")
        return ""

    def begin_measuring(self) -> None:
        """Clicks now add points of a line."""
        self._begin(Measuring(self))

    def begin_placing(self, marker_id: int, title: str = "") -> None:
        """The next click tells where a marker belongs; ``title`` for one that is not on the map yet."""
        known = self.picture.crowd.markers.get(marker_id)
        start = None
        if known is not None:
            title = title or known.title
            west, south, east, north = self.camera.bounds
            if not (west < known.x < east and south < known.y < north):
                self.fly_to(known.x, known.y)
                self.rest()
            start = known.x, known.y
        self._begin(Placing(self, marker_id, title, start))

    def end_mode(self) -> None:
        """Back to looking."""
        self._begin(None)

    def _begin(self, mode: Mode | None) -> None:
        self._card.hide()
        self._mode = mode
        self.measure_action.setChecked(self.mode == Measuring.name)
        self._show_cursor()
        if self.hint:
            self.say(self.hint)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.mode_changed.emit(self.mode)
        self.redraw()

    def _on_measure(self, checked: bool) -> None:
        if checked:
            self.begin_measuring()
        else:
            self.end_mode()

    @property
    def editing(self) -> bool:
        """Whether markers can be dragged to other places."""
        return self._editing

    def set_editing(self, editing: bool) -> None:
        """Allow or forbid dragging markers; forbidden at first, so that nothing moves by accident."""
        self._editing = editing
        self._show_cursor()
        self.redraw()

    def put(self, marker_id: int, x: float, y: float) -> None:
        """Tell where somebody put a marker."""
        self.placed.emit(marker_id, x, y)

    def say(self, text: str) -> None:
        """Let a screen reader say a text."""
        announce(self, text)

    def _show_cursor(self) -> None:
        shape = Qt.CursorShape
        if self._dragging:
            cursor = shape.ClosedHandCursor
        elif self._mode is not None:
            cursor = shape.CrossCursor
        else:
            over = self.picture.pointed is not None
            cursor = shape.PointingHandCursor if over else shape.OpenHandCursor
        self.viewport().setCursor(cursor)
