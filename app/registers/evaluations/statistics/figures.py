"""Distributions, medians and means, of which nothing tells about a group below the threshold. Pure.

Only the distribution of one criterion in one period, for a unit or for the office, is taken from the marks, and
``suppression`` decides whether it is shown. Everything else (groups of criteria, all criteria, means, medians,
years) is worked out from distributions that are shown, so it tells nothing new.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from app.registers.evaluations.statistics.domain import (
    Choice,
    Histogram,
    Material,
    RaterView,
    Shown,
    Thresholds,
    Withheld,
)
from app.registers.evaluations.statistics.rater_figures import raters
from app.registers.evaluations.statistics.suppression import shown


def mean(histogram: Histogram, scale: Sequence[int]) -> float:
    """The arithmetic mean of the marks."""
    return sum(count * mark for count, mark in zip(histogram, scale, strict=True)) / sum(histogram)


def median(histogram: Histogram, scale: Sequence[int]) -> float:
    """The middle mark; between the two middle ones where their number is even."""
    count = sum(histogram)
    return (_at(histogram, scale, (count - 1) // 2) + _at(histogram, scale, count // 2)) / 2


def _at(histogram: Histogram, scale: Sequence[int], place: int) -> int:
    for count, mark in zip(histogram, scale, strict=True):
        place -= count
        if place < 0:
            return mark
    raise ValueError("no marks")


def pooled(histograms: Iterable[Shown]) -> Shown:
    """All shown distributions together; kept back where all that there are are."""
    found: list[int] | None = None
    withheld: Withheld | None = None
    for histogram in histograms:
        if isinstance(histogram, tuple):
            found = list(histogram) if found is None else [a + b for a, b in zip(found, histogram, strict=True)]
        elif histogram is not None:
            withheld = histogram
    return withheld if found is None else tuple(found)


class Figures:
    """The distributions of one yardstick, counted once."""

    def __init__(self, material: Material, thresholds: Thresholds) -> None:
        self.material = material
        self.thresholds = thresholds
        self._withheld = Withheld(thresholds.fewest_people)
        yardstick = material.yardstick
        self._marks, self._criteria = len(yardstick.scale), len(yardstick.criteria)
        self._people: dict[int, dict[int, int]] = {}
        for sheet in material.sheets:
            units = self._people.setdefault(sheet.period, {})
            units[sheet.unit] = units.get(sheet.unit, 0) + 1
        self._seen = {period: shown(units, self._fewest) for period, units in self._people.items()}
        self._unit: dict[tuple[int, int, int], Shown] = {}
        self._office: dict[tuple[int, int], Shown] = {}
        self._count()

    @property
    def _fewest(self) -> int:
        return self.thresholds.fewest_people

    def people(self, period: int, unit: int | None = None) -> int | Withheld:
        """How many people were evaluated."""
        units, seen = self._people.get(period, {}), self._seen.get(period)
        if not units or (unit is not None and unit not in units):
            return 0
        if seen is None or (unit is not None and unit not in seen):
            return self._withheld
        return sum(units.values()) if unit is None else units[unit]

    def units(self, period: int) -> tuple[int, ...]:
        """Units with evaluated people, hidden ones among them, in the order of the material."""
        return tuple(sorted(self._people.get(period, ())))

    def criterion(self, period: int, criterion: int, unit: int | None = None) -> Shown:
        """People by the mark they got on one criterion."""
        if unit is None:
            return self._office.get((period, criterion))
        return self._unit.get((period, unit, criterion))

    def together(self, period: int, criteria: Iterable[int], unit: int | None = None) -> Shown:
        """Marks by their value on several criteria, those left out that are kept back."""
        return pooled(self.criterion(period, criterion, unit) for criterion in criteria)

    def raters(self, period: int, criteria: Collection[int]) -> tuple[RaterView, ...]:
        """How raters marked; nobody for those who may not know their names."""
        return raters(self.material, self.thresholds, period, criteria)

    def person(self, person: int) -> Mapping[int, Mapping[int, int]]:
        """The marks of one person by period and criterion; nothing for those who may not know names."""
        if not self.material.people:
            return {}
        periods = {place: sheet.period for place, sheet in enumerate(self.material.sheets) if sheet.person == person}
        scale = self.material.yardstick.scale
        found: dict[int, dict[int, int]] = {period: {} for period in sorted(periods.values())}
        for sheet, criterion, mark in self.material.marks:
            if sheet in periods:
                found[periods[sheet]][criterion] = scale[mark]
        return found

    def _count(self) -> None:
        """Fill ``_unit`` and ``_office`` from one pass over the marks."""
        unit_count, marks = len(self.material.units), self._marks
        step = self._criteria * marks
        base = [(sheet.period * unit_count + sheet.unit) * step for sheet in self.material.sheets]
        counted = [0] * (len(self.material.periods) * unit_count * step)
        for place, count in Counter([base[sheet] + c * marks + mark for sheet, c, mark in self.material.marks]).items():
            counted[place] = count
        for period, people in self._people.items():
            for criterion in range(self._criteria):
                units: dict[int, Histogram] = {}
                for unit in sorted(people):
                    start = (period * unit_count + unit) * step + criterion * marks
                    histogram = tuple(counted[start : start + marks])
                    if any(histogram):
                        units[unit] = histogram
                if units:
                    self._publish(period, criterion, units)

    def _publish(self, period: int, criterion: int, units: Mapping[int, Histogram]) -> None:
        sizes = {unit: sum(histogram) for unit, histogram in units.items()}
        seen = self._seen[period]
        # a unit that is hidden as a whole stays hidden where fewer of its people have a mark
        hidden = frozenset(sizes) if seen is None else frozenset(sizes) - seen
        keep = shown(sizes, self._fewest, hidden)
        total = tuple(map(sum, zip(*units.values(), strict=True)))
        known = keep is not None and seen is not None
        self._office[period, criterion] = total if known else self._withheld
        for unit, histogram in units.items():
            self._unit[period, unit, criterion] = histogram if keep is not None and unit in keep else self._withheld


class Statistics:
    """All that was read at one moment; figures of a yardstick are counted when they are first asked for."""

    def __init__(
        self, materials: Sequence[Material], thresholds: Thresholds, as_of: datetime, *, with_names: bool
    ) -> None:
        self.materials = tuple(materials)
        self.thresholds = thresholds
        self.as_of = as_of
        self.with_names = with_names
        self._counted: dict[int, Figures] = {}

    def figures(self, yardstick: int) -> Figures:
        """The figures of the yardstick at this place."""
        if yardstick not in self._counted:
            self._counted[yardstick] = Figures(self.materials[yardstick], self.thresholds)
        return self._counted[yardstick]


def usual_choice(found: Statistics, yardstick: int = 0) -> Choice:
    """The last complete period that is not hidden as a whole, else the last one."""
    if not found.materials:
        return Choice()
    periods, figures = found.materials[yardstick].periods, found.figures(yardstick)
    good = [place for place, each in enumerate(periods) if each.complete and isinstance(figures.people(place), int)]
    return Choice(yardstick, good[-1] if good else len(periods) - 1)
