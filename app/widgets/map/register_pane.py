"""Beside a register's table: its print or its map, whichever the person chose last."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.geo.shapes import MarkerGroup, Point
from app.geo.symbol_drawing import UNKNOWN
from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.map.look import Sizes, ground
from app.widgets.map.sprites import Sprites
from app.widgets.map.tools import MapTools
from app.widgets.map.view import MapView
from app.widgets.preview import PagePreview
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line

CARD, MAP = "card", "map"
_LEGEND_SHARE = 0.22
"""Of the pane's height: a legend that would take more says names as short as they go."""

_ARMS = 1.5
"""Lines of text from a place somebody looked for to the end of its cross."""


class FindingMap(MapView):
    """A map that also marks a place somebody looked for."""

    _found: Point | None = None

    def mark(self, found: Point | None) -> None:
        """Draw a cross at a place, or none."""
        self._found = found
        self.picture.mark = None if found is None else (found, line(self) * _ARMS)
        self.picture.write()
        self.redraw()

    @property
    def marked(self) -> Point | None:
        """The place that is marked."""
        return self._found

    def draw_deed(self, painter: QPainter) -> None:
        """See :class:`app.widgets.map.canvas.MapCanvas`."""
        super().draw_deed(painter)
        if self._found is None:
            return
        across, down = self.picture.camera.pixel(*self._found)
        reach = float(line(self))
        scheme = colors(self.palette())
        box = QRectF(across - reach, down - reach, 2 * reach, 2 * reach)
        for color, width in ((scheme.color("base"), 5.0), (scheme.color("danger"), 2.0)):
            painter.setPen(QPen(color, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                near, far = reach * 0.6, reach * _ARMS
                painter.drawLine(
                    QPointF(across + dx * near, down + dy * near), QPointF(across + dx * far, down + dy * far)
                )


class MapPane(QWidget):
    """„Karta | Mapa” over the preview of the print and the map with its tools and legend."""

    shown_changed = Signal(str)
    """``card`` or ``map``."""
    came_up = Signal()
    """The pane is seen again: it was folded, or in another tab."""
    place_asked = Signal(str)
    """An address or a locality to fly to."""

    def __init__(self, preview: PagePreview, groups: Sequence[MarkerGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_pane")
        self.preview = preview
        self.view = FindingMap(groups)
        self.tools = MapTools(self.view)
        # it must not keep the pane wide: in a narrow one its buttons lose their words
        self.tools.setMinimumWidth(1)
        self._lettered: list[QToolButton] = []
        self.legend = LegendLine(groups)
        self.search = QLineEdit()
        self.search.setObjectName("map_search")
        self.search.setPlaceholderText(self.tr("Szukaj na mapie adresu, miejscowości albo organizacji"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        glass = QAction(self.search.placeholderText(), self.search)
        icons.dress(glass, "search")
        glass.triggered.connect(self._on_searched)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.returnPressed.connect(self._on_searched)
        self.search.textChanged.connect(self._on_search_changed)
        self._build()

    def _build(self) -> None:
        unit = line(self)
        self._switches = {CARD: self._switch(CARD, self.tr("Karta")), MAP: self._switch(MAP, self.tr("Mapa"))}
        top = QHBoxLayout()
        top.setSpacing(0)
        group = QButtonGroup(self)
        for button in self._switches.values():
            group.addButton(button)
            top.addWidget(button)
        top.addSpacing(unit // 2)
        top.addWidget(self.search, 1)
        top.addStretch(0)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit // 3)
        column.addWidget(self.tools)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.preview)
        self._pages.addWidget(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 3)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        self.show_page(CARD)

    def _switch(self, name: str, text: str) -> QPushButton:
        button = DeedButton(text)
        button.setObjectName(f"show_{name}")
        button.setCheckable(True)
        # not only clicked: assistive programs set a button without a click
        button.toggled.connect(lambda on: self.show_page(name) if on else None)
        return button

    @property
    def shown(self) -> str:
        """``card`` or ``map``."""
        return MAP if self._pages.currentIndex() else CARD

    def show_page(self, name: str) -> None:
        """Show the print or the map."""
        before = self.shown
        self._pages.setCurrentIndex(1 if name == MAP else 0)
        for key, button in self._switches.items():
            button.setChecked(key == self.shown)
            # the accent colour says which of them is open
            button.setProperty(PRIMARY, key == self.shown)
            button.style().unpolish(button)
            button.style().polish(button)
        self.search.setVisible(name == MAP)
        if before != self.shown:
            self.shown_changed.emit(self.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_up.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()
        self.legend.fit(self.width(), self.height())

    def _fit_tools(self) -> None:
        style = Qt.ToolButtonStyle
        buttons = self.tools.findChildren(QToolButton)
        lettered = [
            each for each in buttons if each in self._lettered or each.toolButtonStyle() != style.ToolButtonIconOnly
        ]
        self._lettered = lettered
        for button in lettered:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        self.tools.layout().activate()  # type: ignore[union-attr]
        # the first ones first: their pictures are known from other maps
        for button in lettered:
            if self.tools.sizeHint().width() <= self.width():
                break
            button.setToolButtonStyle(style.ToolButtonIconOnly)
            self.tools.layout().invalidate()  # type: ignore[union-attr]

    def add_tool(self, action: QAction) -> QToolButton:
        """One more button over the map."""
        button = QToolButton()
        button.setObjectName(f"{action.objectName()}_button")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        self.tools.add(button)
        button.setVisible(action.isVisible())
        return button

    def _on_searched(self) -> None:
        if self.search.text().strip():
            self.place_asked.emit(self.search.text().strip())

    def _on_search_changed(self, text: str) -> None:
        if not text:
            self.view.mark(None)


class LegendLine(QWidget):
    """What the signs of the map mean, in as many lines as they need; in a low pane names are cut to their heads."""

    def __init__(self, groups: Sequence[MarkerGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend_line")
        self._groups = tuple(groups)
        self._parts: list[tuple[QLabel, QLabel, str, bool]] = []
        for group in self._groups:
            self._add(group.key, group.name, exact=True)
        if self._groups:
            self._add(UNKNOWN.key, UNKNOWN.name[0].lower() + UNKNOWN.name[1:], exact=True)
            self._add(self._groups[0].key, self.tr("położenie przybliżone"), exact=False)
        self.setAccessibleName(self.tr("Legenda"))
        self.setAccessibleDescription("; ".join(f"{group.letter}: {group.name}" for group in self._groups))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()

    def _add(self, key: str, text: str, *, exact: bool) -> None:
        words = QLabel(text, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setToolTip(text)
        self._parts.append((QLabel(self), words, key, exact))

    def fit(self, width: int, height: int) -> None:
        """Say whole names in a pane of this size, or only their heads („Zdrowie, seniorzy …” as „Zdrowie”)."""
        for short in (False, True):
            for _picture, words, _key, _exact in self._parts:
                whole = words.toolTip()
                words.setText(_head(whole) if short else whole)
            if self._flow(width, place=False) <= height * _LEGEND_SHARE:
                break
        self._flow(self.width(), place=True)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow(self.width(), place=True)

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        return self._flow(width, place=False)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def sizeHint(self) -> QSize:
        width = line(self, 24)
        return QSize(width, self._flow(max(width, self.width()), place=False))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_parts"):
            self._dress()

    def _dress(self) -> None:
        sprites = Sprites(self._groups, ground(self.palette()), Sizes(self.font()), self.devicePixelRatioF())
        for picture, _words, key, exact in self._parts:
            picture.setPixmap(sprites.disc(key, exact=exact))
        self._flow(self.width(), place=True)
        self.updateGeometry()

    def _flow(self, width: int, *, place: bool) -> int:
        """Lay the signs out like words of a text; returns the height."""
        left = top = tall = 0
        gap, between = line(self) // 4, line(self)
        least = max((picture.sizeHint().height() for picture, _, _, _ in self._parts), default=0)
        for picture, words, _, _ in self._parts:
            sign, plain = picture.sizeHint(), words.fontMetrics().horizontalAdvance(words.text()) + gap
            room = max(1, width - sign.width() - gap)
            # a name that is wider than the whole pane takes two lines
            wide, lines = min(plain, room), -(-plain // room)
            height = max(least, lines * words.fontMetrics().lineSpacing())
            if left and left + sign.width() + gap + wide > width:
                left, top, tall = 0, top + tall, 0
            if place:
                words.setWordWrap(lines > 1)
                picture.setGeometry(left, top, sign.width(), height)
                words.setGeometry(left + sign.width() + gap, top, wide, height)
            left, tall = left + sign.width() + gap + wide + between, max(tall, height)
        return top + tall


def _head(name: str) -> str:
    """A name up to its first comma or „i”."""
    return name.split(",")[0].split(" i ")[0]
