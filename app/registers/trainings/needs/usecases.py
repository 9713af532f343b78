"""Use cases for training needs: entered by heads and personnel, gathered by the program, planned or dropped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Conflict, NotAllowed, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter, texts_of
from app.records.mapping import to_record
from app.records.usecases import Noun, Records
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.needs import gathering, repository
from app.registers.trainings.needs.domain import (
    Candidate,
    Gathered,
    Need,
    NeedDraft,
    NeedState,
    Priority,
    Source,
    TopicGroup,
    validate,
)
from app.registers.trainings.needs.model import NeedRow
from app.registers.trainings.needs.similarity import grouped
from app.registers.trainings.needs.words import FIELDS, LABELS, PROBLEMS, STATES, WORDS
from db.store import Store

_SURNAME = select(EmployeeRow.sort).where(EmployeeRow.id == NeedRow.employee_id).scalar_subquery()
_PRESSING = case({priority.value: place for place, priority in enumerate(Priority)}, value=NeedRow.priority)
_NO_EVALUATIONS = "Nie masz uprawnienia do czytania ocen, więc potrzeb i celów z rozmów oceniających tu nie ma."
_NO_PARTICIPATIONS = (
    "Nie masz uprawnienia do czytania udziału w szkoleniach, więc kończących się ważności szkoleń tu nie ma."
)


def _no_talks(_since: date | None, _until: date | None) -> Sequence[gathering.Talk]:
    return ()


def _no_endings(_on: date) -> Sequence[gathering.Ending]:
    return ()


class TrainingNeeds(Records[Need, NeedDraft]):
    """What people should learn, whoever said so; ``agreed`` and ``expiring`` are where needs are gathered from."""

    entity = "training_need"
    noun = Noun("potrzeba szkoleniowa", "potrzebę")
    row, record, draft = NeedRow, Need, NeedDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (NeedRow.sort,)

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        agreed: gathering.Agreed = _no_talks,
        expiring: gathering.Expiring = _no_endings,
    ) -> None:
        super().__init__(store, clock, actor)
        self._agreed, self._expiring = agreed, expiring

    def title(self, record: Need | NeedDraft) -> str:
        person = record.person if isinstance(record, Need) else ""
        return " – ".join(filter(None, (record.topic, person)))

    def validate(self, draft: NeedDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": ColumnFilter(NeedRow.state),
            "source": ColumnFilter(NeedRow.source),
            "priority": ColumnFilter(NeedRow.priority),
            "unit_id": ColumnFilter(NeedRow.unit_id),
            "area": ColumnFilter(NeedRow.area),
            "plan_item_id": ColumnFilter(NeedRow.plan_item_id),
            "concern": CaseFilter(lambda: repository.concerns(self.clock.today())),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "topic": NeedRow.sort,
            "person": (_SURNAME, NeedRow.sort),
            "source": (NeedRow.source, NeedRow.sort),
            "priority": (_PRESSING, NeedRow.sort),
            "wanted_by": (NeedRow.wanted_by, NeedRow.sort),
            "state": (NeedRow.state, NeedRow.sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def areas(self) -> tuple[str, ...]:
        """Areas that were written before, for suggestions."""
        self._require("read")
        with environment.reading(self.store) as session:
            return texts_of(session, NeedRow.area)

    def attention(self) -> Mapping[str, int]:
        """How many wait for a decision (``new``), of them past their day (``late``) and near it (``soon``)."""
        return self._count_each({"new": NeedRow.state == NeedState.NEW, **repository.concerns(self.clock.today())})

    def of_unit(self, unit_id: int | None) -> tuple[Need, ...]:
        """Needs of one unit that are not dropped, None for those of the whole office; by state, then topic."""
        self._require("read")
        statement = self._seen(repository.of_unit(unit_id))
        with environment.reading(self.store) as session:
            return self._fetch(session, list(session.scalars(statement)))

    # -- gathering ---------------------------------------------------------------------------------------------

    def gather(self, since: date | None = None, until: date | None = None) -> Gathered:
        """What the talks of these days agreed and what ends soon, less what was taken or dropped before.

        Whoever may not read a source gets none of it and is told so.
        """
        self._require("edit")
        today, notices, found = self.clock.today(), list[str](), list[Candidate]()
        try:
            found += gathering.of_talks(self._agreed(since, until))
        except NotAllowed:
            notices.append(_NO_EVALUATIONS)
        try:
            endings = self._expiring(today)
            found += gathering.of_endings(endings, today, rules_on(today).expiry_alarms[1])
        except NotAllowed:
            notices.append(_NO_PARTICIPATIONS)
        once = {candidate.origin: candidate for candidate in found if candidate.topic}
        with environment.reading(self.store) as session:
            open_to = repository.people_to_plan_for(session, self._own_units(), today)
            known = repository.known_origins(session, list(once))
        fresh = [
            replace(each, **open_to[each.employee_id]._asdict())
            for each in once.values()
            if each.origin not in known and each.employee_id in open_to
        ]
        return Gathered(grouped(fresh), tuple(notices), len(known))

    def take(self, groups: Sequence[TopicGroup]) -> Outcome[tuple[Need, ...]]:
        """Save what was chosen in one transaction; people of one group get its topic. Undo takes all of it back."""
        self._require("edit")
        with self._changing() as session:
            known = repository.known_origins(session, [each.origin for group in groups for each in group.candidates])
            chosen = ((group.topic, each) for group in groups for each in group.candidates)
            made = [self._take_one(session, topic, each) for topic, each in chosen if each.origin not in known]
        if not made:
            raise Refusal("Tych potrzeb już nie trzeba zapisywać: ktoś zrobił to przed chwilą. Zbierz je jeszcze raz.")
        number = len(made)
        message = f"Zapisano {WORDS.counted(number)} {plural(number, 'szkoleniową', 'szkoleniowe', 'szkoleniowych')}."
        if number == 1:
            message = f"Zapisano potrzebę {self.title(made[0])}."
        taken = tuple((need.id, need.version) for need in made)
        undo = Undo("Usuń zebrane potrzeby", lambda: self.take_back(taken))
        return Outcome(tuple(made), self._change(made), message, undo)

    def take_back(self, taken: Sequence[tuple[int, int]]) -> Outcome[tuple[Need, ...]]:
        """Remove gathered needs, given as id and version, so that they are found again; Conflict if one changed."""
        self._require("edit")
        removed = []
        with self._changing() as session:
            for need_id, version in taken:
                row = self._row(session, need_id)
                if row.version != self._now_at(need_id, version):
                    raise Conflict(self._to_record(row), self._to_record(row))
                if not row.origin:
                    raise Refusal("Cofnąć w ten sposób można tylko potrzeby, które zebrał program.")
                row.deleted_at = self.clock.now()
                session.flush()
                removed.append(self._to_record(row))
                self._entitle(session, removed[-1])
        return Outcome(tuple(removed), self._change(removed), f"Usunięto zebrane potrzeby: {len(removed)}.")

    def _take_one(self, session: Session, topic: str, candidate: Candidate) -> Need:
        row = NeedRow()
        row.origin = candidate.origin
        reason = candidate.reason
        if candidate.topic != topic:
            reason = f"{reason} Zapisano jako: „{candidate.topic}”.".strip()
        draft = NeedDraft(
            source=candidate.source,
            topic=topic,
            reason=reason[:600],
            employee_id=candidate.employee_id,
            wanted_by=candidate.wanted_by,
            priority=candidate.priority,
        )
        self._save(session, row, draft, None)
        return self._stored(session, row)

    # -- what becomes of a need ----------------------------------------------------------------------------------

    def drop(self, record_id: int, version: int, reason: str) -> Outcome[Need]:
        """Give a need up; the reason stays with it."""
        self._require("edit")
        if not reason.strip():
            raise self.invalid((Problem("dropped_reason", "no_reason"),))
        return self._turn(record_id, version, NeedState.DROPPED, None, reason.strip(), "Odrzucono")

    def reopen(self, record_id: int, version: int) -> Outcome[Need]:
        """Let a dropped or planned need wait for a decision again; it leaves the plan."""
        self._require("edit")
        return self._turn(record_id, version, NeedState.NEW, None, "", "Do decyzji wraca")

    def turn_within(
        self, session: Session, record_id: int, version: int | None, state: NeedState, plan_item_id: int | None
    ) -> tuple[Need, Need]:
        """Give a need another state as a part of a larger transaction: before and after. None takes any version."""
        row = self._row(session, record_id)
        before = self._to_record(row)
        if version is not None and row.version != self._now_at(record_id, version):
            raise Conflict(before, before)
        return before, self._turned(session, row, state, plan_item_id, "")

    def seen(self) -> ColumnElement[bool] | None:
        """Which needs the person at work sees, None for all; for those who ask for needs together with other things."""
        return self._restriction()

    def brought_back(self, record_id: int, before: int, now: int) -> None:
        """Version ``now`` is the state of version ``before``: what was done earlier can be taken back next."""
        self._restored[record_id, before] = now

    def _turn(
        self, record_id: int, version: int, state: NeedState, plan_item_id: int | None, reason: str, said: str
    ) -> Outcome[Need]:
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            before = self._to_record(row)
            if row.version != version:
                raise Conflict(before, before)
            if (before.state, before.plan_item_id) == (state, plan_item_id):
                raise Refusal(PROBLEMS["not_new"].format(state=STATES[before.state]))
            record = self._turned(session, row, state, plan_item_id, reason)

        def reverse(number: int, at: int) -> Outcome[Need]:
            return self._turn(number, at, before.state, before.plan_item_id, before.dropped_reason, "Przywrócono")

        return self._outcome(record, f"{said} {self._name(record)}.", "Przywróć poprzedni stan", reverse, version)

    def _turned(self, session: Session, row: Any, state: NeedState, plan_item_id: int | None, reason: str) -> Need:
        row.state, row.plan_item_id, row.dropped_reason = state, plan_item_id, reason
        row.touch(self.clock.now())
        return self._stored(session, row)

    def _now_at(self, record_id: int, version: int) -> int:
        while (record_id, version) in self._restored:
            version = self._restored[record_id, version]
        return version

    def _change(self, needs: Sequence[Need]) -> Change:
        return Change(self.entity, frozenset(need.id for need in needs))

    # -- whose it may be -------------------------------------------------------------------------------------------

    def _own_units(self) -> frozenset[int] | None:
        """The units whose people the person at work may enter, None for all."""
        actor = self.actor()
        return actor.units if actor.own_only("training_need.edit") else None

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the needs of that unit, of those below it, and of their people."""
        if not actor.own_only("training_need.read"):
            return None
        own_people = employees.of_own_people(NeedRow.employee_id, actor)
        return or_(NeedRow.unit_id.in_(sorted(actor.units)), own_people)

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as well as by the topic."""
        return employees.named_or_said(statement, NeedRow.find, NeedRow.employee_id, words)

    def _to_record(self, row: Any) -> Need:
        person = row.employee
        return to_record(row, Need, person="" if person is None else f"{person.first_name} {person.surname}".strip())

    def _check(self, session: Session, draft: NeedDraft, row: Any) -> Iterator[Problem]:
        own = self._own_units()
        if own is not None and draft.source is Source.LAW and (row is None or row.source is not Source.LAW):
            yield Problem("source", "law_by_personnel")
        if own is not None and draft.employee_id is None and draft.unit_id is None:
            yield Problem("unit_id", "office_by_personnel")
        if draft.employee_id is not None:
            yield from self._person(session, draft.employee_id, row, own)
        if draft.unit_id is not None:
            yield from self._unit(session, draft.unit_id, row, own)

    def _person(self, session: Session, employee_id: int, row: Any, own: frozenset[int] | None) -> Iterator[Problem]:
        person = session.get(EmployeeRow, employee_id)
        if person is None or (person.deleted_at is not None and (row is None or row.employee_id != employee_id)):
            yield Problem("employee_id", "missing_reference", {"value": employee_id})
        elif own is not None and person.unit_id not in own:
            yield Problem("employee_id", "not_own")
        elif row is not None and row.employee_id == employee_id:
            # somebody who left keeps the needs of before
            return
        elif person.employed_to is not None and person.employed_to < self.clock.today():
            yield Problem("employee_id", "not_employed", {"day": format_date(person.employed_to)})

    def _unit(self, session: Session, unit_id: int, row: Any, own: frozenset[int] | None) -> Iterator[Problem]:
        unit = session.get(UnitRow, unit_id)
        if unit is None or unit.deleted_at is not None:
            yield Problem("unit_id", "missing_reference", {"value": unit_id})
        elif own is not None and unit_id not in own:
            yield Problem("unit_id", "not_own_unit")
        elif row is not None and row.unit_id == unit_id:
            return
        elif unit.closed_on is not None and unit.closed_on < self.clock.today():
            yield Problem("unit_id", "unit_closed", {"day": format_date(unit.closed_on)})

    def _before_save(self, session: Session, row: Any, draft: NeedDraft, before: Need | None) -> None:
        if before is None:
            row.state, row.dropped_reason, row.origin = NeedState.NEW, "", row.origin or ""
        if draft.employee_id is not None and draft.unit_id is None:
            # looking the person up must not write the row half done, which would count as a version
            with session.no_autoflush:
                person = session.get(EmployeeRow, draft.employee_id)
            row.unit_id = None if person is None else person.unit_id
        row.sort = sort_key(draft.topic)
        # the dash is that of the title, by which a need is looked for, too
        row.find = fold(f"{draft.topic} – {draft.area} {draft.reason}")
