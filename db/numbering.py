"""Numbers of records without gaps: a row per series, raised in the transaction that uses the number.

A transaction that is undone gives its number back; two at once wait for each other. Where gaps do not matter the
``id`` of a record is enough.
"""

from sqlalchemy import Column, Integer, String, Table
from sqlalchemy.orm import Session

from db.base import Base
from db.upsert import upsert

NUMBER_SERIES = Table(
    "number_series",
    Base.metadata,
    Column("series", String(80), primary_key=True),
    Column("last", Integer, nullable=False),
)
"""``series`` names what is numbered and where it starts again, e.g. ``training_order/2026``."""


def next_number(session: Session, series: str) -> int:
    """The next number of the series, from 1; part of the session's transaction, a writing one."""
    connection = session.connection()
    first = {"series": series, "last": 1}
    statement = upsert(connection.dialect, NUMBER_SERIES, first, {"last": NUMBER_SERIES.c.last + 1})
    return int(connection.execute(statement.returning(NUMBER_SERIES.c.last)).scalar_one())
