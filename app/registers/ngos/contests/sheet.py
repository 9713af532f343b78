"""Contests in spreadsheets: which field stands where, commission and criteria on sheets of their own."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.core.words import FieldWords
from app.exchange.cells import Cell, Day, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.records.layouts import key_first, side_sheets
from app.registers.ngos.contests.domain import (
    ContestDraft,
    FiledContest,
    state_on,
)
from app.registers.ngos.contests.words import FIELDS, LABELS, PROBLEMS, STATES
from app.registers.ngos.organisations.sheet import ByName, Sphere

_EXACT = ("task", "past_tasks", "grant_rules", "task_terms", "choice_way", "note")
_MONEY = ("planned", "spent_this_year", "spent_last_year")
_SIDES = {"other_spheres": "Dalsze sfery", "members": "Komisja", "criteria": "Kryteria"}
"""Titles of the sheets of list fields."""


def layout(names: Mapping[int, str], spheres: Mapping[str, str]) -> Layout[ContestDraft]:
    """What is written and read back; ``names`` are organisations by id, ``spheres`` labels by code, for writing."""
    special: Mapping[str, Cell] = {
        **{name: Money() for name in _MONEY},
        **{name: Text(exact=True) for name in _EXACT},
        **dict.fromkeys(("sphere", "other_spheres.code"), Sphere(spheres)),
        "members.ngo_id": ByName(names),
    }
    columns = key_first(columns_of(FiledContest, FIELDS, LABELS, special=special), "number")
    sides = side_sheets(FiledContest, _SIDES, FIELDS, LABELS, special=special)
    return Layout("Konkursy", FiledContest, "number", columns, sides, FIELDS, PROBLEMS)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a contest; written only."""
    yield Column("announced_on", FieldWords("Ostatnie ogłoszenie"), Day(), shown=lambda each: each.announced_on)
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
