"""An invented gmina with two neighbours and organisations, in EPSG:2180 metres, for tests of drawn maps."""

from datetime import date
from random import Random

from app.geo.map_drawing import MapContent
from app.geo.shapes import (
    Area,
    BaseMap,
    Level,
    Line,
    LineKind,
    Marker,
    MarkerGroup,
    Place,
    PlaceKind,
    Polygon,
    Surface,
    SurfaceKind,
)

WEST, SOUTH, EAST, NORTH = 430_000.0, 340_000.0, 446_000.0, 352_000.0
SOURCE = "Granice zmyślone na potrzeby prób"
GROUPS = (
    MarkerGroup(key="sport", letter="S", name="Sport i turystyka", colour="#0072b2"),
    MarkerGroup(key="help", letter="P", name="Pomoc społeczna", colour="#e69f00"),
    MarkerGroup(key="culture", letter="K", name="Kultura – zażółć gęślą jaźń", colour="#009e73"),
)


def rectangle(west: float, south: float, east: float, north: float) -> Polygon:
    return [[(west, south), (east, south), (east, north), (west, north), (west, south)]]


def base() -> BaseMap:
    own = [[(WEST, SOUTH), (EAST, SOUTH + 2000), (EAST - 1000, NORTH), (WEST + 4000, NORTH - 1000), (WEST, SOUTH)]]
    rough = [[own[0][0], own[0][1], own[0][2], own[0][0]]]
    middle = ((WEST + EAST) / 2, (SOUTH + NORTH) / 2)
    return BaseMap(
        areas=(
            Area(code="9999013", name="Śródgórze", own=True, levels=(Level(0, [own]), Level(9000, [rough]))),
            Area(code="9999022", name="Łęgi", levels=(Level(0, [rectangle(EAST, SOUTH, EAST + 9000, NORTH)]),)),
            Area(code="9999032", name="Daleka", levels=(Level(0, [rectangle(0, 0, 10, 10)]),)),
        ),
        lines=(
            Line(kind=LineKind.ROAD, name="45", points=[(WEST - 9000, SOUTH), (EAST + 9000, NORTH)]),
            Line(kind=LineKind.RIVER, name="Wąska", points=[(WEST - 9000, middle[1]), (EAST + 9000, middle[1])]),
            Line(
                kind=LineKind.STREET,
                name="ul. Źródlana",
                points=[(middle[0] - 1500, middle[1] + 1300), (middle[0], middle[1] + 1500)],
            ),
            Line(kind=LineKind.RAILWAY, points=[(middle[0], SOUTH - 9000), (middle[0], NORTH + 9000)]),
        ),
        surfaces=(
            Surface(kind=SurfaceKind.FOREST, polygons=[rectangle(WEST - 9000, SOUTH - 9000, WEST + 3000, SOUTH + 900)]),
            Surface(
                kind=SurfaceKind.WATER, polygons=[rectangle(middle[0] + 2000, SOUTH + 3000, EAST - 3000, SOUTH + 4000)]
            ),
        ),
        places=(
            Place(name="Żółć Wielka", x=middle[0], y=middle[1], kind=PlaceKind.TOWN),
            Place(name="Ćmińsk", x=WEST + 5000, y=SOUTH + 4000),
            Place(name="Daleko", x=1.0, y=1.0),
        ),
        source=SOURCE,
        state_on=date(2026, 1, 1),
    )


def markers(count: int) -> list[Marker]:
    """Organisations in the town and around it, every fifth known only approximately."""
    chance = Random(7)
    return [
        Marker(
            id=number,
            x=chance.gauss((WEST + EAST) / 2, 1500),
            y=chance.gauss((SOUTH + NORTH) / 2, 1200),
            group=GROUPS[number % 3].key,
            title=f"Koło „Źdźbło” nr {number}",
            address=f"ul. Źródlana {number}, Żółć Wielka",
            exact=number % 5 > 0,
        )
        for number in range(1, count + 1)
    ]


def content(count: int) -> MapContent:
    return MapContent(base=base(), markers=markers(count), groups=GROUPS)
