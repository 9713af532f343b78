"""Layout of charts: round ticks, texts that neither leave the drawing nor cover each other, gaps that stay gaps."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.chart_layout import lay_out
from app.core.chart_numbers import scale_for
from app.core.chart_plots import spread
from app.core.chart_shapes import (
    FILLS,
    PENS,
    Box,
    Drawing,
    Fill,
    Hatch,
    Line,
    Polygon,
    Text,
    Tone,
    hatching,
    shorten,
    wrap,
)
from app.core.charts import Axis, BarChart, Chart, Interval, IntervalChart, LineChart, Series
from tests import chart_samples
from tests.chart_samples import HIDDEN, YEARS, every_chart

CHARTS = every_chart()
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))


class Even:
    """A font whose letters are all half as wide as a line is high."""

    line = 10.0

    def width(self, text: str, *, bold: bool = False) -> float:
        return len(text) * (5.5 if bold else 5.0)


def drawn(chart: Chart, width: float = 620.0) -> Drawing:
    return lay_out(chart, width, Even())


def texts(drawing: Drawing) -> list[Text]:
    return [shape for shape in drawing.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize(
    ("values", "low", "high", "whole", "ticks"),
    [
        ((2.8, 4.6), 1, 5, False, (1, 2, 3, 4, 5)),
        ((0.0, 52.0), 0, None, True, (0, 10, 20, 30, 40, 50, 60)),
        ((0.0, 3.0), 0, None, True, (0, 1, 2, 3)),
        ((0.0, 100.4), 0, 100, False, (0, 20, 40, 60, 80, 100)),
        ((0.0, 130.0), 0, 100, False, (0, 50, 100, 150)),
        ((3.0,), None, None, False, (2.4, 2.6, 2.8, 3.0, 3.2, 3.4, 3.6)),
        ((), None, None, True, (0, 1)),
    ],
)
def test_ticks_are_round(
    values: tuple[float, ...], low: float | None, high: float | None, whole: bool, ticks: tuple[float, ...]
) -> None:
    assert scale_for(values, low=low, high=high, whole=whole).ticks == pytest.approx(ticks)


@given(st.lists(NUMBERS), st.booleans(), st.booleans(), st.booleans())
def test_every_axis_holds_its_values_with_few_rising_ticks(
    values: list[float], whole: bool, from_zero: bool, tight: bool
) -> None:
    scale = scale_for(values, whole=whole, from_zero=from_zero, tight=tight)
    slack = (scale.high - scale.low) * 1e-6
    assert scale.low < scale.high
    assert all(scale.low - slack <= value <= scale.high + slack for value in (*values, *scale.ticks))
    assert all(before < after for before, after in pairwise(scale.ticks))
    assert len(scale.ticks) <= 9


@pytest.mark.parametrize("width", [300.0, 420.0, 620.0, 900.0])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_leaves_the_drawing_or_covers_another(name: str, width: float) -> None:
    drawing, metrics = drawn(CHARTS[name], width), Even()
    boxes = [
        (text.x, text.y, text.x + metrics.width(text.text, bold=text.bold), text.y + metrics.line, text.text)
        for text in texts(drawing)
    ]
    for left, top, right, bottom, text in boxes:
        assert left >= -0.1, text
        assert right <= width + 0.1, text
        assert top >= -0.1, text
        assert bottom <= drawing.height, text
    for one, other in combinations(boxes, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0.5 or down <= 2.5, (one[4], other[4])


@pytest.mark.parametrize("name", CHARTS)
def test_every_row_or_point_answers_the_pointer(name: str) -> None:
    chart = CHARTS[name]
    said = "\n".join(spot.text for spot in drawn(chart).spots)
    assert all(row[0] in said for row in chart.rows())


def test_a_hidden_bar_is_said_in_words_and_has_no_bar() -> None:
    drawing = drawn(BarChart("X", ("a", "b"), (Series("s", (3.0, HIDDEN)),)))
    assert [text.text for text in texts(drawing)].count(HIDDEN.text) == 1
    assert len([shape for shape in drawing.shapes if isinstance(shape, Box) and shape.fill is Tone.FIRST]) == 1


@pytest.mark.parametrize("horizontal", [True, False])
def test_parts_beside_a_hidden_one_are_not_shown(horizontal: bool) -> None:
    names = ("Referat A", "Referat B")
    series = (Series("ocena 1", (HIDDEN, 10.0)), Series("ocena 2", (93.0, 90.0)))
    drawing = drawn(BarChart("X", names, series, Axis(0, 100, "%"), horizontal, stacked=True))
    assert not any("93" in text.text for text in texts(drawing))
    assert not any("93" in spot.text for spot in drawing.spots)


def test_a_missing_year_is_a_gap_and_a_hidden_one_is_explained() -> None:
    values = (1.0, 2.0, None, 4.0, 5.0, HIDDEN, 4.0, 4.0, 4.0, 4.0)
    drawing = drawn(LineChart("X", YEARS, (Series("s", values),)))
    courses = [len(shape.points) for shape in drawing.shapes if isinstance(shape, Line) and shape.tone is Tone.FIRST]
    assert courses == [2, 2, 4]
    assert HIDDEN.text in [text.text for text in texts(drawing)]


@pytest.mark.parametrize("width", [300.0, 620.0])
def test_a_flag_is_a_sign_and_words(width: float) -> None:
    entries = (Interval("Jan", 0.1, 0.0, 0.2), Interval("Ewa", 0.9, 0.6, 1.2, flagged=True))
    drawing = drawn(IntervalChart("X", entries), width)
    assert [text.text for text in texts(drawing)].count("do sprawdzenia") == 1
    assert len([shape for shape in drawing.shapes if isinstance(shape, Polygon)]) == 2


def test_upright_bars_lie_down_where_names_do_not_fit() -> None:
    chart = chart_samples.levels()
    lefts = [{text.x for text in texts(drawn(chart, width)) if text.text in chart.categories} for width in (600, 240)]
    assert [len(places) for places in lefts] == [4, 1]


def test_series_differ_by_more_than_colour() -> None:
    assert len({(pen.dash, pen.mark) for pen in PENS}) == len(PENS)
    plain = [fill for fill in FILLS if fill.hatch is Hatch.NONE]
    assert len({fill.hatch for fill in FILLS}) == len(FILLS) - len(plain) + 1
    assert [fill.tone for fill in plain] == [Tone.FIRST, Tone.STEP_3]


@pytest.mark.parametrize("hatch", [hatch for hatch in Hatch if hatch is not Hatch.NONE])
@given(st.floats(0.5, 300), st.floats(0.5, 60))
def test_hatching_stays_inside_its_box(hatch: Hatch, width: float, height: float) -> None:
    for start, end in hatching(10, 20, width, height, hatch, 3):
        for x, y in (start, end):
            assert 10 - 1e-6 <= x <= 10 + width + 1e-6
            assert 20 - 1e-6 <= y <= 20 + height + 1e-6


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 30)), min_size=1, max_size=12))
def test_names_at_the_ends_of_lines_are_moved_apart(places: list[tuple[float, float]]) -> None:
    places.sort()
    heights = [high for _, high in places]
    tops = spread([wanted for wanted, _ in places], heights, 0, 100)
    for (top, high), after in pairwise(zip(tops, heights, strict=True)):
        assert top + high <= after[0] + 1e-6
    assert tops[0] >= -1e-6
    assert tops[-1] + heights[-1] <= max(100, math.fsum(heights)) + 1e-6


def test_one_letter_words_do_not_end_a_line() -> None:
    assert wrap("Znajomość procedur w Urzędzie", 105, Even()) == ["Znajomość procedur", "w\xa0Urzędzie"]
    assert wrap("Konstantynopolitańczykiewiczówna", 50, Even()) == ["Konstantyn", "opolitańcz", "ykiewiczów", "na"]
    assert wrap("", 50, Even()) == [""]


def test_many_series_and_odd_data_are_drawn() -> None:
    series = tuple(Series(f"seria {n}", (float(n), -float(n))) for n in range(9))
    assert drawn(BarChart("X", ("a", "b"), series)).height > 100
    assert drawn(LineChart("X", ("2025", "2026"), series)).height > 100
    assert drawn(BarChart("X", ("a", "b"), series, horizontal=False), 2000).height > 100
    assert Fill(Tone.BASE) not in FILLS
    assert texts(drawn(BarChart("Tytuł", ("a",), (Series("s", (None,)),))))[-1].text.startswith("Brak danych")


@pytest.mark.parametrize(("width", "shown"), [(100, "Referat Finansów"), (50, "Referat F…"), (12, "R…"), (3, "")])
def test_a_text_too_long_for_its_line_is_cut(width: float, shown: str) -> None:
    assert shorten("Referat  Finansów", width, Even()) == shown
