"""Rounds in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Number, Text
from app.exchange.layout import Column, Layout, SideSheet, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.ngos.confirmations.domain import ConfirmationRound, Line, RoundDraft, state_on
from app.registers.ngos.confirmations.words import FIELDS, LABELS, PROBLEMS, STATES, reminded_words

_UNTOLD = ("lines.ngo_id", "lines.reminders", "lines.former_confirmed_on", "lines.former_status")


def write_rounds(
    rounds: Sequence[ConfirmationRound], path: Path, form: Format, today: date, progress: Progress, notice: str = ""
) -> None:
    """Write rounds to XLSX or CSV, their organisations on a sheet of its own."""
    exact = Text(exact=True)
    special: Mapping[str, Cell] = dict.fromkeys(("note", "lines.note"), exact)
    columns = (
        *columns_of(RoundDraft, FIELDS, LABELS, special=special),
        Column("line_count", FIELDS["line_count"], Number(), shown=lambda each: each.line_count),
        Column("sent_count", FIELDS["sent_count"], Number(), shown=lambda each: each.sent_count),
        Column("answered_count", FIELDS["answered_count"], Number(), shown=lambda each: each.answered_count),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
    )
    lines = (
        *columns_of(Line, FIELDS, LABELS, special=special, omit=_UNTOLD, prefix="lines."),
        Column("reminders", FIELDS["lines.reminders"], exact, shown=reminded_words),
    )
    sides = (SideSheet("lines", FIELDS["lines"].label, Line, lines),)
    layout: Layout[RoundDraft] = Layout("Rundy", RoundDraft, "name", columns, sides, FIELDS, PROBLEMS)
    write_records(layout, rounds, path, form, progress, notice)
