"""What stands beside the map: buttons over it, and what letters and colours mean."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.geo.shapes import Marker, MarkerGroup
from app.widgets import zoom
from app.widgets.map.look import Sizes, ground
from app.widgets.map.sprites import Sprites
from app.widgets.map.view import MapView


class MapTools(QWidget):
    """Buttons of a map in one row; a register adds its own behind them."""

    def __init__(self, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_tools")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(zoom.line(self, 0.3))
        lettered, plain = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for action, style in (
            (view.fit_action, lettered),
            (view.zoom_in_action, plain),
            (view.zoom_out_action, plain),
            (view.measure_action, lettered),
        ):
            button = QToolButton()
            button.setObjectName(f"{action.objectName()}_button")
            button.setDefaultAction(action)
            button.setToolButtonStyle(style)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(button)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """One more button behind the others."""
        self._row.insertWidget(self._row.count() - 1, widget)


class MapLegend(QWidget):
    """Letters, colours and numbers of the groups; the register's own filters choose among them."""

    def __init__(self, groups: Sequence[MarkerGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_legend")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._groups = tuple(groups)
        self._pictures: list[tuple[QLabel, str, bool]] = []
        self._counts: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        heading = QLabel(self.tr("Legenda"))
        zoom.scale_font(heading, 1.0, heading.font().Weight.DemiBold)
        column.addWidget(heading)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        for group in self._groups:
            self._add(group.key, group.name, exact=True)
            count = QLabel("0")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._counts[group.key] = count
            self._grid.addWidget(count, self._grid.rowCount() - 1, 2)
        if self._groups:
            self._add(self._groups[0].key, self.tr("położenie przybliżone"), exact=False)
        self._note = QLabel(self.tr("Pierścień z liczbą: kilka znaków obok siebie, barwy to udziały."))
        self._note.setWordWrap(True)
        self._note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        column.addWidget(self._note)
        self._dress()

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """How many markers each group has."""
        counts = Counter(marker.group for marker in markers)
        for key, label in self._counts.items():
            label.setText(str(counts[key]))
        self.setAccessibleDescription("; ".join(self.lines()))

    def lines(self) -> tuple[str, ...]:
        """The legend in words: „S, Sport i rekreacja: 12”."""
        return tuple(f"{group.letter}, {group.name}: {self._counts[group.key].text()}" for group in self._groups)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(zoom.line(self, 14), 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_note"):
            self._dress()

    def _add(self, key: str, text: str, *, exact: bool) -> None:
        row = self._grid.rowCount()
        picture, words = QLabel(), QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._pictures.append((picture, key, exact))
        self._grid.addWidget(picture, row, 0)
        self._grid.addWidget(words, row, 1)

    def _dress(self) -> None:
        sprites = Sprites(self._groups, ground(self.palette()), Sizes(self.font()), self.devicePixelRatioF())
        for label, key, exact in self._pictures:
            label.setPixmap(sprites.disc(key, exact=exact))
        line = zoom.line(self)
        self._grid.setVerticalSpacing(line // 5)
        self._grid.setHorizontalSpacing(line // 2)
