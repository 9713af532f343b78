"""Coats of arms (PNG, JPEG, SVG) and QR codes on paper, as figures with an alternative text.

A picture comes from a file somebody else made: an SVG is parsed without entities and network and stripped of
everything that refers outside it, and a damaged picture is left out with a warning instead of stopping a print.
"""

import logging
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Any

from app.printing.blocks import Block, Columns
from app.printing.fonts import Cut, text_font
from app.printing.styles import INK
from app.printing.tagging import Element, Surface

log = logging.getLogger(__name__)
_PAINTING = Lock()
"""ReportLab marks a drawing while it paints it, and one picture may be printed from several threads."""
_MOST_PIXELS = 1600
"""A longer side is scaled down: at 5 cm this is already 800 dots per inch."""
_MASK = 0
"""The chessboard mask of ISO/IEC 18004."""
_FORBIDDEN = frozenset({"script", "foreignObject", "image", "animate", "set", "a", "iframe", "style"})
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)[^)]*\)|@import[^;]*;?|font-family\s*:[^;]*;?", re.IGNORECASE)

_NAMED = re.compile(r"/\S+ (?:Tf|gs|Do|sh|cs|CS|scn|SCN)\b|/\S+ \S+ Tf\b")
"""Operators that name a resource of one file; paths alone can be painted again without drawing them anew."""


class Picture:
    """Something drawn once into a form and used on many pages; ``width`` and ``height`` only give the ratio."""

    def __init__(self, key: str, width: float, height: float, paint: Callable[[Any], None]) -> None:
        self.key = key
        self.width = width
        self.height = height
        self.paint = paint


class Figure(Block):
    """A picture with an alternative text for those who cannot see it; fits into ``width`` × ``height`` points."""

    def __init__(self, picture: Picture, alt: str, width: float, height: float, *, gap: float = 0.0) -> None:
        self.gap = gap
        self.picture = picture
        self.alt = alt
        scale = min(width / picture.width, height / picture.height)
        self.wide, self.height = picture.width * scale, picture.height * scale
        self._scale = scale

    def layout(self, width: float) -> float:
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        from app.printing.structure_writer import text_string

        y = top - self.height
        box = f"{x:.2f} {y:.2f} {x + self.wide:.2f} {top:.2f}"
        figure = Element("Figure", f"/Alt {text_string(self.alt)}/A<</O/Layout/Placement/Block/BBox[{box}]>>")
        self._define(surface)
        surface.begin(figure.under(parent))
        self._place(surface, x, y)
        surface.end()

    def draw_untagged(self, surface: Surface, x: float, top: float) -> None:
        """The picture alone, as decoration."""
        self._define(surface)
        with surface.artifact():
            self._place(surface, x, top - self.height)

    def _place(self, surface: Surface, x: float, y: float) -> None:
        canvas = surface.canvas
        canvas.saveState()
        canvas.transform(self._scale, 0, 0, self._scale, x, y)
        canvas.doForm(self.picture.key)
        canvas.restoreState()

    def _define(self, surface: Surface) -> None:
        canvas = surface.canvas
        if not canvas.hasForm(self.picture.key):
            canvas.beginForm(self.picture.key, 0, 0, self.picture.width, self.picture.height)
            with _PAINTING:
                self.picture.paint(canvas)
            canvas.endForm()


@lru_cache(maxsize=8)
def picture(data: bytes) -> Picture | None:
    """A picture from the bytes of a PNG, JPEG or SVG file; None (and a warning) when it cannot be read."""
    key = f"picture-{sha256(data).hexdigest()[:16]}"
    try:
        made = _svg(data, key) if b"<svg" in data[:4096] or b"<SVG" in data[:4096] else _raster(data, key)
    except Exception as failure:  # noqa: BLE001 - readers of foreign files raise anything; a print must not fail
        log.warning("The picture cannot be read and is left out: %s", failure)
        return None
    if made is None or made.width <= 0 or made.height <= 0:
        log.warning("The picture is empty and is left out")
        return None
    return made


def _raster(data: bytes, key: str) -> Picture:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    opened = Image.open(BytesIO(data))
    opened.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    image = opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB")
    width, height = image.size
    reader = ImageReader(image)
    return Picture(key, width, height, lambda canvas: canvas.drawImage(reader, 0, 0, width, height, mask="auto"))


def _svg(data: bytes, key: str) -> Picture | None:
    from svglib.svglib import SvgRenderer

    renderer = SvgRenderer("")
    drawing = renderer.render(_harmless(data))
    if drawing is None:
        return None
    _use_embedded_fonts(drawing)

    remembered: list[str] = []

    def paint(canvas: Any) -> None:
        if remembered:
            canvas._code.append(remembered[0])
            return
        from reportlab.graphics import renderPDF
        from reportlab.graphics.shapes import STATE_DEFAULTS

        STATE_DEFAULTS["fontName"] = text_font(Cut.REGULAR).main.name  # else the file refers to Helvetica
        start = len(canvas._code)
        renderPDF.draw(drawing, canvas, 0, 0)
        commands = "\n".join(canvas._code[start:])
        if not _NAMED.search(commands):
            remembered.append(commands)

    return Picture(key, float(drawing.width), float(drawing.height), paint)


def _harmless(data: bytes) -> Any:
    """The SVG's tree without scripts, pictures inside, links and references to other files."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    for node in list(root.iter()):
        name = etree.QName(node).localname if isinstance(node.tag, str) else None
        parent = node.getparent()
        if parent is not None and (name is None or name in _FORBIDDEN):
            parent.remove(node)
            continue
        for attribute, value in list(node.attrib.items()):
            local = attribute.rsplit("}", 1)[-1]
            if (local == "href" and not value.startswith("#")) or local == "font-family":
                del node.attrib[attribute]
            elif _OUTSIDE.search(value):
                node.attrib[attribute] = _OUTSIDE.sub("", value)
    return root


def _use_embedded_fonts(shape: Any) -> None:
    """Text inside a drawing would name Helvetica, which is not embedded."""
    name = text_font(Cut.REGULAR).main.name
    if hasattr(shape, "fontName"):
        shape.fontName = name
    for child in getattr(shape, "contents", ()):
        _use_embedded_fonts(child)


class CodeFigure(Figure):
    """A QR code with a web address; drawn up only when it is printed, so that it costs a text version nothing."""

    def __init__(self, address: str, size: float) -> None:
        self.address = address
        self.alt = f"Kod QR z adresem {address}"
        self.wide = self.height = size

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        self.picture = qr_code(self.address)
        self._scale = self.wide / self.picture.width
        super().draw(surface, x, top, parent)


@lru_cache(maxsize=32)
def qr_code(text: str) -> Picture:
    """A QR code (error correction M) with its quiet zone of four modules."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # any of the eight masks is valid; trying them all takes ReportLab longer than drawing the whole card
    code.makeImpl(False, _MASK)
    count = code.getModuleCount()
    size = count + 8
    commands = [INK.fill]
    for row in range(count):
        column = 0
        while column < count:
            start = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > start:
                commands.append(f"{start + 4} {size - 5 - row} {column - start} 1 re")
            column += 1
    commands.append("f")
    key = f"qr-{sha256(text.encode()).hexdigest()[:16]}"
    return Picture(key, size, size, lambda canvas: canvas._code.append("\n".join(commands)))


def beside_code(address: str, text: Sequence[Block], size: float, width: float) -> Block:
    """A QR code with the web address, ``size`` points wide, and text to its right."""
    return Columns([[CodeFigure(address, size)], text], [size, width - size], gutter=8)
