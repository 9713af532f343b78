"""Queries over evaluation sheets; no commit, no rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.records.listing import in_chunks
from app.registers.evaluations.sheets.domain import CLOSED, Beside, Evaluation, Kind, Previous, State, Verdict
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.steps import UNSIGNED

_MADE = (State.SIGNED, State.DELIVERED, State.APPEALED, State.FINAL, State.CHANGED)
"""States of a sheet that counts as an evaluation; a repeated one was annulled, a cancelled one never made."""
_IN_PLACE_OF_ANOTHER = (Kind.CHANGED_ON_APPEAL, Kind.CORRECTION)
"""Kinds that only replace what another sheet says: the evaluation is still that of the other sheet's day."""
_SAME_EVALUATION = (*_IN_PLACE_OF_ANOTHER, Kind.REPEATED_ON_APPEAL)
"""Kinds whose origin is not an earlier evaluation but this one."""
_Replaced = dict[int, tuple[int, Verdict | None, date | None]]


def open_ids(day: date) -> Select[Any]:
    """Ids of all sheets that are not closed and were made by that day, by name of the person."""
    row = EvaluationRow
    statement = select(row.id).where(row.deleted_at.is_(None), row.state.not_in(sorted(CLOSED)), row.frozen_on <= day)
    return statement.order_by(row.sort, row.id)


def being_written(session: Session) -> frozenset[int]:
    """Employees who have a sheet that is not signed yet."""
    row = EvaluationRow
    statement = select(row.employee_id).where(row.deleted_at.is_(None), row.state.in_(sorted(UNSIGNED)))
    return frozenset(session.scalars(statement))


def unsigned() -> Select[Any]:
    """Of sheets that are not signed yet, what ``due.OpenSheet`` holds."""
    row = EvaluationRow
    columns: tuple[Any, ...] = (
        row.id,
        row.number,
        row.employee_id,
        row.not_before,
        row.not_before_why,
        row.due_by,
        row.due_by_why,
    )
    return select(*columns).where(row.deleted_at.is_(None), row.state.in_(sorted(UNSIGNED))).order_by(row.id)


def talk_ids(since: date | None, until: date | None) -> Select[Any]:
    """Ids of sheets whose talk was held on these days, by name of the person.

    Of a sheet and a signed one in its place, which repeats the talk, the later; none that was annulled.
    """
    row, later = EvaluationRow, aliased(EvaluationRow)
    replaced = select(later.origin_id).where(
        later.deleted_at.is_(None), later.kind.in_(_IN_PLACE_OF_ANOTHER), later.state.in_(_MADE)
    )
    statement = select(row.id).where(
        row.deleted_at.is_(None),
        row.talk_on.is_not(None),
        row.state.not_in((State.CANCELLED, State.REPEATED)),
        or_(row.kind.not_in(_IN_PLACE_OF_ANOTHER), row.state.in_(_MADE)),
        row.id.not_in(replaced.where(later.origin_id.is_not(None))),
    )
    if since is not None:
        statement = statement.where(row.talk_on >= since)
    if until is not None:
        statement = statement.where(row.talk_on <= until)
    return statement.order_by(row.sort, row.id)


def relatives(session: Session, evaluation_id: int) -> list[int]:
    """Ids of the sheets that come from this one, directly or not, and of those it comes from; the oldest first."""
    row = EvaluationRow
    *_, root = chain(session, evaluation_id)
    found, waiting = [], [root]
    while waiting:
        found += waiting
        statement = select(row.id).where(row.origin_id.in_(waiting), row.deleted_at.is_(None))
        waiting = [number for number in session.scalars(statement) if number not in found]
    return sorted(number for number in found if number != evaluation_id)


def open_of(session: Session, employee_ids: Iterable[int]) -> Mapping[int, Sequence[Any]]:
    """By person: the sheets that are not closed, the oldest first; only the columns that the rules look at."""
    row, found = EvaluationRow, dict[int, list[Any]]()
    columns = (row.employee_id, row.id, row.number, row.state, row.period_from, row.signed_on)
    for chunk in in_chunks(list(employee_ids)):
        statement = select(*columns).where(
            row.employee_id.in_(chunk), row.deleted_at.is_(None), row.state.not_in(sorted(CLOSED))
        )
        for sheet in session.execute(statement.order_by(row.id)):
            found.setdefault(sheet.employee_id, []).append(sheet)
    return found


def employee_numbered(session: Session, number: str) -> EmployeeRow | None:
    """Who has this number of the office's own."""
    return session.scalars(
        select(EmployeeRow).where(EmployeeRow.number == number, EmployeeRow.deleted_at.is_(None))
    ).first()


def paper_of(session: Session, employee_id: int, day: date) -> EvaluationRow | None:
    """The evaluation of that day, recorded from paper."""
    return session.scalars(
        select(EvaluationRow).where(
            EvaluationRow.employee_id == employee_id,
            EvaluationRow.kind == Kind.PAPER,
            EvaluationRow.signed_on == day,
            EvaluationRow.deleted_at.is_(None),
        )
    ).first()


def linked(session: Session, origin_id: int, kind: Kind) -> EvaluationRow | None:
    """The newest sheet of that kind that comes from the other one and was not cancelled."""
    statement = select(EvaluationRow).where(
        EvaluationRow.origin_id == origin_id,
        EvaluationRow.kind == kind,
        EvaluationRow.state != State.CANCELLED,
        EvaluationRow.deleted_at.is_(None),
    )
    return session.scalars(statement.order_by(EvaluationRow.id.desc())).first()


def chain(session: Session, evaluation_id: int | None) -> Iterator[int]:
    """The sheet and those it comes from, the newest first."""
    seen: set[int] = set()
    while evaluation_id is not None and evaluation_id not in seen:
        seen.add(evaluation_id)
        yield evaluation_id
        evaluation_id = session.scalar(select(EvaluationRow.origin_id).where(EvaluationRow.id == evaluation_id))


def same_evaluation(session: Session, evaluation_id: int) -> Iterator[int]:
    """The sheet and those that say the same evaluation otherwise: changed, repeated or corrected ones before it."""
    for number in chain(session, evaluation_id):
        yield number
        if session.scalar(select(EvaluationRow.kind).where(EvaluationRow.id == number)) not in _SAME_EVALUATION:
            return


def previous_of(
    session: Session,
    employee_ids: Iterable[int] | None = None,
    *,
    until: date | None = None,
    besides: Iterable[int] = (),
) -> Mapping[int, Previous]:
    """The last evaluation of each person, by employee; of everybody where no ids are given.

    ``until`` leaves later ones out, ``besides`` those sheets.
    """
    left_out = set(besides)
    return {
        previous.employee_id: previous
        for previous in _evaluations(session, None if employee_ids is None else list(employee_ids))
        if previous.evaluation_id not in left_out and (until is None or previous.on <= until)
    }


def _evaluations(session: Session, employee_ids: Sequence[int] | None) -> Iterator[Previous]:
    """Every evaluation that was made, the oldest of a person first."""
    replaced = _replacements(session, employee_ids)
    for chunk in [None] if employee_ids is None else in_chunks(employee_ids):
        for row in session.execute(_made(chunk)):
            yield Previous(
                employee_id=row.employee_id,
                evaluation_id=row.id,
                number=row.number,
                on=row.signed_on,
                delivered_on=row.delivered_on,
                final_on=_final_on(row.id, row.final_on, replaced),
                verdict=_verdict(row.id, row.verdict, replaced),
            )


def beside(session: Session, sheets: Sequence[Evaluation]) -> dict[int, Beside]:
    """By sheet: the evaluation of the person before it, and the numbers of the sheets it is linked with."""
    row = EvaluationRow
    numbers, successors = dict[int, str](), dict[int, str]()
    for chunk in in_chunks(sorted({sheet.origin_id for sheet in sheets if sheet.origin_id is not None})):
        for origin_id, number in session.execute(select(row.id, row.number).where(row.id.in_(chunk))):
            numbers[origin_id] = number
    for chunk in in_chunks([sheet.id for sheet in sheets]):
        statement = select(row.origin_id, row.number).where(
            row.origin_id.in_(chunk), row.state != State.CANCELLED, row.deleted_at.is_(None)
        )
        for replaced_id, number in session.execute(statement.order_by(row.id)):
            successors[replaced_id or 0] = number
    made: dict[int, list[Previous]] = {}
    for previous in _evaluations(
        session, sorted({each.employee_id for each in sheets if each.employee_id is not None})
    ):
        made.setdefault(previous.employee_id, []).append(previous)
    return {
        sheet.id: Beside(
            _before(session, sheet, made.get(sheet.employee_id or 0, ())),
            numbers.get(sheet.origin_id or 0, ""),
            successors.get(sheet.id, ""),
        )
        for sheet in sheets
    }


def _before(session: Session, sheet: Evaluation, made: Sequence[Previous]) -> Previous | None:
    own = set(same_evaluation(session, sheet.id)) if sheet.kind in _SAME_EVALUATION else {sheet.id}
    day = sheet.signed_on
    earlier = [each for each in made if each.evaluation_id not in own and (day is None or each.on < day)]
    return earlier[-1] if earlier else None


def numbered(session: Session, number: str) -> int | None:
    """The id of the sheet with that number."""
    row = EvaluationRow
    return session.scalar(select(row.id).where(row.number == number, row.deleted_at.is_(None)))


def _made(employee_ids: Sequence[int] | None) -> Select[*tuple[Any, ...]]:
    row = EvaluationRow
    columns = (row.id, row.number, row.employee_id, row.signed_on, row.delivered_on, row.final_on, row.verdict)
    statement = select(*columns).where(
        row.deleted_at.is_(None),
        row.signed_on.is_not(None),
        row.state.in_(_MADE),
        row.kind.not_in(_IN_PLACE_OF_ANOTHER),
    )
    if employee_ids is not None:
        statement = statement.where(row.employee_id.in_(employee_ids))
    return statement.order_by(row.signed_on, row.id)


def _replacements(session: Session, employee_ids: Sequence[int] | None) -> _Replaced:
    """By the sheet replaced: the signed sheet in its place, its verdict and finality."""
    row = EvaluationRow
    found: _Replaced = {}
    for chunk in [None] if employee_ids is None else in_chunks(employee_ids):
        statement = select(row.id, row.origin_id, row.verdict, row.final_on).where(
            row.deleted_at.is_(None),
            row.signed_on.is_not(None),
            row.state.in_(_MADE),
            row.kind.in_(_IN_PLACE_OF_ANOTHER),
            row.origin_id.is_not(None),
        )
        if chunk is not None:
            statement = statement.where(row.employee_id.in_(chunk))
        for number, origin_id, verdict, final_on in session.execute(statement.order_by(row.id)):
            if origin_id is not None:
                found[origin_id] = (number, verdict, final_on)
    return found


def _verdict(evaluation_id: int, verdict: Verdict | None, replaced: _Replaced) -> Verdict | None:
    while evaluation_id in replaced:
        evaluation_id, verdict, _ = replaced[evaluation_id]
    return verdict


def _final_on(evaluation_id: int, final_on: date | None, replaced: _Replaced) -> date | None:
    # a correction takes no finality away that was there
    while evaluation_id in replaced:
        evaluation_id, _, later = replaced[evaluation_id]
        final_on = later or final_on
    return final_on


def employee(session: Session, employee_id: int | None) -> EmployeeRow | None:
    """The employee, None when deleted or unknown."""
    row = None if employee_id is None else session.get(EmployeeRow, employee_id)
    return None if row is None or row.deleted_at is not None else row


def sort_keys(session: Session, employee_ids: Iterable[int]) -> Mapping[int, str]:
    """By employee: where the name stands in Polish order; deleted and unknown ones are left out."""
    row, found = EmployeeRow, dict[int, str]()
    for chunk in in_chunks(list(employee_ids)):
        statement = select(row.id, row.sort).where(row.id.in_(chunk), row.deleted_at.is_(None))
        for number, sort in session.execute(statement):
            found[number] = sort
    return found


def unit_open(session: Session, unit_id: int | None, day: date) -> bool:
    """Whether the unit works on that day; True where there is none to ask about."""
    row = None if unit_id is None else session.get(UnitRow, unit_id)
    if unit_id is None:
        return True
    return row is not None and row.deleted_at is None and (row.closed_on is None or day <= row.closed_on)


def works(session: Session, employee_id: int | None, day: date) -> bool:
    """Whether the person is in the office on that day; True for nobody, as on sheets recorded from paper."""
    if employee_id is None:
        return True
    row = employee(session, employee_id)
    return row is not None and (row.employed_to is None or day <= row.employed_to)
