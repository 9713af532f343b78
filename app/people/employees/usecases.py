"""Use cases for employees."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.errors import Conflict, Refusal
from app.core.permissions import Actor
from app.core.polish import fold, natural_key, plural, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.people.employees import repository
from app.people.employees.domain import Employee, EmployeeDraft, PositionChange, change_problems, changed, validate
from app.people.employees.model import EmployeeRow
from app.people.employees.taking import TakingEmployees
from app.people.employees.words import FIELDS, LABELS, PROBLEMS
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import draft_of
from app.records.model import StoredFileRow
from app.records.usecases import Noun


class Employees(TakingEmployees):
    """The office's employees."""

    entity = "employee"
    noun = Noun("pracownik", "pracownika")
    row, record, draft = EmployeeRow, Employee, EmployeeDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (EmployeeRow.sort,)
    rests = frozenset({"employee"})

    def title(self, record: Employee | EmployeeDraft) -> str:
        return f"{record.first_name} {record.surname}"

    def _name(self, record: Employee) -> str:
        # after a colon a name may stay in the nominative: „dodano pracownika Ewa Nowak” is no Polish
        return f"{self.noun.accusative}: {self.title(record)}"

    def validate(self, draft: EmployeeDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the people of that unit and of those below it."""
        return EmployeeRow.unit_id.in_(sorted(actor.units)) if actor.own_only("employee.read") else None

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(self._states),
            "unit_id": ColumnFilter(EmployeeRow.unit_id),
            "post_kind": ColumnFilter(EmployeeRow.post_kind),
        }

    def _states(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        left = EmployeeRow.employed_to < today
        return {"works": or_(EmployeeRow.employed_to.is_(None), ~left), "left": left}

    def sorts(self) -> Mapping[str, Any]:
        return {
            "surname": EmployeeRow.sort,
            "post": EmployeeRow.post_sort,
            "room": EmployeeRow.room_sort,
            "number": EmployeeRow.number,
            "post_kind": (EmployeeRow.post_kind, EmployeeRow.sort),
        }

    def posts(self) -> list[str]:
        """Posts already used, in Polish order, offered while typing."""
        self._require("read")
        statement = self._seen(
            select(EmployeeRow.post)
            .where(EmployeeRow.deleted_at.is_(None), EmployeeRow.post != "")
            .group_by(EmployeeRow.post, EmployeeRow.post_sort)
            .order_by(EmployeeRow.post_sort)
        )
        with environment.reading(self.store) as session:
            return list(session.scalars(statement))

    def change_position(self, record_id: int, version: int, change: PositionChange) -> Outcome[Employee]:
        """Another post, unit or superior from a day on; the present position goes into the history.

        Raises Invalid, and Conflict when the employee was saved since ``version``.
        """
        self._require("edit")
        saved = self.get(record_id)
        if saved.version != version:
            raise Conflict(change, saved)
        before = draft_of(saved, EmployeeDraft)
        problems = change_problems(before, change)
        if problems:
            raise self.invalid(problems)
        outcome = self.update(record_id, version, changed(before, change))
        message = f"Zmieniono stanowisko: {self.title(outcome.record)}, {change.post}."
        return replace(outcome, message=message)

    def _check(self, session: Session, draft: EmployeeDraft, row: Any) -> Iterator[Problem]:
        yield from _units(session, draft)
        yield from _person(session, draft, row)
        if draft.photo is not None and session.get(StoredFileRow, draft.photo) is None:
            yield Problem("photo", "missing_reference", {"value": "zdjęcie"})
        own_id = None if row is None else row.id
        heads = [
            Problem(span.place, "second_head", {"person": _name(other)})
            for span, other in repository.other_heads(session, repository.headed(draft), own_id)
        ]
        superiors = tuple(_superiors(session, draft, row))
        yield from (*superiors, *heads)
        # a new person can only close a ring by a superior of their own or as a head; with two heads there is no saying
        if not superiors and not heads and (own_id is not None or draft.superior_id is not None or draft.heads_unit):
            yield from _ring(session, draft, own_id, self.clock.today())

    def _put(self, session: Session, row: Any, draft: EmployeeDraft, before: Employee | None) -> None:
        if draft.post_kind is None and draft.post:
            draft = replace(draft, post_kind=repository.kind_of(session, draft.post))
        super()._put(session, row, draft, before)

    def _before_save(self, session: Session, row: Any, draft: EmployeeDraft, before: Employee | None) -> None:
        row.sort = sort_key(f"{draft.surname} {draft.first_name}")
        row.room_sort = natural_key(draft.room)
        _derive(row)

    def _may_delete(self, session: Session, record: Employee) -> None:
        people = repository.under(session, record.id)
        if people:
            raise Refusal(
                f"Nie można usunąć: {record.full_name} jest przełożonym, którego "
                f"{plural(people, 'ma wpisanego', 'mają wpisanego', 'ma wpisanego')} {people} "
                f"{plural(people, 'osoba', 'osoby', 'osób')}. Gdy ktoś odszedł, wpisz „Zatrudnienie do” zamiast "
                "usuwać; gdy wpisano go przez pomyłkę, najpierw wskaż tym osobom innego przełożonego."
            )

    def post_renamed(self, session: Session, old: str, new: str) -> None:
        """A post of the register was renamed: those who have it now have it under its new name."""
        for row in repository.with_post(session, old):
            row.post = new
            _derive(row)
            row.touch(self.clock.now())


def _derive(row: Any) -> None:
    row.post_sort = sort_key(row.post)
    row.find = fold(f"{row.surname} {row.first_name} {row.number} {row.post} {row.room} {row.phone} {row.email}")


def _name(row: Any) -> str:
    return f"{row.first_name} {row.surname}"


def _units(session: Session, draft: EmployeeDraft) -> Iterator[Problem]:
    named = [("unit_id", draft.unit_id)]
    named += [(f"history.{index}.unit_id", row.unit_id) for index, row in enumerate(draft.history)]
    for place, unit_id in named:
        if unit_id is None:
            continue
        unit = session.get(UnitRow, unit_id)
        if unit is None or unit.deleted_at is not None:
            yield Problem(place, "missing_reference", {"value": unit_id})
        elif place == "unit_id" and unit.closed_on is not None and (draft.employed_to or date.max) > unit.closed_on:
            yield Problem(place, "closed_unit", {"day": format_date(unit.closed_on)})


def _person(session: Session, draft: EmployeeDraft, row: Any) -> Iterator[Problem]:
    own_id = None if row is None else row.id
    if draft.number:
        other = repository.numbered(session, draft.number, own_id)
        if other is not None:
            yield Problem("number", "number_taken", {"value": draft.number, "person": _name(other)})
    elif row is None or (row.surname, row.first_name, row.number) != (draft.surname, draft.first_name, draft.number):
        # who is in the register without a number already is not held up at every later change
        for other in repository.namesakes(session, sort_key(f"{draft.surname} {draft.first_name}"), own_id)[:1]:
            details = {"person": _name(other), "post": other.post or "bez stanowiska"}
            yield Problem("number", "namesake", details)


def _superiors(session: Session, draft: EmployeeDraft, row: Any) -> Iterator[Problem]:
    named = [("superior_id", draft.superior_id)]
    named += [(f"history.{index}.superior_id", past.superior_id) for index, past in enumerate(draft.history)]
    for place, superior_id in named:
        if superior_id is None:
            continue
        superior = session.get(EmployeeRow, superior_id)
        if row is not None and superior_id == row.id:
            yield Problem(place, "own_superior")
        elif superior is None or superior.deleted_at is not None:
            yield Problem(place, "missing_reference", {"value": superior_id})
        elif place == "superior_id" and (row is None or row.superior_id != superior_id):
            # a superior who left later gives way by himself; only naming one anew is a mistake
            left, since = superior.employed_to, draft.post_since or draft.employed_from
            if left is not None and since is not None and left < since:
                yield Problem(place, "superior_left", {"day": format_date(left)})


def _ring(session: Session, draft: EmployeeDraft, own_id: int | None, today: date) -> Iterator[Problem]:
    way = [_name(each) for each in repository.ring(session, draft, own_id, today)]
    if way:
        own = f"{draft.first_name} {draft.surname}"
        yield Problem("superior_id", "superior_ring", {"people": " → ".join((own, *way, own))})
