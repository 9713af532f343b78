"""One mark of the card: its name and five boxes; a digit sets it and goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.theme import Colors, colors

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_BOX, _GAP = 1.75, 0.25
"""Height of a box and the space between two, in lines of text."""


class BoxRow(QWidget):
    """A name and boxes of which one may be chosen; ``keys`` are the letters or digits that choose each box.

    Left and right move the choice, up, down and Enter ask for another row, Backspace clears.
    """

    edited = Signal()
    step_requested = Signal(int)

    def __init__(self, title: str, texts: Sequence[str], keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._texts, self._keys = title, tuple(texts), tuple(keys)
        self._chosen: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def chosen(self) -> int | None:
        """Which box is chosen, from 0."""
        return self._chosen

    def choose(self, index: int | None, *, quietly: bool = False) -> None:
        """Choose a box, or none; ``quietly`` when it is loaded and not done by the person."""
        if index == self._chosen:
            return
        self._chosen = index
        self._tell()
        self.update()
        if not quietly:
            self.edited.emit()

    # -- telling ---------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        said = self.tr("bez odpowiedzi") if self._chosen is None else self._texts[self._chosen]
        self.setAccessibleName(f"{self._title}: {said}")
        keys = ", ".join(key.upper() for key in self._keys)
        self.setAccessibleDescription(self.tr("Klawisze {keys} wybierają, Backspace czyści.").format(keys=keys))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # -- painting --------------------------------------------------------------------------------------------

    def _unit(self) -> int:
        return QFontMetrics(self.font()).height()

    def _widths(self) -> list[float]:
        unit, metrics = self._unit(), QFontMetrics(self.font())
        return [max(_BOX * unit, metrics.horizontalAdvance(text) + unit) for text in self._texts]

    def sizeHint(self) -> QSize:
        unit = self._unit()
        boxes = sum(self._widths()) + _GAP * unit * len(self._texts)
        title = QFontMetrics(self.font()).horizontalAdvance(self._title)
        return QSize(round(title + boxes + unit * 2), round((_BOX + 0.5) * unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def box(self, index: int) -> QRectF:
        """Where a box is drawn; boxes stand at the right."""
        unit, widths = self._unit(), self._widths()
        right = self.width() - unit * 0.5
        left = right - sum(widths[index:]) - _GAP * unit * (len(widths) - 1 - index)
        top = (self.height() - _BOX * unit) / 2
        return QRectF(left, top, widths[index], _BOX * unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme, unit = colors(self.palette()), self._unit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.color("selection"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
            painter.setBrush(scheme.color("focus"))
            painter.drawRoundedRect(QRectF(0, 0, 4, self.height()), 2, 2)
        painter.setPen(scheme.color("ink"))
        room = QRectF(unit * 0.7, 0, self.box(0).left() - unit, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)
        for index, text in enumerate(self._texts):
            self._paint_box(painter, scheme, self.box(index), text, chosen=index == self._chosen)
        painter.end()

    def _paint_box(self, painter: QPainter, scheme: Colors, place: QRectF, text: str, *, chosen: bool) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QPen(scheme.color("accent_fill" if chosen else "outline"), 2.0 if chosen else 1.1))
        painter.setBrush(scheme.color("accent_fill" if chosen else "base"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(scheme.color("on_accent" if chosen else "ink"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    # -- keyboard and mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in _PLAIN or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text().casefold()
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Up: -1}
        if key in moves:
            self.step_requested.emit(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._shift(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        elif text and text in self._keys:
            self.choose(self._keys.index(text))
            self.step_requested.emit(1)
        else:
            # other digits and letters mean nothing here
            return bool(text) and text.isalnum()
        return True

    def _shift(self, by: int) -> None:
        last = len(self._texts) - 1
        at = (0 if by > 0 else last) if self._chosen is None else min(max(self._chosen + by, 0), last)
        self.choose(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for index in range(len(self._texts)):
            if self.box(index).contains(event.position()):
                self.choose(None if index == self._chosen else index)
                return
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
