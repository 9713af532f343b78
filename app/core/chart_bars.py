"""Layout of horizontal bars, side by side or end to end, and how parts and series of all bars look."""

from collections.abc import Sequence

from app.core.chart_rows import Rows, absent, foot, frame
from app.core.chart_shapes import FILLS, STEPS, Fill, Sketch, Tone
from app.core.charts import NO_DATA, BarChart, Series, numbers


def part_fills(chart: BarChart) -> tuple[Fill, ...]:
    """How each series of a bar chart looks; parts of a whole go from weak to strong."""
    count = len(chart.series)
    if not chart.stacked or count > len(STEPS):
        return tuple(FILLS[index % len(FILLS)] for index in range(count))
    if count == 1:
        return STEPS[-1:]
    return tuple(STEPS[round(index * (len(STEPS) - 1) / (count - 1))] for index in range(count))


def draw_bars(sketch: Sketch, chart: BarChart, top: float) -> float:
    """Horizontal bars, side by side or end to end; returns the bottom."""
    line = sketch.line
    bars = 1 if chart.stacked else max(len(chart.series), 1)
    heights = [(bars * 1.02 + 0.62) * line if bars > 1 else 1.75 * line] * len(chart.categories)
    labels = [chart.axis.say(value) for value in numbers(chart.values())] if chart.value_labels else []
    widest = max((sketch.metrics.width(label) for label in labels), default=0.0)
    beside = 0.0 if chart.stacked else widest + 0.9 * line
    rows = frame(
        sketch, top, chart.categories, heights, chart.reach(), chart.axis, (), from_zero=True, bare_right=beside
    )
    fills = part_fills(chart)
    for index, row_top in enumerate(rows.tops):
        sketch.spot(0, row_top, sketch.width, rows.heights[index], _said(chart, index))
        if chart.stacked:
            _stack(sketch, chart, rows, index, fills)
            continue
        start = row_top + (rows.heights[index] - bars * 1.02 * line) / 2
        for order, series in enumerate(chart.series):
            _bar(sketch, chart, rows, (index, series), start + order * 1.02 * line, fills[order])
    _zero(sketch, rows)
    return foot(sketch, rows, chart.axis, labelled=chart.value_labels)


def _said(chart: BarChart, index: int) -> str:
    name = chart.categories[index]
    if hidden := chart.hidden(index):
        return f"{name}: {hidden.text}"
    if len(chart.series) == 1:
        return f"{name}: {chart.axis.say(chart.series[0].values[index])}"
    return "\n".join([name, *(f"{one.name}: {chart.axis.say(one.values[index])}" for one in chart.series)])


def _zero(sketch: Sketch, rows: Rows) -> None:
    x = rows.x(0.0)
    sketch.rule((x, rows.tops[0] if rows.tops else rows.bottom), (x, rows.bottom), Tone.AXIS)


def _bar(sketch: Sketch, chart: BarChart, rows: Rows, which: tuple[int, Series], top: float, fill: Fill) -> None:
    index, series = which
    value, line = series.values[index], sketch.line
    zero = rows.x(0.0)
    if not isinstance(value, (int, float)):
        absent(sketch, rows, zero + 0.4 * line, top, chart.axis.say(value))
        return
    end = rows.x(value)
    thick = 0.72 * line if len(chart.series) > 1 else 0.86 * line
    sketch.bar(min(zero, end), top + (1.02 * line - thick) / 2, abs(end - zero), thick, fill)
    if chart.value_labels:
        text, x = chart.axis.say(value), max(zero, end) + 0.4 * line
        wide = sketch.metrics.width(text)
        sketch.ground(x + wide / 2, top, wide)
        sketch.text(x, top, text)
    if len(chart.series) > 1:
        said = f"{chart.categories[index]}\n{series.name}: {chart.axis.say(value)}"
        sketch.spot(rows.left, top, rows.right - rows.left, 1.02 * line, said)


def _stack(sketch: Sketch, chart: BarChart, rows: Rows, index: int, fills: Sequence[Fill]) -> None:
    line = sketch.line
    high = 1.2 * line
    y = rows.tops[index] + (rows.heights[index] - high) / 2
    if (hidden := chart.hidden(index)) or not numbers(series.values[index] for series in chart.series):
        absent(sketch, rows, rows.left + 0.4 * line, y + 0.1 * line, hidden.text if hidden else NO_DATA)
        return
    done = 0.0
    for series, fill in zip(chart.series, fills, strict=True):
        value = series.values[index]
        if not isinstance(value, (int, float)) or value == 0:
            continue
        x, end = rows.x(done), rows.x(done + value)
        done += value
        gap = min(0.08 * line, (end - x) / 4)
        sketch.bar(x, y, end - x - gap, high, fill)
        sketch.spot(x, y, end - x, high, f"{chart.categories[index]}\n{series.name}: {chart.axis.say(value)}")
        if chart.value_labels:
            part_label(sketch, (x + end - gap) / 2, y + 0.1 * line, end - x - gap, chart.axis.say(value), fill)


def part_label(sketch: Sketch, middle: float, top: float, room: float, text: str, fill: Fill) -> None:
    """The value inside a part, left out where it does not fit; on a hatch it stands on a plain ground."""
    wide = sketch.metrics.width(text)
    if wide + 0.3 * sketch.line > room:
        return
    sketch.ground(middle, top, wide, fill)
    sketch.text(middle, top, text, fill.letters, align=0.5)
