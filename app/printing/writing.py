"""Room to write by hand: lines for an answer, boxes to cross one of, already crossed where the answer is known."""

from collections.abc import Iterable, Iterator, Sequence

from app.printing.blocks import Block, Paragraph, Space, Stack
from app.printing.styles import MUTED, TextStyle, Typography
from app.printing.tagging import Element, Surface
from app.printing.text import Span, text_width
from app.printing.typography import NBSP

OPEN_BOX, CROSSED_BOX = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}"
_LINE_HEIGHT = 21.0
"""Points from line to line: people write larger than print."""


class WritingLines(Block):
    """Empty lines, an artifact: those who listen hear the question before them. Divided between lines."""

    def __init__(self, count: int, *, gap: float = 0.0, height: float = _LINE_HEIGHT) -> None:
        self.gap = gap
        self._count = count
        self._each = height
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        self.height = self._count * self._each + 2
        return self.height

    def split(self, height: float) -> "tuple[WritingLines, WritingLines] | None":
        count = int((height - 2) // self._each)
        if not 0 < count < self._count:
            return None
        parts = (WritingLines(count, gap=self.gap, height=self._each),
                 WritingLines(self._count - count, height=self._each))  # fmt: skip
        for part in parts:
            part.layout(self._width)
        return parts

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        with surface.artifact():
            for number in range(1, self._count + 1):
                surface.rule(x, top - number * self._each, self._width, MUTED, 0.4)


class FillIn(Block):
    """``Data rozmowy:`` with the answer behind it, or with a line as far as the right edge while it is blank."""

    def __init__(self, label: str, answer: str, t: Typography, *, gap: float = 0.0) -> None:
        self.gap = gap
        self._blank = not answer.strip()
        self._text = Paragraph((Span(label, t.small), Span(answer, t.strong)), t.body)
        self._style = t.small
        self._lead = text_width(label, t.small) + 6
        # room above the line, for the pen
        self._above = 9.0 * t.unit**0.5 if self._blank else 0.0
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        self.height = self._above + self._text.layout(width) + 2
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        self._text.draw(surface, x, top - self._above, parent)
        if self._blank and self._lead < self._width - 20:
            with surface.artifact():
                surface.rule(x + self._lead, top - self.height + 3, self._width - self._lead, MUTED, 0.4)

    def plain(self) -> Iterator[str]:
        yield from self._text.plain()


def box(crossed: bool) -> str:
    """A box as text, for cells of a table."""
    return CROSSED_BOX if crossed else OPEN_BOX


def choices(answers: Iterable[tuple[str, bool]], style: TextStyle, *, gap: float = 0.0) -> Paragraph:
    """Answers in one line, each behind a box that is crossed or open: ``☐ tak   ☒ nie``."""
    said = [f"{box(crossed)}{NBSP}{answer.replace(' ', NBSP)}" for answer, crossed in answers]
    return Paragraph((f"{NBSP * 4} ").join(said), style, gap=gap)


def answered(lead: str, text: str, lines: int, t: Typography, *, gap: float = 0.0) -> Block:
    """A question with what was answered in paragraphs below, or with lines to write on while it is blank."""
    question = Paragraph((Span(lead, t.strong),), t.body, keep_with_next=True)
    said: Sequence[Block] = [Paragraph(line, t.body, gap=2) for line in text.splitlines() if line.strip()]
    return Stack([question, *(said or [WritingLines(lines, height=_LINE_HEIGHT * t.unit**0.5)]), Space(2)], gap=gap)
