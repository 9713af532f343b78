"""Pages of a report as tables of a workbook."""

from collections.abc import Iterator, Sequence

from app.core.charts import NO_DATA, TO_CHECK, BarChart, Chart, Hidden, IntervalChart, LineChart, Value
from app.core.report_pages import Page, PageTable, table_of, turned
from app.exchange.tables import ReportCell, ReportTable


def tables(pages: Sequence[Page], about: Sequence[str]) -> tuple[ReportTable, ...]:
    """A sheet for each chart and table; ``about`` are the sentences that say what was chosen."""
    return tuple(_tables(pages, tuple(about)))


def _tables(pages: Sequence[Page], about: tuple[str, ...]) -> Iterator[ReportTable]:
    for page in pages:
        if not page.charts and not page.tables:
            yield ReportTable(page.title, page.title, (*about, *page.sentences), ("Uwagi",), ())
        several = len(page.charts) + len(page.tables) > 1
        for number, chart in enumerate(page.charts, start=1):
            name = f"{page.title} {number}" if several else page.title
            sentences, headings = (*about, *page.sentences), table_of(chart)[0]
            yield ReportTable(name, chart.title, sentences, headings, tuple(_rows(chart)), _decimals(chart))
        for number, table in enumerate(page.tables, start=len(page.charts) + 1):
            name = f"{page.title} {number}" if several else page.title
            yield _table(name, table, (*about, *page.sentences))


def _table(name: str, table: PageTable, about: tuple[str, ...]) -> ReportTable:
    # money is kept in złote with its grosze, so that the workbook can go on counting
    decimals = max((2 if column.money else column.decimals or 0 for column in table.columns), default=0)
    return ReportTable(name, table.title, about, table.headings, table.rows, decimals)


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
