"""Import of an office's old register of 20,000 trainings from XLSX, against pandas reading the same file.

pandas reads with python-calamine, its fastest engine. Ours finds the header, reads days and amounts as people write
them, looks up people and institutions, makes 2,500 trainings and saves 20,000 participations with their steps, costs
and shares, each told to the audit log, in one transaction. A dry run reads and judges all of it and saves nothing.
"""

from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import open_services
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from tests.benchmarks.databases import copy_of, empty_office
from tests.benchmarks.measurement import Figure, alternating, median, seconds
from tests.benchmarks.rows import TRAINING_IMPORT_RATIO

ENTRIES, PEOPLE, UNITS, IN_ONE = 20_000, 112, 14, 8
_HEAD = (
    "Lp.",
    "Symbol kko",
    "Nazwisko i imię pracownika",
    "Stanowisko",
    "Data / ilość dni",
    "Temat",
    "Instytucja szkoląca",
    "Koszt szkolenia",
)


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per import."""
    source, office = _old_register(folder / "dawne.xlsx"), _office(folder)

    def load(*, dry_run: bool) -> float:
        services = open_services(copy_of(office, folder / "trainings.db"))

        def work() -> None:
            report = services.training_exchange.load(source, dry_run=dry_run)
            assert (report.new, report.refused) == (ENTRIES, ()), report

        try:
            return seconds(work)
        finally:
            services.close()

    ours, trial, bare = alternating(
        runs, lambda: load(dry_run=False), lambda: load(dry_run=True), lambda: seconds(lambda: _read(source))
    )
    against = "pandas.read_excel, calamine"
    what = f"read, check and save, median of {runs} runs"
    return [
        Figure(what, median(ours), "s", median(bare), against, TRAINING_IMPORT_RATIO),
        Figure("dry run: read and check only", median(trial), "s", median(bare), against),
    ]


def _office(folder: Path) -> Path:
    path = copy_of(empty_office(folder), folder / "office_of_trainings.db")
    services = open_services(path)
    units = [services.units.create(UnitDraft(symbol=f"R{n:02d}", name=f"Referat {n}")).record.id for n in range(UNITS)]
    for number in range(PEOPLE):
        services.employees.create(
            EmployeeDraft(
                surname=_surname(number),
                first_name="Ewa",
                number=str(1000 + number),
                unit_id=units[number % UNITS],
                post="inspektor",
                post_kind=PostKind.CLERICAL,
                post_since=date(2000, 1, 1),
                employed_from=date(2000, 1, 1),
            )
        )
    services.close()
    return path


def _surname(number: int) -> str:
    return f"Nowak{chr(97 + number // 26)}{chr(97 + number % 26)}"


def _old_register(path: Path) -> Path:
    """As an office keeps it: a title, the header, days and amounts as texts."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Zestawienie")
    sheet.write_row(0, 0, ["ZESTAWIENIE SZKOLEŃ"])
    sheet.write_row(1, 0, _HEAD)
    for n in range(ENTRIES):
        course, person = n // IN_ONE, (n * 7) % PEOPLE
        day = date(2006, 1, 2) + timedelta(days=course * 3)
        row = (
            n + 1,
            f"R{person % UNITS:02d}",
            f"{_surname(person)} Ewa",
            "inspektor",
            f"{day:%d.%m.%Y} / 1 dzień",
            f"Temat szkolenia {course % 300} z zakresu prawa",
            f"Ośrodek Szkolenia nr {course % 60}",
            f"{100 + n % 900},50 zł",
        )
        sheet.write_row(n + 2, 0, row)
    book.close()
    return path


def _read(source: Path) -> None:
    import pandas as pd

    frame = pd.read_excel(source, engine="calamine", header=1)
    assert len(frame) == ENTRIES
