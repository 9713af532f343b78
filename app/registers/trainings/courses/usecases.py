"""Use cases of trainings: planned, held or cancelled, with all who take part told in the same transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import Conflict, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Outcome, Query
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter, YearFilter, texts_of
from app.records.mapping import to_record
from app.records.references import referring
from app.records.usecases import Noun, Records
from app.registers.trainings.courses import repository
from app.registers.trainings.courses.domain import (
    Cancelling,
    Course,
    CourseDraft,
    CourseState,
    Headcount,
    days_of,
    validate,
)
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.courses.words import FIELDS, LABELS, PROBLEMS, days_in_words
from app.registers.trainings.institutions import repository as institutions
from db.store import Store

_PEOPLE = "training_participation.read"
"""The right to know how many take part."""

Changed = Callable[[Session, Course | None, Course | None], None]
"""Told inside the transaction of a training before and after: before None for a new one, after None for a deleted one.

Raises Refusal where what follows from the change may not be saved; then the training is not saved either.
"""


class Courses(Records[Course, CourseDraft]):
    """Trainings (szkolenia) as events; ``changed`` are told of every change that is saved."""

    entity = "training_course"
    noun = Noun("szkolenie", "szkolenie")
    row, record, draft = CourseRow, Course, CourseDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (CourseRow.starts_on, CourseRow.sort)
    rests = frozenset({"training_participation"})
    shown_first = (CourseRow.starts_on.desc(), CourseRow.sort.asc())

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        changed: Sequence[Changed] = (),
    ) -> None:
        super().__init__(store, clock, actor)
        self._changed = changed

    def title(self, record: Course | CourseDraft) -> str:
        days = days_in_words(record)
        return f"„{record.topic}” ({days})" if days else f"„{record.topic}”"

    def validate(self, draft: CourseDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: states(self.clock.today())),
            "concern": CaseFilter(self._concerns),
            "kind": ColumnFilter(CourseRow.kind),
            "year": YearFilter(CourseRow.starts_on),
            "area": ColumnFilter(CourseRow.area),
            "institution_id": ColumnFilter(CourseRow.institution_id),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "topic": (CourseRow.sort, CourseRow.starts_on),
            "starts_on": CourseRow.starts_on,
            "kind": CourseRow.kind,
            "area": CourseRow.area,
        }

    def headcounts(self) -> Mapping[int, Headcount]:
        """How many people each training has and what they cost, by its id; one without any is left out.

        Empty for somebody who may see no participations.
        """
        self._require("read")
        if not self.actor().may(_PEOPLE):
            return {}
        with environment.reading(self.store) as session:
            return repository.headcounts(session)

    def suggestions(self) -> Mapping[str, tuple[str, ...]]:
        """What was written into a field before, by its name."""
        self._require("read")
        columns = {"area": CourseRow.area, "lecturer": CourseRow.lecturer, "entitlement": CourseRow.entitlement}
        with environment.reading(self.store) as session:
            return {name: texts_of(session, column) for name, column in columns.items()}

    def of_offer(self, offer_id: int) -> tuple[Course, ...]:
        """Trainings made from an offer, the newest first."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.of_offer(session, offer_id))

    def attention(self) -> Mapping[str, int]:
        """How many trainings are next week's, and how many lie ahead that nobody takes part in."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = {key: self._count(session, with_concern(key)) for key in self._concerns()}
        return {key: number for key, number in found.items() if number}

    # -- cancelling ------------------------------------------------------------------------------------------------

    def cancel(self, record_id: int, version: int, on: date | None, reason: str) -> Outcome[Course]:
        """Cancel the training and every open participation in it; undo brings all of them back.

        Invalid without a day or a reason; Conflict; Refusal for one that is cancelled already.
        """
        self._require("edit")
        problems = tuple(cancelling_problems(on, reason, self.clock.today()))
        if problems:
            raise self.invalid(problems)
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version)
            if before.cancelled_on is not None:
                raise Refusal(f"Szkolenie {self.title(before)} jest już odwołane.")
            row.cancelled_on, row.cancel_reason = on, reason.strip()
            record = self._told(session, row, before)
        message = f"Odwołano {self._name(record)}."
        return self._outcome(record, message, "Przywróć odwołane szkolenie", self.take_back_cancel, version)

    def take_back_cancel(self, record_id: int, version: int) -> Outcome[Course]:
        """A cancelled training takes place after all, with everybody whom the cancelling took out of it."""
        self._require("edit")
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version)
            if before.cancelled_on is None:
                raise Refusal(f"Szkolenie {self.title(before)} nie jest odwołane.")
            row.cancelled_on, row.cancel_reason = None, ""
            record = self._told(session, row, before)

        def again(number: int, at: int) -> Outcome[Course]:
            return self.cancel(number, at, before.cancelled_on, before.cancel_reason)

        return self._outcome(record, f"Przywrócono {self._name(record)}.", "Odwołaj ponownie", again, version)

    def _opened(self, session: Session, record_id: int, version: int) -> tuple[Any, Course]:
        row = self._row(session, record_id)
        before = self._to_record(row)
        if row.version != version:
            raise Conflict(before, before)
        return row, before

    def _told(self, session: Session, row: Any, before: Course) -> Course:
        row.touch(self.clock.now())
        record = self._stored(session, row)
        self._tell(session, before, record)
        return record

    def _concerns(self) -> Mapping[str, ColumnElement[bool]]:
        """Trainings at hand, and those further ahead that nobody takes part in, where that may be seen."""
        today = self.clock.today()
        soon, empty = (today + timedelta(days=days) for days in rules_on(today).course_alarms)
        ahead = and_(CourseRow.cancelled_on.is_(None), CourseRow.starts_on >= today)
        found = {"soon": and_(ahead, CourseRow.starts_on <= soon)}
        if self.actor().may(_PEOPLE):
            found["empty"] = and_(ahead, CourseRow.starts_on <= empty, repository.nobody_takes_part())
        return found

    # -- inside ----------------------------------------------------------------------------------------------------

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by every name of the institution, too, which may be renamed or merged any day."""
        return institutions.named_or_said(statement, CourseRow.find, CourseRow.institution_id, words)

    def _to_record(self, row: Any) -> Course:
        institution = row.institution_row
        return to_record(row, Course, institution="" if institution is None else institution.name)

    def _check(self, session: Session, draft: CourseDraft, row: Any) -> Iterator[Problem]:
        for name, column in _REFERENCES.items():
            value = getattr(draft, name)
            # what it referred to before and was deleted since stays where it is
            if value is None or (row is not None and getattr(row, name) == value):
                continue
            if not repository.is_living(session, column, value):
                yield Problem(name, "missing_reference", {"value": value})
        if draft.file is not None and not repository.has_file(session, draft.file):
            yield Problem("file", "missing_reference", {"value": draft.file_name})
        if row is not None and draft.places is not None:
            taken = repository.taken_places(session, row.id)
            if draft.places < taken:
                yield Problem("places", "too_few_places", {"taken": taken})

    def _before_save(self, session: Session, row: Any, draft: CourseDraft, before: Course | None) -> None:
        if before is None:
            row.cancelled_on, row.cancel_reason = None, ""
        if draft.days is None:
            row.days = days_of(draft)
        row.sort = sort_key(draft.topic)
        row.find = fold(f"{self.title(draft)} {draft.area} {draft.place} {draft.lecturer}")
        if before is not None and before.institution_id != draft.institution_id:
            # what was loaded of the other institution would be read as this one's name
            session.expire(row, ["institution_row"])

    def _put(self, session: Session, row: Any, draft: CourseDraft, before: Course | None) -> None:
        super()._put(session, row, draft, before)
        session.flush()
        self._tell(session, before, self._to_record(row))

    def _after_delete(self, session: Session, record: Course) -> None:
        self._tell(session, record, None)

    def _tell(self, session: Session, before: Course | None, after: Course | None) -> None:
        for tell in self._changed:
            tell(session, before, after)

    def _may_delete(self, session: Session, record: Course) -> None:
        users = referring(session, CourseRow, record.id)
        if users:
            raise Refusal(
                f"Nie można usunąć szkolenia {self.title(record)}: "
                f"{plural(users, 'wskazuje', 'wskazują', 'wskazuje')} na nie {users} "
                f"{plural(users, 'pozycja', 'pozycje', 'pozycji')} (na przykład udział w szkoleniu). "
                "Szkolenie, które się nie odbędzie, odwołaj: „Odwołaj szkolenie…”."
            )


_REFERENCES: Mapping[str, Any] = {
    "institution_id": CourseRow.institution_id,
    "offer_id": CourseRow.offer_id,
    "plan_item_id": CourseRow.plan_item_id,
}


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Where trainings stand that day, as conditions; the counterpart of ``domain.state_on``."""
    takes_place = CourseRow.cancelled_on.is_(None)
    begun, over = CourseRow.starts_on <= today, CourseRow.ends_on < today
    return {
        CourseState.AHEAD: and_(takes_place, ~begun),
        CourseState.RUNNING: and_(takes_place, begun, ~over),
        CourseState.OVER: and_(takes_place, over),
        CourseState.CANCELLED: ~takes_place,
    }


def with_concern(key: str) -> Query:
    """The trainings of one concern."""
    return Query(filters={"concern": frozenset({key})})


def cancelling_problems(on: date | None, reason: str, today: date) -> Iterator[Problem]:
    """What is wrong with the day and the reason of a cancellation."""
    if on is None:
        yield Problem("cancelled_on", "required")
    elif on > today:
        yield Problem("cancelled_on", "cancelled_day_future", {"day": format_date(today)})
    yield from shape_problems(Cancelling(cancelled_on=on, cancel_reason=reason.strip()))
