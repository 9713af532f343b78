"""Use cases of open contests: prepared, announced, decided or cancelled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment
from app.records.intake import TakingIn
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.references import gone, referring
from app.records.usecases import Noun
from app.registers.ngos import dictionary
from app.registers.ngos.contests import repository
from app.registers.ngos.contests.domain import Cancelling, Contest, ContestDraft, FiledContest, OfferTally, validate
from app.registers.ngos.contests.eligibility import BidderPerson, commission_gaps, namesakes
from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.contests.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.dictionary import SphereList, unknown_spheres
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.rules import rules_on
from db.numbering import next_number
from db.store import Store


class OffersOf(Protocol):
    """What a contest asks of its offers, inside its own transaction; ``ngos.offers.repository`` answers."""

    def bidders(self, session: Session, contest_id: int) -> Mapping[int, str]:
        """Names of the organisations that offer, by id."""
        ...

    def tally(self, session: Session, contest_id: int) -> OfferTally:
        """Offers, counted."""
        ...

    def scored(self, session: Session, contest_id: int) -> Mapping[str, int]:
        """The most points given for each criterion that anybody gave points for."""
        ...

    def people(self, session: Session, contest_id: int) -> tuple[BidderPerson, ...]:
        """People of the organisations that offer, as the register of organisations has them."""
        ...


class _NoOffers:
    """Stands in where nobody keeps offers."""

    def bidders(self, session: Session, contest_id: int) -> Mapping[int, str]:
        return {}

    def tally(self, session: Session, contest_id: int) -> OfferTally:
        return OfferTally()

    def scored(self, session: Session, contest_id: int) -> Mapping[str, int]:
        return {}

    def people(self, session: Session, contest_id: int) -> tuple[BidderPerson, ...]:
        return ()


class Contests(TakingIn[Contest, ContestDraft]):
    """The register of open contests; ``spheres`` is the list in use, ``offers`` answers for their offers."""

    entity = "ngo_contest"
    noun = Noun("konkurs ofert", "konkurs")
    row, record, draft = ContestRow, Contest, ContestDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ContestRow.year, ContestRow.number_sort)
    rests = frozenset({"ngo_offer"})
    shown_first = (ContestRow.year.desc(), ContestRow.number_sort.desc())
    key = "number"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        spheres: Callable[[], SphereList] = dictionary.shipped,
        offers: OffersOf | None = None,
    ) -> None:
        super().__init__(store, clock, actor)
        self.spheres = spheres
        self._offers = offers or _NoOffers()

    def title(self, record: Contest | ContestDraft) -> str:
        return f"{record.number} – {record.title}" if isinstance(record, Contest) else record.title

    def validate(self, draft: ContestDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "concern": CaseFilter(self._concerns),
            "year": ColumnFilter(ContestRow.year),
            "form": ColumnFilter(ContestRow.form),
            "sphere": ColumnFilter(ContestRow.sphere),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ContestRow
        return {
            "number": (row.year, row.number_sort),
            "title": (row.sort, row.number_sort),
            "offers_until": (row.offers_until, row.number_sort),
            "planned": (row.planned, row.number_sort),
            "announced_on": (row.announced_on, row.number_sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def attention(self) -> Mapping[str, int]:
        """How many contests call for attention, by the keys of ``words.CONCERNS``."""
        return self._count_each(self._concerns())

    def of_year(self, year: int) -> tuple[Contest, ...]:
        """Contests of the programme of a year, by the day of their announcement."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_year(session, year))

    def organisations(self) -> Mapping[int, str]:
        """Names of organisations by id, for commissions and their prints."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.names(session)

    def bidders(self, contest_id: int) -> Mapping[int, str]:
        """Names of the organisations that offer, by id."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._offers.bidders(session, contest_id)

    def tally(self, contest_id: int) -> OfferTally:
        """Offers of the contest, counted."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._offers.tally(session, contest_id)

    def people_of_bidders(self, contest_id: int) -> tuple[BidderPerson, ...]:
        """People of the organisations that offer; nobody for who may not read organisations."""
        self._require("read")
        if not self.actor().may("ngo.read"):
            return ()
        with environment.reading(self.store) as session:
            return self._offers.people(session, contest_id)

    def doubts(self, contest: Contest) -> tuple[str, ...]:
        """What a controller would ask about the commission and the decision, in sentences."""
        self._require("read")
        people = self.people_of_bidders(contest.id) if contest.members else ()
        asked = (each.text for each in namesakes(contest.members, people))
        gaps = commission_gaps(contest, self.clock.today())
        bare = contest.decided_on is not None and not self.tally(contest.id).total
        return (*((PROBLEMS["decided_without_offers"],) if bare else ()), *gaps, *asked)

    def _concerns(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        return repository.concerns(today, rules_on(today).alarm_days)

    # -- deeds -------------------------------------------------------------------------------------------------

    def decide(
        self, record_id: int, version: int, decided_on: date | None, results_on: date | None
    ) -> Outcome[Contest]:
        """The contest is decided, its results perhaps published; Invalid while an offer has no decision."""
        if decided_on is None:
            raise self.invalid((Problem("decided_on", "required"),))
        outcome = self._amend(record_id, version, decided_on=decided_on, results_on=results_on)
        return replace(outcome, message=f"Rozstrzygnięto {self._name(outcome.record)}.")

    def cancel(self, record_id: int, version: int, on: date | None, why: Cancelling | None) -> Outcome[Contest]:
        """The contest is cancelled (art. 18a); Invalid where the reason is not true."""
        missing = [name for name, value in (("cancelled_on", on), ("cancelled_why", why)) if value is None]
        if missing:
            raise self.invalid(tuple(Problem(name, "required") for name in missing))
        outcome = self._amend(record_id, version, cancelled_on=on, cancelled_why=why)
        return replace(outcome, message=f"Unieważniono {self._name(outcome.record)}.")

    # -- from a file -------------------------------------------------------------------------------------------

    def _stored_like(self, session: Session, draft: ContestDraft) -> Any:
        """A contest of a file is known by its number, within its year: offices also number from 1 each year."""
        if not isinstance(draft, FiledContest):
            return None
        found = repository.by_number(session, draft.number)
        return found if found is not None and found.year == draft.year else None

    # -- rules -------------------------------------------------------------------------------------------------

    def _check(self, session: Session, draft: ContestDraft, row: Any) -> Iterator[Problem]:
        if row is None and isinstance(draft, FiledContest):
            held = repository.by_number(session, draft.number)
            if held is not None:
                yield Problem("number", "number_taken", {"title": held.title, "year": held.year, "own": draft.year})
        yield from self._spheres(draft, row)
        named = {f"members.{index}.ngo_id": member.ngo_id for index, member in enumerate(draft.members)}
        yield from gone(session, OrganisationRow, named, () if row is None else [each.ngo_id for each in row.members])
        if row is not None:
            yield from self._bidding_members(session, draft, row.id)
            yield from self._criteria(session, draft, row.id)
        yield from self._outcome_fits(session, draft, row)

    def _spheres(self, draft: ContestDraft, row: Any) -> Iterator[Problem]:
        """A code that a replaced list no longer has stays in an old contest."""
        held = set() if row is None else {row.sphere, *(each.get("code") for each in row.other_spheres or ())}
        others = ((f"other_spheres.{index}.code", each.code) for index, each in enumerate(draft.other_spheres))
        yield from unknown_spheres(self.spheres, [("sphere", draft.sphere), *others], held)

    def _bidding_members(self, session: Session, draft: ContestDraft, contest_id: int) -> Iterator[Problem]:
        bidders = self._offers.bidders(session, contest_id)
        for index, member in enumerate(draft.members):
            if member.ngo_id is not None and member.ngo_id in bidders:
                details = {"organisation": bidders[member.ngo_id]}
                yield Problem(f"members.{index}.ngo_id", "member_bids", details)

    def _criteria(self, session: Session, draft: ContestDraft, contest_id: int) -> Iterator[Problem]:
        most = {each.name: each.points or 0 for each in draft.criteria}
        for name, points in self._offers.scored(session, contest_id).items():
            if name not in most:
                yield Problem("criteria", "criteria_scored", {"name": name})
            elif points > most[name]:
                place = [each.name for each in draft.criteria].index(name)
                yield Problem(f"criteria.{place}.points", "points_scored", {"name": name, "points": points})

    def _outcome_fits(self, session: Session, draft: ContestDraft, row: Any) -> Iterator[Problem]:
        """Nothing is decided before each offer is, nothing cancelled for a reason that the offers contradict.

        A contest that enters the register decided is one of the past; its offers come after it.
        """
        if row is None:
            return
        tally = self._offers.tally(session, row.id)
        if draft.decided_on is not None and row.decided_on is None:
            if not tally.total:
                yield Problem("decided_on", "nothing_to_decide")
            elif tally.undecided:
                yield Problem("decided_on", "still_undecided", {"count": tally.undecided})
        if draft.cancelled_why is Cancelling.NO_OFFERS and tally.total:
            yield Problem("cancelled_why", "offers_came", {"count": tally.total})
        if draft.cancelled_why is Cancelling.NONE_FITS and tally.right:
            yield Problem("cancelled_why", "offers_fit", {"count": tally.right})

    def _before_save(self, session: Session, row: Any, draft: ContestDraft, before: Contest | None) -> None:
        if before is None:
            if not row.number:
                row.number = self._next(session, draft.year)
            own = row.number.removeprefix("K/").removesuffix(f"/{draft.year}")
            row.number_sort = natural_key(f"{draft.year}/{own}")
        row.announced_on = draft.announced_on
        row.sort = sort_key(draft.title)
        # the dash is that of the title, by which a contest is looked for, too
        row.find = fold(f"{row.number} – {draft.title} {draft.task} {draft.case_sign}")

    def _next(self, session: Session, year: int | None) -> str:
        """A number that no contest from a file brought along."""
        while True:
            number = f"K/{next_number(session, f'{self.entity}/{year}')}/{year}"
            if repository.by_number(session, number) is None:
                return number

    def _may_delete(self, session: Session, record: Contest) -> None:
        users = referring(session, ContestRow, record.id)
        if users:
            raise Refusal(
                f"Nie można usunąć konkursu {self.title(record)}: złożono w nim oferty ({users}). "
                "Konkurs, którego nie da się rozstrzygnąć, unieważnij: „Unieważnij konkurs…”."
            )
