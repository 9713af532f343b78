"""A chart laid out for a width: title, key, body. Pure arithmetic on the measures of a font."""

from collections.abc import Callable, Sequence

from app.core.chart_bars import draw_bars, part_fills
from app.core.chart_marks import draw_gaps, draw_intervals
from app.core.chart_plots import draw_lines, draw_upright_bars, named_at_ends, upright_fits
from app.core.chart_shapes import PENS, Drawing, Mark, Metrics, Pen, Sketch, Tone, wrap
from app.core.charts import EMPTY, BarChart, Chart, GapChart, IntervalChart, LineChart

_Sign = Callable[[float, float], None]
"""Draws the sign of a key's entry into a line of text at x, y."""
_SIGN_WIDTH = 1.7


def lay_out(chart: Chart, width: float, metrics: Metrics, *, titled: bool = True) -> Drawing:
    """The chart in the metrics' unit, as high as it needs to be; ``titled`` puts its title on top."""
    sketch = Sketch(metrics, width)
    top = 0.0
    if titled and chart.title:
        lines = wrap(chart.title, width, metrics, bold=True)
        sketch.texts(0, 0, lines, bold=True)
        top = (len(lines) + 0.5) * metrics.line
    if chart.empty:
        lines = wrap(EMPTY, width, metrics)
        sketch.texts(0, top, lines, Tone.MUTED)
        return sketch.finished(top + len(lines) * metrics.line)
    top = _key(sketch, _signs(sketch, chart), top)
    return sketch.finished(_body(sketch, chart, top) + 0.2 * metrics.line)


def _body(sketch: Sketch, chart: Chart, top: float) -> float:
    if isinstance(chart, BarChart):
        draw = draw_bars if chart.horizontal or not upright_fits(sketch, chart) else draw_upright_bars
        return draw(sketch, chart, top)
    if isinstance(chart, IntervalChart):
        return draw_intervals(sketch, chart, top)
    if isinstance(chart, GapChart):
        return draw_gaps(sketch, chart, top)
    return draw_lines(sketch, chart, top)


def _signs(sketch: Sketch, chart: Chart) -> list[tuple[str, _Sign]]:
    """The entries of the key; lines are named at their ends where there is room."""
    line = sketch.line
    if isinstance(chart, BarChart) and len(chart.series) > 1:

        def swatch(order: int) -> _Sign:
            fill = part_fills(chart)[order]
            return lambda x, y: sketch.bar(x, y + 0.14 * line, 1.4 * line, 0.72 * line, fill)

        return [(series.name, swatch(order)) for order, series in enumerate(chart.series)]
    if isinstance(chart, GapChart):

        def mark(sign: Mark, tone: Tone) -> _Sign:
            return lambda x, y: sketch.mark(x + 0.6 * line, y + line / 2, sign, tone, 0.28 * line)

        return [(chart.first_name, mark(Mark.RING, Tone.SECOND)), (chart.second_name, mark(Mark.SQUARE, Tone.FIRST))]
    if isinstance(chart, LineChart) and len(chart.series) > 1 and not chart.panels and not named_at_ends(sketch, chart):

        def sample(pen: Pen) -> _Sign:
            def draw(x: float, y: float) -> None:
                sketch.path([(x, y + line / 2), (x + 1.5 * line, y + line / 2)], pen)
                sketch.mark(x + 0.75 * line, y + line / 2, pen.mark, pen.tone)

            return draw

        return [(series.name, sample(PENS[order % len(PENS)])) for order, series in enumerate(chart.series)]
    return []


def _key(sketch: Sketch, signs: Sequence[tuple[str, _Sign]], top: float) -> float:
    """The entries side by side, on as many lines as they need; returns where the body begins."""
    if not signs:
        return top
    line = sketch.line
    x = 0.0
    for name, sign in signs:
        before = _SIGN_WIDTH * line
        if x and x + before + sketch.metrics.width(name) > sketch.width:
            x, top = 0.0, top + 1.2 * line
        lines = wrap(name, sketch.width - before, sketch.metrics)
        sign(x, top)
        sketch.texts(x + before, top, lines)
        top += (len(lines) - 1) * line
        x += before + max(sketch.metrics.width(part) for part in lines) + 1.4 * line
    return top + 1.6 * line
