"""What a page is made of. Every block is laid out once, may be divided at a page's end, and tags what it draws.

Blocks are used once: a block drawn twice would hang its marked content under the same element.
"""

from collections.abc import Sequence

from app.printing.styles import ACCENT, LINE, SOFT, WHITE, Colour, TextStyle
from app.printing.tagging import Anchor, Element, Surface
from app.printing.text import Line, Part, Span, break_lines, fill_lines, prepare_spans, text_width
from app.printing.typography import prepare

Content = str | Sequence[Span]
_TOLERANCE = 0.01
_BALANCED = 800.0
"""Columns higher than a page are not balanced."""


class Block:
    """Something with a height. ``gap`` is the free space above it, dropped at the top of a page."""

    gap: float = 0.0
    keep_with_next: bool = False
    height: float = 0.0

    def layout(self, width: float) -> float:
        """Sets and returns the height in points at a width in points."""
        raise NotImplementedError

    def split(self, height: float) -> "tuple[Block, Block] | None":
        """Two laid out parts, the first no higher than ``height``; None when it cannot be divided there."""
        return None

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        """Draws the block below ``top`` and hangs its element under ``parent``."""
        raise NotImplementedError


class Space(Block):
    """Free space."""

    def __init__(self, height: float) -> None:
        self.height = height

    def layout(self, width: float) -> float:
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        """Nothing is drawn."""


class Stack(Block):
    """Blocks one under another; the unit that pages, columns, list items and panels are filled with."""

    def __init__(
        self, blocks: Sequence[Block], *, gap: float = 0.0, role: str = "", title: str = "", keep: bool = False
    ) -> None:
        self.blocks = list(blocks)
        self.gap = gap
        self.keep_with_next = False
        self.element = Element(role, title=title) if role else None
        self._keep = keep

    def layout(self, width: float) -> float:
        self.height = sum(block.layout(width) + (block.gap if n else 0.0) for n, block in enumerate(self.blocks))
        return self.height

    def split(self, height: float, *, force: bool = False) -> "tuple[Stack, Stack] | None":
        """As for every block; with ``force`` at least one block goes into the first part."""
        if self._keep and not force:
            return None
        used = 0.0
        for index, block in enumerate(self.blocks):
            gap = block.gap if index else 0.0
            if used + gap + block.height > height + _TOLERANCE:
                return self._divide(index, height - used - gap, force=force)
            used += gap + block.height
        return None

    def _divide(self, index: int, room: float, *, force: bool) -> "tuple[Stack, Stack] | None":
        block = self.blocks[index]
        parts = block.split(room) if room > 0 else None
        if parts:
            return self._part([*self.blocks[:index], parts[0]]), self._part([parts[1], *self.blocks[index + 1 :]])
        cut = index
        while cut and self.blocks[cut - 1].keep_with_next:
            cut -= 1
        if cut == 0:
            if not force:
                return None
            cut = max(index, 1)
        return self._part(self.blocks[:cut]), self._part(self.blocks[cut:])

    def _part(self, blocks: Sequence[Block]) -> "Stack":
        part = Stack(blocks, gap=self.gap)
        part.element = self.element
        part.height = sum(block.height + (block.gap if n else 0.0) for n, block in enumerate(blocks))
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        own = self.element.under(parent) if self.element else parent
        for index, block in enumerate(self.blocks):
            top -= block.gap if index else 0.0
            block.draw(surface, x, top, own)
            top -= block.height


class Paragraph(Block):
    """Text in one or more spans, which stand a space apart; ``\\n`` starts a new line.

    ``link`` makes the whole paragraph a link to a web address or an anchor, announced as ``link_text``.
    """

    def __init__(
        self,
        content: Content,
        style: TextStyle,
        *,
        gap: float = 0.0,
        role: str = "P",
        align: float = 0.0,
        keep_with_next: bool = False,
        link: str | Anchor | None = None,
        link_text: str = "",
    ) -> None:
        self.spans = (Span(content, style),) if isinstance(content, str) else tuple(content)
        self.style = style
        self.gap = gap
        self.keep_with_next = keep_with_next
        self.element = Element(role)
        self.align = align
        self._link = link
        self._link_text = link_text
        self._link_element: Element | None = Element("Link") if link is not None else None
        self._prepared: Sequence[Part] | None = None
        self._lines: Sequence[Line] = ()
        self._width = -1.0

    def layout(self, width: float) -> float:
        if width == self._width:
            return self.height
        if self._prepared is None:
            self._prepared = prepare_spans(self.spans)
        self._width = width
        self._lines = fill_lines(self._prepared, width)
        self.height = len(self._lines) * self.style.leading
        return self.height

    def split(self, height: float) -> "tuple[Paragraph, Paragraph] | None":
        count = int((height + _TOLERANCE) // self.style.leading)
        # no single line is left behind or carried over
        count = min(count, len(self._lines) - 2)
        if count < 2:
            return None
        return self._part(self._lines[:count]), self._part(self._lines[count:])

    def _part(self, lines: Sequence[Line]) -> "Paragraph":
        part = Paragraph((), self.style, gap=self.gap, align=self.align, keep_with_next=self.keep_with_next)
        part.element, part._lines, part._width = self.element, lines, self._width
        part._link, part._link_text, part._link_element = self._link, self._link_text, self._link_element
        part.height = len(lines) * self.style.leading
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        if not self._lines:
            return
        element = self.element.under(parent)
        if self._link_element is not None:
            element = self._link_element.under(element)
        surface.begin(element)
        offsets = [(self._width - line.width) * self.align for line in self._lines] if self.align else ()
        surface.lines(self._lines, self.style, x, top, offsets)
        surface.end()
        if self._link is not None:
            shift = min(offsets, default=0.0)
            wide = max(line.width for line in self._lines)
            box = (x + shift, top - self.height, x + shift + wide, top)
            text = self._link_text or " ".join(span.text for span in self.spans)
            surface.link(box, self._link, text, element)

    def draw_plain(self, surface: Surface, x: float, top: float) -> None:
        """The text alone, inside an artifact that the caller opened."""
        offsets = [(self._width - line.width) * self.align for line in self._lines] if self.align else ()
        surface.lines(self._lines, self.style, x, top, offsets)


class Heading(Block):
    """A heading of level 1 to 3, kept with what follows; with an anchor level it is also a bookmark."""

    keep_with_next = True

    def __init__(
        self,
        level: int,
        text: str,
        style: TextStyle,
        *,
        gap: float = 0.0,
        ruled: bool = False,
        anchor: Anchor | None = None,
    ) -> None:
        self.gap = gap
        self.text = text
        self.style = style
        self.element = Element(f"H{level}")
        self.anchor = anchor
        self._below = style.leading * 0.4 if ruled else style.leading * 0.1
        self._ruled = ruled
        self._lines: Sequence[Line] = ()
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        self._lines = break_lines((Span(self.text, self.style),), width)
        self.height = len(self._lines) * self.style.leading + self._below
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        if self.anchor:
            surface.mark(self.anchor, top)
        surface.begin(self.element.under(parent))
        surface.lines(self._lines, self.style, x, top, ())
        surface.end()
        if self._ruled:
            with surface.artifact():
                surface.rule(x, top - len(self._lines) * self.style.leading - 1, self._width, LINE)


class Panel(Block):
    """Blocks on a soft background; not divided between pages unless it is higher than one."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        gap: float = 0.0,
        padding: float = 10.0,
        fill: Colour = SOFT,
        bar: Colour | None = None,
        minimum: float = 0.0,
    ) -> None:
        self.gap = gap
        self.inside = Stack(blocks)
        self.padding = padding
        self._fill = fill
        self._bar = bar
        self._width = 0.0
        self._minimum = minimum

    def layout(self, width: float) -> float:
        self._width = width
        self.height = max(self.inside.layout(width - 2 * self.padding) + 2 * self.padding, self._minimum)
        return self.height

    def split(self, height: float) -> "tuple[Panel, Panel] | None":
        parts = self.inside.split(height - 2 * self.padding)
        return (self._part(parts[0]), self._part(parts[1])) if parts else None

    def _part(self, inside: Stack) -> "Panel":
        part = Panel((), gap=self.gap, padding=self.padding, fill=self._fill, bar=self._bar)
        part.inside, part._width = inside, self._width
        part.height = inside.height + 2 * self.padding
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        with surface.artifact():
            surface.box(x, top - self.height, self._width, self.height, fill=self._fill, radius=4)
            if self._bar:
                surface.box(x, top - self.height, 3, self.height, fill=self._bar)
        self.inside.draw(surface, x + self.padding, top - self.padding, parent)


class Columns(Block):
    """Blocks side by side, read column by column; each column goes on in its own place on the next page."""

    def __init__(
        self, columns: Sequence[Sequence[Block]], shares: Sequence[float], *, gutter: float, gap: float = 0.0
    ) -> None:
        self.gap = gap
        self.stacks = [Stack(blocks, role="Div") for blocks in columns]
        self._shares = shares
        self._gutter = gutter
        self._lefts: list[float] = []
        self._width = 0.0

    def layout(self, width: float) -> float:
        free = width - self._gutter * (len(self.stacks) - 1)
        total = sum(self._shares)
        left = 0.0
        self._lefts, self._width = [], width
        for stack, share in zip(self.stacks, self._shares, strict=True):
            self._lefts.append(left)
            stack.layout(free * share / total)
            left += free * share / total + self._gutter
        self.height = max(stack.height for stack in self.stacks)
        return self.height

    def split(self, height: float) -> "tuple[Columns, Columns] | None":
        heads: list[Stack] = []
        tails: list[Stack] = []
        for stack in self.stacks:
            if stack.height <= height + _TOLERANCE:
                heads.append(stack)
                tails.append(stack._part(()))
                continue
            parts = stack.split(height)
            if parts is None:
                return None
            heads.append(parts[0])
            tails.append(parts[1])
        return self._part(heads), self._part(tails)

    def _part(self, stacks: list[Stack]) -> "Columns":
        part = Columns((), self._shares, gutter=self._gutter, gap=self.gap)
        part.stacks, part._lefts = stacks, self._lefts
        part.height = max(stack.height for stack in stacks)
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        # all elements first, so that the left column stays before the right one when it goes on overleaf
        for stack in self.stacks:
            if stack.blocks and stack.element:
                stack.element.under(parent)
        for stack, left in zip(self.stacks, self._lefts, strict=True):
            if stack.blocks:
                stack.draw(surface, x + left, top, parent)


class Newspaper(Block):
    """Blocks that fill one column to the bottom and go on in the next; the last page's columns are balanced."""

    def __init__(self, blocks: Sequence[Block], *, columns: int = 2, gutter: float = 24.0, gap: float = 0.0) -> None:
        self.gap = gap
        self._stack = Stack(blocks)
        self._columns = columns
        self._gutter = gutter
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        self._stack.layout((width - self._gutter * (self._columns - 1)) / self._columns)
        return self._measure()

    def _measure(self) -> float:
        self.height = self._stack.height / self._columns
        while self._fill(self.height)[1] is not None and self.height < _BALANCED:
            self.height += 6.0
        return self.height

    def _fill(self, height: float) -> "tuple[list[Stack], Stack | None]":
        rest: Stack | None = self._stack
        filled: list[Stack] = []
        while rest is not None and len(filled) < self._columns:
            parts = rest.split(height) if rest.height > height + _TOLERANCE else None
            if parts is None and rest.height > height + _TOLERANCE:
                break
            filled.append(parts[0] if parts else rest)
            rest = parts[1] if parts else None
        return filled, rest

    def split(self, height: float) -> "tuple[Newspaper, Newspaper] | None":
        filled, rest = self._fill(height)
        if rest is None or not filled:
            return None
        head, tail = self._part(), self._part()
        head._stack = filled[0]._part([block for stack in filled for block in stack.blocks])
        head.height = height
        tail._stack = rest
        tail._measure()
        return head, tail

    def _part(self) -> "Newspaper":
        part = Newspaper((), columns=self._columns, gutter=self._gutter, gap=self.gap)
        part._width = self._width
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        step = (self._width + self._gutter) / self._columns
        for column, stack in enumerate(self._fill(self.height)[0]):
            stack.draw(surface, x + column * step, top, parent)


class Marker:
    """What stands before a list item, drawn in the item's label."""

    numbering = "Disc"

    def width(self, style: TextStyle) -> float:
        """Space from the item's left edge to its text."""
        return style.size * 1.1

    def draw(self, surface: Surface, x: float, top: float, style: TextStyle, element: Element, number: int) -> None:
        """A bullet."""
        surface.begin(element)
        surface.lines(break_lines((Span("•", style.but(colour=ACCENT)),), 100), style, x + 1, top, ())
        surface.end()


class Checkbox(Marker):
    """A square to tick off with a pen."""

    numbering = "Square"

    def width(self, style: TextStyle) -> float:
        return style.size * 1.9

    def draw(self, surface: Surface, x: float, top: float, style: TextStyle, element: Element, number: int) -> None:
        side = style.size * 0.95
        surface.begin(element, "/ActualText <FEFF2610>")
        bottom = top - style.ascent + style.size * 0.35 - side / 2
        surface.box(x + 0.5, bottom, side, side, stroke=ACCENT, radius=1.5, fill=WHITE)
        surface.end()


class Numbered(Marker):
    """The item's number on a filled circle."""

    numbering = "Decimal"

    def width(self, style: TextStyle) -> float:
        return style.size * 1.9

    def draw(self, surface: Surface, x: float, top: float, style: TextStyle, element: Element, number: int) -> None:
        disc = style.size * 1.4
        bottom = top - style.ascent + style.size * 0.35 - disc / 2
        with surface.artifact():
            surface.box(x, bottom, disc, disc, fill=ACCENT, radius=disc / 2)
        small = TextStyle(style.size * 0.82, style.leading, style.but().cut, WHITE)
        lines = break_lines((Span(str(number), small),), 100)
        surface.begin(element)
        surface.lines(lines, small, x + (disc - lines[0].width) / 2, top, ())
        surface.end()


class Listing(Block):
    """A list; each item is a stack of blocks behind a marker."""

    def __init__(
        self,
        items: Sequence[Sequence[Block]],
        marker: Marker,
        style: TextStyle,
        *,
        gap: float = 0.0,
        between: float = 4.0,
        start: int = 1,
    ) -> None:
        self.gap = gap
        self.marker = marker
        self.style = style
        self.element = Element("L", f"/A<</O/List/ListNumbering/{marker.numbering}>>")
        self._rows = [_Row(Stack(blocks), start + n, marker, style) for n, blocks in enumerate(items)]
        for row in self._rows[1:]:
            row.gap = between
        self._stack = Stack(self._rows)

    def layout(self, width: float) -> float:
        self.height = self._stack.layout(width)
        return self.height

    def split(self, height: float) -> "tuple[Listing, Listing] | None":
        parts = self._stack.split(height)
        return (self._part(parts[0]), self._part(parts[1])) if parts else None

    def _part(self, stack: Stack) -> "Listing":
        part = Listing((), self.marker, self.style, gap=self.gap)
        part._stack, part.element, part.height = stack, self.element, stack.height
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        self._stack.draw(surface, x, top, self.element.under(parent))


class _Row(Block):
    """One list item."""

    def __init__(self, body: Stack, number: int, marker: Marker, style: TextStyle) -> None:
        self.body = body
        self.number: int | None = number
        self.marker = marker
        self.style = style
        self.item = Element("LI")
        self.label = Element("Lbl")
        self.text = Element("LBody")

    def layout(self, width: float) -> float:
        self.height = self.body.layout(width - self.marker.width(self.style))
        return self.height

    def split(self, height: float) -> "tuple[_Row, _Row] | None":
        parts = self.body.split(height)
        return (self._part(parts[0], self.number), self._part(parts[1], None)) if parts else None

    def _part(self, body: Stack, number: int | None) -> "_Row":
        part = _Row(body, 0, self.marker, self.style)
        part.number, part.gap, part.height = number, self.gap, body.height
        part.item, part.label, part.text = self.item, self.label, self.text
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        item = self.item.under(parent)
        if self.number is not None:
            self.marker.draw(surface, x, top, self.style, self.label.under(item), self.number)
        self.body.draw(surface, x + self.marker.width(self.style), top, self.text.under(item))


class Facts(Block):
    """Questions with short answers in a row of soft cards; read as a list: question, answer, details."""

    def __init__(
        self,
        facts: Sequence[tuple[str, str, Sequence[str]]],
        question: TextStyle,
        answer: TextStyle,
        detail: TextStyle,
        *,
        columns: int = 4,
        gap: float = 0.0,
    ) -> None:
        self.gap = gap
        self.element = Element("L", "/A<</O/List/ListNumbering/None>>")
        self._columns = columns
        self._spacing = 8.0
        self._facts = [
            _Fact(Paragraph(q, question, role="Lbl"), Stack(_answers(a, details, answer, detail)))
            for q, a, details in facts
        ]
        self._rows: list[tuple[float, list[_Fact]]] = []
        self._cell = 0.0

    def layout(self, width: float) -> float:
        self._cell = (width - self._spacing * (self._columns - 1)) / self._columns
        self._rows = []
        for start in range(0, len(self._facts), self._columns):
            row = self._facts[start : start + self._columns]
            self._rows.append((max(fact.layout(self._cell) for fact in row), row))
        self.height = self._height(self._rows)
        return self.height

    def _height(self, rows: Sequence[tuple[float, list["_Fact"]]]) -> float:
        return sum(high for high, _ in rows) + self._spacing * (len(rows) - 1)

    def split(self, height: float) -> "tuple[Facts, Facts] | None":
        count = len(self._rows)
        while count and self._height(self._rows[:count]) > height:
            count -= 1
        if not 0 < count < len(self._rows):
            return None
        return self._part(self._rows[:count]), self._part(self._rows[count:])

    def _part(self, rows: list[tuple[float, list["_Fact"]]]) -> "Facts":
        part = Facts((), *(3 * [TextStyle(1, 1)]), columns=self._columns, gap=self.gap)
        part.element, part._rows, part._cell = self.element, rows, self._cell
        part.height = self._height(rows)
        return part

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        for high, row in self._rows:
            for column, fact in enumerate(row):
                left = x + column * (self._cell + self._spacing)
                with surface.artifact():
                    surface.box(left, top - high, self._cell, high, fill=SOFT, radius=4)
                fact.draw(surface, left, top, element)
            top -= high + self._spacing


def _answers(answer: str, details: Sequence[str], strong: TextStyle, light: TextStyle) -> list[Block]:
    blocks: list[Block] = [Paragraph(answer, strong)] if answer else []
    return blocks + [Paragraph(detail, light, gap=1) for detail in details if detail]


class _Fact(Block):
    padding = 8.0

    def __init__(self, question: Paragraph, answers: Stack) -> None:
        self.question = question
        self.answers = answers

    def layout(self, width: float) -> float:
        inside = width - 2 * self.padding
        self.height = self.question.layout(inside) + self.answers.layout(inside) + 2 * self.padding + 2
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        item = Element("LI").under(parent)
        top -= self.padding
        self.question.draw(surface, x + self.padding, top, item)
        body = Element("LBody").under(item)
        self.answers.draw(surface, x + self.padding, top - self.question.height - 2, body)


class Table(Block):
    """A data table with column headers, repeated as an artifact on each further page.

    ``aligns`` are 0 for left, 1 for right; a cell is text or spans. Rows are not divided.
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
    ) -> None:
        self.gap = gap
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
            row.place(self._widths)
        return self._measure()

    def _measure(self) -> float:
        self.height = self._header.height + sum(row.height for row in self._rows)
        return self.height

    def split(self, height: float) -> "tuple[Table, Table] | None":
        room, count = height - self._header.height, 0
        for row in self._rows:
            room -= row.height
            if room < -_TOLERANCE:
                break
            count += 1
        if not 0 < count < len(self._rows):
            return None
        return self._part(self._rows[:count], self._continued), self._part(self._rows[count:], True)

    def _part(self, rows: list["_TableRow"], continued: bool) -> "Table":
        part = Table((), (), self._shares, TextStyle(1, 1), TextStyle(1, 1), gap=self.gap)
        part.element, part._header, part._rows, part._widths = self.element, self._header, rows, self._widths
        part._continued = continued
        part._measure()
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
        self._line(surface, x, top, width, ACCENT)
        for row in self._rows:
            row.draw(surface, x, top, element, self._widths)
            top -= row.height
            self._line(surface, x, top, width, LINE)

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

    def place(self, widths: Sequence[float]) -> None:
        inside = [cell.layout(width - 2 * self.padding) for cell, width in zip(self.cells, widths, strict=True)]
        self.height = max(inside, default=0.0) + 2 * self.padding

    def draw(self, surface: Surface, x: float, top: float, table: Element, widths: Sequence[float]) -> None:
        row = Element("TR").under(table)
        for cell, width in zip(self.cells, widths, strict=True):
            # also an empty cell needs its element, or the row would have fewer columns than its neighbours
            cell.element.under(row)
            cell.draw(surface, x + self.padding, top - self.padding, row)
            x += width

    def draw_untagged(self, surface: Surface, x: float, top: float, widths: Sequence[float]) -> None:
        for cell, width in zip(self.cells, widths, strict=True):
            cell.draw_plain(surface, x + self.padding, top - self.padding)
            x += width


class Entry(Block):
    """A line of contents or index: text, dots, page numbers; each number is a link to its anchor."""

    def __init__(
        self, text: str, anchors: Sequence[Anchor], style: TextStyle, *, gap: float = 0.0, indent: float = 0.0
    ) -> None:
        self.gap = gap
        self.text = text
        self.anchors = anchors
        self.style = style
        self._indent = indent
        self._lines: Sequence[Line] = ()
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        room = (2 + 2 * len(self.anchors)) * self.style.size
        self._lines = break_lines((Span(self.text, self.style),), max(width - self._indent - room, width / 3))
        for line in self._lines:
            line.broken = True  # a space before the page number for those who listen
        self.height = len(self._lines) * self.style.leading
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        item = Element("TOCI").under(parent)
        reference = Element("Reference").under(item)
        links = [Element("Link").under(reference) for _ in self.anchors]
        surface.begin(links[0])
        surface.lines(self._lines, self.style, x + self._indent, top, ())
        surface.end()
        last = top - (len(self._lines) - 1) * self.style.leading
        ends = ["," if n + 1 < len(links) else "" for n in range(len(links))]
        numbers = [f"{anchor.page + 1}{end}" for anchor, end in zip(self.anchors, ends, strict=True)]
        lines = [break_lines((Span(number, self.style),), self._width)[0] for number in numbers]
        space = self.style.size * 0.25
        left = x + self._width - sum(line.width for line in lines) - space * (len(lines) - 1)
        self._dots(surface, x, last, x + self._width - left)
        for line, link, anchor in zip(lines, links, self.anchors, strict=True):
            surface.begin(link)
            surface.lines((line,), self.style, left, last, ())
            surface.end()
            only = len(links) == 1
            box = (
                x if only else left,
                top - self.height if only else last - self.style.leading,
                left + line.width,
                top,
            )
            surface.link(box, anchor, f"{self.text}, strona {anchor.page + 1}", link)
            left += line.width + space

    def _dots(self, surface: Surface, x: float, top: float, number_width: float) -> None:
        light = self.style.but(colour=LINE)
        left = x + self._indent + self._lines[-1].width + 4
        step = text_width(". ", light)
        count = int((x + self._width - number_width - 6 - left) / step) if step else 0
        if count > 1:
            right = x + self._width - number_width - 6
            with surface.artifact():
                y = top - light.ascent
                surface.dots(left, y, right, light.colour)


def plain_text(content: Content) -> str:
    """The text of spans as it is printed, for alternative texts and tests."""
    return prepare(content if isinstance(content, str) else " ".join(span.text for span in content))
