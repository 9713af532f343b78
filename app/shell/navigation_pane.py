"""The left edge of the window: the list of registers under the button that folds it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.shell.navigation_drawing import (
    BEST_ROW_LINES,
    ICON_LINES,
    SIDE_LINES,
    Entry,
    Look,
    draw_entry,
    draw_icon,
    draw_ring,
    draw_words,
    width_of,
)
from app.widgets.theme import colors
from app.widgets.zoom import line

if TYPE_CHECKING:
    from app.shell.navigation import NavigationList


class NavigationPane(QWidget):
    """Titles or icons alone; it lies beside the page, or for a moment over it. ``chosen`` asks for an entry.

    Until it is filled it only shows ``first``: a list of Qt takes long to load for the first picture.
    """

    chosen = Signal(int)
    folded_changed = Signal(object)
    entered = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget, first: Entry) -> None:
        super().__init__(parent)
        self.setObjectName("navigation_pane")
        self._over, self._wide = False, True
        self.list: NavigationList | None = None
        self.fold = _FoldButton()
        self._first = _FirstPicture(first)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.fold)
        self._rows.addWidget(self._first, 1)
        self.space()

    @property
    def wide(self) -> bool:
        """Whether titles stand beside the icons."""
        return self._wide

    def width_when(self, *, wide: bool) -> int:
        """The width in logical pixels that titles or icons alone need."""
        return width_of(self, wide=wide)

    def fill(self, entries: Sequence[Entry], in_front: int, folded: Iterable[str] = ()) -> None:
        """Replace the entries; ``folded`` are the titles of groups that the person folded."""
        from app.shell.navigation import NavigationList

        if self.list is None:
            self.list = NavigationList()
            self.list.chosen.connect(self.chosen)
            self.list.folded_changed.connect(self.folded_changed)
            self.list.entered.connect(self.entered)
            self.list.leave_requested.connect(self.leave_requested)
            self._rows.replaceWidget(self._first, self.list)
            self._first.hide()
            self._first.deleteLater()
            self.setTabOrder(self.fold, self.list)
            # at once, or the page would be painted beside an empty place first
            self.list.show()
            self._rows.activate()
        self.list.set_wide(self._wide)
        self.list.fill(entries, folded)
        self.list.mark(in_front)

    def mark(self, number: int) -> None:
        """Show which page is in front."""
        if self.list is not None:
            self.list.mark(number)

    def space(self) -> None:
        """Distances for the present font."""
        unit = line(self)
        self._rows.setContentsMargins(0, unit // 3, 1, unit // 4)
        self._rows.setSpacing(unit // 4)

    def show_as(self, *, wide: bool, over: bool) -> None:
        """With titles or with icons alone; beside the page or over it."""
        self._over, self._wide = over, wide
        self.fold.set_wide(wide)
        if self.list is None:
            self._first.wide = wide
        else:
            self.list.set_wide(wide)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colors(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), scheme.color("base" if self._over else "window"))
        edge = scheme.color("outline" if self._over else "line")
        painter.fillRect(self.width() - 1, 0, 1, self.height(), edge)
        painter.end()


class _FoldButton(QToolButton):
    """Drawn like an entry of the list, so that icons stand below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("fold_navigation")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_wide(self, wide: bool) -> None:
        """What pressing it would do now."""
        self.setText(self.tr("Zwiń") if wide else "")
        name = self.tr("Zwiń listę rejestrów") if wide else self.tr("Rozwiń listę rejestrów")
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (F9)")

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + line(self, ICON_LINES + 2 * SIDE_LINES), line(self, 1.9))

    def minimumSizeHint(self) -> QSize:
        return QSize(line(self, ICON_LINES), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme, area = colors(self.palette()), QRectF(self.rect()).adjusted(4, 1, -4, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.color("selection" if self.isDown() else "soft"))
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            draw_ring(painter, self.rect(), self)
        place = draw_icon(painter, self.rect(), self, "menu", scheme.muted, wide=bool(self.text()))
        draw_words(painter, place, self.text(), self.font(), scheme.color("muted"), Qt.AlignmentFlag.AlignVCenter)
        painter.end()


class _FirstPicture(QWidget):
    """The first entry where the list will have it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("first_entry")
        self._entry = entry
        self.wide = True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRect(0, 0, self.width(), int(line(self) * BEST_ROW_LINES))
        draw_entry(painter, place, self, self._entry.title, self._entry.icon, Look(wide=self.wide, in_front=True))
        painter.end()
