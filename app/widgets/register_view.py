"""What a register shows, as data, what its tab borrows from the shell, and where a deed is offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol

from app.core.records import Outcome, Query, RecordSource
from app.widgets.changes import ChangeBus
from app.widgets.columns import Column, R
from app.widgets.dialogs import Dialogs
from app.widgets.filter_panel import FilterGroup
from app.widgets.jobs import Jobs
from app.widgets.layout_store import LayoutStore
from app.widgets.preview import Renderer, Sheet
from app.widgets.register_words import RegisterWords
from app.widgets.table_model import Matched, Spans, no_spans, nothing_matched

Complete = Callable[[Query], bool]
"""Whether the records found have all words asked for; False when they are only the nearest."""


def always_complete(_query: Query) -> bool:
    """For sources that find only records with all words."""
    return True


class Place(Enum):
    """Where a deed is offered: the one accent button, a quiet button, or the menu „Więcej”."""

    PRIMARY = "primary"
    BUTTON = "button"
    MENU = "menu"


class Kit(Protocol):
    """What the shell lends to every tab; its Workspace is one."""

    @property
    def jobs(self) -> Jobs: ...
    @property
    def dialogs(self) -> Dialogs: ...
    @property
    def bus(self) -> ChangeBus: ...
    @property
    def layouts(self) -> LayoutStore: ...
    @property
    def report(self) -> Callable[[Outcome[Any]], None]: ...
    @property
    def say(self) -> Callable[[str], None]: ...


@dataclass(frozen=True, kw_only=True)
class RegisterView(Generic[R]):
    """What one register shows.

    ``sheet`` turns a record into its print, drawn by ``renderer``; without them there is no preview.
    """

    key: str
    icon: str
    entities: frozenset[str]
    source: RecordSource[R]
    columns: Sequence[Column[R]]
    filters: Sequence[FilterGroup]
    words: RegisterWords
    sheet: Callable[[R], Sheet] | None = None
    renderer: Renderer | None = None
    matched: Matched = nothing_matched
    spans: Spans = no_spans
    complete: Complete = always_complete
