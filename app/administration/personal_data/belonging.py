"""Which rows are held about a person, and in which the person only plays a part: read off the marks of ``db.personal``.

Works over all mapped tables, so that a register added later is searched without a line here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ForeignKey, select
from sqlalchemy.orm import Mapper, Session

from app.administration.accounts.model import AccountRow
from app.administration.personal_data.domain import NAMED, Place, Subject
from app.administration.personal_data.standing import record_with
from app.people.employees.model import EmployeeRow
from db import personal
from db.base import Positioned, Versioned
from db.parts import is_parent, mappers


@dataclass(frozen=True)
class Entry:
    """An object in a list that a record keeps as JSON; ``texts`` are the fields about the person, the name first."""

    row: Any
    column: str
    key: str
    texts: tuple[str, ...]
    content: Mapping[str, Any]
    owned: bool


def own_class(subject: Subject) -> Any:
    """The row class of a subject; None for a person who has no record."""
    if subject.kind == NAMED:
        return None
    return EmployeeRow if subject.kind == EmployeeRow.entity else AccountRow


def records_of(session: Session, subject: Subject) -> Iterator[Any]:
    """The person's own record, then every record that is held about the person."""
    own = own_class(subject)
    row = None if own is None else session.get(own, subject.id)
    if row is not None:
        yield row
    for mapper, key in _keys_to(own):
        if personal.is_owner(key.parent.info) and issubclass(mapper.class_, Versioned):
            statement = select(mapper.class_).where(key.parent == subject.id).order_by(mapper.class_.id)
            yield from session.scalars(statement)


def positions_of(session: Session, subject: Subject) -> Iterator[tuple[Any, Any]]:
    """Lines of lists that are held about the person, each with its record, which is about something else."""
    for mapper, key in _keys_to(own_class(subject)):
        if personal.is_owner(key.parent.info) and issubclass(mapper.class_, Positioned):
            for row in session.scalars(
                select(mapper.class_).where(key.parent == subject.id).order_by(mapper.class_.id)
            ):
                yield row, record_with(session, row)


def entries_of(session: Session, subject: Subject) -> Iterator[Entry]:
    """Objects inside JSON that tell of the person; ``owned`` are those about the person, the first of the marks."""
    if subject.kind != EmployeeRow.entity:
        return
    for mapper, column, marks in _lists_with_names():
        for row in session.scalars(select(mapper.class_).where(column.is_not(None)).order_by(mapper.class_.id)):
            for content in getattr(row, column.key) or ():
                for place, (key, texts) in enumerate(marks.items()):
                    if isinstance(content, dict) and content.get(key) == subject.id:
                        yield Entry(row, column.key, key, texts, content, place == 0)


def parts_of(session: Session, subject: Subject) -> Iterator[tuple[Any, str]]:
    """Records about somebody else in which the person plays a part, with the name of the key that says which; once."""
    own = {(row.entity, row.id) for row in records_of(session, subject)}
    found: dict[tuple[str, int, str], tuple[Any, str]] = {}
    for mapper, key in _keys_to(own_class(subject)):
        if personal.is_owner(key.parent.info) or is_parent(mapper, key):
            continue
        for row in session.scalars(select(mapper.class_).where(key.parent == subject.id).order_by(mapper.class_.id)):
            record = row if isinstance(row, Versioned) else record_with(session, row)
            found.setdefault((record.entity, record.id, key.parent.name), (record, key.parent.name))
    for entry in entries_of(session, subject):
        if not entry.owned:
            found.setdefault((entry.row.entity, entry.row.id, entry.key), (entry.row, entry.key))
    yield from (part for (entity, number, _), part in found.items() if (entity, number) not in own)


def named_rows(session: Session, subject: Subject) -> Iterator[tuple[Any, str]]:
    """Rows that keep the person's name as it was, with the name of the column."""
    for mapper, key in _keys_to(own_class(subject)):
        columns = [c.key for c in mapper.local_table.columns if personal.named_by(c.info) == key.parent.name]
        if columns:
            for row in session.scalars(select(mapper.class_).where(key.parent == subject.id)):
                yield from ((row, column) for column in columns)


def is_own_name(session: Session, place: Place, subject: Subject) -> bool:
    """Whether a text is the person's name kept beside the key to the person: it goes with the person by itself."""
    for mapper, key in _keys_to(own_class(subject)):
        if mapper.class_.__tablename__ == place.table:
            column = mapper.local_table.columns.get(place.field)
            if column is not None and personal.named_by(column.info) == key.parent.name:
                row = session.get(mapper.class_, place.row_id)
                return row is not None and getattr(row, key.parent.key) == subject.id
    return False


def is_about_people(entity: str) -> bool:
    """Whether records of this kind are held about a person."""
    return entity in {EmployeeRow.entity, AccountRow.entity} or any(
        mapper.class_.entity == entity and issubclass(mapper.class_, Versioned) and personal.is_owner(key.parent.info)
        for mapper, key in keys_to_people()
    )


def keys_to_people() -> tuple[tuple[Mapper[Any], ForeignKey], ...]:
    """Every foreign key to an employee or an account, with the row class that has it."""
    return (*_keys_to(EmployeeRow), *_keys_to(AccountRow))


@cache
def _keys_to(own: Any) -> tuple[tuple[Mapper[Any], ForeignKey], ...]:
    if own is None:
        return ()
    found = []
    for mapper in mappers():
        if issubclass(mapper.class_, Versioned | Positioned):
            keys = sorted(mapper.local_table.foreign_keys, key=lambda key: str(key.parent.name))
            found += [(mapper, key) for key in keys if key.column is own.__table__.c.id]
    return tuple(found)


@cache
def _lists_with_names() -> tuple[tuple[Mapper[Any], Column[Any], Mapping[str, tuple[str, ...]]], ...]:
    return tuple(
        (mapper, column, personal.inside(column.info))
        for mapper in mappers()
        for column in mapper.local_table.columns
        if isinstance(column, Column) and personal.inside(column.info)
    )
