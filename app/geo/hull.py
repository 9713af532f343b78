"""The convex hull of known points: what is drawn, dashed and labelled so, where no border was imported."""

from collections.abc import Iterable

from app.geo.shapes import Point


def hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """Corners counter-clockwise, not closed; fewer than three where all points lie on one line or there are few.

    Andrew's monotone chain.
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return (*lower[:-1], *upper[:-1])


def _chain(ordered: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(first: Point, second: Point, third: Point) -> float:
    """Above zero where the way turns left."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])
