"""What refers to a record, asked before it is deleted or changed, and whether what a draft refers to is there."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.problems import Problem


def referring(session: Session, row: Any, record_id: int) -> int:
    """How many records that are not deleted refer to this one, through any foreign key in the schema.

    ``row`` is the class of its row; parts of a record are no records.
    """
    found = 0
    for table in row.metadata.sorted_tables:
        keys = [key.parent for key in table.foreign_keys if key.column.table.name == row.__tablename__]
        if keys and "deleted_at" in table.columns:
            # a record that refers to it twice is still one record
            refers = or_(*(column == record_id for column in keys))
            found += session.scalar(select(func.count()).where(refers, table.c.deleted_at.is_(None))) or 0
    return found


def gone(
    session: Session, row: Any, places: Mapping[str, int | None], kept: Collection[int | None] = ()
) -> Iterator[Problem]:
    """Places of a draft that name a record which is not there, or not any more; ``row`` is the class of its row.

    What the stored record names already (``kept``) stays, whatever became of it.
    """
    for place, record_id in places.items():
        if record_id is None or record_id in kept:
            continue
        found = session.get(row, record_id)
        if found is None or found.deleted_at is not None:
            yield Problem(place, "missing_reference", {"value": record_id if found is None else found.name})
