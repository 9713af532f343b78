"""Material for statistics without a database: so many people in each unit, with marks by a rule."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.registers.evaluations.statistics.domain import Marked, Material, Period, Rated, Thresholds, Yardstick

LIMITS = Thresholds(
    fewest_people=5,
    rater_people=5,
    rater_difference=50,
    confidence=95,
    source="",
    valid_from=date(2009, 1, 1),
)
SCALE = (1, 2, 3, 4, 5)
Mark = Callable[[int, int], int | None]
"""From a person's and a criterion's place: the mark, None for „nie dotyczy”."""


def yardstick(groups: Mapping[str, int]) -> Yardstick:
    """So many criteria in each group."""
    criteria = [(f"{symbol}{number}", symbol) for symbol, count in groups.items() for number in range(count)]
    return Yardstick("Regulamin", SCALE, tuple((symbol, f"Grupa {symbol}") for symbol in groups), tuple(criteria))


def material(
    sizes: Sequence[Sequence[int]],
    mark: Mark = lambda person, criterion: 1 + (person + criterion) % 5,
    groups: Mapping[str, int] | None = None,
    raters: Sequence[int] | None = None,
) -> Material:
    """``sizes`` are people by period and unit; the rater of a person is that of the unit unless ``raters`` says."""
    rule = yardstick(groups or {"I": 2, "II": 1})
    sheets: list[Rated] = []
    marks: list[Marked] = []
    for period, units in enumerate(sizes):
        person = 0
        for unit, count in enumerate(units):
            for _ in range(count):
                sheets.append(Rated(person, period, unit, unit if raters is None else raters[person]))
                for criterion in range(len(rule.criteria)):
                    given = mark(person, criterion)
                    if given is not None:
                        marks.append(Marked(len(sheets) - 1, criterion, given - 1))
                person += 1
    unit_count = max(map(len, sizes))
    most = max(sum(each) for each in sizes)
    return Material(
        yardstick=rule,
        periods=tuple(Period(str(2020 + place), 2020 + place, place, True) for place in range(len(sizes))),
        units=tuple(f"Komórka {place}" for place in range(unit_count)),
        raters=tuple(f"Oceniający {place}" for place in range(max(raters) + 1 if raters else unit_count)),
        people=tuple(f"Osoba {place}" for place in range(most)),
        sheets=sheets,
        marks=marks,
    )
