"""Places to sign by hand: a line with who signs under it, several side by side."""

from collections.abc import Iterator, Sequence

from app.printing.blocks import Block, Columns, Paragraph, Stack
from app.printing.styles import MUTED, TextStyle, Typography
from app.printing.tagging import Element, Surface

_GUTTER = 22.0
_ROOM = 30.0
"""Points above the line, for the pen."""


class SignaturePlace(Block):
    """Free room, a line, and below it a caption: what is confirmed, who signs, „data i podpis”. Never divided.

    The line is an artifact; those who listen hear the captions.
    """

    def __init__(self, captions: Sequence[tuple[str, TextStyle]], *, room: float = _ROOM) -> None:
        self._text = Stack([Paragraph(text, style) for text, style in captions if text.strip()])
        self._room = room
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        self.height = self._room + 3 + self._text.layout(width)
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        line = top - self._room
        with surface.artifact():
            surface.rule(x, line, self._width, MUTED)
        self._text.draw(surface, x, line - 3, parent)

    def plain(self) -> Iterator[str]:
        return self._text.plain()


def signatures(
    places: Sequence[tuple[str, str, str]], t: Typography, *, gap: float = 0.0, at_right: bool = False
) -> Block:
    """A row of places, each with who signs (``Oceniający``), their name, and what to write.

    A single one takes half the width, the right one with ``at_right``. In large print they stand one under another.
    They never begin a page alone: a signature on an empty sheet could be put under any text.
    """
    room = _ROOM * t.unit**0.5
    blocks = [
        SignaturePlace(((who, t.small.but(cut=t.strong.cut)), (name, t.small), (says, t.note)), room=room)
        for who, name, says in places
    ]
    if t.large:
        for block in blocks:
            block.gap = 10
        placed: Block = Stack(blocks, gap=gap)
        placed.keep_with_previous = True
        return placed
    columns: list[list[Block]] = [[block] for block in blocks]
    if len(columns) == 1:
        columns.insert(0 if at_right else 1, [])
    row = Columns(columns, [1] * len(columns), gutter=_GUTTER, gap=gap)
    row.keep_with_previous = True
    return row
