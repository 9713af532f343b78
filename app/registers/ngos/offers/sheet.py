"""Offers in contests in spreadsheets: which field stands where, points and partners on sheets of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.words import FieldWords
from app.exchange.cells import Cell, Money, Raw, Style, Text, Unreadable, text_of
from app.exchange.layout import Column, Layout, columns_of
from app.records.layouts import key_first, side_sheets
from app.registers.ngos.offers.domain import (
    ContestOfferDraft,
    FiledOffer,
    state_of,
)
from app.registers.ngos.offers.words import FIELDS, LABELS, PROBLEMS, STATES, mean_in_words
from app.registers.ngos.organisations.sheet import ByName

_EXACT = ("formal_reasons", "opinion", "decision_reasons", "note")
_MONEY = ("asked", "own_share", "granted")
_SIDES = {"partners": "Oferty wspólne", "scores": "Punkty"}
"""Titles of the sheets of list fields."""


@dataclass(frozen=True)
class OfContest:
    """A contest by its number, written with its title; ``known`` are number and title by id."""

    known: Mapping[int, tuple[str, str]]
    style: Style = "text"

    def write(self, value: int | None) -> str | None:
        return None if value is None else " ".join(self.known.get(value, ("", "")))

    def read(self, raw: Raw) -> int:
        text = text_of(raw).strip()
        for found, (number, _) in self.known.items():
            if text == number or text.startswith(f"{number} "):
                return found
        raise Unreadable("unknown_contest", value=text)

    def rule(self) -> str:
        return "numer konkursu z rejestru „Konkursy ofert”, może stać przed tytułem"


def layout(names: Mapping[int, str], contests: Mapping[int, tuple[str, str]]) -> Layout[ContestOfferDraft]:
    """What is written and read back; ``names`` are organisations, ``contests`` numbers and titles by id."""
    special: Mapping[str, Cell] = {
        **{name: Money() for name in _MONEY},
        **{name: Text(exact=True) for name in _EXACT},
        **dict.fromkeys(("ngo_id", "partners.ngo_id"), ByName(names)),
        "contest_id": OfContest(contests),
    }
    columns = key_first(columns_of(FiledOffer, FIELDS, LABELS, special=special), "number")
    sides = side_sheets(FiledOffer, _SIDES, FIELDS, LABELS, special=special)
    return Layout("Oferty", FiledOffer, "number", columns, sides, FIELDS, PROBLEMS)


def told() -> Iterator[Column]:
    """What the program works out of an offer; written only."""
    yield Column("mean", FieldWords("Suma średnich"), Text(), shown=lambda each: mean_in_words(each.sum_of_means))
    yield Column("late", FieldWords("Po terminie"), Text(), shown=lambda each: "tak" if each.late else "nie")
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_of(each)])
