"""TERYT numbers of gminas as files write them, and where in Poland a number lies."""

import re

from app.geo.shapes import Bounds

_FULL = re.compile(r"\d{7}")
_WHOLE_GMINAS = "1238"
"""Kinds of whole gminas: urban, rural, both, district of Warsaw; 4 and 5 are the town and the villages of one."""

# Smallest boxes around the voivodeships with 2 km to spare, in kilometres: west, south, east, north.
# Worked out from the borders of gminas in PRG (GUGiK, 2020).
_VOIVODESHIPS = {
    "02": (204, 248, 418, 444),
    "04": (381, 494, 553, 660),
    "06": (679, 272, 864, 502),
    "08": (194, 394, 324, 591),
    "10": (433, 328, 617, 506),
    "12": (504, 144, 678, 298),
    "14": (515, 350, 784, 630),
    "16": (349, 232, 481, 373),
    "18": (650, 131, 827, 335),
    "20": (670, 496, 836, 737),
    "22": (348, 624, 545, 778),
    "24": (428, 167, 571, 362),
    "26": (547, 256, 704, 389),
    "28": (506, 584, 751, 735),
    "30": (279, 358, 509, 648),
    "32": (169, 536, 370, 750),
}


def gmina_code(text: str) -> str:
    """Seven digits („160402_3” becomes „1604023”); blank when it is no number of a whole gmina."""
    code = text.strip().replace("_", "").replace(" ", "")
    return code if _FULL.fullmatch(code) and code[-1] in _WHOLE_GMINAS and code[:2] in _VOIVODESHIPS else ""


def same_gmina(one: str, other: str) -> bool:
    """Whether two numbers mean one gmina; the last digit, its kind, may be missing or have changed."""
    first, second = one.replace("_", "")[:6], other.replace("_", "")[:6]
    return len(first) == 6 and first == second


def voivodeship_bounds(code: str) -> Bounds | None:
    """Box in metres around the voivodeship of a TERYT number, or None for an unknown one."""
    box = _VOIVODESHIPS.get(code[:2])
    return None if box is None else (box[0] * 1000.0, box[1] * 1000.0, box[2] * 1000.0, box[3] * 1000.0)
