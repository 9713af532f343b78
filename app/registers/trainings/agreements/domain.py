"""Training agreements (umowa szkoleniowa, art. 103⁴ and 103⁵ of the Labour Code): duty to stay and repayment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, day_problems, number, shape_problems, text
from app.core.errors import Refusal
from app.core.money import MAX_GROSZE
from app.core.periods import add_months
from app.core.polish import plural
from app.core.problems import Problem
from app.registers.trainings.courses.rates import figures_on, rules_on

MOST_MONTHS = 60
"""Months that can be entered at all; how many may be agreed upon is in ``courses.rates``."""


class Ending(StrEnum):
    """Why the duty ended before its time; some of them oblige to repay (art. 103⁵ KP)."""

    NOT_TAKEN_UP = "not_taken_up"
    FAULT = "fault"
    NOTICE_BY_EMPLOYEE = "notice_by_employee"
    WITHOUT_NOTICE_BY_EMPLOYEE = "without_notice_by_employee"
    NOTICE_AFTER_MOBBING = "notice_after_mobbing"
    BY_EMPLOYER = "by_employer"
    BY_AGREEMENT = "by_agreement"


class AgreementState(StrEnum):
    """Where an agreement stands on a day; worked out, not kept."""

    RUNNING = "running"
    KEPT = "kept"
    NOTHING_DUE = "nothing_due"
    TO_REPAY = "to_repay"
    REPAID = "repaid"


@dataclass(frozen=True, kw_only=True)
class AgreementDraft:
    """What the form of an agreement edits.

    ``cost`` is grosze that the office pays, ``months`` how long the person must stay after ``training_ends_on``.
    ``left_on`` is the last day of work, or the day on which the training was given up.
    """

    participation_id: int | None = None
    employee_id: int | None = None
    signed_on: date | None = day()
    subject: str = text(300, required=True)
    training_starts_on: date | None = day()
    training_ends_on: date | None = day()
    cost: int | None = number(0, MAX_GROSZE)
    months: int | None = number(0, MOST_MONTHS)
    leave_days: int | None = number(0, 99)
    benefits: str = text(1000)
    duties: str = text(1000)
    left_on: date | None = day()
    ending: Ending | None = None
    waived: int | None = number(0, MAX_GROSZE)
    waived_reason: str = text(300)
    repaid_on: date | None = day()
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Agreement(AgreementDraft):
    """An agreement as saved.

    ``stay_until`` is the last day of the duty, ``repayment`` grosze to be repaid after what was waived, None while
    nothing ended.
    """

    id: int
    version: int
    number: str
    person: str
    post: str
    unit: str
    stay_until: date | None
    repayment: int | None


@dataclass(frozen=True)
class LongestStay:
    """The longest duty to stay; ``confirmed`` where the Labour Code says so itself."""

    months: int
    source: str
    confirmed: bool


@dataclass(frozen=True)
class Offered:
    """A participation that an agreement may be about: how it is called, and the agreement filled in from it."""

    participation_id: int
    text: str
    draft: AgreementDraft


def stay_until(draft: AgreementDraft) -> date | None:
    """The last day of the duty: so many months after the training's last day (art. 112 KC).

    None while the day or the months are unknown, or out of range and to be corrected first.
    """
    if draft.training_ends_on is None or draft.months is None or not 0 <= draft.months <= MOST_MONTHS:
        return None
    if any(day_problems(draft.training_ends_on, "training_ends_on")):
        return None
    return add_months(draft.training_ends_on, draft.months)


def state_on(agreement: Agreement, today: date) -> AgreementState:
    """Where the agreement stands on that day."""
    if agreement.ending is None:
        kept = agreement.stay_until is not None and agreement.stay_until < today
        return AgreementState.KEPT if kept else AgreementState.RUNNING
    if not agreement.repayment:
        return AgreementState.NOTHING_DUE
    return AgreementState.TO_REPAY if agreement.repaid_on is None else AgreementState.REPAID


def longest_stay(signed_on: date) -> LongestStay | None:
    """What held on the day of signing; None on a day before any rule is known, or one that another rule refuses."""
    try:
        months, figure = rules_on(signed_on).stay_months_at_most, figures_on(signed_on)["stay_months_at_most"]
    except Refusal:
        return None
    return LongestStay(months, figure.source, figure.confirmed)


def validate(draft: AgreementDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: AgreementDraft) -> Iterator[Problem]:
    for name in ("employee_id", "signed_on", "training_ends_on", "cost", "months"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    starts, ends = draft.training_starts_on, draft.training_ends_on
    if starts is not None and ends is not None and ends < starts:
        yield Problem("training_ends_on", "ends_before_start", {"day": format_date(starts)})
    yield from _limit(draft)
    yield from _ending(draft)


def _limit(draft: AgreementDraft) -> Iterator[Problem]:
    """The longest duty that the law of the day of signing allows."""
    if draft.months is None or draft.signed_on is None:
        return
    longest = longest_stay(draft.signed_on)
    if longest is not None and draft.months > longest.months:
        most = f"{longest.months} {plural(longest.months, 'miesiąc', 'miesiące', 'miesięcy')}"
        yield Problem("months", "stay_too_long", {"most": most, "source": longest.source})


def _ending(draft: AgreementDraft) -> Iterator[Problem]:
    left, ends = draft.left_on, draft.training_ends_on
    if draft.ending is not None and left is None:
        yield Problem("left_on", "required")
    if draft.ending is None and left is not None:
        yield Problem("ending", "required")
    if left is not None and draft.signed_on is not None and left < draft.signed_on:
        yield Problem("left_on", "left_before_signing", {"day": format_date(draft.signed_on)})
    if draft.ending is Ending.NOT_TAKEN_UP and left is not None and ends is not None and left > ends:
        yield Problem("ending", "training_was_over", {"day": format_date(ends)})
    if draft.waived and not draft.waived_reason.strip():
        yield Problem("waived_reason", "waiver_needs_reason")
    if draft.repaid_on is not None and left is not None and draft.repaid_on < left:
        yield Problem("repaid_on", "repaid_before_leaving", {"day": format_date(left)})
