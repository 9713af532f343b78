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
from app.administration.personal_data import standing
from app.administration.personal_data.domain import ERASED, NAMED, LoggedDeed, Place, Subject
from app.core.person_names import bare, words_of
from app.people.employees.model import EmployeeRow
from db import audit, personal
from db.audit import AUDIT_ENTRY, canonical
from db.audit_changes import is_derived
from db.base import Base, Positioned, Versioned
from db.parts import mappers
from db.types import JsonValue, StrEnumType, TextList


@dataclass(frozen=True)
class Traits:
    """What a person is recognised by: texts that are certain, and what others may share: surname and contacts."""

    certain: tuple[str, ...]
    surname: str
    contacts: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything to look for."""
        return tuple(text for text in (*self.certain, self.surname, *self.contacts) if text)


@dataclass(frozen=True)
class Found:
    """A column of a row whose text names the person; ``by_contact``: only by a telephone number or an address."""

    place: Place
    text: str
    certain: bool
    by_contact: bool = False


def traits_of(session: Session, subject: Subject) -> Traits | None:
    """None when there is no such person."""
    if subject.kind == NAMED:
        return _traits_of_named(standing.stands_of(session, subject))
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


def _traits_of_named(found: Sequence[standing.Stand]) -> Traits | None:
    """A name of one word is no more certain than a surname."""
    if not found:
        return None
    certain: dict[str, None] = {}
    last = ""
    for each in found:
        plain = bare(each.name) or each.name
        first, _, last = plain.rpartition(" ")
        certain |= dict.fromkeys((each.name, plain, f"{last} {first}") if first else ())
    contacts = dict.fromkeys(spelling for each in found for text in each.contacts for spelling in _spellings(text))
    return Traits(tuple(certain), last, tuple(contacts))


def _spellings(contact: str) -> Iterator[str]:
    """An address as it is; a telephone of nine digits in the ways in which people divide it."""
    yield contact
    digits = "".join(sign for sign in contact if sign.isdecimal())[-9:]
    if "@" not in contact and len(digits) == 9:
        for parts in ((3, 3, 3), (2, 3, 2, 2)):
            ends = [sum(parts[: place + 1]) for place in range(len(parts))]
            groups = [digits[end - part : end] for end, part in zip(ends, parts, strict=True)]
            yield from (" ".join(groups), "-".join(groups))
        yield digits


def accounts_of(session: Session, subject: Subject) -> Sequence[AccountRow]:
    """The person's accounts, deleted ones included."""
    if subject.kind == NAMED:
        return []
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
                certain = names(text, traits.certain)
                by_name = certain or bool(traits.surname and names(text, (traits.surname,)))
                if by_name or names(text, traits.contacts):
                    table = mapper.class_.__tablename__
                    place = Place(mapper.class_.entity, row[1], table, row[0], column.name)
                    yield Found(place, text, certain, not by_name)


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


def names(text: str, wanted: Iterable[str]) -> bool:
    """Whether the text holds one of the names as whole words, in any case and with any signs between."""
    folded = f" {words_of(text)} "
    # a name of signs only is no word, and would be found in every empty text
    return any(f" {words} " in folded for words in map(words_of, wanted) if words)


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
        if parts and words_of(each):
            # the surname alone must not cut another word in two
            pattern = r"(?<!\w)" + r"[\s,]+".join(parts) + r"(?!\w)"
            text = re.sub(pattern, ERASED, text, flags=re.IGNORECASE)
    return text


def row_at(session: Session, place: Place) -> Any:
    """The row of a mention; None when it is gone."""
    for mapper in mappers():
        if mapper.class_.__tablename__ == place.table:
            return session.get(mapper.class_, place.row_id)
    return None


def version_of(session: Session, place: Place) -> int:
    """The version of the record to which a text belongs; 0 when it is gone."""
    row_class = next(mapper.class_ for mapper in _record_classes() if mapper.class_.entity == place.entity)
    record = session.get(row_class, place.record_id)
    return 0 if record is None else int(record.version)


def kept_for(place: Place) -> str:
    """The key of the period for which the text is kept as a proof; blank where it is none."""
    for mapper, columns in _text_columns():
        if mapper.class_.__tablename__ == place.table:
            info = next((column.info for column in columns if column.name == place.field), {})
            return personal.evidence_in(mapper.class_, info)
    return ""


def clean(row: Any, field: str, texts: Sequence[str]) -> None:
    """Replace the texts in one column of a row."""
    attribute = next(a for a in inspect(type(row)).column_attrs if a.columns[0].name == field)
    cleaned = without(getattr(row, attribute.key), texts)
    if isinstance(cleaned, tuple | list):
        # a list of telephones or addresses has no place for words
        cleaned = type(cleaned)(each for each in cleaned if each != ERASED)
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


def log_naming(session: Session, texts: Sequence[str], only: Iterable[tuple[str, int]] = ()) -> list[LoggedDeed]:
    """Entries of the audit log whose content names somebody; with ``only`` of these records, by kind and id."""
    if not texts:
        return []
    entry = AUDIT_ENTRY.c
    quoted = [canonical(text)[1:-1] for text in texts]
    naming = or_(*(entry.details.contains(text, autoescape=True) for text in quoted))
    which = [(entry.entity == entity) & (entry.record_id == number) for entity, number in only]
    found = select(entry.number, entry.details).where(naming & or_(*which) if which else naming)
    whole = [audit.whole_words(text) for text in quoted]
    numbers = {number for number, details in session.execute(found) if any(each.search(details) for each in whole)}
    return [each for each in _entries(session, naming) if each.number in numbers]


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
