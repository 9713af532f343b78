"""Questions about the training plan that need the database; no commit, no rules."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.registers.trainings.courses import repository as courses
from app.registers.trainings.courses.domain import CourseState, Headcount
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.needs.domain import NeedState
from app.registers.trainings.needs.model import NeedRow
from app.registers.trainings.plan.domain import Behind, Progress, Realising, Standing
from app.registers.trainings.plan.model import PlanItemRow


def progress(today: date) -> Mapping[str, ColumnElement[bool]]:
    """How far a line is, as ``Standing.progress`` says."""
    live = (CourseRow.deleted_at.is_(None), CourseRow.cancelled_on.is_(None), CourseRow.plan_item_id == PlanItemRow.id)
    arranged, unfinished = exists().where(*live), exists().where(*live, CourseRow.ends_on >= today)
    return {
        Progress.PLANNED: ~arranged,
        Progress.ORGANISED: arranged & unfinished,
        Progress.DONE: arranged & ~unfinished,
    }


def standings(
    session: Session, today: date, seen: ColumnElement[bool] | None, *, needs: bool, costs: bool
) -> dict[int, Standing]:
    """What stands behind each line and carries it out, by the line's id; lines with neither are left out.

    ``needs`` and ``costs`` tell whether the person at work may read them at all, ``seen`` which of the needs.
    """
    behind: dict[int, list[Behind]] = {}
    if needs:
        for item_id, need in _needs(session, seen):
            behind.setdefault(item_id, []).append(need)
    counted = courses.headcounts(session) if costs else {}
    realising: dict[int, list[Realising]] = {}
    for item_id, course in _courses(session, today, counted):
        realising.setdefault(item_id, []).append(course)
    carried = _carried(session)
    return {
        item_id: Standing(
            tuple(behind.get(item_id, ())), tuple(realising.get(item_id, ())), carried.get(item_id), costs
        )
        for item_id in {*behind, *realising, *carried}
    }


def _needs(session: Session, seen: ColumnElement[bool] | None) -> Sequence[tuple[int, Behind]]:
    statement = (
        select(
            NeedRow.plan_item_id,
            NeedRow.id,
            NeedRow.topic,
            NeedRow.source,
            EmployeeRow.first_name,
            EmployeeRow.surname,
        )
        .outerjoin(EmployeeRow, NeedRow.employee_id == EmployeeRow.id)
        .where(NeedRow.deleted_at.is_(None), NeedRow.state == NeedState.PLANNED, NeedRow.plan_item_id.is_not(None))
        .order_by(EmployeeRow.sort, NeedRow.id)
    )
    if seen is not None:
        statement = statement.where(seen)
    found = []
    for item_id, need_id, topic, source, first_name, surname in session.execute(statement):
        person = " ".join(filter(None, (first_name, surname)))
        found.append((int(item_id or 0), Behind(need_id, topic, person, source)))
    return found


def _courses(session: Session, today: date, counted: Mapping[int, Headcount]) -> Sequence[tuple[int, Realising]]:
    row = CourseRow
    statement = (
        select(row.plan_item_id, row.id, row.topic, row.starts_on, row.ends_on, row.cancelled_on)
        .where(row.deleted_at.is_(None), row.plan_item_id.is_not(None))
        .order_by(row.starts_on, row.id)
    )
    found = []
    for item_id, course_id, topic, starts_on, ends_on, cancelled_on in session.execute(statement):
        people = counted.get(course_id, Headcount())
        state = _state(starts_on, ends_on, cancelled_on, today)
        made = Realising(course_id, topic, starts_on, state, people.confirmed, people.cost)
        found.append((int(item_id or 0), made))
    return found


def _state(starts_on: date, ends_on: date, cancelled_on: date | None, today: date) -> CourseState:
    """As ``courses.domain.state_on``, of bare days."""
    if cancelled_on is not None:
        return CourseState.CANCELLED
    if today < starts_on:
        return CourseState.AHEAD
    return CourseState.OVER if today > ends_on else CourseState.RUNNING


def _carried(session: Session) -> dict[int, int]:
    """To which year a line was moved, by its id."""
    statement = select(PlanItemRow.carried_from_id, PlanItemRow.year).where(
        PlanItemRow.deleted_at.is_(None), PlanItemRow.carried_from_id.is_not(None)
    )
    return {int(item_id or 0): year for item_id, year in session.execute(statement)}


def of_year(session: Session, year: int) -> list[int]:
    """Ids of a year's lines by quarter and topic, those without a quarter last."""
    row = PlanItemRow
    statement = select(row.id).where(row.deleted_at.is_(None), row.year == year)
    return list(session.scalars(statement.order_by(row.quarter.is_(None), row.quarter, row.sort, row.id)))


def from_year(session: Session, year: int) -> list[int]:
    """Ids of the lines of that year and later ones, to which a need may be added."""
    row = PlanItemRow
    statement = select(row.id).where(row.deleted_at.is_(None), row.year >= year)
    return list(session.scalars(statement.order_by(row.year, row.sort, row.id)))


def units(session: Session) -> dict[int, tuple[str, str]]:
    """Symbols and names of all units by id."""
    return {
        unit_id: (symbol, name)
        for unit_id, symbol, name in session.execute(select(UnitRow.id, UnitRow.symbol, UnitRow.name))
    }


def trainings(session: Session, item_id: int) -> int:
    """How many trainings carry the line out, cancelled ones among them."""
    statement = select(CourseRow.id).where(CourseRow.deleted_at.is_(None), CourseRow.plan_item_id == item_id)
    return len(session.scalars(statement).all())


def needs_behind(session: Session, item_id: int, state: NeedState) -> list[int]:
    """Ids of the needs in this state that name the line."""
    statement = select(NeedRow.id).where(
        NeedRow.deleted_at.is_(None), NeedRow.plan_item_id == item_id, NeedRow.state == state
    )
    return list(session.scalars(statement.order_by(NeedRow.id)))
