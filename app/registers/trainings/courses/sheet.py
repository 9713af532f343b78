"""Trainings in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Choice, Day, Hour, Money, Number, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.records.layouts import side_sheets
from app.registers.trainings.courses.domain import Course, CourseDraft
from app.registers.trainings.courses.words import FIELDS, LABELS, PROBLEMS

_SIDES = {"sessions": "Spotkania", "costs": "Koszty"}
_SPECIAL: Mapping[str, Cell] = {
    **dict.fromkeys(("programme", "note"), Text(exact=True)),
    **dict.fromkeys(("sessions.starts_at", "sessions.ends_at"), Hour()),
    "costs.amount": Money(),
    "costs.shared": Choice({True: "za całą grupę", False: "od osoby"}),
}
_OF_RECORD: Mapping[str, Cell] = {"cancelled_on": Day(), "cancel_reason": Text()}
"""What is no part of the draft."""
_OMITTED = ("institution_id", "offer_id", "plan_item_id", "file")


def write_courses(courses: Sequence[Course], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write trainings to XLSX or CSV; sessions and costs stand on sheets of their own, tied by the number."""
    fields = {**FIELDS, "id": FieldWords("Nr"), "costs.shared": FieldWords("Za kogo")}
    columns = (
        Column("id", fields["id"], Number()),
        *columns_of(CourseDraft, fields, LABELS, special=_SPECIAL, omit=_OMITTED),
        Column("institution", FIELDS["institution_id"], Text()),
        *(Column(name, FIELDS[name], cell) for name, cell in _OF_RECORD.items()),
    )
    sides = side_sheets(CourseDraft, _SIDES, fields, LABELS, special=_SPECIAL)
    layout: Layout[CourseDraft] = Layout("Szkolenia", CourseDraft, "id", columns, sides, fields, PROBLEMS)
    write_records(layout, courses, path, form, progress, notice)
