"""Queries about trainings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.polish import sort_key
from app.records.listing import containing
from app.records.model import StoredFileRow
from app.registers.trainings.courses.domain import Headcount
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.institutions.model import InstitutionRow

_COUNTED = ("open", "completed", "absent")
"""Outcomes of people who count in a training; those of ``participations.domain.Outcome``."""


def _participations() -> Table:
    # the slice stands above this one; like records.references, its rows are found through the schema
    return CourseRow.metadata.tables["training_participation"]


def headcounts(session: Session) -> Mapping[int, Headcount]:
    """How many people each training has, by its id; one without any is left out."""
    taken = _participations().c
    statement = (
        select(taken.course_id, taken.seat, func.count())
        .where(taken.deleted_at.is_(None), taken.outcome.in_(_COUNTED))
        .group_by(taken.course_id, taken.seat)
    )
    found: dict[int, dict[str, int]] = {}
    for course_id, seat, number in session.execute(statement):
        found.setdefault(course_id, {})[str(seat)] = number
    return {key: Headcount(each.get("confirmed", 0), each.get("waiting", 0)) for key, each in found.items()}


def nobody_takes_part() -> ColumnElement[bool]:
    """Trainings that nobody who counts takes part in."""
    taken = _participations().c
    return ~exists().where(taken.course_id == CourseRow.id, taken.deleted_at.is_(None), taken.outcome.in_(_COUNTED))


def is_living(session: Session, column: InstrumentedAttribute[Any], record_id: int) -> bool:
    """Whether the record that a foreign key points to exists and is not deleted."""
    (key,) = column.property.columns[0].foreign_keys
    target: Table = key.column.table
    found = session.execute(select(target.c.deleted_at).where(target.c.id == record_id)).first()
    return found is not None and found[0] is None


def said_or_taught_by(words: str) -> list[ColumnElement[bool]]:
    """Every word occurs in the training's own texts or in a name of its institution."""
    pairs = zip(containing(CourseRow.find, words), containing(InstitutionRow.find, words), strict=True)
    return [or_(own, CourseRow.institution_id.in_(select(InstitutionRow.id).where(name))) for own, name in pairs]


def has_file(session: Session, sha256: str) -> bool:
    """Whether the database holds the file."""
    return session.scalar(select(StoredFileRow.sha256).where(StoredFileRow.sha256 == sha256)) is not None


def used(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    """The different texts of a column in Polish order, for suggestions while typing."""
    statement = select(column).where(CourseRow.deleted_at.is_(None), column != "").distinct()
    return tuple(sorted(session.scalars(statement), key=sort_key))


def of_offer(session: Session, offer_id: int) -> list[int]:
    """Ids of trainings made from an offer, the newest first."""
    statement = select(CourseRow.id).where(CourseRow.deleted_at.is_(None), CourseRow.offer_id == offer_id)
    return list(session.scalars(statement.order_by(CourseRow.starts_on.desc(), CourseRow.id.desc())))
