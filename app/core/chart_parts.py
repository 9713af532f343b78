"""A chart of very many rows divided into several with one axis, so that each fits on a sheet of paper."""

from dataclasses import replace
from itertools import pairwise

from app.core.chart_numbers import scale_for
from app.core.charts import Axis, BarChart, Chart, IntervalChart, LineChart


def row_count(chart: Chart) -> int:
    """How many pieces a chart can be divided into: its rows, or the panels of its lines."""
    if isinstance(chart, BarChart):
        return len(chart.categories)
    if isinstance(chart, LineChart):
        return len(chart.series) if chart.panels else 1
    return len(chart.entries)


def divided(chart: Chart, most: int) -> tuple[Chart, ...]:
    """Parts of at most ``most`` rows and of even length; a chart that is short enough stays whole.

    The title of a part says which it is.
    """
    count = row_count(chart)
    if count <= most:
        return (chart,)
    parts = -(-count // most)
    cuts = [round(count * index / parts) for index in range(parts + 1)]
    axis = _common_axis(chart)
    return tuple(
        replace(_part(chart, axis, start, end), title=f"{chart.title} (część {number} z {parts})")
        for number, (start, end) in enumerate(pairwise(cuts), 1)
    )


def _part(chart: Chart, axis: Axis, start: int, end: int) -> Chart:
    if isinstance(chart, BarChart):
        series = tuple(replace(one, values=one.values[start:end]) for one in chart.series)
        categories = chart.categories[start:end]
        return replace(chart, axis=axis, horizontal=True, categories=categories, series=series)
    if isinstance(chart, LineChart):
        return replace(chart, axis=axis, series=chart.series[start:end])
    if isinstance(chart, IntervalChart):
        return replace(chart, axis=axis, entries=chart.entries[start:end])
    return replace(chart, axis=axis, entries=chart.entries[start:end])


def _common_axis(chart: Chart) -> Axis:
    values = chart.reach()
    from_zero = isinstance(chart, BarChart)
    scale = scale_for(values, low=chart.axis.low, high=chart.axis.high, from_zero=from_zero)
    return replace(chart.axis, low=scale.low, high=scale.high)
