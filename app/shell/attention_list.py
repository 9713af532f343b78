"""The lines of „Wymaga uwagi”: the most urgent first, in named groups, a long list cut where nothing urgent is lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.shell.panels import SHAPES, DeedLine, ink_of
from app.widgets import icons
from app.widgets.columns import Tone
from app.widgets.theme import colors
from app.widgets.workspace import Urgency
from app.widgets.zoom import line, scale_font

_SHOWN = 12
"""So many lines of registers are shown of a long list; those that are urgent always."""
_LEAST_HIDDEN = 3
"""Fewer are not worth a button that takes a line itself."""
_SHAPE_OF: Mapping[Urgency, Tone] = {
    Urgency.URGENT: Tone.DANGER,
    Urgency.WAITING: Tone.WARNING,
    Urgency.KNOWN: Tone.QUIET,
}


@dataclass(frozen=True)
class Line:
    """A line as data. ``urgency`` None stands for what the desk itself says, above all registers and never cut."""

    icon: str
    text: str
    then: Callable[[], object] = field(compare=False)
    register: str = ""
    urgency: Urgency | None = None


class AttentionList(QWidget):
    """Lines that say something and lead somewhere; what stays the same keeps its widget, and with it the focus."""

    cut_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines, self._whole = tuple[Line, ...](), False
        self._buttons: list[tuple[Line, DeedLine]] = []
        self._before: QWidget | None = None
        self._more = MoreLine(self._on_more)
        self._more.setParent(self)
        self._more.hide()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def follow(self, widget: QWidget) -> None:
        """Come after a widget when Tab is pressed."""
        self._before = widget

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these: the desk's own first, then by urgency; inside one urgency the order in which they came."""
        ranks = [None, *Urgency]
        wanted = tuple(sorted(lines, key=lambda each: ranks.index(each.urgency)))
        if wanted == self._lines:
            # nothing to see, but what a line leads to may be another object
            for each, (_, button) in zip(wanted, self._buttons, strict=False):
                button.then = each.then
            return
        self._lines = wanted
        self._show()

    @property
    def room(self) -> int:
        """The width, in pixels, in which no line has to be broken, those that are cut now included."""
        return max((self._more.width_of(each.text, each.register) for each in self._lines), default=0)

    def _shown(self) -> list[DeedLine]:
        found = (self._rows.itemAt(row) for row in range(self._rows.count()))
        return [each for item in found if item is not None and isinstance(each := item.widget(), DeedLine)]

    def _cut(self) -> int:
        """How many lines stay when the list is cut; all of them where there is nothing to gain."""
        own = sum(each.urgency is None for each in self._lines)
        urgent = sum(each.urgency is Urgency.URGENT for each in self._lines)
        kept = own + max(urgent, _SHOWN)
        return kept if len(self._lines) - kept >= _LEAST_HIDDEN else len(self._lines)

    def _show(self) -> None:
        shown = self._shown()
        focused = next((place for place, button in enumerate(shown) if button.hasFocus()), None)
        cut = self._cut()
        lines = self._lines if self._whole else self._lines[:cut]
        before, self._buttons = self._buttons, []
        while (item := self._rows.takeAt(0)) is not None:
            heading = item.widget()
            if isinstance(heading, UrgencyHeading):
                heading.hide()
                heading.deleteLater()
        group: Urgency | None = None
        for each in lines:
            if each.urgency is not None and each.urgency is not group:
                group = each.urgency
                self._put(UrgencyHeading(group, sum(other.urgency is group for other in self._lines)))
            same = next((place for place, (old, _) in enumerate(before) if old == each), None)
            button = _button(each) if same is None else before.pop(same)[1]
            button.then = each.then
            self._buttons.append((each, button))
            self._put(button)
        hidden = len(self._lines) - cut
        self._more.setVisible(hidden > 0)
        if hidden:
            self._more.say(hidden, whole=self._whole)
            self._put(self._more)
        self._put_in_order(self._shown())
        if focused is not None and not any(button.hasFocus() for button in self._shown()) and self._shown():
            # the line that was in hand is gone: the one in its place follows
            self._shown()[min(focused, len(self._shown()) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        for _, gone in before:
            gone.hide()
            gone.deleteLater()
        self.updateGeometry()

    def _put(self, widget: QWidget) -> None:
        self._rows.addWidget(widget)
        # a widget counts in the layout once it is shown, and the panels are placed by what their lines need
        widget.show()

    def _put_in_order(self, shown: Sequence[DeedLine]) -> None:
        """Tab goes down the list: new lines would otherwise come last in the whole window."""
        before = self._before
        for button in shown:
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button

    @Slot()
    def _on_more(self) -> None:
        self._whole = not self._whole
        self._show()
        self.cut_changed.emit()

    @property
    def first_revealed(self) -> QWidget | None:
        """The first line that a cut list does not show; None while it is cut."""
        return self._shown()[self._cut()] if self._whole and self._cut() < len(self._lines) else None

    @property
    def more(self) -> DeedLine:
        """The button under the list."""
        return self._more


class ConcernLine(DeedLine):
    """A line of a register: its icon in the colour of the urgency, the words, and the register's name at the end.

    Where there is no room for both, the words wrap and the name stands below them.
    """

    def __init__(self, said: Line, urgency: Urgency) -> None:
        super().__init__(said.icon, said.text, said.then, fact=said.register, ink=_SHAPE_OF[urgency])
        self.setAccessibleName(f"{said.register}: {said.text}, {urgency_in_words(self, urgency).lower()}")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._wide: QSize | None = None
        self._heights: dict[int, int] = {}

    def sizeHint(self) -> QSize:
        # measured once: the layout asks hundreds of times while a window opens
        if self._wide is None:
            self._wide = super().sizeHint()
        return self._wide

    def minimumSizeHint(self) -> QSize:
        return QSize(min(line(self, 14), self.sizeHint().width()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        wide = self.sizeHint()
        if width >= wide.width():
            return wide.height()
        if width not in self._heights:
            self._heights[width] = wide.height() + self._wrapped(self._words_area(QRect(0, 0, width, 0))).height()
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wide = None
            self._heights.clear()
        super().changeEvent(event)

    def _wrapped(self, area: QRect) -> QRect:
        room = QRect(0, 0, max(1, area.width()), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    def paint_words(self, painter: QPainter, area: QRect) -> None:
        if self.width() >= self.sizeHint().width():
            super().paint_words(painter, area)
            return
        words, below = self._wrapped(area).height(), self.fontMetrics().height()
        top = area.top() + (area.height() - words - below) // 2
        scheme = colors(self.palette())
        painter.setPen(scheme.color("ink"))
        painter.drawText(QRect(area.left(), top, area.width(), words), Qt.TextFlag.TextWordWrap, self.text())
        painter.setPen(scheme.color("muted"))
        painter.drawText(QRect(area.left(), top + words, area.width(), below), Qt.AlignmentFlag.AlignLeft, self.fact)


class MoreLine(DeedLine):
    """The button that shows the rest of a cut list, or cuts it again."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__("down", "", then)
        self.setObjectName("more_line")

    def say(self, hidden: int, *, whole: bool) -> None:
        """Tell what a press does, and to who does not see it how the list stands."""
        text = self.tr("Pokaż mniej") if whole else self.tr("Pokaż pozostałe ({number})").format(number=hidden)
        self.set_words("up" if whole else "down", text)
        self.setAccessibleDescription(self.tr("lista rozwinięta") if whole else self.tr("lista zwinięta"))


class UrgencyHeading(QLabel):
    """Names a group of lines and says how many there are: a shape, and words in the colour of the urgency."""

    def __init__(self, urgency: Urgency, number: int) -> None:
        super().__init__()
        self.setText(f"{urgency_in_words(self, urgency)} ({number})")
        self.setAccessibleName(f"{urgency_in_words(self, urgency)}: {number}")
        self.setObjectName("urgency")
        self._tone = _SHAPE_OF[urgency]
        scale_font(self, 1.0, QFont.Weight.DemiBold)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + line(self, 2), line(self, 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme, height = colors(self.palette()), self.fontMetrics().height()
        ink = ink_of(self._tone, scheme)
        painter = QPainter(self)
        top = self.height() - height - height // 4
        painter.drawPixmap(height // 2, top, icons.pixmap(SHAPES[self._tone], ink, height))
        painter.setPen(ink)
        words = QRect(height * 2, top, self.width() - height * 2, height)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


def urgency_in_words(asking: QWidget, urgency: Urgency) -> str:
    """The name of a group of lines."""
    return {
        Urgency.URGENT: asking.tr("Pilne"),
        Urgency.WAITING: asking.tr("Do załatwienia"),
        Urgency.KNOWN: asking.tr("Do wiadomości"),
    }[urgency]


def _button(said: Line) -> DeedLine:
    if said.urgency is None:
        return DeedLine(said.icon, said.text, said.then, tone=Tone.WARNING)
    return ConcernLine(said, said.urgency)
