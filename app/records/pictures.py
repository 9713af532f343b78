"""Pictures somebody else made, judged before they are stored or drawn: damaged, huge or made to exhaust a computer."""

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_PIXELS = 50_000_000
"""Of a PNG or JPEG: a coat of arms scanned over a whole page at 600 dots per inch has 35 million."""
MOST_SHAPES = 10_000
"""Of an SVG, each reference counted as what it draws; the prints stop at as many references."""
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of a JPEG after which its size stands."""
_PNG = b"\x89PNG\r\n\x1a\n"


def drawable(content: bytes) -> bool:
    """Whether a PNG, JPEG or SVG file is whole and can be drawn in a moment."""
    if content.startswith(_JPEG):
        return _sound_jpeg(content)
    return _sound_png(content) if content.startswith(_PNG) else _modest_svg(content)


def _sound_jpeg(content: bytes) -> bool:
    """The head of the picture says its size; one that was cut off has no end mark after it."""
    place = 2
    try:
        while True:
            mark, code, length = struct.unpack_from(">BBH", content, place)
            if mark != 0xFF or length < 2:
                return False
            if code in _FRAMES:
                height, width = struct.unpack_from(">HH", content, place + 5)
                return 0 < width * height <= MOST_PIXELS and content.rfind(b"\xff\xd9") > place
            place += 2 + length
    except struct.error:
        return False


def _sound_png(content: bytes) -> bool:
    try:
        names = []
        for name, data in _chunks(content):
            if name == b"IHDR":
                width, height = struct.unpack(">II", data[:8])
                if not 0 < width * height <= MOST_PIXELS:
                    return False
            names.append(name)
    except (struct.error, ValueError):
        return False
    return names[0] == b"IHDR" and b"IDAT" in names


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and data up to the end mark; ValueError for a wrong checksum, struct.error where the file is cut off."""
    place, name = len(_PNG), b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", content, place)
        name, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + length)
        if checksum != zlib.crc32(name + data):
            raise ValueError("checksum")
        yield name, data
        place += length + 12


def _modest_svg(content: bytes) -> bool:
    from xml.etree import ElementTree as ET

    try:
        # expat ends a text whose entities grow beyond measure, and reads nothing from other files
        root = ET.fromstring(content)  # noqa: S314
        named = {name: node for node in root.iter() if (name := node.get("id"))}
        return _shapes(root, named, {}) <= MOST_SHAPES
    except (ET.ParseError, RecursionError, ValueError):
        return False


def _shapes(node: "Element", named: dict[str, "Element"], counted: "dict[Element, int]") -> int:
    """How many elements are drawn; a reference draws its target once more. ValueError for one that never ends."""
    if node in counted:
        if not counted[node]:
            raise ValueError("a reference to itself")
        return counted[node]
    counted[node] = 0
    total = 1 + sum(_shapes(child, named, counted) for child in node)
    if node.tag.rpartition("}")[2] == "use":
        target = node.get("href") or node.get("{http://www.w3.org/1999/xlink}href") or ""
        if (drawn := named.get(target.removeprefix("#"))) is not None:
            total += _shapes(drawn, named, counted)
    counted[node] = total
    return total
