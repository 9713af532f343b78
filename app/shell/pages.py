"""The pages of the main window, one in front; each is made when somebody first looks at it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Pages by key in the order of the navigation; ``currentChanged`` tells which one is in front."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self._keys: list[str] = []
        self._make: Callable[[str], QWidget] | None = None
        self.addWidget(first)
        self.currentChanged.connect(self._on_current_changed)

    def open(self, first: QWidget, keys: Sequence[str], make: Callable[[str], QWidget]) -> QWidget:
        """Put ``first`` in front, then a page for each key that ``make`` will make; gives back the page before."""
        before = self.widget(0)
        self._keys, self._make = list(keys), make
        blocked = self.blockSignals(True)
        self.insertWidget(0, first)
        self.setCurrentIndex(0)
        self.removeWidget(before)
        for key in keys:
            self.addWidget(_Waiting(key))
        self.blockSignals(blocked)
        return before

    def page(self, key: str) -> QWidget:
        """The page of a key, made now if it was not; KeyError when there is none."""
        if key not in self._keys:
            raise KeyError(key)
        number = self._keys.index(key) + 1
        page = self.widget(number)
        if not isinstance(page, _Waiting) or self._make is None:
            return page
        made, in_front = self._make(key), self.currentIndex()
        blocked = self.blockSignals(True)
        self.removeWidget(page)
        self.insertWidget(number, made)
        self.setCurrentIndex(in_front)
        self.blockSignals(blocked)
        page.deleteLater()
        return made

    def step(self, by: int) -> None:
        """Go on or back by so many pages; behind the last one comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    @Slot(int)
    def _on_current_changed(self, number: int) -> None:
        waiting = self.widget(number)
        if isinstance(waiting, _Waiting):
            self.page(waiting.key)


class _Waiting(QWidget):
    """Stands where a page will be once somebody looks at it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setObjectName(f"waiting_{key}")
