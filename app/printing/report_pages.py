"""A page of a report on paper: its sentences, charts with their figures, and tables."""

from collections.abc import Iterator

from app.core.charts import Chart
from app.core.report_pages import Page, PageTable, table_of, turned
from app.printing.blocks import Block, Heading, Paragraph
from app.printing.charts import chart_blocks
from app.printing.styles import Typography
from app.printing.tables import Table
from app.printing.tagging import Anchor


def page_blocks(page: Page, t: Typography) -> Iterator[Block]:
    """The page under a heading of the second level.

    Charts whose figures stand in the tables follow them: they are not divided and would leave half a sheet empty.
    """
    yield Heading(2, page.title, t.heading, gap=16, anchor=Anchor(page.title, 1))
    for sentence in page.sentences:
        yield Paragraph(sentence, t.body, gap=4)
    for chart in page.charts:
        if chart.title not in page.told:
            yield from _with_figures(chart, t)
    for table in page.tables:
        yield from table_blocks(table, t)
    for chart in page.charts:
        if chart.title in page.told:
            yield from chart_blocks(chart, t, gap=12)


def _with_figures(chart: Chart, t: Typography) -> Iterator[Block]:
    yield from chart_blocks(chart, t, gap=12, table=not turned(chart))
    if turned(chart) and not chart.empty:
        headings, rows = table_of(chart)
        shares = (4.0, *(1.0 for _ in headings[1:]))
        aligns = (0.0, *(1.0 for _ in headings[1:]))
        yield Table(headings, rows, shares, t.subheading, t.small, aligns=aligns, gap=t.small.leading)


def table_blocks(table: PageTable, t: Typography) -> Iterator[Block]:
    """A table under its title; one without rows says so."""
    if table.title:
        yield Heading(3, table.title, t.strong, gap=12)
    if not table.rows:
        yield Paragraph("Brak pozycji.", t.body, gap=4)
        return
    shares = tuple(column.share for column in table.columns)
    aligns = tuple(1.0 if column.numeric else 0.0 for column in table.columns)
    yield Table(
        table.headings,
        table.texts(),
        shares,
        t.subheading,
        t.small,
        aligns=aligns,
        gap=4,
        snug=len(aligns) > 4,
        totals=table.totals,
    )
