"""Cells of registers kept by hand: amounts and days in the shapes people give them, or the reason they cannot be read.

Every reader takes the cell and the year of its sheet or section. A blank cell never reaches it.
"""

import re
from collections.abc import Callable
from typing import Any

from app.core.date_ranges import BadDateRange, DateRange, read_date_range
from app.core.money import parse_money
from app.core.polish import fold
from app.exchange.cells import Money, Raw, Unreadable, text_of

OldReader = Callable[[Raw, int | None], Any]
"""Gives the value of a cell, or raises Unreadable."""

_MONEY = Money()
_FREE = {"bezplatne", "bezplatnie", "bezplatny", "bezplatna", "nieodplatne", "nieodplatnie", "za darmo", "gratis"}
_NOT_STATED = {"-", "–", "—", "−", "--", "brak", "brak danych", "nd", "n/d", "n.d.", "nie dotyczy", "x"}
_AMOUNT_WORDS = re.compile(r"\s*(?:zł|pln)\.?(?:\s+brutto)?$|\s+brutto$|[.,][-–—]+$", re.IGNORECASE)
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}", re.ASCII)
_PLACES = 200
"""Longest amount looked at, in characters."""


def read_old_text(raw: Raw, year: int | None = None) -> str:
    """The text with single blanks, also where a line was broken inside the cell."""
    return " ".join((raw if type(raw) is str else text_of(raw)).split())


def read_old_remark(raw: Raw, year: int | None = None) -> str | None:
    """The text as ``read_old_text`` gives it; None for ``-``, ``brak`` and the like."""
    text = read_old_text(raw)
    return None if fold(text) in _NOT_STATED else text


def read_old_amount(raw: Raw, year: int | None = None) -> int | None:
    """Grosze from ``1 200,50 zł``, ``1.200,50``, ``1200.5``, ``1200,-``; 0 for ``bezpłatne``; None for ``-``.

    ``1.200`` may be either of two amounts, a negative one or one with three decimals none: Unreadable.
    """
    if not isinstance(raw, str):
        return _MONEY.read(raw)
    try:
        return parse_money(raw)
    except ValueError:
        text = " ".join(raw.split())
    plain = fold(text)
    if plain in _FREE:
        return 0
    if plain in _NOT_STATED:
        return None
    if len(text) > _PLACES:
        raise Unreadable("bad_amount", value=text[:_PLACES])
    bare = text
    while (shorter := _AMOUNT_WORDS.sub("", bare)) != bare:
        bare = shorter
    if _DOTTED_THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif _COMMA_THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    try:
        return parse_money(bare)
    except ValueError:
        raise Unreadable("bad_amount", value=text) from None


def read_old_days(raw: Raw, year: int | None = None) -> DateRange:
    """Days from any shape that ``app.core.date_ranges`` understands."""
    try:
        return read_date_range(raw, year)
    except BadDateRange as problem:
        raise Unreadable(problem.code, **problem.details) from None
