"""Navigation at the left, pages beside it: as wide as there is room for, never at the cost of the page.

Titles stand beside the pages while both fit; else icons stay, and the titles open over the page when somebody
enters the list by keys or presses the button above it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.shell.navigation_drawing import Entry
from app.shell.navigation_pane import NavigationPane
from app.shell.pages import Pages
from app.widgets.layout_store import LayoutStore
from app.widgets.widths import PREVIEW_CHARS, TABLE_CHARS, digits

_SHAPE = "navigation/shape"
_WIDE, _NARROW = "wide", "narrow"
_FOLDED = "navigation/folded"
"""Titles of the groups that the person folded, one a line."""


class Frame(QWidget):
    """The pane and the pages; ``first`` is the page while nothing is open yet."""

    chosen = Signal(int)

    def __init__(self, layouts: LayoutStore, first: QWidget, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._layouts = layouts
        self._shape = layouts.load(_SHAPE)
        self._over = False
        self.pages = Pages(first)
        self._room = QWidget()
        self.pane = NavigationPane(self, entry)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._room)
        row.addWidget(self.pages, 1)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.pages.currentChanged.connect(self.pane.mark)
        self.pane.chosen.connect(self._on_chosen)
        self.pane.folded_changed.connect(self._on_folded_changed)
        self.pane.entered.connect(self._open_over)
        self.pane.leave_requested.connect(self.enter_page)
        self.pane.fold.clicked.connect(self.fold)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def fill(self, entries: Sequence[Entry]) -> None:
        """All that can be shown; a list of one entry would tell nothing and is not there."""
        folded = (self._layouts.load(_FOLDED) or "").splitlines()
        self.pane.fill(entries, self.pages.currentIndex(), folded)
        for part in (self.pane, self._room):
            part.setVisible(len(entries) > 1)

    # -- moving between the two ------------------------------------------------------------------------------

    @Slot()
    def change_side(self) -> None:
        """From the page to the list and back."""
        if self.pane.isAncestorOf(self.focusWidget() or self.pages):
            self.enter_page()
        elif self.pane.isVisible() and self.pane.list is not None:
            self.pane.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def enter_page(self) -> None:
        """Back to where the person was on the page."""
        page = self.pages.currentWidget()
        (page.focusWidget() or page).setFocus(Qt.FocusReason.OtherFocusReason)
        self._close_over()

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.enter_page()

    @Slot(object)
    def _on_folded_changed(self, groups: frozenset[str]) -> None:
        self._layouts.save(_FOLDED, "\n".join(sorted(groups)))

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        # None: another window or a menu is in front for a moment
        if now is not None and self._over and not self.pane.isAncestorOf(now):
            self._close_over()

    # -- shape -----------------------------------------------------------------------------------------------

    @property
    def wide(self) -> bool:
        """Whether titles are on the screen."""
        return self.pane.wide

    @Slot()
    def fold(self) -> None:
        """Fold or unfold and remember it; where titles do not fit beside the page, open them for a moment."""
        if self._docked or self._fits(TABLE_CHARS):
            self._shape = _NARROW if self._docked else _WIDE
            self._layouts.save(_SHAPE, self._shape)
            self._over = False
            self._arrange()
        elif self._over:
            self.enter_page()
        elif self.pane.list is not None:
            self._open_over()
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _docked(self) -> bool:
        """Whether titles stand beside the page: as chosen, else while even the preview has its room."""
        if self._shape == _NARROW:
            return False
        return self._fits(TABLE_CHARS if self._shape == _WIDE else PREVIEW_CHARS)

    def _fits(self, chars: int) -> bool:
        return self.width() - self.pane.width_when(wide=True) >= digits(self, chars)

    @Slot()
    def _open_over(self) -> None:
        if not self._docked and not self._over:
            self._over = True
            self._arrange()

    def _close_over(self) -> None:
        if self._over:
            self._over = False
            self._arrange()

    def _arrange(self) -> None:
        docked = self._docked
        self._over = self._over and not docked
        wide, pane = docked or self._over, self.pane
        pane.show_as(wide=wide, over=self._over)
        if self._room.width() != (width := pane.width_when(wide=docked)):
            self._room.setFixedWidth(width)
            # at once: the page would be painted in its old place first
            self._row.activate()
        pane.setGeometry(0, 0, pane.width_when(wide=wide), self.height())
        pane.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._over:
            self.enter_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pane"):
            self.pane.space()
            self._arrange()
