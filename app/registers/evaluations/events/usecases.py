"""Use cases for events at work."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.permissions import Actor
from app.core.polish import fold
from app.core.problems import Problem
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.records import environment
from app.records.listing import ColumnFilter, Filter
from app.records.mapping import to_record
from app.records.usecases import Noun, Records
from app.registers.evaluations.events.domain import WorkEvent, WorkEventDraft, validate
from app.registers.evaluations.events.model import WorkEventRow
from app.registers.evaluations.events.words import FIELDS, LABELS, PROBLEMS, SIGNS
from app.registers.evaluations.regulations.model import CriterionRow, RegulationRow

_SURNAME = select(EmployeeRow.sort).where(EmployeeRow.id == WorkEventRow.employee_id).scalar_subquery()
"""The order by person; asked for and not kept, so that a person may be renamed by whoever sees no events."""


class WorkEvents(Records[WorkEvent, WorkEventDraft]):
    """Dated good and bad events; whoever reads them is logged."""

    entity = "work_event"
    noun = Noun("zdarzenie w pracy", "zdarzenie")
    row, record, draft = WorkEventRow, WorkEvent, WorkEventDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (WorkEventRow.happened_on, _SURNAME)
    reads_are_logged = True

    def title(self, record: WorkEvent | WorkEventDraft) -> str:
        person = record.person if isinstance(record, WorkEvent) else ""
        day = "" if record.happened_on is None else format_date(record.happened_on)
        return " ".join(filter(None, (person, day, f"({SIGNS[record.sign]})")))

    def validate(self, draft: WorkEventDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "employee_id": ColumnFilter(WorkEventRow.employee_id),
            "sign": ColumnFilter(WorkEventRow.sign),
            "criterion": ColumnFilter(WorkEventRow.criterion),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "person": (_SURNAME, WorkEventRow.happened_on),
            "happened_on": WorkEventRow.happened_on,
            "sign": WorkEventRow.sign,
            "criterion": WorkEventRow.criterion,
        }

    def of(self, employee_id: int, since: date | None = None, until: date | None = None) -> tuple[WorkEvent, ...]:
        """The events of one employee from ``since`` to ``until``, both included, oldest first."""
        self._require("read")
        statement = select(WorkEventRow.id).where(
            WorkEventRow.deleted_at.is_(None), WorkEventRow.employee_id == employee_id
        )
        if since is not None:
            statement = statement.where(WorkEventRow.happened_on >= since)
        if until is not None:
            statement = statement.where(WorkEventRow.happened_on <= until)
        with environment.reading(self.store) as session:
            ids = list(session.scalars(statement.order_by(WorkEventRow.happened_on, WorkEventRow.id)))
            found = self._fetch(session, ids)
        self._log_reading(found)
        return found

    def criteria(self) -> tuple[str, ...]:
        """Names of criteria to choose from: of the regulation that holds today, otherwise of all."""
        self._require("read")
        today = self.clock.today()
        named = select(CriterionRow.name).join(RegulationRow, CriterionRow.regulation_id == RegulationRow.id)
        living = named.where(RegulationRow.deleted_at.is_(None)).order_by(
            RegulationRow.valid_from.desc(), CriterionRow.position
        )
        holding = living.where(
            RegulationRow.valid_from <= today, or_(RegulationRow.valid_to.is_(None), RegulationRow.valid_to >= today)
        )
        with environment.reading(self.store) as session:
            return tuple(dict.fromkeys(list(session.scalars(holding)) or session.scalars(living)))

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the events of the people of that unit and of those below it."""
        return employees.of_own_people(WorkEventRow.employee_id, actor) if actor.own_only("work_event.read") else None

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as well as by what happened."""
        return employees.named_or_said(statement, WorkEventRow.find, WorkEventRow.employee_id, words)

    def _to_record(self, row: Any) -> WorkEvent:
        person = row.employee
        return to_record(row, WorkEvent, person=f"{person.first_name} {person.surname}")

    def _check(self, session: Session, draft: WorkEventDraft, row: Any) -> Iterator[Problem]:
        # whose clock was set back may still correct what was written before
        if row is None or row.happened_on != draft.happened_on:
            yield from self._day(draft)
        yield from self._person(session, draft)
        # a criterion that a regulation has lost since stays where it was written
        if draft.criterion and (row is None or row.criterion != draft.criterion):
            living = select(CriterionRow.id).join(RegulationRow, CriterionRow.regulation_id == RegulationRow.id)
            known = living.where(RegulationRow.deleted_at.is_(None), CriterionRow.name == draft.criterion)
            if session.scalars(known.limit(1)).first() is None:
                yield Problem("criterion", "no_such_criterion", {"value": draft.criterion})

    def _day(self, draft: WorkEventDraft) -> Iterator[Problem]:
        today = self.clock.today()
        if draft.happened_on is not None and draft.happened_on > today:
            yield Problem("happened_on", "future_day", {"day": format_date(today)})

    def _person(self, session: Session, draft: WorkEventDraft) -> Iterator[Problem]:
        if draft.employee_id is None:
            return
        person, actor = session.get(EmployeeRow, draft.employee_id), self.actor()
        own_only = actor.own_only("work_event.edit")
        if person is None or person.deleted_at is not None:
            yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
            return
        if own_only and person.id == actor.employee_id:
            yield Problem("employee_id", "about_oneself")
        elif own_only and person.unit_id not in actor.units:
            yield Problem("employee_id", "not_own")
        day, begun, left = draft.happened_on, person.employed_from, person.employed_to
        if day is not None and begun is not None and day < begun:
            yield Problem("happened_on", "before_employment", {"day": format_date(begun)})
        if day is not None and left is not None and day > left:
            yield Problem("happened_on", "after_employment", {"day": format_date(left)})

    def _before_save(self, session: Session, row: Any, draft: WorkEventDraft, before: WorkEvent | None) -> None:
        row.sort = "" if draft.happened_on is None else draft.happened_on.isoformat()
        row.find = fold(f"{self.title(draft)} {draft.criterion} {draft.event}")
