"""Queries about trainings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.records.model import StoredFileRow
from app.registers.trainings.courses.domain import Headcount
from app.registers.trainings.courses.model import CourseRow


def _table(name: str) -> Table:
    # the slice of participations stands above this one; like records.references, its rows are found by the schema
    return CourseRow.metadata.tables[name]


def headcounts(session: Session) -> Mapping[int, Headcount]:
    """How many people each training has and what they cost, by its id; one without any is left out.

    A share of the costs is kept for each participation that counts, so that places are counted in full also for
    somebody who sees own people only; of those who wait for a place, such a person counts the own ones.
    """
    share, person = _table("training_share").c, _table("training_participation").c
    counted = select(share.course_id, func.count(), func.sum(share.total)).group_by(share.course_id)
    found = {key: Headcount(number, 0, int(cost)) for key, number, cost in session.execute(counted)}
    waiting = (
        select(person.course_id, func.count())
        .where(person.deleted_at.is_(None), person.seat == "waiting", person.outcome == "open")
        .group_by(person.course_id)
    )
    for key, number in session.execute(waiting):
        found[key] = replace(found.get(key, Headcount()), waiting=number)
    return found


def taken_places(session: Session, course_id: int) -> int:
    """How many people have a confirmed place in the training."""
    share = _table("training_share").c
    return session.scalar(select(func.count()).where(share.course_id == course_id)) or 0


def nobody_takes_part() -> ColumnElement[bool]:
    """Trainings in which nobody has a confirmed place."""
    share = _table("training_share").c
    return ~exists().where(share.course_id == CourseRow.id)


def is_living(session: Session, column: InstrumentedAttribute[Any], record_id: int) -> bool:
    """Whether the record that a foreign key points to exists and is not deleted."""
    (key,) = column.property.columns[0].foreign_keys
    target: Table = key.column.table
    found = session.execute(select(target.c.deleted_at).where(target.c.id == record_id)).first()
    return found is not None and found[0] is None


def has_file(session: Session, sha256: str) -> bool:
    """Whether the database holds the file."""
    return session.scalar(select(StoredFileRow.sha256).where(StoredFileRow.sha256 == sha256)) is not None


def of_offer(session: Session, offer_id: int) -> list[int]:
    """Ids of trainings made from an offer, the newest first."""
    statement = select(CourseRow.id).where(CourseRow.deleted_at.is_(None), CourseRow.offer_id == offer_id)
    return list(session.scalars(statement.order_by(CourseRow.starts_on.desc(), CourseRow.id.desc())))
