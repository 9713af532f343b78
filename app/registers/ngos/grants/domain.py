"""Grants to organisations (dotacje): the agreement, what was paid, the report and what comes back (art. 16–19a)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import FIRST_YEAR, LAST_YEAR, day, number, shape_problems, text
from app.core.errors import Refusal
from app.core.money import MAX_GROSZE, format_money
from app.core.periods import add_months
from app.core.polish import plural
from app.core.problems import Problem
from app.core.terms import Basis, Term, working_days_after
from app.registers.ngos.contests.domain import TaskForm
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.offers.domain import MOST_PARTNERS, Partner, joined, partner_problems
from app.registers.ngos.rules import ACT, rules_on, term_after

MOST_TRANCHES = 24
MOST_ANNEXES = 20


class GrantState(StrEnum):
    """Where a grant stands on a day; worked out, not kept."""

    PREPARED = "prepared"
    REFUSED = "refused"
    RUNNING = "running"
    REPORT_DUE = "report_due"
    REPORT_LATE = "report_late"
    TO_SETTLE = "to_settle"
    TO_RETURN = "to_return"
    SETTLED = "settled"


@dataclass(frozen=True, kw_only=True)
class Tranche:
    """A part of the grant, in grosze: when it is due and when it was paid."""

    due_on: date | None = day()
    amount: int | None = number(0, MAX_GROSZE)
    paid_on: date | None = day(done=True)


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A change of the agreement."""

    signed_on: date | None = day()
    subject: str = text(300, required=True)


@dataclass(frozen=True)
class Passing:
    """Money handed to the organisation in a calendar year, in grosze; ``done`` is false for what is only planned."""

    year: int
    amount: int
    done: bool


@dataclass(frozen=True, kw_only=True)
class GrantDraft:
    """What the form of a grant edits; amounts are grosze. ``year`` is the budget year that pays.

    ``filed_on``, ``posted_on``, ``posted_until``, ``remarks`` tell the way of a small grant (art. 19a). ``settled`` is
    what the office accepted of the report, ``returned`` what came back, ``interest`` beside it.
    """

    kind: GrantKind = GrantKind.CONTEST
    offer_id: int | None = None
    ngo_id: int | None = None
    partners: tuple[Partner, ...] = field(default=(), metadata={"most": MOST_PARTNERS})
    title: str = text(300, required=True)
    sphere: str = text(8)
    year: int | None = number(FIRST_YEAR, LAST_YEAR)
    form: TaskForm = TaskForm.SUPPORT
    case_sign: str = text(60)
    filed_on: date | None = day()
    posted_on: date | None = day()
    posted_until: date | None = day()
    remarks: str = text(2000)
    asked: int | None = number(0, MAX_GROSZE)
    granted: int | None = number(0, MAX_GROSZE)
    own_share: int | None = number(0, MAX_GROSZE)
    agreement_number: str = text(60)
    agreement_on: date | None = day()
    task_from: date | None = day()
    task_until: date | None = day()
    tranches: tuple[Tranche, ...] = field(default=(), metadata={"most": MOST_TRANCHES})
    annexes: tuple[Annex, ...] = field(default=(), metadata={"most": MOST_ANNEXES})
    report_on: date | None = day(done=True)
    settled: int | None = number(0, MAX_GROSZE)
    settled_on: date | None = day(done=True)
    returned: int | None = number(0, MAX_GROSZE)
    returned_on: date | None = day(done=True)
    interest: int | None = number(0, MAX_GROSZE)
    control: str = text(2000)
    note: str = text(2000)

    @property
    def ngo_ids(self) -> tuple[int, ...]:
        """Everybody who has the agreement, the leading organisation first."""
        return tuple(dict.fromkeys(each for each in joined(self).values() if each is not None))

    @property
    def paid(self) -> int:
        """What was paid; a grant with an agreement and no tranches counts as paid in one sum."""
        if self.tranches:
            return sum(each.amount or 0 for each in self.tranches if each.paid_on is not None)
        return (self.granted or 0) if self.agreement_on is not None else 0

    @property
    def passings(self) -> tuple[Passing, ...]:
        """The granted money by calendar year, as art. 19a ust. 6 counts it: what is paid by the day of payment.

        A tranche that nobody paid yet counts in the year of its day, one without a day and what no tranche covers in
        the budget year. A grant with an agreement and no tranches counts as paid that day. What came back later was
        handed over all the same.
        """
        if self.year is None or self.granted is None:
            return ()
        if not self.tranches:
            signed = self.agreement_on
            return (Passing(self.year if signed is None else signed.year, self.granted, signed is not None),)
        found = [
            Passing((each.paid_on or each.due_on or date(self.year, 1, 1)).year, each.amount or 0, bool(each.paid_on))
            for each in self.tranches
        ]
        left = self.granted - sum(each.amount for each in found)
        return (*found, Passing(self.year, left, done=False)) if left > 0 else tuple(found)

    def handed_over(self, year: int, *, done: bool = False) -> int:
        """What the organisation gets in a calendar year, in grosze; with ``done`` only what was paid already."""
        return sum(each.amount for each in self.passings if each.year == year and (each.done or not done))

    @property
    def to_return(self) -> int:
        """What was paid, not accepted and did not come back yet; 0 while nothing is settled."""
        if self.settled is None:
            return 0
        return max(0, self.paid - self.settled - (self.returned or 0))

    @property
    def days(self) -> int | None:
        """Days of the task, both ends counted; None while one of them is unknown."""
        if self.task_from is None or self.task_until is None:
            return None
        return (self.task_until - self.task_from).days + 1


@dataclass(frozen=True, kw_only=True)
class Grant(GrantDraft):
    """A grant as saved; ``number`` is given by the program: ``D/3/2026``."""

    id: int
    version: int
    number: str
    organisation: str
    report_due: date | None


def own_number(number: str) -> bool:
    """Whether this is a number as the program gives it, ``D/3/2026``, and none of an agreement."""
    return re.fullmatch(r"D/[0-9]+/[0-9]{4}", number) is not None


def report_term(draft: GrantDraft) -> Term | None:
    """Until when the report on the task is due (art. 18 ust. 1); None while the end of the task is unknown."""
    return term_after(
        draft.task_until, lambda rules: rules.settlement_days, "art. 18 ust. 1", "zakończenia realizacji zadania"
    )


def posting_term(draft: GrantDraft) -> Term | None:
    """Until when the offer of a small grant is to be posted (art. 19a ust. 3)."""
    if draft.kind is not GrantKind.SMALL or draft.filed_on is None:
        return None
    return _posting(draft.filed_on)


def _posting(filed_on: date) -> Term | None:
    try:
        days = rules_on(filed_on).small_post_workdays
        return working_days_after(filed_on, days, basis=Basis("art. 19a ust. 3", ACT), event="wpłynięcia oferty")
    except Refusal:
        return None


def last_late_filing(today: date) -> date:
    """The last day on which an offer came in whose term for posting has passed (art. 19a ust. 3)."""
    filed_on = today
    while (term := _posting(filed_on)) is not None and term.end >= today:
        filed_on -= timedelta(days=1)
    return filed_on


def posted_term(draft: GrantDraft) -> Term | None:
    """How long the offer of a small grant stays posted at least (art. 19a ust. 3)."""
    return term_after(
        draft.posted_on if draft.kind is GrantKind.SMALL else None,
        lambda rules: rules.small_posted_days,
        "art. 19a ust. 3",
        "zamieszczenia oferty",
        not_shifted_because="to najkrótszy czas zamieszczenia, a nie dzień, w którym trzeba coś zrobić",
    )


def remarks_term(draft: GrantDraft) -> Term | None:
    """Until when anybody may comment on the offer of a small grant (art. 19a ust. 4)."""
    return term_after(
        draft.posted_on if draft.kind is GrantKind.SMALL else None,
        lambda rules: rules.small_comment_days,
        "art. 19a ust. 4",
        "zamieszczenia oferty",
    )


def state_on(draft: GrantDraft, today: date) -> GrantState:
    """Where the grant stands that day."""
    if draft.settled is not None:
        return GrantState.TO_RETURN if draft.to_return else GrantState.SETTLED
    if draft.report_on is not None:
        return GrantState.TO_SETTLE
    if draft.agreement_on is None or draft.agreement_on > today:
        nothing = draft.agreement_on is None and draft.granted == 0
        return GrantState.REFUSED if nothing else GrantState.PREPARED
    if draft.task_until is None or draft.task_until >= today:
        return GrantState.RUNNING
    term = report_term(draft)
    return GrantState.REPORT_LATE if term is not None and term.end < today else GrantState.REPORT_DUE


def validate(draft: GrantDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft but the limits of small grants: ``thresholds.small_problems``."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: GrantDraft) -> Iterator[Problem]:
    for name in ("ngo_id", "year"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if not draft.sphere.strip():
        yield Problem("sphere", "required")
    if draft.offer_id is not None and draft.kind is not GrantKind.CONTEST:
        yield Problem("offer_id", "offer_of_contest")
    yield from partner_problems(draft)
    yield from _agreement(draft)
    yield from _tranches(draft)
    yield from _settlement(draft)
    yield from _small_days(draft)


def _agreement(draft: GrantDraft) -> Iterator[Problem]:
    if draft.agreement_on is not None:
        for name in ("granted", "task_from", "task_until"):
            if getattr(draft, name) is None:
                yield Problem(name, "required")
    starts, ends = draft.task_from, draft.task_until
    if starts is None or ends is None:
        return
    if ends < starts:
        yield Problem("task_until", "task_ends_before_start", {"day": format_date(starts)})
        return
    try:
        years = rules_on(draft.agreement_on or starts).agreement_years
    except Refusal:
        return
    last = add_months(starts, 12 * years)
    if last.day == starts.day:
        # the first day counts; from 29 February the years end with the last day of February (KC art. 112)
        last -= timedelta(days=1)
    if ends > last:
        most = f"{years} {plural(years, 'rok', 'lata', 'lat')}"
        yield Problem("task_until", "agreement_too_long", {"most": most, "day": format_date(last)})


def _tranches(draft: GrantDraft) -> Iterator[Problem]:
    for index, tranche in enumerate(draft.tranches):
        if tranche.amount is None:
            yield Problem(f"tranches.{index}.amount", "required")
        paid = tranche.paid_on
        if paid is None:
            continue
        if draft.agreement_on is None:
            yield Problem(f"tranches.{index}.paid_on", "paid_without_agreement")
        elif paid < draft.agreement_on:
            details = {"day": format_date(draft.agreement_on)}
            yield Problem(f"tranches.{index}.paid_on", "paid_before_agreement", details)
    total = sum(each.amount or 0 for each in draft.tranches)
    if draft.granted is not None and total > draft.granted:
        details = {"total": format_money(total), "granted": format_money(draft.granted)}
        yield Problem("tranches", "tranches_over_grant", details)


def _settlement(draft: GrantDraft) -> Iterator[Problem]:
    if draft.report_on is not None and draft.agreement_on is None:
        yield Problem("report_on", "report_without_agreement")
    elif draft.report_on is not None and draft.task_from is not None and draft.report_on < draft.task_from:
        yield Problem("report_on", "report_before_task", {"day": format_date(draft.task_from)})
    if draft.settled is not None and draft.report_on is None:
        yield Problem("settled", "settled_without_report")
    elif draft.settled is not None and draft.granted is not None and draft.settled > draft.granted:
        yield Problem("settled", "settled_over_grant", {"granted": format_money(draft.granted)})
    if draft.settled_on is not None and draft.settled is None:
        yield Problem("settled", "required")
    if draft.settled_on is not None and draft.report_on is not None and draft.settled_on < draft.report_on:
        yield Problem("settled_on", "settled_before_report", {"day": format_date(draft.report_on)})
    if draft.returned and draft.returned > draft.paid:
        yield Problem("returned", "returned_over_paid", {"paid": format_money(draft.paid)})
    if draft.returned and draft.returned_on is None:
        yield Problem("returned_on", "required")


def _small_days(draft: GrantDraft) -> Iterator[Problem]:
    """The dates of a small grant: posted long enough, and no agreement before everybody could comment."""
    if draft.kind is not GrantKind.SMALL:
        return
    filed, posted = draft.filed_on, draft.posted_on
    if filed is None:
        yield Problem("filed_on", "required")
    if filed is not None and posted is not None and posted < filed:
        yield Problem("posted_on", "posted_before_filing", {"day": format_date(filed)})
    term = posted_term(draft)
    if term is not None and draft.posted_until is not None and draft.posted_until < term.end:
        yield Problem("posted_until", "posted_too_short", {"days": term.number, "day": format_date(term.end)})
    if draft.agreement_on is None:
        return
    if posted is None:
        yield Problem("posted_on", "agreement_without_posting")
        return
    remarks = remarks_term(draft)
    if remarks is not None and draft.agreement_on <= remarks.end:
        details = {"days": remarks.number, "day": format_date(remarks.end)}
        yield Problem("agreement_on", "agreement_before_remarks", details)
