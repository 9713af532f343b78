"""Well-known binary (OGC 06-103r4): points, lines and polygons, also several together, with or without height.

Read by hand, without recursion: a file from elsewhere may nest collections deeper than a library's stack.
"""

import struct
from math import isnan
from typing import Any

from app.geo.columns import Geometry
from app.geo.shapes import Point

_POINT, _LINE, _POLYGON = 1, 2, 3
_SEVERAL = 3
"""What the code of several drawings together has more than that of one."""
_LEAST_RING = 4 + 16
"""Bytes of a ring of one point: empty ones by the million would fill the memory."""
_DRAWN = {_POINT: Geometry.POINT, _LINE: Geometry.LINE, _POLYGON: Geometry.AREA}


def drawing(data: bytes, start: int) -> tuple[Geometry | None, list[Any]]:
    """Kind and parts of the drawing that begins at ``start``; None for a collection or curve.

    Raises ValueError and struct.error for bytes that are none.
    """
    reader = _Reader(data, start)
    code = reader.begin()
    if code in _DRAWN:
        return _DRAWN[code], [part for part in [reader.part(code)] if part]
    kind = code - _SEVERAL
    if kind not in _DRAWN:
        return None, []
    parts = []
    for _ in range(reader.number()):
        if reader.begin() != kind:
            raise ValueError("a part of another kind")
        parts.append(reader.part(kind))
    return _DRAWN[kind], [part for part in parts if part]


class _Reader:
    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._at, self._mark, self._numbers = data, start, "<", 2

    def begin(self) -> int:
        """The code of the drawing that begins here, without what it says of heights."""
        if self._at >= len(self._data) or self._data[self._at] > 1:
            raise ValueError("no order of bytes")
        self._mark = "<" if self._data[self._at] else ">"
        self._at += 1
        code = self.number()
        more, kind = divmod(code, 1000)
        if more > _SEVERAL:
            raise ValueError("unknown code")
        self._numbers = (2, 3, 3, 4)[more]
        return kind

    def number(self) -> int:
        (found,) = struct.unpack_from(f"{self._mark}I", self._data, self._at)
        self._at += 4
        return int(found)

    def part(self, kind: int) -> Any:
        if kind == _POINT:
            (pair,) = self._pairs(1)
            return None if isnan(pair[0]) else pair  # how a point without a place is written
        if kind == _LINE:
            return self._pairs(self.number())
        count = self.number()
        if count * _LEAST_RING > len(self._data) - self._at:
            raise ValueError("more rings than bytes")
        return [self._pairs(self.number()) for _ in range(count)]

    def _pairs(self, count: int) -> list[Point]:
        size = count * self._numbers
        if self._at + 8 * size > len(self._data):
            raise ValueError("cut off")
        found = struct.unpack_from(f"{self._mark}{size}d", self._data, self._at)
        self._at += 8 * size
        return list(zip(found[:: self._numbers], found[1 :: self._numbers], strict=True))
