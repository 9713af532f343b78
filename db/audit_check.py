"""Has the audit log been edited, cut, filled in or reordered? Recomputes the chain and compares it with anchors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, String, select, type_coerce
from sqlalchemy.orm import Session

from db import audit
from db.audit import AUDIT_ENTRY, AUDIT_HEAD, Anchor
from db.foreign_code import TRIGGERS, fingerprint

MOST_FAULTS = 50
"""So many are listed; the first already says that the log is not to be trusted from there on."""

_PAGE = 5000


class FaultKind(StrEnum):
    """What is wrong at a place of the log."""

    ALTERED = "altered"
    """The entry is not the one that was sealed: edited, put in, or moved."""
    DETAILS_ALTERED = "details_altered"
    """Only its details differ from what was sealed."""
    MISSING = "missing"
    """No entry has this number."""
    CUT = "cut"
    """The log ends before this number, which a head knows."""
    BEYOND_HEAD = "beyond_head"
    """Entries from this number on are unknown to the head."""
    HEAD_ALTERED = "head_altered"
    """The stored head does not belong to the last entry."""
    ANCHOR = "anchor"
    """The log was another one when its head at this number was kept: it was written anew."""
    UNPROTECTED = "unprotected"
    """The triggers that forbid changes are missing or differ."""


@dataclass(frozen=True)
class Fault:
    """Something wrong; ``number`` is the first entry concerned, 0 for the table as a whole."""

    kind: FaultKind
    number: int


@dataclass(frozen=True)
class Verification:
    """What was found. ``blanked`` entries had their details erased; ``set_back`` are entries older than the one
    before them, so that the computer's clock must have been set back."""

    head: Anchor
    entries: int
    blanked: int
    set_back: tuple[int, ...]
    faults: tuple[Fault, ...]
    anchors: int

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def first_bad(self) -> int | None:
        """The number from which on the log is not to be trusted; None when all is well."""
        return min((fault.number for fault in self.faults if fault.number), default=None)


def verify(session: Session | Connection, anchors: Sequence[Anchor] = ()) -> Verification:
    """Recompute every seal; about 15 µs an entry. Anchors are heads kept elsewhere, each checked in its place."""
    if not _is_file(session):
        from db import server_audit

        return server_audit.verify(session.connection() if isinstance(session, Session) else session, anchors)
    row = session.execute(
        select(AUDIT_HEAD.c.count.label("entries"), AUDIT_HEAD.c.mac, AUDIT_HEAD.c.key).where(AUDIT_HEAD.c.id == 1)
    ).one_or_none()
    head = Anchor(0, "") if row is None else Anchor(row.entries, row.mac)
    walk = _Walk(b"" if row is None else _key(row.key), {anchor.count for anchor in anchors})
    for entry in _entries(session):
        walk.step(entry)
    faults = [
        *walk.faults,
        *_head_faults(head, walk),
        *anchor_faults(anchors, walk.number, walk.macs),
        *_trigger_faults(session),
    ]
    faults.sort(key=lambda fault: fault.number)
    return Verification(
        head, walk.entries, walk.blanked, tuple(walk.set_back), tuple(faults[:MOST_FAULTS]), len(anchors)
    )


class _Walk:
    """Goes through the entries in the order of their numbers."""

    def __init__(self, key: bytes, kept: set[int]) -> None:
        self.key, self.kept = key, kept
        self.number, self.mac = 0, ""
        self.entries = self.blanked = 0
        self.faults: list[Fault] = []
        self.set_back: list[int] = []
        self.macs: dict[int, str] = {0: ""}
        self._at: Any = None

    def step(self, entry: Any) -> None:
        """Check one entry against the one before it."""
        number, at, author, deed, entity, record_id, details, salt, digest, mac = entry
        self.entries += 1
        gap = number != self.number + 1
        if gap:
            # numbers below 1 were never given
            missing = self.number + 1 if number > self.number else number
            self._fault(FaultKind.MISSING if number > 0 else FaultKind.ALTERED, missing)
        # after a gap the mac before is unknown, so that the entry behind it cannot be judged
        elif mac != audit.mac_of(self.key, self.mac, (number, at, author, deed, entity, record_id, digest)):
            self._fault(FaultKind.ALTERED, number)
        if details is None and salt is None:
            self.blanked += 1
        elif details is None or salt is None or not _matches(details, salt, digest):
            self._fault(FaultKind.DETAILS_ALTERED, number)
        if self._at is not None and at < self._at:
            self.set_back.append(number)
        self.number, self.mac, self._at = number, mac, at
        if number in self.kept:
            self.macs[number] = mac

    def _fault(self, kind: FaultKind, number: int) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, number))


def _matches(details: Any, salt: Any, digest: str) -> bool:
    # somebody who edits the file may leave anything there
    try:
        return audit.digest_of(details, bytes.fromhex(salt)) == digest
    except (ValueError, TypeError, AttributeError):
        return False


def _key(text: Any) -> bytes:
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError):
        return b""


def _head_faults(head: Anchor, walk: _Walk) -> Iterator[Fault]:
    if walk.number < head.count:
        yield Fault(FaultKind.CUT, walk.number + 1)
    elif walk.number > head.count:
        yield Fault(FaultKind.BEYOND_HEAD, head.count + 1)
    elif walk.mac != head.mac:
        yield Fault(FaultKind.HEAD_ALTERED, head.count)


def anchor_faults(anchors: Sequence[Anchor], last: int, macs: Mapping[int, str]) -> Iterator[Fault]:
    """Heads kept elsewhere that do not fit a log whose last number is ``last``; ``macs`` are seals by number."""
    for anchor in sorted(anchors, key=lambda anchor: anchor.count):
        if anchor.count > last:
            yield Fault(FaultKind.CUT, last + 1)
        elif anchor.count and not macs.get(anchor.count, "").startswith(anchor.mac):
            yield Fault(FaultKind.ANCHOR, anchor.count)


def _trigger_faults(session: Session | Connection) -> Iterator[Fault]:
    connection = session.connection() if isinstance(session, Session) else session
    if not _is_file(session):
        # there the program's users own no table and can drop no trigger; ``db.check`` looks at the rights
        return
    found: dict[str, str] = dict(
        connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).all()
    )
    for name, known in TRIGGERS.items():
        if fingerprint(found.get(name, "")) != known:
            yield Fault(FaultKind.UNPROTECTED, 0)


def _is_file(session: Session | Connection) -> bool:
    connection = session.connection() if isinstance(session, Session) else session
    return connection.dialect.name == "sqlite"


def _entries(session: Session | Connection) -> Iterator[Any]:
    """All entries in pages, so that a long log does not fill the memory."""
    entry = AUDIT_ENTRY.c
    last: int | None = None
    on_server = not _is_file(session)
    statement = select(
        entry.number,
        # as text from a file: a moment that was edited need not be one any more
        entry.at if on_server else type_coerce(entry.at, String),
        entry.author,
        entry.deed,
        entry.entity,
        entry.record_id,
        entry.details,
        entry.salt,
        entry.digest,
        entry.mac,
    ).order_by(entry.number)
    while True:
        page = session.execute((statement if last is None else statement.where(entry.number > last)).limit(_PAGE)).all()
        for number, at, *rest in page:
            yield number, audit.moment_text(at) if on_server else f"{at}+00:00".replace(" ", "T"), *rest
        if len(page) < _PAGE:
            return
        last = page[-1][0]
