"""People who have no record of their own: where a register says that a name stands, and whose name it is.

A person is known by the name alone, however it is written: „Nowak Jan” and „dr Jan Nowak” are one. Which of the
places belong to a namesake only the office can tell (``Subject.only``). Works over the marks of ``db.personal.people``,
so that a register added later is searched without a line here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import scrypt
from secrets import token_bytes
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.orm import Mapper, Session

from app.administration.personal_data.domain import NAMED, Subject
from app.core.person_names import key_of, words_of
from db import personal
from db.base import Versioned
from db.parts import is_parent, mappers

PSEUDONYM = "Osoba usunięta"
_COST = 2**14
"""Of one guess at a trace, in scrypt: 16 MiB and some hundredths of a second."""


@dataclass(frozen=True)
class Stand:
    """One place where a person stands: a column of a row, in JSON the object at ``index``; ``record`` it belongs to."""

    row: Any
    record: Any
    column: str
    mark: personal.People
    index: int | None
    name: str
    content: Mapping[str, Any]

    @property
    def role(self) -> str:
        """What the person is there."""
        return str(self.content.get(self.mark.role) or "")

    @property
    def ended(self) -> date | None:
        """The last day: of the term, or the day when the record was deleted; None while it goes on."""
        until = str(self.content.get(self.mark.ends) or "")
        deleted = self.record.deleted_at
        days = [date.fromisoformat(until)] if until else []
        days += [deleted.astimezone().date()] if deleted is not None else []
        return min(days, default=None)

    @property
    def kept_for(self) -> str:
        """The key of the period for which the name is kept as a proof; blank where it is none."""
        info = type(self.row).__mapper__.column_attrs[self.column].columns[0].info
        return personal.evidence_in(type(self.row), info)

    @property
    def contacts(self) -> tuple[str, ...]:
        """The person's own telephone and e-mail address."""
        return tuple(str(self.content[key]) for key in self.mark.contacts if self.content.get(key))


def may_be(name: str, known: Iterable[str], surname: str) -> bool:
    """Whether the name may be another spelling of somebody's: it shares the surname and, where there is one, a name."""
    words = set(key_of(name).split())
    own = {word for each in known for word in key_of(each).split()}
    return words_of(surname) in words and (len(words) == 1 or len(words & own) > 1)


def is_pseudonym(name: str) -> bool:
    """Whether an erasure has put it there."""
    return name.startswith(PSEUDONYM)


def stands(session: Session) -> Iterator[Stand]:
    """Every place of every register, in the order of tables and rows."""
    for mapper, column, mark in columns():
        for row in session.scalars(select(mapper.class_).order_by(mapper.class_.id)):
            yield from stands_in(session, row, column.key, mark)


def stands_in(session: Session, row: Any, column: str, mark: personal.People) -> Iterator[Stand]:
    """Places of one row."""
    record = row if isinstance(row, Versioned) else record_with(session, row)
    value = getattr(row, column)
    if not mark.name:
        beside = {mark.role: getattr(row, mark.role)} if mark.role else {}
        if value:
            yield Stand(row, record, column, mark, None, value, beside)
        return
    for index, each in enumerate(value or ()):
        if isinstance(each, dict) and each.get(mark.name):
            yield Stand(row, record, column, mark, index, str(each[mark.name]), each)


def stands_of(session: Session, subject: Subject) -> list[Stand]:
    """Where this person stands; of a person with a record of their own nothing."""
    if subject.kind != NAMED:
        return []
    wanted = key_of(subject.name)
    return [
        each
        for each in stands(session)
        if key_of(each.name) == wanted and subject.covers(each.record.entity, each.record.id)
    ]


def mark_at(table: str, field: str) -> personal.People | None:
    """What a column says of people, by the names of its table and its own."""
    return next(
        (mark for mapper, column, mark in columns() if (str(mapper.local_table), column.name) == (table, field)), None
    )


def homes(session: Session, records: Mapping[tuple[str, int], Any]) -> Iterator[tuple[Any, str, personal.Home]]:
    """Rows of these records, by kind and id, whose address is somebody's home, with the column that says so."""
    for mapper, column, mark in home_columns():
        for row in session.scalars(select(mapper.class_).where(column).order_by(mapper.class_.id)):
            record = row if isinstance(row, Versioned) else record_with(session, row)
            if (record.entity, record.id) in records and any(getattr(row, text) for text in mark.texts):
                yield row, column.key, mark


def home_at(table: str, field: str) -> personal.Home | None:
    """What a flag says of a home, by the names of its table and its own."""
    found = (
        mark for mapper, column, mark in home_columns() if (str(mapper.local_table), column.name) == (table, field)
    )
    return next(found, None)


@cache
def columns() -> tuple[tuple[Mapper[Any], Column[Any], personal.People], ...]:
    """Every column in which people stand who have no record of their own."""
    return _marked(personal.people_in)


@cache
def home_columns() -> tuple[tuple[Mapper[Any], Column[Any], personal.Home], ...]:
    """Every flag of a private home."""
    return _marked(personal.home_in)


def _marked(said: Callable[[Mapping[Any, Any]], Any]) -> tuple[tuple[Mapper[Any], Column[Any], Any], ...]:
    return tuple(
        (mapper, column, said(column.info))
        for mapper in mappers()
        for column in mapper.local_table.columns
        if isinstance(column, Column) and said(column.info) is not None
    )


# -- a trace by which a person is known again ---------------------------------------------------------------------


def trace_of(name: str) -> str:
    """What is kept of an erased name: it tells whether a name is the one, and cannot be turned back into a name."""
    salt = token_bytes(16)
    return f"{salt.hex()}:{_guess(key_of(name), salt)}"


def left_by(name: str, trace: str) -> bool:
    """Whether the trace is that of this name."""
    salt, _, digest = trace.partition(":")
    return bool(digest) and _guess(key_of(name), bytes.fromhex(salt)) == digest


@cache
def _guess(key: str, salt: bytes) -> str:
    return scrypt(key.encode(), salt=salt, n=_COST, r=8, p=1, dklen=16).hex()


# -- rows and their records ----------------------------------------------------------------------------------------


def record_with(session: Session, position: Any) -> Any:
    """The record to whose list a line belongs."""
    mapper = next(m for m in mappers() if m.class_ is type(position))
    for key in mapper.local_table.foreign_keys:
        if is_parent(mapper, key):
            parent = next(m for m in mappers() if m.local_table is key.column.table)
            return session.get(parent.class_, getattr(position, key.parent.key))
    raise TypeError(f"{mapper.class_.__name__} belongs to no record")
