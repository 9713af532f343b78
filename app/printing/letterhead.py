"""The head of a document's first page: coat of arms, office, and a badge with the document's kind and symbol."""

from collections.abc import Iterator, Sequence

from app.printing.blocks import Block, Paragraph, Stack
from app.printing.fonts import Cut
from app.printing.pictures import Figure
from app.printing.styles import ACCENT, NOTICE, WHITE, TextStyle, Typography
from app.printing.tagging import Element, Surface
from app.printing.text import text_width


class Letterhead(Block):
    """Real content, not an artifact: a listener hears whose document it is before its title."""

    def __init__(
        self,
        typography: Typography,
        *,
        office: str,
        lines: Sequence[str],
        notice: str = "",
        figure: Figure | None = None,
        badge_title: str = "",
        badge: str = "",
    ) -> None:
        large = typography.large
        name = typography.strong if large else TextStyle(11.5, 15, Cut.BOLD)
        light = typography.small if large else typography.running.but()
        self.figure = figure
        self.text = Stack(
            [
                Paragraph(office, name),
                *(Paragraph(line, light) for line in lines if line),
                *([Paragraph(notice, light.but(cut=Cut.BOLD, colour=NOTICE))] if notice else []),
            ]
        )
        small = TextStyle(16, 20, colour=WHITE) if large else TextStyle(7.5, 10, colour=WHITE)
        big = TextStyle(24, 30, Cut.BOLD, WHITE) if large else TextStyle(15, 19, Cut.BOLD, WHITE)
        self.badge = Stack([Paragraph(badge_title, small), Paragraph(badge, big)]) if badge else None
        self._badge_words = ((badge_title, small), (badge, big))
        self._badge_width = 0.0
        self._left = figure.wide + 12 if figure else 0.0
        self._width = 0.0

    def layout(self, width: float) -> float:
        self._width = width
        if self.badge:
            self._badge_width = min(max(text_width(*words) for words in self._badge_words) + 1, 190.0)
        badge = self._badge_width + 32 if self.badge else 0.0
        self.text.layout(width - self._left - badge)
        if self.badge:
            self.badge.layout(self._badge_width)
        self.height = max(
            self.text.height, self.figure.height if self.figure else 0.0, self.badge.height + 14 if self.badge else 0.0
        )
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        if self.figure:
            self.figure.draw(surface, x, top - (self.height - self.figure.height) / 2, parent)
        self.text.draw(surface, x + self._left, top - (self.height - self.text.height) / 2, parent)
        if self.badge:
            high, wide = self.badge.height + 14, self._badge_width + 20
            left, upper = x + self._width - wide, top - (self.height - high) / 2
            with surface.artifact():
                surface.box(left, upper - high, wide, high, fill=ACCENT, radius=5)
            self.badge.draw(surface, left + 10, upper - 6, parent)

    def plain(self) -> Iterator[str]:
        yield from self.text.plain()
        if self.badge:
            yield " ".join(self.badge.plain())
