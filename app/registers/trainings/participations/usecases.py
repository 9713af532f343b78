"""Use cases for participations in trainings: requests, the eleven steps, places, attendance, certificates, effects."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import Invalid, Refusal
from app.core.money import format_money
from app.core.periods import add_months
from app.core.polish import fold, plural
from app.core.problems import Problem
from app.core.records import Outcome as Done
from app.people.structure.domain import Structure
from app.records import environment
from app.records.references import referring
from app.registers.trainings.budgets import repository as budgets
from app.registers.trainings.courses import repository as courses
from app.registers.trainings.courses.domain import Course, CourseKind
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations import concerns, due, opening, repository, steps, words
from app.registers.trainings.participations.concerns import CertifiedRow, WaitingRow
from app.registers.trainings.participations.domain import (
    COUNTED,
    Attendance,
    Card,
    HeadWords,
    Outcome,
    Participation,
    ParticipationDraft,
    Seat,
    Step,
    StepDone,
    counts,
)
from app.registers.trainings.participations.due import Expiry, Whereabouts
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.stepping import WHO, Deed, Group, Who
from app.registers.trainings.participations.taking import TakingParticipations
from app.registers.trainings.participations.words import STEPS
from db.numbering import next_numbers

_FIXED = ("course_id", "employee_id", "requested_on", "no_offer_reason")
"""What a decided request rests on."""


class Participations(TakingParticipations):
    """Who takes part in which training, from the request to the January list."""

    # -- looking ---------------------------------------------------------------------------------------------

    def of_course(self, course_id: int) -> Group:
        """Everybody in a training, by name; also those who were refused or withdrew."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, list(session.scalars(self._seen(repository.ids_of_course(course_id)))))

    def of_person(self, employee_id: int) -> Group:
        """All participations of a person, the last training first."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, list(session.scalars(self._seen(repository.ids_of_person(employee_id)))))

    def cards_to_fill(self, course_id: int | None = None) -> Group:
        """Those whose card can be filled in now, by name; of one training or of all."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, list(session.scalars(self._seen(repository.ids_of_cards(course_id)))))

    def effects_due(self) -> Group:
        """Those whose training's effect is to be checked today, the training that ended first before the others."""
        self._require("read")
        today = self.clock.today()
        with environment.reading(self.store) as session:
            ends = concerns.effect_ends(today, rules_on(today))
            return self._fetch(session, list(session.scalars(self._seen(concerns.effect_ids(*ends)))))

    def deeds(self, participation: Participation) -> tuple[Step, ...]:
        """The step that this person may take or skip now, if there is one."""
        self._require("read")
        step = steps.next_step(participation) if participation.outcome is Outcome.OPEN else None
        return (step,) if step is not None and self._may_take(participation, step) else ()

    def may_step_back(self, participation: Participation) -> bool:
        """Whether this person may take the last step back."""
        self._require("read")
        if steps.back_problems(participation):
            return False
        return self._may_take(participation, _step_of_back(participation))

    def waiting(self, today: date | None = None) -> tuple[Whereabouts, ...]:
        """Where every card is: the step waited for, whose turn it is and for how long; the longest waiting first."""
        self._require("read")
        day = today or self.clock.today()
        structure, alarms = self._structure(), rules_on(day).card_alarms
        with environment.reading(self.store) as session:
            rows = [WaitingRow._make(values) for values in session.execute(self._seen(concerns.waiting()))]
        found = [self._whereabouts(row, structure, day, alarms) for row in rows]
        return tuple(sorted(found, key=lambda each: -each.days))

    def _whereabouts(self, row: WaitingRow, structure: Structure, day: date, alarms: tuple[int, int]) -> Whereabouts:
        turn, name = STEPS[row.step].who, ""
        if row.step is Step.FILL_CARD and row.attendance is Attendance.EXPECTED and row.ends_on < day:
            turn = STEPS[Step.REGISTER].who + words.LIST_OF_ATTENDANCE
        elif row.step is Step.FILL_CARD:
            name = row.person
        elif WHO[row.step] is Who.HEAD:
            name = self._head_of(structure, row.employee_id, day)[1]
        return Whereabouts(
            participation_id=row.id,
            version=row.version,
            number=row.number,
            employee_id=row.employee_id,
            person=row.person,
            unit_id=row.unit_id,
            unit=row.unit,
            course_id=row.course_id,
            topic=row.topic,
            seat=row.seat,
            step=row.step,
            turn=f"{turn}: {name}" if name else turn,
            since=row.since,
            days=due.days_waiting(row.since, day),
            late=due.lateness(row.step, row.since, day, alarms),
        )

    def expiring(self, on: date | None = None) -> tuple[Expiry, ...]:
        """Validities that have ended or end within the first alarm (90 days), the earliest first.

        Of a person's certificates of the same entitlement the newest counts; who has left the office is left out.
        """
        self._require("read")
        day = on or self.clock.today()
        alarms, structure = rules_on(day).expiry_alarms, self._structure()
        with environment.reading(self.store) as session:
            rows = [CertifiedRow._make(values) for values in session.execute(self._seen(concerns.certified()))]
            renewals = {
                (employee_id, _key(entitlement)): starts_on
                for employee_id, entitlement, starts_on in session.execute(self._seen(concerns.renewals(day)))
            }
            found = tuple(self._expiries(rows, renewals, structure, day, alarms))
            symbols = repository.symbols(session, (each.unit_id for each in found if each.unit_id is not None))
        named = (replace(each, unit=symbols.get(each.unit_id or 0, "")) for each in found)
        return tuple(sorted(named, key=lambda each: (each.valid_until, each.person, each.participation_id)))

    def _expiries(
        self,
        rows: list[CertifiedRow],
        renewals: Mapping[tuple[int, str], date],
        structure: Structure,
        day: date,
        alarms: tuple[int, int],
    ) -> Iterator[Expiry]:
        for each in due.newest(row.validity(_valid_until(row)) for row in rows):
            position, until = structure.position(each.employee_id, day), each.valid_until
            alarm = None if until is None else due.expiry_alarm((until - day).days, alarms)
            if position is None or until is None or alarm is None:
                continue
            yield Expiry(
                participation_id=each.participation_id,
                employee_id=each.employee_id,
                person=position.person,
                post=position.post,
                unit_id=position.unit_id,
                unit="",
                entitlement=each.entitlement,
                certificate=each.certificate,
                valid_until=until,
                days=(until - day).days,
                alarm=alarm,
                renewal_on=renewals.get((each.employee_id, _key(each.entitlement))),
            )

    def approval_warning(self, record_id: int) -> str:
        """What to say before the approval where the year's budget does not hold it; blank where it does."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._approval_warning(session, self._to_record(self._row(session, record_id)))

    def _approval_warning(self, session: Session, participation: Participation) -> str:
        year, cost = participation.starts_on.year, participation.cost
        if cost <= 0:
            return ""
        plan = budgets.planned(session, year)
        if not plan:
            return words.NO_BUDGET.format(year=year, cost=format_money(cost))
        spent = repository.spending(session, year, self.clock.today())
        own = participation.unit_id if participation.unit_id in plan else None
        # units without an amount of their own live on the common reserve
        units = {own} if own is not None else {unit for unit in spent if unit is None or unit not in plan}
        used = [spent[unit] for unit in units if unit in spent]
        committed, done = sum(each.committed for each in used), sum(each.spent for each in used)
        if participation.waiting_for is not Step.APPROVE and counts(participation):
            # it is among them already
            if participation.ends_on < self.clock.today():
                done -= cost
            else:
                committed -= cost
        over = committed + done + cost - plan.get(own, 0)
        if over <= 0:
            return ""
        whose = f"komórka {participation.unit}" if own is not None else "wspólna rezerwa"
        amounts = {"plan": plan.get(own, 0), "committed": committed, "spent": done, "cost": cost, "over": over}
        told = {name: format_money(amount) for name, amount in amounts.items()}
        return words.OVER_BUDGET.format(year=year, whose=whose, **told)

    # -- requests --------------------------------------------------------------------------------------------

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

    # -- the procedure ---------------------------------------------------------------------------------------

    def take(self, record_id: int, version: int, done: StepDone) -> Done[Participation]:
        """Take the step that comes next; with a ``reason`` it is skipped. Without an actor the program names one.

        A card is filled in with ``fill_card``, a request refused with ``refuse``.
        """
        self._require_any(Who.SOME)
        return self._take(record_id, version, done)

    def skip(self, record_id: int, version: int, step: Step, on: date | None, reason: str) -> Done[Participation]:
        """Skip the step that comes next; Invalid without a reason."""
        self._require_any(Who.SOME)
        self._require_any(WHO[step])
        self._refuse(() if reason.strip() else (Problem("reason", "reason_required"),))
        return self._take(record_id, version, StepDone(step=step, done_on=on, reason=reason.strip()))

    def step_back(self, record_id: int, version: int) -> Done[Participation]:
        """Take back the last step, a refusal or a withdrawal; what it wrote is gone, undo brings it back."""

        def work(session: Session, before: Participation) -> Participation:
            self._refuse(steps.back_problems(before))
            self._require_any(WHO[_step_of_back(before)])
            return self._seated(session, before, steps.stepped_back(before))

        return self._deed(record_id, version, Deed(Who.SOME, "Cofnięto krok", "Przywróć krok"), work)

    def approve(
        self, record_id: int, version: int, on: date | None, document: str = "", actor: str = ""
    ) -> Done[Participation]:
        """The head of the office approved the request; the warning says by how much it exceeds the budget."""
        done = StepDone(step=Step.APPROVE, done_on=on, document=document, actor=actor)
        return self._take(record_id, version, done, warned=self._approval_warning)

    def refuse(
        self, record_id: int, version: int, on: date | None, reason: str, actor: str = ""
    ) -> Done[Participation]:
        """The head of the office refused the request; Invalid without a reason."""

        def work(session: Session, before: Participation) -> Participation:
            broken = steps.ending_problems(before, on, self.clock.today(), refusing=True)
            self._refuse((*broken, *_reason_problems(reason)))
            done = self._signed(session, before, StepDone(step=Step.APPROVE, done_on=on, actor=actor))
            after = replace(before, steps=(*before.steps, done))
            return steps.ended(after, Outcome.REFUSED, on, reason.strip())

        deed = Deed(Who.APPROVER, "Odrzucono wniosek", "Cofnij odrzucenie", not_oneself=True)
        return self._deed(record_id, version, deed, work, told=self._place_freed)

    def withdraw(self, record_id: int, version: int, on: date | None, reason: str) -> Done[Participation]:
        """The person does not take part after all; Invalid without a reason and once attendance is written down."""

        def work(_session: Session, before: Participation) -> Participation:
            broken = steps.ending_problems(before, on, self.clock.today(), refusing=False)
            self._refuse((*broken, *_reason_problems(reason)))
            return steps.ended(before, Outcome.WITHDRAWN, on, reason.strip())

        deed = Deed(Who.HEAD, "Wycofano z udziału", "Cofnij wycofanie")
        return self._deed(record_id, version, deed, work, told=self._place_freed)

    def _place_freed(self, session: Session, before: Participation, after: Participation) -> str:
        """Who is first on the waiting list where a place was given up; blank where nobody is, or nobody one sees."""
        if not counts(before) or counts(after) or before.course_id is None:
            return ""
        first = session.scalars(self._seen(repository.in_line(before.course_id)).limit(1)).first()
        if first is None or not self._has_room(session, before.course_id):
            return ""
        found = self._to_record(self._row(session, first))
        day = "" if found.requested_on is None else format_date(found.requested_on)
        return words.FIRST_IN_LINE.format(person=found.person, unit=found.unit, day=day)

    def fill_card(self, record_id: int, version: int, on: date | None, card: Card) -> Done[Participation]:
        """What the person wrote on the card."""
        return self._take(record_id, version, StepDone(step=Step.FILL_CARD, done_on=on), card=card)

    def fill_cards(self, cards: Mapping[int, tuple[date | None, Card]]) -> Done[Group]:
        """The cards of several people, by participation, in one transaction; for a workbook."""

        def work(session: Session, before: Participation) -> Participation:
            on, card = cards[before.id]
            return self._taken(session, before, StepDone(step=Step.FILL_CARD, done_on=on), card)

        return self._group_deed(cards, Deed(Who.HEAD, "Wpisano karty uczestnictwa"), work)

    def read_card(self, record_id: int, version: int, on: date | None, remarks: str = "") -> Done[Participation]:
        """The head of the unit has read the card, and may add remarks."""
        return self._take(record_id, version, StepDone(step=Step.READ_CARD, done_on=on), head_remarks=remarks)

    def talk(self, record_id: int, version: int, on: date | None) -> Done[Participation]:
        """The head of the unit has talked with the person about the training."""
        return self._take(record_id, version, StepDone(step=Step.TALK, done_on=on))

    def hand_over(self, record_id: int, version: int, on: date | None, document: str = "") -> Done[Participation]:
        """The card was handed to the administrative department."""
        return self._take(record_id, version, StepDone(step=Step.HAND_OVER, done_on=on, document=document))

    def note_in_register(
        self, record_id: int, version: int, on: date | None, document: str = ""
    ) -> Done[Participation]:
        """The secretary has noted the training in the register."""
        return self._take(record_id, version, StepDone(step=Step.NOTE, done_on=on, document=document))

    # -- places and attendance ---------------------------------------------------------------------------------

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

        def work(_session: Session, before: Participation) -> Participation:
            state, missed = attendance[before.id]
            self._refuse(_attendance_problems(before, course_id, state, missed, self.clock.today()))
            return (
                before
                if state is before.attendance and missed == before.missed
                else steps.present(before, state, tuple(missed))
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

    # -- inside transactions of others ---------------------------------------------------------------------------

    def course_changed(self, session: Session, before: Course | None, after: Course | None) -> None:
        """What follows from a changed training for its people; ``Courses`` calls it inside the transaction.

        A cancelled one ends every open participation, one that takes place after all opens them again.
        """
        if before is None or after is None:
            return
        structure: Structure | None = None
        for row in repository.rows_of_course(session, after.id):
            now = self._to_record(row)
            later = self._after_course(session, now, before, after)
            ahead = after.starts_on is not None and after.starts_on > self.clock.today()
            moved = ahead and before.starts_on != after.starts_on
            with session.no_autoflush:
                if moved:
                    structure = structure or self._known_structure(session)
                    self._freeze(session, structure, row, later.starts_on)
                if moved or later != now:
                    self._write(row, later)
        self._note_changed(session, after.id)
        self._stored_together(session, ())

    def _after_course(self, session: Session, now: Participation, before: Course, after: Course) -> Participation:
        if before.cancelled_on is None and after.cancelled_on is not None and now.outcome is Outcome.OPEN:
            return steps.ended(now, Outcome.CANCELLED, after.cancelled_on, after.cancel_reason)
        if before.cancelled_on is not None and after.cancelled_on is None and now.outcome is Outcome.CANCELLED:
            return self._seated(session, now, steps.reopened(now))
        return steps.settled(now) if now.outcome is Outcome.OPEN else now

    def list_cards(self, session: Session, ids: Iterable[int], on: date, document: str) -> None:
        """The approved January list takes these cards; those that do not wait for it are left alone."""
        for record_id in ids:
            row = self._row(session, record_id)
            before = self._to_record(row)
            if before.waiting_for is Step.LIST:
                done = StepDone(step=Step.LIST, done_on=on, document=document)
                self._keep(session, row, before, steps.taken(before, self._signed(session, before, done)))

    def unlist_cards(self, session: Session, document: str) -> None:
        """The approval of that list was taken back: its cards wait for a list again."""
        for row in repository.rows_listed(session, document):
            before = self._to_record(row)
            if before.steps and before.steps[-1].step is Step.LIST:
                self._keep(session, row, before, steps.stepped_back(before))

    # -- rules that need the database ------------------------------------------------------------------------------

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
        if row is not None and not _undecided(row):
            yield from _fixed_problems(row, draft)
            return
        same = row is not None and row.deleted_at is None
        if not (same and all(getattr(row, name) == getattr(draft, name) for name in _FIXED)):
            yield from self._request_problems(session, course, draft)

    def _once(self, session: Session, draft: ParticipationDraft, row: Any) -> Iterator[Problem]:
        if row is not None and row.outcome not in COUNTED:
            return
        course_id, employee_id = draft.course_id or 0, draft.employee_id or 0
        other = repository.other_of(session, course_id, employee_id, None if row is None else row.id)
        if other is not None:
            yield Problem("employee_id", "already_takes_part", {"number": other[0], "person": other[1]})

    def _request_problems(self, session: Session, course: Any, draft: ParticipationDraft) -> Iterator[Problem]:
        today, structure = self.clock.today(), self._known_structure(session)
        if course.cancelled_on is not None:
            yield Problem("course_id", "course_cancelled", {"day": format_date(course.cancelled_on)})
        if draft.requested_on is not None and draft.requested_on > today:
            yield Problem("requested_on", "request_in_future", {"day": format_date(today)})
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


def _step_of_back(participation: Participation) -> Step:
    """The step whose right a step back needs."""
    if participation.outcome is Outcome.WITHDRAWN or not participation.steps:
        return Step.REQUEST
    return participation.steps[-1].step


def _fixed_problems(row: Any, draft: ParticipationDraft) -> Iterator[Problem]:
    for name in _FIXED:
        if getattr(row, name) != getattr(draft, name):
            yield Problem(name, "request_is_decided")


def _reason_problems(reason: str) -> Iterator[Problem]:
    if not reason.strip():
        yield Problem("outcome_reason", "required")
    for problem in shape_problems(StepDone(reason=reason)):
        yield replace(problem, field="outcome_reason")


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


def _key(entitlement: str) -> str:
    return " ".join(fold(entitlement).split())


def _valid_until(row: CertifiedRow) -> date | None:
    """As typed in, else as long as the training says from its last day."""
    if row.valid_until is not None or row.months is None:
        return row.valid_until
    return add_months(row.ends_on, row.months)
