"""What is held about one person, in words: records about them in full, of a part in others' records only the fact."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.administration.audit.words import Kind, Vocabulary
from app.administration.personal_data import belonging, repository, standing, words
from app.administration.personal_data.domain import (
    NAMED,
    Holding,
    Listed,
    LoggedDeed,
    Mention,
    Part,
    Place,
    Standing,
    Subject,
    Value,
)
from app.administration.personal_data.repository import Found, Traits
from app.administration.personal_data.standing import Stand
from app.core.dates import format_date
from app.core.money import format_money
from app.core.person_names import key_of
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.records.amounts import holds_money
from app.records.model import StoredFileRow
from app.records.renewing import title_of, told_of_person
from app.records.usecases import Records
from db import audit_changes, personal
from db.base import Versioned
from db.parts import mappers
from db.types import JsonValue

_DERIVED = frozenset({"id", "version", "position", "created_at", "updated_at", "deleted_at"})
_INTERNAL = " (numer wewnętrzny)"
"""Ends the labels of keys that say nothing outside the program."""


class Gathering:
    """``registers`` know labels and titles of their records, by kind; ``kept`` tells of a period why texts stay."""

    def __init__(
        self, registers: Mapping[str, Records[Any, Any]], kept: Callable[[str], str] = lambda _term: ""
    ) -> None:
        self._registers, self._kept = registers, kept

    # -- whole records --------------------------------------------------------------------------------------------

    def holdings(self, session: Session, subject: Subject) -> Iterator[Holding]:
        """Every record held about the person with its lists, then the person's lines in other records."""
        for row in belonging.records_of(session, subject):
            values = tuple(Value(label, text) for label, text in self._fields(session, row) if text)
            lists = tuple(self._lists(session, row))
            yield Holding(row.entity, row.id, self.title(session, row.entity, row), values, lists)
        for line, record in belonging.positions_of(session, subject):
            values = tuple(Value(label, text) for label, text in self._columns(session, line, record) if text)
            yield Holding(record.entity, record.id, self.title(session, record.entity, record), values)
        for entry in belonging.entries_of(session, subject):
            register = self._registers.get(entry.row.entity)
            if entry.owned and register is not None:
                told = told_of_person(register, entry.row, subject.id)
                title = self.title(session, entry.row.entity, entry.row)
                yield Holding(entry.row.entity, entry.row.id, title, tuple(Value(*pair) for pair in told))
        for stand in standing.stands_of(session, subject):
            yield self.standing_of(session, stand)

    def goes(self, session: Session, subject: Subject) -> Iterator[Holding]:
        """What an erasure takes without asking: of a person without a record not what is kept as a proof."""
        if subject.kind != NAMED:
            yield from self.holdings(session, subject)
        for stand in standing.stands_of(session, subject):
            if not stand.kept_for:
                yield self.standing_of(session, stand)

    def standing_of(self, session: Session, stand: Stand) -> Holding:
        """All that is told in one place about a person without a record of their own."""
        record = stand.record
        values = tuple(Value(label, text) for label, text in self._told_where(session, stand) if text)
        return Holding(record.entity, record.id, self.title(session, record.entity, record), values)

    def standing_line(self, session: Session, stand: Stand) -> Standing:
        """The same in short, to choose from."""
        record = stand.record
        return Standing(record.entity, record.id, self.title(session, record.entity, record), stand.role)

    def _told_where(self, session: Session, stand: Stand) -> Iterator[tuple[str, str]]:
        entity, labels = stand.record.entity, self._labels(stand.record.entity)
        if stand.index is None:
            yield from self._columns(session, stand.row, stand.record, self._prefix(stand))
            return
        for key, value in stand.content.items():
            field = f"{stand.column}.{key}"
            told = self._vocabulary(entity).value(entity, field, value) if value not in (None, "", []) else ""
            yield labels.get(field, key), told

    def _prefix(self, stand: Stand) -> str:
        """Before the labels of a line: the list of the record to which it belongs."""
        relations = audit_changes.list_relations(inspect(type(stand.record)))
        found = (f"{each.key}." for each in relations if each.mapper.class_ is type(stand.row))
        return next(found, "")

    def _vocabulary(self, entity: str) -> Vocabulary:
        register = self._registers[entity]
        return Vocabulary({entity: Kind(register.noun.nominative, register.fields, register.record, register.labels)})

    def photo(self, session: Session, subject: Subject) -> bytes | None:
        """The person's picture; None where there is none."""
        row = session.get(EmployeeRow, subject.id) if subject.kind == EmployeeRow.entity else None
        stored = None if row is None or row.photo is None else session.get(StoredFileRow, row.photo)
        return None if stored is None else stored.content

    def title(self, session: Session, entity: str, row: Any) -> str:
        """How people call a record."""
        register = self._registers.get(entity)
        if register is not None and row is not None:
            return title_of(register, row)
        return f"{words.entity_name(entity)} nr {row.id}" if row is not None else words.entity_name(entity)

    def _fields(self, session: Session, row: Any) -> Iterator[tuple[str, str]]:
        yield from self._columns(session, row, row)
        for label, moment in (("Utworzono", row.created_at), ("Usunięto", row.deleted_at)):
            yield label, "" if moment is None else format_date(moment.astimezone().date())

    def _lists(self, session: Session, row: Any) -> Iterator[Listed]:
        labels = self._labels(row.entity)
        for relation in audit_changes.list_relations(inspect(type(row))):
            lines = [dict(self._columns(session, line, row, f"{relation.key}.")) for line in getattr(row, relation.key)]
            columns = tuple(label for label in (lines[0] if lines else {}) if any(line[label] for line in lines))
            if columns:
                rows = tuple(tuple(line[label] for label in columns) for line in lines)
                yield Listed(labels.get(relation.key, relation.key), columns, rows)

    def _columns(self, session: Session, row: Any, record: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
        """Label and text of each column that says something to the person; of a list's line with the list's prefix."""
        labels = self._labels(record.entity)
        known = {attribute.key for attribute in type(row).__mapper__.column_attrs}
        for attribute in type(row).__mapper__.column_attrs:
            column, value = attribute.columns[0], getattr(row, attribute.key)
            if attribute.key in _DERIVED or audit_changes.is_derived(attribute.key, column.info):
                continue
            if column.foreign_keys:
                if prefix and prefix + attribute.key in labels:
                    value = self._called_elsewhere(session, column, value)
                elif attribute.key.removesuffix("_id") in known or attribute.key not in ("unit_id", "superior_id"):
                    # the name as it was stands beside it, or it leads to the record that is being told
                    continue
                else:
                    value = _called(session, attribute.key, value)
            label = labels.get(prefix + attribute.key) or words.LINE_FIELDS.get(attribute.key, attribute.key)
            yield label.removesuffix(_INTERNAL), self._shown(record.entity, attribute.key, column, value)

    def _called_elsewhere(self, session: Session, column: Any, value: Any) -> str:
        """How the record is called to which a line refers, blank where that is about a person."""
        (key,) = column.foreign_keys
        row_class = next(m.class_ for m in mappers() if m.local_table is key.column.table)
        if value is None or belonging.is_about_people(row_class.entity) or not issubclass(row_class, Versioned):
            return ""
        return self.title(session, row_class.entity, session.get(row_class, value))

    def _label_at(self, place: Place) -> str:
        """The label of a text, also of one in a line of a list."""
        labels, register = self._labels(place.entity), self._registers.get(place.entity)
        if register is None or register.row.__tablename__ == place.table:
            return labels.get(place.field, place.field)
        relations = audit_changes.list_relations(inspect(register.row))
        lists = (each.key for each in relations if each.mapper.class_.__tablename__ == place.table)
        found = (labels.get(f"{key}.{place.field}") for key in lists)
        return next(filter(None, found), labels.get(place.field, place.field))

    def _labels(self, entity: str) -> dict[str, str]:
        register = self._registers.get(entity)
        labels = {name: field.label for name, field in register.fields.items()} if register else {}
        return {**words.ACCOUNT_FIELDS, **labels} if entity == "account" else labels

    def _shown(self, entity: str, key: str, column: Any, value: Any) -> str:
        register = self._registers.get(entity)
        if isinstance(value, StrEnum) and register is not None:
            return register.labels.get(type(value), {}).get(value, value.value)
        if holds_money(column) and isinstance(value, int):
            return format_money(value)
        if isinstance(column.type, JsonValue) and register is not None and value:
            # the log tells such lists already, in the register's own words
            return self._vocabulary(entity).value(entity, key, value).replace("\n", "; ")
        return shown(value)

    # -- parts in records about others ----------------------------------------------------------------------------

    def parts(self, session: Session, subject: Subject) -> Iterator[Part]:
        """Number, day and role; nothing of what the record says about somebody else."""
        for row, key in belonging.parts_of(session, subject):
            made = row.created_at.astimezone().date()
            yield Part(row.entity, row.id, self._nameless(session, row), words.ROLES.get(key, key), made)

    def _nameless(self, session: Session, row: Any) -> str:
        """A title that names nobody: of a record about a person its number."""
        if not belonging.is_about_people(row.entity):
            return self.title(session, row.entity, row)
        number = "" if row.entity == EmployeeRow.entity else getattr(row, "number", "")
        return f"nr {number or row.id}"

    # -- mentions and the log -------------------------------------------------------------------------------------

    def mentions(self, session: Session, subject: Subject, traits: Traits) -> Iterator[Mention]:
        """Every text that names the person, in full: for who decides what is erased."""
        for mention in self._mentions(session, subject, traits):
            yield replace(mention, place=replace(mention.place, version=repository.version_of(session, mention.place)))

    def _mentions(self, session: Session, subject: Subject, traits: Traits) -> Iterator[Mention]:
        own = [(row.entity, row.id) for row in belonging.records_of(session, subject)]
        for found in repository.mentions_of(session, traits, own):
            if belonging.is_own_name(session, found.place, subject):
                continue
            mark = standing.mark_at(found.place.table, found.place.field)
            if mark is not None:
                yield from self._standing_mentions(session, subject, traits, found, mark)
            else:
                yield self._mention(session, found)
        yield from self._homes(session, subject)

    def _mention(self, session: Session, found: Found, doubt: str = "") -> Mention:
        place, register = found.place, self._registers.get(found.place.entity)
        record = None if register is None else session.get(register.row, place.record_id)
        title = self.title(session, place.entity, record) if record is not None else str(place.record_id)
        label = self._label_at(place)
        if not doubt and not found.certain:
            doubt = words.BY_CONTACT if found.by_contact else words.BY_SURNAME
        return Mention(place, title, label, found.text, found.certain, doubt, self._kept(repository.kept_for(place)))

    def _standing_mentions(
        self, session: Session, subject: Subject, traits: Traits, found: Found, mark: personal.People
    ) -> Iterator[Mention]:
        """Of a list of people those of this name alone: the others are nobody's business.

        What is certainly the person's is told as a holding; where the law keeps it, the office may still decide.
        """
        row = repository.row_at(session, found.place)
        for stand in standing.stands_in(session, row, found.place.field, mark):
            text = "; ".join(f"{value.label}: {value.text}" for value in self.standing_of(session, stand).values)
            certain = repository.names(text, traits.certain)
            by_name = certain or (bool(traits.surname) and standing.may_be(stand.name, traits.certain, traits.surname))
            if not by_name and not repository.names(text, traits.contacts):
                continue
            here = replace(found.place, index=stand.index)
            narrowed = replace(found, place=here, text=text, certain=certain, by_contact=not by_name)
            if subject.kind != NAMED:
                yield self._mention(session, narrowed, words.PERHAPS_SOMEBODY_ELSE if certain else "")
                continue
            own = key_of(stand.name) == key_of(subject.name)
            if not own or (stand.kept_for and subject.covers(here.entity, here.record_id)):
                yield self._mention(session, narrowed)

    def _homes(self, session: Session, subject: Subject) -> Iterator[Mention]:
        """Private addresses of the organisations in which the person stands: whose home it is nobody has written."""
        records = {(each.record.entity, each.record.id): each for each in standing.stands_of(session, subject)}
        for row, column, mark in standing.homes(session, records) if records else ():
            record = row if isinstance(row, Versioned) else standing.record_with(session, row)
            place = Place(record.entity, record.id, type(row).__tablename__, row.id, column)
            text = ", ".join(filter(None, (str(getattr(row, key) or "") for key in mark.texts[:4])))
            title = self.title(session, record.entity, record)
            yield Mention(place, title, words.HOME, text, False, words.WHOSE_HOME)

    def mentions_for(self, session: Session, subject: Subject, traits: Traits) -> Iterator[Mention]:
        """As the person gets them: of records about others neither their names nor their texts (art. 15 ust. 4)."""
        for mention in self.mentions(session, subject, traits):
            if mention.doubt == words.WHOSE_HOME:
                yield replace(mention, text=words.HOME_WITHHELD)
                continue
            if mention.keep and standing.mark_at(mention.place.table, mention.place.field) and not mention.doubt:
                # it stands among the person's own places
                continue
            if not mention.certain and standing.mark_at(mention.place.table, mention.place.field):
                # somebody else, who only may be this person
                continue
            if not belonging.is_about_people(mention.place.entity):
                yield mention
                continue
            record = session.get(self._registers[mention.place.entity].row, mention.place.record_id)
            yield replace(mention, title=self._nameless(session, record), text=words.WITHHELD)

    def deeds_for(self, session: Session, subject: Subject, deeds: Iterable[LoggedDeed]) -> Iterator[LoggedDeed]:
        """The person's own deeds without the names of other people whose records they touched."""
        own = {(row.entity, row.id) for row in belonging.records_of(session, subject)}
        for deed in deeds:
            others = belonging.is_about_people(deed.entity) and (deed.entity, deed.record_id) not in own
            yield replace(deed, title="") if others else deed


def _called(session: Session, key: str, value: Any) -> Any:
    if value is None:
        return None
    if key == "unit_id":
        unit = session.get(UnitRow, value)
        return value if unit is None else f"{unit.symbol} {unit.name}"
    person = session.get(EmployeeRow, value)
    return value if person is None else f"{person.first_name} {person.surname}".strip()


def shown(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return format_date(value.astimezone().date())
    if isinstance(value, date):
        return format_date(value)
    return repository.as_text(value).replace("\n", ", ")
