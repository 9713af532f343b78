"""The evaluation of one person (arkusz oceny okresowej): its states, marks, talk, delivery and appeal.

Art. 27 of the act of 21 November 2008 on local-government staff: in writing, by the direct superior, delivered without
delay to the employee and the head of the office, with an appeal within 7 days of delivery.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from app.core.drafts import day, number, shape_problems, text
from app.core.problems import Problem


class State(StrEnum):
    """States in the order of the procedure; the last four are closed."""

    PLANNED = "planned"
    CRITERIA_GIVEN = "criteria_given"
    SELF_ASSESSED = "self_assessed"
    MARKED = "marked"
    TALK_HELD = "talk_held"
    SIGNED = "signed"
    DELIVERED = "delivered"
    APPEALED = "appealed"
    FINAL = "final"
    CHANGED = "changed"
    REPEATED = "repeated"
    CANCELLED = "cancelled"


CLOSED = frozenset({State.FINAL, State.CHANGED, State.REPEATED, State.CANCELLED})
"""What stands on a closed sheet never changes; a correction is a linked new one.

Only the procedure may still come to a final sheet: its delivery to the head, and an appeal filed late with a request to
restore the term, which does not stop finality. Where the term is restored, finality falls away and the appeal is heard.
"""


class Kind(StrEnum):
    """Why there is this sheet; all but the first and the last are linked to the one before (``origin_id``)."""

    PERIODIC = "periodic"
    AFTER_NEGATIVE = "after_negative"
    CHANGED_ON_APPEAL = "changed_on_appeal"
    REPEATED_ON_APPEAL = "repeated_on_appeal"
    CORRECTION = "correction"
    PAPER = "paper"


class Delivery(StrEnum):
    """How the sheet reached the employee."""

    HAND = "hand"
    POST = "post"
    REFUSED = "refused"


class Verdict(StrEnum):
    """The result: art. 27 knows only these two."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Decision(StrEnum):
    """What the head of the office did with an appeal."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REPEATED = "repeated"


class Tone(StrEnum):
    """How much a term presses."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, kw_only=True)
class CriterionMark:
    """One criterion on the sheet; name, group and weight are frozen from the regulation."""

    criterion: str = text(160, required=True)
    group: str = text(8)
    weight: int | None = number(1, 100)
    mark: int | None = number(0, 9)
    self_mark: int | None = number(0, 9)
    not_applicable: bool = False
    reason: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A development goal set at the talk."""

    goal: str = text(400, required=True)
    due_on: date | None = day()
    done_on: date | None = day()


@dataclass(frozen=True, kw_only=True)
class TrainingNeed:
    """A need found at the talk; the training plan collects them."""

    topic: str = text(300, required=True)
    reason: str = text(400)
    wanted_by: date | None = day()


@dataclass(frozen=True, kw_only=True)
class EvaluationDraft:
    """What is written on a sheet while it is open; who, by whom and under which rules is frozen at its making."""

    employee_id: int | None = None
    planned_on: date | None = day()
    marks: tuple[CriterionMark, ...] = ()
    opinion: str = text(4000)
    conclusions: str = text(4000)
    goals: tuple[Goal, ...] = ()
    needs: tuple[TrainingNeed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evaluation(EvaluationDraft):
    """A sheet as saved.

    ``mean`` is hundredths of a mark. ``rules`` is the regulation's content frozen at the making (the fields of
    ``RegulationDraft``). ``not_before`` and ``due_by`` are the first and the last day by the act, ``due_by_why`` and
    ``not_before_why`` how they were counted when the sheet was made. ``override_reason`` says why it was made before
    the first, ``rater_reason`` why the rater was changed, ``origin_reason`` why a correction was made; ``seal`` is the
    SHA-256 of the content once signed.
    Appeal: ``appeal_on`` filed, ``restore_*`` the request to restore a missed term, ``decision*`` of the head.
    """

    id: int
    version: int
    number: str
    kind: Kind
    state: State
    campaign_id: int | None
    campaign: str
    origin_id: int | None
    regulation_id: int | None
    rules: Mapping[str, Any]
    frozen_on: date
    person: str
    person_number: str
    post: str
    unit_id: int | None
    unit: str
    rater_id: int | None
    rater: str
    rater_post: str
    rater_reason: str = ""
    period_from: date | None
    due_by: date | None
    not_before: date | None = None
    due_by_why: str = ""
    not_before_why: str = ""
    criteria_approved_on: date | None
    criteria_on: date | None
    self_assessed_on: date | None
    marked_on: date | None
    talk_planned_on: date | None
    talk_place: str
    talk_on: date | None
    signed_on: date | None
    delivered_on: date | None
    delivery: Delivery | None
    delivery_note: str
    head_delivered_on: date | None
    appeal_on: date | None
    appeal_grounds: str
    restore_on: date | None
    restore_grounds: str
    restore_granted: bool | None
    restore_decided_on: date | None
    decision: Decision | None
    decision_on: date | None
    decision_grounds: str
    decision_delivered_on: date | None
    final_on: date | None
    cancelled_on: date | None
    cancel_reason: str
    override_reason: str
    origin_reason: str = ""
    mean: int | None
    level: str
    proposed_negative: bool
    verdict: Verdict | None
    verdict_reason: str
    seal: str

    @property
    def closed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.state in CLOSED


@dataclass(frozen=True, kw_only=True)
class Written:
    """The texts that steps write, with their limits."""

    talk_place: str = text(200)
    delivery_note: str = text(300)
    appeal_grounds: str = text(4000)
    restore_grounds: str = text(4000)
    decision_grounds: str = text(4000)
    cancel_reason: str = text(300)
    override_reason: str = text(300)
    origin_reason: str = text(300)
    rater_reason: str = text(300)
    verdict_reason: str = text(4000)
    level: str = text(60)


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The last evaluation of a person that was made: on which day in writing, when delivered and final, its result.

    ``verdict`` is the one that counts now: of a sheet changed on appeal or corrected, that of the sheet in its place.
    """

    employee_id: int
    evaluation_id: int
    number: str
    on: date
    delivered_on: date | None = None
    final_on: date | None = None
    verdict: Verdict | None = None

    @property
    def negative(self) -> bool:
        """Whether its result counts as negative."""
        return self.verdict is Verdict.NEGATIVE


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed at a talk, and with whom; the people as frozen on the sheet."""

    evaluation_id: int
    number: str
    employee_id: int
    person: str
    person_number: str
    post: str
    unit_id: int | None
    unit: str
    talk_on: date
    goals: tuple[Goal, ...]
    needs: tuple[TrainingNeed, ...]

    @classmethod
    def of(cls, sheet: Evaluation) -> Self:
        """From a sheet whose talk was held; ValueError otherwise."""
        if sheet.talk_on is None or sheet.employee_id is None:
            raise ValueError("no talk")
        names = ("number", "employee_id", "person", "person_number", "post", "unit_id", "unit", "talk_on")
        same = {name: getattr(sheet, name) for name in (*names, "goals", "needs")}
        return cls(evaluation_id=sheet.id, **same)


@dataclass(frozen=True)
class Beside:
    """What a print says of other sheets: the evaluation before this one, and numbers of linked sheets.

    ``origin`` is the sheet this one comes from, ``successor`` the one that replaced it or followed from it.
    """

    previous: Previous | None = None
    origin: str = ""
    successor: str = ""


def validate(draft: EvaluationDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft that needs no regulation."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: EvaluationDraft) -> Iterator[Problem]:
    if draft.employee_id is None:
        yield Problem("employee_id", "required")


@dataclass(frozen=True, kw_only=True)
class EarlierLine:
    """An evaluation made on paper, as a line of a spreadsheet; the name helps where somebody has no number."""

    number: str = text(20)
    surname: str = text(80)
    first_name: str = text(60)
    signed_on: date | None = day()
    verdict: Verdict | None = None
    level: str = text(60)
