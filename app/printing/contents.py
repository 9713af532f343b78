"""Contents and alphabetical index: lines that lead to a page, as text and as links."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from app.core.polish import sort_key
from app.printing.blocks import Block, Heading, Stack
from app.printing.styles import LINE, TextStyle, Typography
from app.printing.tagging import Anchor, Element, Surface
from app.printing.text import Line, Span, break_lines, text_width

MOST_PLACES = 8
"""Page numbers an index entry lists at most; a word that stands in more places helps nobody."""


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


def index_blocks(words: Iterable[tuple[str, Anchor]], typography: Typography, *, level: int = 2) -> list[Block]:
    """Words in Polish alphabetical order under their first letters; one entry per word, whatever its case."""
    places: dict[str, tuple[str, list[Anchor]]] = {}
    for word, anchor in words:
        if word.strip():
            anchors = places.setdefault(word.strip().casefold(), (word.strip(), []))[1]
            if anchor not in anchors:
                anchors.append(anchor)
    lines = sorted(places.values(), key=lambda line: sort_key(line[0]))
    blocks: list[Block] = []
    for letter, group in groupby(lines, key=lambda line: line[0][0].upper()):
        entries = [Entry(word, anchors[:MOST_PLACES], typography.small, gap=1) for word, anchors in group]
        blocks += [Heading(level, letter, typography.heading, gap=10), Stack(entries, role="TOC")]
    return blocks
