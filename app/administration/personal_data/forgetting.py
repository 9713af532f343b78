"""Makes a person's rows anonymous: what names them goes, what others need stays. No commit, no rights."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.administration.accounts.model import AccountRow
from app.administration.personal_data import belonging, repository, standing
from app.administration.personal_data.domain import ERASED, Place, Subject
from app.administration.personal_data.repository import Traits
from app.administration.personal_data.standing import PSEUDONYM, Stand, record_with
from app.core.polish import fold, sort_key
from app.people.employees.model import EmployeeRow
from app.records.model import StoredFileRow
from app.records.renewing import record_of, renew
from app.records.usecases import Records
from db import audit_changes, personal
from db.base import Base, Versioned


def pseudonym(record_id: int) -> str:
    """What stands in place of a name: the number alone tells nobody who it was."""
    return f"{PSEUDONYM} nr {record_id}"


def erased_employee(row: EmployeeRow) -> bool:
    """Whether the employee was made anonymous."""
    return row.first_name == "" and row.surname.startswith(PSEUDONYM)


class Forgetting:
    """One erasure in one session; ``finish`` renews what follows from the records that were changed."""

    def __init__(self, session: Session, registers: Mapping[str, Records[Any, Any]], now: datetime) -> None:
        self._session, self._registers, self._now = session, registers, now
        self._changed: dict[tuple[str, int], Any] = {}
        self._thinned: dict[tuple[str, int, str], Any] = {}
        """Rows from whose lists people were taken, by table, id and column."""

    def forget(self, subject: Subject, traits: Traits) -> None:
        """Everything held about the person, and the name kept in records about others."""
        for row in list(belonging.records_of(self._session, subject)):
            self._touch(row)
            if isinstance(row, EmployeeRow | AccountRow):
                self._blank(row)
            else:
                self._empty(row)
        for line, record in list(belonging.positions_of(self._session, subject)):
            self._touch(record)
            _empty_columns(line)
        for row, column in list(belonging.named_rows(self._session, subject)):
            # a name may also stand in a line of a record's list
            self._touch(row if isinstance(row, Versioned) else record_with(self._session, row))
            setattr(row, column, pseudonym(subject.id))
        for entry in list(belonging.entries_of(self._session, subject)):
            self._touch(entry.row)
            self._forget_entry(entry, subject, traits)
        for stand in standing.stands_of(self._session, subject):
            if not stand.kept_for:
                self._forget_stand(stand, subject)

    def clean(self, place: Place, traits: Traits, subject: Subject) -> bool:
        """Cut the person out of one text, or the home out of one address; False when its row is gone."""
        row = repository.row_at(self._session, place)
        if row is None:
            return False
        self._touch(row if isinstance(row, Versioned) else record_with(self._session, row))
        home, mark = standing.home_at(place.table, place.field), standing.mark_at(place.table, place.field)
        if home is not None:
            for name in (*home.texts, *home.values):
                setattr(row, name, "" if name in home.texts else None)
            return True
        if mark is None:
            repository.clean(row, place.field, traits.texts)
            return True
        found = standing.stands_in(self._session, row, place.field, mark)
        stand = next((each for each in found if each.index == place.index), None)
        if stand is None:
            return False
        if repository.names(stand.name, (*traits.certain, traits.surname)):
            self._forget_stand(stand, subject)
        else:
            # somebody else's entry that names the person
            self._put(stand, repository.without(stand.content, traits.texts))
        return True

    def _forget_stand(self, stand: Stand, subject: Subject) -> None:
        """Of a list the whole entry goes; a line that others count on keeps all but the name."""
        self._touch(stand.record)
        if stand.index is None:
            setattr(stand.row, stand.column, pseudonym(subject.id))
        else:
            self._put(stand, None)

    def _put(self, stand: Stand, content: Any) -> None:
        """None keeps the places of those who follow until the end."""
        listed = list(getattr(stand.row, stand.column))
        listed[stand.index or 0] = content
        setattr(stand.row, stand.column, listed)
        self._thinned[type(stand.row).__tablename__, stand.row.id, stand.column] = stand.row

    def finish(self) -> None:
        """Orders, search texts and seals of the changed records."""
        for (_table, _id, column), row in self._thinned.items():
            setattr(row, column, [each for each in getattr(row, column) if each is not None])
        self._session.flush()
        for (entity, number), before in self._changed.items():
            if before is not None:
                renew(self._registers[entity], self._session, number, before)

    def _touch(self, record: Any) -> None:
        """The log tells that this record was made anonymous, without what it said."""
        place = (record.entity, record.id)
        if place in self._changed:
            return
        audit_changes.conceal(self._session, *place, "anonymise")
        register = None if isinstance(record, EmployeeRow | AccountRow) else self._registers.get(record.entity)
        self._changed[place] = None if register is None else record_of(register, record)
        record.touch(self._now)

    def _empty(self, row: Any) -> None:
        _empty_columns(row)
        for relation in audit_changes.list_relations(inspect(type(row))):
            for line in getattr(row, relation.key):
                _empty_columns(line)

    def _forget_entry(self, entry: belonging.Entry, subject: Subject, traits: Traits) -> None:
        listed = [dict(each) for each in getattr(entry.row, entry.column)]
        for each in listed:
            if each.get(entry.key) == subject.id:
                # the name first, then what else is said of the person: texts and lists
                for place, field in enumerate(entry.texts):
                    each[field] = pseudonym(subject.id) if place == 0 else type(each[field])()
        setattr(entry.row, entry.column, repository.without(listed, traits.certain))

    def _blank(self, row: Any) -> None:
        """Leave the number and what points to it, and nothing that tells who it was."""
        name = pseudonym(row.id)
        if isinstance(row, EmployeeRow):
            row.first_name, row.surname = "", name
            row.post = row.room = row.phone = row.email = row.number = ""
            row.post_sort = row.room_sort = ""
            row.post_kind = row.superior_id = row.post_since = row.employed_from = row.employed_to = None
            row.heads_unit, row.history = False, []
            self._remove_photo(row)
        else:
            # the login must stay unique, and fit
            row.login, row.name, row.active, row.must_change = f"usuniete-{row.id}", name, False, True
        row.sort, row.find = sort_key(name), fold(name)
        row.deleted_at = row.deleted_at or self._now

    def _remove_photo(self, row: EmployeeRow) -> None:
        digest, row.photo = row.photo, None
        self._session.flush()
        if digest is not None and not self._is_used(digest):
            stored = self._session.get(StoredFileRow, digest)
            if stored is not None:
                self._session.delete(stored)

    def _is_used(self, digest: str) -> bool:
        keys = [key for table in Base.metadata.tables.values() for key in table.foreign_keys]
        columns = [key.parent for key in keys if key.column is StoredFileRow.__table__.c.sha256]
        return any(self._session.scalar(select(column).where(column == digest).limit(1)) for column in columns)


def _empty_columns(row: Any) -> None:
    columns: Sequence[Any] = type(row).__mapper__.column_attrs
    for attribute in columns:
        value = getattr(row, attribute.key)
        if personal.is_personal(attribute.columns[0].info) and value:
            # what is kept as a list has no place for words
            setattr(row, attribute.key, [] if isinstance(value, list) else ERASED)
