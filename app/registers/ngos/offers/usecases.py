"""Use cases of offers in contests: filed, checked, assessed by the commission, chosen or rejected."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment, listing
from app.records.intake import TakingIn
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import to_record
from app.records.references import gone, referring
from app.records.usecases import Noun
from app.registers.ngos.contests.domain import Cancelling, Contest, ContestState, state_on
from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.contests.repository import names
from app.registers.ngos.offers import repository
from app.registers.ngos.offers.domain import (
    ContestOffer,
    ContestOfferDraft,
    FiledOffer,
    Formal,
    OfferDecision,
    is_late,
    joined,
    most_points,
    number_in_contest,
    state_of,
    validate,
)
from app.registers.ngos.offers.model import ContestOfferRow
from app.registers.ngos.offers.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.organisations.model import OrganisationRow
from db.numbering import next_number


class ContestOffers(TakingIn[ContestOffer, ContestOfferDraft]):
    """Offers in open contests, with the commission's points and the decision."""

    entity = "ngo_offer"
    noun = Noun("oferta w konkursie", "ofertę")
    row, record, draft = ContestOfferRow, ContestOffer, ContestOfferDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ContestOfferRow.contest_id, ContestOfferRow.id)
    rests = frozenset({"ngo_grant"})
    # the newest contest, its best offers
    shown_first = (
        ContestOfferRow.contest_id.desc(),
        ContestOfferRow.mean.desc().nulls_last(),
        ContestOfferRow.id.asc(),
    )
    key = "number"

    def title(self, record: ContestOffer | ContestOfferDraft) -> str:
        if isinstance(record, ContestOffer):
            return f"{record.contest_number}, oferta {record.number} – {record.organisation}"
        return record.title

    def validate(self, draft: ContestOfferDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": ColumnFilter(ContestOfferRow.state),
            "contest_id": ColumnFilter(ContestOfferRow.contest_id),
            "ngo_id": ColumnFilter(ContestOfferRow.ngo_id),
            "concern": CaseFilter(repository.concerns),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ContestOfferRow
        return {
            "organisation": (_sort_of(OrganisationRow.sort, OrganisationRow.id, row.ngo_id), row.id),
            "contest": (_sort_of(ContestRow.number_sort, ContestRow.id, row.contest_id), row.id),
            "filed_on": (row.filed_on, row.id),
            "asked": (row.asked, row.id),
            "mean": (row.mean, row.id),
            "granted": (row.granted, row.id),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def attention(self) -> Mapping[str, int]:
        """How many offers call for attention, by the keys of ``words.CONCERNS``."""
        return self._count_each(repository.concerns())

    def of_contest(self, contest_id: int) -> tuple[ContestOffer, ...]:
        """Offers of a contest in the order of their coming."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_contest(session, contest_id))

    def of_year(self, year: int) -> tuple[ContestOffer, ...]:
        """Offers in contests of the programme of a year."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_year(session, year))

    def organisations(self) -> Mapping[int, str]:
        """Names of organisations by id, for spreadsheets."""
        self._require("read")
        with environment.reading(self.store) as session:
            return names(session)

    def contests(self) -> Mapping[int, tuple[str, str]]:
        """Numbers and titles of contests by id, for spreadsheets."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.contests(session)

    # -- deeds -------------------------------------------------------------------------------------------------

    def decide(
        self,
        record_id: int,
        version: int,
        decision: OfferDecision | None,
        granted: int | None = None,
        decision_reasons: str = "",
        **checked: Any,
    ) -> Outcome[ContestOffer]:
        """The offer is chosen with an amount, or rejected; ``checked`` is the formal check where it was made now."""
        if decision is None:
            raise self.invalid((Problem("decision", "required"),))
        changes = {"decision": decision, "granted": granted or None, "decision_reasons": decision_reasons, **checked}
        outcome = self._amend(record_id, version, **changes)
        return replace(outcome, message=f"Zapisano decyzję: {self.title(outcome.record)}.")

    # -- from a file -------------------------------------------------------------------------------------------

    def _stored_like(self, session: Session, draft: ContestOfferDraft) -> Any:
        """An offer of a file is known by its number in its contest."""
        contest = None if draft.contest_id is None else session.get(ContestRow, draft.contest_id)
        if contest is None or not isinstance(draft, FiledOffer):
            return None
        return repository.by_number(session, contest.id, number_in_contest(draft.number, contest.number))

    def _completed(self, session: Session, draft: ContestOfferDraft, before: ContestOffer | None) -> ContestOfferDraft:
        """The number of a new offer as its contest counts it."""
        contest = None if draft.contest_id is None else session.get(ContestRow, draft.contest_id)
        if contest is None or not isinstance(draft, FiledOffer):
            return draft
        return replace(draft, number=number_in_contest(draft.number, contest.number))

    # -- rules -------------------------------------------------------------------------------------------------

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the organisation's name, too, which may change without the offer."""
        return listing.named_or_said(statement, ContestOfferRow.find, ContestOfferRow.ngo_id, OrganisationRow, words)

    def _to_record(self, row: Any) -> ContestOffer:
        contest = row.contest_row
        return to_record(
            row,
            ContestOffer,
            late=is_late(row.filed_on, contest.offers_until),
            contest=contest.title,
            contest_number=contest.number,
            organisation=row.ngo_row.name,
        )

    def _check(self, session: Session, draft: ContestOfferDraft, row: Any) -> Iterator[Problem]:
        contest = _contest(session, draft.contest_id)
        if draft.contest_id is not None and contest is None:
            yield Problem("contest_id", "missing_reference", {"value": draft.contest_id})
        yield from gone(session, OrganisationRow, joined(draft), () if row is None else joined(row).values())
        if contest is None:
            return
        yield from self._days(draft, contest, row)
        yield from _members(draft, contest)
        yield from _points(draft, contest)

    def _days(self, draft: ContestOfferDraft, contest: Contest, row: Any) -> Iterator[Problem]:
        new = row is None or row.contest_id != draft.contest_id
        # one of the past: the contest was cancelled because its offers were all like this
        reason = contest.cancelled_why is Cancelling.NONE_FITS and draft.formal is Formal.WRONG
        if new and state_on(contest, self.clock.today()) is ContestState.CANCELLED and not reason:
            yield Problem("contest_id", "contest_cancelled")
        elif new and not contest.announcements:
            yield Problem("contest_id", "contest_not_open")
        first = min(contest.announcements, default=None)
        if draft.filed_on is not None and first is not None and draft.filed_on < first:
            yield Problem("filed_on", "filed_before_notice", {"day": format_date(first)})
        late = is_late(draft.filed_on, contest.offers_until)
        if late and draft.decision is OfferDecision.CHOSEN and contest.offers_until is not None:
            yield Problem("decision", "chosen_late", {"day": format_date(contest.offers_until)})

    def _before_save(self, session: Session, row: Any, draft: ContestOfferDraft, before: ContestOffer | None) -> None:
        # looking things up must not write the row half done, which would count as a version
        with session.no_autoflush:
            moved = before is not None and before.contest_id != draft.contest_id
            # one from a file has its number already
            if moved or not row.number:
                row.number = self._next(session, draft.contest_id)
            contest = session.get_one(ContestRow, draft.contest_id)
            organisation = session.get_one(OrganisationRow, draft.ngo_id)
        total = draft.sum_of_means
        row.state = state_of(draft)
        row.mean = None if total is None else round(100 * total)
        row.sort = sort_key(draft.title)
        row.find = fold(f"{contest.number}, oferta {row.number} – {organisation.name} {draft.title} {contest.title}")
        if before is not None:
            # what was loaded of others would be read as this one's
            session.expire(row, ["contest_row", "ngo_row"])

    def _next(self, session: Session, contest_id: int | None) -> str:
        """A number that no offer from a file brought along."""
        assert contest_id is not None, "checked before"
        while True:
            number = str(next_number(session, f"{self.entity}/{contest_id}"))
            if repository.by_number(session, contest_id, number) is None:
                return number

    def _may_delete(self, session: Session, record: ContestOffer) -> None:
        users = referring(session, ContestOfferRow, record.id)
        if users:
            raise Refusal(
                f"Nie można usunąć oferty ({self.title(record)}): "
                f"{plural(users, 'zawarto z niej umowę', 'zawarto z niej umowy', 'zawarto z niej umowy')}. "
                "Usuń najpierw dotację."
            )


def _contest(session: Session, contest_id: int | None) -> Contest | None:
    row = None if contest_id is None else session.get(ContestRow, contest_id)
    return None if row is None or row.deleted_at is not None else to_record(row, Contest)


def _members(draft: ContestOfferDraft, contest: Contest) -> Iterator[Problem]:
    """Nobody whom a bidder named sits in the commission."""
    named = {member.ngo_id: member.name for member in contest.members if member.ngo_id is not None}
    for place, ngo_id in joined(draft).items():
        if ngo_id in named:
            yield Problem(place, "sits_in_commission", {"member": named[ngo_id]})


def _points(draft: ContestOfferDraft, contest: Contest) -> Iterator[Problem]:
    most = most_points(contest.criteria)
    seen: dict[str, int] = {}
    for index, score in enumerate(draft.scores):
        if score.criterion not in most:
            allowed = ", ".join(most) or "–"
            yield Problem(f"scores.{index}.criterion", "unknown_criterion", {"allowed": allowed})
        elif score.criterion in seen:
            yield Problem(f"scores.{index}.criterion", "criterion_twice", {"number": seen[score.criterion] + 1})
        elif score.given and max(score.given) > most[score.criterion]:
            yield Problem(f"scores.{index}.points", "points_over", {"most": most[score.criterion]})
        seen.setdefault(score.criterion, index)


def _sort_of(sort: Any, key: Any, column: Any) -> Any:
    return select(sort).where(key == column).scalar_subquery()
