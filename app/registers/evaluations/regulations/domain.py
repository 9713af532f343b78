"""Evaluation regulations: groups, criteria, scale, thresholds and texts, ordered by the head of the office.

Art. 28 of the act of 21 November 2008 on local-government staff leaves manner, periods, criteria and scale to the
head of the office; so nothing of it is a constant of the program.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.core.dates import format_date
from app.core.drafts import number, shape_problems, text, texts
from app.core.problems import Problem


class CriterionKind(StrEnum):
    """How a criterion comes onto a sheet."""

    COMPULSORY = "compulsory"
    ELECTIVE = "elective"
    OWN = "own"


class NotEarlierFrom(StrEnum):
    """From what the three months before the evaluation after a negative one are counted; the act leaves it open."""

    DELIVERY = "delivery"
    FINALITY = "finality"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class CriteriaGroup:
    """A group of criteria; ``symbol`` (I, II, III) is how criteria and rules name it."""

    symbol: str = text(8, required=True)
    name: str = text(120, required=True)


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion; ``weight`` counts in the mean, ``descriptors`` say what each mark means here, lowest first.

    The one of kind ``OWN`` stands for what a rater adds in words of one's own: it gives group and weight.
    """

    name: str = text(160, required=True)
    group: str = text(8, required=True)
    kind: CriterionKind = CriterionKind.COMPULSORY
    weight: int | None = number(1, 100)
    description: str = text(1000)
    descriptors: tuple[str, ...] = texts(400, most=10)


@dataclass(frozen=True, kw_only=True)
class ScaleMark:
    """A mark of the scale; some need a justification."""

    value: int | None = number(0, 9)
    name: str = text(60, required=True)
    description: str = text(600)
    needs_reason: bool = False


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level of the result: from this mean (in hundredths, inclusive) up to the next level."""

    name: str = text(60, required=True)
    from_mean: int | None = number(0, 999)


@dataclass(frozen=True, kw_only=True)
class RegulationDraft:
    """What the form of a regulation edits.

    ``negative_below`` (hundredths) and ``negative_mark`` in the groups ``negative_groups`` (symbols) only *propose* a
    negative result; the rater confirms it in words. No ``negative_groups`` means every group. Months count between
    evaluations; ``months_in_post`` before the first one. Texts may hold ``PLACEHOLDERS``, filled by ``clocks.filled``.
    """

    name: str = text(200, required=True)
    order_number: str = text(60)
    order_date: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    groups: tuple[CriteriaGroup, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scale: tuple[ScaleMark, ...] = ()
    levels: tuple[Level, ...] = ()
    elective_least: int | None = number(0, 30)
    elective_most: int | None = number(0, 30)
    own_most: int | None = number(0, 5)
    may_not_apply: bool = True
    negative_below: int | None = number(0, 999)
    negative_mark: int | None = number(0, 9)
    negative_groups: tuple[str, ...] = texts(8, most=10)
    months_at_most: int | None = number(1, 60)
    months_at_least: int | None = number(1, 60)
    months_in_post: int | None = number(0, 60)
    not_earlier_from: NotEarlierFrom = NotEarlierFrom.LATER
    with_self_assessment: bool = True
    appeal_instruction: str = text(4000)
    notice_text: str = text(4000)
    invitation_text: str = text(4000)
    second_negative_warning: str = text(2000)
    health_warning: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Regulation(RegulationDraft):
    """A regulation as saved."""

    id: int
    version: int


PLACEHOLDERS = (
    "termin odwołania",
    "przepis odwołania",
    "termin decyzji",
    "przepis decyzji",
    "czas do ponownej oceny",
    "przepis ponownej oceny",
)
"""What a text may name in braces instead of a length or an article of the act; see ``clocks.filled``."""
TEXTS = ("appeal_instruction", "notice_text", "invitation_text", "second_negative_warning", "health_warning")
FREE = frozenset({"name", "order_number", "order_date", "valid_to", *TEXTS})
"""What may change once sheets or campaigns rest on the regulation; sheets keep the texts they were made with."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def mean_text(hundredths: int) -> str:
    """A mean as it is written: 408 gives ``4,08``."""
    return f"{hundredths // 100},{hundredths % 100:02d}"


def placeholders(words: str) -> tuple[str, ...]:
    """What stands in braces in a text."""
    return tuple(_PLACEHOLDER.findall(words))


def validate(draft: RegulationDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that no other regulation holds on the same days is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: RegulationDraft) -> Iterator[Problem]:
    yield from _dates(draft)
    yield from _groups(draft)
    yield from _criteria(draft)
    yield from _chosen(draft)
    yield from _scale(draft)
    yield from _levels(draft)
    yield from _negative(draft)
    if not _in_order(draft.months_at_least, draft.months_at_most):
        yield Problem("months_at_most", "less_than_least", {"least": draft.months_at_least})
    yield from _texts(draft)


def _in_order(least: int | None, most: int | None) -> bool:
    return least is None or most is None or least <= most


def _dates(draft: RegulationDraft) -> Iterator[Problem]:
    if draft.valid_from is None:
        yield Problem("valid_from", "required")
    elif draft.valid_to is not None and draft.valid_to < draft.valid_from:
        yield Problem("valid_to", "date_order", {"other": "początek", "date": format_date(draft.valid_from)})


def _groups(draft: RegulationDraft) -> Iterator[Problem]:
    if not draft.groups:
        yield Problem("groups", "no_groups")
    for index in _repeated([group.symbol for group in draft.groups]):
        yield Problem(f"groups.{index}.symbol", "repeated", {"value": draft.groups[index].symbol.strip()})
    used = {criterion.group for criterion in draft.criteria}
    for index, group in enumerate(draft.groups):
        if draft.criteria and group.symbol and group.symbol not in used:
            yield Problem(f"groups.{index}.symbol", "empty_group")


def _criteria(draft: RegulationDraft) -> Iterator[Problem]:
    if not draft.criteria:
        yield Problem("criteria", "no_criteria")
    for index in _repeated([criterion.name for criterion in draft.criteria]):
        yield Problem(f"criteria.{index}.name", "repeated", {"value": draft.criteria[index].name.strip()})
    known = [group.symbol for group in draft.groups]
    for index, criterion in enumerate(draft.criteria):
        if criterion.group and criterion.group not in known:
            details = {"value": criterion.group, "allowed": ", ".join(filter(None, known)) or "–"}
            yield Problem(f"criteria.{index}.group", "no_such_group", details)
        if criterion.weight is None:
            yield Problem(f"criteria.{index}.weight", "required")
        if criterion.descriptors and len(criterion.descriptors) != len(draft.scale):
            yield Problem(f"criteria.{index}.descriptors", "descriptors_count", {"count": len(draft.scale)})


def _chosen(draft: RegulationDraft) -> Iterator[Problem]:
    """How many criteria a rater picks from the list, and how many one adds."""
    elective = _of_kind(draft, CriterionKind.ELECTIVE)
    least, most = draft.elective_least, draft.elective_most
    if not _in_order(least, most):
        yield Problem("elective_most", "less_than_least", {"least": least})
    for name, number_of in (("elective_least", least), ("elective_most", most)):
        if elective and number_of is None:
            yield Problem(name, "required")
        elif number_of is not None and number_of > len(elective):
            yield Problem(name, "too_few_elective", {"count": len(elective)})
    own = _of_kind(draft, CriterionKind.OWN)
    if draft.own_most and not own:
        yield Problem("own_most", "own_missing")
    if own and not draft.own_most:
        yield Problem("own_most", "own_number_missing")
    for index in own[1:]:
        yield Problem(f"criteria.{index}.kind", "own_twice")


def _of_kind(draft: RegulationDraft, kind: CriterionKind) -> list[int]:
    return [index for index, criterion in enumerate(draft.criteria) if criterion.kind is kind]


def _scale(draft: RegulationDraft) -> Iterator[Problem]:
    if len(draft.scale) < 2:
        yield Problem("scale", "short_scale")
    for index, mark in enumerate(draft.scale):
        if mark.value is None:
            yield Problem(f"scale.{index}.value", "required")
    yield from _ascending("scale", "value", [mark.value for mark in draft.scale])


def _levels(draft: RegulationDraft) -> Iterator[Problem]:
    for index in _repeated([level.name for level in draft.levels]):
        yield Problem(f"levels.{index}.name", "repeated", {"value": draft.levels[index].name.strip()})
    for index, level in enumerate(draft.levels):
        if level.from_mean is None:
            yield Problem(f"levels.{index}.from_mean", "required")
    yield from _ascending("levels", "from_mean", [level.from_mean for level in draft.levels])
    marks = _marks(draft)
    if not draft.levels or not marks:
        return
    lowest, first = min(marks) * 100, draft.levels[0].from_mean
    if first is not None and first > lowest:
        yield Problem("levels.0.from_mean", "levels_start", {"mean": mean_text(lowest)})
    for index, level in enumerate(draft.levels):
        if level.from_mean is not None and level.from_mean > max(marks) * 100:
            yield Problem(f"levels.{index}.from_mean", "above_scale", {"mean": mean_text(max(marks) * 100)})


def _negative(draft: RegulationDraft) -> Iterator[Problem]:
    marks = _marks(draft)
    below = draft.negative_below
    if marks and below is not None and not min(marks) * 100 < below <= max(marks) * 100:
        details = {"low": mean_text(min(marks) * 100), "high": mean_text(max(marks) * 100)}
        yield Problem("negative_below", "outside_scale", details)
    if marks and draft.negative_mark is not None and draft.negative_mark not in marks:
        allowed = ", ".join(str(mark) for mark in marks)
        yield Problem("negative_mark", "bad_choice", {"value": draft.negative_mark, "allowed": allowed})
    known = [group.symbol for group in draft.groups]
    for index, symbol in enumerate(draft.negative_groups):
        if symbol and symbol not in known:
            details = {"value": symbol, "allowed": ", ".join(filter(None, known)) or "–"}
            yield Problem(f"negative_groups.{index}", "no_such_group", details)
    if draft.negative_groups and draft.negative_mark is None:
        yield Problem("negative_mark", "groups_without_mark")


def _texts(draft: RegulationDraft) -> Iterator[Problem]:
    if not draft.appeal_instruction.strip():
        yield Problem("appeal_instruction", "required")
    for name in TEXTS:
        for found in placeholders(getattr(draft, name)):
            if found not in PLACEHOLDERS:
                allowed = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
                yield Problem(name, "bad_placeholder", {"value": f"{{{found}}}", "allowed": allowed})


def _marks(draft: RegulationDraft) -> list[int]:
    return [mark.value for mark in draft.scale if mark.value is not None]


def _repeated(names: Sequence[str]) -> Iterator[int]:
    """Places of names that stood before, whatever their case; blank ones are another rule's."""
    folded = [name.strip().casefold() for name in names]
    counted = Counter(filter(None, folded))
    for index, name in enumerate(folded):
        if counted[name] > 1 and name in folded[:index]:
            yield index


def _ascending(place: str, part: str, values: Sequence[int | None]) -> Iterator[Problem]:
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    for (_, before), (index, value) in pairwise(known):
        if value <= before:
            yield Problem(f"{place}.{index}.{part}", "not_ascending")
