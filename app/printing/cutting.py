"""Cards of one size to be cut out of a page: placed edge to edge, so that one cut parts two, with marks to cut by."""

from collections.abc import Iterator, Sequence

from app.printing.blocks import Block
from app.printing.document import A4
from app.printing.styles import LINE, MUTED, TextStyle
from app.printing.tagging import Element, Surface
from app.printing.text import Span, break_lines

MILLIMETRE = 72 / 25.4
"""In points."""
_MARK = 4 * MILLIMETRE
_AWAY = 2 * MILLIMETRE
"""From the cards to the marks, so that none is left on a card cut a little outside."""
_THIN = 0.4
_NOTE = TextStyle(7, 9, colour=MUTED)


class CutPage(Block):
    """One whole page of cards, each laid out and drawn inside ``size`` (width and height in points).

    ``note`` stands in the bottom margin, outside the cards. A card that is higher than ``size`` is an error of the
    caller: cards fit their texts themselves.
    """

    height = A4[1]

    def __init__(
        self, cards: Sequence[Block], size: tuple[float, float], columns: int, rows: int, *, note: str = ""
    ) -> None:
        if len(cards) > columns * rows:
            raise ValueError(f"{len(cards)} cards do not fit {columns} × {rows}")
        self._cards, self._size, self._columns, self._rows, self._note = list(cards), size, columns, rows, note
        self.left, self.bottom = (A4[0] - columns * size[0]) / 2, (A4[1] - rows * size[1]) / 2

    def layout(self, width: float) -> float:
        for card in self._cards:
            card.layout(self._size[0])
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        wide, high = self._size
        for index, card in enumerate(self._cards):
            row, column = divmod(index, self._columns)
            card.draw(surface, x + self.left + column * wide, top - self.bottom - row * high, parent)
        with surface.artifact():
            self._marks(surface)
        if self._note:
            with surface.artifact("/Type/Pagination/Subtype/Footer"):
                lines = break_lines((Span(self._note, _NOTE),), A4[0] - 2 * self.left)
                surface.lines(lines, _NOTE, self.left, self.bottom - _AWAY - _MARK - 1, ())

    def plain(self) -> Iterator[str]:
        for card in self._cards:
            yield from card.plain()

    def _marks(self, surface: Surface) -> None:
        wide, high = self._size
        right, upper = self.left + self._columns * wide, self.bottom + self._rows * high
        across = [self.left + number * wide for number in range(self._columns + 1)]
        upright = [self.bottom + number * high for number in range(self._rows + 1)]
        strokes = []
        for x in across:
            for start, end in (
                (self.bottom - _AWAY - _MARK, self.bottom - _AWAY),
                (upper + _AWAY, upper + _AWAY + _MARK),
            ):
                strokes.append(f"{x:.3f} {start:.3f} m {x:.3f} {end:.3f} l")
        for y in upright:
            for start, end in ((self.left - _AWAY - _MARK, self.left - _AWAY), (right + _AWAY, right + _AWAY + _MARK)):
                strokes.append(f"{start:.3f} {y:.3f} m {end:.3f} {y:.3f} l")
        surface.canvas._code.append(f"{MUTED.stroke} {_THIN:g} w {' '.join(strokes)} S")
        # where a card ends inside the page; lighter, since it is cut along
        inner = [f"{x:.3f} {self.bottom:.3f} m {x:.3f} {upper:.3f} l" for x in across]
        inner += [f"{self.left:.3f} {y:.3f} m {right:.3f} {y:.3f} l" for y in upright]
        surface.canvas._code.append(f"{LINE.stroke} {_THIN:g} w {' '.join(inner)} S")


def cut_pages(
    cards: Sequence[Block], size: tuple[float, float], columns: int, rows: int, *, note: str = ""
) -> list[Block]:
    """As many pages as the cards need."""
    each = columns * rows
    return [
        CutPage(cards[start : start + each], size, columns, rows, note=note) for start in range(0, len(cards), each)
    ]
