"""What marks give: means, level, a proposed negative and its reasons, missing marks and reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registers.evaluations.regulations.domain import (
    CriteriaGroup,
    Level,
    RegulationDraft,
    ScaleMark,
)
from app.registers.evaluations.sheets.domain import CriterionMark
from app.registers.evaluations.sheets.result import SENTENCES, computed, mean_of

RULES = RegulationDraft(
    name="Regulamin",
    groups=(CriteriaGroup(symbol="I", name="Podstawowe"), CriteriaGroup(symbol="II", name="Interpersonalne")),
    scale=tuple(ScaleMark(value=value, name=f"ocena {value}", needs_reason=value in {1, 5}) for value in range(1, 6)),
    levels=(
        Level(name="niezadowalający", from_mean=100),
        Level(name="dobry", from_mean=200),
        Level(name="bardzo dobry", from_mean=450),
    ),
    negative_below=200,
    negative_mark=1,
    negative_groups=("I",),
)


def rated(mark: int | None, weight: int | None = 1, group: str = "I", **other: object) -> CriterionMark:
    """One criterion of a sheet."""
    fields = {"criterion": "Kryterium", "reason": "bo tak było", **other}
    return CriterionMark(mark=mark, weight=weight, group=group, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marks", "mean", "formula"),
    [
        ([(4, 1)], 400, "(4·1) / 1 = 4,00"),
        ([(4, 1), (5, 2)], 467, "(4·1 + 5·2) / 3 ≈ 4,67"),
        ([(1, 1)] * 3 + [(2, 1)] * 17, 185, f"({'1·1 + ' * 3}{'2·1 + ' * 16}2·1) / 20 = 1,85"),
        # an exact half of a hundredth goes up: 369 / 200 = 1,845
        ([(1, 31), (2, 169)], 185, "(1·31 + 2·169) / 200 ≈ 1,85"),
        # and just below it goes down: 1,844…
        ([(1, 39), (2, 211)], 184, "(1·39 + 2·211) / 250 ≈ 1,84"),
        ([(3, None), (4, None)], 350, "(3·1 + 4·1) / 2 = 3,50"),
        ([], None, "brak ocen, więc nie ma średniej"),
    ],
)
def test_weighted_mean_is_exact_and_printed(
    marks: list[tuple[int, int | None]], mean: int | None, formula: str
) -> None:
    result = computed([rated(mark, weight) for mark, weight in marks], RULES)
    assert (result.mean_hundredths, result.formula) == (mean, formula)


def test_formula_names_what_was_left_out() -> None:
    marks = [rated(4), rated(None, not_applicable=True, criterion="Zastępstwa"), rated(None, criterion="Samodzielność")]
    assert computed(marks, RULES).formula == (
        "(4·1) / 1 = 4,00; pominięto „nie dotyczy”: Zastępstwa; bez oceny: Samodzielność"
    )


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ([(2, "II"), (2, "II"), (1, "II")], ("średnia 1,67 jest niższa niż 2,00",)),
        ([(2, "I"), (2, "II")], ()),
        ([(1, "II"), (5, "II")], ()),
        ([(1, "I"), (5, "II")], ("ocena 1 w grupie I: Kryterium",)),
        ([(1, "I"), (2, "I")], ("średnia 1,50 jest niższa niż 2,00", "ocena 1 w grupie I: Kryterium")),
    ],
)
def test_negative_is_proposed_with_its_reasons(marks: list[tuple[int, str]], why: tuple[str, ...]) -> None:
    result = computed([rated(mark, group=group) for mark, group in marks], RULES)
    assert (result.why, result.proposed_negative) == (why, bool(why))


@pytest.mark.parametrize(
    ("low", "high", "level", "negative"),
    [
        (1, 1, "niezadowalający", True),
        # the printed mean of 1,995 is 2,00: what is printed is what is compared
        (1, 199, "dobry", False),
        (2, 198, "niezadowalający", True),
    ],
)
def test_thresholds_look_at_the_printed_mean(low: int, high: int, level: str, negative: bool) -> None:
    marks = [rated(1, low, "II"), rated(2, high, "II")] if high > 1 else [rated(1, group="II")]
    result = computed(marks, RULES)
    assert (result.level, result.proposed_negative) == (level, negative)


@pytest.mark.parametrize(("mark", "level"), [(2, "dobry"), (4, "dobry"), (5, "bardzo dobry")])
def test_level_begins_at_its_threshold(mark: int, level: str) -> None:
    assert computed([rated(mark)], RULES).level == level


def test_group_means_stand_in_the_order_of_the_regulation() -> None:
    result = computed([rated(4, group="II"), rated(2), rated(3), rated(5, group="")], RULES)
    assert [(group.symbol, group.name, group.mean_hundredths) for group in result.group_means] == [
        ("I", "Podstawowe", 250),
        ("II", "Interpersonalne", 400),
        ("", "", 500),
    ]


@pytest.mark.parametrize(
    ("mark", "may_not_apply", "problems"),
    [
        (rated(3, reason=""), True, []),
        (rated(5, reason="  "), True, [("marks.0.reason", "mark_reason_missing")]),
        (rated(1, reason=""), True, [("marks.0.reason", "mark_reason_missing")]),
        (rated(None), True, [("marks.0.mark", "mark_missing")]),
        (rated(None), False, [("marks.0.mark", "mark_missing_must_apply")]),
        (rated(6), True, [("marks.0.mark", "mark_not_on_scale")]),
        (rated(0), True, [("marks.0.mark", "mark_not_on_scale")]),
        (rated(None, not_applicable=True), True, []),
        (rated(None, not_applicable=True, reason=""), True, [("marks.0.reason", "not_applicable_reason_missing")]),
        (rated(3, not_applicable=True), True, [("marks.0.mark", "mark_and_not_applicable")]),
        (rated(None, not_applicable=True), False, [("marks.0.not_applicable", "not_applicable_not_allowed")]),
    ],
)
def test_missing_marks_and_reasons_are_named_at_their_place(
    mark: CriterionMark, may_not_apply: bool, problems: list[tuple[str, str]]
) -> None:
    rules = RegulationDraft(name="Regulamin", scale=RULES.scale, may_not_apply=may_not_apply)
    missing = computed([mark], rules).missing
    assert [(problem.field, problem.code) for problem in missing] == problems
    assert all("{" not in problem.sentence(SENTENCES) for problem in missing)


_MARKS = st.lists(
    st.builds(
        rated, st.integers(1, 5), st.integers(1, 100), st.sampled_from(["I", "II"]), not_applicable=st.just(False)
    ),
    min_size=1,
    max_size=20,
)


@given(_MARKS)
def test_mean_lies_between_the_lowest_and_the_highest_mark(marks: list[CriterionMark]) -> None:
    values = [mark.mark or 0 for mark in marks]
    mean = mean_of(marks)
    assert mean is not None
    assert min(values) * 100 <= mean <= max(values) * 100


@given(_MARKS.flatmap(lambda marks: st.tuples(st.just(marks), st.permutations(marks))))
def test_order_of_criteria_changes_nothing_but_the_formula(
    pair: tuple[list[CriterionMark], list[CriterionMark]],
) -> None:
    one, other = computed(pair[0], RULES), computed(pair[1], RULES)
    assert (one.mean_hundredths, one.group_means, one.level, sorted(one.why)) == (
        other.mean_hundredths,
        other.group_means,
        other.level,
        sorted(other.why),
    )


@given(_MARKS, st.integers(1, 5), st.integers(1, 100), st.integers(0, 20))
def test_what_does_not_apply_is_left_out(marks: list[CriterionMark], mark: int, weight: int, place: int) -> None:
    left_out = rated(mark, weight, not_applicable=True, criterion="Nie dotyczy tej osoby")
    more = [*marks[:place], left_out, *marks[place:]]
    assert computed(more, RULES).mean_hundredths == computed(marks, RULES).mean_hundredths
    assert computed(more, RULES).why == computed(marks, RULES).why
