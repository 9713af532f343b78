"""Consultations in spreadsheets, for people: written only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Number, Text
from app.exchange.layout import Column, Layout, SideSheet, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.ngos.consultations.domain import Asked, Consultation, ConsultationDraft, state_on
from app.registers.ngos.consultations.words import FIELDS, LABELS, PROBLEMS, STATES


def write_consultations(
    consultations: Sequence[Consultation],
    path: Path,
    form: Format,
    label: Callable[[str], str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write consultations to XLSX or CSV, who was asked on a sheet of its own; ``label`` names a sphere by code."""
    exact = Text(exact=True)
    special: Mapping[str, Cell] = dict.fromkeys(("results", "note", "asked.opinion", "asked.reason"), exact)
    columns = (
        *columns_of(ConsultationDraft, FIELDS, LABELS, special=special, omit=("programme_id", "spheres")),
        Column("spheres", FIELDS["spheres"], exact, shown=lambda each: "\n".join(label(code) for code in each.spheres)),
        Column("asked_count", FIELDS["asked_count"], Number(), shown=lambda each: each.asked_count),
        Column("answered_count", FIELDS["answered_count"], Number(), shown=lambda each: each.answered_count),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
    )
    asked = tuple(columns_of(Asked, FIELDS, LABELS, special=special, omit=("asked.ngo_id",), prefix="asked."))
    sides = (SideSheet("asked", FIELDS["asked"].label, Asked, asked),)
    layout: Layout[ConsultationDraft] = Layout(
        "Konsultacje", ConsultationDraft, "subject", columns, sides, FIELDS, PROBLEMS
    )
    write_records(layout, consultations, path, form, progress, notice)
