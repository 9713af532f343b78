"""Taking over many drafts from a file: each compared with the stored record, good ones saved in one transaction."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.collector import collector_paused
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change
from app.records import environment
from app.records.adding import NewRow, insert_rows, new_row
from app.records.listing import in_chunks
from app.records.mapping import draft_of
from app.records.usecases import Records
from db import audit

R = TypeVar("R")
D = TypeVar("D")
_BATCH = 500
"""Records flushed together: large enough for few round trips, small enough for an even progress bar."""


class Verdict(Enum):
    """What becomes of one draft."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Incoming(Generic[D]):
    """A draft from outside; fields that are not in ``given`` keep their stored value.

    ``parts`` are the fields of list rows that were told (``addresses.number``); what follows from it is the register's.
    ``valid`` tells that the draft's own rules (``validate``) were checked when it was read.
    """

    draft: D
    given: frozenset[str]
    valid: bool = False
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taken:
    """The verdict on one draft and, when it was refused, why."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class TakeOver:
    """The verdicts in the order of the drafts, and what changed in the database (nothing in a dry run)."""

    taken: tuple[Taken, ...]
    change: Change

    def count(self, verdict: Verdict) -> int:
        """How many drafts got this verdict."""
        return sum(one.verdict is verdict for one in self.taken)


class TakingOver(Records[R, D]):
    """Records that can be taken over from a file by their ``key`` field."""

    key: ClassVar[str] = "symbol"

    def _after_many(self, session: Session, records: Sequence[R]) -> None:
        """Keep what is derived from many records; by default one after the other."""
        for record in records:
            self._after_save(session, record)

    def _warm(self, session: Session) -> Any:
        """Load what checks ask for again and again; kept alive until the work is done."""

    def take_over(
        self, incoming: Sequence[Incoming[D]], *, dry_run: bool = False, progress: Progress | None = None
    ) -> TakeOver:
        """Save every good draft, new or changed, in one transaction; a dry run only tells what would happen.

        A second call with the same drafts changes nothing. A deleted record with the same key is brought back.
        Of several drafts with one key the first is taken and the others are refused.
        """
        self._require("edit")
        progress = progress or NoProgress()
        if not dry_run:
            for done, item in enumerate(incoming):
                if done % _BATCH == 0:
                    progress.report(done, len(incoming))
                self._prepare(item.draft)
        if dry_run:
            with collector_paused(), environment.reading(self.store) as session:
                taken, ids = self._take_all(session, incoming, progress, dry_run=True)
        else:
            with collector_paused(), self._changing() as session:
                taken, ids = self._take_all(session, incoming, progress, dry_run=False)
                if ids:
                    verdicts = Counter(one.verdict.value for one in taken)
                    audit.note(session, "import", self.entity, None, "", facts=verdicts)
        return TakeOver(tuple(taken), Change(self.entity, frozenset(ids)))

    def _take_all(
        self, session: Session, incoming: Sequence[Incoming[D]], progress: Progress, *, dry_run: bool
    ) -> tuple[list[Taken], list[int]]:
        taken: list[Taken] = []
        ids: list[int] = []
        seen: set[str] = set()
        kept_alive = self._warm(session)
        for start in range(0, len(incoming), _BATCH):
            progress.report(start, len(incoming))
            batch = incoming[start : start + _BATCH]
            saved: list[Any] = []
            fresh: list[NewRow] = []
            with session.no_autoflush:
                stored = self._stored_by_key(session, [getattr(item.draft, self.key) for item in batch])
                for item in batch:
                    key = getattr(item.draft, self.key)
                    if key in seen:
                        taken.append(Taken(Verdict.REFUSED, (Problem(self.key, "not_unique", {"value": key}),)))
                        continue
                    seen.add(key)
                    taken.append(self._take(session, item, stored.get(key), saved, fresh, dry_run=dry_run))
            if saved or fresh:
                session.flush()
                if fresh:
                    insert_rows(session, self.row, fresh)
                records = [self._to_record(row) for row in (*saved, *fresh)]
                for record in records:
                    self._entitle(session, record)
                self._after_many(session, records)
                ids.extend(row.id for row in (*saved, *fresh))
                session.flush()
                session.expunge_all()
                kept_alive = self._warm(session)
        del kept_alive
        return taken, ids

    def _take(
        self,
        session: Session,
        item: Incoming[D],
        row: Any,
        saved: list[Any],
        fresh: list[NewRow],
        *,
        dry_run: bool,
    ) -> Taken:
        before = None if row is None else self._to_record(row)
        draft = item.draft
        if before is not None:
            given = {name: getattr(item.draft, name) for name in item.given}
            draft = replace(draft_of(before, self.draft), **given)
            if row.deleted_at is None and draft == draft_of(before, self.draft):
                return Taken(Verdict.UNCHANGED)
        known_good = item.valid and draft is item.draft
        problems = (*(() if known_good else self.validate(draft)), *self._check_taken(session, draft, row))
        if problems:
            return Taken(Verdict.REFUSED, problems)
        verdict = Verdict.NEW if row is None or row.deleted_at is not None else Verdict.CHANGED
        if not dry_run and row is None:
            added = new_row(session, self.row, draft, self.clock.now())
            self._before_save(session, added, draft, None)
            fresh.append(added)
        elif not dry_run:
            row.deleted_at = None
            self._put(session, row, draft, before)
            saved.append(row)
        return Taken(verdict)

    def _check_taken(self, session: Session, draft: D, row: Any) -> Iterator[Problem]:
        """``_broken`` for a draft whose stored row, deleted ones included, was looked up by its key already."""
        return self._broken(session, draft, row)

    def _stored_by_key(self, session: Session, keys: Sequence[str]) -> dict[str, Any]:
        column = getattr(self.row, self.key)
        rows: Iterator[Any] = (
            row for chunk in in_chunks(keys) for row in session.scalars(select(self.row).where(column.in_(chunk)))
        )
        return {getattr(row, self.key): row for row in rows}


class _RehearsalOver(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


class TakingIn(Records[R, D]):
    """Records taken in from a file one after the other, each judged with those before it in the database.

    Slower than :class:`TakingOver`, for records of which an office has dozens, and whose rules look at others of
    the same file. A dry run does the same and takes all of it back.
    """

    key: ClassVar[str]
    """The field that a line standing twice in a file is told at."""

    def _stored_like(self, session: Session, draft: D) -> Any:
        """The row that a draft of a file is about, a deleted one comes back; None for a new record."""
        raise NotImplementedError

    def _completed(self, session: Session, draft: D, before: R | None) -> D:
        """The draft with what no file tells, such as who of a register is meant by a name."""
        return draft

    def take_in(
        self, incoming: Sequence[Incoming[D]], *, dry_run: bool = False, progress: Progress | None = None
    ) -> TakeOver:
        """Save every good draft, new or changed, in one transaction; a dry run only tells what would happen."""
        self._require("edit")
        watched, taken, ids = progress or NoProgress(), list[Taken](), list[int]()
        for item in incoming:
            self._prepare(item.draft)
        try:
            with self._changing() as session:
                seen: set[int] = set()
                for done, item in enumerate(incoming):
                    watched.report(done, len(incoming))
                    taken.append(self._take_in(session, item, seen, ids))
                if dry_run:
                    raise _RehearsalOver
                if ids:
                    verdicts = Counter(one.verdict.value for one in taken)
                    audit.note(session, "import", self.entity, None, "", facts=verdicts)
        except _RehearsalOver:
            ids = []
        return TakeOver(tuple(taken), Change(self.entity, frozenset(ids)))

    def _take_in(self, session: Session, item: Incoming[D], seen: set[int], ids: list[int]) -> Taken:
        row = self._stored_like(session, item.draft)
        before = None if row is None else self._to_record(row)
        draft = item.draft
        if row is not None and row.id in seen:
            return Taken(Verdict.REFUSED, (Problem(self.key, "twice_in_file", {"value": self.title(draft)}),))
        stored = None if before is None else draft_of(before, self.draft)
        if stored is not None:
            seen.add(row.id)
            # a file may tell more than a draft, such as the number by which it was found
            own = item.given & {spec.name for spec in fields(self.draft)}
            draft = replace(stored, **{name: getattr(draft, name) for name in own})
        draft = self._completed(session, draft, before)
        fresh = row is None or row.deleted_at is not None
        if draft == stored and not fresh:
            return Taken(Verdict.UNCHANGED)
        problems = (*self.validate(draft), *self._broken(session, draft, row))
        if problems:
            return Taken(Verdict.REFUSED, problems)
        if row is None:
            row = self.row()
        row.deleted_at = None
        self._put(session, row, draft, before)
        self._stored(session, row)
        seen.add(row.id)
        ids.append(row.id)
        return Taken(Verdict.NEW if fresh else Verdict.CHANGED)
