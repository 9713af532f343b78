"""What a page is made of. Every block is laid out once, may be divided at a page's end, and tags what it draws.

Blocks are used once: a block drawn twice would hang its marked content under the same element.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import product

from app.printing.styles import LINE, SOFT, Colour, TextStyle
from app.printing.tagging import Anchor, Element, Surface
from app.printing.text import Line, Part, Span, break_lines, fill_lines, prepare_spans
from app.printing.typography import clean

Content = str | Sequence[Span]
TOLERANCE = 0.01
_LONG_HEADING = 8
"""Lines of a heading that may be divided: only nonsense is as long."""
_LAST_LINES = 20.0
"""Points of text that go overleaf with what must not stand there alone: about two lines."""
_BALANCED = 800.0
"""Columns higher than a page are not balanced."""


class Block:
    """Something with a height. ``gap`` is the free space above it, dropped at the top of a page.

    ``keep_with_previous``: at the top of a page the last lines of what stands before it come along, as signatures want.
    """

    gap: float = 0.0
    keep_with_next: bool = False
    keep_with_previous: bool = False
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

    def plain(self) -> Iterator[str]:
        """The block's text in reading order, a line each; needs no layout and no font."""
        yield from ()


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
        self.keep_with_previous = _begins_kept(self.blocks, past_heading=keep)
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
            if used + gap + block.height > height + TOLERANCE:
                return self._divide(index, height - used - gap, height, force=force)
            used += gap + block.height
        return None

    def _divide(self, index: int, room: float, height: float, *, force: bool) -> "tuple[Stack, Stack] | None":
        block = self.blocks[index]
        parts = block.split(room) if room > 0 else None
        if parts:
            return self._part([*self.blocks[:index], parts[0]]), self._part([parts[1], *self.blocks[index + 1 :]])
        if block.keep_with_previous:
            accompanied = self._with_last_lines(index, height)
            if accompanied is not None:
                return accompanied
        cut = index
        while cut and self.blocks[cut - 1].keep_with_next:
            cut -= 1
        if cut == 0:
            if not force:
                return None
            cut = max(index, 1)
        return self._part(self.blocks[:cut]), self._part(self.blocks[cut:])

    def _with_last_lines(self, index: int, height: float) -> "tuple[Stack, Stack] | None":
        """Divided so that the last lines before the block go overleaf with it; None where that is not possible."""
        cut, carried = index, 0.0
        while cut and carried < _LAST_LINES:
            before = self.blocks[cut - 1]
            parts = None if isinstance(before, Space) else before.split(before.height - 2 * TOLERANCE)
            if parts:
                return self._part([*self.blocks[: cut - 1], parts[0]]), self._part([parts[1], *self.blocks[cut:]])
            cut, carried = cut - 1, carried + before.height
        while cut and self.blocks[cut - 1].keep_with_next:
            cut -= 1
        whole = self._part(self.blocks[cut : index + 1])
        return (
            (self._part(self.blocks[:cut]), self._part(self.blocks[cut:])) if cut and whole.height <= height else None
        )

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

    def plain(self) -> Iterator[str]:
        for block in self.blocks:
            yield from block.plain()


def _begins_kept(blocks: Sequence[Block], *, past_heading: bool) -> bool:
    """Whether the first block that shows something wants company above it; headings stay with what they head."""
    for block in blocks:
        if block.keep_with_previous:
            return True
        if not (isinstance(block, Space) or (past_heading and isinstance(block, Heading))):
            return False
    return False


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
        count = int((height + TOLERANCE) // self.style.leading)
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

    def plain(self) -> Iterator[str]:
        yield from plain_lines(self.spans)

    def draw_untagged(self, surface: Surface, x: float, top: float) -> None:
        """The text alone, inside an artifact that the caller opened."""
        offsets = [(self._width - line.width) * self.align for line in self._lines] if self.align else ()
        surface.lines(self._lines, self.style, x, top, offsets)


def plain_lines(spans: Sequence[Span]) -> Iterator[str]:
    """Text as it is read aloud, a line each."""
    text = clean(" ".join(span.text for span in spans if span.text))
    yield from (line.strip() for line in text.split("\n") if line.strip())


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

    def split(self, height: float) -> "tuple[Heading, Heading] | None":
        count = int((height + TOLERANCE) // self.style.leading)
        # a heading of ordinary length goes to the next page in one piece
        if len(self._lines) <= _LONG_HEADING or count < 1:
            return None
        head, tail = copy(self), copy(self)
        head._lines, tail._lines = self._lines[:count], self._lines[count:]
        head.height = count * self.style.leading
        tail.height = self.height - head.height
        head._ruled, tail.anchor = False, None
        return head, tail

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        if self.anchor:
            surface.mark(self.anchor, top)
        surface.begin(self.element.under(parent))
        surface.lines(self._lines, self.style, x, top, ())
        surface.end()
        if self._ruled:
            with surface.artifact():
                surface.rule(x, top - len(self._lines) * self.style.leading - 1, self._width, LINE)

    def plain(self) -> Iterator[str]:
        # an empty line sets the section apart
        yield from ("", " ".join(clean(self.text).split()))


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

    def plain(self) -> Iterator[str]:
        return self.inside.plain()


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
            if stack.height <= height + TOLERANCE:
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

    def plain(self) -> Iterator[str]:
        for stack in self.stacks:
            yield from stack.plain()


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
            parts = rest.split(height) if rest.height > height + TOLERANCE else None
            if parts is None and rest.height > height + TOLERANCE:
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

    def plain(self) -> Iterator[str]:
        return self._stack.plain()


def balanced(
    left: Sequence[Block], right: Sequence[Block], floating: Sequence[Block], width: float, *, gutter: float
) -> Columns | None:
    """Two columns; each floating block goes under the one that keeps the higher column as low as can be.

    ``width`` is that of both columns together; None when there is nothing to show.
    """
    sides = (list(left), list(right))
    column = (width - gutter) / 2
    fixed = [Stack(side).layout(column) for side in sides]
    heights = [block.layout(column) + block.gap for block in floating]

    def higher(choice: tuple[int, ...]) -> float:
        moved = sum(height for height, side in zip(heights, choice, strict=True) if side)
        return max(fixed[0] + sum(heights) - moved, fixed[1] + moved)

    best = min(product((1, 0), repeat=len(floating)), key=higher)
    for block, side in zip(floating, best, strict=True):
        sides[side].append(block)
    filled = [side for side in sides if side]
    return Columns(filled, [1] * len(filled), gutter=gutter) if filled else None


def plain_text(blocks: Sequence[Block]) -> str:
    """What blocks say, in plain lines, for screens and those who listen: the same content without the paper."""
    return "\n".join(line for block in blocks for line in block.plain()).strip()


def paragraphs(text: str, style: TextStyle, *, gap: float) -> list[Block]:
    """A paragraph for each line that is not blank."""
    return [Paragraph(line, style, gap=gap) for line in text.splitlines() if line.strip()]
