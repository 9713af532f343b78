"""Programmes of cooperation in spreadsheets, for people: written only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Day, Money, Text
from app.exchange.layout import Column, Layout, SideSheet, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    PriorityTask,
    Programme,
    ProgrammeDraft,
    state_on,
)
from app.registers.ngos.programmes.due import missing
from app.registers.ngos.programmes.words import CONTENTS, FIELDS, KINDS, PROBLEMS, STATES


def write_programmes(
    programmes: Sequence[Programme],
    path: Path,
    form: Format,
    label: Callable[[str], str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write programmes to XLSX or CSV, priority tasks on a sheet of their own; ``label`` names a sphere by code."""
    exact = Text(exact=True)
    special: Mapping[str, Cell] = {
        **{name: Money() for name in ("money", "grants", "small_grants", "tasks.amount")},
        **dict.fromkeys((*PRINCIPLES, *LONG_TEXTS, "opinion", "note", "tasks.task"), exact),
    }
    columns = (
        *columns_of(ProgrammeDraft, FIELDS, {}, special=special),
        Column("kind", FieldWords("Rodzaj"), Text(), shown=lambda each: KINDS[each.kind]),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
        Column("passing_due", FIELDS["passing_due"], Day(), shown=lambda each: each.passing_due),
        Column("report_due", FIELDS["report_due"], Day(), shown=lambda each: each.report_due),
        Column("missing", FieldWords("Czego brakuje"), exact, shown=_missing),
    )
    tasks = (
        Column("sphere", FIELDS["tasks.sphere"], Text(), shown=lambda task: label(task.sphere) if task.sphere else ""),
        *columns_of(PriorityTask, FIELDS, {}, special=special, omit=("tasks.sphere",), prefix="tasks."),
    )
    sides = (SideSheet("tasks", FIELDS["tasks"].label, PriorityTask, tasks),)
    layout: Layout[ProgrammeDraft] = Layout("Programy", ProgrammeDraft, "title", columns, sides, FIELDS, PROBLEMS)
    write_records(layout, programmes, path, form, progress, notice)


def _missing(programme: Programme) -> str:
    return "\n".join(CONTENTS[item] for item in missing(programme))
