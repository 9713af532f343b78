"""Open contests for offers (otwarte konkursy ofert, art. 11–18a of the act on public benefit)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import FIRST_YEAR, LAST_YEAR, day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem
from app.core.terms import Term
from app.registers.ngos.cooperation_figures import PastTask, PastTasks
from app.registers.ngos.rules import term_after

MOST_MEMBERS = 20
MOST_CRITERIA = 20
MOST_POINTS = 1000


class TaskForm(StrEnum):
    """How a task is given away (art. 5 ust. 4): with all of its cost, or with a part of it."""

    SUPPORT = "support"
    ENTRUST = "entrust"


class Origin(StrEnum):
    """Whom a member of the commission comes from (art. 15 ust. 2b, 2d, 2e); an expert only advises."""

    OFFICE = "office"
    ORGANISATION = "organisation"
    EXPERT = "expert"


class Presence(StrEnum):
    """Whether a member of the commission took part in assessing the offers; excluded: art. 15 ust. 2d and 2f."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCLUDED = "excluded"


class Cancelling(StrEnum):
    """Why a contest is cancelled (art. 18a ust. 1)."""

    NO_OFFERS = "no_offers"
    NONE_FITS = "none_fits"


class ContestState(StrEnum):
    """Where a contest stands on a day; worked out, not kept."""

    PREPARED = "prepared"
    OPEN = "open"
    ASSESSED = "assessed"
    DECIDED = "decided"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class NoticeItem(StrEnum):
    """What the notice must tell (art. 13 ust. 2), in the order of the act."""

    TASK = "task"
    MONEY = "money"
    RULES = "rules"
    TERMS = "terms"
    OFFERS = "offers"
    CHOICE = "choice"
    PAST = "past"


@dataclass(frozen=True, kw_only=True)
class OtherSphere:
    """A further sphere of art. 4 ust. 1 by its code."""

    code: str = text(8)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of the commission; ``ngo_id`` is the organisation that named them.

    ``declared_on`` is the day of the statement that nothing excludes them (art. 15 ust. 2f); ``presence`` is None until
    somebody wrote down who took part.
    """

    name: str = text(160, required=True)
    role: str = text(120)
    origin: Origin = Origin.OFFICE
    ngo_id: int | None = None
    declared_on: date | None = day(done=True)
    presence: Presence | None = None


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What an offer is assessed by, and the most points it can get for that."""

    name: str = text(200, required=True)
    points: int | None = number(1, MOST_POINTS)


@dataclass(frozen=True, kw_only=True)
class ContestDraft:
    """What the form of a contest edits. Amounts are grosze; ``year`` is that of the programme of cooperation.

    ``notice_bip``, ``notice_seat``, ``notice_site`` are the days of the three announcements (art. 13 ust. 3).
    """

    title: str = text(300, required=True)
    task: str = text(3000)
    sphere: str = text(8)
    other_spheres: tuple[OtherSphere, ...] = field(default=(), metadata={"most": 10})
    year: int | None = number(FIRST_YEAR, LAST_YEAR)
    form: TaskForm = TaskForm.SUPPORT
    case_sign: str = text(60)
    planned: int | None = number(0, MAX_GROSZE)
    past_tasks: str = text(2000)
    spent_this_year: int | None = number(0, MAX_GROSZE)
    spent_last_year: int | None = number(0, MAX_GROSZE)
    grant_rules: str = text(3000)
    task_from: date | None = day()
    task_until: date | None = day()
    task_terms: str = text(3000)
    choice_way: str = text(3000)
    decision_by: date | None = day()
    notice_bip: date | None = day()
    notice_seat: date | None = day()
    notice_site: date | None = day()
    offers_until: date | None = day()
    offers_where: str = text(300)
    commission_order: str = text(160)
    quorum: int | None = number(1, MOST_MEMBERS)
    members: tuple[Member, ...] = field(default=(), metadata={"most": MOST_MEMBERS})
    criteria: tuple[Criterion, ...] = field(default=(), metadata={"most": MOST_CRITERIA})
    decided_on: date | None = day(done=True)
    results_on: date | None = day(done=True)
    cancelled_on: date | None = day(done=True)
    cancelled_why: Cancelling | None = None
    note: str = text(2000)

    @property
    def announcements(self) -> tuple[date, ...]:
        """The days of the announcements that are known."""
        return tuple(each for each in (self.notice_bip, self.notice_seat, self.notice_site) if each is not None)

    @property
    def announced_on(self) -> date | None:
        """The day of the last announcement, from which the term runs; None until all three are made."""
        known = self.announcements
        return max(known) if len(known) == 3 else None

    @property
    def most_points(self) -> int:
        """The most points an offer can get."""
        return sum(each.points or 0 for each in self.criteria)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all its spheres, the leading one first."""
        return tuple(dict.fromkeys(filter(None, (self.sphere, *(each.code for each in self.other_spheres)))))


@dataclass(frozen=True, kw_only=True)
class Contest(ContestDraft):
    """A contest as saved; ``number`` is given by the program: ``K/3/2026``."""

    id: int
    version: int
    number: str


@dataclass(frozen=True, kw_only=True)
class FiledContest(ContestDraft):
    """A contest as a file has it, with the number that it is known by and keeps."""

    number: str = text(40, required=True)


@dataclass(frozen=True, kw_only=True)
class OfferTally:
    """Offers of a contest, counted: ``right`` ones keep the formal rules, ``undecided`` have no decision yet."""

    total: int = 0
    right: int = 0
    undecided: int = 0
    accepted: int = 0
    granted: int = 0


def past_tasks(draft: ContestDraft, known: Iterable[PastTask], today: date) -> PastTasks:
    """What is known of tasks of the same kind; the year is that of the last announcement, before any of today."""
    year, codes = max(draft.announcements, default=today).year, frozenset(draft.codes)
    found = (each for each in known if each.sphere in codes and each.year in (year, year - 1))
    return PastTasks(year, tuple(found), today)


def offers_term(draft: ContestDraft) -> Term | None:
    """The shortest term for offers, from the last announcement known; None without any, or before the act.

    It is not moved when it ends on a day off: nothing has to be done on its last day, it is only the least there is.
    """
    return term_after(
        max(draft.announcements, default=None),
        lambda rules: rules.offer_days,
        "art. 13 ust. 1",
        "ukazania się ostatniego ogłoszenia",
        not_shifted_because="to najkrótszy dopuszczalny czas na oferty, a nie dzień, w którym trzeba coś zrobić",
    )


def reasons_term(draft: ContestDraft) -> Term | None:
    """Until when anybody may ask for the reasons of a choice or a rejection; None before the results are published."""
    return term_after(
        draft.results_on, lambda rules: rules.reasons_days, "art. 15 ust. 2i", "ogłoszenia wyników konkursu"
    )


def state_on(draft: ContestDraft, today: date) -> ContestState:
    """Where the contest stands that day."""
    if draft.cancelled_on is not None:
        return ContestState.CANCELLED
    if draft.results_on is not None:
        return ContestState.FINISHED
    if draft.decided_on is not None:
        return ContestState.DECIDED
    if draft.announced_on is None or draft.announced_on > today:
        return ContestState.PREPARED
    if draft.offers_until is not None and draft.offers_until < today:
        return ContestState.ASSESSED
    return ContestState.OPEN


def missing_items(draft: ContestDraft) -> tuple[NoticeItem, ...]:
    """Which of the seven items of art. 13 ust. 2 the notice does not tell yet."""
    told = {
        NoticeItem.TASK: bool(draft.task.strip()),
        NoticeItem.MONEY: draft.planned is not None,
        NoticeItem.RULES: bool(draft.grant_rules.strip()),
        NoticeItem.TERMS: draft.task_from is not None
        and draft.task_until is not None
        and bool(draft.task_terms.strip()),
        NoticeItem.OFFERS: draft.offers_until is not None,
        NoticeItem.CHOICE: bool(draft.choice_way.strip()) and bool(draft.criteria) and draft.decision_by is not None,
        NoticeItem.PAST: draft.spent_this_year is not None and draft.spent_last_year is not None,
    }
    return tuple(item for item in NoticeItem if not told[item])


def late_on(draft: ContestDraft, today: date) -> bool:
    """Whether the choice should have been made already and nobody made it."""
    if draft.cancelled_on is not None or draft.decided_on is not None or draft.decision_by is None:
        return False
    return draft.decision_by < today


def validate(draft: ContestDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: ContestDraft) -> Iterator[Problem]:
    if draft.year is None:
        yield Problem("year", "required")
    if not draft.sphere.strip():
        yield Problem("sphere", "required")
    if draft.task_from is not None and draft.task_until is not None and draft.task_until < draft.task_from:
        yield Problem("task_until", "task_ends_before_start", {"day": format_date(draft.task_from)})
    yield from _offers_until(draft)
    yield from _commission(draft)
    yield from _criteria(draft)
    yield from _decision(draft)
    yield from _cancelling(draft)


def _offers_until(draft: ContestDraft) -> Iterator[Problem]:
    term, until = offers_term(draft), draft.offers_until
    if until is None:
        if draft.announced_on is not None:
            yield Problem("offers_until", "required")
        return
    if term is not None and until < term.end:
        details = {"day": format_date(term.end), "days": term.number, "last": format_date(term.start.day)}
        yield Problem("offers_until", "offers_too_short", details)
    if draft.decision_by is not None and draft.decision_by <= until:
        yield Problem("decision_by", "decision_before_offers", {"day": format_date(until)})


def _commission(draft: ContestDraft) -> Iterator[Problem]:
    for index, member in enumerate(draft.members):
        if member.origin is Origin.ORGANISATION and member.ngo_id is None:
            yield Problem(f"members.{index}.ngo_id", "member_of_whom")
        if member.origin is Origin.OFFICE and member.ngo_id is not None:
            yield Problem(f"members.{index}.origin", "office_and_organisation")
    votes = sum(each.origin is not Origin.EXPERT for each in draft.members)
    if draft.quorum is not None and draft.members and draft.quorum > votes:
        yield Problem("quorum", "quorum_too_high", {"votes": votes})


def _criteria(draft: ContestDraft) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, criterion in enumerate(draft.criteria):
        if criterion.points is None:
            yield Problem(f"criteria.{index}.points", "required")
        key = " ".join(criterion.name.lower().split())
        if key and key in seen:
            yield Problem(f"criteria.{index}.name", "criterion_twice", {"number": seen[key] + 1})
        seen.setdefault(key, index)


def _decision(draft: ContestDraft) -> Iterator[Problem]:
    decided, results, until = draft.decided_on, draft.results_on, draft.offers_until
    if decided is not None and draft.announced_on is None:
        yield Problem("decided_on", "decided_unannounced")
    elif decided is not None and until is not None and decided <= until:
        yield Problem("decided_on", "decided_too_soon", {"day": format_date(until)})
    if results is not None and decided is None:
        yield Problem("results_on", "results_without_decision")
    elif results is not None and decided is not None and results < decided:
        yield Problem("results_on", "results_before_decision", {"day": format_date(decided)})


def _cancelling(draft: ContestDraft) -> Iterator[Problem]:
    on, why = draft.cancelled_on, draft.cancelled_why
    if (on is None) != (why is None):
        yield Problem("cancelled_on" if on is None else "cancelled_why", "required")
    if on is None:
        return
    if draft.decided_on is not None:
        yield Problem("cancelled_on", "cancelled_and_decided", {"day": format_date(draft.decided_on)})
    if draft.offers_until is not None and on <= draft.offers_until:
        yield Problem("cancelled_on", "cancelled_too_soon", {"day": format_date(draft.offers_until)})
