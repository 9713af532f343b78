"""Grants in spreadsheets: „Dotacje” and the sheets of their lists; a grant is known by the number of its agreement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.words import FieldWords
from app.exchange.cells import Cell, Money, Raw, Style, Text, Unreadable, text_of
from app.exchange.layout import Column, Layout, columns_of
from app.records.layouts import key_first, side_sheets
from app.registers.ngos.grants.domain import GrantDraft, state_on
from app.registers.ngos.grants.words import FIELDS, LABELS, PROBLEMS, STATES
from app.registers.ngos.organisations.sheet import ByName, Sphere

_SIDES = {"partners": "Umowy wspólne", "tranches": "Transze", "annexes": "Aneksy"}
"""Titles of the sheets of list fields."""
_EXACT = ("remarks", "control", "note")
_MONEY = ("asked", "granted", "own_share", "settled", "returned", "interest")


@dataclass(frozen=True)
class OfOffer:
    """An offer by its number behind that of its contest; ``numbers`` are ids by such numbers."""

    numbers: Mapping[str, int]
    style: Style = "text"

    def write(self, value: int | None) -> str | None:
        return next((number for number, known in self.numbers.items() if known == value), None)

    def read(self, raw: Raw) -> int:
        text = text_of(raw).strip()
        if text not in self.numbers:
            raise Unreadable("unknown_offer", value=text)
        return self.numbers[text]

    def rule(self) -> str:
        return "numer oferty z rejestru „Oferty w konkursach”, na przykład K/3/2026/1"


def layout(
    names: Mapping[int, str], spheres: Mapping[str, str], offers: Mapping[str, int] | None
) -> Layout[GrantDraft]:
    """What is written and read back; ``names`` are organisations by id, ``spheres`` labels by code, for writing.

    ``offers`` are ids by number, None for who may not read offers: then a grant keeps the one it has.
    """
    special: dict[str, Cell] = {name: Money() for name in (*_MONEY, "tranches.amount")}
    special |= {name: Text(exact=True) for name in _EXACT}
    special |= dict.fromkeys(("ngo_id", "partners.ngo_id"), ByName(names))
    special |= {"sphere": Sphere(spheres), "offer_id": OfOffer(offers or {})}
    omit = ("offer_id",) if offers is None else ()
    columns = key_first(columns_of(GrantDraft, FIELDS, LABELS, special=special, omit=omit), "agreement_number")
    sides = side_sheets(GrantDraft, _SIDES, FIELDS, LABELS, special=special)
    return Layout("Dotacje", GrantDraft, "agreement_number", columns, sides, FIELDS, PROBLEMS)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a grant; written only."""
    yield Column("number", FIELDS["number"], Text(), shown=lambda each: each.number)
    yield Column("paid", FieldWords("Wypłacono"), Money(), shown=lambda each: each.paid)
    yield Column("to_return", FieldWords("Do zwrotu"), Money(), shown=lambda each: each.to_return)
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
