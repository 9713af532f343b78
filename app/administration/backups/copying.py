"""What the deeds of people and of the program on backups share: the plan, the places, one copy made and noted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import select

from app import __version__
from app.administration.backups import words
from app.administration.backups.domain import (
    Backup,
    Keeping,
    Made,
    Plan,
    Reason,
    Schedule,
    State,
)
from app.administration.backups.repository import Vault
from app.core import machine
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.progress import NoProgress, Progress
from app.people.office.model import OfficeRow
from app.records import environment
from db import audit, backup, backup_folder, revisions
from db.backup_folder import BadBackup, Fault, Label
from db.file_store import FileStore
from db.store import Store

ENTITY = "backup"
PROGRAM = "program"
"""Author of copies that nobody asked for, in a database without accounts."""


def plan_of_computer() -> Plan:
    """The plan in this computer's settings."""
    settings = machine.settings()
    folders = tuple(Path(part.strip()) for part in settings.text("backup_folders").split(";") if part.strip())
    schedule = Schedule(
        bool(settings["backup_automatic"]), settings.number("backup_minutes"), settings.number("backup_hours")
    )
    keeping = Keeping(
        settings.number("backup_days_all"),
        settings.number("backup_daily"),
        settings.number("backup_weekly"),
        settings.number("backup_monthly"),
        settings.number("backup_safety_days"),
    )
    return Plan(schedule, keeping, folders)


class CopyingState:
    """What the running program remembers of copying, also when a database is closed and opened anew.

    ``turn`` keeps a person's deeds and the program's own copy from running side by side. ``restored`` are databases
    restored since the start: nothing of theirs is thinned until the next one.
    """

    def __init__(self) -> None:
        self.turn = Lock()
        self.restored: set[str] = set()


@contextmanager
def explained() -> Iterator[None]:
    """Raise Refusal with a Polish sentence in place of BadBackup and DatabaseProblem."""
    try:
        with environment.explained():
            yield
    except BadBackup as bad:
        raise UnusableBackup(bad) from bad


class UnusableBackup(Refusal):
    """The backup is none, damaged, tampered with or sealed with another key; ``fault`` tells which."""

    def __init__(self, bad: BadBackup) -> None:
        super().__init__(words.fault(bad.fault, bad.path, bad.detail))
        self.fault = bad.fault

    @property
    def needs_password(self) -> bool:
        """Whether a name and password of that time may still open it."""
        return self.fault is Fault.OTHER_KEY


class Copying:
    """What the deeds of people and of the program share."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        plan: Callable[[], Plan] = plan_of_computer,
        state: CopyingState | None = None,
    ) -> None:
        self._store, self._clock, self._actor, self._plan = store, clock, actor, plan
        self._state = state or CopyingState()
        self._vault = Vault(store, lambda: plan().folders) if isinstance(store, FileStore) else None

    @property
    def on_server(self) -> bool:
        """Whether copies are the server's affair."""
        return self._vault is None

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self._plan()

    def _file(self) -> FileStore:
        if not isinstance(self._store, FileStore):
            raise Refusal(words.ON_SERVER)
        return self._store

    def _copies(self) -> Vault:
        if self._vault is None:
            raise Refusal(words.ON_SERVER)
        return self._vault

    def _make(self, reason: Reason, author: str, place: Path | None, progress: Progress | None) -> Made:
        store, vault = self._file(), self._copies()
        label = Label(reason, self._clock.now(), __version__, self._office(), login_of(author))
        # a rehearsal that was killed left another state of the data beside the database
        backup.remove_abandoned(store.path)
        with explained():
            path = backup_folder.make(
                store.path, place or vault.own_place, label, key=store.key, progress=pages_told(progress)
            )
            made = vault.described(path, backup_folder.read(path))
        places = vault.copy_to_places(path)
        dropped = 0 if store.location in self._state.restored else vault.thin(self._clock.now(), self._plan().keeping)
        self._note(author, "back_up", path, {"reason": str(reason), "rows": sum(made.rows.values())})
        return Made(made, places, dropped)

    def _office(self) -> str:
        with environment.reading(self._store) as session:
            return session.scalar(select(OfficeRow.name).limit(1)) or ""

    def _note(self, author: str, deed: str, path: Path, facts: Mapping[str, object]) -> None:
        with environment.writing(self._store, author) as session:
            audit.note(session, deed, ENTITY, None, path.name, None, facts)

    def _newest(self) -> Backup | None:
        """The newest sound copy, of those with a date from the future only when there is no other."""
        sound = [copy for copy in self._copies().all() if copy.state is State.SOUND]
        now = self._clock.now()
        return next((copy for copy in sound if copy.moment <= now), None) or next(iter(sound), None)

    def _revisions(self) -> Mapping[str, int]:
        with environment.reading(self._store) as session:
            return revisions.revisions(session)


def login_of(author: str) -> str:
    """The login that a copy names; blank where nobody signs in."""
    return "" if author in (EVERYTHING.name, PROGRAM) else author


def pages_told(progress: Progress | None) -> Callable[[int, int], None]:
    """How far a copy has come, in pages of the database."""
    return (progress or NoProgress()).report
