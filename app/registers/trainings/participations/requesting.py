"""The request with which every participation begins: what must hold before it is saved, and what the program adds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.errors import Invalid, Refusal
from app.core.periods import add_months
from app.core.polish import plural
from app.core.problems import Problem
from app.core.records import Outcome as Done
from app.people.structure.domain import Structure
from app.records.references import referring
from app.registers.trainings.courses import repository as courses
from app.registers.trainings.participations import opening, repository, words
from app.registers.trainings.participations.domain import (
    COUNTED,
    Outcome,
    Participation,
    ParticipationDraft,
    Seat,
    Step,
)
from app.registers.trainings.participations.listing import Group
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.stepping import Deed, Stepping, Who

_FIXED = ("course_id", "employee_id", "requested_on", "no_offer_reason")
"""What a decided request rests on."""


class Requesting(Stepping):
    """Requests, one by one or for a group."""

    def create(self, draft: ParticipationDraft) -> Done[Participation]:
        """File a request; where all places are taken the person is put on the waiting list, and the warning says so."""
        done = super().create(draft)
        return replace(done, warning=words.NOW_WAITING) if done.record.seat is Seat.WAITING else done

    def add_people(self, course_id: int, employee_ids: Iterable[int], draft: ParticipationDraft) -> Done[Group]:
        """A request for each of these people in one transaction, alike but for the person.

        Invalid with a sentence for everybody who cannot take part; then nobody is added.
        """
        self._require("edit")
        people = tuple(dict.fromkeys(employee_ids))
        with self._changing() as session:
            refused, rows = [], list[Any]()
            for employee_id in people:
                each = replace(draft, course_id=course_id, employee_id=employee_id)
                row = self.row()
                found = (*self.validate(each), *self._check(session, each, None))
                if found:
                    refused.append((employee_id, found))
                    continue
                self._put(session, row, each, None)
                session.flush()
                rows.append(row)
            self._refuse_people(session, refused)
            records = self._stored_together(session, rows)
        return self._added(records)

    def _refuse_people(self, session: Session, refused: list[tuple[int, tuple[Problem, ...]]]) -> None:
        if not refused:
            return
        sentences = []
        for employee_id, found in refused:
            person = repository.employee(session, employee_id)
            name = "" if person is None else f"{person.first_name} {person.surname}: "
            sentences += [f"{name}{problem.sentence(self.sentences)}" for problem in found]
        raise Invalid(tuple(problem for _, found in refused for problem in found), tuple(sentences))

    def _added(self, records: Group) -> Done[Group]:
        deed = Deed(Who.HEAD, "Dodano", "Usuń dodane")
        done = self._group_done(records, records, deed)

        def undo() -> Done[Group]:
            self._require("delete")
            with self._changing() as session:
                removed = [self._removed(session, record) for record in records]
            return replace(self._group_done(tuple(removed), tuple(removed), Deed(Who.HEAD, "Usunięto")), undo=None)

        waiting = sum(record.seat is Seat.WAITING for record in records)
        warning = words.SOME_WAITING.format(count=waiting) if waiting else ""
        back = None if done.undo is None else replace(done.undo, run=undo)
        return replace(done, undo=back, warning=warning)

    def _removed(self, session: Session, record: Participation) -> Participation:
        row, before = self._opened(session, record.id, self._latest(record), Deed(Who.HEAD, ""))
        self._may_delete(session, before)
        row.deleted_at = self.clock.now()
        session.flush()
        removed = self._to_record(row)
        self._after_delete(session, removed)
        return removed

    def _check(self, session: Session, draft: ParticipationDraft, row: Any) -> Iterator[Problem]:
        if draft.course_id is None or draft.employee_id is None:
            return
        course = repository.course(session, draft.course_id)
        person = repository.employee(session, draft.employee_id)
        if course is None:
            yield Problem("course_id", "missing_reference", {"value": draft.course_id})
        if person is None:
            yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
        new_need = draft.need_id is not None and (row is None or row.need_id != draft.need_id)
        if new_need and not courses.is_living(session, ParticipationRow.need_id, draft.need_id or 0):
            yield Problem("need_id", "missing_reference", {"value": draft.need_id})
        if course is None or person is None:
            return
        yield from self._once(session, draft, row)
        actor = self.actor()
        if actor.own_only("training_participation.edit") and person.unit_id not in actor.units:
            yield Problem("employee_id", "not_own")
        if row is not None and row.employee_id != person.id and referring(session, ParticipationRow, row.id):
            yield Problem("employee_id", "person_in_papers")
        if row is not None and not _undecided(row):
            yield from _fixed_problems(row, draft)
            return
        same = row is not None and row.deleted_at is None
        if not (same and all(getattr(row, name) == getattr(draft, name) for name in _FIXED)):
            yield from self._day_problems(draft, row)
            yield from self._request_problems(session, course, draft)

    def _once(self, session: Session, draft: ParticipationDraft, row: Any) -> Iterator[Problem]:
        if row is not None and row.outcome not in COUNTED:
            return
        course_id, employee_id = draft.course_id or 0, draft.employee_id or 0
        other = repository.other_of(session, course_id, employee_id, None if row is None else row.id)
        if other is not None:
            yield Problem("employee_id", "already_takes_part", {"number": other[0], "person": other[1]})

    def _day_problems(self, draft: ParticipationDraft, row: Any) -> Iterator[Problem]:
        if row is not None and row.requested_on == draft.requested_on:
            # a day that was possible when it was typed stays so, also where the computer's clock was set back
            return
        today = self.clock.today()
        if draft.requested_on is not None and draft.requested_on > today:
            yield Problem("requested_on", "request_in_future", {"day": format_date(today)})

    def _request_problems(self, session: Session, course: Any, draft: ParticipationDraft) -> Iterator[Problem]:
        structure = self._known_structure(session)
        if course.cancelled_on is not None:
            yield Problem("course_id", "course_cancelled", {"day": format_date(course.cancelled_on)})
        yield from opening.person_problems(structure, draft.employee_id or 0, course.starts_on)
        frozen = opening.frozen_as(session, structure, draft.employee_id or 0, course.starts_on)
        if frozen is not None:
            asked = opening.requested(session, structure, course, frozen, course.starts_on)
            yield from opening.offer_problems(asked, draft)

    def _put(self, session: Session, row: Any, draft: ParticipationDraft, before: Participation | None) -> None:
        """The person is frozen anew while the training lies ahead, the first steps until the request is decided."""
        # looking something up half way would save the row, and raise its version, twice
        with session.no_autoflush:
            course = repository.course(session, draft.course_id)
            assert course is not None, "checked before"
            structure, today = self._known_structure(session), self.clock.today()
            if before is None:
                opening.begin(session, row, self.clock, self._seat(session, course.id))
            elif before.course_id != draft.course_id:
                row.seat = self._seat(session, course.id)
            if before is None or before.course_id != draft.course_id or course.starts_on > today:
                self._freeze(session, structure, row, course.starts_on, draft.employee_id)
            if before is None or _undecided(row):
                frozen = opening.Frozen(**{name: getattr(row, name) for name in opening.Frozen.__dataclass_fields__})
                asked = opening.requested(session, structure, course, frozen, course.starts_on)
                head = self._myself(structure)
                head = head if head[1] else self._head_of(structure, draft.employee_id, today)
                opening.put_steps(row, opening.first_steps(asked, draft, head))
            self._note_changed(session, draft.course_id, None if before is None else before.course_id)
            super()._put(session, row, draft, before)

    def _seat(self, session: Session, course_id: int) -> Seat:
        return Seat.CONFIRMED if self._has_room(session, course_id) else Seat.WAITING

    def _freeze(
        self, session: Session, structure: Structure, row: Any, day: date, employee_id: int | None = None
    ) -> None:
        frozen = opening.frozen_as(session, structure, employee_id or row.employee_id, day)
        if frozen is not None:
            opening.freeze(row, frozen)

    def _before_save(self, session: Session, row: Any, draft: ParticipationDraft, before: Participation | None) -> None:
        opening.derive(session, row)
        new = draft.certificate_on is not None and (before is None or before.certificate_on is None)
        course = repository.course(session, draft.course_id)
        if new and draft.valid_until is None and course is not None and course.validity_months is not None:
            row.valid_until = add_months(course.ends_on, course.validity_months)

    def _may_delete(self, session: Session, record: Participation) -> None:
        imported = any(done.step is Step.REQUEST and done.reason for done in record.steps)
        if not imported and not (record.outcome is Outcome.OPEN and record.waiting_for is Step.APPROVE):
            raise Refusal(words.NO_DELETE)
        users = referring(session, ParticipationRow, record.id)
        if users:
            told = f"{plural(users, 'wskazuje', 'wskazują', 'wskazuje')} na niego {users}"
            raise Refusal(words.IN_USE.format(title=self.title(record), users=told))


def _undecided(row: Any) -> bool:
    return row.outcome is Outcome.OPEN and row.waiting_for is Step.APPROVE


def _fixed_problems(row: Any, draft: ParticipationDraft) -> Iterator[Problem]:
    for name in _FIXED:
        if getattr(row, name) != getattr(draft, name):
            yield Problem(name, "request_is_decided")
