"""Numbers of records without gaps: a row per series, raised in the transaction that uses the number.

A transaction that is undone gives its number back; two at once wait for each other. Where gaps do not matter the
``id`` of a record is enough.
"""

from typing import Any

from sqlalchemy import Column, Dialect, Integer, String, Table, select
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
    statement, _first = _raised(connection.dialect, series)
    return int(connection.execute(statement.returning(NUMBER_SERIES.c.last)).scalar_one())


def next_numbers(session: Session, series: str, count: int) -> range:
    """So many numbers that follow each other, for records saved at once; ValueError for a count below 1."""
    if count < 1:
        raise ValueError(count)
    connection = session.connection()
    statement, first = _raised(connection.dialect, series)
    # a server lets a series count only one by one; all the same this is one call
    connection.execute(statement, [first] * count)
    asked = select(NUMBER_SERIES.c.last).where(NUMBER_SERIES.c.series == series)
    last = int(connection.execute(asked).scalar_one())
    return range(last - count + 1, last + 1)


def _raised(dialect: Dialect, series: str) -> tuple[Any, dict[str, str | int]]:
    """The statement that counts one further, and the row it begins a series with."""
    first: dict[str, str | int] = {"series": series, "last": 1}
    return upsert(dialect, NUMBER_SERIES, first, {"last": NUMBER_SERIES.c.last + 1}), first
