"""The drawing that paper and web share: signs inside the frame, names off the signs, a true bar, letters in grey."""

from dataclasses import replace
from math import hypot

import pytest

from app.core.contrast import contrast
from app.geo.framing import POINT
from app.geo.map_drawing import MapContent, draw_map
from app.geo.map_shapes import Disc, MapDrawing, Path, Sector, Words
from app.geo.shapes import BaseMap
from app.geo.symbol_drawing import letter_colour
from tests.geo import map_samples
from tests.geo.map_samples import EAST, NORTH, SOUTH, WEST, content, rectangle

SIZE = (560.0, 440.0)


def width(text: str, size: float, bold: bool, italic: bool) -> float:
    return len(text) * size * 0.55


def drawn(wanted: MapContent, size: tuple[float, float] = SIZE) -> MapDrawing:
    drawing = draw_map(wanted, size, width)
    assert drawing is not None
    return drawing


def texts(drawing: MapDrawing) -> list[str]:
    return [shape.text for shape in (*drawing.ground, *drawing.names, *drawing.edge) if isinstance(shape, Words)]


def test_the_same_input_gives_the_same_drawing() -> None:
    assert drawn(content(200)) == drawn(content(200))


@pytest.mark.parametrize("count", [0, 1, 40, 2000])
def test_every_marker_stands_in_one_sign_inside_the_frame(count: int) -> None:
    drawing = drawn(content(count))
    left, top, wide, high = drawing.window
    shown = [marker.id for symbol in drawing.symbols for marker in symbol.markers]
    assert sorted([*shown, *(marker.id for marker in drawing.outside)]) == list(range(1, count + 1))
    for symbol in drawing.symbols:
        assert left < symbol.x - symbol.radius
        assert symbol.x + symbol.radius < left + wide
        assert top < symbol.y - symbol.radius
        assert symbol.y + symbol.radius < top + high
        assert drawing.squares()[symbol.markers[0]] == drawing.grid.square(symbol.x, symbol.y)


def test_names_of_places_are_there_and_cover_no_sign() -> None:
    drawing = drawn(content(60), (900.0, 440.0))
    names = [shape for shape in drawing.names if isinstance(shape, Words)]
    assert {"Żółć Wielka", "Ćmińsk", "gmina Łęgi", "45", "Wąska"} <= {name.text for name in names}
    assert "Daleko" not in texts(drawing)
    for name in names:
        middle = (name.x + width(name.text, name.size, name.bold, name.italic) / 2, name.y - 0.3 * name.size)
        assert all(hypot(symbol.x - middle[0], symbol.y - middle[1]) > symbol.radius for symbol in drawing.symbols)


def test_a_town_in_a_crowd_is_named_but_never_beyond_the_frame() -> None:
    crowd = content(3000)
    drawing = drawn(crowd)
    assert "Żółć Wielka" in [shape.text for shape in drawing.names if isinstance(shape, Words)]
    town = replace(crowd.base.places[0], name="Długa Nazwa " * 25)
    endless = drawn(replace(crowd, base=replace(crowd.base, places=(town,))))
    assert town.name not in [shape.text for shape in endless.names if isinstance(shape, Words)]


def test_lakes_are_named_where_they_are_wide_enough() -> None:
    base = map_samples.base()
    lake = replace(base.surfaces[1], name="Zalew Łąkowy")
    pond = replace(lake, name="Staw", polygons=[rectangle(WEST + 6000, SOUTH + 5000, WEST + 6010, SOUTH + 5010)])
    drawing = drawn(replace(content(0), base=replace(base, surfaces=(lake, pond))))
    names = [shape.text for shape in drawing.names if isinstance(shape, Words)]
    assert "Zalew Łąkowy" in names
    assert "Staw" not in names


def test_an_outline_without_corners_is_no_outline() -> None:
    base = map_samples.base()
    hollow = replace(base.areas[0], levels=(replace(base.areas[0].levels[0], polygons=[]),))
    assert len(drawn(replace(content(9), base=BaseMap(areas=(hollow,)))).symbols) > 0


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    drawing = drawn(content(0))
    bars = [
        shape
        for shape in drawing.ground
        if isinstance(shape, Path) and shape.fill == "#ffffff" and shape.thickness == 0.6
    ]
    xs = [x for x, _ in bars[0].lines[0]]
    said = [text for text in texts(drawing) if text.endswith(" km")]
    kilometres = float(said[0].removesuffix(" km").replace(",", "."))
    assert (max(xs) - min(xs)) * POINT * drawing.frame.denominator == pytest.approx(1000 * kilometres)
    assert f"Skala 1:{drawing.frame.denominator:,}".replace(",", "\xa0") in texts(drawing)


def test_three_hundred_at_one_address_are_one_ring_of_shares() -> None:
    one = map_samples.markers(1)[0]
    crowd = [replace(one, id=n, group=map_samples.GROUPS[n % 3].key) for n in range(300)]
    drawing = drawn(MapContent(base=map_samples.base(), markers=crowd, groups=map_samples.GROUPS))
    (symbol,) = drawing.symbols
    shares = [(shape.start, shape.end) for shape in symbol.shapes if isinstance(shape, Sector)]
    assert [round(end - start, 3) for start, end in shares] == [0.333, 0.333, 0.333]
    assert [shape.text for shape in symbol.shapes if isinstance(shape, Words)] == ["S", "P", "K", "300"]


def test_approximate_places_are_hollow() -> None:
    marker = map_samples.markers(1)[0]
    for exact in (True, False):
        wanted = MapContent(base=map_samples.base(), markers=[replace(marker, exact=exact)], groups=map_samples.GROUPS)
        discs = [shape for shape in drawn(wanted).symbols[0].shapes if isinstance(shape, Disc)]
        assert (discs[-1].fill == map_samples.GROUPS[1].colour) is exact


def test_a_marker_beyond_the_sheet_is_not_drawn_but_told() -> None:
    far = replace(map_samples.markers(1)[0], x=EAST + 50_000, y=NORTH + 50_000)
    drawing = drawn(MapContent(base=map_samples.base(), markers=[far], groups=map_samples.GROUPS))
    assert drawing.outside == (far,)
    assert drawing.symbols == ()


def test_without_a_boundary_no_border_is_made_up() -> None:
    wanted = MapContent(base=BaseMap(), markers=map_samples.markers(30), groups=map_samples.GROUPS)
    drawing = drawn(wanted)
    strokes = {shape.stroke for shape in drawing.ground if isinstance(shape, Path) and shape.closed and shape.stroke}
    assert "#7a1f2b" not in strokes
    assert len(drawing.symbols) > 1


def test_nothing_at_all_is_no_map() -> None:
    assert draw_map(MapContent(base=BaseMap(), markers=(), groups=()), SIZE, width) is None


@pytest.mark.parametrize(
    "colour", ["#0072b2", "#cc79a7", "#d55e00", "#e69f00", "#009e73", "#56b4e9", "#a50026", "#666666"]
)
def test_letters_are_read_on_any_colour(colour: str) -> None:
    assert contrast(letter_colour(colour), colour) >= 3.5
