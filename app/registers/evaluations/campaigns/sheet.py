"""The people of a campaign in a spreadsheet, for whoever plans with other tools; never read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Day, Text
from app.exchange.layout import Column, Layout
from app.exchange.spreadsheets import Format, write_records
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, Line
from app.registers.evaluations.sheets.domain import State
from app.registers.evaluations.sheets.words import LABELS


@dataclass(frozen=True)
class Listed:
    """One person as it stands in the file."""

    campaign: str
    person: str
    number: str
    post: str
    unit: str
    rater: str
    included: str
    reason: str
    last_on: date | None
    due_by: date | None
    sheet_number: str
    state: str


_FIELDS = {
    "campaign": FieldWords("Kampania"),
    "person": FieldWords("Osoba"),
    "number": FieldWords("Nr", "Numer ewidencyjny."),
    "post": FieldWords("Stanowisko"),
    "unit": FieldWords("Komórka organizacyjna"),
    "rater": FieldWords("Oceniający"),
    "included": FieldWords("Udział", "tak albo nie."),
    "reason": FieldWords("Powód"),
    "last_on": FieldWords("Ostatnia ocena"),
    "due_by": FieldWords("Ustawowo do", "Ostatni dzień, w którym ocenę trzeba sporządzić."),
    "sheet_number": FieldWords("Numer arkusza"),
    "state": FieldWords("Stan arkusza"),
}
_DAYS = ("last_on", "due_by")
_LAYOUT: Layout[Listed] = Layout(
    "Kampania ocen",
    Listed,
    "person",
    tuple(Column(name, said, Day() if name in _DAYS else Text(exact=True)) for name, said in _FIELDS.items()),
    (),
    _FIELDS,
)


def write_lines(
    listed: Sequence[tuple[Campaign, Sequence[Line]]],
    path: Path,
    form: Format,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write the people of campaigns; the file appears whole or not at all. Raises as ``write_records`` does."""
    rows = [_listed(campaign, line) for campaign, lines in listed for line in lines]
    write_records(_LAYOUT, rows, path, form, progress, notice)


def _listed(campaign: Campaign, line: Line) -> Listed:
    one = line.candidate
    return Listed(
        campaign.name,
        one.person,
        one.number,
        one.post,
        one.unit,
        words.rater(one),
        "tak" if one.included else "nie",
        words.why(one),
        one.last_on,
        one.due_by,
        line.number,
        "" if line.state is None else LABELS[State][line.state],
    )
