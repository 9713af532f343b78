"""Tables over records: filters with counts, Polish order and pages, as SQL that both databases understand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Integer, Select, String, and_, cast, extract, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.polish import fold, sort_key
from db.types import StrEnumType

K = TypeVar("K")
MOST_LETTERS = 300
"""Of what is looked for; nobody types more."""
MOST_WORDS = 16


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
        # the bare column, so that an index on it answers
        chosen = self.column.in_([self._value(value) for value in sorted(values) if self._fits(value)])
        return or_(chosen, self.column.is_(None), cast(self.column, String) == "") if "" in values else chosen

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        rows = session.execute(
            matching.with_only_columns(self.column, func.count()).order_by(None).group_by(self.column)
        )
        found: dict[str, int] = {}
        for value, number in rows:
            text = "" if value is None else str(value)
            found[text] = found.get(text, 0) + number
        return found

    def _fits(self, value: str) -> bool:
        """Whether the column can hold the value at all; an unknown one matches nothing."""
        try:
            self._value(value)
        except ValueError:
            return False
        return True

    def _value(self, value: str) -> Any:
        kind = self.column.type
        if isinstance(kind, Integer):
            return int(value)
        return kind.enum(value) if isinstance(kind, StrEnumType) else value


@dataclass(frozen=True)
class YearFilter:
    """Years of a column of days; one without a day is the value ``""``."""

    column: InstrumentedAttribute[Any]

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        years = [int(value) for value in sorted(values) if value.isdecimal() and MINYEAR <= int(value) <= MAXYEAR]
        # the bare column between two days, so that an index on it answers
        chosen = [self.column.between(date(year, 1, 1), date(year, 12, 31)) for year in years]
        return or_(false(), *chosen, *([self.column.is_(None)] if "" in values else []))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        year = extract("year", self.column)
        rows = session.execute(matching.with_only_columns(year, func.count()).order_by(None).group_by(year))
        return {"" if value is None else str(int(value)): number for value, number in rows}


@dataclass(frozen=True)
class CaseFilter:
    """Named conditions, which may overlap; they are asked for afresh because some depend on the day."""

    conditions: Callable[[], Mapping[str, ColumnElement[bool]]]

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        conditions = self.conditions()
        return or_(false(), *(conditions[value] for value in sorted(values) if value in conditions))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        return _counts(session, matching, self.conditions())


def count_each(
    session: Session,
    row: type[Any],
    conditions: Mapping[str, ColumnElement[bool]],
    seen: ColumnElement[bool] | None = None,
) -> dict[str, int]:
    """How many living rows meet each condition, of those that are ``seen``, or of all; one statement for all."""
    statement = select(row).where(row.deleted_at.is_(None))
    return _counts(session, statement if seen is None else statement.where(seen), conditions)


def _counts(session: Session, matching: Select[Any], conditions: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    # one statement: the rows are walked once, however many conditions there are
    counted = [func.count().filter(condition).label(key) for key, condition in conditions.items()]
    if not counted:
        return {}
    return dict(session.execute(matching.with_only_columns(*counted).order_by(None)).mappings().one())


def words_said(typed: str) -> tuple[str, ...]:
    """The words looked for, as typed, each once; one that says nothing (accents without letters) is none.

    Somebody may paste a letter: only its beginning is read, for a statement takes a limited number of conditions.
    """
    said: dict[str, str] = {}
    for word in typed[:MOST_LETTERS].split():
        if folded := fold(word).strip():
            said.setdefault(folded, word)
    return tuple(said.values())[:MOST_WORDS]


def holding(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """A word, of one part or more, occurs in a folded column; one that says nothing occurs everywhere."""
    return and_(true(), *(column.contains(part, autoescape=True) for part in fold(word).split()))


def containing(column: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """Every word occurs in a folded column; wildcards typed by the user stand for themselves.

    One condition a word of :func:`words_said`, in its order.
    """
    return [holding(column, word) for word in words_said(words)]


def named_or_said(
    statement: Select[Any],
    find: InstrumentedAttribute[str],
    key: InstrumentedAttribute[Any],
    named: Any,
    words: str,
) -> Select[Any]:
    """Restrict to records that hold each word themselves (``find``) or in what the row of ``named`` is found by.

    ``key`` is the record's foreign key to ``named``, whose name may change without the record.
    """
    for found, known in zip(containing(find, words), containing(named.find, words), strict=True):
        statement = statement.where(or_(found, key.in_(select(named.id).where(known))))
    return statement


def texts_of(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    """The different texts of a column in records that are not deleted, in Polish order, for suggestions."""
    living = column.class_.deleted_at.is_(None)
    return tuple(sorted(session.scalars(select(column).where(living, column != "").distinct()), key=sort_key))


def in_chunks(ids: Sequence[K], size: int = 500) -> list[Sequence[K]]:
    """Keys cut so that a statement stays below the databases' parameter limits."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def select_ids(row: Any) -> Select[Any]:
    """Ids of all records that are not deleted."""
    return select(row.id).where(row.deleted_at.is_(None))
