"""A page of a report as data: sentences, charts and tables that the window shows, the print and the workbook hold."""

from dataclasses import dataclass

from app.core.chart_numbers import number
from app.core.charts import Chart, LineChart
from app.core.money import format_money

Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """A column of a table: ``decimals`` None holds texts; ``money`` holds złote."""

    heading: str
    decimals: int | None = None
    money: bool = False
    share: float = 2.0
    """Its width on paper, against the others."""

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers and stands to the right."""
        return self.money or self.decimals is not None

    def say(self, cell: Cell) -> str:
        """A cell in words and figures; nothing is a dash."""
        if cell is None:
            return "–"
        if isinstance(cell, str):
            return cell
        return format_money(round(cell * 100)) if self.money else number(cell, self.decimals or 0)


@dataclass(frozen=True)
class PageTable:
    """A table; the last ``totals`` rows are sums of those above. ValueError when a row has other columns."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(row)

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the columns."""
        return tuple(column.heading for column in self.columns)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as people read them."""
        return tuple(tuple(map(Column.say, self.columns, row)) for row in self.rows)


@dataclass(frozen=True)
class Page:
    """One page; ``sentences`` stand above the charts, tables below them.

    ``told`` are titles of charts whose figures stand in the page's own tables: on paper they need no table beside them.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    tables: tuple[PageTable, ...] = ()
    told: frozenset[str] = frozenset()


def table_of(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and rows of a chart read as a table; many lines over few years stand below each other."""
    headings, rows = chart.headings(), chart.rows()
    if not isinstance(chart, LineChart) or not turned(chart):
        return headings, rows
    names, *columns = zip(*rows, strict=True)
    return (chart.lines, *names), tuple(zip(headings[1:], *zip(*columns, strict=True), strict=True))


def turned(chart: Chart) -> bool:
    """Whether its table has a row for each line instead of each year."""
    return isinstance(chart, LineChart) and chart.panels and bool(chart.points)
