"""Backups as people think of them: why one was made, which are kept, when the next one is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a copy was made."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    UPGRADE = "upgrade"
    IMPORT = "import"
    REPLACED = "replaced"


SAFETY = frozenset({Reason.UPGRADE, Reason.IMPORT, Reason.REPLACED})
"""Copies made before something that may turn out to be a mistake weeks later."""


class State(StrEnum):
    """What is known of a copy; each one was sound when it was made."""

    SOUND = "sound"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Backup:
    """One copy in one place. ``size`` is in bytes, ``name`` that of the folder."""

    path: Path
    moment: datetime
    reason: str
    size: int
    schema: int = 0
    program: str = ""
    encrypted: bool = False
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    revisions: Mapping[str, int] = field(default_factory=dict, hash=False)
    office: str = ""
    author: str = ""
    state: State = State.SOUND
    checked: datetime | None = None
    """When it was last read again as a whole; None when only at its making."""
    fault: str = ""
    """A sentence, when it cannot be used."""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def place(self) -> Path:
        """The folder in which it lies."""
        return self.path.parent


@dataclass(frozen=True)
class Keeping:
    """Which copies stay. The numbers of days, weeks and months count those that have a copy, as in Anki."""

    days_all: int = 2
    daily: int = 12
    weekly: int = 10
    monthly: int = 9
    safety_days: int = 30


def to_drop(
    copies: Iterable[Backup], now: datetime, keeping: Keeping, zone: tzinfo | None = None
) -> tuple[Backup, ...]:
    """The copies that are no longer needed, of all copies that lie in one place.

    Everything of the last ``days_all`` days stays, then the last copy of each of ``daily`` days, ``weekly`` weeks and
    ``monthly`` months (the rule of Anki's backup.rs). Never dropped: the newest sound copy, one made before an
    upgrade, an import or a restore for ``safety_days``, one that a restore replaced while older ones stay, and any
    that bears a date from the future, which a wrong clock gave it. A faulty copy takes nobody's place and stays
    ``safety_days``. Days are those of ``zone``, None for this computer's.
    """
    listed = sorted(copies, key=lambda copy: (copy.moment, copy.name), reverse=True)
    safe_until = timedelta(days=keeping.safety_days)
    sound = [copy for copy in listed if copy.state is State.SOUND and copy.moment <= now]
    newest = next(iter(sound), None) or next((copy for copy in listed if copy.state is State.SOUND), None)
    spared = {
        copy.path
        for copy in listed
        if copy is newest
        or copy.moment > now
        or ((copy.reason in SAFETY or copy.state is State.FAULTY) and now - copy.moment <= safe_until)
    }
    kept = _kept(sound, now, keeping, zone) | spared
    oldest = min((copy.moment for copy in listed if copy.path in kept and copy.reason != Reason.REPLACED), default=now)
    # only this copy proves that a restore, and nobody's hand, parted the audit log from the heads in older copies
    kept |= {copy.path for copy in sound if copy.reason == Reason.REPLACED and copy.moment > oldest}
    return tuple(copy for copy in listed if copy.path not in kept)


def _kept(sound: Sequence[Backup], now: datetime, keeping: Keeping, zone: tzinfo | None) -> set[Path]:
    """Paths of the copies that the rule keeps; ``sound`` from the newest to the oldest."""
    recent_from = now.astimezone(zone).date().toordinal() - keeping.days_all + 1
    left = [keeping.daily, keeping.weekly, keeping.monthly]
    last = [0, 0, 0]
    kept = set()
    for copy in sound:
        day = copy.moment.astimezone(zone).date()
        # the last copy of a day, of a week from Monday, of a month
        spans = [day.toordinal(), (day.toordinal() - 1) // 7, day.year * 12 + day.month]
        stage = next((number for number, amount in enumerate(left) if amount), None)
        recent = day.toordinal() >= recent_from
        if not recent:
            if stage is None or spans[stage] == last[stage]:
                continue
            left[stage] -= 1
        kept.add(copy.path)
        last = spans
    return kept


@dataclass(frozen=True)
class Schedule:
    """When copies are made by themselves: at most every ``minutes``, and once the last is older than ``hours``."""

    automatic: bool = True
    minutes: int = 30
    hours: int = 24

    def is_due(self, *, changed: bool, last: datetime | None, now: datetime) -> bool:
        """Whether to make a copy now; ``changed`` tells of data that no copy holds yet."""
        if not self.automatic:
            return False
        if last is None or last > now:
            # no copy, or one from the future: a clock that was set back must not stop the copies for months
            return last is None or changed
        return now - last >= (timedelta(minutes=self.minutes) if changed else timedelta(hours=self.hours))

    def is_late(self, *, last: datetime | None, now: datetime) -> bool:
        """Whether to worry: no copy at all, or one older than ``hours``."""
        return last is None or now - last > timedelta(hours=self.hours)


@dataclass(frozen=True)
class Plan:
    """All settings of backups: schedule, what stays, and further folders, for example on a memory stick."""

    schedule: Schedule = Schedule()
    keeping: Keeping = Keeping()
    folders: tuple[Path, ...] = ()


def changed_since(copy: Backup | None, revisions: Mapping[str, int], aside: str = "") -> bool:
    """Whether records differ from what the copy holds, by the counters of changes.

    ``aside`` is the counter of the audit log, in which each copy is itself noted.
    """
    if copy is None:
        return True
    then, now = ({name: n for name, n in each.items() if n and name != aside} for each in (copy.revisions, revisions))
    return then != now


@dataclass(frozen=True)
class PlaceState:
    """One folder of copies: there or not, and why it could not be used (a sentence, blank when it could)."""

    folder: Path
    present: bool
    problem: str = ""


@dataclass(frozen=True)
class Made:
    """A new copy, and what became of it in the further folders."""

    backup: Backup
    places: tuple[PlaceState, ...] = ()
    dropped: int = 0


@dataclass(frozen=True)
class Status:
    """What the status line says; ``problem`` is a sentence about the last attempt, blank when it went well."""

    last: datetime | None
    late: bool
    changed: bool | None
    """None where it is not known: on a server."""
    problem: str = ""
    places: tuple[PlaceState, ...] = ()
    on_server: bool = False

    @property
    def is_well(self) -> bool:
        return not self.late and not self.problem


@dataclass(frozen=True)
class Difference:
    """Rows of one table in the copy and now; ``now`` is None where the present database cannot be read."""

    table: str
    then: int
    now: int | None


@dataclass(frozen=True)
class Preview:
    """What a copy holds, before anything is done with it."""

    backup: Backup
    differences: tuple[Difference, ...]
    upgraded_from: int | None
    """The copy's schema when this program will bring it to its own."""
    newer_changes: bool
    """The present database has changes that the copy lacks."""


def age_is_known(moment: datetime, now: datetime) -> bool:
    """Whether the moment lies in the past, as it should."""
    return moment <= now + timedelta(minutes=1)
