"""Layout of charts with an upright axis: lines over years, one plot or a panel for each series, and upright bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.chart_bars import part_fills, part_label
from app.core.chart_numbers import Scale, scale_for
from app.core.chart_rows import axis_title, tick_text
from app.core.chart_shapes import PENS, Fill, Mark, Pen, Sketch, Tone, shorten, wrap
from app.core.charts import NO_DATA, Axis, BarChart, Hidden, LineChart, Series, numbers

_PLOT_LINES = 13.0
"""Height of a plot in lines of text."""
_PANEL_LINES = 4.2
_PANEL_WIDTH = 13.0
"""Least width of a panel in lines of text."""
_APART = 1.08
"""From the middle of an upright bar to that of the next one of its group, in widths of a bar."""
_NAME_SHARE = 0.28
"""Of the width, at most, for names at the ends of lines."""


@dataclass(frozen=True)
class Plot:
    """The inside of the axes, and its upright scale; ``slots`` stand side by side."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    slots: int

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)

    @property
    def slot(self) -> float:
        """Width of a slot."""
        return (self.right - self.left) / max(self.slots, 1)

    def middle(self, index: int) -> float:
        """The middle of a slot."""
        return self.left + (index + 0.5) * self.slot


def _upright_scale(axis: Axis, values: Sequence[float], most: int, *, from_zero: bool) -> Scale:
    whole = axis.decimals == 0
    return scale_for(values, low=axis.low, high=axis.high, most=most, whole=whole, from_zero=from_zero)


def _plot(sketch: Sketch, box: tuple[float, float, float, float], scale: Scale, axis: Axis, slots: int) -> Plot:
    """Grid and labels of the upright axis inside a box (left, top, right, bottom of the plot with its labels)."""
    left, top, right, bottom = box
    labels = [tick_text(tick, scale, axis) for tick in scale.ticks]
    left += max(sketch.metrics.width(label) for label in labels) + 0.5 * sketch.line
    plot = Plot(left, right, top, bottom, scale, slots)
    for tick, label in zip(scale.ticks, labels, strict=True):
        y = plot.y(tick)
        sketch.rule((left, y), (right, y), Tone.AXIS if tick == scale.low else Tone.GRID)
        sketch.text(left - 0.5 * sketch.line, y - sketch.line / 2, label, Tone.MUTED, align=1)
    return plot


def _point_labels(sketch: Sketch, plot: Plot, points: Sequence[str], *, ends_only: bool = False) -> None:
    """As many names of points as fit side by side, the last one always."""
    line, room = sketch.line, plot.right - plot.left
    texts = [shorten(point, room / 2 - line, sketch.metrics) for point in points]
    widths = [sketch.metrics.width(text) for text in texts]
    every = max(1, -int(-(max(widths, default=0.0) + 0.6 * line) // max(plot.slot, 0.01)))
    last = len(points) - 1
    for index, (text, wide) in enumerate(zip(texts, widths, strict=True)):
        shown = index in (0, last) if ends_only else (last - index) % every == 0
        if shown:
            middle = plot.middle(index)
            left = min(max(middle - wide / 2, plot.left - line), min(plot.right + line / 2, sketch.width) - wide)
            sketch.text(left, plot.bottom + 0.35 * line, text, Tone.MUTED)
            sketch.rule((middle, plot.bottom), (middle, plot.bottom + 0.25 * line), Tone.AXIS)


# -- lines -------------------------------------------------------------------------------------------------


def draw_lines(sketch: Sketch, chart: LineChart, top: float) -> float:
    """Lines in one plot, named at their ends, or a panel for each; returns the bottom."""
    if chart.panels and len(chart.series) > 1:
        return _panels(sketch, chart, top)
    line = sketch.line
    top = _title_above(sketch, chart.axis, top)
    named = named_at_ends(sketch, chart)
    names = [wrap(one.name, sketch.width * _NAME_SHARE - 2.2 * line, sketch.metrics) for one in chart.series]
    beside = max((sketch.metrics.width(part) for lines in names for part in lines), default=0.0) + 2.6 * line
    needed = sum(len(lines) for lines in names) * line * 1.08
    high = max(_PLOT_LINES * line, needed if named else 0.0)
    scale = _upright_scale(chart.axis, chart.reach(), 6, from_zero=False)
    box = (0.0, top + line / 2, sketch.width - (beside if named else 0.6 * line), top + line / 2 + high)
    plot = _plot(sketch, box, scale, chart.axis, len(chart.points))
    for index, point in enumerate(chart.points):
        said = [point, *(f"{one.name}: {chart.axis.say(one.values[index])}" for one in chart.series)]
        sketch.spot(plot.left + index * plot.slot, plot.top, plot.slot, high, "\n".join(said))
    for order, series in enumerate(chart.series):
        _course(sketch, plot, series, PENS[order % len(PENS)])
    if named:
        _names(sketch, plot, chart, names)
    elif len(chart.series) == 1:
        _value_labels(sketch, plot, chart)
    _point_labels(sketch, plot, chart.points)
    bottom = plot.bottom + 1.5 * line
    return _hidden_points(sketch, plot, chart, bottom)


def named_at_ends(sketch: Sketch, chart: LineChart) -> bool:
    """Whether names stand at the ends of lines; where a word of them is too wide, they stand in a key above."""
    room = sketch.width * _NAME_SHARE - 2.2 * sketch.line
    words = [sketch.metrics.width(word) for one in chart.series for word in one.name.split()]
    return len(chart.series) > 1 and max(words, default=0.0) <= room


def _title_above(sketch: Sketch, axis: Axis, top: float, *, labelled: bool = False) -> float:
    title = axis_title(axis, labelled=labelled)
    lines = wrap(title, sketch.width, sketch.metrics) if title else []
    sketch.texts(0, top, lines, Tone.MUTED)
    return top + ((len(lines) + 0.2) * sketch.line if lines else 0.0)


def _runs(series: Series) -> list[list[tuple[int, float]]]:
    """Points that follow each other without a gap."""
    runs: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(series.values):
        if isinstance(value, (int, float)):
            runs[-1].append((index, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _course(sketch: Sketch, plot: Plot, series: Series, pen: Pen) -> None:
    for run in _runs(series):
        points = [(plot.middle(index), plot.y(value)) for index, value in run]
        if len(points) > 1:
            sketch.path(points, pen)
    for run in _runs(series):
        for index, value in run:
            sketch.mark(plot.middle(index), plot.y(value), pen.mark, pen.tone)


def _value_labels(sketch: Sketch, plot: Plot, chart: LineChart) -> None:
    """Values over the points of a single line, where all of them fit."""
    line = sketch.line
    known = [(index, value) for run in _runs(chart.series[0]) for index, value in run] if chart.series else []
    texts = [chart.axis.say(value) for _, value in known]
    if max((sketch.metrics.width(text) for text in texts), default=0.0) + 0.3 * line > plot.slot:
        return
    for (index, value), text in zip(known, texts, strict=True):
        above = plot.y(value) - 1.4 * line
        y = above if above > plot.top - 0.6 * line else plot.y(value) + 0.4 * line
        wide = sketch.metrics.width(text)
        sketch.ground(plot.middle(index), y, wide)
        sketch.text(plot.middle(index), y, text, align=0.5)


def _names(sketch: Sketch, plot: Plot, chart: LineChart, names: Sequence[Sequence[str]]) -> None:
    """Each line's sign and name beside its last point, moved apart so that none covers another."""
    line = sketch.line
    places = []
    for order, series in enumerate(chart.series):
        known = numbers(series.values)
        places.append((plot.y(known[-1]) if known else plot.bottom, order))
    places.sort()
    heights = [len(names[order]) * line * 1.08 for _, order in places]
    wanted = [middle - high / 2 for (middle, _), high in zip(places, heights, strict=True)]
    for top, (_, order) in zip(spread(wanted, heights, plot.top - line / 2, plot.bottom), places, strict=True):
        pen = PENS[order % len(PENS)]
        x, y = plot.right + 0.3 * line, top + 0.54 * line
        sketch.path([(x, y), (x + 1.7 * line, y)], pen)
        sketch.mark(x + 0.85 * line, y, pen.mark, pen.tone)
        sketch.texts(x + 2.1 * line, top + 0.04 * line, names[order])


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops near the wanted ones, in their order, none covering another; inside top and bottom where there is room."""
    tops: list[float] = []
    limit = top
    for place, high in zip(wanted, heights, strict=True):
        tops.append(max(place, limit))
        limit = tops[-1] + high
    limit = max(bottom, top + sum(heights))
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], limit - heights[index])
        limit = tops[index]
    return tops


def _hidden_points(sketch: Sketch, plot: Plot, chart: LineChart, bottom: float) -> float:
    """A cross at the foot of the plot for points with a hidden value, explained below."""
    line = sketch.line
    reason: Hidden | None = None
    for index in range(len(chart.points)):
        found = next((one.values[index] for one in chart.series if isinstance(one.values[index], Hidden)), None)
        if isinstance(found, Hidden):
            reason = found
            sketch.mark(plot.middle(index), plot.bottom - 0.45 * line, Mark.CROSS, Tone.MUTED)
    if reason is None:
        return bottom
    sketch.mark(plot.left + 0.3 * line, bottom + 0.5 * line, Mark.CROSS, Tone.MUTED)
    lines = wrap(reason.text, plot.right - plot.left - line, sketch.metrics)
    sketch.texts(plot.left + line, bottom, lines, Tone.MUTED)
    return bottom + len(lines) * line


def _panels(sketch: Sketch, chart: LineChart, top: float) -> float:
    """Small plots in a grid with one scale, each named above, with the last value at its end."""
    line = sketch.line
    gutter = 1.4 * line
    columns = max(1, min(3, int((sketch.width + gutter) / (_PANEL_WIDTH * line + gutter))))
    wide = (sketch.width - gutter * (columns - 1)) / columns
    top = _title_above(sketch, chart.axis, top)
    reach = chart.reach()
    scale = _upright_scale(chart.axis, reach, 2, from_zero=False)
    widest = max(map(sketch.metrics.width, {chart.axis.say(value) for value in reach}), default=0.0)
    for start in range(0, len(chart.series), columns):
        row = chart.series[start : start + columns]
        titles = [wrap(one.name, wide, sketch.metrics, bold=True) for one in row]
        head = max(len(title) for title in titles) * line
        bottom = top + head
        for column, (series, title) in enumerate(zip(row, titles, strict=True)):
            left = column * (wide + gutter)
            sketch.texts(left, top + head - len(title) * line, title, bold=True)
            place = (left, top + head + 0.7 * line, left + wide - widest)
            bottom = max(bottom, _panel(sketch, chart, series, scale, place))
        top = bottom + 0.8 * line
    return top


def _panel(sketch: Sketch, chart: LineChart, series: Series, scale: Scale, place: tuple[float, float, float]) -> float:
    left, top, right = place
    line = sketch.line
    box = (left, top, right - 0.2 * line, top + _PANEL_LINES * line)
    plot = _plot(sketch, box, scale, chart.axis, len(chart.points))
    for index, point in enumerate(chart.points):
        said = f"{series.name}\n{point}: {chart.axis.say(series.values[index])}"
        sketch.spot(plot.left + index * plot.slot, plot.top, plot.slot, plot.bottom - plot.top, said)
    _course(sketch, plot, series, PENS[0])
    runs = _runs(series)
    if runs:
        index, value = runs[-1][-1]
        text = chart.axis.say(value)
        x = plot.middle(index) + 0.5 * line
        if index < len(chart.points) - 1:
            sketch.ground(x + sketch.metrics.width(text) / 2, plot.y(value) - line / 2, sketch.metrics.width(text))
        sketch.text(x, plot.y(value) - line / 2, text)
    elif not any(isinstance(value, Hidden) for value in series.values):
        sketch.text(plot.left + 0.4 * line, plot.top + line, NO_DATA, Tone.MUTED)
    _point_labels(sketch, plot, chart.points, ends_only=True)
    return _hidden_points(sketch, plot, LineChart("", chart.points, (series,)), plot.bottom + 1.4 * line)


# -- upright bars ------------------------------------------------------------------------------------------


def upright_fits(sketch: Sketch, chart: BarChart) -> bool:
    """Whether names and values fit under and over upright bars; a grouped hidden value has no room there."""
    several = len(chart.series) > 1 and not chart.stacked
    if several and any(not isinstance(value, (int, float)) for value in chart.values()):
        return False
    width, line = sketch.metrics.width, sketch.line
    slot = (sketch.width - 4 * line) / max(len(chart.categories), 1)
    words = [width(word) for name in chart.categories for word in name.split()]
    words += [width(word) for value in chart.values() if isinstance(value, Hidden) for word in value.text.split()]
    bars = len(chart.series) if several else 1
    return max(words, default=0.0) + 0.5 * line <= slot and _label_room(sketch, chart) * bars + 0.2 * line <= slot


def _label_room(sketch: Sketch, chart: BarChart) -> float:
    """What a bar needs from its neighbour so that no value over it covers another's; 0 without values over bars."""
    if not chart.value_labels:
        return 0.0
    return max((sketch.metrics.width(chart.axis.say(value)) for value in numbers(chart.values())), default=0.0) + (
        0.4 * sketch.line
    )


def draw_upright_bars(sketch: Sketch, chart: BarChart, top: float) -> float:
    """Bars that stand on their categories; returns the bottom."""
    line = sketch.line
    top = _title_above(sketch, chart.axis, top, labelled=chart.value_labels) + line
    scale = _upright_scale(chart.axis, chart.reach(), 6, from_zero=True)
    plot = _plot(sketch, (0.0, top, sketch.width, top + _PLOT_LINES * line), scale, chart.axis, len(chart.categories))
    fills = part_fills(chart)
    lowest = plot.bottom
    for index, name in enumerate(chart.categories):
        said = [
            name,
            *(f"{one.name}: {chart.axis.say(chart.hidden(index) or one.values[index])}" for one in chart.series),
        ]
        sketch.spot(plot.left + index * plot.slot, top, plot.slot, plot.bottom - top, "\n".join(said))
        _standing(sketch, chart, plot, index, fills)
        lines = wrap(name, plot.slot - 0.4 * line, sketch.metrics)
        sketch.texts(plot.middle(index), plot.bottom + 0.35 * line, lines, align=0.5)
        lowest = max(lowest, plot.bottom + (0.35 + len(lines)) * line)
    sketch.rule((plot.left, plot.y(0.0)), (plot.right, plot.y(0.0)), Tone.AXIS)
    return lowest


def _standing(sketch: Sketch, chart: BarChart, plot: Plot, index: int, fills: Sequence[Fill]) -> None:
    line = sketch.line
    values = [series.values[index] for series in chart.series]
    if chart.hidden(index) or not numbers(values):
        hidden = next((value for value in values if isinstance(value, Hidden)), None)
        lines = wrap(hidden.text if hidden else NO_DATA, plot.slot - 0.4 * line, sketch.metrics)
        sketch.texts(plot.middle(index), plot.bottom - (len(lines) + 0.3) * line, lines, Tone.MUTED, align=0.5)
        return
    bars = 1 if chart.stacked else len(values)
    wide = min(plot.slot * 0.7 / bars, 3.2 * line)
    if bars > 1:
        wide = max(wide, _label_room(sketch, chart) / _APART)
    done = 0.0
    for order, value in enumerate(values):
        if not isinstance(value, (int, float)):
            continue
        middle = plot.middle(index) + (0 if chart.stacked else (order - (bars - 1) / 2) * wide * _APART)
        start, end = plot.y(done), plot.y(done + value)
        text = chart.axis.say(value)
        if chart.stacked:
            done += value
            sketch.bar(middle - wide / 2, end, wide, max(start - end - 0.08 * line, 0.0), fills[order])
            if chart.value_labels and start - end > 1.1 * line:
                part_label(sketch, middle, (start + end - line) / 2, wide, text, fills[order])
            continue
        sketch.bar(middle - wide / 2, min(start, end), wide, abs(start - end), fills[order])
        if chart.value_labels:
            sketch.ground(middle, min(start, end) - 1.1 * line, sketch.metrics.width(text))
            sketch.text(middle, min(start, end) - 1.1 * line, text, align=0.5)
