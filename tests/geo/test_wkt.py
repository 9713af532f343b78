"""Well-known text, bare and as ULDK answers."""

from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.geo.reading import area_of
from tests.geo.map_files import OURS, SQUARE, taken

RING = ",".join(f"{x} {y}" for x, y in SQUARE)
HOLE = "442000 342000,442000 343000,443000 343000,443000 342000,442000 342000"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"0\n1604023|Kluczbork|SRID=2180;POLYGON(({RING}))", "Kluczbork"),
        (f"160402_3|Gmina Kluczbork|POLYGON (({RING}))\n", "Gmina Kluczbork"),
        (f"SRID=2180;MULTIPOLYGON((({RING})))", "Kluczbork"),
        ("POLYGON\n((" + RING.replace(",", ",\n") + "))", "Kluczbork"),
    ],
)
def test_an_outline_with_or_without_its_number(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "odpowiedz"
    path.write_text(text, encoding="utf-8")
    (area,) = taken(path).areas
    assert (area.code, area.name) == (OURS.code, name)
    assert area_of(area.levels[0].polygons) == 1e8


def test_a_hole_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "x.wkt"
    path.write_text(f"1604023|Kluczbork|POLYGON(({RING}),({HOLE}))")
    assert area_of(taken(path).areas[0].levels[0].polygons) == 99e6


def test_an_outline_without_a_number_needs_a_gmina(tmp_path: Path) -> None:
    path = tmp_path / "x.wkt"
    path.write_text(f"POLYGON(({RING}))")
    with pytest.raises(Refusal, match=r"nie ma kodu TERYT|kolejności"):
        taken(path, wanted=None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"0\n1604023|Kluczbork|SRID=2180;POLYGON(({RING[:40]}", "ucięty"),
        (f"1604023|Kluczbork|POLYGON(({RING})) i coś", "ucięty"),
        ("1604023|Kluczbork|POLYGON((1,2,3))", "ucięty"),
        ("-1 brak wyników", "niczego nie znaleziono"),
    ],
)
def test_half_an_answer_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.wkt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=words):
        taken(path)
