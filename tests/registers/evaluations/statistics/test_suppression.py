"""Nobody who knows every shown number can work out a group below the threshold: linear algebra over all of them."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registers.evaluations.statistics.domain import Withheld
from app.registers.evaluations.statistics.figures import Figures, pooled
from app.registers.evaluations.statistics.suppression import shown
from tests.registers.evaluations.statistics.invented import LIMITS, material

FEWEST = LIMITS.fewest_people


def derivable(known: Iterable[Sequence[int]], wanted: Sequence[int]) -> bool:
    """Whether some sum and difference of the known groups is the wanted one: Gaussian elimination."""
    rest = [Fraction(value) for value in wanted]
    basis: list[tuple[int, list[Fraction]]] = []
    for row in [*known, None]:
        left = rest if row is None else [Fraction(value) for value in row]
        for pivot, other in basis:
            if left[pivot]:
                factor = left[pivot] / other[pivot]
                left = [a - factor * b for a, b in zip(left, other, strict=True)]
        pivot_found = next((place for place, value in enumerate(left) if value), None)
        if row is None:
            return pivot_found is None
        if pivot_found is not None:
            basis.append((pivot_found, left))
    raise AssertionError


def small_groups(sizes: Sequence[int]) -> Iterable[tuple[int, ...]]:
    """Every union of units with fewer people than the threshold, as ones and zeros."""
    units = [unit for unit, size in enumerate(sizes) if size]
    for count in range(1, len(units) + 1):
        for chosen in combinations(units, count):
            if sum(sizes[unit] for unit in chosen) < FEWEST:
                yield tuple(int(unit in chosen) for unit in range(len(sizes)))


SIZES = st.lists(st.integers(0, 9), min_size=1, max_size=7)


@given(sizes=SIZES, hidden=st.sets(st.integers(0, 6), max_size=3))
def test_no_small_group_follows_from_the_total_and_the_shown_units(sizes: list[int], hidden: set[int]) -> None:
    named = dict(enumerate(sizes))
    keep = shown(named, FEWEST, hidden)
    if keep is None:
        assert sum(sizes) < FEWEST
        return
    known = [[1] * len(sizes), *([int(unit == each) for unit in range(len(sizes))] for each in keep)]
    assert not hidden & keep
    for group in small_groups(sizes):
        assert not derivable(known, group), (sizes, keep, group)


def test_the_attack_finds_what_a_missing_second_hidden_unit_would_tell() -> None:
    """The check itself can fail: units of 3 and 7, the total and the second one shown."""
    assert derivable([[1, 1], [0, 1]], (1, 0))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 6, "b": 7}, {"a", "b"}),
        ({"a": 3, "b": 7, "c": 9}, {"c"}),
        ({"a": 2, "b": 3, "c": 9}, {"c"}),
        ({"a": 2, "b": 2, "c": 9, "d": 5}, {"c"}),
        ({"a": 4, "b": 6}, set()),
        ({"a": 4, "b": 0, "c": 6, "d": 8}, {"d"}),
        ({"a": 2, "b": 2}, None),
        ({}, None),
    ],
)
def test_a_single_hidden_unit_gets_a_second_one(sizes: dict[str, int], expected: set[str] | None) -> None:
    assert shown(sizes, FEWEST) == expected


MARKS = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=3 * 30, max_size=3 * 30)


@given(sizes=st.lists(st.integers(0, 8), min_size=1, max_size=4).filter(any), marks=MARKS)
def test_no_criterion_tells_of_fewer_people_whatever_does_not_apply(sizes: list[int], marks: list[int | None]) -> None:
    """Each criterion for itself, by the people that have a mark on it; and the numbers of people evaluated."""

    def mark(person: int, criterion: int) -> int | None:
        return marks[(3 * person + criterion) % len(marks)]

    made = material([sizes], mark)
    figures, units = Figures(made, LIMITS), range(len(sizes))
    families: list[tuple[list[int], Callable[[int | None], Any]]] = [(sizes, lambda unit: figures.people(0, unit))]
    for criterion in range(3):
        have = [0] * len(sizes)
        for sheet, place, _ in made.marks:
            have[made.sheets[sheet].unit] += place == criterion
        families.append((have, partial(figures.criterion, 0, criterion)))
    for have, told in families:
        known = []
        for unit in (None, *units):
            found = told(unit)
            if found and not isinstance(found, Withheld):
                known.append([int(unit in (None, each)) for each in units])
                count = found if isinstance(found, int) else sum(found)
                assert count == sum(have if unit is None else [have[unit]]), "what is shown is true"
        for group in small_groups(have):
            assert not derivable(known, group), (have, known, group)


@given(sizes=st.lists(st.integers(0, 8), min_size=1, max_size=4).filter(any), marks=MARKS)
def test_groups_of_criteria_add_nothing_to_what_is_shown(sizes: list[int], marks: list[int | None]) -> None:
    """A hidden criterion cannot be found by subtracting the others from their group: it is not in it."""
    made = material([sizes], lambda person, criterion: marks[(3 * person + criterion) % len(marks)])
    figures = Figures(made, LIMITS)
    for unit in (None, *range(len(sizes))):
        for criteria in ((0, 1), (0, 1, 2)):
            each = [figures.criterion(0, criterion, unit) for criterion in criteria]
            assert figures.together(0, criteria, unit) == pooled(each)
            seen = [histogram for histogram in each if isinstance(histogram, tuple)]
            whole = figures.together(0, criteria, unit)
            if isinstance(whole, tuple):
                assert list(whole) == [sum(column) for column in zip(*seen, strict=True)]
            else:
                assert seen == []


def test_years_are_never_added_up() -> None:
    """A unit of 3 in one year and 6 in another: no number over both years is there to subtract from."""
    figures = Figures(material([[3, 8, 9], [6, 8, 9]]), LIMITS)
    assert isinstance(figures.criterion(0, 0, 0), Withheld)
    assert isinstance(figures.criterion(1, 0, 0), tuple)
    for period, count in ((0, 20), (1, 23)):
        office = figures.criterion(period, 0)
        assert isinstance(office, tuple)
        assert sum(office) == count
