"""„Zestawienie szkoleń” in spreadsheets: the seed's columns, and the three totals on a sheet of their own."""

from pathlib import Path

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.exchange.tables import ReportCell, ReportTable, write_separated_table, write_tables
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.usecases import TrainingRegister


def write_register(register: TrainingRegister, path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write the register to XLSX or, without its totals, to CSV. Raises EnvironmentProblem and Cancelled."""
    entries = _entries(register)
    if form is Format.CSV:
        write_separated_table(entries, path, progress)
    else:
        write_tables(entries.title, (entries, _totals(register)), path, progress, notice)


def _entries(register: TrainingRegister) -> ReportTable:
    rows = tuple(
        (
            number,
            row.unit,
            surname_first(row.person),
            row.post,
            words.when(row.starts_on, row.ends_on, row.days),
            row.topic,
            row.institution,
            row.total / 100,
        )
        for number, row in enumerate(register.rows, 1)
    )
    title = f"{words.REGISTER_TITLE}, {words.period(register.since, register.until)}"
    return ReportTable("Zestawienie", title, (words.COUNTED,), words.COLUMNS, rows)


def _totals(register: TrainingRegister) -> ReportTable:
    totals = register.totals
    rows: list[tuple[ReportCell, ...]] = [
        (unit.unit or words.NO_UNIT, unit.count, unit.cost / 100) for unit in totals.units
    ]
    rows.append(("Razem", totals.count, totals.cost / 100))
    return ReportTable("Podsumowanie", words.BY_UNIT, (), ("Komórka", words.TOTAL_COUNT, words.TOTAL_COST), tuple(rows))
