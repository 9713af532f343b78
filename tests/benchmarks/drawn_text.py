"""What a print of ours says, line by line: caught while it is drawn, so that the references draw the same text."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any
from unittest.mock import patch

from app.printing.styles import TextStyle
from app.printing.tagging import Surface
from app.printing.text import Line


@dataclass(frozen=True)
class Piece:
    """A run of one font on one line, at its place in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    colour: str


@dataclass(frozen=True)
class Passage:
    """A paragraph as drawn; ``parts`` are (text, style) in reading order."""

    page: int
    parts: tuple[tuple[str, TextStyle], ...]

    @property
    def style(self) -> TextStyle:
        """The style of its first words."""
        return self.parts[0][1]

    @property
    def markup(self) -> str:
        """For Platypus: plain text, fonts named only where they change inside the paragraph."""
        first = self.style
        return " ".join(
            escape(text, quote=False)
            if style is first
            else f'<font name="{style.cut.value[0]}" size="{style.size}">{escape(text, quote=False)}</font>'
            for text, style in self.parts
        )


def drawn(make: Callable[[], bytes]) -> tuple[list[Piece], list[Passage]]:
    """Everything ``make`` draws; running headers and footers are pieces but no passages."""
    pieces: list[Piece] = []
    passages: list[Passage] = []
    with _listening(pieces, passages):
        make()
    return pieces, passages


@contextmanager
def _listening(pieces: list[Piece], passages: list[Passage]) -> Iterator[None]:
    original, begin, end = Surface.lines, Surface.begin_artifact, Surface.end
    artifact = False

    def lines(
        surface: Surface, shown: Sequence[Line], style: TextStyle, x: float, top: float, offsets: Sequence[float]
    ) -> None:
        original(surface, shown, style, x, top, offsets)
        pieces.extend(_pieces(surface.page, shown, style, x, top, offsets))
        parts = tuple(_joined(shown))
        if parts and not artifact:
            passages.append(Passage(surface.page, parts))

    def begin_artifact(surface: Surface, *arguments: Any, **options: Any) -> None:
        nonlocal artifact
        artifact = True
        begin(surface, *arguments, **options)

    def close(surface: Surface) -> None:
        nonlocal artifact
        artifact = False
        end(surface)

    with patch.multiple(Surface, lines=lines, begin_artifact=begin_artifact, end=close):
        yield


def _pieces(
    page: int, lines: Sequence[Line], style: TextStyle, x: float, top: float, offsets: Sequence[float]
) -> Iterator[Piece]:
    for number, line in enumerate(lines):
        at = x + (offsets[number] if offsets else 0.0)
        y = top - style.ascent - number * style.leading
        for cut_style, words in line.segments:
            text = " ".join(word.text for word in words)
            name = cut_style.cut.value[0]
            yield Piece(page, at, y, text, name, cut_style.size, cut_style.colour.hexadecimal)
            at += (sum(word.width for word in words) + 250 * len(words)) * cut_style.size / 1000


def _joined(lines: Sequence[Line]) -> Iterator[tuple[str, TextStyle]]:
    """Neighbouring words of one style as one text, over all lines."""
    style, texts = None, list[str]()
    for line in lines:
        for own, words in line.segments:
            if own is not style and style is not None:
                yield " ".join(texts), style
                texts = []
            style = own
            texts += [word.text for word in words]
    if style is not None:
        yield " ".join(texts), style
