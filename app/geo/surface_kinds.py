"""Waters and woods told by the columns of their records: BDOT10k, OpenStreetMap, plain words of offices.

BDOT10k keeps the class of an object in ``x_kod`` („PTWP03”; model of 2011) or in a code of the printed map
(``KOD10K``, ``KODKARTO10K``: „0010_601”) beside words in ``RODZAJ`` („woda stojąca”; model of 2021). Codes and words
were gathered from public styles and descriptions of the data; those of the printed map for waters and woods only;
no file of the state's register itself was at hand.
OpenStreetMap has tags as columns (``natural``, ``waterway``, ``landuse``) or, from Geofabrik, one column ``fclass``.
"""

import re
from collections.abc import Collection, Mapping

from app.core.polish import fold
from app.geo.mapdata import DataKind

CLASS = "xkod"
"""Readers that know the class by the element or the table write it here, as „PTWP”."""
_NAMED = re.compile(r"OT_([A-Z]{4})_[AL]$", re.IGNORECASE)
"""Elements and tables of BDOT10k; the last letter tells surfaces (A) from lines."""
_AREA_CLASSES = {"PTWP": DataKind.WATER, "PTLZ": DataKind.WOODS}
_LINE_CLASSES = {"SWRS": DataKind.RIVERS, "SWKN": DataKind.RIVERS}
"""Rivers with streams, and canals; ditches (SWRM) are too many for a map of a gmina."""
_MAP_CODES = ("kod10k", "kodkarto10k", "xkodkarto10k")
_AREA_CODES = {"0010_601": DataKind.WATER} | {
    f"0010_{code}": DataKind.WOODS for code in (703, 704, 705, 706, 708, 709, 710)
}
_LINE_CODES = {"0010_606": DataKind.RIVERS, "0010_610": DataKind.RIVERS}
_WORD_COLUMNS = ("rodzaj", "typ")
_WATERS = ("woda", "wody", "jezioro", "staw", "zalew", "zbiornik", "rzeka")
_WOODS = ("las", "lasy", "zagajnik", "zadrzewienie", "bor")
_RIVERS = ("rzeka", "strumien", "potok", "struga", "kanal", "ciek")
_DITCHES = ("row", "rowy", "zbiorczy", "zwykly", "szczegolowy")
_TAGS = ("osmid", "osmwayid", "fclass", "othertags", "natural", "waterway", "landuse", "highway")
_WATER_TAGS = {
    "natural": ("water",),
    "waterway": ("riverbank", "dock"),
    "landuse": ("reservoir", "basin"),
    "fclass": ("water", "reservoir", "river", "riverbank", "dock"),
}
_WOOD_TAGS = {"natural": ("wood",), "landuse": ("forest",), "fclass": ("forest", "wood")}
_RIVER_TAGS = {"waterway": ("river", "stream", "canal"), "fclass": ("river", "stream", "canal")}


def class_named(name: str) -> str:
    """The class of BDOT10k in the name of an element or a table (``OT_PTWP_A``: „PTWP”); blank without one."""
    found = _NAMED.search(name)
    return found[1].upper() if found else ""


def kind_of_area(values: Mapping[str, str]) -> DataKind | None:
    """Water or woods, where the columns of a surface say so."""
    if (known := _code(values)) is not None:
        return _AREA_CLASSES.get(known)
    if code := _AREA_CODES.get(_map_code(values)):
        return code
    word = _word(values)
    if word in _WATERS or _tagged(values, _WATER_TAGS):
        return DataKind.WATER
    return DataKind.WOODS if word in _WOODS or _tagged(values, _WOOD_TAGS) else None


def kind_of_line(values: Mapping[str, str]) -> DataKind | None:
    """Rivers, streams and canals, where the columns of a line say so."""
    if (known := _code(values)) is not None:
        return _LINE_CLASSES.get(known)
    word = _word(values)
    if word in _DITCHES:
        return None
    if code := _LINE_CODES.get(_map_code(values)):
        return code
    return DataKind.RIVERS if word in _RIVERS or _tagged(values, _RIVER_TAGS) else None


def is_topographic(values: Collection[str]) -> bool:
    """Whether the columns are those of BDOT10k, of which a map takes waters and woods only."""
    return CLASS in values or ("lokalnyid" in values and any(column in values for column in _MAP_CODES))


def is_openstreetmap(values: Collection[str]) -> bool:
    """Whether the columns are tags of OpenStreetMap."""
    return any(column in values for column in _TAGS)


def _code(values: Mapping[str, str]) -> str | None:
    """The class, as „PTWP”; None where no column tells it."""
    return values.get(CLASS, "").strip()[:4].upper() or None


def _map_code(values: Mapping[str, str]) -> str:
    return next((code for column in _MAP_CODES if (code := values.get(column, "").strip())), "")


def _word(values: Mapping[str, str]) -> str:
    """The first word of what an office or a register calls the record."""
    for column in _WORD_COLUMNS:
        words = fold(values.get(column, "")).replace(",", " ").split()
        if words:
            return words[0]
    return ""


def _tagged(values: Mapping[str, str], tags: Mapping[str, Collection[str]]) -> bool:
    return any(values.get(key, "").strip().lower() in meant for key, meant in tags.items())
