"""The card beside a symbol: what it stands for, without a click."""

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.polish import plural
from app.geo.shapes import Marker, Place
from app.widgets import zoom
from app.widgets.map.crowd import Symbol
from app.widgets.map.sprites import Shares, Sprites

_MOST_GROUPS = 8
APPROXIMATE = "położenie przybliżone"
_NEAR = 2500.0
"""Metres from a locality within which a sign is told as belonging to it."""
_WIDTH = 22.0
"""In lines of text."""


Counted = tuple[str, str, str]
"""Forms of a noun after 1, 2 and 5."""
ORGANISATIONS: Counted = ("organizacja", "organizacje", "organizacji")


def number_of(count: int, counted: Counted) -> str:
    """„5 organizacji”."""
    return f"{count} {plural(count, *counted)}"


def sentence(symbol: Symbol, sprites: Sprites, counted: Counted, places: Sequence[Place] = ()) -> str:
    """A symbol in one sentence, for screen readers; of a ring, too, at which of the ``places`` it lies."""
    marker = symbol.marker
    if marker is not None:
        about = "" if marker.exact else APPROXIMATE
        parts = (marker.title, sprites.group(marker.group).name, marker.address, about)
        return ", ".join(part for part in parts if part)
    shares = ", ".join(f"{sprites.group(group).name}: {count}" for group, count in sprites.shares(symbol.cluster))
    where = _whereabouts(symbol, places)
    return f"{where}{number_of(symbol.cluster.count, counted)}. {shares}"


def _whereabouts(symbol: Symbol, places: Sequence[Place]) -> str:
    """„Zalesie: ” before what is there; blank without a place near it."""
    if not places:
        return ""
    nearest = min(places, key=lambda place: hypot(place.x - symbol.x, place.y - symbol.y))
    west, south, east, north = symbol.bounds
    width = max(east - west, north - south)
    if hypot(nearest.x - symbol.x, nearest.y - symbol.y) > max(_NEAR, width):
        return ""
    return f"{nearest.name} i okolice: " if width > _NEAR else f"{nearest.name}: "


class HoverCard(QFrame):
    """Shows a marker or a summary of several; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = parent
        self.setObjectName("hover_card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._layout = QVBoxLayout(self)
        self._content: QWidget | None = None
        self.hide()

    def tell_marker(self, marker: Marker, sprites: Sprites) -> None:
        """Title, group and address of one marker."""
        rows = [(sprites.disc(marker.group, exact=marker.exact), sprites.group(marker.group).name)]
        notes = [marker.address] if marker.address else []
        if not marker.exact:
            notes.append(APPROXIMATE)
        self._fill(marker.title, rows, notes)

    def tell_several(self, heading: str, shares: Shares, address: str, sprites: Sprites) -> None:
        """How many of each group a ring stands for; ``address`` where they share one place."""
        rows = [
            (sprites.disc(group), f"{sprites.group(group).name}: {count}") for group, count in shares[:_MOST_GROUPS]
        ]
        notes = [address] if address else []
        rest = sum(count for _, count in shares[_MOST_GROUPS:])
        if rest:
            notes.insert(0, self.tr("inne: {count}").format(count=rest))
        self._fill(heading, rows, notes)

    def tell(self, symbol: Symbol, sprites: Sprites, counted: Counted) -> None:
        """What a symbol stands for."""
        if symbol.marker is not None:
            self.tell_marker(symbol.marker, sprites)
            return
        address = symbol.cluster.markers[0].address if symbol.cluster.one_place else ""
        self.tell_several(number_of(symbol.cluster.count, counted), sprites.shares(symbol.cluster), address, sprites)

    def text(self) -> str:
        """Everything the card says, line by line."""
        labels = self._content.findChildren(QLabel) if self._content else []
        return "\n".join(label.text() for label in labels if label.text())

    def stand_beside(self, spot: QRect) -> None:
        """Take a place beside a symbol, wholly inside the map."""
        room = self._map.rect().adjusted(4, 4, -4, -4)
        gap = zoom.line(self, 0.4)
        size = self.size()
        right = QPoint(spot.right() + gap, spot.center().y() - size.height() // 2)
        left = QPoint(spot.left() - gap - size.width(), right.y())
        corner = right if right.x() + size.width() <= room.right() or left.x() < room.left() else left
        self.move(
            min(max(corner.x(), room.left()), max(room.left(), room.right() - size.width())),
            min(max(corner.y(), room.top()), max(room.top(), room.bottom() - size.height())),
        )
        self.show()
        self.raise_()

    def _fill(self, heading: str, rows: Sequence[tuple[QPixmap, str]], notes: Sequence[str]) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        line = zoom.line(self)
        self._layout.setContentsMargins(line // 2, line // 3, line // 2, line // 3)
        self._content = QWidget(self)
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(line // 6)
        grid.setHorizontalSpacing(line // 3)
        grid.setColumnStretch(1, 1)
        title = _label(heading)
        zoom.scale_font(title, 1.0, title.font().Weight.DemiBold)
        width = round(line * _WIDTH)
        title.setMaximumWidth(width)
        grid.addWidget(title, 0, 0, 1, 2)
        for number, (picture, text) in enumerate(rows, 1):
            dot = QLabel()
            dot.setPixmap(picture)
            grid.addWidget(dot, number, 0)
            words = _label(text)
            words.setMaximumWidth(width - 2 * line)
            grid.addWidget(words, number, 1)
        for number, text in enumerate(notes, len(rows) + 1):
            note = _label(text)
            note.setForegroundRole(note.palette().ColorRole.PlaceholderText)
            note.setMaximumWidth(width)
            grid.addWidget(note, number, 0, 1, 2)
        self._layout.addWidget(self._content)
        self._content.show()
        self.resize(self._wanted(width + line))

    def _wanted(self, most: int) -> QSize:
        self._layout.activate()
        hint = self.sizeHint()
        width = min(hint.width(), most)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else hint.height()
        return QSize(width, height)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(len(text) > 36)
    return label
