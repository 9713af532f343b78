"""Lists of preferred institutions in spreadsheets, for people: written only."""

from collections.abc import Sequence
from pathlib import Path

from app.core.dates import format_date
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.exchange.tables import ReportCell, ReportTable, write_separated_table, write_tables
from app.registers.trainings.preferred import words
from app.registers.trainings.preferred.domain import PreferredList
from app.registers.trainings.preferred.ranking import Line, Ranking

HEADINGS = (
    "Miejsce",
    "Instytucja",
    "Wynik",
    "Średnia kart",
    "Karty",
    "Osoby",
    *(f"Ocena: {question}" for question in words.MARKS),
    "Cena za osobodzień (zł)",
    "Zmiana",
    "Poleca",
    "Odpowiedzi",
    "Zastrzeżenia",
    "Uwaga",
)


def write_lists(
    lists: Sequence[tuple[PreferredList, Ranking]], path: Path, form: Format, progress: Progress, notice: str = ""
) -> int:
    """Write all lines of all lists to XLSX or CSV; the number of lists. Raises EnvironmentProblem and Cancelled."""
    rows = tuple((*_whose(record), *cells(line)) for record, ranking in lists for line in ranking.lines)
    table = ReportTable("Listy", words.WORDS.title, (), ("Za rok", "Stan", "Zatwierdzono", *HEADINGS), rows)
    if form is Format.CSV:
        write_separated_table(table, path, progress)
    else:
        write_tables(words.WORDS.title, (table,), path, progress, notice)
    return len(lists)


def _whose(record: PreferredList) -> tuple[str, str, str]:
    approved = "" if record.approved_on is None else f"{format_date(record.approved_on)}, {record.approved_by}"
    return str(record.year), words.STATES[record.state], approved.removesuffix(", ")


def cells(line: Line) -> tuple[ReportCell, ...]:
    """A line under ``HEADINGS``; marks and prices as numbers."""
    return (
        line.place if line.place is not None else words.WHY_NOT[line.why_not],
        line.institution,
        _number(line.score),
        _number(line.mean),
        line.cards,
        line.people,
        *(_number(value or None) for value in line.marks),
        _number(line.price),
        _number(line.trend),
        line.recommended,
        line.answered,
        line.complaints,
        line.note,
    )


def _number(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
