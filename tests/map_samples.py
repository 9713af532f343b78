"""An invented gmina for tests and measurements of the map: outlines, streets, a river, localities and markers."""

from math import cos, pi, sin
from random import Random

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
    Point,
    Surface,
    SurfaceKind,
)

CENTRE = (446_000.0, 349_000.0)
GROUPS = (
    MarkerGroup(key="sport", letter="S", name="Sport i rekreacja", colour="#1f6fb5"),
    MarkerGroup(key="culture", letter="K", name="Kultura i dziedzictwo", colour="#b0508a"),
    MarkerGroup(key="help", letter="P", name="Pomoc społeczna", colour="#c4540c"),
    MarkerGroup(key="school", letter="E", name="Edukacja i młodzież", colour="#d99a00"),
    MarkerGroup(key="nature", letter="Z", name="Ekologia i zwierzęta", colour="#0b7d5c"),
    MarkerGroup(key="health", letter="M", name="Zdrowie i seniorzy", colour="#58aede"),
    MarkerGroup(key="rescue", letter="R", name="Ratownictwo", colour="#a3122a"),
    MarkerGroup(key="other", letter="I", name="Inne", colour="#5f6670"),
)
_NAMES = (
    "Wierzbinek", "Brzozówka", "Zalesie Małe", "Krzywa Góra", "Lipowiec", "Stara Huta", "Jagodno", "Podgaje",
    "Modrzewie", "Kamionka", "Świętosław", "Borki Wielkie", "Olszyna", "Dąbrówka", "Żabieniec", "Nowa Wola",
)  # fmt: skip
_NEIGHBOURS = ("Zielony Bór", "Rzeczyca", "Stawno", "Górki Śląskie", "Przełęk", "Wólka Zamkowa")
_STREETS = ("Długa", "Ogrodowa", "Kwiatowa", "Polna", "Lipowa", "Szkolna", "Parkowa", "Młyńska")


def place(name: str) -> Place:
    """A locality by its name."""
    return next(each for each in base_map().places if each.name == name)


def base_map(vertices: int = 400, street_vertices: int = 1_500) -> BaseMap:
    """The gmina with six neighbours; so many points of the own outline and of all streets."""
    border = _ring(vertices)
    areas = [Area(code="1699013", name="Gmina Przykładowa", own=True, levels=_levels(border, []))]
    share = len(border) // len(_NEIGHBOURS)
    for number, name in enumerate(_NEIGHBOURS):
        inner = border[number * share : (number + 1) * share + 1]
        if number == len(_NEIGHBOURS) - 1:
            inner = border[number * share :]
        outer = [_out(point, 1.9) for point in (inner[-1], inner[len(inner) // 2], inner[0])]
        areas.append(Area(code=f"169902{number}", name=name, levels=_levels(inner, outer)))
    return BaseMap(
        areas=areas,
        lines=(*_streets(street_vertices), *_roads(), _river()),
        surfaces=_surfaces(),
        places=_places(),
        source="Granice: dane przykładowe",
    )


def markers(count: int, seed: int = 1) -> list[Marker]:
    """So many markers: every third in town, some twenty at one address, every seventh placed roughly."""
    random = Random(seed)
    places = _places()
    found = []
    for number in range(count):
        group = random.choices([group.key for group in GROUPS], (24, 16, 12, 13, 7, 9, 10, 9))[0]
        if number % 25 == 4:
            x, y = CENTRE[0] + 120, CENTRE[1] - 60
        elif number % 3 == 0:
            x, y = CENTRE[0] + random.gauss(0, 900), CENTRE[1] + random.gauss(0, 700)
        else:
            near = random.choice(places)
            x, y = near.x + random.gauss(0, 500), near.y + random.gauss(0, 500)
        title = f"Stowarzyszenie Przykładowe „Razem {number + 1}”"
        address = f"ul. {random.choice(_STREETS)} {random.randint(1, 60)}, Przykładów"
        exact = number % 7 != 3
        found.append(Marker(id=number + 1, x=x, y=y, group=group, title=title, address=address, exact=exact))
    return found


def _ring(vertices: int) -> list[Point]:
    random = Random(7)
    bumps = [(random.uniform(0.2, 1) / k, random.uniform(0, 2 * pi), k) for k in range(2, 14)]
    ring = []
    for number in range(vertices):
        angle = 2 * pi * number / vertices
        radius = 9_000 * (1 + 0.16 * sum(size * sin(k * angle + turn) for size, turn, k in bumps))
        radius += random.uniform(-1, 1) * 40_000 / vertices
        ring.append((CENTRE[0] + 1.15 * radius * cos(angle), CENTRE[1] + radius * sin(angle)))
    return [*ring, ring[0]]


def _levels(border: list[Point], outer: list[Point]) -> tuple[Level, ...]:
    levels = []
    for tolerance, every in ((0.0, 1), (10.0, 4), (40.0, 16), (160.0, 64)):
        kept = border[::every] if len(border) > every * 12 else border
        ring = [*kept, *([border[-1]] if kept[-1] != border[-1] else []), *outer]
        levels.append(Level(tolerance, (((*ring, ring[0]),),)))
    return tuple(levels)


def _out(point: Point, factor: float) -> Point:
    return CENTRE[0] + (point[0] - CENTRE[0]) * factor, CENTRE[1] + (point[1] - CENTRE[1]) * factor


def _places() -> tuple[Place, ...]:
    random = Random(3)
    town = Place(name="Przykładów", x=CENTRE[0], y=CENTRE[1], kind=PlaceKind.TOWN)
    found = [town, Place(name="Zarzecze", x=CENTRE[0] + 1_300, y=CENTRE[1] + 500, kind=PlaceKind.PART)]
    for number, name in enumerate(_NAMES):
        angle, radius = 2 * pi * number / len(_NAMES), random.uniform(3_000, 7_200)
        found.append(Place(name=name, x=CENTRE[0] + radius * cos(angle), y=CENTRE[1] + radius * sin(angle)))
    return tuple(found)


def _streets(vertices: int) -> list[Line]:
    random = Random(11)
    lines = []
    for number in range(max(vertices // 25, 1)):
        x, y = CENTRE[0] + random.gauss(0, 900), CENTRE[1] + random.gauss(0, 750)
        angle = random.choice((0.2, 0.2 + pi / 2)) + random.gauss(0, 0.05)
        points = []
        for _ in range(25):
            points.append((x, y))
            angle += random.gauss(0, 0.05)
            x, y = x + 24 * cos(angle), y + 24 * sin(angle)
        name = f"{random.choice(_STREETS)} {number // 8}" if number >= 8 else _STREETS[number]
        lines.append(Line(kind=LineKind.STREET, points=points, name=f"ul. {name}"))
    return lines


def _roads() -> list[Line]:
    lines = []
    for turn in (0.4, 1.7, 3.3, 5.0):
        points = [
            (
                CENTRE[0] + radius * cos(turn + 0.25 * sin(radius / 2_500)),
                CENTRE[1] + radius * sin(turn + 0.25 * sin(radius / 2_500)),
            )
            for radius in range(0, 18_000, 200)
        ]
        lines.append(Line(kind=LineKind.ROAD, points=points, name=""))
    railway = [
        (CENTRE[0] + x, CENTRE[1] - 1_500 + x * 0.12 + 300 * sin(x / 4_000)) for x in range(-18_000, 18_000, 250)
    ]
    return [*lines, Line(kind=LineKind.RAILWAY, points=railway)]


def _river() -> Line:
    points = [
        (CENTRE[0] - 1_600 + 900 * sin(y / 2_300) + 250 * sin(y / 700), CENTRE[1] + y)
        for y in range(-17_000, 17_000, 150)
    ]
    return Line(kind=LineKind.RIVER, points=points, name="Modra")


def _surfaces() -> tuple[Surface, ...]:
    def blob(x: float, y: float, size: float, seed: int) -> tuple[tuple[Point, ...]]:
        random = Random(seed)
        ring = [
            (x + size * random.uniform(0.75, 1.15) * cos(2 * pi * k / 28), y + size * 0.7 * sin(2 * pi * k / 28))
            for k in range(28)
        ]
        return ((*ring, ring[0]),)

    east, north = CENTRE
    return (
        Surface(kind=SurfaceKind.FOREST, polygons=(blob(east - 5_500, north + 3_500, 2_200, 1),), name="Las Długi"),
        Surface(kind=SurfaceKind.FOREST, polygons=(blob(east + 5_000, north - 4_500, 1_900, 2),)),
        Surface(kind=SurfaceKind.FOREST, polygons=(blob(east + 10_500, north + 5_500, 2_600, 4),)),
        Surface(kind=SurfaceKind.BUILT_UP, polygons=(blob(east, north, 1_500, 5),)),
        Surface(kind=SurfaceKind.WATER, polygons=(blob(east + 3_600, north + 4_600, 800, 3),), name="Zalew Cichy"),
    )
