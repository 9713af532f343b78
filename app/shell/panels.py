"""Building blocks of the dashboard: a sheet with a heading, and lines that say something and lead somewhere."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from app.widgets import icons
from app.widgets.columns import Tone
from app.widgets.theme import Colors, colors
from app.widgets.zoom import line, scale_font

_SHAPES = {Tone.OK: "ok", Tone.QUIET: "clock", Tone.WARNING: "warning", Tone.DANGER: "error"}


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


class DeedLine(QPushButton):
    """A whole line to press: a picture, words, and a quiet fact at the right end (a number, keys).

    The words of a ``loud`` one have the colour of its tone.
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
    ) -> None:
        super().__init__(text)
        self._loud = loud
        self._icon_name = icon_name if tone is None else _SHAPES[tone]
        self._fact, self._tone = "", tone
        self.setObjectName("deed_line")
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_fact(fact)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: then())

    def set_fact(self, fact: str) -> None:
        """Show another quiet fact; the line keeps its place and the focus."""
        if fact != self._fact or not self.accessibleName():
            self._fact = fact
            self.setAccessibleName(f"{self.text()}, {fact}" if fact else self.text())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._fact)
        return QSize(width + line(self, 4), line(self, 2))

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
        words = self.rect().adjusted(height * 2, 0, -height // 2, 0)
        painter.setPen(scheme.color("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._fact)
        painter.setPen(QColor(ink) if self._loud else scheme.color("ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


def muted_label(text: str) -> QLabel:
    """A quiet sentence that wraps."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setContentsMargins(line(label, 0.5), line(label, 0.3), line(label, 0.5), line(label, 0.3))
    return label
