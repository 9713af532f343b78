"""The legend of a printed map as lists that are also read aloud: groups with letters and counts, then other signs."""

from collections.abc import Sequence

from app.geo.legend import SIGN_HEIGHT, SIGN_WIDTH, Entry, group_entries, sign_entries, total
from app.geo.map_drawing import MapContent
from app.geo.map_shapes import MapDrawing
from app.printing.blocks import Block, Paragraph
from app.printing.lists import Listing, Marker
from app.printing.map_block import shapes_on
from app.printing.styles import TextStyle, Typography
from app.printing.tagging import Element, Surface

_AFTER = 4.0
"""Points between a sign and its meaning."""
_STANDARD = 8.5
"""Type size at which signs have the size that they are drawn in."""


class Signs(Marker):
    """Draws each item's own sign as its label."""

    numbering = "None"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def width(self, style: TextStyle) -> float:
        return (SIGN_WIDTH + _AFTER) * style.size / _STANDARD

    def draw(self, surface: Surface, x: float, top: float, style: TextStyle, element: Element, number: int) -> None:
        from app.printing.structure_writer import text_string

        said, shapes, _ = self._entries[number - 1]
        surface.begin(element, f"/ActualText {text_string(said)}")
        middle, scale = top - style.ascent + 0.35 * style.size, style.size / _STANDARD
        shapes_on(surface, shapes, x, middle + SIGN_HEIGHT / 2 * scale, scale)
        surface.end()

    def plain(self, number: int) -> str:
        return self._entries[number - 1][0]


def group_blocks(content: MapContent, t: Typography) -> list[Block]:
    """The groups with their counts, and the sum."""
    entries = group_entries(content)
    heading = Paragraph("Obszar działania", t.subheading, keep_with_next=True)
    return [*([heading, _list(entries, t)] if entries else []), Paragraph(total(content), t.strong, gap=5)]


def sign_blocks(content: MapContent, drawing: MapDrawing | None, t: Typography, *, gap: float = 0.0) -> list[Block]:
    """What the other signs mean."""
    entries = sign_entries(content, drawing)
    return [Paragraph("Znaki", t.subheading, keep_with_next=True, gap=gap), _list(entries, t)] if entries else []


def _list(entries: Sequence[Entry], t: Typography) -> Listing:
    items = [[Paragraph(text, t.small)] for _, _, text in entries]
    return Listing(items, Signs(entries), t.small, gap=4, between=3.2)
