"""What a finished map drawing consists of, for paper and for SVG alike: points from the upper left corner, y down.

Colours are ``#rrggbb``; an empty one is not painted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.geo.framing import Frame
from app.geo.index_grid import IndexGrid
from app.geo.labels import Box
from app.geo.shapes import Marker, Point


@dataclass(frozen=True, slots=True)
class Path:
    """Lines drawn with one pen; closed ones are filled by the even-odd rule, so that inner rings are holes."""

    lines: Sequence[Sequence[Point]]
    closed: bool = False
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.5
    dash: tuple[float, ...] = ()
    blunt: bool = False
    """Ends cut off straight instead of round."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Sector:
    """A piece of a ring from ``start`` to ``end``: turns (0 to 1) clockwise from the top."""

    x: float
    y: float
    inner: float
    outer: float
    start: float
    end: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line; ``x`` is its left end, or its middle, ``y`` its base line; a halo is painted under it.

    ``turn`` are degrees counter-clockwise around that point.
    """

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    halo: str = ""
    middle: bool = False
    turn: float = 0.0


@dataclass(frozen=True)
class Clipped:
    """Shapes seen only inside a closed path."""

    outline: Path
    shapes: Sequence["Shape"]


Shape = Path | Disc | Sector | Words | Clipped


@dataclass(frozen=True)
class Symbol:
    """The sign of one organisation or of several together; ``square`` is its field in the index grid."""

    x: float
    y: float
    radius: float
    markers: tuple[Marker, ...]
    shapes: tuple[Shape, ...]
    square: str


@dataclass(frozen=True)
class MapDrawing:
    """A drawn map. ``ground`` is seen inside the frame only; symbols, names and edge are painted over it in order."""

    width: float
    height: float
    frame: Frame
    grid: IndexGrid
    ground: tuple[Shape, ...]
    names: tuple[Shape, ...]
    symbols: tuple[Symbol, ...]
    edge: tuple[Shape, ...]
    outside: tuple[Marker, ...]
    """Markers beyond the edge of the map."""

    @property
    def window(self) -> Box:
        """Left, top, width, height of the map inside its frame."""
        return (self.frame.left, self.frame.top, self.frame.width, self.frame.height)

    def squares(self) -> dict[Marker, str]:
        """The field of the index grid in which each marker's sign stands: an organisation may have several."""
        return {marker: symbol.square for symbol in self.symbols for marker in symbol.markers}
