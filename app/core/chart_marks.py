"""Layout of charts that set marks into rows: means with intervals, and two values with the gap between them."""

from app.core.chart_rows import Column, Rows, absent, column_width, foot, frame, name_lines
from app.core.chart_shapes import Mark, Sketch, Tone
from app.core.charts import NO_DATA, TO_CHECK, Gap, GapChart, Hidden, Interval, IntervalChart, numbers

_LEAST_PLOT = 9.0
"""Lines of text; a narrower plot drops figures that can be read elsewhere."""


def draw_intervals(sketch: Sketch, chart: IntervalChart, top: float) -> float:
    """Means with whiskers against a reference line; returns the bottom."""
    line = sketch.line
    cells = tuple(chart.axis.say(one.value) if not isinstance(one.value, Hidden) else "" for one in chart.entries)
    value = Column(chart.value_name, tuple("" if cell == NO_DATA else cell for cell in cells))
    span = Column(chart.interval_name, tuple(_span(chart, one) for one in chart.entries), align=0.0)
    labels = [one.label for one in chart.entries]
    taken = name_lines(sketch, labels)[1] + column_width(sketch, value) + column_width(sketch, span)
    narrow = sketch.width - taken < (_LEAST_PLOT + 3) * line
    flagged = tuple(_flag(cell, one) for cell, one in zip(value.cells, chart.entries, strict=True))
    columns = (Column(chart.value_name, flagged, align=0.0),) if narrow else (value, span)
    heights = [(2.7 if one.flagged else 1.75) * line for one in chart.entries]
    rows = frame(sketch, top, labels, heights, chart.reach(), chart.axis, columns, head=True)
    _reference(sketch, chart, rows)
    for entry, row_top, high in zip(chart.entries, rows.tops, rows.heights, strict=True):
        _interval(sketch, chart, rows, entry, row_top + high / 2)
        said = [f"{entry.label}: {chart.axis.say(entry.value)}", chart.span(entry), TO_CHECK if entry.flagged else ""]
        sketch.spot(0, row_top, sketch.width, high, "\n".join(part for part in said if part))
    return foot(sketch, rows, chart.axis)


def _span(chart: IntervalChart, entry: Interval) -> str:
    return _flag(chart.span(entry), entry)


def _flag(cell: str, entry: Interval) -> str:
    return f"{cell}\n{TO_CHECK}" if entry.flagged else cell


def _reference(sketch: Sketch, chart: IntervalChart, rows: Rows) -> None:
    x, line = rows.x(chart.reference), sketch.line
    first = rows.tops[0]
    sketch.rule((x, first - 0.15 * line), (x, rows.bottom), Tone.INK, 1.6, (3, 2))
    wide = sketch.metrics.width(chart.reference_name)
    middle = min(max(x, rows.left + wide / 2 - 0.9 * line), max(rows.right - wide / 2, rows.left + wide / 2))
    sketch.text(middle, first - 1.25 * line, chart.reference_name, align=0.5)


def _interval(sketch: Sketch, chart: IntervalChart, rows: Rows, entry: Interval, y: float) -> None:
    line = sketch.line
    if not isinstance(entry.value, (int, float)):
        absent(sketch, rows, rows.left + 0.4 * line, y - line / 2, chart.axis.say(entry.value))
        return
    tone = Tone.FLAG if entry.flagged else Tone.FIRST
    if entry.low is not None and entry.high is not None:
        left, right = rows.x(entry.low), rows.x(entry.high)
        sketch.rule((left, y), (right, y), tone, 2.4 if entry.flagged else 1.6)
        for end in (left, right):
            sketch.rule((end, y - 0.25 * line), (end, y + 0.25 * line), tone, 1.6)
    sketch.mark(rows.x(entry.value), y, Mark.TRIANGLE if entry.flagged else Mark.DISC, tone)


def draw_gaps(sketch: Sketch, chart: GapChart, top: float) -> float:
    """Two values a row joined by a line; returns the bottom."""
    cells = tuple(chart.gap(one) for one in chart.entries)
    labels = [one.label for one in chart.entries]
    heights = [1.75 * sketch.line] * len(labels)
    column = Column("różnica", cells)
    rows = frame(sketch, top, labels, heights, chart.reach(), chart.axis, (column,))
    for entry, row_top, high in zip(chart.entries, rows.tops, rows.heights, strict=True):
        _gap(sketch, chart, rows, entry, row_top + high / 2)
        parts = ((chart.first_name, entry.first), (chart.second_name, entry.second))
        said = [entry.label, *(f"{name}: {chart.axis.say(value)}" for name, value in parts)]
        sketch.spot(0, row_top, sketch.width, high, "\n".join(said))
    return foot(sketch, rows, chart.axis, labelled=False)


def _gap(sketch: Sketch, chart: GapChart, rows: Rows, entry: Gap, y: float) -> None:
    line = sketch.line
    if entry.difference is None:
        _absent_mark(sketch, chart, rows, entry, y)
    if isinstance(entry.first, (int, float)) and isinstance(entry.second, (int, float)):
        sketch.rule((rows.x(entry.first), y), (rows.x(entry.second), y), Tone.FIRST, 3.2)
    same = entry.difference == 0
    if isinstance(entry.first, (int, float)):
        sketch.mark(rows.x(entry.first), y, Mark.RING, Tone.SECOND, line * (0.42 if same else 0.28))
    if isinstance(entry.second, (int, float)):
        sketch.mark(rows.x(entry.second), y, Mark.SQUARE, Tone.FIRST, line * (0.2 if same else 0.27))


def _absent_mark(sketch: Sketch, chart: GapChart, rows: Rows, entry: Gap, y: float) -> None:
    """Why a mark is missing, beside the other one; without the name where that would not fit."""
    line = sketch.line
    named = ((chart.first_name, entry.first), (chart.second_name, entry.second))
    missing = [(name, chart.axis.say(value)) for name, value in named if not isinstance(value, (int, float))]
    shown = numbers((entry.first, entry.second))
    texts = [", ".join(f"{name}: {why}" for name, why in missing), missing[0][1]]
    if not shown and entry.first == entry.second:
        texts.pop(0)  # two absent for the same reason need one word
    for text in texts:
        wide = sketch.metrics.width(text)
        places = (
            [rows.x(shown[0]) + 0.7 * line, rows.x(shown[0]) - 0.7 * line - wide] if shown else [rows.left + 0.4 * line]
        )
        fitting = [x for x in places if rows.left <= x and x + wide <= rows.right]
        if fitting or text == texts[-1]:
            absent(sketch, rows, (fitting or places)[0], y - line / 2, text)
            return
