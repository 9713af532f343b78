"""Consultations in spreadsheets: which field stands where, who was asked on a sheet of its own."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.core.words import FieldWords
from app.exchange.cells import Cell, Number, Text
from app.exchange.layout import Column, Layout, columns_of
from app.records.layouts import side_sheets
from app.registers.ngos.consultations.domain import ConsultationDraft, state_on
from app.registers.ngos.consultations.words import FIELDS, LABELS, PROBLEMS, STATES
from app.registers.ngos.organisations.sheet import Spheres


def layout(spheres: Mapping[str, str]) -> Layout[ConsultationDraft]:
    """What is written and read back; ``spheres`` are labels by code, needed for writing only.

    Which programme a consultation is about, and which record of the register an asked organisation is, are not
    written: the one stays as it is stored, the other is found by its name.
    """
    exact = Text(exact=True)
    special: Mapping[str, Cell] = {
        **dict.fromkeys(("results", "note", "asked.opinion", "asked.reason"), exact),
        "spheres": Spheres(spheres),
    }
    omit, titles = ("programme_id", "asked.ngo_id"), {"asked": FIELDS["asked"].label}
    columns = tuple(columns_of(ConsultationDraft, FIELDS, LABELS, special=special, omit=omit))
    sides = side_sheets(ConsultationDraft, titles, FIELDS, LABELS, special=special, omit=omit)
    return Layout("Konsultacje", ConsultationDraft, "subject", columns, sides, FIELDS, PROBLEMS)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a consultation; written only."""
    yield Column("asked_count", FIELDS["asked_count"], Number(), shown=lambda each: each.asked_count)
    yield Column("answered_count", FIELDS["answered_count"], Number(), shown=lambda each: each.answered_count)
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
