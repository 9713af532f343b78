"""TERYT numbers as files write them."""

import json

import pytest

from app.geo.pl1992 import to_metres
from app.geo.teryt import gmina_code, same_gmina, voivodeship_bounds
from tests.geo.map_files import SHARED, needs_shared


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1604023", "1604023"),
        (" 160402_3 ", "1604023"),
        ("160402", ""),
        ("1604024", ""),
        ("160402_5.0001", ""),
        ("9904023", ""),
        ("Kluczbork", ""),
        ("", ""),
    ],
)
def test_only_numbers_of_whole_gminas_count(text: str, code: str) -> None:
    assert gmina_code(text) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("1604023", "160402", True), ("1604023", "1604022", True), ("1604023", "1604033", False), ("", "", False)],
)
def test_the_kind_may_be_missing_or_have_changed(one: str, other: str, same: bool) -> None:
    assert same_gmina(one, other) is same


def test_an_unknown_voivodeship_has_no_box() -> None:
    assert voivodeship_bounds("9904023") is None


@needs_shared
def test_every_gmina_lies_in_the_box_of_its_voivodeship() -> None:
    content = json.loads((SHARED / "poland.municipalities.json").read_text(encoding="utf-8"))
    for feature in content["features"]:
        box = voivodeship_bounds(feature["properties"]["terc"])
        assert box
        geometry = feature["geometry"]
        ring = geometry["coordinates"][0] if geometry["type"] == "Polygon" else geometry["coordinates"][0][0]
        x, y = to_metres(*ring[0][:2])
        assert box[0] <= x <= box[2]
        assert box[1] <= y <= box[3]
