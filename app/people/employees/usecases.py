"""Use cases for employees."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.people.employees.domain import Employee, EmployeeDraft, validate
from app.people.employees.model import EmployeeRow
from app.people.employees.words import FIELDS, PROBLEMS
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import ColumnFilter, Filter
from app.records.usecases import Noun, Records


class Employees(Records[Employee, EmployeeDraft]):
    """The office's employees."""

    entity = "employee"
    noun = Noun("pracownik", "pracownika")
    row, record, draft = EmployeeRow, Employee, EmployeeDraft
    fields, sentences = FIELDS, PROBLEMS
    order = (EmployeeRow.sort,)

    def title(self, record: Employee | EmployeeDraft) -> str:
        return f"{record.first_name} {record.surname}"

    def validate(self, draft: EmployeeDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the people of that unit and of those below it."""
        return EmployeeRow.unit_id.in_(sorted(actor.units)) if actor.own_only("employee.read") else None

    def filters(self) -> Mapping[str, Filter]:
        return {"unit_id": ColumnFilter(EmployeeRow.unit_id)}

    def sorts(self) -> Mapping[str, Any]:
        return {"surname": EmployeeRow.sort, "post": EmployeeRow.post_sort, "room": EmployeeRow.room_sort}

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

    def _check(self, session: Session, draft: EmployeeDraft, row: Any) -> Iterator[Problem]:
        if draft.unit_id is not None:
            unit = session.get(UnitRow, draft.unit_id)
            if unit is None or unit.deleted_at is not None:
                yield Problem("unit_id", "missing_reference", {"value": draft.unit_id})

    def _before_save(self, session: Session, row: Any, draft: EmployeeDraft, before: Employee | None) -> None:
        row.sort = sort_key(f"{draft.surname} {draft.first_name}")
        row.post_sort, row.room_sort = sort_key(draft.post), natural_key(draft.room)
        row.find = fold(f"{draft.surname} {draft.first_name} {draft.post} {draft.room} {draft.phone} {draft.email}")
