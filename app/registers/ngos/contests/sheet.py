"""Contests in spreadsheets, for people: written only."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Day, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.ngos.contests.domain import Contest, ContestDraft, state_on
from app.registers.ngos.contests.words import FIELDS, LABELS, PROBLEMS, STATES, criterion_in_words

_EXACT = ("task", "past_tasks", "grant_rules", "task_terms", "choice_way", "note")
_MONEY = ("planned", "spent_this_year", "spent_last_year")


def write_contests(
    contests: Sequence[Contest],
    path: Path,
    form: Format,
    sphere: Callable[[str], str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write contests to XLSX or CSV, with the state on ``today``; ``sphere`` names one by its code."""
    special = {name: Money() for name in _MONEY} | {name: Text(exact=True) for name in _EXACT}
    first = (Column("number", FIELDS["number"], Text(), shown=lambda each: each.number),)
    last = (
        Column("spheres", FieldWords("Sfery"), Text(), shown=lambda each: "; ".join(map(sphere, each.codes))),
        Column(
            "criteria",
            FIELDS["criteria"],
            Text(),
            shown=lambda each: "; ".join(criterion_in_words(criterion) for criterion in each.criteria),
        ),
        Column("announced_on", FieldWords("Ostatnie ogłoszenie"), Day(), shown=lambda each: each.announced_on),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
    )
    columns = (*first, *columns_of(ContestDraft, FIELDS, LABELS, special=special, omit=("sphere",)), *last)
    layout = Layout("Konkursy", ContestDraft, "number", columns, (), FIELDS, PROBLEMS)
    write_records(layout, contests, path, form, progress, notice)
