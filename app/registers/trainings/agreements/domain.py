"""Training agreements (umowa szkoleniowa, art. 103⁴ and 103⁵ of the Labour Code): duty to stay and repayment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem


class Ending(StrEnum):
    """Why the duty ended before its time; some of them oblige to repay (art. 103⁵ KP)."""

    NOT_TAKEN_UP = "not_taken_up"
    FAULT = "fault"
    NOTICE_BY_EMPLOYEE = "notice_by_employee"
    WITHOUT_NOTICE_BY_EMPLOYEE = "without_notice_by_employee"
    NOTICE_AFTER_MOBBING = "notice_after_mobbing"
    BY_EMPLOYER = "by_employer"
    BY_AGREEMENT = "by_agreement"


@dataclass(frozen=True, kw_only=True)
class AgreementDraft:
    """What the form of an agreement edits.

    ``cost`` is grosze that the office pays, ``months`` how long the person must stay after ``training_ends_on``.
    """

    participation_id: int | None = None
    employee_id: int | None = None
    signed_on: date | None = day()
    subject: str = text(300, required=True)
    training_starts_on: date | None = day()
    training_ends_on: date | None = day()
    cost: int | None = number(0, MAX_GROSZE)
    months: int | None = number(0, 60)
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
    """An agreement as saved; ``stay_until`` is the last day of the duty, ``repayment`` grosze to be repaid."""

    id: int
    version: int
    number: str
    person: str
    post: str
    unit: str
    stay_until: date | None
    repayment: int | None


def validate(draft: AgreementDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: AgreementDraft) -> Iterator[Problem]:
    for name in ("employee_id", "signed_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
