"""Tables over records: filters with counts, Polish order and pages, as SQL that both databases understand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, String, cast, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.polish import fold

K = TypeVar("K")


class Filter(Protocol):
    """One filter of a table."""

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        """Records with any of the chosen values."""

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        """How many of the matching records each value has; ``matching`` selects ids."""


@dataclass(frozen=True)
class ColumnFilter:
    """Values of one column; a blank or missing one is the value ``""``."""

    column: InstrumentedAttribute[Any]

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        return self._text.in_(values)

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        value = self._text
        rows = session.execute(matching.with_only_columns(value, func.count()).order_by(None).group_by(value))
        return {value: number for value, number in rows}  # noqa: C416 - dict() of rows is not typed

    @property
    def _text(self) -> ColumnElement[str]:
        return func.coalesce(cast(self.column, String), "")


@dataclass(frozen=True)
class CaseFilter:
    """Named conditions, which may overlap; they are asked for afresh because some depend on the day."""

    conditions: Callable[[], Mapping[str, ColumnElement[bool]]]

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        conditions = self.conditions()
        return or_(false(), *(conditions[value] for value in sorted(values) if value in conditions))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        return {
            value: session.scalar(matching.with_only_columns(func.count()).order_by(None).where(condition)) or 0
            for value, condition in self.conditions().items()
        }


def containing(column: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """Every word occurs in a folded column; wildcards typed by the user stand for themselves."""
    return [column.contains(word, autoescape=True) for word in fold(words).split()]


def in_chunks(ids: Sequence[K], size: int = 500) -> list[Sequence[K]]:
    """Keys cut so that a statement stays below the databases' parameter limits."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def select_ids(row: Any) -> Select[Any]:
    """Ids of all records that are not deleted."""
    return select(row.id).where(row.deleted_at.is_(None))
