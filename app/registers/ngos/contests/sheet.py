"""Contests in spreadsheets: which field stands where, commission and criteria on sheets of their own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Day, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.records.layouts import key_first, side_sheets, telling
from app.registers.ngos.contests.domain import (
    Contest,
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


def write_contests(
    contests: Sequence[Contest],
    path: Path,
    form: Format,
    names: Mapping[int, str],
    sphere: Callable[[str], str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write contests to XLSX or CSV, with the state on ``today``; ``sphere`` names one by its code."""
    plain = layout(names, {code: sphere(code) for each in contests for code in each.codes})
    whole = telling(plain, told(today))
    write_records(whole, contests, path, form, progress, notice)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a contest; written only."""
    yield Column("announced_on", FieldWords("Ostatnie ogłoszenie"), Day(), shown=lambda each: each.announced_on)
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
