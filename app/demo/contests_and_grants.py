"""Invented contests, offers and grants of two years, dated around the day on the clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Services
from app.core.dates import format_date
from app.demo.toml_records import BadDataFile, read_table, record_from
from app.registers.ngos.contests.domain import (
    Cancelling,
    Contest,
    ContestDraft,
    Criterion,
    Member,
    Origin,
    OtherSphere,
    Presence,
    TaskForm,
    past_tasks,
)
from app.registers.ngos.contests.words import past_in_words
from app.registers.ngos.cooperation_figures import GrantKind, PastTask
from app.registers.ngos.grants.domain import Annex, GrantDraft, Tranche
from app.registers.ngos.offers.domain import (
    ContestOffer,
    ContestOfferDraft,
    Formal,
    OfferDecision,
    Partner,
    Score,
    blank_scores,
    is_late,
)

FILE = "contests_and_grants.toml"
_POSTED_FOR = 9
"""Days for which an invented offer of a small grant stays posted."""


@dataclass(frozen=True, kw_only=True)
class DemoMember:
    """A member of a commission; ``organisation`` named them."""

    name: str
    role: str
    origin: Origin
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoContest:
    """One contest; ``notices`` are the days of its three announcements."""

    key: str
    title: str
    task: str
    sphere: str
    other_spheres: tuple[str, ...] = ()
    form: TaskForm
    planned: int
    notices: tuple[int, ...]
    offers_until: int
    decision_by: int
    task_from: int
    task_until: int
    decided: int | None = None
    results: int | None = None
    cancelled: int | None = None
    cancelled_why: Cancelling | None = None
    members: tuple[DemoMember, ...]


@dataclass(frozen=True, kw_only=True)
class DemoOffer:
    """One offer and the grant made of it; ``waiting`` is one without a decision, ``granted`` 0 a rejected one."""

    contest: str
    organisation: str
    partners: tuple[str, ...] = ()
    title: str
    filed: int
    asked: int
    own_share: int
    points: tuple[str, ...] = ()
    formal_reasons: str = ""
    opinion: str = ""
    reasons: str = ""
    waiting: bool = False
    granted: int = 0
    agreement: int | None = None
    number: str = ""
    task_until: int | None = None
    tranches: tuple[tuple[int, ...], ...] = ()
    report: int | None = None
    settled: int | None = None
    returned: int | None = None
    returned_on: int | None = None
    interest: int | None = None


@dataclass(frozen=True, kw_only=True)
class DemoAnnex:
    """A change of an agreement."""

    signed: int
    subject: str


@dataclass(frozen=True, kw_only=True)
class DemoGrant:
    """A grant without an offer in the register; tranches are day due, grosze, day paid (0: not paid)."""

    kind: GrantKind
    organisation: str
    title: str
    sphere: str
    filed: int | None = None
    posted: int | None = None
    amount: int
    own_share: int
    task_from: int
    task_until: int
    agreement: int | None = None
    number: str = ""
    tranches: tuple[tuple[int, ...], ...] = ()
    annexes: tuple[DemoAnnex, ...] = ()
    report: int | None = None
    settled: int | None = None
    control: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoCooperation:
    """The whole data file."""

    grant_rules: str
    task_terms: str
    choice_way: str
    offers_where: str
    criteria: tuple[Criterion, ...]
    contests: tuple[DemoContest, ...]
    offers: tuple[DemoOffer, ...]
    grants: tuple[DemoGrant, ...]


def demo_cooperation(folder: Path) -> DemoCooperation:
    """The data file, in days from today; BadDataFile when something in it is wrong."""
    return record_from(read_table(folder / FILE), DemoCooperation, FILE)


def add_contests_and_grants(services: Services, folder: Path) -> None:
    """Save contests with their offers, and grants; the organisations must be there."""
    _Making(services, demo_cooperation(folder)).fill()


class _Making:
    """Makes records of the data file, deed by deed as a clerk would."""

    def __init__(self, services: Services, data: DemoCooperation) -> None:
        self._services, self._data = services, data
        self._today = services.clock.today()
        self._ids: Mapping[str, int] = {each.name: each.id for each in services.organisations.all()}

    def fill(self) -> None:
        """Each contest with what is filed in it, decided and agreed, the oldest first: notices name earlier grants."""
        self._services.grants.create_many([self._grant(each) for each in self._data.grants])
        for entry in self._data.contests:
            contest = self._services.contests.create(self._contest(entry)).record
            offers = [each for each in self._data.offers if each.contest == entry.key]
            made = [self._services.contest_offers.create(self._offer(each, contest)).record for each in offers]
            if entry.decided is not None:
                self._services.contests.decide(
                    contest.id, contest.version, self._day(entry.decided), self._optional(entry.results)
                )
            if entry.cancelled is not None:
                self._services.contests.cancel(
                    contest.id, contest.version, self._day(entry.cancelled), entry.cancelled_why
                )
            for offer, record in zip(offers, made, strict=True):
                if offer.agreement is not None:
                    self._services.grants.create(self._agreed(offer, record, contest))

    def _day(self, days: int) -> date:
        return self._today + timedelta(days=days)

    def _optional(self, days: int | None) -> date | None:
        return None if days is None else self._day(days)

    def _id(self, name: str) -> int:
        if name not in self._ids:
            raise BadDataFile(f"{FILE}: no organisation {name}")
        return self._ids[name]

    def _contest(self, entry: DemoContest) -> ContestDraft:
        data = self._data
        bip, seat, site = (self._day(each) for each in entry.notices)
        task_until = self._day(entry.task_until)
        draft = ContestDraft(
            title=entry.title,
            task=entry.task,
            sphere=entry.sphere,
            other_spheres=tuple(OtherSphere(code=code) for code in entry.other_spheres),
            year=task_until.year,
            form=entry.form,
            case_sign=f"PR.524.{entry.notices[0] % 40 + 1}.{bip.year}",
            planned=entry.planned,
            grant_rules=data.grant_rules,
            task_from=self._day(entry.task_from),
            task_until=task_until,
            task_terms=data.task_terms,
            choice_way=data.choice_way,
            decision_by=self._day(entry.decision_by),
            notice_bip=bip,
            notice_seat=seat,
            notice_site=site,
            offers_until=self._day(entry.offers_until),
            offers_where=data.offers_where,
            commission_order=f"zarządzenie nr {entry.notices[0] % 40 + 12}/{bip.year} z {format_date(bip)}",
            quorum=2,
            members=tuple(self._member(each, entry) for each in entry.members),
            criteria=data.criteria,
        )
        past = past_tasks(draft, self._handed_over(site), site)
        spent = [past.spent(year) for year in past.years]
        return replace(draft, past_tasks=past_in_words(past), spent_this_year=spent[0], spent_last_year=spent[1])

    def _handed_over(self, until: date) -> Iterator[PastTask]:
        """Money that grants of the register had handed over by that day, as the notice of a contest tells it."""
        for grant in self._services.grants.all():
            paid = tuple(each for each in grant.tranches if each.paid_on is not None and each.paid_on <= until)
            known = replace(grant, tranches=paid)
            for year in sorted({each.paid_on.year for each in paid if each.paid_on is not None}):
                amount = known.handed_over(year, done=True)
                yield PastTask(grant.sphere, year, grant.title, grant.organisation, amount)

    def _member(self, entry: DemoMember, contest: DemoContest) -> Member:
        ngo_id = self._id(entry.organisation) if entry.organisation else None
        member = Member(name=entry.name, role=entry.role, origin=entry.origin, ngo_id=ngo_id)
        if contest.decided is None:
            return member
        stated = self._day(min(contest.offers_until + 1, contest.decided))
        return replace(member, declared_on=stated, presence=Presence.PRESENT)

    def _offer(self, entry: DemoOffer, contest: Contest) -> ContestOfferDraft:
        scores = blank_scores(contest.criteria)
        if entry.points:
            scores = tuple(
                Score(criterion=each.criterion, points=points)
                for each, points in zip(scores, entry.points, strict=True)
            )
        filed = self._day(entry.filed)
        wrong, late = bool(entry.formal_reasons), is_late(filed, contest.offers_until)
        known = not late and (wrong or bool(entry.points))
        decision = None if entry.waiting else OfferDecision.CHOSEN if entry.granted else OfferDecision.REJECTED
        return ContestOfferDraft(
            contest_id=contest.id,
            ngo_id=self._id(entry.organisation),
            partners=tuple(Partner(ngo_id=self._id(each)) for each in entry.partners),
            title=entry.title,
            filed_on=filed,
            task_from=contest.task_from,
            task_until=self._optional(entry.task_until) or contest.task_until,
            asked=entry.asked,
            own_share=entry.own_share,
            formal=(Formal.WRONG if wrong else Formal.RIGHT) if known else None,
            formal_reasons=entry.formal_reasons,
            scores=scores,
            opinion=entry.opinion,
            decision=decision,
            granted=entry.granted or None,
            decision_reasons=entry.reasons,
        )

    def _agreed(self, entry: DemoOffer, offer: ContestOffer, contest: Contest) -> GrantDraft:
        return GrantDraft(
            kind=GrantKind.CONTEST,
            offer_id=offer.id,
            ngo_id=offer.ngo_id,
            partners=offer.partners,
            title=offer.title,
            sphere=contest.sphere,
            year=contest.year,
            form=contest.form,
            case_sign=contest.case_sign,
            asked=offer.asked,
            granted=offer.granted,
            own_share=offer.own_share,
            agreement_number=self._number(entry.number, entry.agreement),
            agreement_on=self._optional(entry.agreement),
            task_from=offer.task_from,
            task_until=offer.task_until,
            tranches=self._tranches(entry.tranches),
            report_on=self._optional(entry.report),
            settled=entry.settled,
            settled_on=self._settled_on(entry.report, entry.settled),
            returned=entry.returned,
            returned_on=self._optional(entry.returned_on),
            interest=entry.interest,
        )

    def _grant(self, entry: DemoGrant) -> GrantDraft:
        posted = entry.posted
        return GrantDraft(
            kind=entry.kind,
            ngo_id=self._id(entry.organisation),
            title=entry.title,
            sphere=entry.sphere,
            year=self._day(entry.task_until if entry.filed is None else entry.filed).year,
            filed_on=self._optional(entry.filed),
            posted_on=self._optional(posted),
            posted_until=None if posted is None else self._day(posted + _POSTED_FOR),
            remarks="" if posted is None else "Nie zgłoszono uwag.",
            asked=entry.amount,
            granted=entry.amount if entry.agreement is not None else None,
            own_share=entry.own_share,
            agreement_number=self._number(entry.number, entry.agreement),
            agreement_on=self._optional(entry.agreement),
            task_from=self._day(entry.task_from),
            task_until=self._day(entry.task_until),
            tranches=self._tranches(entry.tranches),
            annexes=tuple(Annex(signed_on=self._day(each.signed), subject=each.subject) for each in entry.annexes),
            report_on=self._optional(entry.report),
            settled=entry.settled,
            settled_on=self._settled_on(entry.report, entry.settled),
            control=entry.control,
        )

    def _tranches(self, rows: tuple[tuple[int, ...], ...]) -> tuple[Tranche, ...]:
        return tuple(
            Tranche(due_on=self._day(due), amount=amount, paid_on=self._day(paid) if paid else None)
            for due, amount, paid in rows
        )

    def _number(self, number: str, agreement: int | None) -> str:
        return "" if agreement is None else f"PR/{number}/{self._day(agreement).year}"

    def _settled_on(self, report: int | None, settled: int | None) -> date | None:
        """Two weeks after the report."""
        return None if report is None or settled is None else self._day(report + 14)
