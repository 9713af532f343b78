"""Building blocks of the dashboard: a sheet with a heading, and lines that say something and lead somewhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.columns import Tone
from app.widgets.theme import Colors, colors
from app.widgets.zoom import line, scale_font

SHAPES = {Tone.OK: "ok", Tone.QUIET: "clock", Tone.WARNING: "warning", Tone.DANGER: "error"}


def ink_of(tone: Tone, scheme: Colors) -> str:
    """The colour of a tone's shape; the shape differs too, so that colour is never alone."""
    by_tone = {Tone.DANGER: scheme.danger, Tone.WARNING: scheme.warning, Tone.OK: scheme.ok, Tone.QUIET: scheme.muted}
    return by_tone[tone]


class Panel(QFrame):
    """A sheet of paper on the desk: a heading and what belongs under it."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        unit = line(self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(unit // 2, unit * 2 // 3, unit // 2, unit // 2)
        self.body.setSpacing(0)
        if title:
            self.setAccessibleName(title)
            heading = QLabel(title)
            heading.setObjectName("heading")
            heading.setContentsMargins(unit // 2, 0, unit // 2, unit // 3)
            scale_font(heading, 1.15, QFont.Weight.DemiBold)
            self.body.addWidget(heading)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class DeedLine(DeedButton):
    """A whole line to press: a picture, words, and a quiet fact at the right end (a number, keys).

    The words of a ``loud`` one have the colour of its tone. ``ink`` colours the picture and leaves it as it is.
    """

    def __init__(
        self,
        icon_name: str,
        text: str,
        then: Callable[[], object],
        *,
        fact: str = "",
        tone: Tone | None = None,
        loud: bool = False,
        ink: Tone | None = None,
    ) -> None:
        super().__init__(text)
        self.then, self._loud = then, loud
        self._icon_name = icon_name if tone is None else SHAPES[tone]
        self._fact, self._tone = "", tone or ink
        self.setObjectName("deed_line")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_fact(fact)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def set_fact(self, fact: str) -> None:
        """Show another quiet fact; the line keeps its place and the focus."""
        if fact != self._fact or not self.accessibleName():
            self._fact = fact
            self.setAccessibleName(f"{self.text()}, {fact}" if fact else self.text())
            self.updateGeometry()
            self.update()

    @property
    def fact(self) -> str:
        """The quiet fact."""
        return self._fact

    def set_words(self, icon_name: str, text: str) -> None:
        """Say something else with another picture; the line keeps its place and the focus."""
        self._icon_name = icon_name
        self.setText(text)
        self.setAccessibleName(f"{text}, {self._fact}" if self._fact else text)
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        self.then()

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self.text(), self._fact), line(self, 2))

    def width_of(self, text: str, fact: str) -> int:
        """The width of a line with these words, in pixels."""
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(text) + metrics.horizontalAdvance(fact) + line(self, 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        state = option.state  # type: ignore[attr-defined]
        scheme, height = colors(self.palette()), self.fontMetrics().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Sunken):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.color("selection" if self.isDown() else "soft"))
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(scheme.color("focus"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        ink = scheme.accent if self._tone is None else ink_of(self._tone, scheme)
        painter.drawPixmap(height // 2, (self.height() - height) // 2, icons.pixmap(self._icon_name, ink, height))
        self.paint_words(painter, self._words_area(self.rect()))
        painter.end()

    def _words_area(self, whole: QRect) -> QRect:
        """Where the words stand in a line of this shape: beside the picture."""
        height = self.fontMetrics().height()
        return whole.adjusted(height * 2, 0, -height // 2, 0)

    def paint_words(self, painter: QPainter, area: QRect) -> None:
        """Write the words and the fact."""
        scheme = colors(self.palette())
        painter.setPen(scheme.color("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._fact)
        loud = self._tone if self._loud else None
        painter.setPen(scheme.color("ink") if loud is None else QColor(ink_of(loud, scheme)))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())


class DeedColumns(QWidget):
    """Lines in as many columns of one width as there is room for, read down one column after the other."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most, self._lines, self._shape = most, tuple[DeedLine, ...](), (0, 0)
        # measured once: the layout asks hundreds of times while a window opens
        self._line_size = QSize(0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(line(self, 0.5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, lines: Sequence[DeedLine]) -> None:
        """Put lines where none were; the caller keeps them and may change their facts, then calls ``arrange``."""
        self._lines = tuple(lines)
        for each in lines:
            each.setParent(self)
            each.show()
        self.arrange()

    def arrange(self) -> None:
        """Measure the lines, and share them out for the room there is."""
        hints = [each.sizeHint() for each in self._lines]
        self._line_size = QSize(
            max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0)
        )
        self._share_out()

    def _share_out(self) -> None:
        columns = max(1, min(self._most, self.width() // max(1, self._widest)))
        rows = -(-len(self._lines) // columns)
        self.updateGeometry()
        if self._shape == (columns, rows):
            return
        self._shape = (columns, rows)
        for number, each in enumerate(self._lines):
            self._grid.addWidget(each, number % rows, number // rows)
        for column in range(self._most):
            self._grid.setColumnStretch(column, column < columns)

    @property
    def _widest(self) -> int:
        return self._line_size.width() + self._grid.horizontalSpacing()

    def sizeHint(self) -> QSize:
        return QSize(self._widest, self._shape[1] * self._line_size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # a line has another size: its fact or its font changed
            self.arrange()
        return handled


def muted_label(text: str) -> QLabel:
    """A quiet sentence that wraps."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setContentsMargins(line(label, 0.5), line(label, 0.3), line(label, 0.5), line(label, 0.3))
    return label
