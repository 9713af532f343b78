"""Statistics of evaluations: everything worked out anew and painted, against bare pandas group-bys on the same rows.

Ours counts marks, decides what small groups hide, makes sentences and charts, lays them out and paints them. pandas
counts the same marks by year, unit, criterion and mark, and takes means and medians by criterion and by unit; its frame
is ready beforehand, its keys are categories. Both begin with rows in memory and take turns in one process.
"""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.domain import Choice, Marked, Material, Period, Rated, Thresholds, Yardstick
from app.registers.evaluations.statistics.figures import Statistics
from app.registers.evaluations.statistics.pages import page
from app.registers.evaluations.statistics.thresholds import thresholds
from tests.benchmarks.measurement import Figure, interleaved, median
from tests.benchmarks.rows import STATISTICS_RATIO, STATISTICS_TIME

if TYPE_CHECKING:
    from app.widgets.page_view import PageView

YEARS, PEOPLE, CRITERIA, UNITS = 10, 112, 13, 14
SIZE = 1000, 700
"""Pixels of the window's page, which scrolls over the rest."""
PAGES = (words.DISTRIBUTION, words.CRITERIA, words.UNITS, words.YEARS, words.RATERS)


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds for each page and for all of them."""
    from datetime import UTC, datetime

    from PySide6.QtWidgets import QApplication

    from app.widgets.page_view import PageView

    application = QApplication.instance() or QApplication([])
    material, limits = ten_years(), thresholds(datetime(2026, 11, 22, tzinfo=UTC).date())
    group = grouped(frame_of(material))
    view = PageView()
    view.resize(*SIZE)
    view.show()
    application.processEvents()
    figures = []
    for key in PAGES:
        ours, bare = interleaved(runs, partial(drawn, view, material, limits, (key,)), group)
        what = f"page „{words.PAGES[key]}”: {len(material.marks):,} marks counted, judged, painted"
        figures.append(_figure(what, ours, bare))
    ours, bare = interleaved(runs, partial(drawn, view, material, limits, PAGES), group)
    figures.append(
        Figure(f"all {len(PAGES)} pages at once", median(ours), "s", median(bare), "the same", STATISTICS_TIME)
    )
    view.close()
    return figures


def _figure(what: str, ours: list[float], bare: list[float]) -> Figure:
    return Figure(what, median(ours) * 1000, "ms", median(bare) * 1000, "bare pandas group-bys", STATISTICS_RATIO)


def ten_years() -> Material:
    """Invented marks; everybody is evaluated every year."""
    draw = random.Random(2008)
    rule = Yardstick(
        "Regulamin",
        (1, 2, 3, 4, 5),
        (("I", "Podstawowe"), ("II", "Interpersonalne"), ("III", "Potencjał")),
        tuple((f"Kryterium {n + 1}", "I" if n < 3 else "II" if n < 6 else "III") for n in range(CRITERIA)),
    )
    unit_of = [draw.randrange(UNITS) for _ in range(PEOPLE)]
    sheets = [
        Rated(person, year, unit_of[person], unit_of[person]) for year in range(YEARS) for person in range(PEOPLE)
    ]
    marks = [
        Marked(sheet, criterion, min(4, max(0, round(draw.gauss(2.6, 0.9)))))
        for sheet in range(len(sheets))
        for criterion in range(CRITERIA)
    ]
    return Material(
        rule,
        tuple(Period(f"Ocena {2017 + year}", 2017 + year, year, True) for year in range(YEARS)),
        tuple(f"Referat {n + 1}" for n in range(UNITS)),
        tuple(f"Oceniający {n + 1}" for n in range(UNITS)),
        tuple(f"Osoba {n + 1}" for n in range(PEOPLE)),
        sheets,
        marks,
    )


def drawn(view: "PageView", material: Material, limits: Thresholds, keys: tuple[str, ...]) -> None:
    """Nothing is kept from the time before: counted, laid out, and painted as far as the window shows it."""
    from datetime import UTC, datetime

    from PySide6.QtGui import QImage

    found = Statistics((material,), limits, datetime.now(UTC), with_names=True)
    for key in keys:
        view.show_page(page(found, key, Choice(0)), as_tables=False)
        image = QImage(view.size(), QImage.Format.Format_RGB32)
        view.render(image)


def frame_of(material: Material) -> Any:
    """The rows as pandas likes them best."""
    import pandas as pd

    scale, sheets = material.yardstick.scale, material.sheets
    frame = pd.DataFrame(
        {
            "year": [sheets[row.sheet].period for row in material.marks],
            "unit": [sheets[row.sheet].unit for row in material.marks],
            "criterion": [row.criterion for row in material.marks],
            "mark": [scale[row.mark] for row in material.marks],
        }
    )
    for key in ("year", "unit", "criterion"):
        frame[key] = frame[key].astype("category")
    return frame


def grouped(frame: Any) -> Callable[[], None]:
    """The group-bys that give the figures of the pages."""

    def work() -> None:
        frame.groupby(["year", "unit", "criterion", "mark"], observed=True).size()
        for keys in (["year", "criterion"], ["year", "unit"], ["year"]):
            frame.groupby(keys, observed=True)["mark"].agg(["mean", "median"])

    return work
