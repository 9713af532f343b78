"""The shape every register shares: records with versions, queries for tables, outcomes of use cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Record(Protocol):
    """A saved record as use cases hand it out: frozen, detached from the database."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Change:
    """Which records of one kind changed; screens that show the kind refresh themselves."""

    entity: str
    ids: frozenset[int]


@dataclass(frozen=True)
class Undo:
    """The reverse operation offered after a change; ``run`` is a use case of its own."""

    label: str
    run: Callable[[], "Outcome[Any]"]


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What a use case did: the record as saved, what changed, a Polish sentence in the past tense, and undo.

    ``warning`` says what failed after the change was saved for good, and what to do; a person has to see it.
    """

    record: R
    change: Change
    message: str
    undo: Undo | None = None
    warning: str = ""


@dataclass(frozen=True)
class Query:
    """What a table shows: words typed by the user, chosen filter values, order.

    ``filters`` maps a filter's key to the chosen values; values of one filter are alternatives, filters
    are combined. A filter that is absent or empty does not restrict. ``sort`` is a column key; ``None``
    means relevance while words are given, else the register's own order.
    """

    words: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str | None = None
    descending: bool = False


class RecordSource(Protocol[R_co]):
    """Where a table gets its rows; every method may be called from a worker thread."""

    def count(self, query: Query) -> int:
        """Number of records that match."""

    def page(self, query: Query, offset: int, limit: int) -> Sequence[R_co]:
        """At most ``limit`` records from position ``offset`` (0-based) in the query's order."""

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """For each filter key the number of matching records per value, that filter itself left open."""

    def position(self, query: Query, record_id: int) -> int | None:
        """The row (0-based) at which the record stands, or None when it does not match."""
