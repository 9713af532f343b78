"""Text as large as its box allows: a long name is set smaller and on more lines, and never runs over the edge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.blocks import Paragraph
from app.printing.fonts import Cut
from app.printing.styles import INK, Colour, TextStyle
from app.printing.text import Span, break_lines, text_width

_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
"""A double-barrelled name may go on in the next line after its hyphen."""


@dataclass(frozen=True)
class Sizes:
    """Type sizes in points from ``largest`` down to ``smallest``; ``leading`` as a multiple of the size."""

    largest: float
    smallest: float
    cut: Cut = Cut.REGULAR
    colour: Colour = INK
    leading: float = 1.2

    def styles(self) -> list[TextStyle]:
        """From the largest down, half a point at a time."""
        count = round((self.largest - self.smallest) * 2)
        sizes = [self.largest - step / 2 for step in range(count + 1)]
        return [TextStyle(size, round(size * self.leading, 2), self.cut, self.colour) for size in sizes]


def fitted(
    parts: Sequence[str], width: float, height: float, sizes: Sizes, *, role: str = "P", align: float = 0.0
) -> Paragraph:
    """The parts, each from a line of its own, at the largest size at which no word is divided and all fits.

    At the smallest size words are divided between letters, and what still does not fit is cut off with „…”: only
    nonsense is as long.
    """
    wanted = [part.strip() for part in parts if part.strip()]
    for style in sizes.styles():
        text = "\n".join(line for part in wanted for line in _lines(part, style, width))
        if _fits(text, style, width, height, whole=True):
            return _paragraph(text, style, width, role, align)
    style, text = sizes.styles()[-1], "\n".join(wanted)
    while len(text) > 1 and not _fits(text, style, width, height, whole=False):
        text = f"{text[:-2].rstrip()}…"
    return _paragraph(text, style, width, role, align)


def _paragraph(text: str, style: TextStyle, width: float, role: str, align: float) -> Paragraph:
    paragraph = Paragraph(text, style, role=role, align=align)
    paragraph.layout(width)
    return paragraph


def _fits(text: str, style: TextStyle, width: float, height: float, *, whole: bool) -> bool:
    if whole and any(text_width(word, style) > width for word in text.split()):
        return False
    return len(break_lines((Span(text, style),), width)) * style.leading <= height + 0.01


def _lines(part: str, style: TextStyle, width: float) -> list[str]:
    """A part whose double-barrelled word is wider than the line, divided after the hyphen."""
    lines = [""]
    for word in part.split():
        pieces = _HYPHEN.split(word) if text_width(word, style) > width else [word]
        lines[-1] = f"{lines[-1]} {pieces[0]}".strip()
        lines += pieces[1:]
    return lines
