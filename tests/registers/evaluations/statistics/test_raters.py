"""The view of raters finds who marks otherwise, says how sure it is, and keeps silent about few people."""

import random
from statistics import NormalDist, correlation, fmean, stdev
from typing import Any

import pytest

from app.registers.evaluations.statistics import rater_figures
from app.registers.evaluations.statistics.domain import Estimate, RaterView
from app.registers.evaluations.statistics.rater_figures import raters, student
from tests.registers.evaluations.statistics.invented import LIMITS, material

CRITERIA = 6


def views(people: list[int], leaning: dict[int, float], noise: float = 0.8, seed: int = 7) -> dict[str, RaterView]:
    """So many people for each rater; marks around 3, leaning where it is said."""
    draw = random.Random(seed)
    rater_of = [rater for rater, count in enumerate(people) for _ in range(count)]
    talent = [draw.gauss(3, 0.2) + leaning.get(rater, 0.0) for rater in rater_of]

    def mark(person: int, _criterion: int) -> int:
        return max(1, min(5, round(talent[person] + draw.uniform(-noise, noise))))

    made = material([[len(rater_of)]], mark, {"I": CRITERIA}, rater_of)
    return {view.name: view for view in raters(made, LIMITS, 0, range(CRITERIA))}


@pytest.mark.parametrize("leaning", [-1.0, 1.0])
def test_a_lenient_or_strict_rater_is_to_be_checked_and_the_others_are_not(leaning: float) -> None:
    found = views([8] * 12, {2: leaning})
    flagged = [name for name, view in found.items() if view.shift_to_check]
    assert flagged == ["Oceniający 2"]
    shift = found["Oceniający 2"].shift
    assert shift is not None
    assert shift.value == pytest.approx(leaning, abs=0.4)
    assert shift.low is not None
    assert shift.high is not None
    assert shift.low < leaning < shift.high or shift.misses(0)


def test_nothing_is_said_below_five_people() -> None:
    found = views([4, 20, 20], {0: 2.0})
    silent = found["Oceniający 0"]
    assert (silent.shift, silent.spread, silent.same, silent.halo) == (None, None, None, None)
    assert not silent.shift_to_check
    assert silent.people == 4
    assert found["Oceniający 1"].shift is not None


@pytest.mark.parametrize(("difference", "flagged"), [(0.49, False), (0.51, True)])
def test_half_a_mark_is_the_least_that_is_flagged(
    monkeypatch: pytest.MonkeyPatch, difference: float, flagged: bool
) -> None:
    """The interval is narrow both times; only the size of the difference decides."""
    estimate = Estimate(difference, difference - 0.1, difference + 0.1)
    monkeypatch.setattr(rater_figures, "_shift", lambda *_: estimate)
    assert views([6, 6], {})["Oceniający 0"].shift_to_check is flagged


def test_a_great_shift_with_an_interval_over_zero_is_not_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rater_figures, "_shift", lambda *_: Estimate(0.9, -0.1, 1.9))
    assert not views([6, 6], {})["Oceniający 0"].shift_to_check


def test_only_the_same_criteria_are_compared() -> None:
    """One rater's people have no mark on the hard criterion: that does not make the rater lenient."""
    rater_of = [0] * 6 + [1] * 12

    def mark(person: int, criterion: int) -> int | None:
        if criterion == 0:
            return None if rater_of[person] == 0 else 1 + person % 2
        return 3 + person % 2

    made = material([[18]], mark, {"I": 3}, rater_of)
    first = raters(made, LIMITS, 0, range(3))[0]
    assert first.shift is not None
    assert first.shift.value == pytest.approx(0, abs=1e-9)


def test_one_mark_for_all_shows_as_share_and_spread() -> None:
    rater_of = [0] * 6 + [1] * 12
    marks = [[3] * 4 if rater == 0 else [1 + (n * 3 + c * 2) % 5 for c in range(4)] for n, rater in enumerate(rater_of)]
    made = material([[18]], lambda person, criterion: marks[person][criterion], {"I": 4}, rater_of)
    same, other = raters(made, LIMITS, 0, range(4))
    assert same.same is not None
    assert same.same.value == 1
    assert same.spread is not None
    assert same.spread.value == 0
    assert same.spread_to_check
    assert same.halo is None, "marks that never vary have no correlation"
    assert other.spread is not None
    columns = [[marks[person][criterion] for person in range(6, 18)] for criterion in range(4)]
    assert other.spread.value == pytest.approx(fmean(stdev(column) ** 2 for column in columns) ** 0.5)


def test_halo_is_the_mean_correlation_between_criteria() -> None:
    draw = random.Random(3)
    marks = [[draw.randint(1, 5) for _ in range(5)] for _ in range(16)]
    made = material([[16]], lambda person, criterion: marks[person][criterion], {"I": 5}, [0] * 8 + [1] * 8)
    columns = [[marks[person][criterion] for person in range(8)] for criterion in range(5)]
    pairs = [correlation(a, b) for place, a in enumerate(columns) for b in columns[:place]]
    halo = raters(made, LIMITS, 0, range(5))[0].halo
    assert halo is not None
    assert halo.value == pytest.approx(fmean(pairs))


def test_intervals_hold_their_value_and_stay_inside_what_is_possible() -> None:
    for seed in range(20):
        for view in views([5, 6, 9], {}, noise=1.9, seed=seed).values():
            for estimate, low, high in ((view.spread, 0, 4), (view.same, 0, 1), (view.halo, -1, 1)):
                if estimate is not None and estimate.low is not None and estimate.high is not None:
                    assert low <= estimate.low <= estimate.value <= estimate.high <= high + 4


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (1e9, NormalDist().inv_cdf(0.975))],
)
def test_students_t_is_that_of_the_tables(freedom: float, expected: float) -> None:
    assert student(0.95, freedom) == pytest.approx(expected, abs=1.5e-3)


def test_without_names_there_is_no_view_of_raters() -> None:
    made: Any = material([[20]])
    assert raters(made.__class__(**{**made.__dict__, "raters": ()}), LIMITS, 0, range(3)) == ()
