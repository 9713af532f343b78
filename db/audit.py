"""The audit log: append-only, written in the transaction it tells of, chained so that a change to it shows.

Each entry's ``mac`` is HMAC-SHA256 over the mac before it and the entry's own content; ``audit_head`` holds how
many there are and the last mac. The content enters through ``digest`` only, so that personal data in ``details``
can be erased later without breaking the chain (with their ``salt``, or short values could be guessed).
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text

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
    Index(None, "at"),
)
"""``number`` counts from 1 without gaps; ``details`` is canonical JSON, NULL after an erasure."""

AUDIT_HEAD = Table(
    "audit_head",
    Base.metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("mac", String(64), nullable=False),
    Column("key", String(64), nullable=False),
)
"""One row: how many entries there are, the last mac, and the key of the chain in hexadecimal."""
