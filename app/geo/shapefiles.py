"""Shapefiles of PRG, whole countries included: geometry by pyshp, tables by an own reader.

pyshp is pure Python, reads without .shx and skips shapes outside a box; .prj is not asked, ranges tell more.
"""

import logging
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from app.core.errors import Refusal
from app.geo import columns
from app.geo.columns import Geometry, pick
from app.geo.features import Feature
from app.geo.mapdata import MARGIN, DataKind, FileFormat, Found, Wanted
from app.geo.neighbourhood import another_gmina
from app.geo.pieces import pieces_of
from app.geo.shapes import Bounds
from app.geo.sources import Source
from app.geo.tables import Table
from app.geo.teryt import gmina_code, same_gmina

MAX_POINTS = 3_000_000
"""Points of outlines read without knowing the gmina; the whole country has five million."""
_MAGIC, _VERSION, _HEADER = 9994, 1000, 100
_INDEX_START = 50
"""First number of an index (.shx), which begins like the shapes themselves."""
_DRAWN = {1: Geometry.POINT, 3: Geometry.LINE, 5: Geometry.AREA}
_LOOKED_AT = 2000
"""Rows from which the kinds of records are told: layers of OpenStreetMap hold many."""
_DEGREES_REACH = 0.1
_BROKEN = (struct.error, ValueError, IndexError, KeyError, EOFError, OverflowError, TypeError, ArithmeticError)


def is_shapes(head: bytes) -> bool:
    """Whether a file begins as the geometry of a shapefile."""
    return _is_esri(head) and (len(head) < _HEADER + 4 or int.from_bytes(head[100:104], "big") != _INDEX_START)


def is_index(head: bytes) -> bool:
    """Whether a file begins as the index of a shapefile (.shx)."""
    return _is_esri(head) and not is_shapes(head)


def found(source: Source, head: bytes, asked: DataKind | None = None) -> list[Found]:
    """What a shapefile holds, told by its table; ``asked`` is what the person said of surfaces that do not tell.

    Raises Refusal where the table is missing or cut off.
    """
    geometry = _geometry(head)
    if geometry is None:
        return []
    with ExitStack() as stack:
        table = _table(stack, source)
        rows = [row for row in islice(table.rows(), _LOOKED_AT) if row is not None]
    features = (Feature(row, geometry, ()) for row in rows)
    return [
        replace(piece, format=_words(piece, rows[0]), count=table.count if len(pieces) == 1 else None)
        for pieces in (pieces_of(source, features, FileFormat.SHAPEFILE, "SHP", asked),)
        for piece in pieces
    ]


def features(source: Source, kind: DataKind, wanted: Wanted | None) -> Iterator[Feature]:
    """Records with their geometry; of outlines only those near the wanted gmina. Raises Refusal."""
    import shapefile

    logging.getLogger("shapefile").setLevel(logging.ERROR)
    with ExitStack() as stack:
        table = _table(stack, source)
        file = stack.enter_context(source.opened())
        _check_length(file, source)
        try:
            reader = stack.enter_context(shapefile.Reader(shp=file))
            box = _reach(reader, table, wanted) if kind is DataKind.AREAS and wanted else None
            limit = MAX_POINTS if kind is DataKind.AREAS else None
            yield from _joined(reader, table, box, source, limit)
        except (*_BROKEN, shapefile.ShapefileException) as error:
            raise _damaged(source) from error


def state_on(source: Source) -> date | None:
    """The day on which the table was written."""
    with ExitStack() as stack:
        return _table(stack, source).state_on


def _joined(reader: Any, table: Table, box: Bounds | None, source: Source, limit: int | None) -> Iterator[Feature]:
    """Shapes and rows of the same number together."""
    rows, number, points = table.rows(), -1, 0
    row: dict[str, str] | None = None
    for shape in reader.iterShapes(bbox=box):
        while number < shape.oid:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                raise _apart(source) from None
        if row is None:
            continue
        feature = _feature(row, shape)
        if limit is not None and feature.geometry is Geometry.AREA:
            points += len(shape.points)
            if points > limit:
                raise Refusal(
                    f"W pliku „{source.name}” są granice całego kraju. Podaj najpierw kod TERYT swojej gminy, aby "
                    "wczytać tylko ją i jej sąsiadów."
                )
        yield feature
    if box is None and number + 1 < table.count:
        raise _apart(source)


def _feature(row: dict[str, str], shape: Any) -> Feature:
    kind = _DRAWN.get(shape.shapeType % 10)
    if kind is None or not shape.points:
        return Feature(row, None, ())
    if kind is Geometry.POINT:
        return Feature(row, kind, shape.points[:1])
    if kind is Geometry.LINE:
        ends = [*shape.parts[1:], len(shape.points)]
        return Feature(row, kind, [shape.points[start:end] for start, end in zip(shape.parts, ends, strict=True)])
    drawn = shape.__geo_interface__
    return Feature(row, kind, [drawn["coordinates"]] if drawn["type"] == "Polygon" else drawn["coordinates"])


def _reach(reader: Any, table: Table, wanted: Wanted) -> Bounds | None:
    """Box around the wanted gmina in the file's own units, None without numbers; Refusal where its number is absent."""
    present = []
    for number, row in enumerate(table.rows()):
        if row is None:
            continue
        code = gmina_code(pick(row, columns.AREA_CODE))
        if same_gmina(code, wanted.code):
            shape = reader.shape(number)
            if not shape.points:
                raise ValueError("no outline")
            west, south, east, north = shape.bbox
            reach = _DEGREES_REACH if max(abs(west), abs(north)) < 200 else MARGIN
            return west - reach, south - reach, east + reach, north + reach
        present.append((code, pick(row, columns.AREA_NAME)))
    if not any(code for code, _ in present):
        return None
    raise another_gmina(present, wanted)


def _table(stack: ExitStack, source: Source) -> Table:
    beside = source.beside(".dbf")
    if beside is None:
        raise Refusal(
            f"Obok pliku „{source.name}” brakuje pliku .dbf z nazwami i kodami. Skopiuj wszystkie pliki o tej nazwie "
            "(.shp, .dbf, .shx, .prj) do jednego folderu i wczytaj je ponownie."
        )
    encoding = source.beside(".cpg")
    declared = encoding.head(40) if encoding else b""
    return Table(stack.enter_context(beside.opened()), beside.name, declared)


def _check_length(file: Any, source: Source) -> None:
    head = file.read(_HEADER)
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if len(head) < _HEADER or size != 2 * int.from_bytes(head[24:28], "big"):
        raise _damaged(source)


def _is_esri(head: bytes) -> bool:
    return (
        len(head) >= _HEADER
        and int.from_bytes(head[:4], "big") == _MAGIC
        and int.from_bytes(head[28:32], "little") == _VERSION
    )


def _geometry(head: bytes) -> Geometry | None:
    return _DRAWN.get(int.from_bytes(head[32:36], "little") % 10)


def _words(piece: Found, row: dict[str, str]) -> str:
    if piece.kind is DataKind.ADDRESSES and "numerporz" in row:
        return "SHP, kolumny od 1 lipca 2026 r."
    if piece.kind is DataKind.ADDRESSES and "simcnazwa" in row:
        return "SHP, kolumny sprzed 1 lipca 2026 r."
    return piece.format


def _damaged(source: Source) -> Refusal:
    return Refusal(f"Plik „{source.name}” jest uszkodzony albo ucięty. Skopiuj go albo pobierz ponownie.")


def _apart(source: Source) -> Refusal:
    return Refusal(
        f"Pliki „{source.name}” i .dbf mają różną liczbę pozycji – nie należą do siebie albo jeden jest ucięty. "
        "Skopiuj oba jeszcze raz."
    )
