"""Evaluation regulations: groups, criteria, scale, thresholds and texts, ordered by the head of the office.

Art. 28 of the act of 21 November 2008 on local-government staff leaves manner, periods, criteria and scale to the
head of the office; so nothing of it is a constant of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    """One criterion; ``weight`` counts in the mean, ``descriptors`` say what each mark means here, lowest first."""

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
    negative result; the rater confirms it in words. Months count between evaluations; ``months_in_post`` before the
    first one.
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


def validate(draft: RegulationDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: RegulationDraft) -> Iterator[Problem]:
    if draft.valid_from is None:
        yield Problem("valid_from", "required")
