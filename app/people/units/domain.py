"""Organisational units (komórki organizacyjne): who in the office handles what (seed 003, slide 3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.drafts import shape_problems, text
from app.core.mail import is_email
from app.core.problems import Problem
from app.people.history import history_problems

SYMBOL = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻ0-9.]*")


@dataclass(frozen=True, kw_only=True)
class PastUnit:
    """How a unit was called and where it stood before; both days belong to it."""

    name: str = text(160, required=True)
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class UnitDraft:
    """What the form of a unit edits.

    ``since`` is the first day of the present name and place, ``closed_on`` the unit's last day, ``history`` what was
    before. Who heads a unit stands with the employee (``heads_unit``).

    ``card_pattern`` is the pattern of symbols of this unit's service cards: letters as they stand, one
    run of ``#`` for the counter (``SO-##``); blank means the unit's symbol with two digits.
    """

    symbol: str = text(12, required=True)
    name: str = text(160, required=True)
    parent_id: int | None = None
    building: str = text(80)
    floor: str = text(40)
    room: str = text(40)
    phone: str = text(40)
    email: str = text(120)
    card_pattern: str = text(24)
    since: date | None = None
    closed_on: date | None = None
    history: tuple[PastUnit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unit(UnitDraft):
    """A unit as saved."""

    id: int
    version: int

    @property
    def pattern(self) -> str:
        """The pattern of card symbols in force."""
        return pattern_in_force(self.symbol, self.card_pattern)


def pattern_in_force(symbol: str, card_pattern: str) -> str:
    """The pattern of card symbols of a unit with this symbol; a blank one means two digits after the symbol."""
    return card_pattern or f"{symbol}-##"


def symbol_matches(pattern: str, symbol: str) -> bool:
    """Whether a card's symbol follows the pattern; the counter may have more digits than ``#`` signs."""
    width = pattern.count("#")
    regex = re.escape(pattern).replace(re.escape("#") * width, rf"\d{{{width},}}")
    return re.fullmatch(regex, symbol, re.ASCII) is not None


def symbol_number(pattern: str, number: int) -> str:
    """The symbol with the given counter: ``SO-##`` and 7 give ``SO-07``."""
    width = pattern.count("#")
    return pattern.replace("#" * width, f"{number:0{width}d}")


def validate(draft: UnitDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that the parent exists and makes no ring is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: UnitDraft) -> Iterator[Problem]:
    if draft.symbol and not SYMBOL.fullmatch(draft.symbol):
        yield Problem("symbol", "bad_symbol")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
    if draft.card_pattern and not re.fullmatch(r"[^#]+#+[^#]*", draft.card_pattern):
        yield Problem("card_pattern", "bad_pattern")
    yield from history_problems(draft.history, draft.since, "since")
    if draft.closed_on is not None and draft.since is not None and draft.closed_on < draft.since:
        yield Problem("closed_on", "closed_before_since")
