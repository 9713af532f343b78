"""Colours and text styles of paper; sizes in points. One set for standard print, one for large print."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from app.printing.fonts import Cut


@dataclass(frozen=True)
class Colour:
    """A colour by its six hexadecimal digits."""

    hexadecimal: str

    @property
    def operands(self) -> str:
        """Red, green and blue as numbers for a PDF colour operator."""
        return _operands(self.hexadecimal)

    @property
    def fill(self) -> str:
        """Operator that fills in this colour."""
        return self.operands + " rg"

    @property
    def stroke(self) -> str:
        """Operator that draws lines in this colour."""
        return self.operands + " RG"


@cache
def _operands(hexadecimal: str) -> str:
    parts = (int(hexadecimal[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return " ".join(f"{part:.3g}" for part in parts)


ACCENT = Colour("1f4e79")
INK = Colour("1b2733")
MUTED = Colour("566575")
LINE = Colour("d5dde6")
SOFT = Colour("eef3f8")
WHITE = Colour("ffffff")
NOTICE = Colour("8a3b12")
"""For „Dane przykładowe”: 7.6 : 1 on white."""


class TextStyle:
    """How a span of text looks; ``leading`` is the distance of base lines."""

    __slots__ = ("ascent", "colour", "cut", "fill", "leading", "size")

    def __init__(self, size: float, leading: float, cut: Cut = Cut.REGULAR, colour: Colour = INK) -> None:
        self.size = size
        self.leading = leading
        self.cut = cut
        self.colour = colour
        self.fill = colour.fill
        # places the base line so that the letters stand in the middle of the line height
        self.ascent = (leading + size * 0.7) / 2

    def but(self, *, cut: Cut | None = None, colour: Colour | None = None) -> "TextStyle":
        """The same style in another cut or colour."""
        return TextStyle(self.size, self.leading, cut or self.cut, colour or self.colour)


class Variant(Enum):
    """Standard print, or large print with body text of 18 pt (recommended: 16 to 18 pt sans serif)."""

    STANDARD = "standard"
    LARGE = "large"


class Typography:
    """All text styles of one variant. In large print nothing but the running footer is under 16 pt."""

    def __init__(self, variant: Variant, tightness: int = 0) -> None:
        """``tightness`` 1 or 2 sets standard print a little smaller, to save a page that would hold a few lines.

        The text that must be read never falls under 9 points.
        """
        large = variant is Variant.LARGE
        self.large = large
        self.body = TextStyle(18, 26) if large else TextStyle(10, 14)
        if tightness:
            self.body = TextStyle(9.3, 12.4) if tightness == 1 else TextStyle(9, 11.7)
        self.strong = self.body.but(cut=Cut.BOLD)
        self.note = TextStyle(17, 24, colour=INK) if large else TextStyle(9, 12.5, colour=MUTED)
        self.small = TextStyle(16, 22) if large else TextStyle(8.5, 11.5)
        self.tiny = TextStyle(16, 22) if large else TextStyle(7, 9.2, colour=MUTED)
        self.title = TextStyle(30, 36, Cut.BOLD) if large else TextStyle(22, 27, Cut.BOLD)
        self.lead = TextStyle(18, 26) if large else TextStyle(11, 15.5, colour=MUTED)
        self.heading = TextStyle(21, 27, Cut.BOLD, ACCENT) if large else TextStyle(11.5, 15, Cut.BOLD, ACCENT)
        self.subheading = TextStyle(18, 25, Cut.BOLD) if large else TextStyle(9, 12.5, Cut.BOLD, MUTED)
        self.question = TextStyle(17, 23, Cut.BOLD, ACCENT) if large else TextStyle(8, 11, Cut.BOLD, ACCENT)
        self.answer = TextStyle(21, 28, Cut.BOLD) if large else TextStyle(13, 16.5, Cut.BOLD)
        self.cover = TextStyle(38, 46, Cut.BOLD)
        self.running = TextStyle(11, 14, colour=MUTED) if large else TextStyle(7.5, 10, colour=MUTED)
        self.unit = (0.7, 0.45)[tightness - 1] if tightness else self.body.leading / 14
        """One step of spacing: a point at the standard size."""
        if tightness:
            self._tighten()
        if tightness > 1:
            self._tighten_more()

    def _tighten(self) -> None:
        self.note = TextStyle(8.4, 11, colour=MUTED)
        self.small = TextStyle(8, 10.4)
        self.tiny = TextStyle(6.8, 8.6, colour=MUTED)
        self.lead = TextStyle(10, 13.4, colour=MUTED)
        self.title = TextStyle(20, 24, Cut.BOLD)
        self.heading = TextStyle(10.5, 13, Cut.BOLD, ACCENT)
        self.answer = TextStyle(11.5, 14.5, Cut.BOLD)
        self.subheading = TextStyle(8.4, 11, Cut.BOLD, MUTED)

    def _tighten_more(self) -> None:
        self.note = TextStyle(8.2, 10.4, colour=MUTED)
        self.small = TextStyle(8, 9.9)
        self.tiny = TextStyle(6.8, 8.2, colour=MUTED)
        self.lead = TextStyle(9.5, 12.4, colour=MUTED)
        self.title = TextStyle(18, 21.5, Cut.BOLD)
        self.heading = TextStyle(10, 12, Cut.BOLD, ACCENT)
        self.answer = TextStyle(11, 13.4, Cut.BOLD)
        self.subheading = TextStyle(8.2, 10.4, Cut.BOLD, MUTED)
