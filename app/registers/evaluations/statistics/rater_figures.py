"""How raters mark, each against all others: shift, spread, one mark for all, halo; with intervals. Pure.

The unit of observation is the person rated, not the mark: thirteen marks of one person are no thirteen people.
The interval of the shift is Welch's for two means. Those of the other figures come from the jackknife: each person
rated is left out once, and the variation of the results gives the standard error (Efron and Tibshirani, An
Introduction to the Bootstrap, ch. 11). Both use Student's t. Nothing is drawn at random, so the same marks always
give the same intervals.

Whether marks differ because the rater is lenient or because the people are good, no figure can tell; so the only
remark is „do sprawdzenia”, from the number of people and the difference that the thresholds name.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from statistics import NormalDist

from app.registers.evaluations.statistics.domain import Estimate, Material, RaterView, Thresholds

Vector = dict[int, int]
"""A person's marks by criterion."""
_LEAST_CRITERIA = 3
"""A correlation between fewer says nothing of a halo."""


def raters(material: Material, thresholds: Thresholds, period: int, criteria: Collection[int]) -> tuple[RaterView, ...]:
    """Every rater of the period, in the order of the material; nobody where there are no names."""
    if not material.raters:
        return ()
    wanted = frozenset(criteria)
    rated = {place: sheet.rater for place, sheet in enumerate(material.sheets) if sheet.period == period}
    vectors: dict[int, Vector] = {}
    scale = material.yardstick.scale
    for sheet, criterion, mark in material.marks:
        if sheet in rated and criterion in wanted:
            vectors.setdefault(sheet, {})[criterion] = scale[mark]
    by_rater: dict[int, list[Vector]] = {}
    for sheet, vector in vectors.items():
        by_rater.setdefault(rated[sheet], []).append(vector)
    squares = {rater: _Squares(people) for rater, people in by_rater.items()}
    return tuple(_view(material.raters[rater], rater, by_rater, squares, thresholds) for rater in sorted(by_rater))


def _view(
    name: str,
    rater: int,
    by_rater: Mapping[int, list[Vector]],
    squares: Mapping[int, "_Squares"],
    limits: Thresholds,
) -> RaterView:
    own = by_rater[rater]
    others = [vector for other, people in by_rater.items() if other != rater for vector in people]
    if len(own) < limits.rater_people or len(others) < limits.rater_people:
        return RaterView(name=name, people=len(own))
    level, least = limits.confidence / 100, limits.rater_difference / 100
    rest = [found for other, found in squares.items() if other != rater]
    shift = _shift(own, others, _means(rest, limits.rater_people), limits.rater_people, level)
    spread = _spread(own, squares[rater], level)
    usual = _usual_spread(rest)
    return RaterView(
        name=name,
        people=len(own),
        shift=shift,
        spread=spread,
        usual_spread=usual,
        same=_same(own, level),
        halo=_halo(own, level),
        shift_to_check=shift is not None and abs(shift.value) >= least and shift.misses(0),
        spread_to_check=spread is not None
        and usual is not None
        and abs(spread.value - usual) >= least
        and spread.misses(usual),
    )


# -- shift -----------------------------------------------------------------------------------------------------------


def _means(groups: Sequence["_Squares"], fewest: int) -> dict[int, float]:
    """The mean of all these people's marks on each criterion that enough of them have a mark on."""
    sums: dict[int, tuple[int, int]] = {}
    for group in groups:
        for criterion, (count, total, _) in group.parts.items():
            before = sums.get(criterion, (0, 0))
            sums[criterion] = before[0] + count, before[1] + total
    return {criterion: total / count for criterion, (count, total) in sums.items() if count >= fewest}


def _shift(
    own: Sequence[Vector], others: Sequence[Vector], means: Mapping[int, float], fewest: int, level: float
) -> Estimate | None:
    """The mean difference of a person's marks from the others' means of the same criteria."""
    mine, theirs = _differences(own, means), _differences(others, means)
    if len(mine) < fewest or len(theirs) < fewest:
        return None
    value = _mean(mine) - _mean(theirs)
    first, second = _variance(mine) / len(mine), _variance(theirs) / len(theirs)
    if first + second == 0:
        return Estimate(value, value, value)
    # Welch and Satterthwaite
    freedom = (first + second) ** 2 / (first**2 / (len(mine) - 1) + second**2 / (len(theirs) - 1))
    reach = student(level, freedom) * sqrt(first + second)
    return Estimate(value, value - reach, value + reach)


def _differences(people: Sequence[Vector], means: Mapping[int, float]) -> list[float]:
    found, count = [], len(means)
    middle = sum(means.values()) / count if count else 0.0
    for vector in people:
        if vector.keys() == means.keys() and count:
            # nearly everybody has a mark on each criterion
            found.append(sum(vector.values()) / count - middle)
            continue
        marks = [mark - means[criterion] for criterion, mark in vector.items() if criterion in means]
        if marks:
            found.append(sum(marks) / len(marks))
    return found


# -- spread, one mark for all, halo ----------------------------------------------------------------------------------


def _spread(people: Sequence[Vector], whole: "_Squares", level: float) -> Estimate | None:
    """Standard deviation between the people, over all criteria together."""
    value = whole.deviation()
    if value is None:
        return None
    return _around(value, [whole.deviation(without=vector) for vector in people], level, 0.0)


class _Squares:
    """Number, sum and sum of squares of the marks on each criterion."""

    def __init__(self, people: Sequence[Vector]) -> None:
        self.parts: dict[int, tuple[int, int, int]] = {}
        for vector in people:
            for criterion, mark in vector.items():
                count, total, squares = self.parts.get(criterion, (0, 0, 0))
                self.parts[criterion] = count + 1, total + mark, squares + mark * mark

    def within(self, without: Vector | None = None) -> tuple[float, int]:
        """Sum of squares around the means of the criteria, and its degrees of freedom; one person left out."""
        left_out = without or {}
        inside, freedom = 0.0, 0
        for criterion, (count, total, squares) in self.parts.items():
            mark = left_out.get(criterion)
            if mark is not None:
                count, total, squares = count - 1, total - mark, squares - mark * mark  # noqa: PLW2901
            if count:
                inside += squares - total * total / count
                freedom += count - 1
        return max(inside, 0.0), freedom

    def deviation(self, without: Vector | None = None) -> float | None:
        """The standard deviation; None where nothing could vary."""
        inside, freedom = self.within(without)
        return sqrt(inside / freedom) if freedom else None


def _usual_spread(groups: Sequence[_Squares]) -> float | None:
    """What the other raters' spreads are together."""
    parts = [group.within() for group in groups]
    freedom = sum(count for _, count in parts)
    return sqrt(sum(inside for inside, _ in parts) / freedom) if freedom else None


def _same(people: Sequence[Vector], level: float) -> Estimate | None:
    """Share of the mark given most often."""
    counted = Counter(mark for vector in people for mark in vector.values())
    if not counted:
        return None

    def share(counts: Mapping[int, int]) -> float | None:
        whole = sum(counts.values())
        return max(counts.values()) / whole if whole else None

    left_out = []
    for vector in people:
        rest = dict(counted)
        for mark in vector.values():
            rest[mark] -= 1
        left_out.append(share(rest))
    return _around(share(counted) or 0.0, left_out, level, 0.0, 1.0)


def _halo(people: Sequence[Vector], level: float) -> Estimate | None:
    complete = frozenset.intersection(*(frozenset(vector) for vector in people))
    columns = [[vector[criterion] for vector in people] for criterion in sorted(complete)]
    value = _correlation(columns)
    if value is None:
        return None
    left_out = [_correlation([column[:n] + column[n + 1 :] for column in columns]) for n in range(len(people))]
    return _around(value, left_out, level, -1.0, 1.0)


def _correlation(columns: Sequence[Sequence[int]]) -> float | None:
    """The mean correlation between each two criteria that vary; None where fewer than three do.

    The variance of a sum of standardised values is their number plus all correlations, so no pair is looked at.
    """
    count = len(columns[0]) if columns else 0
    totals, varying = [0.0] * count, 0
    for column in columns:
        total = sum(column)
        inside = sum(mark * mark for mark in column) - total * total / count
        if inside > 1e-9:
            middle, unit = total / count, sqrt(inside)
            totals = [sum_ + (mark - middle) / unit for sum_, mark in zip(totals, column, strict=True)]
            varying += 1
    if varying < _LEAST_CRITERIA:
        return None
    value = (sum(each * each for each in totals) - varying) / (varying * (varying - 1))
    return min(max(value, -1.0), 1.0)


def _around(
    value: float, left_out: Sequence[float | None], level: float, low: float, high: float | None = None
) -> Estimate:
    """The jackknife interval, cut at the ends that the figure can reach; none where a replicate is missing."""
    known = [each for each in left_out if each is not None]
    count = len(known)
    if count < len(left_out) or count < 2:
        return Estimate(value)
    error = sqrt((count - 1) / count * sum((each - _mean(known)) ** 2 for each in known))
    reach = student(level, count - 1) * error
    return Estimate(value, max(value - reach, low), value + reach if high is None else min(value + reach, high))


# -- numbers ---------------------------------------------------------------------------------------------------------


def student(level: float, freedom: float) -> float:
    """The two-sided quantile of Student's t: 2,776 for 0.95 and 4 degrees of freedom.

    Expansion from the normal quantile (Abramowitz and Stegun 26.7.5), right to 0.001 from 4 degrees of freedom;
    the thresholds never allow fewer people than give these.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    middle = _mean(values)
    return sum((value - middle) ** 2 for value in values) / (len(values) - 1)
