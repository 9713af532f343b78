"""Data tables on paper, with header cells that readers announce."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from app.printing.blocks import TOLERANCE, Block, Content, Paragraph
from app.printing.styles import ACCENT, LINE, Colour, TextStyle
from app.printing.tagging import Element, Surface


class Table(Block):
    """A data table with column headers, repeated as an artifact on each further page.

    ``aligns`` are 0 for left, 1 for right, 0.5 for the middle; a cell is text or spans. Rows are not divided.
    ``room`` is the least height of a row in points, for what is written by hand; ``upright`` draws lines between
    columns, too.
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
    ) -> None:
        self.gap = gap
        self._room, self._upright = room, upright
        aligns = aligns or [0.0] * len(headers)
        scope = "/A<</O/Table/Scope/Column>>"
        self.element = Element("Table")
        self._shares = shares
        self._header = _TableRow([_cell(t, head, a, "TH", scope) for t, a in zip(headers, aligns, strict=True)], head)
        self._rows = [
            _TableRow([_cell(c, body, a, "TD") for c, a in zip(row, aligns, strict=True)], body) for row in rows
        ]
        self._widths: list[float] = []
        self._continued = False

    def layout(self, width: float) -> float:
        self._widths = [width * share / sum(self._shares) for share in self._shares]
        self._header.place(self._widths)
        for row in self._rows:
            row.place(self._widths, self._room)
        return self._measure()

    def _measure(self) -> float:
        self.height = self._header.height + sum(row.height for row in self._rows)
        return self.height

    def split(self, height: float) -> "tuple[Table, Table] | None":
        room, count = height - self._header.height, 0
        for row in self._rows:
            room -= row.height
            if room < -TOLERANCE:
                break
            count += 1
        if not 0 < count < len(self._rows):
            return None
        return self._part(self._rows[:count], self._continued), self._part(self._rows[count:], True)

    def _part(self, rows: list["_TableRow"], continued: bool) -> "Table":
        part = Table((), (), self._shares, TextStyle(1, 1), TextStyle(1, 1), gap=self.gap)
        part.element, part._header, part._rows, part._widths = self.element, self._header, rows, self._widths
        part._continued, part._upright = continued, self._upright
        part._measure()
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        width, first = sum(self._widths), top
        if self._continued:
            with surface.artifact("/Type/Pagination"):
                self._header.draw_untagged(surface, x, top, self._widths)
        else:
            self._header.draw(surface, x, top, element, self._widths)
        top -= self._header.height
        self._line(surface, x, top, width, ACCENT)
        for row in self._rows:
            row.draw(surface, x, top, element, self._widths)
            top -= row.height
            self._line(surface, x, top, width, LINE)
        if self._upright:
            with surface.artifact():
                surface.rule(x, first, width, LINE)
                for left in accumulate(self._widths, initial=0.0):
                    surface.upright(x + left, top, first, LINE)

    def plain(self) -> Iterator[str]:
        for row in (self._header, *self._rows):
            cells = (" ".join(cell.plain()) for cell in row.cells)
            yield " – ".join(cell for cell in cells if cell)

    @staticmethod
    def _line(surface: Surface, x: float, y: float, width: float, colour: Colour) -> None:
        with surface.artifact():
            surface.rule(x, y, width, colour)


def _cell(content: Content, style: TextStyle, align: float, role: str, attributes: str = "") -> Paragraph:
    cell = Paragraph(content, style, role=role, align=align)
    cell.element.attributes = attributes
    return cell


class _TableRow:
    padding = 3.0

    def __init__(self, cells: Sequence[Paragraph], style: TextStyle) -> None:
        self.cells = cells
        self.style = style
        self.height = 0.0

    def place(self, widths: Sequence[float], room: float = 0.0) -> None:
        inside = [cell.layout(width - 2 * self.padding) for cell, width in zip(self.cells, widths, strict=True)]
        self.height = max(max(inside, default=0.0) + 2 * self.padding, room)

    def draw(self, surface: Surface, x: float, top: float, table: Element, widths: Sequence[float]) -> None:
        row = Element("TR").under(table)
        for cell, width in zip(self.cells, widths, strict=True):
            # also an empty cell needs its element, or the row would have fewer columns than its neighbours
            cell.element.under(row)
            cell.draw(surface, x + self.padding, top - self.padding, row)
            x += width

    def draw_untagged(self, surface: Surface, x: float, top: float, widths: Sequence[float]) -> None:
        for cell, width in zip(self.cells, widths, strict=True):
            cell.draw_untagged(surface, x + self.padding, top - self.padding)
            x += width
