"""Training needs in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Choice, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.needs.domain import Need, NeedDraft
from app.registers.trainings.needs.words import FIELDS, LABELS, PROBLEMS, STATES


def write_needs(
    needs: Sequence[Need],
    path: Path,
    form: Format,
    people: Mapping[int, str],
    units: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write needs to XLSX or CSV; ``people`` and ``units`` must know everybody and every unit that a need names."""
    special: Mapping[str, Cell] = {
        "employee_id": Choice(people),
        "unit_id": Choice(units),
        "reason": Text(exact=True),
    }
    shown = (
        Column("state", FieldWords("Stan"), Text(), shown=lambda need: STATES[need.state]),
        Column("dropped_reason", FIELDS["dropped_reason"], Text(), shown=lambda need: need.dropped_reason),
    )
    columns = (*columns_of(NeedDraft, FIELDS, LABELS, special=special), *shown)
    layout = Layout("Potrzeby", NeedDraft, "topic", columns, (), FIELDS, PROBLEMS)
    write_records(layout, needs, path, form, progress, notice)
