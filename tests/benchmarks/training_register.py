"""The register of 10,000 trainings to PDF through its own printout, against bare ReportLab tables of the same texts.

As with the row ``printed_table`` the reference is the quickest that ReportLab's tables can do: plain texts whose lines
are broken beforehand, in tables of 100 rows, untagged. Ours breaks lines, adds letterhead, totals and signatures,
numbers pages and tags everything; it must tell how far it is and heed a cancellation.
"""

from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from app.bootstrap import open_services
from app.core.progress import Cancelled, Progress
from app.people.office.domain import Office
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.figures import totals
from app.registers.trainings.summaries.usecases import TrainingRegister
from tests.benchmarks.databases import empty_office
from tests.benchmarks.measurement import Figure, interleaved, median
from tests.benchmarks.printed_table import PIECE, Watch, broken, tables
from tests.benchmarks.rows import TRAINING_REGISTER_RATIO
from tests.benchmarks.training_totals import entries

ENTRIES = 10_000


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per file."""
    from app.registers.trainings.summaries.printout import SHARES, cells

    services = open_services(empty_office(folder))
    office = services.offices.current_or_blank()
    services.close()
    rows = tuple(entries(ENTRIES))
    register = TrainingRegister(rows[0].starts_on, rows[-1].starts_on, rows, totals(rows))
    prepared = [broken(row, SHARES) for row in cells(rows)]
    ours, bare = interleaved(
        runs, lambda: printed(register, office), lambda: tables(prepared, PIECE, words.COLUMNS, SHARES)
    )
    beforehand = f"tables of {PIECE} rows, lines broken beforehand"
    what = f"{ENTRIES:,} rows, median of {runs} runs"
    return [
        Figure(what, median(ours), "s", median(bare), beforehand, TRAINING_REGISTER_RATIO),
        Figure("longest wait between two chances to cancel", _longest_wait(register, office), "s"),
    ]


def printed(register: TrainingRegister, office: Office, progress: Progress | None = None) -> bytes:
    """The register as the office prints it."""
    from app.registers.trainings.summaries.printout import register_pdf

    return register_pdf(register, office, None, date(2026, 11, 22), progress)


def _longest_wait(register: TrainingRegister, office: Office) -> float:
    watch = Watch()
    start = perf_counter()
    printed(register, office, watch)
    moments = [start, *watch.moments, perf_counter()]
    try:
        printed(register, office, Watch(stop=len(watch.moments) // 2))
    except Cancelled:
        return max(later - earlier for earlier, later in pairwise(moments))
    raise AssertionError("the register was printed although it had been cancelled")
