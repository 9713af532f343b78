"""Map files of other programs that are known by their content and not read: the refusal names them and the way out."""

import re
from collections.abc import Callable

_SAVED = (
    "Otwórz go w programie QGIS, zapisz warstwę jako GeoJSON (Eksportuj, potem Zapisz obiekty jako…) i wczytaj to, co "
    "powstanie."
)
_UNPACKED = "Rozpakuj go i wybierz pliki z folderu."
_PICTURE = "Potrzebne są dane, nie obraz: granice i adresy z PRG w SHP, GML albo GeoJSON."
_CSV = "Zapisz go w arkuszu jako CSV z kolumnami „nazwa”, „x”, „y” i wczytaj ponownie."
_ROOT = re.compile(rb"<(?:\w+:)?(kml|gpx|osm|svg|html)[\s>]", re.IGNORECASE)
_XML = {
    b"kml": ("plik KML (Google Earth)", _SAVED),
    b"gpx": ("plik GPX (nawigacja)", _SAVED),
    b"osm": ("wycinek OpenStreetMap (OSM)", _SAVED),
    b"svg": ("rysunek SVG", _PICTURE),
    b"html": (
        "strona internetowa",
        "Pobierz sam plik z danymi: granice i adresy z PRG w SHP, GML albo GeoJSON.",
    ),
}


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


_KNOWN: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (_starts(b"SQLite format 3\0"), "baza danych (SQLite)", _SAVED),
    (_starts(b"fgb\3fgb"), "plik FlatGeobuf", _SAVED),
    (_starts(b"PAR1"), "plik GeoParquet", _SAVED),
    (_starts(b"!table", b"!Table"), "plik MapInfo TAB", _SAVED),
    (lambda head: re.match(rb"version\s+\d+\s+charset", head, re.IGNORECASE) is not None, "plik MapInfo MIF", _SAVED),
    (lambda head: re.match(rb"\s*0\r?\nSECTION\b", head) is not None, "rysunek DXF (CAD)", _SAVED),
    (_starts(b"AC10"), "rysunek DWG (CAD)", _SAVED),
    (_starts(b"PMTiles"), "plik PMTiles", _PICTURE),
    (_starts(b"II*\0", b"MM\0*", b"\x89PNG", b"\xff\xd8\xff", b"%PDF"), "obraz mapy (TIFF, PNG, JPG, PDF)", _PICTURE),
    (_starts(b"PK\3\4"), "archiwum w archiwum", _UNPACKED),
    (_starts(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "archiwum inne niż ZIP", _UNPACKED),
    (lambda head: re.search(rb'"type"\s*:\s*"Topology"', head) is not None, "plik TopoJSON", _SAVED),
    (
        lambda head: (
            re.search(rb"(?im)(?:^|^\xef\xbb\xbf|[;,\t])\"?wkt(?:_?geom)?\"?[;,\t\r\n]", head[:2000]) is not None
        ),
        "plik CSV z rysunkiem w kolumnie „WKT”",
        _SAVED,
    ),
)


def refusal(head: bytes, name: str, member: str = "") -> str:
    """What a file that begins with ``head`` is and what to do instead; blank for one that is not known.

    ``member`` is its path inside the archive ``name``.
    """
    if member.lower().endswith(("xl/workbook.xml", "content.xml")):
        return _sentence(name, "arkusz kalkulacyjny", _CSV)
    root = _ROOT.search(head[:4096]) if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None
    if root:
        return _sentence(name, *_XML[root[1].lower()])
    return next((_sentence(name, what, way) for looks, what, way in _KNOWN if looks(head)), "")


def _sentence(name: str, what: str, way: str) -> str:
    return f"Plik „{name}” to {what}. Takich plików program nie czyta. {way}"
