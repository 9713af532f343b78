"""Numbers on charts: Polish notation, round ticks, and where a value stands between the ends of an axis."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_STEPS = (1.0, 2.0, 5.0, 10.0)
_ROUNDING = 0.02
"""Of the axis: rounded shares may add up to a little more than the whole."""
_SPARE = 0.04
"""Of the values' range: free space beyond them on a tight axis."""
_GROUPED_FROM = 10_000
"""Polish spelling sets thousands apart from five digits on."""


def number(value: float, decimals: int = 0, *, unit: str = "", signed: bool = False) -> str:
    """``3,25``, ``−0,4``, ``+0,4`` (signed), ``12 500 zł``, ``45%``; a rounded zero has no sign."""
    rounded = round(abs(value), decimals)
    grouped = f"{rounded:,.{decimals}f}" if rounded >= _GROUPED_FROM else f"{rounded:.{decimals}f}"
    text = grouped.replace(",", NBSP).replace(".", ",")
    if rounded:
        text = (MINUS if value < 0 else "+" if signed else "") + text
    return text + (unit if unit in ("", "%") else NBSP + unit)


@dataclass(frozen=True)
class Scale:
    """An axis from ``low`` to ``high`` with its ticks; ``decimals`` are those the ticks need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high one; values outside go to the nearer end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def scale_for(
    values: Iterable[float],
    *,
    low: float | None = None,
    high: float | None = None,
    most: int = 6,
    whole: bool = False,
    from_zero: bool = False,
    tight: bool = False,
) -> Scale:
    """An axis that holds all values and both wanted ends, with at most about ``most`` steps.

    Ends that were asked for stay as they are while the values lie between them (shares that add up to 100.4 are
    held to 100); other ends go out to a tick, or only a little beyond the values when ``tight``. ``whole`` keeps
    ticks at whole numbers (people, marks), ``from_zero`` lets the axis hold zero.
    """
    found = [value for value in (*values, low, high) if value is not None]
    if low is not None and high is not None:
        slack = (high - low) * _ROUNDING
        found = [value for value in found if not low - slack <= value <= high + slack] + [low, high]
    if from_zero and low is None:
        found.append(0.0)
    least, greatest = (min(found), max(found)) if found else (0.0, 1.0)
    if least == greatest:
        least, greatest = (least, least + 1.0) if low is not None or from_zero else (least - 0.5, least + 0.5)
    step = round_step((greatest - least) / max(most, 1), whole=whole)
    spare = (greatest - least) * _SPARE
    start, end = math.floor(least / step + 1e-9) * step, math.ceil(greatest / step - 1e-9) * step
    first = start
    if low is not None and low == least:
        first = start = low
    elif tight and start < least - spare:
        first, start = start + step, least - spare
    if high is not None and high == greatest:
        end = high
    elif tight:
        end = min(end, greatest + spare)
    count = math.floor((end - first) / step + 1e-9)
    ticks = tuple(round(first + index * step, 10) for index in range(count + 1))
    return Scale(start, end, ticks, _decimals(step, first))


def round_step(raw: float, *, whole: bool = False) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not less than ``raw``; at least 1 when ``whole``."""
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in _STEPS if factor * power >= raw * (1 - 1e-9))
    return max(step, 1.0) if whole else step


def _decimals(step: float, start: float) -> int:
    for decimals in range(6):
        if all(math.isclose(value, round(value, decimals), abs_tol=step * 1e-6) for value in (step, start)):
            return decimals
    return 6
