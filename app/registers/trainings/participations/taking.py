"""Participations that took place before they were entered here: many at once, straight to statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.polish import fold, sort_key
from app.people.employees.model import EmployeeRow
from app.people.structure.domain import Position, Structure
from app.records.adding import insert_rows, new_row
from app.records.listing import in_chunks
from app.records.mapping import draft_of
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations import opening, renewing, repository
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Outcome,
    OwnCost,
    Participation,
    ParticipationDraft,
    Seat,
    StepDone,
    mean_of,
)
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.stepping import Stepping
from app.registers.trainings.participations.steps import settled
from db.numbering import next_numbers


@dataclass(frozen=True, kw_only=True)
class Past:
    """One person in one training that is known already, as far as it went.

    The person is frozen as of the day of the training; ``post`` and ``unit`` (a symbol) replace what the program knows
    of that day where somebody wrote it down at the time.
    """

    course_id: int
    employee_id: int
    requested_on: date
    steps: tuple[StepDone, ...]
    attendance: Attendance = Attendance.PRESENT
    outcome: Outcome = Outcome.OPEN
    """``OPEN`` is worked out from the steps."""
    outcome_on: date | None = None
    outcome_reason: str = ""
    card: Card = field(default_factory=Card)
    head_remarks: str = ""
    justification: str = ""
    no_offer_reason: str = ""
    criteria: tuple[str, ...] = ()
    costs: tuple[OwnCost, ...] = ()
    certificate: str = ""
    certificate_on: date | None = None
    valid_until: date | None = None
    effect_on: date | None = None
    effect_mark: int | None = None
    effect_note: str = ""
    post: str = ""
    unit: str = ""
    unit_id: int | None = None
    """The unit with that symbol, if the program knows it."""
    note: str = ""


class TakingParticipations(Stepping):
    """Use cases for participations that come from elsewhere."""

    def take_over(self, pasts: Sequence[Past]) -> tuple[int, ...]:
        """Save all of them in one transaction; their ids in the same order. Invalid where costs do not add up."""
        self._require("edit")
        with self._changing() as session:
            return self.take_over_within(session, pasts)

    def take_over_within(self, session: Session, pasts: Sequence[Past]) -> tuple[int, ...]:
        """``take_over`` as a part of a larger transaction; rights are the caller's business."""
        if not pasts:
            return ()
        # a session forgets what nobody else holds
        courses = {row.id: row for row in _rows(session, CourseRow, {past.course_id for past in pasts})}
        people = {row.id: row for row in _rows(session, EmployeeRow, {past.employee_id for past in pasts})}
        structure, moment = self._known_structure(session), self.clock.now()
        units = [each.unit_id for row in people.values() for each in (row, *row.history) if each.unit_id is not None]
        known = _Known(structure, repository.symbols(session, units), courses, people)
        rows = []
        # what is the training's own, and the cost, are no columns of it
        other = {"id", "version", "cost", *_names(ParticipationDraft)}
        derived = [
            spec.name
            for spec in fields(Participation)
            if spec.name not in other and hasattr(ParticipationRow, spec.name)
        ]
        for past in pasts:
            record = known.record(past)
            row = new_row(session, ParticipationRow, draft_of(record, ParticipationDraft), moment)
            for name in derived:
                setattr(row, name, getattr(record, name))
            rows.append(row)
        _number(session, rows, known)
        for row in rows:
            person = people[row.employee_id]
            row.sort = person.sort or sort_key(row.person)
            row.find = fold(f"{row.number} {row.person} {row.person_number} {row.post} {row.unit} {row.certificate}")
        insert_rows(session, ParticipationRow, rows)
        renewing.renew_all(session, courses.keys())
        return tuple(row.id for row in rows)


@dataclass(frozen=True)
class _Known:
    structure: Structure
    symbols: Mapping[int, str]
    courses: dict[int, CourseRow]
    people: dict[int, EmployeeRow]

    def _position(self, employee_id: int, day: date) -> Position | None:
        # one person's, and not the whole office of each of thousands of days
        return next((each for each in reversed(self.structure.held(employee_id)) if each.holds(day)), None)

    def record(self, past: Past) -> Participation:
        """What it is like after all its steps."""
        course, person = self.courses[past.course_id], self.people[past.employee_id]
        position = self._position(past.employee_id, course.starts_on)
        unit_id = position.unit_id if position is not None else person.unit_id
        unit = self.symbols.get(unit_id or 0, "")
        if past.unit and past.unit != unit:
            # another one than the program knows of that day: what was written at the time holds
            unit, unit_id = past.unit, past.unit_id
        card = {spec.name: getattr(past.card, spec.name) for spec in fields(Card)}
        return settled(
            Participation(
                id=0,
                version=0,
                course_id=past.course_id,
                employee_id=past.employee_id,
                requested_on=past.requested_on,
                justification=past.justification,
                no_offer_reason=past.no_offer_reason,
                criteria=past.criteria,
                costs=past.costs,
                certificate=past.certificate,
                certificate_on=past.certificate_on,
                valid_until=past.valid_until,
                note=past.note,
                number="",
                topic=course.topic,
                kind=course.kind,
                institution_id=course.institution_id,
                institution="",
                starts_on=course.starts_on,
                ends_on=course.ends_on,
                days=course.days,
                person=position.person if position is not None else f"{person.first_name} {person.surname}",
                person_number=position.number if position is not None else person.number,
                post=past.post or (position.post if position is not None else person.post),
                unit_id=unit_id,
                unit=unit,
                seat=Seat.CONFIRMED,
                outcome=past.outcome,
                outcome_on=past.outcome_on,
                outcome_reason=past.outcome_reason,
                waiting_for=None,
                waiting_since=None,
                steps=past.steps,
                attendance=past.attendance,
                missed=(),
                head_remarks=past.head_remarks,
                mean=mean_of(past.card),
                effect_on=past.effect_on,
                effect_mark=past.effect_mark,
                effect_note=past.effect_note,
                travel_costs=0,
                lodging_costs=0,
                cost=0,
                **card,
            )
        )


def _names(shape: type) -> list[str]:
    return [spec.name for spec in fields(shape)]


def _rows(session: Session, row_class: Any, ids: Iterable[int]) -> Iterable[Any]:
    for chunk in in_chunks(sorted(ids)):
        yield from session.scalars(select(row_class).where(row_class.id.in_(chunk)))


def _number(session: Session, rows: Sequence[Any], known: _Known) -> None:
    """Numbers without gaps, in the order of the days, each year by itself."""
    by_year: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda row: known.courses[row.course_id].starts_on):
        by_year.setdefault(known.courses[row.course_id].starts_on.year, []).append(row)
    for year, listed in by_year.items():
        counts = next_numbers(session, f"training_participation/{year}", len(listed))
        for row, count in zip(listed, counts, strict=True):
            opening.number(row, count, year)
