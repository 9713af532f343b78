"""All sheets of a campaign in one file, against a bare ReportLab canvas that draws the same strings at their places.

The reference breaks no lines, measures nothing, reads no database and writes no structure: it gets finished lines with
their positions. Ours counts from the open database to the finished bytes. Both find their fonts loaded.
"""

from pathlib import Path

from app.bootstrap import open_services
from app.core.records import Query
from app.people.office.prints import heading
from tests.benchmarks.card import bare_canvas
from tests.benchmarks.databases import copy_of, empty_office
from tests.benchmarks.drawn_text import drawn
from tests.benchmarks.measurement import Figure, interleaved, median
from tests.benchmarks.rows import SHEETS_RATIO, SHEETS_TIME

SHEETS = 112


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per file of ``SHEETS`` sheets of the demonstration office that are filled in."""
    from app.registers.evaluations.campaigns.printout import sheets_pdf

    services = open_services(copy_of(empty_office(folder), folder / "sheets.db"))
    evaluations, campaign = services.evaluations, services.campaigns.all()[0]
    filled = [sheet.id for sheet in evaluations.page(Query(sort="mean", descending=True), 0, SHEETS)]
    assert len(filled) == SHEETS, len(filled)

    def make() -> bytes:
        sheets = evaluations.many(filled)
        beside = evaluations.beside(sheets)
        office, arms = heading(services.offices, services.files)
        pdf = sheets_pdf(campaign, sheets, beside, office, arms, services.clock.today())
        evaluations.log("print", sheets)
        return pdf

    pieces, _ = drawn(make)
    ours, bare = interleaved(runs, make, lambda: bare_canvas(pieces))
    services.close()
    pages = pieces[-1].page + 1
    return [
        Figure(
            f"median of {runs} runs, {SHEETS} sheets, {pages} pages",
            median(ours),
            "s",
            median(bare),
            "bare canvas, untagged",
            SHEETS_RATIO,
        ),
        Figure("the same, against a limit", median(ours), "s", goal=SHEETS_TIME),
    ]
