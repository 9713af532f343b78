"""Pages of the statistics as tables of a workbook."""

from collections.abc import Iterator, Sequence

from app.core.charts import NO_DATA, TO_CHECK, BarChart, Chart, Hidden, IntervalChart, LineChart, Value
from app.exchange.tables import ReportCell, ReportTable
from app.registers.evaluations.statistics.pages import Page, table_of, turned


def tables(pages: Sequence[Page], about: Sequence[str]) -> tuple[ReportTable, ...]:
    """A sheet for each chart; ``about`` are the sentences that say what was chosen."""
    return tuple(_tables(pages, tuple(about)))


def _tables(pages: Sequence[Page], about: tuple[str, ...]) -> Iterator[ReportTable]:
    for page in pages:
        if not page.charts:
            yield ReportTable(page.title, page.title, (*about, *page.sentences), ("Uwagi",), ())
        for number, chart in enumerate(page.charts, start=1):
            name = page.title if len(page.charts) == 1 else f"{page.title} {number}"
            sentences, headings = (*about, *page.sentences), table_of(chart)[0]
            yield ReportTable(name, chart.title, sentences, headings, tuple(_rows(chart)), _decimals(chart))


def _rows(chart: Chart) -> Iterator[tuple[ReportCell, ...]]:
    if isinstance(chart, IntervalChart):
        for entry in chart.entries:
            remark = TO_CHECK if entry.flagged else ""
            yield entry.label, _cell(entry.value), chart.span(entry), remark
    elif isinstance(chart, LineChart) and turned(chart):
        for series in chart.series:
            yield series.name, *map(_cell, series.values)
    elif isinstance(chart, LineChart):
        for place, point in enumerate(chart.points):
            yield point, *(_cell(series.values[place]) for series in chart.series)
    elif isinstance(chart, BarChart):
        for place, name in enumerate(chart.categories):
            hidden = chart.hidden(place)
            yield name, *(_cell(hidden or series.values[place]) for series in chart.series)
    else:
        yield from chart.rows()


def _cell(value: Value) -> ReportCell:
    if isinstance(value, Hidden):
        return value.text
    return NO_DATA if value is None else float(value)


def _decimals(chart: Chart) -> int:
    # a share tells more with a decimal than a narrow bar can hold
    return max(chart.axis.decimals, 1) if chart.axis.unit == "%" else chart.axis.decimals
