"""Queries over participations; no commit, no rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, extract, func, literal, select
from sqlalchemy.orm import Session

from app.people.employees.model import EmployeeRow
from app.people.office.domain import OfficeDraft
from app.people.office.model import OfficeRow
from app.people.office.words import head_title
from app.people.units.model import UnitRow
from app.records.listing import in_chunks
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.courses.model import CostLineRow, CourseRow
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.offers.model import OfferRow, RoutingRow
from app.registers.trainings.participations.domain import COUNTED, Attendance, Outcome, Seat, Step
from app.registers.trainings.participations.model import OwnCostRow, ParticipationRow, ShareRow, StepRow
from app.registers.trainings.participations.sharing import Line, Share


def head_of_office(session: Session) -> str:
    """What this office calls its head: ``Wójt``."""
    title = session.scalar(select(OfficeRow.head_title).where(OfficeRow.deleted_at.is_(None)).limit(1))
    return head_title(title or OfficeDraft.head_title)


class Beside(NamedTuple):
    """What a participation shows of its training, and what it costs in grosze."""

    topic: str
    kind: CourseKind
    institution_id: int | None
    institution: str
    starts_on: date
    ends_on: date
    days: int | None
    cost: int


class RegisterRow(NamedTuple):
    """One line of the register: a participation with its person, training and costs in grosze, none of them rounded.

    ``approved``: it counts and the procedure is past the approval. Costs are 0 where it does not count.
    """

    id: int
    number: str
    employee_id: int
    person: str
    post: str
    unit_id: int | None
    unit: str
    course_id: int
    topic: str
    area: str
    kind: CourseKind
    institution_id: int | None
    institution: str
    starts_on: date
    ends_on: date
    days: int | None
    hours: int | None
    outcome: Outcome
    seat: Seat
    approved: bool
    fee: int
    vat: int
    travel: int
    lodging: int
    internal: int
    co_funding: int
    total: int

    @property
    def counts(self) -> bool:
        """Whether it counts in money and in numbers."""
        return self.outcome in COUNTED and self.seat is Seat.CONFIRMED


class Spending(NamedTuple):
    """Grosze of one unit in a year: approved for trainings that are not over, and for those that are."""

    committed: int
    spent: int


def beside(session: Session, ids: Sequence[int]) -> dict[int, Beside]:
    """By participation, deleted ones too: its training and its cost."""
    row, course, found = ParticipationRow, CourseRow, dict[int, Beside]()
    statement = (
        select(
            row.id,
            course.topic,
            course.kind,
            course.institution_id,
            func.coalesce(InstitutionRow.name, ""),
            course.starts_on,
            course.ends_on,
            course.days,
            func.coalesce(ShareRow.total, 0),
        )
        .join(course, row.course_id == course.id)
        .outerjoin(InstitutionRow, course.institution_id == InstitutionRow.id)
        .outerjoin(ShareRow, ShareRow.participation_id == row.id)
    )
    for chunk in in_chunks(ids):
        for values in session.execute(statement.where(row.id.in_(chunk))):
            found[values[0]] = Beside._make(values[1:])
    return found


def counted() -> ColumnElement[bool]:
    """Whether a participation counts in money and in numbers."""
    row = ParticipationRow
    return and_(row.deleted_at.is_(None), row.outcome.in_(sorted(COUNTED)), row.seat == Seat.CONFIRMED)


def approved() -> ColumnElement[bool]:
    """Whether a participation counts and is past the approval."""
    return and_(counted(), ParticipationRow.waiting_for.is_distinct_from(Step.APPROVE))


def register_rows(
    session: Session, since: date | None, until: date | None, own: ColumnElement[bool] | None = None
) -> list[RegisterRow]:
    """Every participation in a training that starts on one of these days, both included, in one SELECT.

    By day of the training, then by person. ``own`` is a further condition on ``ParticipationRow``.
    """
    return [RegisterRow._make(values) for values in session.execute(_register(since, until, own))]


def _register(since: date | None, until: date | None, own: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    row, course, share = ParticipationRow, CourseRow, ShareRow
    amounts = (share.fee, share.vat, share.travel, share.lodging, share.internal, share.co_funding, share.total)
    statement = (
        select(
            row.id,
            row.number,
            row.employee_id,
            row.person,
            row.post,
            row.unit_id,
            row.unit,
            row.course_id,
            course.topic,
            course.area,
            course.kind,
            course.institution_id,
            func.coalesce(InstitutionRow.name, ""),
            course.starts_on,
            course.ends_on,
            course.days,
            course.hours,
            row.outcome,
            row.seat,
            case((approved(), literal(True)), else_=literal(False)),
            *(func.coalesce(amount, 0) for amount in amounts),
        )
        .join(course, row.course_id == course.id)
        .outerjoin(InstitutionRow, course.institution_id == InstitutionRow.id)
        .outerjoin(share, share.participation_id == row.id)
        .where(row.deleted_at.is_(None))
        .order_by(course.starts_on, row.sort, row.id)
    )
    if since is not None:
        statement = statement.where(course.starts_on >= since)
    if until is not None:
        statement = statement.where(course.starts_on <= until)
    return statement if own is None else statement.where(own)


def spending(session: Session, year: int, today: date) -> dict[int | None, Spending]:
    """By unit: what was approved for trainings that start in the year; None are people without a unit."""
    row, course = ParticipationRow, CourseRow
    over = case((course.ends_on < today, literal(1)), else_=literal(0))
    statement = (
        select(row.unit_id, over, func.sum(ShareRow.total))
        .join(course, row.course_id == course.id)
        .join(ShareRow, ShareRow.participation_id == row.id)
        .where(approved(), extract("year", course.starts_on) == year)
        .group_by(row.unit_id, over)
    )
    found: dict[int | None, Spending] = {}
    for unit_id, is_over, amount in session.execute(statement):
        known = found.get(unit_id, Spending(0, 0))
        found[unit_id] = known._replace(**{"spent" if is_over else "committed": int(amount)})
    return found


# -- costs -----------------------------------------------------------------------------------------------------------


class Person(NamedTuple):
    """Who is or was in a training: whether it counts, and what travel orders cost, in grosze."""

    id: int
    course_id: int
    counts: bool
    travel: int
    lodging: int
    person: str


def lines_of(session: Session, course_ids: Collection[int]) -> dict[int, list[Line]]:
    """By training its cost lines, in their order."""
    row, found = CostLineRow, {number: list[Line]() for number in course_ids}
    for chunk in in_chunks(sorted(course_ids)):
        statement = select(row.course_id, row.component, row.shared, row.amount).where(row.course_id.in_(chunk))
        for course_id, component, shared, amount in session.execute(statement.order_by(row.course_id, row.position)):
            found[course_id].append(Line(component, shared, amount or 0))
    return found


def shares_of(session: Session, course_ids: Collection[int]) -> dict[int, dict[int, Share]]:
    """By training and participation the shares as they are kept."""
    row, found = ShareRow, {number: dict[int, Share]() for number in course_ids}
    columns = (row.fee, row.vat, row.travel, row.lodging, row.internal, row.co_funding)
    for chunk in in_chunks(sorted(course_ids)):
        statement = select(row.course_id, row.participation_id, *columns).where(row.course_id.in_(chunk))
        for course_id, number, *amounts in session.execute(statement):
            found[course_id][number] = Share(*amounts)
    return found


def people_of(session: Session, course_ids: Collection[int], ids: Collection[int]) -> list[Person]:
    """Everybody in these trainings, and whoever else has one of the ids: deleted ones too, as far as one sees them."""
    row, found = ParticipationRow, dict[int, Person]()
    is_counted = case((counted(), literal(True)), else_=literal(False))
    statement = select(row.id, row.course_id, is_counted, row.travel_costs, row.lodging_costs, row.person)
    for column, keys in ((row.course_id, course_ids), (row.id, ids)):
        for chunk in in_chunks(sorted(keys)):
            found |= {values[0]: Person(*values) for values in session.execute(statement.where(column.in_(chunk)))}
    return list(found.values())


def own_costs(session: Session, ids: Collection[int]) -> dict[int, list[tuple[Any, int]]]:
    """By participation its own costs: component and grosze."""
    row, found = OwnCostRow, dict[int, list[tuple[Any, int]]]()
    for chunk in in_chunks(sorted(ids)):
        statement = select(row.participation_id, row.component, row.amount).where(row.participation_id.in_(chunk))
        for number, component, amount in session.execute(statement.order_by(row.participation_id, row.position)):
            found.setdefault(number, []).append((component, amount or 0))
    return found


# -- places ----------------------------------------------------------------------------------------------------------


def places_taken(session: Session, course_id: int) -> int:
    """How many places of the training are taken, also by people whom one does not see."""
    kept = select(ShareRow.participation_id).where(ShareRow.course_id == course_id)
    new = select(func.count()).where(
        ParticipationRow.course_id == course_id, counted(), ParticipationRow.id.not_in(kept)
    )
    gone = select(func.count()).where(ParticipationRow.id.in_(kept), ~counted())
    number = session.scalar(select(func.count()).where(ShareRow.course_id == course_id)) or 0
    return number + (session.scalar(new) or 0) - (session.scalar(gone) or 0)


def in_line(course_id: int) -> Select[*tuple[Any, ...]]:
    """Ids of those who wait for a place in the training, the first one first."""
    row = ParticipationRow
    return (
        select(row.id)
        .where(
            row.deleted_at.is_(None),
            row.course_id == course_id,
            row.outcome == Outcome.OPEN,
            row.seat == Seat.WAITING,
        )
        .order_by(row.requested_on, row.id)
    )


def other_of(session: Session, course_id: int, employee_id: int, own_id: int | None) -> tuple[str, str] | None:
    """Number and person of another participation of the same person in the same training that was not called off."""
    row = ParticipationRow
    statement = select(row.number, row.person).where(
        row.deleted_at.is_(None),
        row.course_id == course_id,
        row.employee_id == employee_id,
        row.outcome.in_(sorted(COUNTED)),
    )
    if own_id is not None:
        statement = statement.where(row.id != own_id)
    found = session.execute(statement.limit(1)).first()
    return None if found is None else (found[0], found[1])


def ids_of_course(course_id: int) -> Select[*tuple[Any, ...]]:
    """Ids of everybody in the training, by name."""
    row = ParticipationRow
    statement = select(row.id).where(row.deleted_at.is_(None), row.course_id == course_id)
    return statement.order_by(row.sort, row.id)


def ids_of_person(employee_id: int) -> Select[*tuple[Any, ...]]:
    """Ids of all participations of a person, the last training first."""
    row = ParticipationRow
    return (
        select(row.id)
        .join(CourseRow, row.course_id == CourseRow.id)
        .where(row.deleted_at.is_(None), row.employee_id == employee_id)
        .order_by(CourseRow.starts_on.desc(), row.id.desc())
    )


def ids_of_cards(course_id: int | None) -> Select[*tuple[Any, ...]]:
    """Ids of those whose card can be filled in, by name; of one training or of all."""
    row = ParticipationRow
    statement = select(row.id).where(
        row.deleted_at.is_(None),
        row.waiting_for == Step.FILL_CARD,
        row.attendance.in_((Attendance.PRESENT, Attendance.PARTLY)),
    )
    if course_id is not None:
        statement = statement.where(row.course_id == course_id)
    return statement.order_by(row.sort, row.id)


def rows_of_course(session: Session, course_id: int) -> Sequence[ParticipationRow]:
    """The rows of everybody in the training, for changing them."""
    row = ParticipationRow
    return session.scalars(
        select(row).where(row.deleted_at.is_(None), row.course_id == course_id).order_by(row.id)
    ).all()


def rows_to_change(session: Session, ids: Sequence[int]) -> list[ParticipationRow]:
    """These rows as they are now, without deleted ones; nobody else changes them until the transaction ends."""
    row = ParticipationRow
    statement = select(row).where(row.deleted_at.is_(None)).order_by(row.id).with_for_update(of=row)
    return [
        found
        for chunk in in_chunks(ids)
        for found in session.scalars(statement.where(row.id.in_(chunk)), execution_options={"populate_existing": True})
    ]


def rows_listed(session: Session, document: str) -> Sequence[ParticipationRow]:
    """The rows that the list with that name took."""
    row = ParticipationRow
    step = select(StepRow.participation_id).where(
        StepRow.step == Step.LIST, StepRow.document == document, StepRow.reason == ""
    )
    return session.scalars(select(row).where(row.deleted_at.is_(None), row.id.in_(step)).order_by(row.id)).all()


# -- people, units, offers -------------------------------------------------------------------------------------------


def employee(session: Session, employee_id: int | None) -> EmployeeRow | None:
    """The employee, None when deleted or unknown."""
    row = None if employee_id is None else session.get(EmployeeRow, employee_id)
    return None if row is None or row.deleted_at is not None else row


def course(session: Session, course_id: int | None) -> CourseRow | None:
    """The training, None when deleted or unknown."""
    row = None if course_id is None else session.get(CourseRow, course_id)
    return None if row is None or row.deleted_at is not None else row


def symbols(session: Session, unit_ids: Iterable[int]) -> Mapping[int, str]:
    """By unit its symbol."""
    found: dict[int, str] = {}
    for chunk in in_chunks(sorted(set(unit_ids))):
        statement = select(UnitRow.id, UnitRow.symbol).where(UnitRow.id.in_(chunk))
        found |= dict(session.execute(statement).all())
    return found


class OfferFound(NamedTuple):
    """An offer as the procedure sees it: when and by whom it was selected, and the reply of one unit's head."""

    received_on: date
    selected_on: date | None
    selected_by: str
    replied_on: date | None


def offer(session: Session, offer_id: int | None, unit_ids: Sequence[int]) -> OfferFound | None:
    """The offer with the reply of the first of these units that has given one; None without an offer."""
    row = None if offer_id is None else session.get(OfferRow, offer_id)
    if row is None or row.deleted_at is not None:
        return None
    statement = select(RoutingRow.unit_id, RoutingRow.replied_on).where(
        RoutingRow.offer_id == row.id, RoutingRow.replied_on.is_not(None)
    )
    replied = dict(session.execute(statement).all())
    reply = next((replied[unit_id] for unit_id in unit_ids if unit_id in replied), None)
    return OfferFound(row.received_on, row.selected_on, row.selected_by, reply)
