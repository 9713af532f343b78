"""Events at work in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Text
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.evaluations.events.domain import WorkEvent, WorkEventDraft
from app.registers.evaluations.events.words import FIELDS, LABELS, PROBLEMS


def write_events(
    events: Sequence[WorkEvent],
    path: Path,
    form: Format,
    people: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write events to XLSX or CSV; ``people`` must know everybody that an event names, each by other words."""
    special: Mapping[str, Cell] = {"employee_id": Choice(people), "event": Text(exact=True)}
    columns = tuple(columns_of(WorkEventDraft, FIELDS, LABELS, special=special))
    layout = Layout("Zdarzenia", WorkEventDraft, "employee_id", columns, (), FIELDS, PROBLEMS)
    write_records(layout, events, path, form, progress, notice)
