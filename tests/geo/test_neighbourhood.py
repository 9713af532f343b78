"""What stays of a file: the own gmina, its neighbours, its addresses, and what lies near."""

import pytest

from app.core.errors import Refusal
from app.core.progress import Cancelled, NoProgress
from app.geo.neighbourhood import another_gmina, kept
from app.geo.reading import MapData, OwnPoint, Wanted
from app.geo.shapes import AddressPoint, Area, Level, Line, LineKind, Place
from tests.geo.map_files import EAST_OF_IT, OURS, SQUARE, CancelledAtOnce

FAR = [(x + 30_000, y) for x, y in SQUARE]


def area(code: str, name: str, ring: list[tuple[int, int]]) -> Area:
    return Area(code=code, name=name, levels=(Level(0.0, [[ring]]),))


def place(name: str, x: float) -> Place:
    return Place(name=name, x=x, y=345_000)


def street(name: str, x: float) -> Line:
    return Line(kind=LineKind.STREET, name=name, points=[(x, 345_000), (x + 10, 345_000)])


def point(number: str, x: float, gmina: str = "") -> AddressPoint:
    return AddressPoint("Bąków", "", number, x, 345_000, gmina=gmina)


AREAS = (area("1608033", "Olesno", EAST_OF_IT), area("1604023", "Kluczbork", SQUARE), area("1461011", "Daleka", FAR))
DATA = MapData(
    areas=AREAS,
    places=(place("u siebie", 445_000), place("blisko", 454_000), place("daleko", 456_000)),
    lines=(street("u siebie", 445_000), street("daleko", 460_000)),
    addresses=(
        point("1", 445_000),
        point("2", 452_000),
        point("3", 452_000, "1604023"),
        point("4", 445_000, "1608033"),
    ),
    points=(OwnPoint("nasz", 500_000, 300_000),),
)


def test_the_gmina_its_neighbours_and_what_is_near_stay() -> None:
    data = kept(DATA, "1604023", NoProgress())
    assert [(area.name, area.own, len(area.levels)) for area in data.areas] == [
        ("Olesno", False, 4),
        ("Kluczbork", True, 4),
    ]
    assert [place.name for place in data.places] == ["u siebie", "blisko"]
    assert [line.name for line in data.lines] == ["u siebie"]
    assert [point.number for point in data.addresses] == ["1", "3"]
    assert data.points == DATA.points


@pytest.mark.parametrize("code", ["160402", "1604022", "160402_3"])
def test_a_number_without_its_last_digit_or_with_another_kind_is_the_same_gmina(code: str) -> None:
    assert [area.name for area in kept(DATA, code, NoProgress()).areas if area.own] == ["Kluczbork"]


def test_addresses_alone_are_judged_by_the_gmina_imported_before() -> None:
    data = kept(MapData(addresses=DATA.addresses), "1604023", NoProgress(), own=AREAS[1])
    assert [point.number for point in data.addresses] == ["1", "3"]


def test_addresses_that_are_all_elsewhere_are_refused() -> None:
    with pytest.raises(Refusal, match="Żaden punkt adresowy"):
        kept(MapData(addresses=(point("2", 452_000),)), "1604023", NoProgress(), own=AREAS[1])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (MapData(lines=(street("daleko", 460_000),)), "ulica"),
        (MapData(places=(place("daleko", 456_000),)), "miejscowość"),
    ],
)
def test_streets_and_places_that_are_all_elsewhere_are_refused(data: MapData, what: str) -> None:
    with pytest.raises(Refusal, match=f"Żadna {what}"):
        kept(data, "1604023", NoProgress(), own=AREAS[1])


def test_another_gmina_is_refused_with_both_names() -> None:
    data = MapData(areas=AREAS[:1])
    with pytest.raises(Refusal, match=r"„Olesno” \(1608033\), a nie gminy „Kluczbork” \(1604023\)"):
        kept(data, "1604023", NoProgress(), name="Kluczbork")


def test_many_others_are_named_in_part() -> None:
    others = [(f"160403{n}", f"G{n}") for n in range(6)]
    assert str(another_gmina(others, Wanted("1604023"))) == (
        "W pliku są granice gmin: „G0” (1604030), „G1” (1604031), „G2” (1604032) i 3 innych, a nie ma gminy 1604023. "
        "Wybierz plik, w którym jest."
    )


def test_two_gminas_with_one_number_are_refused() -> None:
    with pytest.raises(Refusal, match="„Olesno” i „Wołczyn”"):
        kept(MapData(areas=(*AREAS, area("1608033", "Wołczyn", FAR))), OURS.code, NoProgress())


def test_choosing_is_cancelled() -> None:
    with pytest.raises(Cancelled):
        kept(MapData(addresses=DATA.addresses), "1604023", CancelledAtOnce(), own=AREAS[1])
