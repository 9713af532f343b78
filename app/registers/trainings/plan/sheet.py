"""The training plan in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Choice, Money, Number, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.needs.words import SOURCES
from app.registers.trainings.plan.domain import PlanItem, PlanItemDraft, Standing
from app.registers.trainings.plan.words import FIELDS, LABELS, PROBLEMS, PROGRESS


def write_plan(
    items: Sequence[PlanItem],
    standings: Mapping[int, Standing],
    path: Path,
    form: Format,
    units: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write lines of plans to XLSX or CSV; ``units`` must know every unit that a line names."""

    def standing(item: PlanItem) -> Standing:
        return standings.get(item.id, Standing())

    def sources(item: PlanItem) -> str:
        return ", ".join(f"{SOURCES[source]}: {count}" for source, count in standing(item).sources.items())

    special: Mapping[str, Cell] = {"unit_id": Choice(units), "estimate": Money(), "note": Text(exact=True)}
    shown = (
        Column("sources", FieldWords("Skąd potrzeby"), Text(), shown=sources),
        Column("progress", FieldWords("Realizacja"), Text(), shown=lambda item: PROGRESS[standing(item).progress]),
        Column("courses", FieldWords("Szkolenia"), Number(), shown=lambda item: len(standing(item).courses)),
        Column("cost", FieldWords("Koszt szkoleń"), Money(), shown=lambda item: standing(item).cost),
    )
    columns = (*columns_of(PlanItemDraft, FIELDS, LABELS, special=special), *shown)
    layout = Layout("Plan szkoleń", PlanItemDraft, "topic", columns, (), FIELDS, PROBLEMS)
    write_records(layout, items, path, form, progress, notice)
