"""Columns of a table as data: title, text, order, width; a register's ``table.py`` is a tuple of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

R = TypeVar("R")


class Align(Enum):
    """Where a column's text stands; numbers right."""

    LEFT = "left"
    RIGHT = "right"


class Tone(Enum):
    """How urgent a state is; drawn as a shape before the word, so that colour is never alone."""

    OK = "ok"
    QUIET = "quiet"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column.

    ``text`` gives the cell's text, ``second`` a smaller line below it. ``sort`` is the query's sort key,
    None where sorting makes no sense. ``width`` counts average characters at first showing; a
    ``flexible`` column takes the space the others leave and wraps. ``tone`` puts a shape before the text.
    ``marked`` columns show the words that were searched for. ``optional`` columns are hidden until
    chosen, ``when_wide`` ones while the table is narrow.
    """

    key: str
    title: str
    text: Callable[[R], str]
    second: Callable[[R], str] | None = None
    sort: str | None = None
    width: int = 12
    align: Align = Align.LEFT
    tone: Callable[[R], Tone | None] | None = None
    tooltip: Callable[[R], str] | None = None
    flexible: bool = False
    strong: bool = False
    marked: bool = False
    optional: bool = False
    when_wide: bool = False
