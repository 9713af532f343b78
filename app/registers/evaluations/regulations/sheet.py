"""Evaluation regulations in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Money, Text
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.records.layouts import side_sheets
from app.registers.evaluations.regulations.domain import TEXTS, Regulation, RegulationDraft
from app.registers.evaluations.regulations.words import FIELDS, LABELS, PROBLEMS

_SIDES = {"groups": "Grupy", "criteria": "Kryteria", "scale": "Skala", "levels": "Poziomy"}
_YES_OR_NO = Choice({True: "tak", False: "nie"})
_SPECIAL: Mapping[str, Cell] = {
    **dict.fromkeys((*TEXTS, "criteria.description", "scale.description"), Text(exact=True)),
    **dict.fromkeys(("may_not_apply", "with_self_assessment", "scale.needs_reason"), _YES_OR_NO),
    # hundredths of a mark are written with two decimals, as amounts are
    **dict.fromkeys(("negative_below", "levels.from_mean"), Money()),
}


def write_regulations(
    regulations: Sequence[Regulation], path: Path, form: Format, progress: Progress, notice: str = ""
) -> None:
    """Write regulations to XLSX or CSV; groups, criteria, scale and levels stand on sheets of their own."""
    columns = tuple(columns_of(RegulationDraft, FIELDS, LABELS, special=_SPECIAL))
    sides = side_sheets(RegulationDraft, _SIDES, FIELDS, LABELS, special=_SPECIAL)
    layout = Layout("Regulaminy", RegulationDraft, "name", columns, sides, FIELDS, PROBLEMS)
    write_records(layout, regulations, path, form, progress, notice)
