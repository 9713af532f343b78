"""Lists on paper: bullets, boxes to tick off, numbered steps, and short answers to questions in a row."""

from collections.abc import Iterator, Sequence

from app.printing.blocks import Block, Paragraph, Stack
from app.printing.fonts import Cut
from app.printing.styles import ACCENT, SOFT, WHITE, TextStyle
from app.printing.tagging import Element, Surface
from app.printing.text import Span, break_lines


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

    def plain(self, number: int) -> str:
        """The marker in plain text."""
        return "–"


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
        small = TextStyle(style.size * 0.82, style.leading, Cut.REGULAR, WHITE)
        lines = break_lines((Span(str(number), small),), 100)
        surface.begin(element)
        surface.lines(lines, small, x + (disc - lines[0].width) / 2, top, ())
        surface.end()

    def plain(self, number: int) -> str:
        return f"{number}."


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

    def plain(self) -> Iterator[str]:
        return self._stack.plain()


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

    def plain(self) -> Iterator[str]:
        before = "" if self.number is None else f"{self.marker.plain(self.number)} "
        for line in self.body.plain():
            yield before + line
            before = "  "


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

    def plain(self) -> Iterator[str]:
        for fact in self._facts:
            yield from ("", *fact.question.plain(), *fact.answers.plain())


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


def bullets(texts: Sequence[str], style: TextStyle, *, between: float = 2.0) -> list[Block]:
    """A bulleted list of the texts that are not blank; nothing when all are."""
    items = [[Paragraph(text, style)] for text in texts if text.strip()]
    return [Listing(items, Marker(), style, between=between)] if items else []
