"""Colours and sizes of the map, by the scheme of the palette and the font: calm ground, so that symbols stand out."""

from dataclasses import dataclass
from functools import lru_cache
from math import log10

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

from app.geo.shapes import LineKind, PlaceKind, SurfaceKind
from app.widgets.theme import LIGHT, colors
from app.widgets.zoom import scaled


@dataclass(frozen=True)
class Ground:
    """Colours of what lies under the symbols, ``#rrggbb``; ``veil`` pales everything outside the own gmina."""

    outside: str
    neighbour: str
    own: str
    border: str
    own_border: str
    water: str
    forest: str
    built_up: str
    road: str
    road_edge: str
    street: str
    railway: str
    ink: str
    muted: str
    halo: str
    water_ink: str
    plate: str
    edge: str
    chosen: str
    focus: str
    veil: float


_LIGHT = Ground(
    outside="#e6ebf0",
    neighbour="#f0f3f6",
    own="#fdfdfb",
    border="#a9b4c0",
    own_border="#1f4e79",
    water="#bcd7ea",
    forest="#dfeadb",
    built_up="#ebe7e1",
    road="#f6d9a4",
    road_edge="#b9975a",
    street="#c3c9d1",
    railway="#8a94a0",
    ink="#1b2733",
    muted="#566575",
    halo="#ffffff",
    water_ink="#2c6690",
    plate="#ffffff",
    edge="#c4ced9",
    chosen="#1b2733",
    focus="#1f6fb8",
    veil=0.5,
)
_DARK = Ground(
    outside="#161c23",
    neighbour="#1c242c",
    own="#27323d",
    border="#52606e",
    own_border="#8cbdec",
    water="#1f4360",
    forest="#2a3d35",
    built_up="#353e49",
    road="#75663f",
    road_edge="#3f3825",
    street="#4d5a68",
    railway="#7c8896",
    ink="#e6ecf2",
    muted="#a3b2c1",
    halo="#1a2129",
    water_ink="#8fc3ea",
    plate="#212a34",
    edge="#46535f",
    chosen="#ffffff",
    focus="#8cbdec",
    veil=0.5,
)


def ground(palette: QPalette) -> Ground:
    """The ground that belongs to a palette."""
    return _LIGHT if colors(palette) is LIGHT else _DARK


SURFACE_COLOURS = {
    SurfaceKind.WATER: "water",
    SurfaceKind.FOREST: "forest",
    SurfaceKind.BUILT_UP: "built_up",
}
"""Fields of :class:`Ground`."""
LINE_WIDTHS = {LineKind.RIVER: 2.0, LineKind.STREET: 1.4, LineKind.ROAD: 3.2, LineKind.RAILWAY: 1.4}
"""Pixels at the usual size of the font, where the whole gmina is seen; lines grow a little when zoomed in."""
STREETS_FROM = 0.03
"""Pixels a metre from which streets are drawn: farther away they would only be a grey spot."""
STREET_NAMES_FROM = 0.25
TITLES_FROM = 0.7
"""Pixels a metre from which names of streets, and titles of single markers, are written."""
PARTS_FROM = 0.08
"""Pixels a metre from which parts of localities have names."""
TITLE_LETTERS = 44
_USUAL_LINE = 17.0
"""Height of a text line in pixels to which the widths above belong."""


class Sizes:
    """Measures that follow a font."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.line = QFontMetricsF(font).height()
        self.unit = self.line / _USUAL_LINE
        """Factor for widths given in pixels."""
        self.single = max(8.0, round(self.line * 0.62))
        """Radius of a marker that stands alone."""

    def radius(self, count: int) -> float:
        """Radius of the ring of so many markers, from two on; in half pixels, so that rings share pictures."""
        return round(2 * self.single * (1.2 + 0.45 * log10(max(count, 2)))) / 2

    def place_font(self, kind: PlaceKind) -> QFont:
        """The letters of a locality's name."""
        if kind is PlaceKind.TOWN:
            return scaled(self.font, 1.3, QFont.Weight.DemiBold)
        return scaled(self.font, 1.0 if kind is PlaceKind.VILLAGE else 0.88)

    def area_font(self) -> QFont:
        """The wide, light letters of a neighbouring gmina."""
        font = scaled(self.font, 0.92)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 118)
        return font

    def water_font(self) -> QFont:
        """Rivers and lakes lean, as in atlases."""
        font = scaled(self.font, 0.88)
        font.setItalic(True)
        return font

    def small_font(self) -> QFont:
        """Streets, titles, the scale bar and the source line."""
        return scaled(self.font, 0.88)


@lru_cache(maxsize=64)
def colour(name: str) -> QColor:
    """A QColor made once."""
    return QColor(name)
