"""Use cases for travel orders: issued, settled with the cost flowing into the training, taken back, cancelled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Conflict, NotFound, Refusal
from app.core.money import format_money
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold
from app.core.problems import Problem
from app.core.records import Outcome
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.people.office.domain import Office
from app.people.office.words import head_title
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter, YearFilter
from app.records.mapping import draft_of
from app.records.usecases import Noun, Records
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations import renewing
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.travel import opening, repository, settling
from app.registers.trainings.travel.domain import TravelOrder, TravelOrderDraft, TravelState, validate
from app.registers.trainings.travel.model import TravelOrderRow
from app.registers.trainings.travel.opening import Journey
from app.registers.trainings.travel.settling import Amounts
from app.registers.trainings.travel.words import FIELDS, LABELS, PROBLEMS, STATES, days_of
from db.store import Store


class TravelOrders(Records[TravelOrder, TravelOrderDraft]):
    """The office's travel orders, numbered ``D/1/2026`` in each year."""

    entity = "travel_order"
    noun = Noun("delegacja", "delegację")
    row, record, draft = TravelOrderRow, TravelOrder, TravelOrderDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (TravelOrderRow.sort,)
    shown_first = (TravelOrderRow.starts_on.desc(), TravelOrderRow.number_sort.desc())

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        office: Callable[[], Office] = lambda: Office(id=0, version=0),
    ) -> None:
        super().__init__(store, clock, actor)
        self._office = office

    def title(self, record: TravelOrder | TravelOrderDraft) -> str:
        return record.number if isinstance(record, TravelOrder) else record.destination

    def validate(self, draft: TravelOrderDraft) -> tuple[Problem, ...]:
        return validate(draft)

    # -- tables ----------------------------------------------------------------------------------------------

    def filters(self) -> Mapping[str, Filter]:
        return {
            "due": CaseFilter(lambda: repository.due(self.clock.today())),
            "state": ColumnFilter(TravelOrderRow.state),
            "year": YearFilter(TravelOrderRow.starts_on),
            "unit": ColumnFilter(TravelOrderRow.unit),
            "employee_id": ColumnFilter(TravelOrderRow.employee_id),
            "participation_id": ColumnFilter(TravelOrderRow.participation_id),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "number": TravelOrderRow.number_sort,
            "person": (TravelOrderRow.sort, TravelOrderRow.starts_on),
            "starts_on": TravelOrderRow.starts_on,
            "state": TravelOrderRow.state,
            "total": TravelOrderRow.total,
            "balance": TravelOrderRow.balance,
        }

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the orders of the people of that unit and of those below it."""
        return (
            employees.of_own_people(TravelOrderRow.employee_id, actor) if actor.own_only("travel_order.read") else None
        )

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as well as by number, place and purpose."""
        return employees.named_or_said(statement, TravelOrderRow.find, TravelOrderRow.employee_id, words)

    # -- new ones --------------------------------------------------------------------------------------------

    def blank(self) -> TravelOrderDraft:
        """A new order as the form begins with it: today, signed by the head of the office."""
        self._require("read")
        office, today = self._office(), self.clock.today()
        return TravelOrderDraft(
            ordered_on=today,
            ordered_by=f"{head_title(office.head_title)} {office.head_name}"[:160] if office.head_name else "",
            starts_on=today,
            ends_on=today,
        )

    def draft_for(self, participation_id: int) -> TravelOrderDraft:
        """A new order with everything filled in from a participation; NotFound when there is none."""
        self._require("edit")
        self.actor().require("training_participation.read")
        with environment.reading(self.store) as session:
            found = session.get(ParticipationRow, participation_id)
            if found is None or found.deleted_at is not None:
                raise NotFound("Tego udziału w szkoleniu już nie ma. Odśwież listę.")
            return opening.filled(found, session.get_one(CourseRow, found.course_id), self.blank())

    def journeys(self) -> tuple[Journey, ...]:
        """Participations that an order may be for, by name: trainings ahead and those of the last year."""
        self._require("read")
        if not self.actor().may("training_participation.read"):
            return ()
        blank = self.blank()
        with environment.reading(self.store) as session:
            return opening.journeys(session, self.clock.today(), blank)

    # -- settling --------------------------------------------------------------------------------------------

    def settlement_of(self, record: TravelOrder) -> TravelOrderDraft:
        """The draft that the form of a settlement begins with: a way there and back, and today."""
        self._require("read")
        draft = settling.proposed(draft_of(record, TravelOrderDraft), self._office().town)
        day = max(self.clock.today(), record.ends_on) if record.ends_on else self.clock.today()
        return draft if draft.settled_on else replace(draft, settled_on=min(day, self.clock.today()))

    def settle(self, record_id: int, version: int, draft: TravelOrderDraft) -> Outcome[TravelOrder]:
        """Save a settlement, also a corrected one; the cost flows into the participation in the same transaction.

        Raises Invalid with everything that the bill lacks, Conflict when the order was saved meanwhile, Refusal for
        a cancelled one.
        """
        self._require("edit")
        with self._changing(draft, record_id) as session:
            row, before = self._opened(session, record_id, version, draft)
            if before.state is TravelState.CANCELLED:
                raise Refusal(f"Delegacja {before.number} jest odwołana. Przywróć ją, aby ją rozliczyć.")
            problems = (*settling.validate(draft), *self._check(session, draft, row), *self._ahead(draft))
            if problems:
                raise self.invalid(problems)
            self._put(session, row, draft, before)
            self._write(row, TravelState.SETTLED, settling.amounts(draft))
            record = self._stored(session, row)
            self._tell_participations(session, before, record)
        old = draft_of(before, TravelOrderDraft)
        if before.state is TravelState.SETTLED:
            return self._outcome(
                record,
                f"Poprawiono rozliczenie delegacji {record.number}: {_paid(record)}.",
                "Przywróć poprzednie rozliczenie",
                lambda number, at: self.settle(number, at, old),
                version,
            )
        return self._outcome(
            record,
            f"Rozliczono delegację {record.number}: {_paid(record)}.",
            "Cofnij rozliczenie",
            lambda number, at: self._reopen(number, at, old),
            version,
        )

    def unsettle(self, record_id: int, version: int) -> Outcome[TravelOrder]:
        """Take the settlement back; what was entered stays in the order."""
        return self._reopen(record_id, version, None)

    def _reopen(self, record_id: int, version: int, old: TravelOrderDraft | None) -> Outcome[TravelOrder]:
        self._require("edit")
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version, None)
            if before.state is not TravelState.SETTLED:
                raise Refusal(f"Delegacja {before.number} nie jest rozliczona: nie ma czego cofać.")
            settled = draft_of(before, TravelOrderDraft)
            self._put(session, row, old or replace(settled, settled_on=None), before)
            self._write(row, TravelState.ORDERED, Amounts())
            record = self._stored(session, row)
            self._tell_participations(session, before, record)
        return self._outcome(
            record,
            f"Cofnięto rozliczenie delegacji {record.number}.",
            "Rozlicz ponownie",
            lambda number, at: self.settle(number, at, settled),
            version,
        )

    # -- cancelling ------------------------------------------------------------------------------------------

    def cancel(self, record_id: int, version: int, reason: str) -> Outcome[TravelOrder]:
        """The journey does not take place; Invalid without a reason, Refusal for a settled order."""
        self._require("edit")
        reason = reason.strip()
        if not reason:
            raise self.invalid((Problem("cancel_reason", "required"),))
        if len(reason) > _REASON:
            raise self.invalid((Problem("cancel_reason", "too_long", {"length": len(reason), "limit": _REASON}),))
        _, record = self._put_state(record_id, version, TravelState.CANCELLED, reason)
        return self._outcome(record, f"Odwołano delegację {record.number}.", "Przywróć wyjazd", self.restore, version)

    def restore(self, record_id: int, version: int) -> Outcome[TravelOrder]:
        """The cancelled journey takes place after all; Invalid when the person has another one on these days."""
        before, record = self._put_state(record_id, version, TravelState.ORDERED, "")
        return self._outcome(
            record,
            f"Przywrócono delegację {record.number}.",
            "Odwołaj ponownie",
            lambda number, at: self.cancel(number, at, before.cancel_reason),
            version,
        )

    def _put_state(
        self, record_id: int, version: int, state: TravelState, reason: str
    ) -> tuple[TravelOrder, TravelOrder]:
        self._require("edit")
        from_state = TravelState.ORDERED if state is TravelState.CANCELLED else TravelState.CANCELLED
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version, None)
            if before.state is not from_state:
                raise Refusal(f"Delegacja {before.number} jest {STATES[before.state]}. {_HOW_ON[before.state]}")
            draft = draft_of(before, TravelOrderDraft)
            if state is TravelState.ORDERED and (problems := tuple(self._check(session, draft, row))):
                raise self.invalid(problems)
            row.state, row.cancel_reason = state, reason
            row.touch(self.clock.now())
            return before, self._stored(session, row)

    # -- what a save asks and sets ---------------------------------------------------------------------------

    def update_within(
        self, session: Session, record_id: int, version: int, draft: TravelOrderDraft
    ) -> tuple[TravelOrder, TravelOrder]:
        before = self._to_record(self._row(session, record_id))
        if before.version == version and before.state is not TravelState.ORDERED:
            raise Refusal(f"Delegacja {before.number} jest {STATES[before.state]}. {_HOW_ON[before.state]}")
        return super().update_within(session, record_id, version, draft)

    def _opened(
        self, session: Session, record_id: int, version: int, draft: TravelOrderDraft | None
    ) -> tuple[Any, TravelOrder]:
        row = self._row(session, record_id)
        before = self._to_record(row)
        if row.version != version:
            raise Conflict(draft or before, before)
        return row, before

    def _write(self, row: Any, state: TravelState, amounts: Amounts) -> None:
        row.state = state
        for name, grosze in asdict(amounts).items():
            setattr(row, name, grosze)

    def _tell_participations(self, session: Session, *records: TravelOrder) -> None:
        for participation_id in sorted({each.participation_id for each in records if each.participation_id}):
            travel, lodging = repository.settled_costs(session, participation_id)
            renewing.put_travel(session, participation_id, travel, lodging)

    def _ahead(self, draft: TravelOrderDraft) -> Iterator[Problem]:
        today = self.clock.today()
        if draft.settled_on is not None and draft.settled_on > today:
            yield Problem("settled_on", "settled_ahead", {"day": format_date(today)})

    def _check(self, session: Session, draft: TravelOrderDraft, row: Any) -> Iterator[Problem]:
        if draft.employee_id is None:
            return
        person = session.get(EmployeeRow, draft.employee_id)
        if person is None or person.deleted_at is not None:
            yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
            return
        yield from _employment(person, draft)
        yield from self._participation(session, draft, row)
        if draft.starts_on is None or draft.ends_on is None or draft.ends_on < draft.starts_on:
            return
        own_id = None if row is None else row.id
        other = repository.overlapping(session, person.id, draft.starts_on, draft.ends_on, own_id)
        if other is not None:
            days = days_of(self._to_record(other))
            yield Problem("starts_on", "overlaps", {"number": other.number, "days": days})

    def _participation(self, session: Session, draft: TravelOrderDraft, row: Any) -> Iterator[Problem]:
        if draft.participation_id is None:
            return
        found = session.get(ParticipationRow, draft.participation_id)
        if found is None or found.deleted_at is not None:
            yield Problem("participation_id", "missing_reference", {"value": draft.participation_id})
        elif found.employee_id != draft.employee_id:
            yield Problem("participation_id", "other_person", {"person": found.person})
        elif found.outcome in repository.WITHOUT_JOURNEY and (row is None or row.participation_id != found.id):
            yield Problem("participation_id", "does_not_go")

    def _before_save(self, session: Session, row: Any, draft: TravelOrderDraft, before: TravelOrder | None) -> None:
        if before is None:
            opening.number(session, row, draft)
            row.cancel_reason = ""
            self._write(row, TravelState.ORDERED, Amounts())
        # a half changed row written by a query would raise its version twice
        with session.no_autoflush:
            if before is None or before.employee_id != draft.employee_id:
                opening.name_person(session, row, draft)
            row.sort = opening.sort_of(session, draft)
        row.find = fold(f"{row.number} {draft.destination} {draft.purpose} {draft.plate} {draft.note}")

    def _after_anonymising(self, session: Session, row: Any, before: TravelOrder) -> None:
        row.find = fold(row.number)

    def _may_delete(self, session: Session, record: TravelOrder) -> None:
        if record.state is TravelState.SETTLED:
            raise Refusal(
                f"Delegacja {record.number} jest rozliczona i weszła do kosztów. Cofnij rozliczenie, zanim ją usuniesz."
            )


_REASON = 300
_HOW_ON = {
    TravelState.ORDERED: "Odśwież listę.",
    TravelState.SETTLED: "Cofnij rozliczenie, aby ją zmienić.",
    TravelState.CANCELLED: "Przywróć ją, aby ją zmienić.",
}


def _employment(person: EmployeeRow, draft: TravelOrderDraft) -> Iterator[Problem]:
    begun, left = person.employed_from, person.employed_to
    if draft.starts_on is not None and begun is not None and draft.starts_on < begun:
        yield Problem("starts_on", "not_employed", {"day": format_date(draft.starts_on)})
    elif draft.ends_on is not None and left is not None and draft.ends_on > left:
        yield Problem("ends_on", "not_employed", {"day": format_date(draft.ends_on)})


def _paid(record: TravelOrder) -> str:
    """What follows from the balance, to end a sentence: ``do wypłaty 123,45 zł``."""
    if record.balance == 0:
        return "nic do wypłaty ani do zwrotu"
    return (
        f"do wypłaty {format_money(record.balance)}"
        if record.balance > 0
        else (f"do zwrotu {format_money(-record.balance)}")
    )
