"""Data tables whose cells hold several paragraphs; a long row goes on overleaf, so that no text is cut off."""

from collections.abc import Iterator, Sequence

from app.printing.blocks import TOLERANCE, Block, Paragraph, Stack
from app.printing.styles import ACCENT, LINE, MUTED, TextStyle
from app.printing.tables import HeaderRow
from app.printing.tagging import Element, Surface

_KEPT = 180.0
"""Points: a row up to this height is moved to the next page rather than divided."""
_BEGUN = 80.0
"""Points: with less room left no row is begun that does not fit."""


class BlockTable(Block):
    """A table with column headers, repeated as an artifact on each further page; ``title_column`` names its row.

    Rows are sequences of cells, a cell is a sequence of blocks. A row higher than ``_KEPT`` is divided where it meets
    the end of a page; every cell goes on in its own column. ``names`` are said again, as artifacts, where a row goes
    on overleaf.
    """

    def __init__(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Sequence[Block]]],
        shares: Sequence[float],
        head: TextStyle,
        *,
        names: Sequence[str] = (),
        title_column: int = 1,
        gap: float = 0.0,
    ) -> None:
        self.gap = gap
        self.element = Element("Table")
        self._shares = shares
        self._header = HeaderRow(headers, head)
        again = [Paragraph(f"{name} – cd.", head.but(colour=MUTED)) if name else None for name in names]
        self._rows = [_Row(cells, title_column, again[number] if again else None) for number, cells in enumerate(rows)]
        self._widths: list[float] = []
        self._continued = False

    def layout(self, width: float) -> float:
        self._widths = [width * share / sum(self._shares) for share in self._shares]
        self._header.layout(self._widths)
        self.height = self._header.height + sum(row.place(self._widths) for row in self._rows)
        return self.height

    def split(self, height: float) -> "tuple[BlockTable, BlockTable] | None":
        used = self._header.height
        for count, row in enumerate(self._rows):
            if used + row.height <= height + TOLERANCE:
                used += row.height
                continue
            parts = None
            if (count == 0 or row.height > _KEPT) and height - used > _BEGUN:
                parts = row.split(height - used)
            if parts:
                return self._part([*self._rows[:count], parts[0]], first=True), self._part(
                    [parts[1], *self._rows[count + 1 :]], first=False
                )
            if count == 0:
                return None
            return self._part(self._rows[:count], first=True), self._part(self._rows[count:], first=False)
        return None

    def _part(self, rows: list["_Row"], *, first: bool) -> "BlockTable":
        part = BlockTable((), (), self._shares, self._header.style, gap=self.gap)
        part.element, part._header, part._rows, part._widths = self.element, self._header, rows, self._widths
        part._continued = self._continued or not first
        part.height = self._header.height + sum(row.height for row in rows)
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        width = sum(self._widths)
        if self._continued:
            with surface.artifact("/Type/Pagination"):
                self._header.draw_untagged(surface, x, top, self._widths)
        else:
            self._header.draw(surface, x, top, element, self._widths)
        top -= self._header.height
        with surface.artifact():
            surface.rule(x, top, width, ACCENT)
        for row in self._rows:
            row.draw(surface, x, top, element, self._widths)
            top -= row.height
            with surface.artifact():
                surface.rule(x, top, width, LINE)

    def plain(self) -> Iterator[str]:
        yield " – ".join(self._header.texts)
        for row in self._rows:
            for cell in row.cells:
                yield from cell.plain()


class _Row:
    """Cells side by side; a part of a divided row hangs its content under the same elements."""

    aside, above = 3.0, 3.5
    """Points free at the sides and above and below a cell."""

    def __init__(self, cells: Sequence[Sequence[Block]], title_column: int, again: Paragraph | None = None) -> None:
        self.column, self.again = title_column, again
        self.continued = False
        self.cells = [Stack(cell) for cell in cells]
        self.height = 0.0
        self.element = Element("TR")
        self.places = [
            Element("TH", "/A<</O/Table/Scope/Row>>") if number == title_column else Element("TD")
            for number in range(len(self.cells))
        ]

    def place(self, widths: Sequence[float]) -> float:
        for cell, width in zip(self.cells, widths, strict=True):
            cell.layout(width - 2 * self.aside)
        if self.again:
            self.again.layout(widths[self.column] - 2 * self.aside)
        return self._measured()

    def _measured(self) -> float:
        self.height = max(cell.height for cell in self.cells) + 2 * self.above
        return self.height

    @property
    def said_again(self) -> Paragraph | None:
        """The name, where the row goes on and its own column has nothing more to say."""
        fits = self.again is not None and self.again.height <= self.height - 2 * self.above
        return self.again if self.continued and fits and not self.cells[self.column].blocks else None

    def split(self, height: float) -> "tuple[_Row, _Row] | None":
        room = height - 2 * self.above
        heads, tails = [], []
        for cell in self.cells:
            whole = cell.height <= room + TOLERANCE
            parts = None if whole else cell.split(room)
            heads.append(cell if whole else parts[0] if parts else Stack(()))
            tails.append(Stack(()) if whole else parts[1] if parts else cell)
        if not any(cell.blocks for cell in heads) or not any(cell.blocks for cell in tails):
            return None
        return self._part(heads, continued=self.continued), self._part(tails, continued=True)

    def _part(self, cells: list[Stack], *, continued: bool) -> "_Row":
        part = _Row((), self.column, self.again)
        part.continued = continued
        part.cells, part.element, part.places = cells, self.element, self.places
        part._measured()
        return part

    def draw(self, surface: Surface, x: float, top: float, table: Element, widths: Sequence[float]) -> None:
        row = self.element.under(table)
        for place in self.places:
            # all of them first: also an empty cell counts, and a cell that goes on overleaf keeps its column
            place.under(row)
        if self.said_again:
            with surface.artifact("/Type/Pagination"):
                self.said_again.draw_untagged(surface, x + sum(widths[: self.column]) + self.aside, top - self.above)
        for cell, place, width in zip(self.cells, self.places, widths, strict=True):
            cell.draw(surface, x + self.aside, top - self.above, place)
            x += width
