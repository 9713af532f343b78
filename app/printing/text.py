"""Breaking text into lines: greedy, left aligned, no hyphenation (plain-language rule for public prints)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.printing.fonts import TextFont, Word, text_font
from app.printing.styles import TextStyle
from app.printing.typography import prepare


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style; a clerk's text is never read as markup."""

    text: str
    style: TextStyle


Segment = tuple[TextStyle, list[Word]]
Part = list[tuple[TextStyle, str]]


@dataclass(slots=True)
class Line:
    """Words of one line by style; ``width`` in points; ``broken`` tells that the text goes on after a space."""

    segments: list[Segment]
    width: float
    broken: bool = True


def break_lines(spans: Sequence[Span], width: float) -> list[Line]:
    """Lines no wider than ``width`` points; a word wider than that is divided between its characters."""
    return fill_lines(prepare_spans(spans), width)


def fill_lines(parts: Sequence[Part], width: float) -> list[Line]:
    """As ``break_lines``, from text that is already prepared: layout is tried at several widths."""
    lines: list[Line] = []
    for part in parts:
        part_lines = _fill(part, width)
        part_lines[-1].broken = False
        lines += part_lines
    if lines:
        # so that text read back does not join the last word of one part with the first of the next
        for line in lines[:-1]:
            line.broken = True
    return lines


def text_width(text: str, style: TextStyle) -> float:
    """Width in points of text on one line."""
    font = text_font(style.cut)
    words = [font.word(part) for part in prepare(text).split(" ")]
    return (sum(word.width for word in words) + font.space * (len(words) - 1)) * style.size / 1000


def prepare_spans(spans: Iterable[Span]) -> list[Part]:
    """Cleaned text, cut at line ends; parts without text are dropped."""
    parts: list[Part] = [[]]
    for span in spans:
        first, *others = prepare(span.text).split("\n")
        parts[-1].append((span.style, first))
        parts += [[(span.style, other)] for other in others]
    return [part for part in parts if any(not text.isspace() and text for _, text in part)]


def _fill(part: Part, width: float) -> list[Line]:
    lines: list[Line] = []
    segments: list[Segment] = []
    used = 0.0
    for style, text in part:
        font, scale = text_font(style.cut), style.size / 1000
        space = font.space * scale
        words: list[Word] = []
        segments.append((style, words))
        for raw in text.split(" "):
            if not raw:
                continue
            word = font.word(raw)
            wide = word.width * scale
            gap = space if used else 0.0
            if used + gap + wide <= width:
                words.append(word)
                used += gap + wide
                continue
            if used:
                lines.append(Line(segments, used))
            for piece in _pieces(word, font, width / scale):
                wide = piece.width * scale
                words = [piece]
                segments, used = [(style, words)], wide
                lines.append(Line(segments, used))
            lines.pop()
    lines.append(Line(segments, used))
    return [Line([s for s in line.segments if s[1]], line.width) for line in lines]


def _pieces(word: Word, font: TextFont, most: float) -> list[Word]:
    """The word itself, or its divided parts; ``most`` in thousandths of the type size."""
    if word.width <= most or len(word.text) < 2:
        return [word]
    parts, current, used = [], "", 0.0
    for char in word.text:
        wide = font.word(char).width
        if current and used + wide > most:
            parts.append(font.word(current))
            current, used = "", 0.0
        current += char
        used += wide
    return [*parts, font.word(current)]
