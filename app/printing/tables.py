"""Data tables on paper, with header cells that readers announce."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from app.core.progress import NoProgress, Progress
from app.printing.blocks import TOLERANCE, Block, Content, plain_lines
from app.printing.fonts import Cut
from app.printing.styles import ACCENT, LINE, Colour, TextStyle
from app.printing.tagging import Element, Surface
from app.printing.text import Line, Span, break_lines, text_width

_REPORT_EVERY = 250
"""Rows laid out between two reports of progress."""
_SCOPE = "/A<</O/Table/Scope/Column>>"


class Table(Block):
    """A data table with column headers, repeated as an artifact on each further page.

    ``aligns`` are 0 for left, 1 for right, 0.5 for the middle; a cell is text or spans. Rows are not divided.
    ``room`` is the least height of a row in points, for what is written by hand; ``upright`` draws lines between
    columns, too. ``snug`` makes columns at the right as wide as what they hold and leaves the rest to the others;
    ``totals`` are the last rows, sums in bold.
    ``progress`` is told of the rows as they are laid out: with thousands of them that takes a while.
    """

    def __init__(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Content]],
        shares: Sequence[float],
        head: TextStyle,
        body: TextStyle,
        *,
        aligns: Sequence[float] = (),
        gap: float = 0.0,
        room: float = 0.0,
        upright: bool = False,
        snug: bool = False,
        totals: int = 0,
        progress: Progress | None = None,
    ) -> None:
        self.gap = gap
        self._room, self._upright, self._snug = room, upright, snug
        self._progress = progress or NoProgress()
        self._aligns = aligns or [0.0] * len(headers)
        self.element = Element("Table")
        self._shares = shares
        self._header = _TableRow(headers, head)
        sums, strong = len(rows) - totals, body.but(cut=Cut.BOLD)
        self._rows = [_TableRow(row, body if number < sums else strong) for number, row in enumerate(rows)]
        for row in (self._header, *self._rows):
            if len(row.cells) != len(self._aligns):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self._aligns)} columns")
        self._widths: list[float] = []
        self._continued = False

    def layout(self, width: float) -> float:
        self._widths = self._shared(width)
        self._header.place(self._widths, {}, aligns=self._aligns)
        known: _Known = {}
        for number, row in enumerate(self._rows):
            if number % _REPORT_EVERY == 0:
                self._progress.report(number, len(self._rows), "Układanie wierszy")
            row.place(self._widths, known, self._room, self._aligns)
        self.height = self._header.height + sum(row.height for row in self._rows)
        return self.height

    def _shared(self, width: float) -> list[float]:
        """The widths of the columns: snug ones first, where enough is left for the others; then by shares."""
        by_share = [width * share / sum(self._shares) for share in self._shares]
        numeric = [number for number, align in enumerate(self._aligns) if align == 1]
        if self._snug:
            needed = {number: self._needed(number, self._rows) for number in numeric}
        else:
            # a header over numbers is not broken inside a word
            least = {number: self._needed(number, ()) for number in numeric}
            needed = {number: wide for number, wide in least.items() if wide > by_share[number]}
        left = width - sum(needed.values())
        others = sum(share for number, share in enumerate(self._shares) if number not in needed)
        if not needed or not others or left < width * _LEAST_LEFT:
            return by_share
        return [needed.get(number, left * share / others) for number, share in enumerate(self._shares)]

    def _needed(self, column: int, rows: Sequence["_TableRow"]) -> float:
        """The width that keeps a column's cells in these rows on one line, and its header's words whole."""
        head = self._header.cells[column]
        words = head.split() if isinstance(head, str) else []
        wide = [text_width(word, self._header.style) for word in words]
        wide += [text_width(cell, row.style) for row in rows if isinstance(cell := row.cells[column], str)]
        return max(wide, default=0.0) + 2 * _TableRow.padding + _apart(self._aligns, column) + _SPARE

    def split(self, height: float) -> "tuple[Table, Table] | None":
        used, count = self._header.height, 0
        for row in self._rows:
            if used + row.height > height + TOLERANCE:
                break
            used += row.height
            count += 1
        if not 0 < count < len(self._rows):
            return None
        rest = self.height - used + self._header.height
        return self._part(self._rows[:count], used, self._continued), self._part(self._rows[count:], rest, True)

    def _part(self, rows: list["_TableRow"], height: float, continued: bool) -> "Table":
        part = Table((), (), self._shares, self._header.style, self._header.style, gap=self.gap)
        part.element, part._header, part._rows, part._widths = self.element, self._header, rows, self._widths
        part._aligns, part._continued, part._upright, part.height = self._aligns, continued, self._upright, height
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        width, first = sum(self._widths), top
        if self._continued:
            with surface.artifact("/Type/Pagination"):
                self._header.draw_untagged(surface, x, top, self._widths, self._aligns)
        else:
            self._header.draw(surface, x, top, element, self._widths, self._aligns, "TH", _SCOPE)
        top -= self._header.height
        self._line(surface, x, top, width, ACCENT)
        for row in self._rows:
            row.draw(surface, x, top, element, self._widths, self._aligns)
            top -= row.height
            self._line(surface, x, top, width, LINE)
        if self._upright:
            with surface.artifact():
                surface.rule(x, first, width, LINE)
                for left in accumulate(self._widths, initial=0.0):
                    surface.upright(x + left, top, first, LINE)

    def plain(self) -> Iterator[str]:
        for row in (self._header, *self._rows):
            cells = (" ".join(plain_lines(_spans(cell, row.style))) for cell in row.cells)
            yield " – ".join(cell for cell in cells if cell)

    @staticmethod
    def _line(surface: Surface, x: float, y: float, width: float, colour: Colour) -> None:
        surface.begin_artifact()
        surface.rule(x, y, width, colour)
        surface.end()


_LEAST_LEFT = 0.15
"""Of the width of a table for all columns that are not snug."""
_SPARE = 0.5
"""Points, so that what was measured in pieces is not broken."""
_APART = 6.0
"""Points more between a number at the right of its column and a text that begins in the next one."""


def _apart(aligns: Sequence[float], column: int) -> float:
    return _APART if aligns[column] == 1 and column + 1 < len(aligns) and aligns[column + 1] == 0 else 0.0


_MOST_LINES = 30
"""Lines of a cell that fit on a page of any size and direction."""
_Known = dict[tuple[int, str], list[Line]]
"""Lines of texts by column and text: registers say the same again and again."""


def _spans(cell: Content, style: TextStyle) -> Sequence[Span]:
    return (Span(cell, style),) if isinstance(cell, str) else tuple(cell)


class _TableRow:
    """Cells as they were given until they are laid out; elements are made when they are drawn."""

    __slots__ = ("cells", "height", "lines", "style")
    padding = 3.0

    def __init__(self, cells: Sequence[Content], style: TextStyle) -> None:
        self.cells = cells
        self.style = style
        self.lines: list[list[Line]] = []
        self.height = 0.0

    def place(self, widths: Sequence[float], known: _Known, room: float = 0.0, aligns: Sequence[float] = ()) -> None:
        """Breaks the texts; every line of a cell has the leading of the row's style."""
        self.lines = []
        most = 0
        for column, cell in enumerate(self.cells):
            width = widths[column] - (_apart(aligns, column) if aligns else 0.0)
            if isinstance(cell, str):
                key = (column, cell)
                lines = known.get(key)
                if lines is None:
                    lines = known[key] = self._broken(cell, width)
            else:
                lines = self._broken(cell, width)
            self.lines.append(lines)
            most = max(most, len(lines))
        self.height = max(most * self.style.leading + 2 * self.padding, room)

    def _broken(self, cell: Content, width: float) -> list[Line]:
        lines = break_lines(_spans(cell, self.style), width - 2 * self.padding)
        if len(lines) <= _MOST_LINES:
            return lines
        # a row does not go on overleaf: rather a text without its own line ends than one that leaves the page
        joined = [replace(span, text=span.text.replace("\n", " ")) for span in _spans(cell, self.style)]
        return break_lines(joined, width - 2 * self.padding)

    def draw(
        self,
        surface: Surface,
        x: float,
        top: float,
        table: Element,
        widths: Sequence[float],
        aligns: Sequence[float],
        role: str = "TD",
        attributes: str = "",
    ) -> None:
        row = Element("TR").under(table)
        for column, (lines, width) in enumerate(zip(self.lines, widths, strict=True)):
            # also an empty cell needs its element, or the row would have fewer columns than its neighbours
            element = Element(role, attributes).under(row)
            if lines:
                surface.begin(element)
                self._text(surface, lines, x, top, width - _apart(aligns, column), aligns[column])
                surface.end()
            x += width

    def draw_untagged(
        self, surface: Surface, x: float, top: float, widths: Sequence[float], aligns: Sequence[float]
    ) -> None:
        for column, (lines, width) in enumerate(zip(self.lines, widths, strict=True)):
            self._text(surface, lines, x, top, width - _apart(aligns, column), aligns[column])
            x += width

    def _text(self, surface: Surface, lines: list[Line], x: float, top: float, width: float, align: float) -> None:
        offsets = [(width - 2 * self.padding - line.width) * align for line in lines] if align else ()
        surface.lines(lines, self.style, x + self.padding, top - self.padding, offsets)


class HeaderRow:
    """The header cells of a table that draws its other rows itself."""

    def __init__(self, texts: Sequence[str], style: TextStyle) -> None:
        self.texts, self.style = tuple(texts), style
        self._row = _TableRow(texts, style)
        self._aligns = [0.0] * len(self.texts)

    @property
    def height(self) -> float:
        """In points, once laid out."""
        return self._row.height

    def layout(self, widths: Sequence[float]) -> None:
        """Breaks the texts at the widths of the columns, in points."""
        self._row.place(widths, {})

    def draw(self, surface: Surface, x: float, top: float, table: Element, widths: Sequence[float]) -> None:
        """As header cells that readers announce."""
        self._row.draw(surface, x, top, table, widths, self._aligns, "TH", _SCOPE)

    def draw_untagged(self, surface: Surface, x: float, top: float, widths: Sequence[float]) -> None:
        """Again on a further page, inside an artifact that the caller opened."""
        self._row.draw_untagged(surface, x, top, widths, self._aligns)
