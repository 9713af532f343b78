"""Other people's changes to the same data: counters are asked now and then, and a server tells within a moment."""

import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.progress import Progress
from app.core.records import Change
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from db.errors import DatabaseProblem

_log = logging.getLogger(__name__)

_ASK_MS = 3000
"""How often other programs' changes to the database are looked for."""


class Counting(Protocol):
    """What is asked of the open database."""

    @property
    def is_server(self) -> bool:
        """Whether asking may take long, because a network lies in between."""

    def revisions(self) -> Mapping[str, int]:
        """How often each kind of record was changed."""


class Watch(Protocol):
    """A server's messages; ``close`` ends them."""

    def close(self) -> None:
        """End the thread."""


class Neighbours(QObject):
    """Announces what others changed on the bus; ``note`` keeps own changes from being announced twice.

    ``watch`` starts a server's messages: it gets a callback for another thread, with the kinds that changed,
    and gives None where nobody tells. ``answered`` comes whenever the data answered, changed or not.
    """

    answered = Signal()
    _told = Signal()

    def __init__(
        self,
        store: Counting,
        jobs: Jobs,
        bus: ChangeBus,
        watch: Callable[[Callable[[frozenset[str]], None]], Watch | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("neighbours")
        self._store, self._jobs, self._bus, self._begin_watch = store, jobs, bus, watch
        self._known = dict(self._revisions())
        self._watch: Watch | None = None
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_MS)
        self._timer.timeout.connect(self.look)
        # the messages come on a thread of their own
        self._told.connect(self.look, Qt.ConnectionType.QueuedConnection)

    def start(self) -> bool:
        """Begin to look; False when it had begun."""
        if self._timer.isActive():
            return False
        self._timer.start()
        if self._begin_watch is not None:
            self._watch = self._begin_watch(lambda _kinds: self._told.emit())
        return True

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()

    def note(self, entity: str) -> None:
        """An own change; what other programs changed meanwhile is still to be announced."""
        if self._store.is_server:
            # not worth a question over the network: the tabs read once more, that is all
            return
        now = self._revisions()
        if entity in now:
            self._known[entity] = now[entity]

    @Slot()
    def look(self) -> None:
        """Ask now; over a network away from the window."""
        if self._store.is_server:
            self._ask()
        elif not self._jobs.busy:
            self._compare(self._revisions())

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        self._jobs.run(self._revisions_away, done=self._on_answer, owner=self)

    def _revisions_away(self, _progress: Progress) -> Mapping[str, int]:
        return self._revisions()

    def _on_answer(self, now: Mapping[str, int]) -> None:
        self._asking = False
        self._compare(now)

    def _compare(self, now: Mapping[str, int]) -> None:
        changed = [entity for entity, number in now.items() if self._known.get(entity) != number]
        self._known |= now
        for entity in changed:
            self._bus.announce(Change(entity, frozenset()))
        if now:
            self.answered.emit()

    def _revisions(self) -> Mapping[str, int]:
        try:
            return self._store.revisions()
        except DatabaseProblem as problem:
            # the next look may succeed; a save will say what is wrong
            _log.info("others' changes could not be asked for: %s", problem.kind.value)
        except Exception:  # noqa: BLE001 - a fault of the program must not end the looking, but it must be known
            _log.exception("others' changes could not be asked for")
        return {}
