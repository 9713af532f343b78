"""The life every record shares: listed, created, changed, archived, deleted, undone; one transaction each.

A register derives from ``Records`` and says which row, record and draft it has, how it is filtered and sorted,
and what must hold before a save.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.drafts import still_to_come
from app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.records import Change, Outcome, Query, Undo
from app.core.words import FieldWords, place_of
from app.records import environment
from app.records.listing import Filter, containing, count_each, in_chunks, select_ids
from app.records.mapping import apply, draft_of, to_record
from app.records.noting import note_many
from app.records.reading import read_rows
from db import audit
from db.errors import StaleRecord, UniqueViolation
from db.revisions import WritingSession
from db.store import Store

R = TypeVar("R")
D = TypeVar("D")


@dataclass(frozen=True)
class Noun:
    """How a kind of record is called in sentences: „Zapisano kartę SO-01”, „Usunięto kartę SO-01”."""

    nominative: str
    accusative: str


_UNSEEN = (
    "Nie możesz usunąć tego zapisu: program sprawdza przedtem, czy nie powołują się na niego inne zapisy, a Ty nie "
    "widzisz ich wszystkich. Poproś o usunięcie kogoś, kto je widzi, albo poproś administratora o prawo wglądu do nich."
)


class Records(Generic[R, D]):
    """Use cases of one kind of record; safe to call from any thread."""

    entity: ClassVar[str]
    noun: ClassVar[Noun]
    row: ClassVar[Any]
    record: ClassVar[Any]
    draft: ClassVar[Any]
    fields: ClassVar[Mapping[str, FieldWords]] = {}
    sentences: ClassVar[Mapping[str, str]] = {}
    labels: ClassVar[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {}
    """Polish names of choices, for the audit log."""
    order: ClassVar[Sequence[Any]] = ()
    """Columns of the register's own order."""
    shown_first: ClassVar[Sequence[Any]] = ()
    """What a table is ordered by until the person asks for another order, where it is not ``order`` upwards."""
    rests: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records that may rest on one of these: who deletes it must see them all, or nobody would know."""
    reads_are_logged: ClassVar[bool] = False
    """Whether the audit log says who read which record; see ``_log_reading``."""

    def __init__(self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING) -> None:
        self.store = store
        self.clock = clock
        self.actor = actor
        self._read: set[tuple[str, int, int]] = set()
        """Login, id and version of what was logged as read in this run of the program."""
        self._restored: dict[tuple[int, int], int] = {}
        """By id and version of a record: the later version in which undo brought that state back."""

    # -- what a register says -------------------------------------------------------------------------------

    def title(self, record: R | D) -> str:
        """How a sentence names this record."""
        raise NotImplementedError

    def validate(self, draft: D) -> tuple[Problem, ...]:
        """Rules of the draft that need no database."""
        raise NotImplementedError

    def filters(self) -> Mapping[str, Filter]:
        """Filters by key."""
        return {}

    def sorts(self) -> Mapping[str, Any]:
        """Columns (or tuples of columns) by sort key."""
        return {}

    def _check(self, session: Session, draft: D, row: Any) -> Iterator[Problem]:
        """Rules that need the database; ``row`` is the stored row, None for a new record."""
        yield from ()

    def _broken(self, session: Session, draft: D, row: Any) -> Iterator[Problem]:
        """What :meth:`validate` cannot see: the rules of :meth:`_check`, and days of deeds that have yet to come."""
        today = self.clock.today()
        ahead = tuple(still_to_come(draft, today))
        if ahead and row is not None:
            ahead = tuple(still_to_come(draft, today, draft_of(self._to_record(row), self.draft)))
        yield from ahead
        yield from self._check(session, draft, row)

    def _prepare(self, draft: D) -> None:
        """Do slow work before the transaction takes the write lock."""

    def _before_save(self, session: Session, row: Any, draft: D, before: R | None) -> None:
        """Set derived columns."""

    def _after_save(self, session: Session, record: R) -> None:
        """Keep what is derived from records elsewhere, such as search documents."""

    def _after_delete(self, session: Session, record: R) -> None:
        """The record was deleted; the counterpart of ``_after_save``."""

    def _after_anonymising(self, session: Session, row: Any, before: R) -> None:
        """Set what ``_before_save`` leaves alone in a record from which a person was erased; ``before`` as it was."""

    def _told_of_person(self, row: Any, employee_id: int) -> tuple[tuple[str, str], ...]:
        """What the record keeps of one person outside its columns, as label and text: for the person's own copy."""
        return ()

    def _may_delete(self, session: Session, record: R) -> None:
        """Raise Refusal when something still needs the record."""

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """Which rows this person sees; None means all.

        A register of people restricts it where ``actor.own_only("<entity>.read")`` to ``actor.units``.
        """
        return None

    def _to_record(self, row: Any) -> R:
        record: R = to_record(row, self.record)
        return record

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Restrict to records that match the words; rows with a ``find`` column need no own code."""
        return statement.where(*containing(self.row.find, words))

    # -- reading ---------------------------------------------------------------------------------------------

    def get(self, record_id: int) -> R:
        """The record; NotFound when it is deleted or never was."""
        self._require("read")
        with environment.reading(self.store) as session:
            record = self._to_record(self._row(session, record_id))
        self._log_reading((record,), again=True)
        return record

    def all(self) -> tuple[R, ...]:
        """Every record that is not deleted, in the register's own order."""
        self._require("read")
        with environment.reading(self.store) as session:
            records = self._fetch(session, self._ids(session, Query(), 0, None))
        self._log_reading(records)
        return records

    def many(self, ids: Iterable[int]) -> tuple[R, ...]:
        """The records with these ids, in the order asked for; missing ones are left out."""
        self._require("read")
        with environment.reading(self.store) as session:
            records = self._fetch(session, list(ids))
        self._log_reading(records)
        return records

    def count(self, query: Query) -> int:
        """Number of records that match."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._count(session, query)

    def page(self, query: Query, offset: int, limit: int) -> tuple[R, ...]:
        """At most ``limit`` records from position ``offset`` (0-based)."""
        self._require("read")
        with environment.reading(self.store) as session:
            records = self._fetch(session, self._ids(session, query, offset, limit))
        self._log_reading(records)
        return records

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Counts of every filter's values, that filter itself left open."""
        self._require("read")
        with environment.reading(self.store) as session:
            return {
                key: spec.counts(session, self._matching(session, query, leave_open=key))
                for key, spec in self.filters().items()
            }

    def position(self, query: Query, record_id: int) -> int | None:
        """The row at which the record stands in the query's order, None when it does not match."""
        self._require("read")
        with environment.reading(self.store) as session:
            ids = self._ids(session, query, 0, None)
            return ids.index(record_id) if record_id in ids else None

    def log(self, deed: str, records: Sequence[R], **facts: Any) -> None:
        """Log a ``print`` or an ``export`` of records: one entry, whatever their number.

        ``facts`` are JSON values, such as the format of a file; nothing personal.
        """
        self._require("read")
        with environment.writing(self.store, self.actor().name) as session:
            note_many(session, deed, self.entity, [(_id(record), self.title(record)) for record in records], facts)

    def _log_reading(self, records: Sequence[R], *, again: bool = False) -> None:
        """Log who reads records of a kind that asks for it, before they are handed out.

        Opening one record is an entry each time. Tables, prints and previews get whole records too: each call is
        one entry with the ids that this person has not read at this version since the program was started, so
        that paging, sorting and searching do not flood the log.
        """
        if not self.reads_are_logged:
            return
        login = self.actor().name
        keys = {(login, _id(record), record.version): record for record in records}  # type: ignore[attr-defined]
        fresh = [record for key, record in keys.items() if again or key not in self._read]
        if fresh:
            self.log("read", fresh)
            self._read.update(keys)

    def _count_each(self, conditions: Mapping[str, ColumnElement[bool]]) -> Mapping[str, int]:
        """How many of the records that the person sees meet each condition."""
        self._require("read")
        with environment.reading(self.store) as session:
            return count_each(session, self.row, conditions, self._restriction())

    def _count(self, session: Session, query: Query) -> int:
        statement = self._matching(session, query).with_only_columns(func.count())
        return session.scalar(statement) or 0

    def _ids(self, session: Session, query: Query, offset: int, limit: int | None) -> list[int]:
        statement = self._matching(session, query).order_by(*self._ordering(query), self.row.id)
        return list(session.scalars(statement.offset(offset).limit(limit)))

    def _matching(self, session: Session, query: Query, leave_open: str | None = None) -> Select[Any]:
        statement = self._seen(select_ids(self.row))
        if query.words.strip():
            statement = self._with_words(statement, query.words)
        filters = self.filters()
        for key, values in query.filters.items():
            if values and key != leave_open and key in filters:
                statement = statement.where(filters[key].where(values))
        return statement

    def _restriction(self) -> ColumnElement[bool] | None:
        # asking who works costs a look into the database, which most registers can spare
        return None if type(self)._visible is Records._visible else self._visible(self.actor())

    def _seen(self, statement: Select[Any]) -> Select[Any]:
        """Restricted to the rows that the person at work sees."""
        condition = self._restriction()
        return statement if condition is None else statement.where(condition)

    def _hides(self, session: Session, ids: Sequence[int]) -> frozenset[int]:
        """Those of the ids that the person at work may not see, deleted records among them."""
        condition = self._restriction()
        if condition is None or not ids:
            return frozenset()
        column = self.row.id
        seen = (session.scalars(select(column).where(column.in_(chunk), condition)) for chunk in in_chunks(ids))
        return frozenset(ids).difference(*seen)

    def _ordering(self, query: Query) -> list[ColumnElement[Any]]:
        if query.sort is None and self.shown_first:
            return list(self.shown_first)
        columns = self.sorts().get(query.sort or "", self.order)
        if not isinstance(columns, (tuple, list)):
            columns = (columns, *self.order)
        first = columns[0].desc() if query.descending else columns[0].asc()
        if getattr(columns[0].expression, "nullable", False):
            # blank ones at the end either way; the databases differ, and clerks sort to see what is there
            first = first.nulls_last()
        return [first, *(column.asc() for column in columns[1:])]

    def _fetch(self, session: Session, ids: Sequence[int]) -> tuple[R, ...]:
        hidden = self._hides(session, ids)
        ids = [record_id for record_id in ids if record_id not in hidden] if hidden else ids
        found = {row.id: self._to_record(row) for row in read_rows(session, self.row, self.record, ids)}
        return tuple(found[record_id] for record_id in ids if record_id in found)

    # -- changing --------------------------------------------------------------------------------------------

    def problems(self, draft: D, record_id: int | None = None) -> tuple[Problem, ...]:
        """Every broken rule, also those that need the database; for a form while it is being filled."""
        self._require("read")
        found = self.validate(draft)
        with environment.reading(self.store) as session:
            row = None if record_id is None else self._row(session, record_id)
            return (*found, *self._broken(session, draft, row))

    def create(self, draft: D) -> Outcome[R]:
        """Save a new record. Raises Invalid with every broken rule; then nothing is saved."""
        self._require("edit")
        self._prepare(draft)
        with self._changing(draft) as session:
            row = self.row()
            self._save(session, row, draft, None)
            record = self._stored(session, row)
        return self._outcome(record, f"Dodano {self._name(record)}.", "Usuń dodaną pozycję", self.delete)

    def create_many(self, drafts: Iterable[D], progress: Progress | None = None) -> tuple[R, ...]:
        """Save new records in one transaction: all of them or, on the first broken rule, none."""
        self._require("edit")
        listed = tuple(drafts)
        for draft in listed:
            self._prepare(draft)
        records = []
        with self._changing() as session:
            for done, draft in enumerate(listed):
                if progress is not None:
                    progress.report(done, len(listed))
                row = self.row()
                self._save(session, row, draft, None)
                records.append(self._stored(session, row))
        return tuple(records)

    def update(self, record_id: int, version: int, draft: D) -> Outcome[R]:
        """Save changes to the record as opened at ``version``; Conflict when it was saved meanwhile."""
        self._require("edit")
        self._prepare(draft)
        with self._changing(draft, record_id) as session:
            before, record = self.update_within(session, record_id, version, draft)
        if record is before:
            return Outcome(before, Change(self.entity, frozenset()), f"Bez zmian: {self.title(before)}.")
        old = draft_of(before, self.draft)
        return self._outcome(
            record,
            f"Zapisano {self._name(record)}.",
            "Przywróć poprzednią treść",
            lambda number, at: self.update(number, at, old),
            version,
        )

    def _amend(self, record_id: int, version: int, **changes: Any) -> Outcome[R]:
        """``update`` of these fields only; the others stay as they are stored."""
        self._require("edit")
        before = draft_of(self.get(record_id), self.draft)
        return self.update(record_id, version, replace(before, **changes))

    def update_within(self, session: Session, record_id: int, version: int, draft: D) -> tuple[R, R]:
        """``update`` as a part of a larger transaction: the record before and after, the same one when nothing changes.

        Rights and ``_prepare`` are the caller's business.
        """
        row = self._row(session, record_id)
        before = self._to_record(row)
        if row.version != version:
            raise Conflict(draft, before)
        if draft_of(before, self.draft) == draft:
            return before, before
        self._save(session, row, draft, before)
        return before, self._stored(session, row)

    def delete(self, record_id: int, version: int) -> Outcome[R]:
        """Mark the record as deleted; undo brings it back."""
        self._require("delete")
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            before = self._to_record(row)
            if row.version != version:
                raise Conflict(before, before)
            self._require_sight()
            self._may_delete(session, before)
            row.deleted_at = self.clock.now()
            session.flush()
            record = self._to_record(row)
            self._entitle(session, record)
            self._after_delete(session, record)
        return self._outcome(
            record, f"Usunięto {self._name(record)}.", "Przywróć usuniętą pozycję", self.undelete, version
        )

    def _require_sight(self) -> None:
        """NotAllowed for who may not see all that may rest on a record.

        A server hides rows, and what is hidden is not counted; and what is counted must not be told.
        """
        actor = self.actor()
        if any(not actor.may(f"{kind}.read") or actor.own_only(f"{kind}.read") for kind in self.rests):
            raise NotAllowed(_UNSEEN)

    def undelete(self, record_id: int, version: int) -> Outcome[R]:
        """Bring a deleted record back as it was; Invalid when what it refers to is gone meanwhile."""
        self._require("delete")
        with self._changing() as session:
            row = session.get(self.row, record_id)
            if row is None or self._hides(session, (record_id,)):
                raise NotFound(self._gone())
            if row.version != version:
                raise Conflict(self._to_record(row), self._to_record(row))
            broken = tuple(self._check(session, draft_of(self._to_record(row), self.draft), row))
            if broken:
                raise self.invalid(broken)
            row.deleted_at = None
            session.flush()
            record = self._to_record(row)
            self._entitle(session, record)
            self._after_save(session, record)
        return self._outcome(record, f"Przywrócono {self._name(record)}.", "Usuń ponownie", self.delete, version)

    def _save(self, session: Session, row: Any, draft: D, before: R | None) -> None:
        problems = (*self.validate(draft), *self._broken(session, draft, None if before is None else row))
        if problems:
            raise self.invalid(problems)
        self._put(session, row, draft, before)

    def _put(self, session: Session, row: Any, draft: D, before: R | None) -> None:
        """Write a draft that was found good into its row."""
        apply(row, draft)
        self._before_save(session, row, draft, before)
        row.touch(self.clock.now())
        if before is None:
            row.created_at = row.updated_at
            session.add(row)

    def _stored(self, session: Session, row: Any) -> R:
        session.flush()
        record = self._to_record(row)
        self._entitle(session, record)
        self._after_save(session, record)
        return record

    def _entitle(self, session: Session, record: R) -> None:
        """Tell the audit log what the record is called now."""
        audit.entitle(session, self.entity, _id(record), self.title(record))

    def invalid(self, problems: tuple[Problem, ...]) -> Invalid:
        """The refusal for broken rules, each sentence naming its place."""
        return Invalid(
            problems,
            tuple(f"{place_of(problem, self.fields)}: {problem.sentence(self.sentences)}" for problem in problems),
        )

    @contextmanager
    def _changing(self, draft: D | None = None, record_id: int | None = None) -> Iterator[Session]:
        """One transaction; a value of ``draft`` that somebody took since ``_check`` looked is Invalid, others Refusal.

        Programs take turns in saving, so that only another program on the server, psql say, can come to this.
        """
        try:
            with environment.writing(self.store, self.actor().name) as session:
                yield session
        except UniqueViolation as violation:
            taken = [column for column in violation.columns if hasattr(draft, column)]
            if not taken:
                raise Refusal("Ktoś inny zapisał to samo w tej samej chwili. Spróbuj ponownie.") from violation
            raise self.invalid(
                tuple(Problem(column, "not_unique", {"value": getattr(draft, column)}) for column in taken)
            ) from violation
        except StaleRecord as stale:
            if record_id is None:
                raise NotFound(self._gone()) from stale
            with environment.reading(self.store) as session:
                theirs = self._to_record(self._row(session, record_id))
            raise Conflict(theirs if draft is None else draft, theirs) from stale

    def _row(self, session: Session, record_id: int) -> Any:
        # in a transaction that may save, nobody else can change the row until its end, whatever their program
        lock = {"of": self.row} if isinstance(session, WritingSession) else None
        row = session.get(self.row, record_id, with_for_update=lock)
        if row is None or row.deleted_at is not None or self._hides(session, (record_id,)):
            raise NotFound(self._gone())
        return row

    def _outcome(
        self,
        record: R,
        message: str,
        label: str,
        reverse: Callable[[int, int], Outcome[R]],
        before: int | None = None,
    ) -> Outcome[R]:
        """``before`` is the version the deed started from: undo brings that state back, though as a new version."""
        number, version = record.id, record.version  # type: ignore[attr-defined]

        def undo() -> Outcome[R]:
            at = version
            # a state may have been left and brought back more than once
            while (number, at) in self._restored:
                at = self._restored[number, at]
            outcome = reverse(number, at)
            if before is not None:
                # so that the deed before this one can be taken back next
                self._restored[number, before] = outcome.record.version  # type: ignore[attr-defined]
            return outcome

        return Outcome(record, Change(self.entity, frozenset({number})), message, Undo(label, undo))

    def _name(self, record: R) -> str:
        return f"{self.noun.accusative} {self.title(record)}"

    def _gone(self) -> str:
        return f"Tej pozycji ({self.noun.nominative}) już nie ma: ktoś ją usunął. Odśwież listę."

    def _require(self, deed: str) -> None:
        self.actor().require(f"{self.entity}.{deed}")


def _id(record: Any) -> int:
    number: int = record.id
    return number
