"""Use cases of grants: made of an offer or as a small grant, paid in tranches, reported, settled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import NotFound, Refusal
from app.core.money import format_money
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment, listing
from app.records.intake import TakingIn
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import draft_of, to_record
from app.records.references import gone
from app.records.usecases import Noun
from app.registers.ngos import dictionary
from app.registers.ngos.contests.repository import names
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.cooperation_figures import ContestFigure, GrantFigure, GrantKind, PastTask
from app.registers.ngos.dictionary import SphereList, unknown_spheres
from app.registers.ngos.grants import repository
from app.registers.ngos.grants.domain import Grant, GrantDraft, Tranche, own_number, report_term, validate
from app.registers.ngos.grants.eligibility import ContestEnd, agreement_problems
from app.registers.ngos.grants.figures import Year, contest_figures, grant_figures, unagreed
from app.registers.ngos.grants.model import GrantRow
from app.registers.ngos.grants.thresholds import SmallGrants, small_problems
from app.registers.ngos.grants.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.offers.domain import OfferDecision, Partner, joined
from app.registers.ngos.offers.model import ContestOfferRow
from app.registers.ngos.offers.usecases import ContestOffers
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.rules import rules_on
from db.numbering import next_number
from db.store import Store


class Grants(TakingIn[Grant, GrantDraft]):
    """The register of grants; ``planned`` tells grosze planned for grants in a year, None where nobody says it."""

    entity = "ngo_grant"
    noun = Noun("dotacja", "dotację")
    row, record, draft = GrantRow, Grant, GrantDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (GrantRow.year, GrantRow.number_sort)
    shown_first = (GrantRow.year.desc(), GrantRow.number_sort.desc())
    key = "agreement_number"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        contests: Contests,
        offers: ContestOffers,
        spheres: Callable[[], SphereList] = dictionary.shipped,
        planned: Callable[[int], int | None] = lambda _year: None,
    ) -> None:
        super().__init__(store, clock, actor)
        self._contests, self._offers = contests, offers
        self.spheres = spheres
        self.planned = planned

    def title(self, record: Grant | GrantDraft) -> str:
        return f"{record.number} – {record.organisation}" if isinstance(record, Grant) else record.title

    def validate(self, draft: GrantDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        row = GrantRow
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "concern": CaseFilter(self._concerns),
            "kind": ColumnFilter(row.kind),
            "year": ColumnFilter(row.year),
            "sphere": ColumnFilter(row.sphere),
            "ngo_id": ColumnFilter(row.ngo_id),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = GrantRow
        return {
            "number": (row.year, row.number_sort),
            "organisation": (row.sort, row.number_sort),
            "agreement_on": (row.agreement_on, row.number_sort),
            "granted": (row.granted, row.number_sort),
            "report_due": (row.report_due, row.number_sort),
            "owed": (row.owed, row.number_sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def attention(self) -> Mapping[str, int]:
        """How many grants call for attention, by the keys of ``words.CONCERNS``."""
        return self._count_each(self._concerns())

    def of_year(self, year: int) -> tuple[Grant, ...]:
        """Grants of a budget year, by number."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_year(session, year))

    def whole_year(self, year: int) -> Year:
        """Contests of the programme of a year, their offers, and grants that its budget pays."""
        self._require("read")
        contests, offers, grants = self._contests.of_year(year), self._offers.of_year(year), self.of_year(year)
        waiting = unagreed(offers, self.of_offers([each.id for each in offers]))
        return Year(year, contests, offers, grants, self.planned(year), waiting)

    def grants_of(self, year: int) -> Sequence[GrantFigure]:
        """Every offer about tasks of the year, small grants too, by name of the organisation."""
        found = self.whole_year(year)
        return grant_figures(found, self.of_offers([each.id for each in found.offers]))

    def contests_of(self, year: int) -> Sequence[ContestFigure]:
        """Every contest about tasks of the year, by the day of its announcement."""
        self._require("read")
        return contest_figures(self._contests.of_year(year))

    def small_handed_over(self, year: int) -> Sequence[tuple[str, int]]:
        """Small grants that go to each organisation in the calendar year, in grosze, the most first."""
        known = self.organisations()
        found = self.small_grants().handed_over(year)
        named = [(known.get(ngo_id, f"nr {ngo_id}"), amount) for ngo_id, amount in found.items()]
        return sorted(named, key=lambda each: (-each[1], sort_key(each[0])))

    def of_offers(self, offer_ids: Sequence[int]) -> tuple[Grant, ...]:
        """Grants made of these offers."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_offers(session, list(offer_ids)))

    def years(self) -> tuple[int, ...]:
        """Budget years that have grants, the newest first."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.years(session)

    def small_grants(self) -> SmallGrants:
        """All small grants, for the limits of a year."""
        self._require("read")
        with environment.reading(self.store) as session:
            return SmallGrants(grants=repository.small_grants(session), planned=self.planned)

    def past_tasks(self) -> tuple[PastTask, ...]:
        """What was handed over for each task by calendar year, for notices of contests (art. 13 ust. 2 pkt 7)."""
        self._require("read")
        with environment.reading(self.store) as session:
            return tuple(repository.past_tasks(session))

    def organisations(self) -> Mapping[int, str]:
        """Names of organisations by id."""
        self._require("read")
        with environment.reading(self.store) as session:
            return names(session)

    def offers_by_number(self) -> Mapping[str, int] | None:
        """Ids of offers by their numbers with those of their contests, for spreadsheets; None without the right."""
        self._require("read")
        if not self.actor().may("ngo_offer.read"):
            return None
        with environment.reading(self.store) as session:
            return repository.offer_numbers(session)

    def contest_ends(self) -> Mapping[int, ContestEnd]:
        """How the contests ended, by id of the offer; nothing for who may not read offers and contests."""
        self._require("read")
        if not (self.actor().may("ngo_offer.read") and self.actor().may("ngo_contest.read")):
            return {}
        with environment.reading(self.store) as session:
            return repository.contest_ends(session)

    def _concerns(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        return repository.concerns(today, rules_on(today).alarm_days)

    # -- deeds -------------------------------------------------------------------------------------------------

    def proposal(self, offer_id: int) -> GrantDraft:
        """A new grant with everything filled in from a chosen offer; NotFound, Refusal for one not chosen.

        While the contest is not decided the agreement has no day: it can be prepared, not concluded.
        """
        self._require("edit")
        self.actor().require("ngo_offer.read")
        with environment.reading(self.store) as session:
            offer = session.get(ContestOfferRow, offer_id)
            if offer is None or offer.deleted_at is not None:
                raise NotFound("Tej oferty już nie ma. Odśwież listę.")
            if offer.decision is not OfferDecision.CHOSEN:
                raise Refusal(PROBLEMS["offer_not_chosen"])
            taken = repository.of_offer(session, offer_id, None)
            if taken is not None:
                raise Refusal(PROBLEMS["offer_taken"].format(number=taken.number))
            contest = offer.contest_row
            return GrantDraft(
                kind=GrantKind.CONTEST,
                offer_id=offer.id,
                ngo_id=offer.ngo_id,
                partners=tuple(Partner(ngo_id=each.ngo_id, part=each.part) for each in offer.partners),
                title=offer.title,
                sphere=contest.sphere,
                year=contest.year,
                form=contest.form,
                case_sign=contest.case_sign,
                asked=offer.asked,
                granted=offer.granted,
                own_share=offer.own_share,
                agreement_on=None if contest.decided_on is None else self.clock.today(),
                task_from=offer.task_from or contest.task_from,
                task_until=offer.task_until or contest.task_until,
                tranches=(Tranche(amount=offer.granted),),
            )

    def pay(self, record_id: int, version: int, place: int, paid_on: date | None) -> Outcome[Grant]:
        """A tranche was paid that day; ``place`` counts tranches from 0. Invalid; Refusal for no such tranche."""
        self._require("edit")
        if paid_on is None:
            raise self.invalid((Problem("paid_on", "required"),))
        before = draft_of(self.get(record_id), GrantDraft)
        if not 0 <= place < len(before.tranches):
            raise Refusal("Tej transzy już nie ma: ktoś zmienił dotację. Odśwież listę i spróbuj ponownie.")
        tranches = list(before.tranches)
        tranches[place] = replace(tranches[place], paid_on=paid_on)
        outcome = self.update(record_id, version, replace(before, tranches=tuple(tranches)))
        return replace(outcome, message=f"Zapisano wypłatę: {self.title(outcome.record)}.")

    def settle(self, record_id: int, version: int, **changes: Any) -> Outcome[Grant]:
        """The report came and was settled: ``report_on``, ``settled``, ``settled_on``, ``returned``, and so on."""
        outcome = self._amend(record_id, version, **changes)
        owed = outcome.record.to_return
        told = f"Zostaje do zwrotu {format_money(owed)}." if owed else ""
        return replace(outcome, message=f"Zapisano rozliczenie: {self.title(outcome.record)}. {told}".strip())

    # -- from a file -------------------------------------------------------------------------------------------

    def _stored_like(self, session: Session, draft: GrantDraft) -> Any:
        """A grant of a file is known by the number of its agreement, without one by that of the program."""
        number = draft.agreement_number
        return repository.by_number(session, number) if own_number(number) else repository.by_agreement(session, number)

    def _completed(self, session: Session, draft: GrantDraft, before: Grant | None) -> GrantDraft:
        """The program's number stands in a file where there is no agreement yet."""
        return replace(draft, agreement_number="") if own_number(draft.agreement_number) else draft

    # -- rules -------------------------------------------------------------------------------------------------

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the organisation's name, too, which may change without the grant."""
        return listing.named_or_said(statement, GrantRow.find, GrantRow.ngo_id, OrganisationRow, words)

    def _to_record(self, row: Any) -> Grant:
        return to_record(row, Grant, organisation=row.ngo_row.name)

    def _check(self, session: Session, draft: GrantDraft, row: Any) -> Iterator[Problem]:
        yield from unknown_spheres(self.spheres, [("sphere", draft.sphere)], () if row is None else (row.sphere,))
        yield from gone(session, OrganisationRow, joined(draft), () if row is None else joined(row).values())
        if draft.offer_id is not None:
            yield from self._offer(session, draft, row)
        if draft.kind is GrantKind.SMALL:
            own_id = None if row is None else row.id
            others = SmallGrants(grants=repository.small_grants(session), planned=self.planned)
            yield from small_problems(draft, others, own_id, names(session), self.clock.today())

    def _offer(self, session: Session, draft: GrantDraft, row: Any) -> Iterator[Problem]:
        offer = session.get(ContestOfferRow, draft.offer_id)
        if offer is None or (offer.deleted_at is not None and (row is None or row.offer_id != offer.id)):
            yield Problem("offer_id", "missing_reference", {"value": draft.offer_id})
            return
        if offer.decision is not OfferDecision.CHOSEN:
            yield Problem("offer_id", "offer_not_chosen")
        taken = repository.of_offer(session, offer.id, None if row is None else row.id)
        if taken is not None:
            yield Problem("offer_id", "offer_taken", {"number": taken.number})
        if draft.ngo_id is not None and offer.ngo_id != draft.ngo_id:
            yield Problem("ngo_id", "other_bidder", {"organisation": offer.ngo_row.name})
        if draft.granted is not None and offer.granted is not None and draft.granted > offer.granted:
            yield Problem("granted", "over_offer", {"granted": format_money(offer.granted)})
        contest = offer.contest_row
        end = ContestEnd(contest.decided_on, contest.results_on, contest.cancelled_on)
        yield from agreement_problems(draft, end, None if row is None else draft_of(self._to_record(row), GrantDraft))

    def _before_save(self, session: Session, row: Any, draft: GrantDraft, before: Grant | None) -> None:
        # looking things up must not write the row half done, which would count as a version
        with session.no_autoflush:
            if before is None:
                number = next_number(session, f"{self.entity}/{draft.year}")
                row.number, row.number_sort = f"D/{number}/{draft.year}", natural_key(f"{draft.year}/{number}")
            organisation = session.get_one(OrganisationRow, draft.ngo_id)
        term = report_term(draft)
        row.report_due = None if term is None else term.end
        row.owed = draft.to_return
        row.sort = sort_key(organisation.name)
        row.find = fold(f"{row.number} – {organisation.name} {draft.title} {draft.agreement_number} {draft.case_sign}")
        if before is not None and before.ngo_id != draft.ngo_id:
            # what was loaded of the other organisation would be read as this one's name
            session.expire(row, ["ngo_row"])
