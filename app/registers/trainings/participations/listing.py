"""Participations as a table: how they are found, filtered, sorted and seen, and how a row becomes a record."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, object_session

from app.core.errors import Invalid
from app.core.permissions import Actor
from app.core.problems import Problem
from app.core.words import place_of
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.records.listing import CaseFilter, ColumnFilter, Filter, containing
from app.records.mapping import to_record
from app.records.reading import read_rows
from app.records.usecases import Noun, Records
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.participations import concerns, repository
from app.registers.trainings.participations.domain import (
    Participation,
    ParticipationDraft,
    validate,
)
from app.registers.trainings.participations.model import ParticipationRow, ShareRow
from app.registers.trainings.participations.repository import Beside
from app.registers.trainings.participations.words import DEED_FIELDS, FIELDS, LABELS, PROBLEMS

Group = tuple[Participation, ...]
_COURSE = select(CourseRow.starts_on).where(CourseRow.id == ParticipationRow.course_id).scalar_subquery()
_TOPIC = select(CourseRow.sort).where(CourseRow.id == ParticipationRow.course_id).scalar_subquery()
_COST = select(ShareRow.total).where(ShareRow.participation_id == ParticipationRow.id).scalar_subquery()


class Listing(Records[Participation, ParticipationDraft]):
    """The participations that a person sees."""

    entity = "training_participation"
    noun = Noun("udział w szkoleniu", "udział")
    row, record, draft = ParticipationRow, Participation, ParticipationDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ParticipationRow.sort, ParticipationRow.number_sort)
    rests = frozenset({"training_agreement", "travel_order"})

    def title(self, record: Participation | ParticipationDraft) -> str:
        return f"{record.number} {record.person}" if isinstance(record, Participation) else ""

    def validate(self, draft: ParticipationDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        row = ParticipationRow
        columns = {
            "waiting_for": row.waiting_for,
            "outcome": row.outcome,
            "seat": row.seat,
            "attendance": row.attendance,
            "unit_id": row.unit_id,
            "course_id": row.course_id,
            "employee_id": row.employee_id,
        }
        found: dict[str, Filter] = {key: ColumnFilter(column) for key, column in columns.items()}
        return found | {"year": concerns.CourseYear(), "concern": CaseFilter(self._concerns)}

    def _concerns(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        return concerns.conditions(today, rules_on(today))

    def sorts(self) -> Mapping[str, Any]:
        row = ParticipationRow
        return {
            "person": (row.sort, row.number_sort),
            "number": row.number_sort,
            "starts_on": _COURSE,
            "topic": (_TOPIC, row.sort),
            "unit": (row.unit, row.sort),
            "cost": _COST,
            "waiting_since": row.waiting_since,
            "mean": row.mean,
        }

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """The head of a unit sees the people of that unit and of those below it; the same as ``db.server_rules``."""
        if not actor.own_only(f"{self.entity}.read"):
            return None
        return employees.of_own_people(ParticipationRow.employee_id, actor)

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as named then and now, and by training and institution as they are called now."""
        row = ParticipationRow
        said = zip(
            containing(row.find, words),
            containing(EmployeeRow.find, words),
            containing(CourseRow.find, words),
            containing(InstitutionRow.find, words),
            strict=True,
        )
        for own, person, topic, institution in said:
            course = or_(topic, CourseRow.institution_id.in_(select(InstitutionRow.id).where(institution)))
            statement = statement.where(
                or_(
                    own,
                    row.employee_id.in_(select(EmployeeRow.id).where(person)),
                    row.course_id.in_(select(CourseRow.id).where(course)),
                )
            )
        return statement

    def _to_record(self, row: Any) -> Participation:
        session = object_session(row)
        assert session is not None, "of rows that are no part of a session see _fetch"
        return _with_training(row, repository.beside(session, (row.id,))[row.id])

    def _to_records(self, session: Session, rows: Sequence[ParticipationRow]) -> list[Participation]:
        beside = repository.beside(session, [row.id for row in rows])
        return [_with_training(row, beside[row.id]) for row in rows]

    def _fetch(self, session: Session, ids: Sequence[int]) -> Group:
        hidden = self._hides(session, ids)
        seen = [record_id for record_id in ids if record_id not in hidden] if hidden else list(ids)
        beside = repository.beside(session, seen)
        rows = read_rows(session, self.row, self.record, seen)
        found = {row.id: _with_training(row, beside[row.id]) for row in rows}
        return tuple(found[record_id] for record_id in seen if record_id in found)

    def invalid(self, problems: tuple[Problem, ...]) -> Invalid:
        """The refusal for broken rules, also of what windows of single deeds ask for."""
        known = {**FIELDS, **DEED_FIELDS}
        sentences = (f"{place_of(problem, known)}: {problem.sentence(PROBLEMS)}" for problem in problems)
        return Invalid(problems, tuple(sentences))


def _with_training(row: Any, beside: Beside) -> Participation:
    return to_record(row, Participation, **beside._asdict())
