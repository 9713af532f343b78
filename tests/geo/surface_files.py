"""Waters and woods for the tests of readers: as BDOT10k, OpenStreetMap and offices draw them, in small."""

import json
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.geo.map_files import SQUARE

Ring = Sequence[tuple[float, float]]
LAKE: Ring = [(444_000, 344_000), (444_000, 346_000), (446_000, 346_000), (446_000, 344_000), (444_000, 344_000)]
"""Clockwise, as shapefiles want outer rings; the island the other way round."""
ISLAND: Ring = [(444_500, 344_500), (445_000, 344_500), (445_000, 345_000), (444_500, 345_000), (444_500, 344_500)]
FAR: Ring = [(x + 100_000, y) for x, y in LAKE]
BEND = [(430_000.0 + 500 * step, 342_000.0 + 400 * (step % 2)) for step in range(61)]
"""A river of 30 km that crosses the gmina from west to east."""
CROSSED = [(444_000, 344_000), (446_000, 346_000), (446_000, 344_000), (444_000, 346_000), (444_000, 344_000)]


def feature(kind: str, coordinates: Any, **values: Any) -> dict[str, Any]:
    """One record of GeoJSON."""
    return {"type": "Feature", "properties": values, "geometry": {"type": kind, "coordinates": coordinates}}


def lake(ring: Ring = LAKE, *holes: Ring, **values: Any) -> dict[str, Any]:
    """A surface."""
    return feature("Polygon", [ring, *holes], **values)


def collection(path: Path, *features: dict[str, Any]) -> Path:
    """A GeoJSON of records."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def border(path: Path) -> Path:
    """The gmina of the tests."""
    return collection(path, lake(SQUARE, JPT_KOD_JE="1604023", JPT_NAZWA_="Kluczbork"))


def drawing(rings: Sequence[Ring], *, kind: int = 3, extra: bytes = b"") -> bytes:
    """A polygon (or line: ``kind`` 2) as a GeoPackage keeps it."""
    parts = b"".join(
        struct.pack("<I", len(ring)) + b"".join(struct.pack("<2d", *point) for point in ring) for ring in rings
    )
    count = struct.pack("<I", len(rings)) if kind == 3 else b""
    return b"GP\0\1" + struct.pack("<i", 2180) + struct.pack("<BI", 1, kind) + count + parts + extra


def package(path: Path, tables: Mapping[str, Sequence[tuple[str, bytes | None]]], *more: str) -> Path:
    """A GeoPackage of tables with names and drawings; ``more`` are statements run at the end."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
    for table, rows in tables.items():
        connection.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY, geom BLOB, NAZWA TEXT)')
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom')", (table,))
        connection.executemany(f'INSERT INTO "{table}" (NAZWA, geom) VALUES (?, ?)', rows)
    for statement in more:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path
