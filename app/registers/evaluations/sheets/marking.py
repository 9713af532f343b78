"""What may be written on a sheet: its criteria, marks within the scale, and the result in words. Pure."""

from collections.abc import Iterator, Sequence

from app.core.codec import decode
from app.core.dates import format_date
from app.core.problems import Problem
from app.registers.evaluations.regulations.domain import CriterionKind, RegulationDraft
from app.registers.evaluations.sheets import words
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, EvaluationDraft, State, Verdict
from app.registers.evaluations.sheets.steps import MARKING


def rules_of(evaluation: Evaluation) -> RegulationDraft:
    """The regulation as frozen into the sheet."""
    found: RegulationDraft = decode(RegulationDraft, dict(evaluation.rules))
    return found


def criteria_problems(rules: RegulationDraft, chosen: Sequence[str], own: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the choice of elective and own criteria."""
    elective = {criterion.name for criterion in rules.criteria if criterion.kind is CriterionKind.ELECTIVE}
    for name in chosen:
        if name not in elective:
            yield Problem("marks", "unknown_criterion", {"name": name})
    names = [mark.criterion for mark in criteria(rules, (), own)] + list(chosen)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("marks", "criterion_twice", {"name": name})
    count, least, most = len(chosen), rules.elective_least or 0, rules.elective_most
    if count < least:
        yield Problem("marks", "too_few_elective", {"least": least, "count": count})
    if most is not None and count > most:
        yield Problem("marks", "too_many_elective", {"most": most, "count": count})
    if len(own) > (rules.own_most or 0):
        yield Problem("marks", "too_many_own", {"most": rules.own_most or 0, "count": len(own)})
    if not names:
        yield Problem("marks", "no_criteria")


def criteria(rules: RegulationDraft, chosen: Sequence[str], own: Sequence[str]) -> Iterator[CriterionMark]:
    """The criteria of a sheet in the order of the regulation, own ones at the end; nothing marked yet."""
    for criterion in rules.criteria:
        wanted = criterion.kind is CriterionKind.COMPULSORY or (
            criterion.kind is CriterionKind.ELECTIVE and criterion.name in chosen
        )
        if wanted:
            yield CriterionMark(criterion=criterion.name, group=criterion.group, weight=criterion.weight)
    # a regulation's own criterion only says to which group and with what weight those of the rater belong
    own_place = next((each for each in rules.criteria if each.kind is CriterionKind.OWN), None)
    for name in own:
        yield CriterionMark(
            criterion=name.strip(),
            group="" if own_place is None else own_place.group,
            weight=None if own_place is None else own_place.weight,
        )


def scale_problems(marks: Sequence[CriterionMark], rules: RegulationDraft) -> Iterator[Problem]:
    """Marks and self-marks that are not on the scale."""
    values = [step.value for step in rules.scale if step.value is not None]
    allowed = ", ".join(map(str, values))
    for index, mark in enumerate(marks):
        for name in ("mark", "self_mark"):
            value = getattr(mark, name)
            if value is not None and value not in values:
                yield Problem(f"marks.{index}.{name}", "mark_not_on_scale", {"mark": value, "allowed": allowed})


def planned_problems(before: Evaluation, draft: EvaluationDraft) -> Iterator[Problem]:
    """A planned day before the first lawful one, unless the sheet says why it is early."""
    first, planned = before.not_before, draft.planned_on
    if planned is None or planned == before.planned_on or before.override_reason:
        return
    if first is not None and planned < first:
        details = {
            "first": format_date(first),
            "why": "Tak wynika z art. 27 ustawy o pracownikach samorządowych i z regulaminu ocen.",
        }
        yield Problem("planned_on", "planned_too_early", details)


def mark_problems(before: Evaluation, draft: EvaluationDraft) -> Iterator[Problem]:
    """What a draft may not change on an unsigned sheet; marks out of the scale are refused at once."""
    if draft.marks == before.marks:
        return
    if [_criterion(mark) for mark in draft.marks] != [_criterion(mark) for mark in before.marks]:
        yield Problem("marks", "criteria_not_given" if before.state is State.PLANNED else "criteria_are_fixed")
        return
    if before.state not in MARKING:
        yield Problem("marks", "marks_are_closed")
        return
    if [mark.self_mark for mark in draft.marks] != [mark.self_mark for mark in before.marks]:
        yield Problem("marks", "self_marks_are_fixed")
    yield from scale_problems(draft.marks, rules_of(before))


def _criterion(mark: CriterionMark) -> tuple[str, str, int | None]:
    return mark.criterion, mark.group, mark.weight


def verdict_problems(verdict: Verdict | None, reason: str, proposed: Verdict) -> Iterator[Problem]:
    """What is missing for the result: the act leaves it to the rater, who confirms it in words."""
    if verdict is None:
        yield Problem("verdict", "required")
    elif reason.strip():
        return
    elif verdict is Verdict.NEGATIVE:
        yield Problem("verdict_reason", "negative_in_words")
    elif verdict is not proposed:
        label = words.LABELS[Verdict][proposed]
        yield Problem("verdict_reason", "verdict_against_proposal", {"proposed": label})
