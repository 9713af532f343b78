"""Charts on paper: tagged without a fault, vectors with embedded fonts, told apart in black and white."""

from itertools import pairwise
from pathlib import Path

import pytest

from app.core.chart_shapes import FILLS, STEPS, Hatch, Tone
from app.core.charts import BarChart, LineChart, Series
from app.printing.blocks import Block, plain_text
from app.printing.charts import COLOURS, ChartFigure, chart_blocks
from app.printing.document import Document, Running
from app.printing.styles import Typography, Variant
from app.printing.tagging import Metadata
from tests.chart_samples import CRITERIA, YEARS, bars, every_chart
from tests.printing.reading import opened, read, tagging_faults

CHARTS = every_chart()
EMPTY = BarChart("Puste zestawienie", (), ())


def pdf_of(blocks: list[Block], variant: Variant = Variant.STANDARD) -> bytes:
    document = Document(Metadata("Wykresy", "Urząd", created="20261122"), Typography(variant))
    document.add(document.flow(blocks, Running("Urząd")))
    return document.save()


@pytest.mark.parametrize("variant", list(Variant))
def test_every_chart_is_a_figure_without_a_fault(variant: Variant, tmp_path: Path) -> None:
    typography = Typography(variant)
    charts = [*CHARTS.values(), EMPTY]
    pdf = pdf_of([block for chart in charts for block in chart_blocks(chart, typography, gap=20, table=True)], variant)
    assert tagging_faults(pdf, tmp_path) == []
    tree = read(pdf)
    alts = [figure.alt for figure in tree.find("Figure")]
    if variant is Variant.STANDARD:
        assert alts == [chart.alt for chart in CHARTS.values()]
    else:
        # large letters make some charts go on overleaf
        assert len(alts) > len(CHARTS)
    assert [node.all_text for node in tree.find("P") if node.all_text == EMPTY.title] == [EMPTY.title]
    assert len(tree.find("Table")) == len(CHARTS)


def test_a_chart_is_drawn_in_vectors_with_text_that_can_be_found() -> None:
    pdf = pdf_of(chart_blocks(CHARTS["intervals"], Typography(Variant.STANDARD)))
    assert all("/XObject" not in page.Resources for page in opened(pdf).pages)
    said = read(pdf).find("Figure")[0].all_text
    assert "do sprawdzenia" in said
    assert "ukryte (mniej niż 5 osób)" in said.replace("\xa0", " ")


def test_a_text_version_says_the_description() -> None:
    chart = bars()
    assert plain_text([ChartFigure(chart, Typography(Variant.STANDARD).small)]) == chart.alt


@pytest.mark.parametrize("variant", list(Variant))
def test_a_chart_higher_than_a_page_goes_on_overleaf(
    variant: Variant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = tuple(f"Komórka organizacyjna o długiej nazwie nr {n}." for n in range(112))
    numbers = tuple(float(n % 9) for n in range(112))
    bar_chart = BarChart("Osoby", names, tuple(Series(year, numbers) for year in ("2024", "2025", "2026")))
    panels = LineChart("Kryteria", YEARS, tuple(Series(name, numbers[:10]) for name in CRITERIA), panels=True)
    typography = Typography(variant)
    pdf = pdf_of(chart_blocks(bar_chart, typography) + chart_blocks(panels, typography), variant)
    assert "higher than its page" not in caplog.text
    assert tagging_faults(pdf, tmp_path) == []
    said = " ".join(figure.all_text for figure in read(pdf).find("Figure")).replace("\xa0", " ")
    assert all(f"nr {n}." in said for n in range(112))


def _luminance(tone: Tone) -> float:
    parts = [int(COLOURS[tone].hexadecimal[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Tone, other: Tone) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_ink_is_readable_and_shapes_are_visible_on_paper() -> None:
    assert all(contrast(tone, Tone.BASE) >= 4.5 for tone in (Tone.INK, Tone.MUTED, Tone.FLAG))
    assert all(contrast(tone, Tone.BASE) >= 3 for tone in (Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.AXIS))
    assert all(contrast(fill.letters, fill.tone) >= 4.5 for fill in (*STEPS, *FILLS))


@pytest.mark.parametrize("fills", [STEPS, FILLS])
def test_a_black_and_white_print_tells_all_fills_apart(fills: tuple[object, ...]) -> None:
    looks = {(fill.hatch, round(_luminance(fill.tone), 1)) for fill in fills}  # type: ignore[attr-defined]
    assert len(looks) == len(fills)
    solid = [fill.tone for fill in STEPS if fill.hatch is Hatch.NONE]
    assert all(contrast(one, other) > 1.5 for one, other in pairwise(solid))
