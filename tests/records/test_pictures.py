"""What a hostile or damaged picture can do: nothing, in no time."""

import struct
import time
import zlib

import pytest

from app.core.errors import Refusal
from app.records.files import PICTURES, check_file
from app.records.pictures import drawable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 1, height: int = 1) -> bytes:
    """A black picture; its pixels are only there for the smallest."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def uses(levels: int, each: int) -> str:
    """Groups that draw the one before several times: each ** levels shapes in a few lines."""
    groups = "".join(f'<g id="a{n}">' + f'<use x:href="#a{n - 1}"/>' * each + "</g>" for n in range(1, levels + 1))
    return f'<defs><rect id="a0" width="1" height="1"/>{groups}</defs><use href="#a{levels}"/>'


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
    + SVG.format("<text>&a9;</text>")
)


@pytest.mark.parametrize(
    "content",
    [
        png(),
        png() + b"what follows the end",
        SVG.format('<rect width="1" height="1"/>').encode(),
        SVG.format(uses(2, 10)).encode(),
        SVG.format('<use href="#nothing"/>').encode("utf-8-sig"),
    ],
)
def test_pictures_are_let_in(content: bytes) -> None:
    assert drawable(content)
    check_file("herb", content, PICTURES)


@pytest.mark.parametrize(
    "content",
    [
        png()[:-8],
        png().replace(b"IDAT", b"IDAX"),
        png()[:40] + b"\xff" + png()[41:],
        png(30_000, 30_000),
        png(0, 5),
        SVG.format("<rect").encode(),
        SVG.format(uses(9, 10)).encode(),
        SVG.format(uses(40, 2)).encode(),
        SVG.format('<g id="a"><use href="#a"/></g>').encode(),
        SVG.format("<g>" * 50_000 + "</g>" * 50_000).encode(),
        ENTITIES.encode(),
    ],
)
def test_pictures_are_refused_at_once(content: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Refusal, match="nie da się narysować"):
        check_file("herb", content, PICTURES)
    assert time.monotonic() - begun < 2
