"""Import of 10,000 cards from XLSX into an office's database, against pandas reading every sheet of the same file.

pandas reads with python-calamine, its fastest engine. Ours reads, checks every row, compares it with what is
stored and saves 10,000 cards with their lists, search documents and revision counters in one transaction.
"""

from pathlib import Path

from app.bootstrap import open_services
from tests.benchmarks.databases import copy_of, empty_office, workbook
from tests.benchmarks.measurement import Figure, alternating, median, seconds
from tests.benchmarks.rows import IMPORT_RATIO

CARDS = 10_000


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per import."""
    source, office = workbook(folder, CARDS), empty_office(folder)

    def load() -> float:
        return _load(source, copy_of(office, folder / "import.db"), dry_run=False)

    def dry_run() -> float:
        return _load(source, copy_of(office, folder / "import.db"), dry_run=True)

    ours, trial, reference = alternating(runs, load, dry_run, lambda: seconds(lambda: _read(source)))
    against = "pandas.read_excel, calamine, all sheets"
    return [
        Figure(
            f"read, check and save, median of {runs} runs", median(ours), "s", median(reference), against, IMPORT_RATIO
        ),
        Figure("dry run: read and check only", median(trial), "s", median(reference), against),
    ]


def _load(source: Path, database: Path, *, dry_run: bool) -> float:
    services = open_services(database)

    def load() -> None:
        report = services.exchange.load(source, dry_run=dry_run)
        assert (report.new, report.refused) == (CARDS, ()), report

    try:
        return seconds(load)
    finally:
        services.close()


def _read(source: Path) -> None:
    import pandas as pd

    frames = pd.read_excel(source, sheet_name=None, engine="calamine")
    assert len(frames["Karty"]) == CARDS
