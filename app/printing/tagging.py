"""Tagged PDF on top of ReportLab: the structure tree and the surface that blocks draw on.

ReportLab writes pages, fonts and images but no structure. Here ``Surface`` brackets what is drawn with marked
content (``/P <</MCID 3>> BDC … EMC``) or as an artifact, ``Element`` remembers which marked content belongs
to it, and ``finish`` writes structure tree, parent tree, links, outline and metadata as PDF objects beside
ReportLab's own (ISO 32000-1, 14.6 to 14.9; ISO 14289-1, 7 and 8).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import Any

from app.printing.fonts import Cut, Face, Word, text_font
from app.printing.styles import Colour, TextStyle
from app.printing.text import Line, Segment

_CUTTING_FONTS = Lock()
"""ReportLab reads a font file through one position, and the fonts are shared by all threads that print."""


class Element:
    """A structure element; ``attributes`` are finished PDF syntax (``/Alt (…)``), ``title`` shows in readers."""

    __slots__ = ("attributes", "kids", "number", "parent", "role", "title")

    def __init__(self, role: str, attributes: str = "", title: str = "") -> None:
        self.role = role
        self.attributes = attributes
        self.title = title
        self.kids: list[Element | tuple[int, int] | Link] = []
        self.parent: Element | None = None
        self.number = 0

    def under(self, parent: "Element") -> "Element":
        """Hangs the element under its parent the first time it is drawn; returns itself."""
        if self.parent is None:
            self.parent = parent
            parent.kids.append(self)
        return self


@dataclass(eq=False, slots=True)
class Link:
    """A link annotation: ``target`` is a web address or an anchor; ``box`` = x0, y0, x1, y1 in points."""

    page: int
    box: tuple[float, float, float, float]
    target: "str | Anchor"
    contents: str
    element: Element
    number: int = 0


@dataclass(eq=False, slots=True)
class Anchor:
    """A place that contents, index and bookmarks point to; page (0-based) and height are known once drawn."""

    title: str = ""
    level: int | None = None
    page: int = -1
    top: float = 0.0


@dataclass(slots=True)
class Metadata:
    """What stands in the file's properties; ``created`` as ``YYYYMMDD``."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    created: str = "20000101"
    language: str = "pl-PL"


@dataclass(slots=True)
class _PageMarks:
    owners: list[Element] = field(default_factory=list)


class Surface:
    """The page being drawn, origin bottom left, points. Blocks call it; it writes the content stream."""

    def __init__(self, width: float, height: float, metadata: Metadata) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # binary streams: a fifth smaller, and less work than ReportLab's text encoding
        main = text_font(Cut.REGULAR).main
        self.width = width
        self.height = height
        self.metadata = metadata
        self.root = Element("Document")
        self.anchors: list[Anchor] = []
        self.canvas: Any = Canvas(
            BytesIO(),
            pagesize=(width, height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=main.name,
            lang=metadata.language,
        )
        self._pdf: Any = self.canvas._doc
        self._pages: list[_PageMarks] = [_PageMarks()]
        self._links: list[Link] = []
        self._words: dict[Word, str | None] = {}
        self._fonts: dict[tuple[str, int], str] = {}
        self._pictures: dict[str, Any] = {}

    @property
    def page(self) -> int:
        """Number of the current page, from 0."""
        return len(self._pages) - 1

    # -- marks ---------------------------------------------------------------------------------------

    def begin(self, element: Element, properties: str = "") -> None:
        """Opens marked content that belongs to an element; ``end`` closes it."""
        owners = self._pages[-1].owners
        mcid = len(owners)
        owners.append(element)
        element.kids.append((self.page, mcid))
        self.canvas._code.append(f"/{element.role} <</MCID {mcid}{properties}>> BDC")

    def begin_artifact(self, kind: str = "/Type/Layout") -> None:
        """Opens content that readers skip: lines, backgrounds, running headers and footers."""
        self.canvas._code.append(f"/Artifact <<{kind}>> BDC")

    def end(self) -> None:
        """Closes what ``begin`` or ``begin_artifact`` opened."""
        self.canvas._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "/Type/Layout") -> Iterator[None]:
        """Everything drawn inside is an artifact."""
        self.begin_artifact(kind)
        yield
        self.end()

    # -- text ----------------------------------------------------------------------------------------

    def lines(self, lines: Sequence[Line], style: TextStyle, x: float, top: float, offsets: Sequence[float]) -> None:
        """Lines of text below ``top``; ``offsets`` shift each line to the right (alignment)."""
        out = ["BT"]
        at_x, at_y = 0.0, 0.0
        base = top - style.ascent
        current: tuple[str, float, str] | None = None
        for index, line in enumerate(lines):
            line_x, line_y = x + offsets[index] if offsets else x, base - index * style.leading
            out.append(f"{line_x - at_x:.2f} {line_y - at_y:.2f} Td")
            at_x, at_y = line_x, line_y
            last = len(line.segments) - 1
            for position, segment in enumerate(line.segments):
                current = self._segment(out, segment, current, space=line.broken or position < last)
        out.append("ET")
        self.canvas._code.append("\n".join(out))

    def _segment(
        self, out: list[str], segment: Segment, current: tuple[str, float, str] | None, *, space: bool
    ) -> tuple[str, float, str]:
        style, words = segment
        main = text_font(style.cut).main
        known = self._words
        strings = []
        for word in words:
            try:
                string = known[word]
            except KeyError:
                string = known[word] = self._encode(word)
            if string is None:
                return self._mixed(out, segment, current, space=space)
            strings.append(string)
        wanted = (self._font(main, 0), style.size, style.fill)
        self._switch(out, current, wanted)
        out.append(f"({' '.join(strings)}{' ' if space else ''}) Tj")
        return wanted

    def _encode(self, word: Word) -> str | None:
        """The word as a PDF string in the first subset of its cut's main font; None when that cannot be."""
        if len(word.pieces) != 1 or word.pieces[0][0].name.startswith("DejaVu"):
            return None
        face, text = word.pieces[0]
        parts = face.font.splitString(text, self._pdf)
        if len(parts) != 1 or parts[0][0]:
            return None
        return _escape(parts[0][1])

    def _mixed(
        self, out: list[str], segment: Segment, current: tuple[str, float, str] | None, *, space: bool
    ) -> tuple[str, float, str]:
        style, words = segment
        main = text_font(style.cut).main
        last = len(words) - 1
        wanted = current
        for position, word in enumerate(words):
            for face, text in word.pieces:
                for subset, part in face.font.splitString(text, self._pdf):
                    wanted = (self._font(face, subset), style.size, style.fill)
                    self._switch(out, current, wanted)
                    current = wanted
                    out.append(f"({_escape(part)}) Tj")
            if position < last or space:
                wanted = (self._font(main, 0), style.size, style.fill)
                self._switch(out, current, wanted)
                current = wanted
                out.append("( ) Tj")
        assert wanted is not None
        return wanted

    def _font(self, face: Face, subset: int) -> str:
        key = (face.name, subset)
        name = self._fonts.get(key)
        if name is None:
            face.font._assignState(self._pdf)
            name = self._fonts[key] = face.font.getSubsetInternalName(subset, self._pdf)
        return name

    @staticmethod
    def _switch(out: list[str], current: tuple[str, float, str] | None, wanted: tuple[str, float, str]) -> None:
        if current is None or current[:2] != wanted[:2]:
            out.append(f"{wanted[0]} {wanted[1]:g} Tf")
        if current is None or current[2] != wanted[2]:
            out.append(wanted[2])

    # -- shapes --------------------------------------------------------------------------------------

    def rule(self, x: float, y: float, width: float, colour: Colour, thickness: float = 0.6) -> None:
        """A horizontal line."""
        self.canvas._code.append(f"{colour.stroke} {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def upright(self, x: float, bottom: float, top: float, colour: Colour, thickness: float = 0.6) -> None:
        """A vertical line."""
        self.canvas._code.append(f"{colour.stroke} {thickness:g} w {x:.2f} {bottom:.2f} m {x:.2f} {top:.2f} l S")

    def dots(self, left: float, y: float, right: float, colour: Colour) -> None:
        """A line of dots that leads the eye to a page number."""
        self.canvas._code.append(
            f"q {colour.stroke} 0.9 w [0 4] 0 d 1 J {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q"
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        radius: float = 0.0,
        thickness: float = 0.8,
    ) -> None:
        """A rectangle with its lower left corner at x, y; rounded by ``radius``."""
        operator = "B" if fill and stroke else "f" if fill else "S"
        head = f"{fill.fill if fill else ''} {f'{stroke.stroke} {thickness:g} w' if stroke else ''}"
        self.canvas._code.append(f"{head} {_rounded(x, y, width, height, radius)} {operator}")

    def link(
        self, box: tuple[float, float, float, float], target: str | Anchor, contents: str, element: Element
    ) -> None:
        """A link area that belongs to a ``Link`` element."""
        link = Link(self.page, box, target, contents, element)
        self._links.append(link)
        element.kids.append(link)

    def mark(self, anchor: Anchor, top: float) -> None:
        """Remembers where an anchor stands; one with a level becomes a bookmark."""
        anchor.page, anchor.top = self.page, top
        self.anchors.append(anchor)

    # -- pages and file ------------------------------------------------------------------------------

    def next_page(self) -> None:
        """Ends the current page."""
        number = self.page
        self.canvas.showPage()
        page = self._pdf.Pages.pages[-1]
        page.Tabs, page.StructParents = "/S", number
        page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        self._pages.append(_PageMarks())

    def finish(self) -> bytes:
        """Writes structure, links, bookmarks and metadata; returns the file. Call once, after the last page."""
        from app.printing.file_writer import write_file
        from app.printing.structure_writer import write_structure

        self._pages.pop()
        owners = [page.owners for page in self._pages]
        packed = write_structure(self._pdf, self.root, owners, self._links, self.anchors, self.metadata)
        self._pdf.format = lambda: write_file(self._pdf, packed)
        with _CUTTING_FONTS:
            for font in self._pdf.delayedFonts:
                font.addObjects(self._pdf)
        self._pdf.delayedFonts = []
        return bytes(self._pdf.GetPDFData(self.canvas))


_ESCAPED = {code: chr(code) if 32 <= code < 127 else f"\\{code:03o}" for code in range(256)}
_ESCAPED |= {ord(char): "\\" + char for char in "()\\"}


def _escape(data: bytes) -> str:
    """The inside of a PDF literal string in plain ASCII: ReportLab encodes page streams as UTF-8."""
    return "".join([_ESCAPED[byte] for byte in data])


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    if not radius:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    r, k = radius, radius * 0.4477
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l {right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} "
        f"{right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l {right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} "
        f"{right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l {x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} "
        f"{x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c"
    )
