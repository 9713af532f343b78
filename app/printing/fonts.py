"""The fonts embedded in prints: Lato, and DejaVu Sans for single characters that Lato lacks.

Words are measured once and remembered, since the same words come back on every card. A character that
neither font has is printed as ``REPLACEMENT`` and logged, never as an empty box.
"""

import logging
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
REPLACEMENT = "\ufffd"
"""DejaVu draws it as a black diamond with a question mark."""
_REMEMBERED_WORDS = 60_000
_SPACE = 32


class Cut(Enum):
    """A cut of the text font: file of the font, file of its fallback."""

    REGULAR = ("Lato-Regular", "DejaVuSans")
    BOLD = ("Lato-Bold", "DejaVuSans-Bold")
    ITALIC = ("Lato-Italic", "DejaVuSans")


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: its ReportLab font, and widths by code point in thousandths of the type size."""

    name: str
    font: Any
    widths: dict[int, float]


@dataclass(frozen=True, eq=False, slots=True)
class Word:
    """A piece of text without break opportunities; ``width`` in thousandths of the type size."""

    text: str
    width: float
    pieces: tuple[tuple[Face, str], ...]


class TextFont:
    """A cut with its fallback: measures words and says which font draws which character."""

    def __init__(self, main: Face, fallback_name: str) -> None:
        self.main = main
        self.space = main.widths[_SPACE]
        self._fallback_name = fallback_name
        self._words: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """The measured word; characters without a glyph are replaced."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > _REMEMBERED_WORDS:
                self._words.clear()
            found = self._words[text] = self._measure(text)
        return found

    def _measure(self, text: str) -> Word:
        widths = self.main.widths
        try:
            return Word(text, sum([widths[ord(char)] for char in text]), ((self.main, text),))
        except KeyError:
            return self._measure_mixed(text)

    def _measure_mixed(self, text: str) -> Word:
        pieces: list[tuple[Face, str]] = []
        width = 0.0
        for char in text:
            face, shown = self._face_for(char)
            width += face.widths[ord(shown)]
            if pieces and pieces[-1][0] is face:
                pieces[-1] = (face, pieces[-1][1] + shown)
            else:
                pieces.append((face, shown))
        return Word(text, width, tuple(pieces))

    def _face_for(self, char: str) -> tuple[Face, str]:
        if ord(char) in self.main.widths:
            return self.main, char
        fallback = face(self._fallback_name)
        if ord(char) in fallback.widths:
            return fallback, char
        log.warning("No font has the character U+%04X; printed as a replacement sign", ord(char))
        return fallback, REPLACEMENT


@cache
def text_font(cut: Cut) -> TextFont:
    """The font of a cut, loaded when first asked for."""
    return TextFont(face(cut.value[0]), cut.value[1])


@cache
def face(name: str) -> Face:
    """A font file by its name without ending; the file is read once in the life of the process."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    # asciiReadable off: only the letters used are embedded, not all of ASCII in every cut
    font = TTFont(name, str(_folder() / f"{name}.ttf"), asciiReadable=0)
    registerFont(font)
    widths = font.face.charWidths
    # glyph 0 is the empty box, and a subset's character map holds no code points above U+FFFF
    usable = {code: widths[code] for code, glyph in font.face.charToGlyph.items() if glyph and code <= 0xFFFF}
    usable[0xA0] = usable[_SPACE]  # ReportLab writes the no-break space as a space
    return Face(name, font, usable)


def _folder() -> Path:
    """``resources/fonts``: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources" / "fonts"
    return installed if installed.is_dir() else package.parent / "resources" / "fonts"
