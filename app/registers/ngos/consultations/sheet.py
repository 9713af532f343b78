"""Consultations in spreadsheets: which field stands where, who was asked on a sheet of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Number, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.records.layouts import side_sheets, telling
from app.registers.ngos.consultations.domain import Consultation, ConsultationDraft, state_on
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


def write_consultations(
    consultations: Sequence[Consultation],
    path: Path,
    form: Format,
    label: Callable[[str], str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write consultations to XLSX or CSV with their counts and states; ``label`` names a sphere by code."""
    plain = layout({code: label(code) for each in consultations for code in each.spheres})
    whole = telling(plain, told(today))
    write_records(whole, consultations, path, form, progress, notice)


def told(today: date) -> Iterator[Column]:
    """What the program works out of a consultation; written only."""
    yield Column("asked_count", FIELDS["asked_count"], Number(), shown=lambda each: each.asked_count)
    yield Column("answered_count", FIELDS["answered_count"], Number(), shown=lambda each: each.answered_count)
    yield Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)])
