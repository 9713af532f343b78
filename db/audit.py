"""The audit log: append-only, written in the transaction it tells of, chained so that a change to it shows.

``mac`` is HMAC-SHA256, with the key in ``audit_head``, over the mac before it (blank for the first) and the
entry's own content, joined with US (U+001F): previous mac, number, moment (``2026-11-22T10:00:00.000000+00:00``),
author, deed, entity, record id (blank when there is none), digest. ``digest`` is HMAC-SHA256 over ``details``
with the bytes of ``salt`` as key. So personal data in ``details`` can be erased later without breaking the chain,
and the salt goes with them, or short values could be guessed. All are lower-case hexadecimal.

Who can write the file with its key can also compute the chain anew: that shows only where a head (``Anchor``)
was kept elsewhere, in a backup's manifest or on a printed report.

``db.audit_changes`` collects what a session changes; ``db.audit_check`` verifies.
"""

import hmac
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from db.base import Base
from db.types import UtcDateTime

AUDIT_ENTRY = Table(
    "audit_entry",
    Base.metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("author", String(80), nullable=False),
    Column("deed", String(40), nullable=False),
    Column("entity", String(40), nullable=False),
    Column("record_id", Integer),
    Column("details", Text),
    Column("salt", String(32)),
    Column("digest", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
    Index(None, "entity", "record_id"),
    # all that the viewer's filters count stands in it, so that no details are read for them
    Index(None, "at", "author", "deed", "entity"),
)
"""``number`` counts from 1 without gaps; ``details`` is canonical JSON, NULL after an erasure."""

AUDIT_HEAD = Table(
    "audit_head",
    Base.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("mac", String(64), nullable=False),
    Column("key", String(64), nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row: how many entries there are, the last mac, and the key of the chain in hexadecimal."""

AUTHOR = "db.author"
"""Key in ``Session.info``: the login of the person who works; blank without accounts."""
MOMENT = "db.audit.moment"
"""Key in ``Session.info``: what tells the moment of the transaction's entries; the computer's clock without it."""
ENTITY = "audit"
"""The kind of record whose counter a transaction with entries raises (``db.revisions``)."""

_PENDING = "db.audit.pending"
_TITLES = "db.audit.titles"
_US = "\x1f"
_SALT_BYTES = 16
_CHUNK = 2000
"""Entries in one statement; an import writes tens of thousands."""


@dataclass(frozen=True)
class Anchor:
    """A head of the log kept elsewhere: how many entries there were and the last mac, or the mac's beginning."""

    count: int
    mac: str

    SHOWN = 16
    """Digits of the mac that a person is asked to keep: 64 bits."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``1234:ab12 cd34 …`` as typed from a printed report; ValueError when it cannot be one."""
        found = re.fullmatch(r"\s*(\d{1,12})\s*:([\s0-9A-Fa-f-]*)", text)
        mac = "" if found is None else re.sub(r"[\s-]", "", found[2]).lower()
        if found is None or (int(found[1]) and not cls.SHOWN <= len(mac) <= 64):
            raise ValueError(f"a head is N:MAC with at least {cls.SHOWN} digits of the MAC")
        return cls(int(found[1]), mac)

    @property
    def text(self) -> str:
        """``1234:ab12 cd34 ef56 7890``: what a printed report shows and ``parse`` takes."""
        shown = self.mac[: self.SHOWN]
        return f"{self.count}:" + " ".join(shown[start : start + 4] for start in range(0, len(shown), 4))


@dataclass
class Pending:
    """One entry in the making; ``record_id`` may be unknown until the flush.

    ``changes`` are old and new value by field, ``facts`` anything else worth knowing, both of JSON values.
    """

    deed: str
    entity: str
    record_id: int | None = None
    title: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def details(self, titles: Mapping[tuple[str, int | None], str]) -> str:
        """Canonical JSON; a title given to the record during the transaction fills a missing one."""
        title = self.title if self.title is not None else titles.get((self.entity, self.record_id), "")
        content: dict[str, Any] = {"title": title, "changes": self.changes}
        if self.facts:
            content["facts"] = self.facts
        return canonical(content)


def canonical(value: Any) -> str:
    """JSON written in one way only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# -- what a transaction tells ------------------------------------------------------------------------------------


def note(
    session: Session,
    deed: str,
    entity: str,
    record_id: int | None = None,
    title: str | None = None,
    changes: Mapping[str, Sequence[Any]] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Log a deed that is no change to a record: a print, an export, a sign-in. Written when the session commits.

    ``changes`` and ``facts`` hold JSON values; never a password or a key.
    """
    changed = {name: list(pair) for name, pair in (changes or {}).items()}
    pending(session).append(Pending(deed, entity, record_id, title, changed, dict(facts or {})))


def entitle(session: Session, entity: str, record_id: int, title: str) -> None:
    """What people call a record that this transaction changes; the log keeps it, for names change."""
    titles(session)[entity, record_id] = title


def pending(session: Session) -> list[Pending]:
    """Entries that this transaction has noted so far, changes to records left out."""
    noted: list[Pending] = session.info.setdefault(_PENDING, [])
    return noted


def titles(session: Session) -> dict[tuple[str, int | None], str]:
    """Titles by kind and id of record."""
    known: dict[tuple[str, int | None], str] = session.info.setdefault(_TITLES, {})
    return known


# -- writing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Batch:
    """What a transaction adds to the log; ``details`` are written only once each."""

    at: datetime
    author: str
    entries: Sequence[Pending]
    titles: Mapping[tuple[str, int | None], str]


def append(session: Session, entries: Sequence[Pending]) -> None:
    """Add the entries to the log, in the transaction of the session."""
    info = session.info
    now: Callable[[], datetime] = info.get(MOMENT, _now)
    batch = Batch(now(), str(info.get(AUTHOR, ""))[:80], entries, titles(session))
    connection = session.connection()
    WRITERS[connection.dialect.name](connection, batch)


def _append_sealed(connection: Connection, batch: Batch) -> None:
    """Number and seal the entries here: in a file this program is the only one that writes."""
    columns = (AUDIT_HEAD.c.count, AUDIT_HEAD.c.mac, AUDIT_HEAD.c.key)
    number, previous, key_text = connection.execute(select(*columns).where(AUDIT_HEAD.c.id == 1)).one()
    key, moment = bytes.fromhex(key_text), moment_text(batch.at)
    rows = []
    for entry in batch.entries:
        number += 1
        details, salt = entry.details(batch.titles), secrets.token_bytes(_SALT_BYTES)
        digest = digest_of(details, salt)
        content = (number, moment, batch.author, entry.deed, entry.entity, entry.record_id, digest)
        previous = mac_of(key, previous, content)
        rows.append(
            {
                "number": number,
                "at": batch.at,
                "author": batch.author,
                "deed": entry.deed,
                "entity": entry.entity,
                "record_id": entry.record_id,
                "details": details,
                "salt": salt.hex(),
                "digest": digest,
                "mac": previous,
            }
        )
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(AUDIT_ENTRY), rows[start : start + _CHUNK])
    connection.execute(update(AUDIT_HEAD).where(AUDIT_HEAD.c.id == 1).values(count=number, mac=previous))


WRITERS: dict[str, Callable[[Connection, Batch], None]] = {"sqlite": _append_sealed}
"""How entries are written, by dialect; a server numbers, dates and seals them itself."""


def digest_of(details: str, salt: bytes) -> str:
    """What stands for the details in the chain."""
    return hmac.digest(salt, details.encode(), "sha256").hex()


def mac_of(key: bytes, previous: str, content: tuple[int, str, str, str, str, int | None, str]) -> str:
    """The seal of an entry: ``content`` is number, moment as text, author, deed, entity, record id, digest."""
    parts = (previous, *("" if part is None else str(part) for part in content))
    return hmac.digest(key, _US.join(parts).encode(errors="replace"), "sha256").hex()


def moment_text(at: datetime) -> str:
    """A moment as it enters the seal."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _now() -> datetime:
    return datetime.now(UTC)


# -- reading and erasing -----------------------------------------------------------------------------------------


def head(session: Session | Connection) -> Anchor:
    """The head as it stands, to be kept elsewhere."""
    count, mac = session.execute(select(AUDIT_HEAD.c.count, AUDIT_HEAD.c.mac).where(AUDIT_HEAD.c.id == 1)).one()
    return Anchor(count, mac)


def blank(session: Session, numbers: Iterable[int]) -> int:
    """Erase details and salt of entries, for good; the chain still verifies. Returns how many had any.

    That they were erased is itself to be noted by the caller.
    """
    statement = (
        update(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.c.number == bindparam("entry"), AUDIT_ENTRY.c.details.is_not(None))
        .values(details=None, salt=None)
    )
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        from db import server_audit

        return server_audit.blank(connection, numbers)
    return sum(connection.execute(statement, {"entry": number}).rowcount for number in numbers)


def about(session: Session, entity: str, record_id: int) -> list[int]:
    """Numbers of the entries of one record, oldest first."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        from db import server_audit

        return server_audit.about(connection, entity, record_id)
    entry = AUDIT_ENTRY.c
    statement = select(entry.number).where(entry.entity == entity, entry.record_id == record_id)
    return list(session.scalars(statement.order_by(entry.number)))


def mentioning(session: Session, texts: Iterable[str]) -> Iterator[int]:
    """Numbers of the entries whose details hold any of the texts as whole words, for finding traces of a person.

    „Jan Nowak” is not looked for in „Jan Nowakowski”.
    """
    connection = session.connection()
    for text in texts:
        quoted = canonical(text)[1:-1]
        if connection.dialect.name == "postgresql":
            from db import server_audit

            yield from server_audit.mentioning(connection, quoted)
            continue
        entry = AUDIT_ENTRY.c
        found = select(entry.number, entry.details).where(entry.details.contains(quoted, autoescape=True))
        whole = whole_words(quoted)
        yield from (number for number, details in session.execute(found) if whole.search(details))


def whole_words(quoted: str) -> re.Pattern[str]:
    """Finds a text, as it stands within JSON, where no other word goes on; before it may be the end of a line."""
    return re.compile(rf"(?:(?<!\w)|(?<=\\[nrt])){re.escape(quoted)}(?!\w)")
