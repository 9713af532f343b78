"""Rows of what was before: earlier positions of an employee, earlier names and places of a unit."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from app.core.dates import format_date
from app.core.problems import Problem


class Past(Protocol):
    """A row of a history; both days belong to it."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def history_problems(history: Sequence[Past], since: date | None, since_field: str) -> Iterator[Problem]:
    """Problems at ``history.<index>`` and at ``since_field``, the field of the present state's first day ``since``.

    Rows stand from the oldest, each with its last day; only the first may begin on a day nobody knows.
    """
    before: date | None = None
    for index, row in enumerate(history):
        place = f"history.{index}."
        if row.valid_to is None:
            yield Problem(place + "valid_to", "required")
        elif row.valid_from is not None and row.valid_to < row.valid_from:
            yield Problem(place + "valid_to", "past_order")
        elif since is not None and row.valid_to >= since:
            yield Problem(place + "valid_to", "past_overlaps_present", {"day": format_date(since)})
        if row.valid_from is None:
            if index:
                yield Problem(place + "valid_from", "required")
        elif before is not None and row.valid_from <= before:
            yield Problem(place + "valid_from", "past_overlap", {"day": format_date(before)})
        before = row.valid_to or before
    if history and since is None:
        yield Problem(since_field, "since_needed")
