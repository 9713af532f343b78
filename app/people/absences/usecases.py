"""Use cases for longer absences."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.permissions import Actor
from app.core.polish import fold
from app.core.problems import Problem
from app.people.absences.domain import Absence, AbsenceDraft, validate
from app.people.absences.model import AbsenceRow
from app.people.absences.words import FIELDS, LABELS, PROBLEMS, span_in_words
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import to_record
from app.records.usecases import Noun, Records

_ROW = AbsenceRow
_SURNAME = select(EmployeeRow.sort).where(EmployeeRow.id == AbsenceRow.employee_id).scalar_subquery()
"""The order by person; asked for and not kept, so that a person may be renamed by whoever sees no absences."""


class Absences(Records[Absence, AbsenceDraft]):
    """Longer absences of employees."""

    entity = "absence"
    noun = Noun("nieobecność", "nieobecność")
    row, record, draft = AbsenceRow, Absence, AbsenceDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (_SURNAME, AbsenceRow.sort)

    def title(self, record: Absence | AbsenceDraft) -> str:
        person = record.person if isinstance(record, Absence) else ""
        return " ".join(filter(None, (person, span_in_words(record.valid_from, record.valid_to))))

    def validate(self, draft: AbsenceDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"state": CaseFilter(self._states), "kind": ColumnFilter(AbsenceRow.kind)}

    def sorts(self) -> Mapping[str, Any]:
        return {
            "person": (_SURNAME, AbsenceRow.sort),
            "kind": (AbsenceRow.kind, AbsenceRow.sort),
            "valid_from": AbsenceRow.valid_from,
            "valid_to": (AbsenceRow.valid_to.is_(None), AbsenceRow.valid_to),
        }

    def _states(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        not_over = or_(_ROW.valid_to.is_(None), _ROW.valid_to >= today)
        return {
            "now": and_(_ROW.valid_from <= today, not_over),
            "coming": _ROW.valid_from > today,
            "over": _ROW.valid_to < today,
        }

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the absences of the people of that unit and of those below it."""
        return employees.of_own_people(AbsenceRow.employee_id, actor) if actor.own_only("absence.read") else None

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as well as by the days and the note."""
        return employees.named_or_said(statement, AbsenceRow.find, AbsenceRow.employee_id, words)

    def _to_record(self, row: Any) -> Absence:
        person = row.employee
        return to_record(row, Absence, person=f"{person.first_name} {person.surname}")

    def _check(self, session: Session, draft: AbsenceDraft, row: Any) -> Iterator[Problem]:
        if draft.employee_id is None:
            return
        person = session.get(EmployeeRow, draft.employee_id)
        if person is None or person.deleted_at is not None:
            yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
            return
        if draft.valid_from is None:
            return
        begun, left = person.employed_from, person.employed_to
        if begun is not None and draft.valid_from < begun:
            yield Problem("valid_from", "before_employment", {"day": format_date(begun)})
        if left is not None and (draft.valid_to or date.max) > left:
            yield Problem("valid_to", "after_employment", {"day": format_date(left)})
        others = select(AbsenceRow).where(
            AbsenceRow.employee_id == draft.employee_id,
            AbsenceRow.deleted_at.is_(None),
            AbsenceRow.valid_from <= (draft.valid_to or date.max),
            or_(AbsenceRow.valid_to.is_(None), AbsenceRow.valid_to >= draft.valid_from),
        )
        if row is not None:
            others = others.where(AbsenceRow.id != row.id)
        for other in session.scalars(others.order_by(AbsenceRow.valid_from).limit(1)):
            span = span_in_words(other.valid_from, other.valid_to)
            yield Problem("valid_from", "absence_overlap", {"span": span})

    def _before_save(self, session: Session, row: Any, draft: AbsenceDraft, before: Absence | None) -> None:
        row.sort = "" if draft.valid_from is None else draft.valid_from.isoformat()
        row.find = fold(f"{span_in_words(draft.valid_from, draft.valid_to)} {draft.note}")
