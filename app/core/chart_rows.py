"""The frame of charts with a row for each entry: names left, figures right, an axis below."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.chart_numbers import Scale, number, scale_for
from app.core.chart_shapes import Mark, Sketch, Tone, wrap
from app.core.charts import Axis

_LABEL_SHARE = 0.36
"""Of the width, at most, for names."""


@dataclass(frozen=True)
class Rows:
    """Where the rows stand: their tops and heights, and the plot between ``left`` and ``right``."""

    tops: tuple[float, ...]
    heights: tuple[float, ...]
    left: float
    right: float
    bottom: float
    scale: Scale

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + self.scale.share(value) * (self.right - self.left)


@dataclass(frozen=True)
class Column:
    """Figures to the right of the plot, one a row, under a heading."""

    heading: str
    cells: tuple[str, ...]
    align: float = 1.0


def axis_scale(axis: Axis, values: Sequence[float], room: float, sketch: Sketch, *, from_zero: bool) -> Scale:
    """A scale whose tick labels fit side by side into ``room``; bars end at a tick, other axes near the last value."""
    # a first guess tells how wide labels are
    guess = scale_for(values, low=axis.low, high=axis.high, from_zero=from_zero)
    widest = max(sketch.metrics.width(tick_text(tick, guess, axis)) for tick in guess.ticks)
    most = max(2, min(6, int(room / (widest + sketch.line))))
    whole = axis.decimals == 0
    return scale_for(
        values, low=axis.low, high=axis.high, most=most, whole=whole, from_zero=from_zero, tight=not from_zero
    )


def _half_label(sketch: Sketch, values: Sequence[float], axis: Axis) -> float:
    """How far a label at the last tick reaches beyond the plot, and a little more."""
    guess = scale_for(values, low=axis.low, high=axis.high)
    return sketch.metrics.width(tick_text(guess.ticks[-1], guess, axis)) / 2 + 0.2 * sketch.line


def tick_text(tick: float, scale: Scale, axis: Axis) -> str:
    """What stands at a tick; units other than % stand in the axis title."""
    return number(tick, scale.decimals, unit="%" if axis.unit == "%" else "", signed=axis.signed)


def axis_title(axis: Axis, *, labelled: bool = True) -> str:
    """The words beside an axis; the unit needs none where it stands ``labelled`` at each value."""
    return axis.title or ("" if labelled or axis.unit == "%" else axis.unit)


def name_lines(sketch: Sketch, labels: Sequence[str]) -> tuple[list[list[str]], float]:
    """Names broken into lines, and the width they really take."""
    most = sketch.width * _LABEL_SHARE
    wrapped = [wrap(label, most, sketch.metrics) for label in labels]
    return wrapped, max((sketch.metrics.width(line) for lines in wrapped for line in lines), default=0.0)


def column_width(sketch: Sketch, column: Column) -> float:
    """The room that the longest word of the heading and the longest line of a cell need, in the sketch's units."""
    width = sketch.metrics.width
    words = [width(word) for word in column.heading.split()]
    first = [width(cell.split("\n")[0]) for cell in column.cells]
    # a second line is a flag: a sign and words in bold
    second = [width(cell.split("\n")[1], bold=True) + 0.9 * sketch.line for cell in column.cells if "\n" in cell]
    return max([*words, *first, *second], default=0.0)


def frame(
    sketch: Sketch,
    top: float,
    labels: Sequence[str],
    heights: Sequence[float],
    values: Sequence[float],
    axis: Axis,
    columns: Sequence[Column],
    *,
    from_zero: bool = False,
    bare_right: float = 0.0,
    head: bool = False,
) -> Rows:
    """Draws names, grid, axis and figures; returns where the rows stand.

    ``heights`` are the least ones, ``bare_right`` is room for labels at ends of bars, ``head`` keeps a line free
    above the plot.
    """
    line = sketch.line
    wrapped, label_width = name_lines(sketch, labels)
    widths = [column_width(sketch, column) for column in columns]
    left = label_width + 0.9 * line
    right = sketch.width - max(
        sum(width + 0.9 * line for width in widths), bare_right, _half_label(sketch, values, axis)
    )
    scale = axis_scale(axis, values, right - left, sketch, from_zero=from_zero)
    headings = [wrap(column.heading, width, sketch.metrics) for column, width in zip(columns, widths, strict=True)]
    head_lines = max([1 if head else 0, *(len(lines) for lines, c in zip(headings, columns, strict=True) if c.heading)])
    start = top + head_lines * line + (0.3 * line if head_lines else 0.0)
    tops, y = [], start
    full = [max(high, len(lines) * line + 0.5 * line) for high, lines in zip(heights, wrapped, strict=True)]
    for high in full:
        tops.append(y)
        y += high
    rows = Rows(tuple(tops), tuple(full), left, right, y, scale)
    _grid(sketch, rows, start, axis)
    for lines, row_top, high in zip(wrapped, tops, full, strict=True):
        sketch.rule((0, row_top), (sketch.width, row_top))
        sketch.texts(0, row_top + (high - len(lines) * line) / 2, lines)
    _figures(sketch, rows, start, columns, widths, headings)
    return rows


def _grid(sketch: Sketch, rows: Rows, start: float, axis: Axis) -> None:
    for tick in rows.scale.ticks:
        x = rows.x(tick)
        sketch.rule((x, start), (x, rows.bottom + 0.25 * sketch.line))
        label = tick_text(tick, rows.scale, axis)
        wide = sketch.metrics.width(label)
        left = min(max(x - wide / 2, 0.0), sketch.width - wide)
        sketch.text(left, rows.bottom + 0.35 * sketch.line, label, Tone.MUTED)
    sketch.rule((0, rows.bottom), (sketch.width, rows.bottom), Tone.AXIS)


def _figures(
    sketch: Sketch,
    rows: Rows,
    start: float,
    columns: Sequence[Column],
    widths: Sequence[float],
    headings: Sequence[Sequence[str]],
) -> None:
    x = rows.right
    for column, width, heading in zip(columns, widths, headings, strict=True):
        at = x + 0.9 * sketch.line + width * column.align
        top = start - (len(heading) + 0.3) * sketch.line
        sketch.texts(at, top, heading, Tone.MUTED, align=column.align)
        for cell, row_top, high in zip(column.cells, rows.tops, rows.heights, strict=True):
            lines = cell.split("\n")
            y = row_top + (high - len(lines) * sketch.line) / 2
            sketch.texts(at, y, lines[:1], align=column.align)
            if len(lines) > 1:
                left = at - width * column.align
                sketch.mark(left + 0.32 * sketch.line, y + 1.5 * sketch.line, Mark.TRIANGLE, Tone.FLAG)
                sketch.text(left + 0.9 * sketch.line, y + sketch.line, lines[1], Tone.FLAG, bold=True)
        x += width + 0.9 * sketch.line


def foot(sketch: Sketch, rows: Rows, axis: Axis, *, labelled: bool = True) -> float:
    """The axis title under the ticks; returns the bottom of the chart."""
    bottom = rows.bottom + 1.4 * sketch.line
    if title := axis_title(axis, labelled=labelled):
        lines = wrap(title, sketch.width, sketch.metrics)
        widest = max(sketch.metrics.width(line) for line in lines)
        sketch.texts(max(rows.right, widest), bottom, lines, Tone.MUTED, align=1)
        bottom += len(lines) * sketch.line
    return bottom


def absent(sketch: Sketch, rows: Rows, x: float, y: float, text: str) -> None:
    """Why there is no value, at x or further left; without its brackets where it would leave the drawing."""
    for words, left in ((text, x), (text, rows.left), (text.partition(" (")[0], rows.left)):
        wide = sketch.metrics.width(words)
        at = left if left == x else left + 0.4 * sketch.line
        if at + wide <= sketch.width:
            break
    sketch.ground(at + wide / 2, y, wide)
    sketch.text(at, y, words, Tone.MUTED)
