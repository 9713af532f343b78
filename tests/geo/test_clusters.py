"""Markers that touch become one symbol, whatever order they come in; nothing is lost and nothing overlaps."""

from dataclasses import replace
from itertools import combinations
from math import hypot, log
from random import Random

import pytest

from app.geo.clusters import Cluster, clustered, number_of_subjects
from app.geo.shapes import Marker

SINGLE = 10.0
Point = tuple[Marker, float, float]


def radius(count: int) -> float:
    return SINGLE + 4 * log(count)


def marker(number: int, x: float, y: float, group: str = "a") -> Marker:
    return Marker(id=number, x=x, y=y, group=group, title=f"Organizacja {number}")


def points(places: list[tuple[float, float]]) -> list[Point]:
    return [(marker(number, x, y), x, y) for number, (x, y) in enumerate(places)]


def found(of: list[Point]) -> list[Cluster]:
    return clustered(of, single=SINGLE, radius=radius)


@pytest.mark.parametrize(
    ("places", "groups"),
    [
        ([], []),
        ([(0, 0)], [(0,)]),
        ([(0, 0), (19, 0)], [(0, 1)]),
        ([(0, 0), (21, 0)], [(0,), (1,)]),
        # the third touches neither, but the ring of the first two is larger
        ([(0, 0), (8, 0), (25, 0)], [(0, 1, 2)]),
        ([(0, 0), (0, 0), (500, 0)], [(0, 1), (2,)]),
        # on both sides of a cell's edge
        ([(13.9, 0), (14.1, 0)], [(0, 1)]),
    ],
)
def test_what_touches_is_one_symbol(places: list[tuple[float, float]], groups: list[tuple[int, ...]]) -> None:
    assert [cluster.ids for cluster in found(points(places))] == groups


@pytest.mark.parametrize("spread", [60, 400, 3000])
def test_no_symbol_touches_another_and_none_is_lost(spread: int) -> None:
    random = Random(spread)
    many = points([(random.gauss(0, spread), random.gauss(0, spread)) for _ in range(400)])
    clusters = found(many)
    assert sorted(number for cluster in clusters for number in cluster.ids) == list(range(400))
    for one, other in combinations(clusters, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    shuffled = many.copy()
    random.shuffle(shuffled)
    assert {frozenset(cluster.ids) for cluster in found(shuffled)} == {frozenset(cluster.ids) for cluster in clusters}


def test_a_symbol_stands_in_the_middle_of_its_markers() -> None:
    (cluster,) = found(points([(0, 0), (10, 0), (8, 6)]))
    assert (cluster.x, cluster.y, cluster.radius) == (6, 2, radius(3))


@pytest.mark.parametrize(("shift", "one_place"), [(0, True), (0.9, True), (1.1, False)])
def test_one_place_is_told_from_neighbours(shift: float, *, one_place: bool) -> None:
    near = [(marker(0, 100, 100), 0.0, 0.0), (marker(1, 100, 100 + shift), 0.0, 1.0)]
    assert [cluster.one_place for cluster in found(near)] == [one_place]


def test_shares_come_in_the_given_order_without_empty_groups() -> None:
    cluster = Cluster(0, 0, tuple(marker(n, 0, 0, group) for n, group in enumerate("cabaz")), 1)
    assert cluster.shares(["b", "a", "d", "c"]) == (("b", 1), ("a", 2), ("c", 1), ("z", 1))


def test_an_organisation_with_two_places_counts_as_one() -> None:
    seats = [replace(marker(number, 0, 0, "a"), subject=7) for number in (701, 702)]
    assert Cluster(0, 0, tuple(seats), 1).count == 1
    cluster = Cluster(0, 0, (*seats, marker(8, 0, 0, "b")), 1)
    assert (cluster.count, cluster.shares("ab")) == (2, (("a", 1), ("b", 1)))
    assert number_of_subjects(cluster.markers) == 2
