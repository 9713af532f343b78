"""What the chosen files hold, told by their content: magic bytes, root elements and columns, never by their names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.core.errors import Refusal
from app.geo import foreign, geojson, geopackages, gml_areas, gml_stream, points_csv, prg_gml, shapefiles, wkt
from app.geo.archives import Archive
from app.geo.disk import unreadable
from app.geo.mapdata import DataKind, FileFormat, Found, UnknownSurfaces
from app.geo.pieces import pieces_of
from app.geo.sources import Source, text_of
from app.geo.tables import is_table

_HEAD = 64 * 1024
_LOOKED_AT = 50
_TOPOGRAPHIC = "OT_"
"""What names of BDOT10k begin with."""
_OF_TOPOGRAPHIC = (DataKind.AREAS, DataKind.WATER, DataKind.RIVERS, DataKind.WOODS)
"""What GML of BDOT10k is read for: its named points and roads are no places and streets."""
_FIRST_RECORDS = 4 * 1024 * 1024
"""Bytes in which the first record ends; the longest border of a gmina has a tenth of them."""
_ZIP = b"PK\3\4"
_EMPTY_ZIP = b"PK\5\6"
_NOTHING = (
    "W pliku „{name}” program nie rozpoznaje danych mapy. Potrzebne są: granice gmin, punkty adresowe, ulice, "
    "miejscowości z PRG, wody i lasy z BDOT10k (SHP, GML, GeoJSON, GeoPackage, WKT – także w archiwum ZIP) lub własne "
    "punkty (CSV, GeoJSON)."
)


def recognise(paths: Sequence[Path], asked: DataKind | None = None) -> tuple[Found, ...]:
    """Everything readable in the files; a folder stands for the files in it.

    ``asked`` is what the person said of surfaces that do not tell what they are: WATER or WOODS.
    Raises UnknownSurfaces where they have to say it, Refusal for a file in which nothing is recognised and for a
    damaged one, EnvironmentProblem for one that cannot be read.
    """
    sources: list[tuple[Source, bool]] = []
    for path in paths:
        if path.is_dir():
            sources += [(source, True) for source in _files(path)]
        elif path.exists() and not path.is_file():  # a device would never come to its end
            raise Refusal(_NOTHING.format(name=path.name))
        else:
            sources.append((Source(path), False))
    found: list[Found] = []
    for source, optional in sources:
        try:
            pieces = list(_pieces(source, asked))
        except UnknownSurfaces:
            if not optional:
                raise
            pieces = []
        if not pieces and not optional:
            pieces = _accompanied(source, asked)
        found += pieces
    unique = tuple(dict.fromkeys(found))
    if not unique:
        raise Refusal(_NOTHING.format(name=", ".join(path.name for path in paths)))
    return unique


def left_out(paths: Sequence[Path], found: Sequence[Found]) -> tuple[str, ...]:
    """Names of files in the chosen folders in which nothing was recognised and that belong to no shapefile."""
    read = {each.path for each in found}
    shapes = {path.with_suffix("") for path in read if path.suffix.casefold() == ".shp"}
    files = (path for folder in paths if folder.is_dir() for path in sorted(folder.iterdir()) if path.is_file())
    return tuple(path.name for path in files if path not in read and _without_suffixes(path) not in shapes)


def _without_suffixes(path: Path) -> Path:
    """„granice” of „granice.dbf” and „granice.shp.xml”."""
    plain = path.with_suffix("")
    return plain.with_suffix("") if plain.suffix.casefold() == ".shp" else plain


def _files(folder: Path) -> list[Source]:
    try:
        return [Source(path) for path in sorted(folder.iterdir()) if path.is_file()]
    except OSError as error:
        raise unreadable(folder, error) from error


def _pieces(source: Source, asked: DataKind | None) -> Iterable[Found]:
    head = source.head(_HEAD)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        archive = Archive(source.path)
        pieces = []
        silent: UnknownSurfaces | None = None
        known = ""
        for name, start in archive.heads(_HEAD):
            known = known or foreign.refusal(start, source.name, name)
            try:
                pieces += _plain(Source(source.path, archive, name), start, asked)
            except UnknownSurfaces as unknown:
                silent = silent or unknown
        if silent and not pieces:
            raise silent
        if not pieces:
            raise Refusal(known or _NOTHING.format(name=source.name))
        return pieces
    return _plain(source, head, asked)


def _plain(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    reader = next((pieces for looks, pieces in _READERS if looks(head)), None)
    if reader is None or (reader in _LIKE_OTHERS and foreign.refusal(head, source.name)):
        return []
    return reader(source, head, asked)


def _accompanied(source: Source, asked: DataKind | None) -> list[Found]:
    """The shapefile whose table, index or projection was chosen; Refusal for a file that belongs to none."""
    shapes = source.beside(".shp")
    if shapes:
        head = shapes.head(_HEAD)
        pieces = shapefiles.found(shapes, head, asked) if shapefiles.is_shapes(head) else []
        if pieces:
            return pieces
    head = source.head(_HEAD)
    if not shapes and (is_table(head) or shapefiles.is_index(head)):
        raise Refusal(
            f"Obok pliku „{source.name}” brakuje pliku .shp z rysunkiem. Skopiuj wszystkie pliki o tej nazwie "
            "(.shp, .dbf, .shx, .prj) do jednego folderu i wczytaj je ponownie."
        )
    raise Refusal(foreign.refusal(head, source.name) or _NOTHING.format(name=source.name))


def _package(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    """One piece for each kind of record of each table; tables that tell nothing are asked about when all are so."""
    found: list[Found] = []
    silent: UnknownSurfaces | None = None
    for table, start in geopackages.first(source):
        try:
            pieces = pieces_of(source, start, FileFormat.GEOPACKAGE, "GeoPackage", asked)
        except UnknownSurfaces as unknown:
            silent = silent or unknown
        else:
            found += [replace(piece, table=table, count=None) for piece in pieces]
    if silent and not found:
        raise silent
    return found


def _is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x1e \t\r\n").startswith(b"{") and b'"type"' in head


def _geojson(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    features = geojson.features(source.content(geojson.MAX_SIZE), source.name)
    return pieces_of(source, features, FileFormat.GEOJSON, "GeoJSON", asked)


def _is_wkt(head: bytes) -> bool:
    return b"\0" not in head and wkt.is_wkt(text_of(head[:2000]))


def _wkt(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    features = wkt.features(text_of(source.content(wkt.MAX_SIZE)), source.name)
    return pieces_of(source, features, FileFormat.WKT, "WKT", asked)


def _is_csv(head: bytes) -> bool:
    return points_csv.is_csv(text_of(head))


def _csv(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    features, _ = points_csv.features(text_of(source.content(points_csv.MAX_SIZE)), source.name)
    return pieces_of(source, features, FileFormat.CSV, "CSV", asked)


def _gml(source: Source, head: bytes, asked: DataKind | None) -> list[Found]:
    """Told by the first records."""
    drawn, topographic = [], False
    for record in islice(gml_stream.first(source, _FIRST_RECORDS), _LOOKED_AT):
        name = gml_stream.local(record.tag)
        if name.startswith("Exception"):
            raise Refusal(
                f"Plik „{source.name}” zawiera odpowiedź serwera o błędzie zamiast danych. Sprawdź adres i pobierz "
                "plik ponownie."
            )
        model = 2012 if name in prg_gml.MODEL_2012 else 2021 if name in prg_gml.MODEL_2021 else 0
        if model:
            words = f"GML, model {model}"
            reader = FileFormat.GML_ADDRESSES
            return [Found(path=source.path, member=source.member, kind=DataKind.ADDRESSES, format=words, reader=reader)]
        feature = gml_areas.feature(record, source.name)
        topographic = topographic or name.startswith(_TOPOGRAPHIC)
        if feature.geometry:
            drawn.append(feature)
    pieces = pieces_of(source, drawn, FileFormat.GML_AREAS, "GML", asked)
    return [replace(piece, count=None) for piece in pieces if not topographic or piece.kind in _OF_TOPOGRAPHIC]


_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[Source, bytes, DataKind | None], list[Found]]], ...] = (
    (shapefiles.is_shapes, shapefiles.found),
    (geopackages.is_package, _package),
    (gml_stream.is_xml, _gml),
    (_is_json, _geojson),
    (_is_wkt, _wkt),
    (_is_csv, _csv),
)
_LIKE_OTHERS = (_gml, _geojson)
"""Readers of what XML and JSON hold, which is not always a map that is read."""
