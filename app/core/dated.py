"""Figures and rules that hold for some time only, as dictionaries with dates of validity keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """One version, in force from ``valid_from`` to ``valid_to``, both included."""

    valid_from: date
    valid_to: date | None = None
    """Last day of validity; None while in force."""

    def holds_on(self, day: date) -> bool:
        """Whether this version was in force that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Dated(Lasting):
    """A version with its ``source``, a sentence for a print.

    ``note`` says what somebody must confirm while ``confirmed`` is false.
    """

    source: str
    confirmed: bool
    note: str = ""


Version = TypeVar("Version", bound=Lasting)


def in_order(name: str, versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions of the figure with this name, oldest first; ValueError where two of them hold on one day."""
    ordered = tuple(sorted(versions, key=lambda version: version.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.holds_on(later.valid_from):
            raise ValueError(f"{name}: {later.valid_from}")
    return ordered
