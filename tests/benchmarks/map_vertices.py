"""A fine outline painted for the first time, and the map moved over many streets.

The outline has 50,000 points in four levels, as the import keeps it; the levels are made before the clock starts,
for the import makes them once. The streets have 50,000 points as well and are moved over where all of them are
seen, which is the worst place.
"""

from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication

from app.geo.shapes import BaseMap
from tests.benchmarks.map_pan import Panning, shown_map
from tests.benchmarks.measurement import Figure, median, percentile
from tests.benchmarks.rows import MAP_FIRST_PAINT, MAP_STREETS
from tests.map_samples import CENTRE, base_map, markers

VERTICES = 50_000
_FRAMES = 60
_TOWN = 6_000.0
"""Metres across, at which all streets of the town fill the picture."""


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds to the first picture, milliseconds of a frame."""
    app = QApplication.instance() or QApplication([])
    outline, streets = base_map(VERTICES, 0), base_map(400, VERTICES)
    some = markers(500)
    firsts = [_first_paint(outline) for _ in range(runs)]
    figures = [
        Figure(f"outline of {VERTICES:,} points, first painted, median", median(firsts), "s", goal=MAP_FIRST_PAINT)
    ]
    view = shown_map(streets, some)
    view.fly_to(*CENTRE, _TOWN)
    view.rest()
    view.viewport().repaint()
    panning = Panning(view, view.pan_by)
    frames = [panning.frame() for _ in range(_FRAMES * runs)]
    figures.append(
        Figure(f"streets of {VERTICES:,} points, frame while moving, median", median(frames), "ms", goal=MAP_STREETS)
    )
    figures.append(Figure("the same, 95th percentile", percentile(frames, 0.95), "ms"))
    rests = []
    for _ in range(runs):
        panning.frame()
        start = perf_counter()
        view.rest()
        view.viewport().repaint()
        rests.append((perf_counter() - start) * 1000)
    figures.append(Figure("the same, drawn anew when the map rests", median(rests), "ms"))
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    del app
    return figures


def _first_paint(base: BaseMap) -> float:
    start = perf_counter()
    view = shown_map(base, ())
    taken = perf_counter() - start
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return taken
