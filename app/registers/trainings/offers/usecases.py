"""Use cases for training offers: received, selected, passed to heads of units, answered by them, or rejected."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.errors import Conflict
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter, texts_of
from app.records.mapping import draft_of, to_record
from app.records.model import StoredFileRow
from app.records.references import gone
from app.records.usecases import Noun, Records
from app.registers.trainings.institutions import repository as institutions
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.offers import repository
from app.registers.trainings.offers.domain import (
    Offer,
    OfferDraft,
    Reply,
    Routing,
    state_of,
    validate,
)
from app.registers.trainings.offers.model import OfferRow
from app.registers.trainings.offers.words import FIELDS, LABELS, PROBLEMS


@dataclass(frozen=True)
class Waiting:
    """What in offers waits for somebody: decisions, replies, and for how many days the longest reply."""

    undecided: int
    unanswered: int
    days: int


class TrainingOffers(Records[Offer, OfferDraft]):
    """Offers and where they went (steps 1 and 2 of the procedure, seed 003, slide 32)."""

    entity = "training_offer"
    noun = Noun("oferta szkolenia", "ofertę")
    row, record, draft = OfferRow, Offer, OfferDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (OfferRow.received_on, OfferRow.sort)
    shown_first = (OfferRow.received_on.desc(), OfferRow.sort.asc())

    def title(self, record: Offer | OfferDraft) -> str:
        institution = record.institution if isinstance(record, Offer) else ""
        return f"{record.topic} ({institution})" if institution else record.topic

    def validate(self, draft: OfferDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": ColumnFilter(OfferRow.state),
            "reply": CaseFilter(lambda: {reply.value: repository.replied(reply) for reply in Reply}),
            "unit_id": repository.UnitFilter(),
            "institution_id": ColumnFilter(OfferRow.institution_id),
            "area": ColumnFilter(OfferRow.area),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "topic": OfferRow.sort,
            "received_on": (OfferRow.received_on, OfferRow.sort),
            "starts_on": OfferRow.starts_on,
            "institution": (institutions.sort_of(OfferRow.institution_id), OfferRow.sort),
            "price": OfferRow.price,
            "state": (OfferRow.state, repository.waiting_since()),
        }

    def areas(self) -> tuple[str, ...]:
        """Areas that offers were given so far."""
        return self._said(OfferRow.area)

    def deciders(self) -> tuple[str, ...]:
        """Who has decided on offers so far."""
        return self._said(OfferRow.selected_by)

    def _said(self, column: Any) -> tuple[str, ...]:
        self._require("read")
        with environment.reading(self.store) as session:
            return texts_of(session, column)

    def waiting(self) -> Waiting:
        """What waits for somebody today."""
        self._require("read")
        with environment.reading(self.store) as session:
            undecided, unanswered, since = repository.attention(session)
        return Waiting(undecided, unanswered, 0 if since is None else (self.clock.today() - since).days)

    # -- deeds -----------------------------------------------------------------------------------------------

    def pass_on(
        self, record_id: int, version: int, on: date | None, by: str, unit_ids: Collection[int]
    ) -> Outcome[Offer]:
        """Select the offer, if nobody did, and pass it to the heads of units; without units it is only selected.

        Units that have it already are left out. Raises Invalid: closed units, a rejected offer, days out of order.
        """
        saved, draft = self._opened(record_id, version)
        if draft.rejected_reason:
            raise self.invalid((Problem("unit_ids", "already_rejected"),))
        if draft.selected_on is None:
            draft = replace(draft, selected_on=on, selected_by=by)
        has = {each.unit_id for each in draft.routings}
        fresh = tuple(Routing(unit_id=each, passed_on=on) for each in unit_ids if each not in has)
        outcome = self.update(saved.id, version, replace(draft, routings=(*draft.routings, *fresh)))
        number = len(fresh)
        went = f"Przekazano ofertę do {number} {plural(number, 'komórki', 'komórek', 'komórek')}"
        return replace(outcome, message=f"{went if number else 'Wybrano ofertę'}: {self.title(outcome.record)}.")

    def record_reply(
        self,
        record_id: int,
        version: int,
        unit_id: int,
        reply: Reply,
        on: date | None,
        people: int | None = None,
        note: str = "",
    ) -> Outcome[Offer]:
        """What the head of a unit answered. Raises Invalid, also where that unit was not asked or has answered."""
        saved, draft = self._opened(record_id, version)
        asked = [place for place, each in enumerate(draft.routings) if each.unit_id == unit_id]
        if not asked or draft.routings[asked[0]].reply is not Reply.AWAITED:
            raise self.invalid((Problem("unit_id", "no_reply_awaited"),))
        routings = list(draft.routings)
        answer = {"reply": reply, "replied_on": on, "people": people, "note": note or routings[asked[0]].note}
        routings[asked[0]] = replace(routings[asked[0]], **answer)  # type: ignore[arg-type]
        outcome = self.update(saved.id, version, replace(draft, routings=tuple(routings)))
        return replace(outcome, message=f"Zapisano odpowiedź na ofertę: {self.title(outcome.record)}.")

    def reject(self, record_id: int, version: int, on: date | None, by: str, reason: str) -> Outcome[Offer]:
        """Reject the offer; a decision to select it that was taken before keeps its day and author."""
        saved, draft = self._opened(record_id, version)
        if draft.selected_on is None:
            draft = replace(draft, selected_on=on, selected_by=by)
        if not reason.strip():
            raise self.invalid((Problem("rejected_reason", "required"),))
        outcome = self.update(saved.id, version, replace(draft, rejected_reason=reason))
        return replace(outcome, message=f"Odrzucono ofertę: {self.title(outcome.record)}.")

    def _opened(self, record_id: int, version: int) -> tuple[Offer, OfferDraft]:
        self._require("edit")
        saved = self.get(record_id)
        if saved.version != version:
            raise Conflict(saved, saved)
        return saved, draft_of(saved, OfferDraft)

    # -- saving ----------------------------------------------------------------------------------------------

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by any name of the institution as well as by what the offer says."""
        return institutions.named_or_said(statement, OfferRow.find, OfferRow.institution_id, words)

    def _to_record(self, row: Any) -> Offer:
        institution = row.institution_row
        return to_record(row, Offer, institution="" if institution is None else institution.name)

    def _check(self, session: Session, draft: OfferDraft, row: Any) -> Iterator[Problem]:
        yield from self._days(draft, row)
        yield from gone(session, InstitutionRow, {"institution_id": draft.institution_id})
        yield from _units(session, draft, row)
        if draft.file is not None and session.get(StoredFileRow, draft.file) is None:
            yield Problem("file", "missing_reference", {"value": draft.file_name or "plik oferty"})

    def _days(self, draft: OfferDraft, row: Any) -> Iterator[Problem]:
        """Nothing has happened yet that shall happen tomorrow; what is stored may stay when a clock is set back."""
        today = self.clock.today()
        said = {"received_on": draft.received_on, "selected_on": draft.selected_on}
        stored = set() if row is None else {(name, getattr(row, name)) for name in said}
        for index, each in enumerate(draft.routings):
            said |= {f"routings.{index}.passed_on": each.passed_on, f"routings.{index}.replied_on": each.replied_on}
        for index, kept in enumerate(() if row is None else row.routings):
            stored |= {(f"routings.{index}.{name}", getattr(kept, name)) for name in ("passed_on", "replied_on")}
        for place, day in said.items():
            if day is not None and day > today and (place, day) not in stored:
                yield Problem(place, "future_day", {"day": format_date(today)})

    def _before_save(self, session: Session, row: Any, draft: OfferDraft, before: Offer | None) -> None:
        row.sort = sort_key(draft.topic)
        row.find = fold(f"{draft.topic} {draft.area} {draft.place} {draft.description} {draft.selected_by}")
        row.state = state_of(draft)


def _units(session: Session, draft: OfferDraft, row: Any) -> Iterator[Problem]:
    """A unit that was closed or deleted after the offer had gone to it stays where it was written."""
    known = set() if row is None else {(each.unit_id, each.passed_on) for each in row.routings}
    for index, each in enumerate(draft.routings):
        if each.unit_id is None or (each.unit_id, each.passed_on) in known:
            continue
        unit, place = session.get(UnitRow, each.unit_id), f"routings.{index}.unit_id"
        if unit is None or unit.deleted_at is not None:
            value = each.unit_id if unit is None else f"{unit.symbol} {unit.name}"
            yield Problem(place, "missing_reference", {"value": value})
        elif unit.closed_on is not None and each.passed_on is not None and unit.closed_on < each.passed_on:
            details = {"unit": f"{unit.symbol} {unit.name}", "day": format_date(unit.closed_on)}
            yield Problem(place, "unit_closed", details)
