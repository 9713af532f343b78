"""Records kept in memory as a table asks for them: for windows that read everything at once in a job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from app.core.polish import fold
from app.core.records import Query


class Identified(Protocol):
    """What can be found again after it was read anew."""

    @property
    def id(self) -> int:
        """Which one it is."""


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True, kw_only=True)
class Questions(Generic[T]):
    """What may be asked of the records.

    ``text`` gives the words that are searched, ``values`` by filter the values that hold for a record, ``sorts`` by
    the column's sort key what to compare.
    """

    text: Callable[[T], str]
    values: Mapping[str, Callable[[T], Sequence[str]]]
    sorts: Mapping[str, Callable[[T], Any]]


class MemorySource(Generic[T]):
    """Searches, filters, sorts and counts the records it holds, in the order in which they were handed in."""

    def __init__(self, questions: Questions[T]) -> None:
        self._questions = questions
        self._records: tuple[T, ...] = ()
        self._folded: dict[int, str] = {}
        self._answer: tuple[Query | None, list[T]] = (None, [])

    @property
    def records(self) -> tuple[T, ...]:
        """All of them."""
        return self._records

    def hold(self, records: Sequence[T]) -> None:
        """From now on show these."""
        self._records, self._answer = tuple(records), (None, [])
        self._folded = {record.id: fold(self._questions.text(record)) for record in records}

    def count(self, query: Query) -> int:
        """Number of records that match."""
        return len(self._found(query))

    def page(self, query: Query, offset: int, limit: int) -> Sequence[T]:
        """At most ``limit`` records from a position."""
        return self._found(query)[offset : offset + limit]

    def position(self, query: Query, record_id: int) -> int | None:
        """Where a record stands; None when it does not match."""
        return next((place for place, each in enumerate(self._found(query)) if each.id == record_id), None)

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Numbers by filter and value, that filter itself left open."""
        counts: dict[str, dict[str, int]] = {}
        for key, values in self._questions.values.items():
            found = counts.setdefault(key, {})
            for record in self._matching(query.words, {**query.filters, key: frozenset()}):
                for value in values(record):
                    found[value] = found.get(value, 0) + 1
        return counts

    def _found(self, query: Query) -> list[T]:
        asked, found = self._answer
        if asked != query:
            found = self._matching(query.words, query.filters)
            if query.sort is not None:
                found = sorted(found, key=self._questions.sorts[query.sort], reverse=query.descending)
            self._answer = (query, found)
        return found

    def _matching(self, words: str, filters: Mapping[str, frozenset[str]]) -> list[T]:
        wanted = fold(words).split()
        narrowing = [(self._questions.values[key], chosen) for key, chosen in filters.items() if chosen]
        return [
            record
            for record in self._records
            if all(word in self._folded[record.id] for word in wanted)
            and all(not chosen.isdisjoint(values(record)) for values, chosen in narrowing)
        ]
