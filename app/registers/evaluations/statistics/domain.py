"""What statistics of evaluations are made of: yardsticks, periods, sheets and marks as plain rows; thresholds.

Marks are compared only where the same criteria were marked on the same scale: that is a yardstick. Sheets of one
campaign, and those of one year outside campaigns, are a period. A person counts once in a period. No number is ever
shown over several periods or yardsticks together, so nothing can be worked out from their differences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.charts import Hidden
from app.core.dated import Lasting


@dataclass(frozen=True)
class Withheld(Hidden):
    """Kept back for a small group: this one, or another that it would give away."""

    @property
    def text(self) -> str:
        """Says nothing of which of the two it is; a sentence beside it explains."""
        return "ukryte"


@dataclass(frozen=True, kw_only=True)
class Thresholds(Lasting):
    """One version of ``resources/dictionaries/evaluation_statistics.toml``.

    ``rater_difference`` is hundredths of a mark, ``confidence`` per cent.
    """

    fewest_people: int
    rater_people: int
    rater_difference: int
    confidence: int
    source: str


@dataclass(frozen=True)
class Yardstick:
    """What can be compared: criteria in their order with the symbol of their group, and the scale, lowest first.

    ``name`` is that of the newest regulation with these criteria.
    """

    name: str
    scale: tuple[int, ...]
    groups: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...]

    def of_group(self, symbol: str) -> tuple[int, ...]:
        """Places of the criteria of a group; of all criteria for a blank symbol."""
        return tuple(place for place, (_, group) in enumerate(self.criteria) if symbol in ("", group))


@dataclass(frozen=True)
class Period:
    """A campaign, or the sheets of a year outside campaigns (``campaign_id`` None).

    ``complete`` says that no further sheet will come: figures that grow by one person tell that person's marks.
    """

    name: str
    year: int
    campaign_id: int | None
    complete: bool


class Rated(NamedTuple):
    """One person in one period; places in the lists of ``Material``."""

    person: int
    period: int
    unit: int
    rater: int


class Marked(NamedTuple):
    """One mark: places of the sheet, of the criterion, and of the mark on the scale."""

    sheet: int
    criterion: int
    mark: int


@dataclass(frozen=True)
class Material:
    """Everything that was marked with one yardstick; periods the oldest first.

    ``units`` and ``raters`` are names by place; who may not know raters and people gets none.
    """

    yardstick: Yardstick
    periods: tuple[Period, ...]
    units: tuple[str, ...]
    raters: tuple[str, ...]
    people: tuple[str, ...]
    sheets: Sequence[Rated]
    marks: Sequence[Marked]


@dataclass(frozen=True)
class Choice:
    """What a reader looks at; places in the lists of ``Material``, None and blank for everything.

    No period means the last one.
    """

    yardstick: int = 0
    period: int | None = None
    unit: int | None = None
    group: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval it lies in; no interval where it cannot be told."""

    value: float
    low: float | None = None
    high: float | None = None

    def misses(self, reference: float) -> bool:
        """Whether the interval leaves the reference out."""
        return self.low is not None and self.high is not None and not self.low <= reference <= self.high


@dataclass(frozen=True, kw_only=True)
class RaterView:
    """How one rater marks; the figures are None below the number of people that allows them.

    ``shift``: marks above or below those that others give on the same criteria. ``spread``: standard deviation
    between the people rated, the usual one of the others in ``usual_spread``. ``same``: share (0 to 1) of the mark
    given most often. ``halo``: mean correlation between criteria.
    """

    name: str
    people: int
    shift: Estimate | None = None
    spread: Estimate | None = None
    usual_spread: float | None = None
    same: Estimate | None = None
    halo: Estimate | None = None
    shift_to_check: bool = False
    spread_to_check: bool = False


Histogram = tuple[int, ...]
"""People by mark, in the order of the scale."""
Shown = Histogram | Withheld | None
"""A distribution, kept back, or nothing there."""
Names = Mapping[int, str]
