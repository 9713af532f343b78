"""The closer map: where most organisations are, at a scale at which streets are named."""

from dataclasses import replace

from app.geo.detail import crowded_view, name_of, with_window
from app.geo.map_drawing import MapContent, draw_map
from app.geo.map_shapes import MapDrawing, Words
from app.geo.shapes import BaseMap, Line, LineKind, Point
from tests.geo import map_samples
from tests.geo.map_samples import EAST, NORTH, SOUTH, WEST, content

MIDDLE = ((WEST + EAST) / 2, (SOUTH + NORTH) / 2)


def width(text: str, size: float, bold: bool, italic: bool) -> float:
    return len(text) * size * 0.55


def drawn(wanted: MapContent) -> MapDrawing:
    drawing = draw_map(wanted, (560, 440), width)
    assert drawing is not None
    return drawing


def test_the_view_is_around_the_largest_crowd() -> None:
    view = crowded_view(drawn(content(300)))
    assert view is not None
    west, south, east, north = view
    assert west < MIDDLE[0] < east
    assert south < MIDDLE[1] < north
    assert name_of(view, map_samples.base()) == "Żółć Wielka"
    assert name_of((0, 0, 0.5, 0.5), map_samples.base()) == ""


def test_one_address_is_no_reason_for_a_closer_look() -> None:
    one = map_samples.markers(1)[0]
    crowd = [replace(one, id=n) for n in range(300)]
    assert crowded_view(drawn(replace(content(0), markers=crowd))) is None
    assert crowded_view(drawn(content(0))) is None


def test_the_closer_map_is_outlined_on_the_whole_one() -> None:
    drawing = drawn(content(300))
    view = crowded_view(drawing)
    assert view is not None
    outlined = with_window(drawing, view, "zbliżenie")
    assert [shape.text for shape in outlined.names if isinstance(shape, Words)][-1] == "zbliżenie"
    assert len(outlined.ground) == len(drawing.ground) + 2
    assert with_window(drawing, (0, 0, 1, 1), "zbliżenie") == drawing


def street(name: str, *points: Point) -> Line:
    return Line(kind=LineKind.STREET, name=name, points=[(MIDDLE[0] + x, MIDDLE[1] + y) for x, y in points])


def test_streets_are_named_along_themselves_and_never_upside_down() -> None:
    streets = (
        street("Wschodnia", (-600, 300), (600, 300)),
        street("Zachodnia", (600, -300), (-600, -300)),
        street("Północna", (900, -400), (900, 400)),
        street("Południowa", (-900, 400), (-900, -400)),
        street("Ukośna", (-400, -200), (400, 250)),
        street("Za krótka na swoją nazwę", (1000, 0), (1010, 0)),
    )
    view = (MIDDLE[0] - 1200, MIDDLE[1] - 800, MIDDLE[0] + 1200, MIDDLE[1] + 800)
    wanted = MapContent(base=BaseMap(lines=streets), markers=(), groups=(), view=view)
    turns = {shape.text: round(shape.turn) for shape in drawn(wanted).names if isinstance(shape, Words)}
    assert turns == {"Wschodnia": 0, "Zachodnia": 0, "Północna": 90, "Południowa": 90, "Ukośna": 29}
    far = replace(wanted, view=(WEST, SOUTH, EAST, NORTH))
    assert [shape for shape in drawn(far).names if isinstance(shape, Words)] == []
