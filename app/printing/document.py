"""A printed document: fills pages with blocks, numbers them, draws them in order, returns the finished file.

Flows are laid out when they are made and drawn in ``save``; by then every page number is known, so that
contents may stand before what they list and „strona n z m” costs no second pass.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.collector import collector_paused
from app.core.progress import NoProgress, Progress
from app.printing.blocks import Block, Heading, Stack
from app.printing.styles import LINE, NOTICE, Typography
from app.printing.tagging import Anchor, Element, Metadata, Surface
from app.printing.text import Line, Span, break_lines, text_width
from app.printing.typography import clean

log = logging.getLogger(__name__)
A4 = (595.276, 841.89)
"""Width and height in points."""
LANDSCAPE = (A4[1], A4[0])
"""The same sheet lying: for tables with many columns."""
A3 = (A4[1], 2 * A4[0])
A3_LANDSCAPE = (A3[1], A3[0])
"""For maps."""
SIDE = 48.0
TOP = 36.0
BOTTOM = 26.0
_REPORT_EVERY = 10


@dataclass(frozen=True)
class Running:
    """What stands on the pages of a flow as artifacts.

    ``footer`` at the left of the footer, on every page; ``header`` and ``notice`` at the top, left and right,
    from the second page on, or from the first where ``from_first`` says that it has no letterhead of its own.
    ``whole_page``: nothing runs and there are no margins; each block is as large as a page.
    """

    footer: str = ""
    header: str = ""
    notice: str = ""
    numbered: bool = True
    from_first: bool = False
    whole_page: bool = False


@dataclass(slots=True)
class _Page:
    stack: Stack
    running: Running
    footer: list[Line]
    first: bool
    element: Element
    number: int = 0
    of: int = 0


class Flow:
    """Pages filled from one sequence of blocks; always starts on a new page."""

    def __init__(self, pages: list[_Page], element: Element) -> None:
        self.pages = pages
        self.element = element


class Document:
    """Builds one PDF file. ``flow`` lays out, ``add`` puts a flow at the end, ``save`` writes.

    ``size`` is that of every page: ``A4``, ``LANDSCAPE``, ``A3`` or ``A3_LANDSCAPE``.
    """

    def __init__(self, metadata: Metadata, typography: Typography, size: tuple[float, float] = A4) -> None:
        self.metadata = metadata
        self.typography = typography
        metadata.title, metadata.author = clean(metadata.title), clean(metadata.author)
        metadata.subject = clean(metadata.subject)
        self.size = size
        self.surface = Surface(*size, metadata)
        self.width = size[0] - 2 * SIDE
        self._pages: list[_Page] = []

    def flow(
        self, blocks: Sequence[Block], running: Running, *, title: str = "", parent: Element | None = None
    ) -> Flow:
        """Fills pages with blocks; ``title`` names the section in the structure tree."""
        with collector_paused():
            return self._filled(Stack(blocks), running, title, parent)

    def _filled(self, stack: Stack, running: Running, title: str, parent: Element | None) -> Flow:
        stack.layout(self.size[0] if running.whole_page else self.width)
        element = Element("Sect", title=title)
        if parent is not None:
            element.under(parent)
        footer = self._footer_lines(running)
        pages: list[_Page] = []
        while stack.blocks:
            first = not pages
            room = self.size[1]
            if not running.whole_page:
                room -= TOP + self._header_height(running, first) + self._footer_height(footer)
            parts = None if stack.height <= room else stack.split(room, force=True)
            if parts is None and stack.height > room + 1:
                log.warning("A block of „%s” is higher than its page by %.0f points", title, stack.height - room)
            pages.append(_Page(parts[0] if parts else stack, running, footer, first, element))
            if parts is None:
                break
            stack = parts[1]
        return Flow(pages, element)

    def room(self, running: Running, *, first: bool = True) -> float:
        """Height in points that blocks may fill on a flow's first page, or on a later one."""
        taken = TOP + self._header_height(running, first) + self._footer_height(self._footer_lines(running))
        return self.size[1] - taken

    def add(self, flow: Flow, *, own_numbers: bool = False) -> None:
        """Puts a flow's pages at the end; with ``own_numbers`` its footer counts only this flow."""
        if own_numbers:
            for number, page in enumerate(flow.pages, 1):
                page.number, page.of = number, len(flow.pages)
        flow.element.under(self.surface.root)
        self._pages += flow.pages

    @property
    def page_count(self) -> int:
        """Pages added so far."""
        return len(self._pages)

    def save(self, progress: Progress | None = None) -> bytes:
        """Draws every page and returns the file; raises Cancelled when ``progress`` says so."""
        with collector_paused():
            return self._written(progress or NoProgress())

    def _written(self, progress: Progress) -> bytes:
        total = len(self._pages)
        for index, page in enumerate(self._pages):
            for anchor in _anchors(page.stack):
                anchor.page = index
            if not page.of:
                page.number, page.of = index + 1, total
        for index, page in enumerate(self._pages):
            if index % _REPORT_EVERY == 0:
                progress.report(index, total, "Rysowanie stron")
            self._draw(page)
            page.stack = Stack(())  # drawn blocks are let go, a guide has thousands of pages
            self.surface.next_page()
        progress.report(total, total, "Zapis pliku")
        return self.surface.finish()

    def _draw(self, page: _Page) -> None:
        if page.running.whole_page:
            page.stack.draw(self.surface, 0.0, self.size[1], page.element)
            return
        top = self.size[1] - TOP
        top -= self._draw_header(page, top)
        page.stack.draw(self.surface, SIDE, top, page.element)
        self._draw_footer(page)

    # -- running header and footer ---------------------------------------------------------------------

    def _header_height(self, running: Running, first: bool) -> float:
        leading = self.typography.running.leading
        wanted = (running.from_first or not first) and (running.header or running.notice)
        return leading + 10 if wanted else 0.0

    def _draw_header(self, page: _Page, top: float) -> float:
        height = self._header_height(page.running, page.first)
        style = self.typography.running
        if not height:
            return 0.0
        notice, marked = page.running.notice, style.but(colour=NOTICE)
        room = self.width - (text_width(notice, marked) + 12 if notice else 0)
        with self.surface.artifact("/Type/Pagination/Subtype/Header"):
            lines = break_lines((Span(page.running.header, style),), room)[:1]
            if lines:
                self.surface.lines(lines, style, SIDE, top, ())
            if notice:
                right = break_lines((Span(notice, marked),), self.width)
                self.surface.lines(right[:1], marked, self.size[0] - SIDE - right[0].width, top, ())
            self.surface.rule(SIDE, top - style.leading - 2, self.width, LINE)
        return height

    def _footer_lines(self, running: Running) -> list[Line]:
        style = self.typography.running
        number = text_width("strona 1000 z 1000", style) + 12
        return break_lines((Span(running.footer, style),), self.width - number)

    def _footer_height(self, footer: Sequence[Line]) -> float:
        return BOTTOM + max(len(footer), 1) * self.typography.running.leading + 14

    def _draw_footer(self, page: _Page) -> None:
        style = self.typography.running
        if not page.running.numbered and not page.footer:
            return
        top = self._footer_height(page.footer) - 8
        with self.surface.artifact("/Type/Pagination/Subtype/Footer"):
            self.surface.rule(SIDE, top, self.width, LINE)
            top -= 4
            if page.footer:
                self.surface.lines(page.footer, style, SIDE, top, ())
            if page.running.numbered:
                number = break_lines((Span(f"strona {page.number} z {page.of}", style),), self.width)
                self.surface.lines(number, style, self.size[0] - SIDE - number[0].width, top, ())


def _anchors(stack: Stack) -> Iterator[Anchor]:
    for block in stack.blocks:
        if isinstance(block, Heading) and block.anchor:
            yield block.anchor
        elif isinstance(block, Stack):
            yield from _anchors(block)


class SecondHalf:
    """Reports drawing as the second half of the work, after layout as the first."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def report(self, done: int, total: int, text: str = "") -> None:
        """As Progress, with the steps before it added."""
        self._progress.report(total + done, 2 * total, text)
