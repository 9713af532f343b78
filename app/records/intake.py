"""Taking over many drafts from a file: each compared with the stored record, good ones saved in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change
from app.records import environment
from app.records.listing import in_chunks
from app.records.mapping import draft_of
from app.records.usecases import Records

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
    """A draft from outside; fields that are not in ``given`` keep their stored value."""

    draft: D
    given: frozenset[str]


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
            with environment.reading(self.store) as session:
                taken, ids = self._take_all(session, incoming, progress, dry_run=True)
        else:
            with self._changing() as session:
                taken, ids = self._take_all(session, incoming, progress, dry_run=False)
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
            with session.no_autoflush:
                stored = self._stored_by_key(session, [getattr(item.draft, self.key) for item in batch])
                for item in batch:
                    key = getattr(item.draft, self.key)
                    if key in seen:
                        taken.append(Taken(Verdict.REFUSED, (Problem(self.key, "not_unique", {"value": key}),)))
                        continue
                    seen.add(key)
                    taken.append(self._take(session, item, stored.get(key), saved, dry_run=dry_run))
            if saved:
                session.flush()
                records = [self._to_record(row) for row in saved]
                self._after_many(session, records)
                ids.extend(row.id for row in saved)
                session.flush()
                session.expunge_all()
                kept_alive = self._warm(session)
        del kept_alive
        return taken, ids

    def _take(self, session: Session, item: Incoming[D], row: Any, saved: list[Any], *, dry_run: bool) -> Taken:
        before = None if row is None else self._to_record(row)
        draft = item.draft
        if before is not None:
            given = {name: getattr(item.draft, name) for name in item.given}
            draft = replace(draft_of(before, self.draft), **given)
            if row.deleted_at is None and draft == draft_of(before, self.draft):
                return Taken(Verdict.UNCHANGED)
        problems = (*self.validate(draft), *self._check(session, draft, row))
        if problems:
            return Taken(Verdict.REFUSED, problems)
        verdict = Verdict.NEW if row is None or row.deleted_at is not None else Verdict.CHANGED
        if not dry_run:
            target = self.row() if row is None else row
            target.deleted_at = None
            self._put(session, target, draft, before)
            saved.append(target)
        return Taken(verdict)

    def _stored_by_key(self, session: Session, keys: Sequence[str]) -> dict[str, Any]:
        column = getattr(self.row, self.key)
        rows: Iterator[Any] = (
            row for chunk in in_chunks(keys) for row in session.scalars(select(self.row).where(column.in_(chunk)))
        )
        return {getattr(row, self.key): row for row in rows}
