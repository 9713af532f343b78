"""Programmes of cooperation in spreadsheets: which field stands where, priority tasks on a sheet of their own."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.core.words import FieldWords
from app.exchange.cells import Cell, Day, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.records.layouts import side_sheets
from app.registers.ngos.organisations.sheet import Sphere
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    Programme,
    ProgrammeDraft,
    state_on,
)
from app.registers.ngos.programmes.due import missing
from app.registers.ngos.programmes.words import CONTENTS, FIELDS, KINDS, PROBLEMS, STATES

_EXACT = Text(exact=True)


def layout(spheres: Mapping[str, str]) -> Layout[ProgrammeDraft]:
    """What is written and read back; ``spheres`` are labels by code, needed for writing only."""
    special: Mapping[str, Cell] = {
        **{name: Money() for name in ("money", "grants", "small_grants", "tasks.amount")},
        **dict.fromkeys((*PRINCIPLES, *LONG_TEXTS, "opinion", "note", "tasks.task"), _EXACT),
        "tasks.sphere": Sphere(spheres),
    }
    columns = tuple(columns_of(ProgrammeDraft, FIELDS, {}, special=special))
    sides = side_sheets(ProgrammeDraft, {"tasks": FIELDS["tasks"].label}, FIELDS, {}, special=special)
    return Layout("Programy", ProgrammeDraft, "title", columns, sides, FIELDS, PROBLEMS)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a programme; written only."""
    yield Column("kind", FieldWords("Rodzaj"), Text(), shown=lambda each: KINDS[each.kind])
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
    yield Column("passing_due", FIELDS["passing_due"], Day(), shown=lambda each: each.passing_due)
    yield Column("report_due", FIELDS["report_due"], Day(), shown=lambda each: each.report_due)
    yield Column("missing", FieldWords("Czego brakuje"), _EXACT, shown=_missing)


def _missing(programme: Programme) -> str:
    return "\n".join(CONTENTS[item] for item in missing(programme))
