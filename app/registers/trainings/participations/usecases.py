"""Use cases for participations in trainings: requests, the eleven steps, places, attendance, certificates, effects."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import NotFound
from app.core.money import format_money
from app.core.periods import add_months
from app.core.polish import fold
from app.core.problems import Problem
from app.core.records import Outcome as Done
from app.people.structure.domain import Structure
from app.records import environment
from app.registers.trainings.budgets import repository as budgets
from app.registers.trainings.courses.domain import Course
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations import concerns, due, repository, steps, words
from app.registers.trainings.participations.attending import Attending
from app.registers.trainings.participations.concerns import CertifiedRow, WaitingRow
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Outcome,
    Participation,
    Step,
    StepDone,
    counts,
)
from app.registers.trainings.participations.due import Expiry, Whereabouts
from app.registers.trainings.participations.listing import Group
from app.registers.trainings.participations.stepping import WHO, Deed, Who
from app.registers.trainings.participations.taking import TakingParticipations
from app.registers.trainings.participations.words import who


class Participations(Attending, TakingParticipations):
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
            head = repository.head_of_office(session)
        found = [self._whereabouts(row, structure, day, alarms, head) for row in rows]
        return tuple(sorted(found, key=lambda each: -each.days))

    def _whereabouts(
        self, row: WaitingRow, structure: Structure, day: date, alarms: tuple[int, int], head: str
    ) -> Whereabouts:
        turn, name = who(row.step, head), ""
        if row.step is Step.FILL_CARD and row.attendance is Attendance.EXPECTED and row.ends_on < day:
            turn = who(Step.REGISTER, head) + words.LIST_OF_ATTENDANCE
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

    # -- the procedure ---------------------------------------------------------------------------------------

    def take(self, record_id: int, version: int, done: StepDone) -> Done[Participation]:
        """Take the step that comes next; with a ``reason`` it is skipped. Without an actor the program names one.

        A card is filled in with ``fill_card``, a request refused with ``refuse``; the January list takes its cards
        itself when it is approved.
        """
        self._require_any(Who.SOME)
        self._refuse((Problem("step", "taken_by_list"),) if done.step is Step.LIST and not done.reason.strip() else ())
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
            return self._reopened(session, before, steps.stepped_back(before))

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

    def correct_card(self, record_id: int, version: int, card: Card) -> Done[Participation]:
        """Put right what was typed in wrongly; the steps that followed stay.

        Invalid without a card, for a blank one, and once an approved January list rests on it.
        """

        def work(_session: Session, before: Participation) -> Participation:
            self._refuse((*steps.correction_problems(before, card), *shape_problems(card)))
            return steps.with_card(before, card)

        deed = Deed(Who.HEAD, "Poprawiono kartę uczestnictwa")
        return self._deed(record_id, version, deed, work)

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

    # -- inside transactions of others ---------------------------------------------------------------------------

    def course_changed(self, session: Session, before: Course | None, after: Course | None) -> None:
        """What follows from a changed training for its people; ``Courses`` calls it inside the transaction.

        A cancelled one ends every open participation, one that takes place after all opens them again. Invalid where
        it moves away from days for which something was written down.
        """
        if before is None or after is None:
            return
        structure: Structure | None = None
        for row in repository.rows_of_course(session, after.id):
            now = self._to_record(row)
            later = self._after_course(session, now, before, after)
            if (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on):
                self._refuse(steps.moving_problems(later, self.clock.today()))
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
            return self._reopened(session, now, steps.reopened(now))
        return steps.settled(now)

    def list_cards(self, session: Session, ids: Iterable[int], on: date, document: str) -> None:
        """The approved January list takes these cards; those that do not wait for it are left alone."""
        wanted = list(ids)
        rows = repository.rows_to_change(session, wanted)
        if len(rows) < len(wanted) or self._hides(session, wanted):
            raise NotFound(self._gone())
        listed = []
        # written once all are worked out: asking about the next one would save the one before by itself
        for row, before in zip(rows, self._to_records(session, rows), strict=True):
            if before.waiting_for is Step.LIST:
                done = StepDone(step=Step.LIST, done_on=on, document=document)
                listed.append((row, steps.taken(before, self._signed(session, before, done))))
        for row, after in listed:
            self._write(row, after)
        self._stored_together(session, [row for row, _ in listed])

    def unlist_cards(self, session: Session, document: str) -> None:
        """The approval of that list was taken back: its cards wait for a list again."""
        unlisted, rows = [], repository.rows_listed(session, document)
        for row, before in zip(rows, self._to_records(session, rows), strict=True):
            if before.steps and before.steps[-1].step is Step.LIST:
                self._write(row, steps.stepped_back(before))
                unlisted.append(row)
        self._stored_together(session, unlisted)


def _step_of_back(participation: Participation) -> Step:
    """The step whose right a step back needs."""
    if participation.outcome is Outcome.WITHDRAWN or not participation.steps:
        return Step.REQUEST
    return participation.steps[-1].step


def _reason_problems(reason: str) -> Iterator[Problem]:
    if not reason.strip():
        yield Problem("outcome_reason", "required")
    for problem in shape_problems(StepDone(reason=reason)):
        yield replace(problem, field="outcome_reason")


def _key(entitlement: str) -> str:
    return " ".join(fold(entitlement).split())


def _valid_until(row: CertifiedRow) -> date | None:
    """As typed in, else as long as the training says from its last day."""
    if row.valid_until is not None or row.months is None:
        return row.valid_until
    return add_months(row.ends_on, row.months)
