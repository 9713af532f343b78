"""What a participation begins with: the person as of the day of the training, and the first three steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import String
from sqlalchemy import inspect as inspected
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.people.structure.domain import Structure
from app.records.mapping import apply
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations import repository
from app.registers.trainings.participations.domain import (
    Attendance,
    Outcome,
    ParticipationDraft,
    Seat,
    Step,
    StepDone,
)
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.words import NO_OFFER
from db.numbering import next_number

_HIGHEST = 32
"""Units above each other after which the way up is taken for endless."""


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Who takes part, as on the day of the training; ``unit`` is the symbol."""

    person: str
    person_number: str
    post: str
    unit_id: int | None
    unit: str


def person_problems(structure: Structure, employee_id: int, day: date) -> Iterator[Problem]:
    """Why the person cannot take part in a training that starts that day."""
    position = structure.position(employee_id, day)
    if position is None:
        yield Problem("employee_id", "not_employed", {"day": format_date(day)})
    elif position.unit_id is not None and structure.unit(position.unit_id, day) is None:
        yield Problem("employee_id", "unit_closed", {"day": format_date(day)})


def frozen_as(session: Session, structure: Structure, employee_id: int, day: date) -> Frozen | None:
    """The person as the structure of that day has them; None when not in the office then."""
    position = structure.position(employee_id, day)
    if position is None:
        return None
    symbols = {} if position.unit_id is None else repository.symbols(session, (position.unit_id,))
    return Frozen(
        person=position.person,
        person_number=position.number,
        post=position.post,
        unit_id=position.unit_id,
        unit=symbols.get(position.unit_id or 0, ""),
    )


def freeze(row: Any, frozen: Frozen) -> None:
    """Write who takes part."""
    for name in Frozen.__dataclass_fields__:
        setattr(row, name, getattr(frozen, name))


def derive(session: Session, row: Any) -> None:
    """Set by what the row is ordered and found, from what stands in it."""
    person = repository.employee(session, row.employee_id)
    row.sort = sort_key(row.person) if person is None else person.sort
    row.find = fold(f"{row.number} {row.person} {row.person_number} {row.post} {row.unit} {row.certificate}")


def begin(session: Session, row: ParticipationRow, clock: Clock, seat: Seat) -> None:
    """What a new participation has beside its draft; gives the number."""
    for name in _blanks():
        if getattr(row, name) is None:
            setattr(row, name, "")
    year = clock.today().year
    number(row, next_number(session, f"training_participation/{year}"), year)
    row.seat, row.outcome, row.attendance = seat, Outcome.OPEN, Attendance.EXPECTED
    row.missed, row.travel_costs, row.lodging_costs = (), 0, 0


def number(row: Any, count: int, year: int) -> None:
    """Write the number and its order."""
    row.number, row.number_sort = f"{count}/{year}", natural_key(f"{year}/{count}")


@cache
def _blanks() -> tuple[str, ...]:
    """The texts of a row, blank until a step writes them."""
    return tuple(
        attribute.key
        for attribute in inspected(ParticipationRow).column_attrs
        if isinstance(attribute.columns[0].type, String) and not attribute.columns[0].nullable
    )


# -- the first three steps ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Requested:
    """What is needed to say how the first three steps were taken."""

    course: CourseRow
    unit_id: int | None
    unit: str
    offer: repository.OfferFound | None

    @property
    def expects_offer(self) -> bool:
        """Whether steps 1 and 2 need an offer or a reason."""
        return self.course.kind not in NO_OFFER or self.offer is not None


def requested(session: Session, structure: Structure, course: CourseRow, frozen: Frozen, day: date) -> Requested:
    """The training's offer, as far as it concerns the person's unit or one above it."""
    units = tuple(_upwards(structure, frozen.unit_id, day))
    found = repository.offer(session, course.offer_id, units)
    return Requested(course=course, unit_id=frozen.unit_id, unit=frozen.unit, offer=found)


def _upwards(structure: Structure, unit_id: int | None, day: date) -> Iterator[int]:
    for _ in range(_HIGHEST):
        if unit_id is None:
            return
        yield unit_id
        place = structure.unit(unit_id, day)
        unit_id = None if place is None else place[1]


def offer_problems(asked: Requested, draft: ParticipationDraft) -> Iterator[Problem]:
    """What is missing of steps 1 and 2 where no reason is given for skipping them."""
    if draft.no_offer_reason.strip() or not asked.expects_offer:
        return
    if asked.offer is None:
        yield Problem("no_offer_reason", "no_offer")
    elif asked.offer.selected_on is None:
        yield Problem("no_offer_reason", "offer_not_selected")
    elif asked.offer.replied_on is None:
        yield Problem("no_offer_reason", "offer_not_answered", {"unit": asked.unit})


def first_steps(
    asked: Requested, draft: ParticipationDraft, head: tuple[int | None, str]
) -> tuple[StepDone, StepDone, StepDone]:
    """Steps 1 to 3 as the request takes or skips them; ``head`` is the id and name of who files it."""
    offer, on = asked.offer, draft.requested_on
    reason = draft.no_offer_reason.strip() or NO_OFFER.get(asked.course.kind, "")
    head_id, name = head
    selected = StepDone(step=Step.SELECT_OFFER, done_on=on, reason=reason)
    analysed = StepDone(step=Step.ANALYSE_OFFER, done_on=on, reason=reason)
    if offer is not None and offer.selected_on is not None:
        document = f"oferta z {format_date(offer.received_on)}"
        selected = StepDone(
            step=Step.SELECT_OFFER, done_on=offer.selected_on, actor=offer.selected_by, document=document
        )
    if offer is not None and offer.replied_on is not None:
        analysed = StepDone(
            step=Step.ANALYSE_OFFER,
            done_on=offer.replied_on,
            actor_id=head_id,
            actor=name,
            document=f"odpowiedź na ofertę z {format_date(offer.received_on)}",
        )
    paper = "" if on is None else f"wniosek z {format_date(on)}"
    return selected, analysed, StepDone(step=Step.REQUEST, done_on=on, actor_id=head_id, actor=name, document=paper)


@dataclass(frozen=True)
class _Steps:
    steps: tuple[StepDone, ...]


def put_steps(row: Any, done: tuple[StepDone, ...]) -> None:
    """Write the steps of a row that is still to be decided, and what it waits for."""
    apply(row, _Steps(done))
    row.waiting_for, row.waiting_since = Step.APPROVE, done[-1].done_on
