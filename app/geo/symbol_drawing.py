"""Signs of organisations: discs with the letter of their group, and rings of shares for several together.

Colours help, letters tell: every share of a ring that has room bears its letter, too, so a grey copy says the same.
Hollow signs are places known only approximately.
"""

from collections.abc import Mapping, Sequence
from math import cos, log2, pi, sin

from app.core.contrast import contrast
from app.geo.clusters import Cluster
from app.geo.map_shapes import Disc, Sector, Shape, Words
from app.geo.shapes import MarkerGroup

INK, WHITE = "#1b2733", "#ffffff"
SINGLE = 4.9
"""Radius of one organisation's sign on A4, in points."""
_RING = 4.7
"""Thickness of a ring: a small letter has to fit in."""
_LETTER, _SMALL_LETTER = 6.4, 4.5
_CAP = 0.36
"""Half the height of capitals as a share of the type size."""
UNKNOWN = MarkerGroup(key="", letter="?", name="Bez podanej sfery", colour="#6b7280")
"""How markers look whose group is not among the given ones."""


def together_radius(count: int, grain: float) -> float:
    """Radius in points of the sign of ``count`` organisations; ``grain`` enlarges all signs of a larger sheet."""
    return grain * (SINGLE if count < 2 else 8.3 + 1.25 * log2(count))


def letter_colour(colour: str) -> str:
    """Ink or white, whichever is read better on a colour."""
    return max((WHITE, INK), key=lambda letter: contrast(letter, colour))


def sign_of(cluster: Cluster, groups: Mapping[str, MarkerGroup], grain: float) -> tuple[Shape, ...]:
    """The shapes of one sign."""
    hollow = not any(marker.exact for marker in cluster.markers)
    if cluster.count == 1:
        group = groups.get(cluster.markers[0].group, UNKNOWN)
        return single_sign(cluster.x, cluster.y, cluster.radius, group, exact=not hollow)
    return _ring(cluster, groups, grain, hollow=hollow)


def single_sign(x: float, y: float, radius: float, group: MarkerGroup, *, exact: bool = True) -> tuple[Shape, ...]:
    """A disc with a letter, or a hollow one."""
    size = _LETTER * radius / SINGLE
    letter = group.letter[:2]
    if len(letter) > 1:
        size *= 0.8
    if exact:
        disc = Disc(x, y, radius - 0.3, group.colour, WHITE, 0.6)
        return (disc, *centred(letter, x, y, size, letter_colour(group.colour)))
    edge = 0.28 * radius
    return (
        Disc(x, y, radius, WHITE),
        Disc(x, y, radius - edge / 2 - 0.3, WHITE, group.colour, edge),
        *centred(letter, x, y, size * 0.88, INK),
    )


def _ring(cluster: Cluster, groups: Mapping[str, MarkerGroup], grain: float, *, hollow: bool) -> tuple[Shape, ...]:
    x, y, outer = cluster.x, cluster.y, cluster.radius - 0.4
    inner = outer - _RING * grain
    middle = (inner + outer) / 2
    shapes: list[Shape] = [Disc(x, y, cluster.radius, WHITE)]
    letters: list[Shape] = []
    start = 0.0
    for key, count in cluster.shares(tuple(groups)):
        group = groups.get(key, UNKNOWN)
        end = start + count / cluster.count
        if hollow:
            shapes.append(Sector(x, y, inner + 0.4, outer - 0.4, start, end, WHITE, group.colour, 0.9))
        else:
            shapes.append(Sector(x, y, inner, outer, start, end, group.colour, WHITE, 0.5))
        if (end - start) * 2 * pi * middle >= _RING * grain:
            turn = (start + end) / 2 * 2 * pi
            colour = INK if hollow else letter_colour(group.colour)
            at = (x + middle * sin(turn), y - middle * cos(turn))
            letters += centred(group.letter[:1], *at, _SMALL_LETTER * grain, colour)
        start = end
    number = str(cluster.count)
    size = min(1.25 * inner, 1.75 * inner / (0.58 * len(number)))
    return (*shapes, *letters, *centred(number, x, y, size, INK))


def centred(text: str, x: float, y: float, size: float, colour: str) -> Sequence[Words]:
    """A bold text with its middle at x, y."""
    return (Words(text, x, y + _CAP * size, size, colour, bold=True, middle=True),)
