"""Finds a person in every table: texts that name them, the audit log. Whose a record is says ``belonging``.

Works over all mapped tables, so that a register added later is searched without a line here.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, String, inspect, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Mapper, Session

from app.administration.accounts.model import AccountRow
from app.administration.personal_data.domain import ERASED, LoggedDeed, Place, Subject
from app.core.polish import fold
from app.people.employees.model import EmployeeRow
from db.audit import AUDIT_ENTRY
from db.audit_changes import is_derived
from db.base import Base, Positioned, Versioned
from db.types import JsonValue, StrEnumType, TextList


@dataclass(frozen=True)
class Traits:
    """What a person is recognised by: texts that are certain, and the surname, which others may share."""

    certain: tuple[str, ...]
    surname: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything to look for."""
        return (*self.certain, self.surname) if self.surname else self.certain


@dataclass(frozen=True)
class Found:
    """A column of a row whose text names the person."""

    place: Place
    text: str
    certain: bool


def traits_of(session: Session, subject: Subject) -> Traits | None:
    """None when there is no such person."""
    if subject.kind == EmployeeRow.entity:
        employee = session.get(EmployeeRow, subject.id)
        if employee is None:
            return None
        first, last = employee.first_name.strip(), employee.surname.strip()
        names = (f"{first} {last}", f"{last} {first}") if first and last else ()
        accounts = [account.name for account in accounts_of(session, subject)]
        return Traits(tuple(dict.fromkeys(text for text in (*names, employee.email, *accounts) if text)), last)
    account = session.get(AccountRow, subject.id)
    return None if account is None else Traits((account.name,), account.name.rpartition(" ")[2])


def accounts_of(session: Session, subject: Subject) -> Sequence[AccountRow]:
    """The person's accounts, deleted ones included."""
    if subject.kind == AccountRow.entity:
        row = session.get(AccountRow, subject.id)
        return [] if row is None else [row]
    statement = select(AccountRow).where(AccountRow.employee_id == subject.id).order_by(AccountRow.id)
    return session.scalars(statement).all()


@cache
def _record_classes() -> tuple[Mapper[Any], ...]:
    mappers = (mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned))
    return tuple(sorted(mappers, key=lambda mapper: mapper.class_.__tablename__))


@cache
def _text_columns() -> tuple[tuple[Mapper[Any], tuple[Column[Any], ...]], ...]:
    """Columns that people fill with text, by row class, of records and of the positions of their lists."""
    found = []
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Versioned | Positioned) and mapper.class_ not in (EmployeeRow, AccountRow):
            columns = tuple(
                column
                for column in mapper.local_table.columns
                if isinstance(column, Column) and _holds_text(column) and not is_derived(column.name, column.info)
            )
            found.append((mapper, columns))
    return tuple(sorted(found, key=lambda pair: pair[0].class_.__tablename__))


def _holds_text(column: Column[Any]) -> bool:
    if isinstance(column.type, StrEnumType) or column.foreign_keys:
        return False
    return isinstance(column.type, String | TextList | JsonValue)


def mentions_of(session: Session, traits: Traits, leave_out: Sequence[tuple[str, int]] = ()) -> Iterator[Found]:
    """Every text that names the person; ``leave_out`` are the person's own records, by kind and id."""
    for mapper, columns in _text_columns():
        if not columns:
            continue
        owner = _owner(mapper)
        for row in session.execute(_naming(mapper, columns, owner, traits.texts)):
            if (mapper.class_.entity, row[1]) in leave_out:
                continue
            for column, value in zip(columns, row[2:], strict=True):
                text = as_text(value)
                certain = _names(text, traits.certain)
                if certain or (traits.surname and _has_word(text, traits.surname)):
                    table = mapper.class_.__tablename__
                    yield Found(Place(mapper.class_.entity, row[1], table, row[0], column.name), text, certain)


def _naming(mapper: Mapper[Any], columns: Sequence[Column[Any]], owner: Any, texts: Sequence[str]) -> Select[Any]:
    # SQLite compares ASCII letters without case only; names in capitals are asked for as such
    spellings = {spelling for text in texts for spelling in (text, text.upper(), text.lower())}
    naming = [
        sql_cast(column, String).ilike(f"%{_escaped(spelling)}%", escape="\\")
        for column in columns
        for spelling in spellings
    ]
    return select(mapper.class_.id, owner, *columns).where(or_(*naming)).order_by(owner, mapper.class_.id)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _owner(mapper: Mapper[Any]) -> Any:
    """The column with the number of the record to which a row belongs."""
    if issubclass(mapper.class_, Versioned):
        return mapper.class_.id
    for key in mapper.local_table.foreign_keys:
        for other in _record_classes():
            if key.column.table is other.local_table and other.class_.entity == mapper.class_.entity:
                return key.parent
    raise TypeError(f"{mapper.class_.__name__} belongs to no record")


def as_text(value: Any) -> str:
    """A column's value as one text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(as_text(part) for part in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(as_text(part) for part in value)
    return str(value)


def _names(text: str, names: Iterable[str]) -> bool:
    folded = f" {_words(text)} "
    return any(f" {_words(name)} " in folded for name in names if name)


def _has_word(text: str, word: str) -> bool:
    return f" {_words(word)} " in f" {_words(text)} "


def _words(text: str) -> str:
    """Folded words with single blanks between, so that „KOWALSKI, Jan” is „kowalski jan”."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


def without(value: Any, texts: Sequence[str]) -> Any:
    """The value with every occurrence of the texts replaced, whatever their case; its shape stays."""
    if isinstance(value, str):
        return _replaced(value, texts)
    if isinstance(value, dict):
        return {key: without(part, texts) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(without(part, texts) for part in value)
    if isinstance(value, list):
        return [without(part, texts) for part in value]
    return value


def _replaced(text: str, texts: Sequence[str]) -> str:
    if "@" in text and text.strip().lower() in (each.lower() for each in texts):
        # a field for an address takes no other text
        return ""
    for each in sorted(texts, key=len, reverse=True):
        parts = [re.escape(part) for part in re.split(r"[\s,]+", each) if part]
        if parts:
            # the surname alone must not cut another word in two
            pattern = r"(?<!\w)" + r"[\s,]+".join(parts) + r"(?!\w)"
            text = re.sub(pattern, ERASED, text, flags=re.IGNORECASE)
    return text


def row_at(session: Session, place: Place) -> Any:
    """The row of a mention; None when it is gone."""
    for mapper, _ in _text_columns():
        if mapper.class_.__tablename__ == place.table:
            return session.get(mapper.class_, place.row_id)
    return None


def clean(row: Any, field: str, texts: Sequence[str]) -> None:
    """Replace the texts in one column of a row."""
    attribute = next(a for a in inspect(type(row)).column_attrs if a.columns[0].name == field)
    cleaned = without(getattr(row, attribute.key), texts)
    length = getattr(attribute.columns[0].type, "length", None)
    setattr(row, attribute.key, cleaned[:length] if length and isinstance(cleaned, str) else cleaned)


def log_about(session: Session, records: Iterable[tuple[str, int]]) -> list[LoggedDeed]:
    """Entries of the audit log about these records, by kind and id."""
    entry = AUDIT_ENTRY.c
    which = [(entry.entity == entity) & (entry.record_id == number) for entity, number in records]
    return _entries(session, or_(*which)) if which else []


def log_by(session: Session, logins: Sequence[str]) -> list[LoggedDeed]:
    """Entries of the audit log about deeds of these people."""
    return _entries(session, AUDIT_ENTRY.c.author.in_(logins)) if logins else []


def _entries(session: Session, which: Any) -> list[LoggedDeed]:
    entry = AUDIT_ENTRY.c
    statement = select(AUDIT_ENTRY).where(which).order_by(entry.number)
    return [
        LoggedDeed(
            row["number"],
            row["at"],
            row["author"],
            row["deed"],
            row["entity"],
            row["record_id"],
            json.loads(row["details"]).get("title", "") if row["details"] else "",
        )
        for row in session.execute(statement).mappings()
    ]
