"""Ctrl+K: one field for everything, records of every register and what can be done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.polish import fold
from app.widgets import icons
from app.widgets.search_field import SearchField
from app.widgets.two_lines import TwoLines, two_line_item
from app.widgets.workspace import Found, Register
from app.widgets.zoom import line

S = TypeVar("S")
_LIMIT = 6
_CHOICE = Qt.ItemDataRole.UserRole + 10


@dataclass(frozen=True)
class Source:
    """A register as the search sees it: its hits, and how to go to one."""

    title: str
    icon: str
    find: Callable[[str, int], Sequence[Found]]
    go: Callable[[int], None]

    @classmethod
    def of(cls, register: Register[S], services: S, go: Callable[[str, int], None]) -> "Source":
        """A register of the catalogue; ``go(key, id)`` shows a record."""

        def find(words: str, limit: int) -> Sequence[Found]:
            return register.find(services, words, limit)

        return cls(register.title, register.icon, find, lambda record_id: go(register.key, record_id))


@dataclass(frozen=True)
class Deed:
    """Something that can be done; ``keys`` are its shortcut in words."""

    title: str
    icon: str
    run: Callable[[], Any]
    keys: str = ""

    @classmethod
    def of(cls, action: QAction) -> "Deed | None":
        """A menu's or a tab's action, None for one that has no name or cannot be done now."""
        title = action.text().replace("&", "")
        if not title or not action.isEnabled():
            return None
        icon = str(action.property("iconName"))
        return cls(title, icon if icon in icons.names() else "right", action.trigger, keys_of(action))

    @classmethod
    def beginning(cls, register: Register[Any], begin: Callable[[str], None]) -> "Deed | None":
        """Starting a new record of a register, None where that is not done by hand."""
        if not register.begin_text:
            return None
        return cls(register.begin_text, "add", lambda: begin(register.key))


def keys_of(action: QAction) -> str:
    """``Ctrl+F``, as the person's keyboard calls it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True)
class _Choice:
    title: str
    subtitle: str
    icon: str
    go: Callable[[], Any]


class SearchEverywhere(QDialog):
    """A field and a list under it; arrows move in the list, Enter goes there, Esc leaves."""

    def __init__(self, sources: Sequence[Source], deeds: Iterable[Deed | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_everywhere")
        self.setWindowTitle(self.tr("Szukaj wszędzie"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sources = sources
        # a deed that menu and tab both offer is listed once
        self._deeds = tuple({deed.title: deed for deed in deeds if deed is not None}.values())
        self.field = SearchField(
            self.tr("Szukaj kart, organizacji, pracowników, komórek, innych zapisów i czynności"),
            self.tr("Karta, organizacja, pracownik, inny zapis albo czynność"),
        )
        self.list = QListWidget()
        self.list.setObjectName("hits")
        self.list.setAccessibleName(self.tr("Wyniki"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self._hint = QLabel()
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._hint)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 100, line(self, 30))
        self.field.words_changed.connect(self._on_words_changed)
        self.field.open_requested.connect(self._on_open)
        self.field.leave_requested.connect(self._on_move)
        self.list.itemActivated.connect(self._on_open)
        self.list.itemClicked.connect(self._on_open)
        self._show(())
        self.field.setFocus()

    @Slot(str)
    def _on_words_changed(self, words: str) -> None:
        self._show(tuple(self._choices(words)) if words else ())

    def _choices(self, words: str) -> Sequence[_Choice]:
        found: list[_Choice] = []
        for source in self._sources:
            for hit in source.find(words, _LIMIT):
                subtitle = f"{source.title} · {hit.subtitle}" if hit.subtitle else source.title
                found.append(_Choice(hit.title, subtitle, source.icon, _Go(source.go, hit.record_id)))
        named, others = self._matching_deeds(words)
        return [*named, *found, *others]

    def _matching_deeds(self, words: str) -> tuple[list[_Choice], list[_Choice]]:
        """Deeds whose names begin with the words, which the person means, and those that merely hold them."""
        named: list[_Choice] = []
        others: list[_Choice] = []
        asked = fold(words)
        for deed in self._deeds:
            title = fold(deed.title)
            if all(word in title for word in asked.split()):
                kind = self.tr("Czynność") + (f" · {deed.keys}" if deed.keys else "")
                choice = _Choice(deed.title, kind, deed.icon, deed.run)
                # two letters begin too many names to push records down
                (named if len(asked) > 3 and title.startswith(asked) else others).append(choice)
        return named, others

    def _show(self, choices: Sequence[_Choice]) -> None:
        self.list.clear()
        for choice in choices:
            item = two_line_item(choice.title, choice.subtitle, choice.icon)
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        if choices:
            self.list.setCurrentRow(0)
            self._hint.setText(self.tr("Strzałki wybierają · Enter otwiera · Esc zamyka"))
        elif self.field.words:
            self._hint.setText(self.tr("Nic nie pasuje. Spróbuj krócej albo innymi słowami."))
        else:
            self._hint.setText(self.tr("Pisz: wyniki pojawiają się od pierwszej litery."))

    @Slot(object)
    def _on_move(self, key: Qt.Key) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}[key]
        row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
        self.list.setCurrentRow(row)

    @Slot()
    def _on_open(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        choice: _Choice = item.data(_CHOICE)
        self.accept()
        choice.go()


@dataclass(frozen=True)
class _Go:
    """A way to a record, as a value: a lambda in a loop would remember the last one only."""

    go: Callable[[int], None]
    record_id: int

    def __call__(self) -> None:
        self.go(self.record_id)
