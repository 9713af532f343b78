"""Small map files for the tests of readers, and the customer's data beside the checkout."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.core.progress import Cancelled, NoProgress
from app.geo.reading import MapData, Wanted, read, recognise

SHARED = Path(__file__).parents[3] / "shared" / "map"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no folder of map data: {SHARED}")
"""For tests on real gminas and real extracts of PRG, which the project does not hold."""
OURS = Wanted("1604023", "Kluczbork")
SQUARE = [(440_000, 340_000), (440_000, 350_000), (450_000, 350_000), (450_000, 340_000), (440_000, 340_000)]
"""Ten by ten kilometres near Kluczbork, easting and northing."""
EAST_OF_IT = [(x + 10_000, y) for x, y in SQUARE]


class CancelledAtOnce:
    """The person cancels at the first report."""

    def report(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def taken(*paths: Path, wanted: Wanted | None = OURS) -> MapData:
    """What the files hold."""
    return read(recognise(paths), NoProgress(), wanted)


def geojson(path: Path, *gminas: tuple[str, str, Sequence[Any]]) -> Path:
    """A GeoJSON of gminas: number, name, outer ring."""
    features = [
        {
            "type": "Feature",
            "properties": {"JPT_KOD_JE": code, "JPT_NAZWA_": name},
            "geometry": {"type": "Polygon", "coordinates": [[list(point) for point in ring]]},
        }
        for code, name, ring in gminas
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


Fields = dict[str, int]


def shapefile(
    path: Path, kind: int, fields: Fields, records: Sequence[tuple[Sequence[Any], Any]], *, encoding: str = "utf-8"
) -> Path:
    """A shapefile of pyshp's ``kind`` (1 points, 3 lines, 5 areas); records are (values, point or list of rings)."""
    import shapefile as pyshp

    with pyshp.Writer(str(path), shapeType=kind, encoding=encoding) as writer:
        for name, width in fields.items():
            writer.field(name, "C", width)
        for values, drawn in records:
            if kind == pyshp.POINT:
                writer.point(*drawn)
            elif kind == pyshp.POLYLINE:
                writer.line(drawn)
            else:
                writer.poly(drawn)
            writer.record(*values)
    return path.with_suffix(".shp")


GMINA_FIELDS = {"JPT_SJR_KO": 3, "JPT_KOD_JE": 20, "JPT_NAZWA_": 60}


def gminas(path: Path, *records: tuple[str, str, Sequence[Any]], encoding: str = "utf-8") -> Path:
    """Borders as PRG's layer A03 has them: number, name, outer ring."""
    rows = [(("GMI", code, name), [ring]) for code, name, ring in records]
    return shapefile(path, 5, GMINA_FIELDS, rows, encoding=encoding)
