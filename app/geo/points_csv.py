"""Points and addresses in CSV: a header, one row for each, coordinates in two columns."""

import csv
import io
import math
import re

from app.core.errors import Refusal
from app.core.polish import plural
from app.geo.axes import Axes
from app.geo.columns import Geometry, folded, kind_of
from app.geo.features import Feature

MAX_SIZE = 64 * 1024 * 1024
MAX_ROWS = 300_000
_SEPARATORS = (";", "\t", ",", "|")
_EXCEL = re.compile(r"\Asep=.\r?\n", re.IGNORECASE)
_MAX_LINE = 10_000
_NAMED = 3
# pairs of columns, the more certain first, with the order that their names mean
_COORDINATES: tuple[tuple[str, str, Axes | None], ...] = (
    ("lon", "lat", Axes.LON_LAT),
    ("lng", "lat", Axes.LON_LAT),
    ("longitude", "latitude", Axes.LON_LAT),
    ("dlugosc", "szerokosc", Axes.LON_LAT),
    ("dlugoscgeograficzna", "szerokoscgeograficzna", Axes.LON_LAT),
    ("wschod", "polnoc", Axes.EAST_NORTH),
    ("easting", "northing", Axes.EAST_NORTH),
    ("east", "north", Axes.EAST_NORTH),
    ("e", "n", Axes.EAST_NORTH),
    # surveyors' x goes to the north, that of programs to the east: where the points fall decides
    ("x", "y", None),
    ("xepsg2180", "yepsg2180", None),
    ("wspolrzednax", "wspolrzednay", None),
    ("wspx", "wspy", None),
    ("x1992", "y1992", None),
)


def is_csv(text: str) -> bool:
    """Whether the beginning of a text is a header with coordinates and something to name them by."""
    if "\0" in text:
        return False
    header = _header(text)
    return header is not None and kind_of(dict.fromkeys(header, ""), Geometry.POINT) is not None


def features(text: str, name: str) -> tuple[list[Feature], Axes | None]:
    """Every row, and the order that the header means; raises Refusal and names the rows that are wrong."""
    header = _header(text)
    if header is None:
        raise Refusal(
            f"W pliku „{name}” brakuje nagłówka ze współrzędnymi. Nazwij kolumny w pierwszym wierszu: „nazwa”, „x”, "
            "„y” albo „nazwa”, „lat”, „lon” i wczytaj plik ponownie."
        )
    first, second, declared = _coordinates(header) or ("", "", None)
    at = header.index(first), header.index(second)
    taken: list[Feature] = []
    wrong: list[int] = []
    if any(len(line) > _MAX_LINE for line in text.splitlines()):
        raise Refusal(f"Plik „{name}” ma wiersz dłuższy niż {_MAX_LINE} znaków. Sprawdź, czy to właściwy plik.")
    skipped = 1 if _EXCEL.match(text.lstrip("\ufeff")) else 0
    text = _body(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(_first_line(text)))
    try:
        next(reader)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(taken) >= MAX_ROWS:
                raise Refusal(f"Plik „{name}” ma ponad {MAX_ROWS} wierszy. Zostaw w nim tylko punkty swojej gminy.")
            pair = None if len(row) <= max(at) else (_number(row[at[0]]), _number(row[at[1]]))
            if pair is None or math.isnan(pair[0]) or math.isnan(pair[1]):
                wrong.append(skipped + reader.line_num)
            else:
                values = dict(zip(header, row, strict=False))
                taken.append(Feature(values, Geometry.POINT, [pair]))
    except csv.Error as error:
        raise Refusal(
            f"Wiersz {skipped + reader.line_num} pliku „{name}” jest uszkodzony. Zapisz plik jeszcze raz."
        ) from error
    if wrong:
        raise Refusal(_wrong(wrong, name))
    return taken, declared


def _wrong(lines: list[int], name: str) -> str:
    numbers = ", ".join(map(str, lines[:_NAMED]))
    others = len(lines) - _NAMED
    more = f" i {others} {plural(others, 'innym', 'innych', 'innych')}" if others > 0 else ""
    where = f"W wierszu {numbers}" if len(lines) == 1 else f"W wierszach {numbers}{more}"
    return (
        f"{where} pliku „{name}” współrzędne nie są liczbami. Popraw je albo usuń te wiersze i wczytaj plik ponownie."
    )


def _header(text: str) -> list[str] | None:
    """Folded names of columns, where two of them are coordinates."""
    line = _first_line(text)
    if len(line) > _MAX_LINE:
        return None
    try:
        header = [folded(cell) for cell in next(csv.reader([line], delimiter=_separator(line)), [])]
    except csv.Error:
        return None
    return header if _coordinates(header) else None


def _first_line(text: str) -> str:
    return re.split(r"[\r\n]", _body(text), maxsplit=1)[0]


def _body(text: str) -> str:
    """Without the line „sep=;” that tells Excel the separator."""
    return _EXCEL.sub("", text.lstrip("\ufeff"))


def _coordinates(header: list[str]) -> tuple[str, str, Axes | None] | None:
    return next((pair for pair in _COORDINATES if pair[0] in header and pair[1] in header), None)


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _number(text: str) -> float:
    """A number with comma or point and spaces between thousands; NaN for anything else."""
    plain = text.strip().replace("\xa0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
