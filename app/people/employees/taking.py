"""Employees taken over from a file: found by number, their superiors too; one transaction, or a rehearsal of it."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.orm import Session

from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change
from app.people.employees import repository
from app.people.employees.domain import Employee, EmployeeDraft, EmployeeLine, PastLine, PastPosition
from app.people.employees.model import EmployeeRow
from app.records.intake import Incoming, Taken, TakeOver, Verdict
from app.records.mapping import draft_of
from app.records.usecases import Records
from db import audit


class TakingEmployees(Records[Employee, EmployeeDraft]):
    """Use cases for employees that come from files."""

    def take_over(
        self, incoming: Sequence[Incoming[EmployeeLine]], *, dry_run: bool = False, progress: Progress | None = None
    ) -> TakeOver:
        """Save every good line, new or changed, in one transaction; a dry run does the same and takes it back.

        A line belongs to the employee with its number, or else to the only one of that name who has no number yet.
        Superiors may stand in the same file, in any order.
        """
        self._require("edit")
        progress = progress or NoProgress()
        taken: list[Taken] = [Taken(Verdict.REFUSED)] * len(incoming)
        ids: list[int] = []
        try:
            with self._changing() as session:
                # a session forgets what nobody else holds, and superiors and units are asked for again and again
                held = repository.everybody(session)
                listed = _by_name([item.draft for item in incoming])
                for done, place in enumerate(_superiors_first([item.draft for item in incoming])):
                    progress.report(done, len(incoming))
                    taken[place] = self._take(session, incoming[place], ids, held, listed)
                if dry_run:
                    raise _Rehearsed
                if ids:
                    verdicts = Counter(one.verdict.value for one in taken)
                    audit.note(session, "import", self.entity, None, "", facts=verdicts)
        except _Rehearsed:
            ids = []
        return TakeOver(tuple(taken), Change(self.entity, frozenset(ids)))

    def _take(
        self,
        session: Session,
        item: Incoming[EmployeeLine],
        ids: list[int],
        held: list[Any],
        listed: Container[str],
    ) -> Taken:
        line = item.draft
        row = repository.of_line(session, line.number, sort_key(f"{line.surname} {line.first_name}"))
        before = None if row is None else self._to_record(row)
        deleted = row is not None and row.deleted_at is not None
        draft, unknown = _resolved(session, line, listed)
        if before is not None:
            given = {name for name in item.given if name != "superior"}
            given |= {"superior_id"} if "superior" in item.given else set()
            draft = replace(draft_of(before, EmployeeDraft), **{name: getattr(draft, name) for name in given})
            if draft == draft_of(before, EmployeeDraft) and not deleted:
                return Taken(Verdict.UNCHANGED)
        problems = (*unknown, *self.validate(draft), *self._check(session, draft, row))
        if problems:
            return Taken(Verdict.REFUSED, problems)
        row = row or EmployeeRow()
        row.deleted_at = None
        held.append(row)
        self._put(session, row, draft, before)
        ids.append(self._stored(session, row).id)
        return Taken(Verdict.NEW if before is None or deleted else Verdict.CHANGED)


class _Rehearsed(Exception):
    """Takes back what a dry run did."""


def _superiors_first(lines: Sequence[EmployeeLine]) -> Iterator[int]:
    """Places of the lines so that each follows its superior's, and who gives up a unit comes before who heads it."""
    by_name = _by_name(lines)
    order = sorted(range(len(lines)), key=lambda place: (lines[place].heads_unit, place))
    done: set[int] = set()
    for place in order:
        way: list[int] = []
        current: int | None = place
        while current is not None and current not in done and current not in way:
            way.append(current)
            current = by_name.get(fold(lines[current].superior.strip()))
        for each in reversed(way):
            done.add(each)
            yield each


def _by_name(lines: Sequence[EmployeeLine]) -> dict[str, int]:
    """Places of the lines by whatever other lines may call the person."""
    return {fold(name): place for place, line in enumerate(lines) for name in _names(line) if name}


def _names(line: EmployeeLine) -> tuple[str, ...]:
    return line.number, f"{line.first_name} {line.surname}", f"{line.surname} {line.first_name}"


def _resolved(
    session: Session, line: EmployeeLine, listed: Container[str]
) -> tuple[EmployeeDraft, tuple[Problem, ...]]:
    """The line with ids of superiors, and which of them nobody knows; ``listed`` are folded names of the file."""
    problems: list[Problem] = []

    def superior(place: str, text: str) -> int | None:
        found = repository.called(session, text.strip()) if text.strip() else []
        if text.strip() and len(found) != 1:
            unknown = "superior_not_taken" if fold(text.strip()) in listed else "unknown_superior"
            code = "many_superiors" if found else unknown
            problems.append(Problem(place, code, {"value": text.strip()}))
        return found[0].id if len(found) == 1 else None

    history = tuple(
        _as(PastPosition, past, superior_id=superior(f"history.{index}.superior_id", past.superior))
        for index, past in enumerate(line.history)
    )
    draft = _as(EmployeeDraft, line, superior_id=superior("superior_id", line.superior), history=history)
    return draft, tuple(problems)


def _as(kind: Any, line: EmployeeLine | PastLine, **more: Any) -> Any:
    known: Mapping[str, Any] = {spec.name: getattr(line, spec.name) for spec in fields(kind)}
    return kind(**{**known, **more})
