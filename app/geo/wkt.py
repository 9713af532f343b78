"""Well-known text, bare or as the service ULDK answers: „0”, then lines „1604023|Kluczbork|SRID=2180;POLYGON((…))”."""

import re
from typing import Any

from app.core.errors import Refusal
from app.geo.columns import Geometry
from app.geo.features import Feature
from app.geo.teryt import gmina_code

_WKT = re.compile(
    r"\s*(?:SRID\s*=\s*\d+\s*;)?\s*(MULTIPOLYGON|POLYGON|MULTILINESTRING|LINESTRING|POINT)\s*(?:Z|M|ZM)?\s*\(",
    re.IGNORECASE,
)
MAX_SIZE = 16 * 1024 * 1024
"""Bytes; the outline of a gmina has some hundred thousand."""
_TOKENS = re.compile(r"[(),]|[^\s(),]+")
_DEPTHS = {"POINT": 0, "LINESTRING": 1, "MULTILINESTRING": 2, "POLYGON": 2, "MULTIPOLYGON": 3}
_GEOMETRY = {
    "POINT": Geometry.POINT,
    "LINESTRING": Geometry.LINE,
    "MULTILINESTRING": Geometry.LINE,
    "POLYGON": Geometry.AREA,
    "MULTIPOLYGON": Geometry.AREA,
}
_NO_ANSWER = re.compile(r"\s*-1\b")
_SERVICE = re.compile(r"\s*-?\d+\s*$")


def is_wkt(text: str) -> bool:
    """Whether the beginning of a file looks like well-known text or an answer of ULDK."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    if lines and _NO_ANSWER.match(lines[0]):
        return True
    return bool(_WKT.match(text)) or any(_WKT.match(field) for line in lines for field in line.split("|"))


def features(text: str, name: str) -> list[Feature]:
    """Every line with a drawing; raises Refusal for a text cut off or an answer that says that nothing was found."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if lines and _NO_ANSWER.match(lines[0]):
        raise Refusal(
            f"W pliku „{name}” jest odpowiedź usługi ULDK, że niczego nie znaleziono. Sprawdź kod TERYT w adresie "
            "i pobierz plik ponownie."
        )
    if lines and _SERVICE.match(lines[0]):
        del lines[0]
    together = " ".join(lines)
    if len(_WKT.findall(together)) == 1:  # one drawing over several lines
        lines = [together]
    try:
        return [_line(line) for line in lines]
    except ValueError as error:
        raise Refusal(f"Plik „{name}” jest uszkodzony albo ucięty (WKT). Pobierz go ponownie.") from error


def _line(line: str) -> Feature:
    values, found = {}, None
    for field in line.split("|"):
        drawing = _WKT.match(field)
        if drawing:
            found = (drawing[1].upper(), field[drawing.end() - 1 :])
        elif gmina_code(field):
            values["teryt"] = gmina_code(field)
        elif field.strip():
            values.setdefault("nazwa", field.strip())
    if found is None:
        raise ValueError("no drawing")
    kind, body = found
    parts = _parsed(body, _DEPTHS[kind])
    if kind in ("POINT", "LINESTRING", "POLYGON"):
        parts = [parts]
    values.setdefault("nazwa", "")
    return Feature(values, _GEOMETRY[kind], parts)


def _parsed(body: str, depth: int) -> Any:
    tokens = _TOKENS.findall(body)
    result, end = _level(tokens, 0, depth)
    if end != len(tokens):
        raise ValueError("text behind the drawing")
    return result[0] if depth == 0 else result


def _level(tokens: list[str], start: int, depth: int) -> tuple[list[Any], int]:
    """The list that opens at ``start``, and where the text goes on; at depth 1 and 0 it holds pairs."""
    if start >= len(tokens) or tokens[start] != "(":
        raise ValueError("no bracket")
    items: list[Any] = []
    at = start + 1
    while True:
        if depth > 1:
            item: Any
            item, at = _level(tokens, at, depth - 1)
        else:
            end = at
            while end < len(tokens) and tokens[end] not in "(),":
                end += 1
            item, at = (float(tokens[at]), float(tokens[at + 1])) if end - at > 1 else _raise(), end
        items.append(item)
        if at >= len(tokens):
            raise ValueError("cut off")
        if tokens[at] == ")":
            return items, at + 1
        if tokens[at] != ",":
            raise ValueError(tokens[at])
        at += 1


def _raise() -> tuple[float, float]:
    raise ValueError("no pair")
