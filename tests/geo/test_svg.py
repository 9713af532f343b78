"""The map for the web page: well-formed, told in words, harmless, and the same as on paper."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from app.geo.map_drawing import MapContent
from app.geo.shapes import BaseMap
from app.geo.svg import MapPicture, map_svg
from tests.geo import map_samples
from tests.geo.map_samples import content

SVG = "{http://www.w3.org/2000/svg}"
EVIL = 'Koło <script>alert(1)</script> & "Źdźbło" \x00\x0b\ud800'


def parsed(picture: MapPicture) -> ET.Element:
    return ET.fromstring(map_svg(picture).encode("utf-8"))


def said(root: ET.Element, tag: str) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}{tag}")]


def test_the_picture_is_told_in_words() -> None:
    root = parsed(MapPicture(title="Mapa aktywności", area="gmina Śródgórze", content=content(50)))
    assert root.get("role") == "img"
    identified = {node.get("id"): node.text for node in root.iter() if node.get("id")}
    names = (root.get("aria-labelledby") or "").split()
    assert identified[names[0]] == "Mapa aktywności"
    assert "Na mapie: 50 organizacji." in (identified[names[1]] or "")
    assert "Skala" not in " ".join(said(root, "text"))
    assert {"Żółć Wielka", "Ćmińsk", "granica gminy"} <= set(said(root, "text"))
    assert f"{map_samples.SOURCE}." in " ".join(said(root, "text"))


def test_every_organisation_is_named_by_its_sign() -> None:
    root = parsed(MapPicture(title="Mapa", content=content(50)))
    titles = said(root, "title")[1:]
    counted = sum(int(found[1]) if (found := re.search(r"organizacje: (\d+)", title)) else 1 for title in titles)
    assert counted == 50
    assert any("położenie przybliżone" in title for title in titles)


def test_nothing_acts_and_nothing_is_fetched() -> None:
    marker = replace(map_samples.markers(1)[0], title=EVIL, address=EVIL)
    wanted = MapContent(base=map_samples.base(), markers=[marker], groups=map_samples.GROUPS)
    text = map_svg(MapPicture(title=EVIL, content=wanted, name='a"b'))
    root = ET.fromstring(text.encode("utf-8"))
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg", "title", "desc", "g", "defs", "clipPath", "path", "circle", "rect", "text",
    }  # fmt: skip
    assert not any(name.startswith("on") or "href" in name for node in root.iter() for name in node.attrib)
    assert "<script>" in said(root, "title")[0]
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {
        "#a&quot;b-obszar-" + number for number in re.findall(r"obszar-(\d+)\)", text)
    }


def test_two_pictures_on_a_page_share_no_identifier() -> None:
    one, other = (
        {node.get("id") for node in parsed(MapPicture(title="Mapa", content=content(5), name=name)).iter()} - {None}
        for name in ("a", "b")
    )
    assert one.isdisjoint(other)


@pytest.mark.parametrize("count", [0, 1])
def test_a_map_without_anything_says_so(count: int) -> None:
    root = parsed(
        MapPicture(title="Mapa", content=MapContent(base=BaseMap(), markers=map_samples.markers(count), groups=()))
    )
    assert ("Nie ma czego pokazać" in " ".join(said(root, "text"))) is (count == 0)


def test_the_same_map_is_the_same_text() -> None:
    assert map_svg(MapPicture(title="Mapa", content=content(80))) == map_svg(
        MapPicture(title="Mapa", content=content(80))
    )
