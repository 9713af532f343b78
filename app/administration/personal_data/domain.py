"""What the program holds about one person, what of it is erased, what stays and why.

Sources: Regulation (EU) 2016/679, art. 15 and 20 (copy of the data), art. 17 (erasure and its limits in par. 3),
art. 30 (record of processing).
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from app.administration.backups.domain import Backup, Keeping, to_drop

ERASED = "[dane usunięte]"
"""What stands in a text in place of the person."""
MAX_REASON = 400
NAMED = "named_person"
"""The kind of a person who has no record of their own, only a name in records of organisations and the like."""
_TWO_YEARS = 2 * 366


@dataclass(frozen=True)
class Subject:
    """Whose data: a record of kind ``employee`` or ``account``, or a person known by ``name`` only (``NAMED``).

    ``only`` narrows the latter to some records, by kind and id, where others are about a namesake; without any the
    person is everybody of that name. Such a person's ``id`` is 0 until an erasure gives one.
    """

    kind: str
    id: int
    name: str = ""
    only: frozenset[tuple[str, int]] = frozenset()

    @property
    def reference(self) -> str:
        """How commands call the person: ``employee:12``, ``named_person:Jan Nowak``."""
        return f"{self.kind}:{self.name or self.id}"

    def covers(self, entity: str, record_id: int) -> bool:
        """Whether what stands under the name in this record is about the person."""
        return not self.only or (entity, record_id) in self.only


@dataclass(frozen=True)
class Standing:
    """A record in which a person without a record of their own stands, and as what."""

    entity: str
    record_id: int
    title: str
    role: str

    @property
    def line(self) -> str:
        """``prezes – Klub Sportowy``."""
        return f"{self.role} – {self.title}" if self.role else self.title


@dataclass(frozen=True)
class Person:
    """A person to choose from; ``left_on`` is the day the record was deleted, or the last one of those they stand in.

    ``standings`` are told of a person without a record of their own only.
    """

    subject: Subject
    name: str
    detail: str
    left_on: date | None = None
    erased: bool = False
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class Value:
    """One field as people read it."""

    label: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A list of a record: ``columns`` are its headings, each row has a text for each of them."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Holding:
    """A record held about the person: the person's own, one that says so, or the person's place in another."""

    entity: str
    record_id: int
    title: str
    values: tuple[Value, ...]
    lists: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Part:
    """That the person plays a part in a record about somebody else, which is all the person is told of it.

    ``title`` names nobody; ``since`` is the day on which the record was made.
    """

    entity: str
    record_id: int
    title: str
    role: str
    since: date


@dataclass(frozen=True)
class Place:
    """A text column of one row; ``record_id`` is the record that people know, ``row_id`` the row itself.

    ``index`` is that of a person in a list kept as JSON; ``version`` that of the record when the text was looked at.
    """

    entity: str
    record_id: int
    table: str
    row_id: int
    field: str
    index: int | None = None
    version: int = 0


@dataclass(frozen=True)
class Mention:
    """A text that names the person. ``certain``: the full name or the e-mail address, not the surname alone.

    ``doubt`` says what else than the full name it was found by; ``keep`` says why it should stay.
    """

    place: Place
    title: str
    label: str
    text: str
    certain: bool
    doubt: str = ""
    keep: str = ""

    @property
    def suggested(self) -> bool:
        """Whether it goes with the person unless somebody says otherwise."""
        return self.certain and not self.doubt and not self.keep


@dataclass(frozen=True)
class LoggedDeed:
    """An entry of the audit log; ``at`` in UTC."""

    number: int
    at: datetime
    author: str
    deed: str
    entity: str
    record_id: int | None
    title: str


@dataclass(frozen=True)
class PersonFile:
    """Everything the program holds about one person at one moment (UTC)."""

    subject: Subject
    name: str
    moment: datetime
    holdings: tuple[Holding, ...]
    mentions: tuple[Mention, ...]
    log_about: tuple[LoggedDeed, ...]
    log_by: tuple[LoggedDeed, ...]
    logins: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    photo: bytes | None = None


@dataclass(frozen=True)
class Staying:
    """Something that is not erased, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Copy:
    """A backup that was made before an erasure; ``leaves_on`` is when the rule of keeping drops it at the latest."""

    name: str
    moment: datetime
    leaves_on: date | None


@dataclass(frozen=True)
class Plan:
    """What an anonymisation would do."""

    person: Person
    blanked: tuple[Holding, ...]
    mentions: tuple[Mention, ...]
    log_entries: int
    staying: tuple[Staying, ...]
    copies: tuple[Copy, ...]


class Medium(Enum):
    """What the data lie in."""

    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    SERVER = "server"


@dataclass(frozen=True)
class ErasureReport:
    """What an anonymisation did; ``compacted`` is False while another program keeps old pages of the file.

    ``traces`` are files of the database in which the person's name can still be read byte by byte. ``unfinished`` are
    sentences on what failed after the data in the database were erased for good, and what to do about it. ``sought``
    is False where no file was searched: on a server, or for a person without a full name.
    """

    name: str
    records: int
    texts: int
    log_entries: int
    drafts: int
    compacted: bool
    traces: tuple[Path, ...]
    copies: tuple[Copy, ...]
    unfinished: tuple[str, ...] = ()
    medium: Medium = Medium.PLAIN
    sought: bool = True


@dataclass(frozen=True)
class Period:
    """How long a kind of data is kept; ``years`` None means that the office has to decide."""

    key: str
    label: str
    entity: str
    years: int | None
    counted_from: str
    source: str
    valid_from: date
    confirmed: bool = True
    hired_from: date | None = None
    hired_to: date | None = None

    def holds_for(self, hired_on: date | None) -> bool:
        """Whether it is the period of who was hired on that day; of an unknown day the one for the oldest hirings."""
        if hired_on is None:
            return self.hired_from is None
        return (self.hired_from or date.min) <= hired_on <= (self.hired_to or date.max)


@dataclass(frozen=True)
class Proposal:
    """A person whose time has come, or whose period nobody has set; ``due_on`` None in that case.

    ``counted_from`` is the day on which the record was deleted, or on which the person ceased to work.
    """

    person: Person
    period: Period
    due_on: date | None
    counted_from: date | None = None


@dataclass(frozen=True)
class Activity:
    """One processing activity of the record of art. 30."""

    name: str
    purposes: str
    basis: str
    people: str
    data: str
    recipients: str
    transfers: str
    terms: str


@dataclass(frozen=True)
class ProcessingRecord:
    """The entry for the record of processing activities; ``safeguards`` tell what is switched on at ``moment``."""

    controller: tuple[Value, ...]
    activities: tuple[Activity, ...]
    safeguards: tuple[Value, ...]
    moment: datetime


def end_of_term(left_on: date, years: int) -> date:
    """The first day after so many full calendar years following the year of leaving.

    Labour Code art. 94(9b): counted from the end of the calendar year in which employment ended.
    """
    return date(left_on.year + years + 1, 1, 1)


def as_json(file: PersonFile) -> Mapping[str, object]:
    """The person's file as plain data, for the copy that art. 15(3) and 20(1) speak of."""

    def deeds(entries: Sequence[LoggedDeed]) -> list[dict[str, object]]:
        return [
            {
                "numer": entry.number,
                "kiedy": entry.at.isoformat(),
                "kto": entry.author,
                "czynność": entry.deed,
                "rodzaj": entry.entity,
                "pozycja": entry.record_id,
                "nazwa": entry.title,
            }
            for entry in entries
        ]

    return {
        "format": "przejrzysty-urzad-dane-osoby",
        "wersja": 2,
        "osoba": file.name,
        "moment": file.moment.isoformat(),
        "pozycje": [
            {
                "rodzaj": holding.entity,
                "numer": holding.record_id,
                "nazwa": holding.title,
                "pola": {value.label: value.text for value in holding.values},
                "listy": {
                    listed.label: [dict(zip(listed.columns, row, strict=True)) for row in listed.rows]
                    for listed in holding.lists
                },
            }
            for holding in file.holdings
        ],
        "zdjęcie": None if file.photo is None else b64encode(file.photo).decode(),
        "role": [
            {
                "rodzaj": part.entity,
                "numer": part.record_id,
                "nazwa": part.title,
                "rola": part.role,
                "dnia": part.since.isoformat(),
            }
            for part in file.parts
        ],
        "wzmianki": [
            {
                "rodzaj": mention.place.entity,
                "numer": mention.place.record_id,
                "nazwa": mention.title,
                "pole": mention.label,
                "treść": mention.text,
                "pewna": mention.certain,
            }
            for mention in file.mentions
        ],
        "dziennik_o_osobie": deeds(file.log_about),
        "dziennik_czynności_osoby": deeds(file.log_by),
    }


def leaving(copies: Sequence[Backup], now: datetime, keeping: Keeping) -> tuple[Copy, ...]:
    """When the rule of keeping will have dropped each copy, provided that a new one is made every day.

    A copy from the future, and one that nothing drops within two years, has no day.
    """
    left: dict[Path, date] = {}
    listed = list(copies)
    waiting = {copy.path for copy in copies}
    for day in range(1, _TWO_YEARS):
        if not waiting:
            break
        then = now + timedelta(days=day)
        listed.append(Backup(Path(f"copy-of-day-{day}"), then, "automatic", 0))
        dropped = {copy.path for copy in to_drop(listed, then, keeping)}
        left |= dict.fromkeys(waiting & dropped, then.astimezone().date())
        waiting -= dropped
        listed = [copy for copy in listed if copy.path not in dropped]
    return tuple(Copy(copy.name, copy.moment, left.get(copy.path)) for copy in copies)
