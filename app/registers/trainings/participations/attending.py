"""Places, attendance and what follows from having been there: certificates and effects."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import Refusal
from app.core.periods import add_months
from app.core.problems import Problem
from app.core.records import Outcome as Done
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations import due, repository, steps, words
from app.registers.trainings.participations.domain import (
    COUNTED,
    Attendance,
    HeadWords,
    Outcome,
    Participation,
    Seat,
    Step,
)
from app.registers.trainings.participations.listing import Group
from app.registers.trainings.participations.requesting import Requesting
from app.registers.trainings.participations.stepping import Deed, Who
from db.numbering import next_numbers


class Attending(Requesting):
    """Who gets a place, who was there, who is given a certificate, and how it shows in the work."""

    def admit(self, record_id: int, version: int) -> Done[Participation]:
        """Give somebody from the waiting list a place; Invalid where none is free."""

        def work(session: Session, before: Participation) -> Participation:
            if before.outcome is not Outcome.OPEN:
                outcome = words.OUTCOMES[before.outcome]
                self._refuse((Problem("outcome", "closed", {"outcome": outcome}),))
            if before.seat is Seat.CONFIRMED:
                self._refuse((Problem("seat", "has_seat"),))
            course = repository.course(session, before.course_id)
            if course is not None and not self._has_room(session, before.course_id):
                self._refuse((Problem("seat", "no_free_place", {"places": course.places}),))
            return replace(before, seat=Seat.CONFIRMED)

        deed = Deed(Who.PERSONNEL, "Przyjęto z listy rezerwowej", "Cofnij przyjęcie")
        return self._deed(record_id, version, deed, work)

    def attend(self, course_id: int, attendance: Mapping[int, tuple[Attendance, tuple[str, ...]]]) -> Done[Group]:
        """The list of attendance of a training in one transaction; undo brings all of it back.

        By participation: whether the person was there, and for ``PARTLY`` the days missed (ISO). Absence ends a
        participation, correcting it opens it again; ``EXPECTED`` clears what was written.
        """

        def work(session: Session, before: Participation) -> Participation:
            state, missed = attendance[before.id]
            self._refuse(_attendance_problems(before, course_id, state, missed, self.clock.today()))
            return (
                before
                if state is before.attendance and missed == before.missed
                else self._reopened(session, before, steps.present(before, state, tuple(missed)))
            )

        deed = Deed(Who.PERSONNEL, "Zapisano obecność", "Cofnij obecność")
        return self._group_deed(attendance, deed, work)

    def issue_certificates(self, course_id: int, on: date) -> Done[Group]:
        """Number a certificate for everybody who was at an internal training and has none; by name.

        Refusal for trainings of others, who give certificates themselves, and where there is nobody to give one.
        """
        self._require_any(Who.PERSONNEL)
        deed = Deed(Who.PERSONNEL, "Wystawiono zaświadczenia", "Cofnij zaświadczenia")
        with self._changing() as session:
            course = repository.course(session, course_id)
            if course is None or course.kind is not CourseKind.INTERNAL:
                raise Refusal(words.ONLY_INTERNAL)
            self._refuse(_certificate_day_problems(on, course.ends_on, self.clock.today()))
            ids = list(session.scalars(self._seen(repository.ids_of_course(course_id))))
            people = [each for each in self._fetch(session, ids) if steps.attended(each) and not each.certificate]
            if not people:
                raise Refusal(words.NOBODY_TO_CERTIFY)
            numbers = next_numbers(session, f"training_certificate/{on.year}", len(people))
            named = {each.id: f"{number}/{on.year}" for each, number in zip(people, numbers, strict=True)}
            months = course.validity_months
            until = None if months is None else add_months(course.ends_on, months)

            def work(_session: Session, before: Participation) -> Participation:
                return replace(before, certificate=named[before.id], certificate_on=on, valid_until=until)

            befores, records = self._group_within(session, named, deed, work, {})
        return self._group_done(befores, records, deed)

    def record_effect(
        self, record_id: int, version: int, on: date | None, mark: int | None, note: str = ""
    ) -> Done[Participation]:
        """The head of the unit has checked how the training shows in the work, on a scale from 1 to 5.

        From three months after the training on; the warning says where six have passed.
        """
        months = rules_on(self.clock.today())
        span = (months.effect_from_months, months.effect_to_months)

        def work(_session: Session, before: Participation) -> Participation:
            self._refuse(_effect_problems(before, on, mark, note, span, self.clock.today()))
            return replace(before, effect_on=on, effect_mark=mark, effect_note=note.strip())

        def late(_session: Session, after: Participation) -> str:
            term = due.effect_term(after.ends_on, span)
            is_late = after.effect_on is not None and after.effect_on > term.last
            return words.LATE_EFFECT.format(last=format_date(term.last)) if is_late else ""

        deed = Deed(Who.HEAD, "Zapisano efekt szkolenia", not_oneself=True)
        return self._deed(record_id, version, deed, work, warned=late)


def _attendance_problems(
    before: Participation, course_id: int, state: Attendance, missed: tuple[str, ...], today: date
) -> Iterator[Problem]:
    if before.course_id != course_id:
        yield Problem("attendance", "not_of_course")
    elif state is before.attendance and tuple(missed) == before.missed:
        return
    elif before.outcome not in COUNTED:
        yield Problem("outcome", "closed", {"outcome": words.OUTCOMES[before.outcome]})
    elif before.seat is Seat.WAITING:
        yield Problem("seat", "on_waiting_list")
    elif before.waiting_for is Step.APPROVE:
        yield Problem("attendance", "not_approved")
    elif today < before.starts_on and state is not Attendance.EXPECTED:
        yield Problem("attendance", "before_training", {"date": format_date(before.starts_on)})
    elif state in (Attendance.ABSENT, Attendance.EXPECTED) and before.steps[-1].step in steps.AFTER_TRAINING:
        yield Problem("attendance", "card_is_filled")
    elif state is Attendance.PARTLY:
        yield from _missed_problems(before, missed)


def _missed_problems(before: Participation, missed: tuple[str, ...]) -> Iterator[Problem]:
    span = (before.ends_on - before.starts_on).days
    known = {(before.starts_on + timedelta(days=number)).isoformat() for number in range(span + 1)}
    for each in missed:
        if each not in known:
            yield Problem("missed", "missed_not_session", {"date": each})


def _certificate_day_problems(on: date, ends_on: date, today: date) -> Iterator[Problem]:
    if on > today:
        yield Problem("certificate_on", "in_the_future", {"today": format_date(today)})
    elif on < ends_on:
        yield Problem("certificate_on", "before_training_end", {"date": format_date(ends_on)})


def _effect_problems(
    before: Participation, on: date | None, mark: int | None, note: str, span: tuple[int, int], today: date
) -> Iterator[Problem]:
    first = due.effect_term(before.ends_on, span).first
    if not steps.attended(before) or before.outcome not in (Outcome.OPEN, Outcome.COMPLETED):
        yield Problem("effect_on", "not_attended")
    elif on is None:
        yield Problem("effect_on", "required")
    elif on > today:
        yield Problem("effect_on", "in_the_future", {"today": format_date(today)})
    elif on < first:
        yield Problem("effect_on", "effect_too_early", {"first": format_date(first)})
    if mark is None:
        yield Problem("effect_mark", "required")
    yield from shape_problems(HeadWords(effect_mark=mark, effect_note=note))
