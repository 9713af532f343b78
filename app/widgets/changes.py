"""Where use cases' changes are announced, so that screens refresh themselves and never poke each other."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from app.core.records import Change

T = TypeVar("T")
_UNREAD = object()
NEW_DAY = Change("day", frozenset())
"""Another day has come: no record changed, but states, terms and what is late are others now."""


class ChangeBus(QObject):
    """Emits each :class:`Change` after it was committed, on the main thread."""

    changed = Signal(object)

    def announce(self, change: Change) -> None:
        """Tell every screen."""
        self.changed.emit(change)


class Remembered(Generic[T]):
    """What ``read`` gave, read again only after one of ``entities`` changed: tables ask for each cell they paint."""

    def __init__(self, read: Callable[[], T], bus: ChangeBus, *entities: str) -> None:
        self._read, self._entities = read, entities
        self._known: T | object = _UNREAD
        bus.changed.connect(self._on_changed)

    def __call__(self) -> T:
        """The value, not older than the last change."""
        if self._known is _UNREAD:
            self._known = self._read()
        return cast("T", self._known)

    def _on_changed(self, change: Change) -> None:
        if change.entity in self._entities:
            self._known = _UNREAD
