"""What the marks of a sheet give by its regulation: means, level, a *proposed* negative, and what is still missing.

Exact: weights and marks are whole numbers, a mean is a fraction until it is rounded once, half up, to hundredths of a
mark (``mean_of``). The rounded mean is what the sheet prints, so thresholds are compared with it and never with digits
nobody sees. The mean takes only criteria with a mark of the scale: one that does not apply is left out, not counted as
nought. Nothing here decides: the rater confirms the result in words (art. 27 of the act of 21 November 2008 on
local-government staff; RODO art. 22).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from app.core.problems import Problem
from app.registers.evaluations.regulations.domain import RegulationDraft, mean_text
from app.registers.evaluations.sheets.domain import CriterionMark

Rules = RegulationDraft
"""The part of a regulation that is frozen into a sheet."""

SENTENCES: Mapping[str, str] = {
    "mark_missing": "Brak oceny: wybierz ją albo zaznacz „nie dotyczy”.",
    "mark_missing_must_apply": "Brak oceny: wybierz ją.",
    "mark_reason_missing": "Ocena {mark} wymaga uzasadnienia – wpisz je.",
    "not_applicable_reason_missing": "Napisz, dlaczego kryterium nie dotyczy tej osoby.",
    "not_applicable_not_allowed": "Regulamin nie pozwala pominąć kryterium. Usuń „nie dotyczy” i wybierz ocenę.",
    "mark_and_not_applicable": "Jest i ocena, i „nie dotyczy”. Zostaw jedno z nich.",
    "mark_not_on_scale": "Oceny {mark} nie ma w skali. Wybierz jedną z ocen: {allowed}.",
}
"""Sentences for the problems of ``Result.missing``; the words of sheets include them."""


@dataclass(frozen=True, kw_only=True)
class GroupMean:
    """The mean of one group of criteria in hundredths of a mark; None while nothing in it is rated."""

    symbol: str
    name: str
    mean_hundredths: int | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the marks give.

    ``mean_hundredths`` is None while nothing is rated. ``level`` is blank without a mean or below the lowest level.
    ``why`` are the reasons of ``proposed_negative``. ``missing`` names places as ``marks.<index>.<field>``; while it
    is not empty the mean is provisional. ``formula`` is the sentence printed on the sheet.
    """

    mean_hundredths: int | None
    group_means: tuple[GroupMean, ...]
    level: str
    proposed_negative: bool
    why: tuple[str, ...]
    missing: tuple[Problem, ...]
    formula: str


def computed(marks: Sequence[CriterionMark], rules: Rules) -> Result:
    """The result of the marks, in the order of the sheet, by its rules."""
    rated = [mark for mark in marks if _counts(mark, rules)]
    mean = mean_of(rated)
    why = tuple(_why(rated, mean, rules))
    return Result(
        mean_hundredths=mean,
        group_means=tuple(_group_means(marks, rated, rules)),
        level=level_of(mean, rules),
        proposed_negative=bool(why),
        why=why,
        missing=tuple(_missing(marks, rules)),
        formula=_formula(marks, rated, mean),
    )


def mean_of(marks: Iterable[CriterionMark]) -> int | None:
    """The weighted mean of the marks given, in hundredths, rounded half up (1,845 to 1,85); None without any.

    A criterion without a weight weighs 1.
    """
    exact = _exact_mean(marks)
    return None if exact is None else floor(exact * 100 + Fraction(1, 2))


def level_of(mean_hundredths: int | None, rules: Rules) -> str:
    """The name of the highest level that the mean reaches; blank without a mean or below all levels."""
    if mean_hundredths is None:
        return ""
    reached = [level for level in rules.levels if level.from_mean is not None and level.from_mean <= mean_hundredths]
    return max(reached, key=lambda level: level.from_mean or 0).name if reached else ""


def _counts(mark: CriterionMark, rules: Rules) -> bool:
    """Whether the mark goes into the mean."""
    return mark.mark is not None and not mark.not_applicable and mark.mark in _values(rules)


def _values(rules: Rules) -> list[int]:
    return [step.value for step in rules.scale if step.value is not None]


def _exact_mean(marks: Iterable[CriterionMark]) -> Fraction | None:
    total = weights = 0
    for mark in marks:
        if mark.mark is not None:
            total += mark.mark * _weight(mark)
            weights += _weight(mark)
    return Fraction(total, weights) if weights else None


def _weight(mark: CriterionMark) -> int:
    return mark.weight or 1


def _group_means(marks: Sequence[CriterionMark], rated: Sequence[CriterionMark], rules: Rules) -> Iterator[GroupMean]:
    """One for each group that stands on the sheet, in the order of the regulation."""
    names = {group.symbol: group.name for group in rules.groups}
    on_sheet = dict.fromkeys(mark.group for mark in marks)
    ordered = [symbol for symbol in names if symbol in on_sheet]
    ordered += [symbol for symbol in on_sheet if symbol not in names]
    for symbol in ordered:
        inside = [mark for mark in rated if mark.group == symbol]
        yield GroupMean(symbol=symbol, name=names.get(symbol, ""), mean_hundredths=mean_of(inside))


def _why(rated: Sequence[CriterionMark], mean: int | None, rules: Rules) -> Iterator[str]:
    if mean is not None and rules.negative_below is not None and mean < rules.negative_below:
        yield f"średnia {mean_text(mean)} jest niższa niż {mean_text(rules.negative_below)}"
    if rules.negative_mark is None:
        return
    for mark in rated:
        in_group = not rules.negative_groups or mark.group in rules.negative_groups
        if in_group and mark.mark is not None and mark.mark <= rules.negative_mark:
            place = f" w grupie {mark.group}" if mark.group else ""
            yield f"ocena {mark.mark}{place}: {mark.criterion}"


def _missing(marks: Sequence[CriterionMark], rules: Rules) -> Iterator[Problem]:
    needing = {step.value for step in rules.scale if step.needs_reason}
    values = _values(rules)
    for index, mark in enumerate(marks):
        place = f"marks.{index}"
        if mark.not_applicable:
            yield from _missing_without_mark(mark, place, rules)
        elif mark.mark is None:
            yield Problem(f"{place}.mark", "mark_missing" if rules.may_not_apply else "mark_missing_must_apply")
        elif mark.mark not in values:
            allowed = ", ".join(str(value) for value in values)
            yield Problem(f"{place}.mark", "mark_not_on_scale", {"mark": mark.mark, "allowed": allowed})
        elif mark.mark in needing and not mark.reason.strip():
            yield Problem(f"{place}.reason", "mark_reason_missing", {"mark": mark.mark})


def _missing_without_mark(mark: CriterionMark, place: str, rules: Rules) -> Iterator[Problem]:
    if not rules.may_not_apply:
        yield Problem(f"{place}.not_applicable", "not_applicable_not_allowed")
    elif mark.mark is not None:
        yield Problem(f"{place}.mark", "mark_and_not_applicable")
    elif not mark.reason.strip():
        yield Problem(f"{place}.reason", "not_applicable_reason_missing")


def _formula(marks: Sequence[CriterionMark], rated: Sequence[CriterionMark], mean: int | None) -> str:
    """``(4·1 + 5·2) / 3 ≈ 4,67``; each mark times its weight, then what was left out."""
    left_out = _named("pominięto „nie dotyczy”", [mark for mark in marks if mark.not_applicable])
    unrated = [mark for mark in marks if not mark.not_applicable and mark not in rated]
    parts = [part for part in (left_out, _named("bez oceny", unrated)) if part]
    if mean is None:
        return "; ".join(["brak ocen, więc nie ma średniej", *parts])
    terms = " + ".join(f"{mark.mark}·{_weight(mark)}" for mark in rated)
    weights = sum(_weight(mark) for mark in rated)
    sign = "=" if _exact_mean(rated) == Fraction(mean, 100) else "≈"
    return "; ".join([f"({terms}) / {weights} {sign} {mean_text(mean)}", *parts])


def _named(lead: str, marks: Sequence[CriterionMark]) -> str:
    return f"{lead}: {', '.join(mark.criterion for mark in marks)}" if marks else ""
