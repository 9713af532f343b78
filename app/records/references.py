"""What refers to a record: asked before it is deleted or changed under those who rest on it."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session


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
