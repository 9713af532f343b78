"""The way back: the last twenty deeds of this sitting, newest first, offered one by one in the status line.

Windows in front of the main one have a line of their own, which says and offers the same.
"""

from collections import deque
from typing import Any

from PySide6.QtCore import QObject

from app.core.records import Change, Outcome, Undo
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from app.widgets.status_line import StatusLine

DEPTH = 20
ERASED = Change("erasure", frozenset())
"""Somebody was erased from the data; the kind of record is that of the list of erasures."""


class UndoHistory(QObject):
    """Reports outcomes in the status line and takes them back on request."""

    def __init__(self, jobs: Jobs, bus: ChangeBus, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo_history")
        self._jobs, self._bus, self._lines = jobs, bus, [status]
        self._undos: deque[tuple[Undo, str]] = deque(maxlen=DEPTH)
        bus.changed.connect(self._on_changed)

    def report(self, outcome: Outcome[Any]) -> None:
        """Say what was done, announce the change, offer to take it back."""
        if outcome.undo is not None:
            self._undos.append((outcome.undo, outcome.message))
        self._say(outcome.message)
        if outcome.change.ids:
            self._bus.announce(outcome.change)

    def _on_changed(self, change: Change) -> None:
        """Forget the former texts: taking a deed back could bring in again whoever has been erased since."""
        if change.entity == ERASED.entity and self._undos:
            self._undos.clear()
            self._say(self.tr("Usunięto dane osobowe – wcześniejszych zmian nie da się już cofnąć."))

    def follow(self, line: StatusLine) -> None:
        """Say and offer the same in the line of another window until that is gone."""
        self._lines.append(line)
        line.destroyed.connect(lambda: self._lines.remove(line))
        self._offer(line, "")

    def say(self, sentence: str) -> None:
        """Say something that changes nothing; what can be undone stays so."""
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        for each in self._lines:
            self._offer(each, sentence)

    def _offer(self, line: StatusLine, sentence: str) -> None:
        if not self._undos:
            line.say(sentence)
            return
        undo, deed = self._undos[-1]
        # beside another sentence the button names the deed it takes back
        about = "" if deed == sentence else deed[:1].lower() + deed[1:].rstrip(".")
        line.say(sentence, self._undo, undo.label, about)

    def _undo(self) -> None:
        undo, _deed = self._undos.pop()
        for each in self._lines:
            # nowhere is it offered a second time
            each.say(each.message)
        self._jobs.run(
            lambda _progress: undo.run(), done=self._on_undone, writes=True, title=undo.label, cancellable=False
        )

    def _on_undone(self, outcome: Outcome[Any]) -> None:
        self._say(self.tr("Cofnięto. {message}").format(message=outcome.message))
        if outcome.change.ids:
            self._bus.announce(outcome.change)
