"""Every kind of map file damaged at many places: it is read or refused in words, and nothing else happens."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.core.progress import NoProgress
from app.geo.reading import kept
from tests.geo.map_files import EAST_OF_IT, OURS, SQUARE, geojson, gminas, shapefile, taken
from tests.geo.surface_files import BEND, ISLAND, LAKE
from tests.geo.test_archives import packed
from tests.geo.test_gml_areas import NORTH_EAST, pos_list
from tests.geo.test_gml_areas import written as areas
from tests.geo.test_prg_gml import PLACE, STREET, TO_ADDRESS, address
from tests.geo.test_prg_gml import written as addresses
from tests.geo.test_shapefiles import NEW_ROW, SINCE
from tests.geo.test_surfaces import GML, RING

TWO = (("1604023", "Kluczbork", SQUARE), ("1608033", "Olesno", EAST_OF_IT))
POLYGON = f"<gml:Polygon>{RING.format(' '.join(f'{x} {y}' for x, y in LAKE))}</gml:Polygon>"
TRIALS = 60


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "geojson": lambda folder: geojson(folder / "a", *TWO),
    "wkt": lambda folder: text(
        folder / "a", "0\n1604023|Kluczbork|POLYGON((" + ",".join(f"{x} {y}" for x, y in SQUARE) + "))"
    ),
    "csv": lambda folder: text(folder / "a", "nazwa;x;y\nA;445076,68;345363,45\nB;445000;345000\n"),
    "gml areas": lambda folder: areas(folder / "a", pos_list(NORTH_EAST)),
    "gml": lambda folder: addresses(folder / "a", PLACE, STREET.format(links=TO_ADDRESS), address(), address(8)),
    "shp": lambda folder: gminas(folder / "a", *TWO),
    "dbf": lambda folder: gminas(folder / "a", *TWO).with_suffix(".dbf"),
    "addresses": lambda folder: shapefile(folder / "a", 1, SINCE, [(NEW_ROW, (445_000, 345_000))] * 3),
    "waters": lambda folder: shapefile(
        folder / "a", 5, {"X_KOD": 6, "NAZWA": 20}, [(("PTWP03", "Staw"), [LAKE, ISLAND]), (("PTLZ01", ""), [LAKE])]
    ),
    "rivers": lambda folder: shapefile(folder / "a", 3, {"X_KOD": 6}, [(("SWRS01",), [BEND])] * 3),
    "gml waters": lambda folder: text(folder / "a", GML.format(name="PTWP_A", drawn=POLYGON)),
    "zip": lambda folder: packed(folder / "a.zip", *gminas(folder / "a", *TWO).parent.glob("a.*")),
}


def damaged(content: bytes, draw: random.Random) -> bytes:
    """A few bytes changed, taken out or put in."""
    result = bytearray(content)
    for _ in range(draw.choice((1, 2, 5))):
        at = draw.randrange(len(result))
        deed = draw.randrange(3)
        if deed == 0:
            result[at] = draw.choice((0, 255, 127, ord("<"), ord('"'), draw.randrange(256)))
        elif deed == 1:
            del result[at : at + draw.randrange(1, 30)]
        else:
            result[at:at] = draw.randbytes(draw.randrange(1, 9))
        result = result or bytearray(b"x")
    return bytes(result)


@pytest.mark.parametrize("kind", MAKERS)
def test_damage_is_read_or_refused_in_words(tmp_path: Path, kind: str) -> None:
    draw = random.Random(kind)
    path = MAKERS[kind](tmp_path)
    content = path.read_bytes()
    sentences = []
    for _ in range(TRIALS):
        path.write_bytes(damaged(content, draw))
        try:
            kept(taken(path), OURS.code, NoProgress())
        except Refusal as refusal:
            sentences.append(str(refusal))
    assert sentences
    assert all(sentence.endswith(".") for sentence in sentences)
