"""What all deeds on a participation share: who may, one deed as one transaction with its undo, what it is called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.drafts import shape_problems
from app.core.errors import Conflict, Invalid, NotAllowed
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.records import Change, Undo
from app.core.records import Outcome as Done
from app.people.structure.domain import Structure
from app.records.mapping import apply, draft_of
from app.registers.trainings.participations import renewing, repository, steps, words
from app.registers.trainings.participations.domain import (
    COUNTED,
    Card,
    HeadWords,
    Outcome,
    Participation,
    ParticipationDraft,
    Procedure,
    Seat,
    Step,
    StepDone,
    counts,
)
from app.registers.trainings.participations.listing import Group, Listing
from app.registers.trainings.participations.words import STEPS, who
from db.store import Store


class Who(StrEnum):
    """Who may, beside having the right."""

    HEAD = "head"
    """Personnel, and the head of a unit for the people of it and of those below."""
    PERSONNEL = "personnel"
    """Who may edit everybody's."""
    APPROVER = "approver"
    """Who may approve."""
    OFFICE = "office"
    """Personnel or who may approve."""
    SOME = "some"
    """Who may take any step at all; which one is asked once it is known."""


WHO: Mapping[Step, Who] = {
    **dict.fromkeys((Step.SELECT_OFFER, Step.ANALYSE_OFFER, Step.REQUEST), Who.HEAD),
    Step.APPROVE: Who.APPROVER,
    Step.REGISTER: Who.PERSONNEL,
    **dict.fromkeys((Step.FILL_CARD, Step.READ_CARD, Step.TALK, Step.HAND_OVER), Who.HEAD),
    **dict.fromkeys((Step.NOTE, Step.LIST), Who.OFFICE),
}
"""Who takes each step, or skips it."""
_NOT_ONESELF = (Step.APPROVE, Step.READ_CARD, Step.TALK)
_BY_HEAD = (Step.READ_CARD, Step.TALK, Step.HAND_OVER)
_STRUCTURE, _CHANGED = "trainings.structure", "trainings.changed"
_PUT_BACK = (*(spec.name for spec in fields(Procedure)), "certificate", "certificate_on", "valid_until")
"""What an undo brings back: all that deeds write."""


@dataclass(frozen=True)
class Deed:
    """How a deed is done and told: who may, the sentence, and what its undo is called."""

    who: Who
    message: str
    undo: str = "Cofnij"
    not_oneself: bool = False


class Stepping(Listing):
    """One deed on one participation or on several."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        structure: Callable[[], Structure],
    ) -> None:
        """``structure`` gives the whole office, whoever asks: who is whose head must not depend on what one sees."""
        super().__init__(store, clock, actor)
        self._structure = structure

    # -- who may ---------------------------------------------------------------------------------------------

    def _require_any(self, who: Who) -> None:
        actor = self.actor()
        everywhere = actor.may("training_participation.edit") and not actor.own_only("training_participation.edit")
        approves = actor.may("training_participation.approve")
        allowed = {
            Who.HEAD: actor.may("training_participation.edit"),
            Who.PERSONNEL: everywhere,
            Who.APPROVER: approves,
            Who.OFFICE: everywhere or approves,
            Who.SOME: actor.may("training_participation.edit") or approves,
        }[who]
        if allowed:
            return
        own = who in (Who.PERSONNEL, Who.OFFICE) and actor.own_only("training_participation.edit")
        raise NotAllowed(words.ONLY_PERSONNEL if own else actor.refusal)

    def _require_other(self, employee_id: int | None) -> None:
        """Raise NotAllowed for the person's own request or card."""
        me = self.actor().employee_id
        if me is not None and me == employee_id:
            raise NotAllowed(words.OWN_REQUEST)

    def _may_take(self, participation: Participation, step: Step) -> bool:
        try:
            self._require_any(WHO[step])
            if step in _NOT_ONESELF:
                self._require_other(participation.employee_id)
        except NotAllowed:
            return False
        return True

    def _refuse(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        if found:
            raise self.invalid(found)

    # -- who is who ------------------------------------------------------------------------------------------

    def _known_structure(self, session: Session) -> Structure:
        """The structure, read once in a session."""
        known: Structure | None = session.info.get(_STRUCTURE)
        if known is None:
            known = session.info[_STRUCTURE] = self._structure()
        return known

    def _head_of(self, structure: Structure, employee_id: int | None, on: date) -> tuple[int | None, str]:
        """Id and name of the person's superior that day, where there is one."""
        found = None if employee_id is None else structure.superior(employee_id, on).employee_id
        position = None if found is None else structure.position(found, on)
        return (None, "") if position is None else (found, position.person)

    def _myself(self, structure: Structure) -> tuple[int | None, str]:
        me = self.actor().employee_id
        position = None if me is None else structure.position(me, self.clock.today())
        return (None, "") if position is None else (me, position.person)

    def _signed(self, session: Session, participation: Participation, done: StepDone) -> StepDone:
        """The step with who took it, where nobody is named: of a card the person, of what follows the head."""
        structure, on = self._known_structure(session), done.done_on or self.clock.today()
        if done.actor_id is not None and not done.actor.strip():
            position = structure.position(done.actor_id, on)
            return replace(done, actor="" if position is None else position.person)
        if done.actor.strip() or done.actor_id is not None:
            return done
        named: tuple[int | None, str] = (None, "")
        if done.step is Step.FILL_CARD and not done.reason.strip():
            named = (participation.employee_id, participation.person)
        elif done.step in _BY_HEAD and not done.reason.strip():
            named = self._head_of(structure, participation.employee_id, on)
        found = named if named[1] else self._myself(structure)
        return replace(done, actor_id=found[0], actor=found[1] or who(done.step, repository.head_of_office(session)))

    # -- one deed --------------------------------------------------------------------------------------------

    def _deed(
        self,
        record_id: int,
        version: int,
        deed: Deed,
        work: Callable[[Session, Participation], Participation],
        told: Callable[[Session, Participation, Participation], str] | None = None,
        warned: Callable[[Session, Participation], str] | None = None,
    ) -> Done[Participation]:
        """One deed on one participation: ``work`` makes the one after of the one before, or raises Invalid.

        ``told`` adds to the sentence, ``warned`` gives the warning.
        """
        self._require_any(deed.who)
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version, deed)
            record = self._keep(session, row, before, work(session, before))
            more = "" if told is None else told(session, before, record)
            warning = "" if warned is None else warned(session, record)
        said = " ".join(filter(None, (f"{deed.message}: {self.title(record)}.", more)))
        outcome = self._outcome(record, said, deed.undo, self._undoing(before, deed), version)
        return replace(outcome, warning=warning)

    def _opened(self, session: Session, record_id: int, version: int | None, deed: Deed) -> tuple[Any, Participation]:
        row = self._row(session, record_id)
        before = self._to_record(row)
        if deed.not_oneself:
            self._require_other(before.employee_id)
        if version is not None and row.version != version:
            raise Conflict(before, before)
        return row, before

    def _keep(self, session: Session, row: Any, before: Participation, after: Participation) -> Participation:
        """Write what differs and store it; the same record when nothing does."""
        if after == before:
            return before
        self._write(row, after)
        return self._stored(session, row)

    def _write(self, row: Any, after: Participation) -> None:
        apply(row, draft_of(after, Procedure))
        apply(row, draft_of(after, ParticipationDraft))
        row.touch(self.clock.now())

    def _undoing(self, before: Participation, deed: Deed) -> Callable[[int, int], Done[Participation]]:
        """The reverse operation: the participation as it was before the deed."""
        back = Deed(deed.who, "Cofnięto", "Przywróć", deed.not_oneself)

        def undo(number: int, at: int) -> Done[Participation]:
            return self._deed(number, at, back, lambda session, now: self._as_before(session, now, before))

        return undo

    def _as_before(self, session: Session, now: Participation, before: Participation) -> Participation:
        after = replace(now, **{name: getattr(before, name) for name in _PUT_BACK})
        # the training may have moved since, or changed its kind
        return self._reopened(session, now, steps.settled(after))

    def _reopened(self, session: Session, now: Participation, after: Participation) -> Participation:
        """What must still hold where a participation comes back that had ended; Invalid where it cannot.

        On the waiting list where the place was given to somebody else meanwhile.
        """
        if after.outcome is Outcome.OPEN and now.outcome is not Outcome.OPEN:
            course = repository.course(session, after.course_id)
            if course is not None and course.cancelled_on is not None:
                self._refuse((Problem("course_id", "back_over_cancelled"),))
        if after.outcome in COUNTED and now.outcome not in COUNTED:
            other = repository.other_of(session, after.course_id or 0, after.employee_id or 0, after.id)
            if other is not None:
                self._refuse((Problem("employee_id", "takes_part_again", {"number": other[0], "person": other[1]}),))
        if counts(after) and not counts(now) and not self._has_room(session, after.course_id):
            return replace(after, seat=Seat.WAITING)
        return after

    def _has_room(self, session: Session, course_id: int | None) -> bool:
        course = repository.course(session, course_id)
        if course is None or course.places is None:
            return True
        return repository.places_taken(session, course.id) < course.places

    # -- one deed on several -----------------------------------------------------------------------------------

    def _group_deed(
        self,
        ids: Iterable[int],
        deed: Deed,
        work: Callable[[Session, Participation], Participation],
        versions: Mapping[int, int] | None = None,
    ) -> Done[Group]:
        """One deed on several in one transaction, those left out whom it changes nothing about.

        Invalid with a sentence for each person about whom it cannot be done; then nothing is saved.
        """
        self._require_any(deed.who)
        with self._changing() as session:
            befores, records = self._group_within(session, ids, deed, work, versions or {})
        return self._group_done(befores, records, deed)

    def _group_within(
        self,
        session: Session,
        ids: Iterable[int],
        deed: Deed,
        work: Callable[[Session, Participation], Participation],
        versions: Mapping[int, int],
    ) -> tuple[Group, Group]:
        refused: list[tuple[Participation, Invalid]] = []
        pairs: list[tuple[Participation, Any]] = []
        for record_id in ids:
            row, before = self._opened(session, record_id, versions.get(record_id), deed)
            try:
                after = work(session, before)
            except Invalid as problem:
                refused.append((before, problem))
                continue
            if after != before:
                self._write(row, after)
                self._note_changed(session, row.course_id)
                pairs.append((before, row))
        if refused:
            found = tuple(problem for _, refusal in refused for problem in refusal.problems)
            raise Invalid(found, tuple(f"{before.person}: {refusal}" for before, refusal in refused))
        return tuple(before for before, _ in pairs), self._stored_together(session, [row for _, row in pairs])

    def _group_done(self, befores: Group, records: Group, deed: Deed) -> Done[Group]:
        change = Change(self.entity, frozenset(record.id for record in records))
        if not records:
            return Done(records, change, "Bez zmian.")
        earlier = {before.id: before for before in befores}

        def undo() -> Done[Group]:
            versions = {record.id: self._latest(record) for record in records}
            back = Deed(deed.who, "Cofnięto", "Przywróć", deed.not_oneself)
            done = self._group_deed(
                versions, back, lambda session, now: self._as_before(session, now, earlier[now.id]), versions
            )
            for record in done.record:
                self._restored[record.id, earlier[record.id].version] = record.version
            return done

        said = f"{deed.message}: {words.WORDS.counted(len(records))}."
        return Done(records, change, said, Undo(deed.undo, undo))

    def _latest(self, record: Participation) -> int:
        at = record.version
        while (record.id, at) in self._restored:
            at = self._restored[record.id, at]
        return at

    # -- costs follow ------------------------------------------------------------------------------------------

    def _note_changed(self, session: Session, *course_ids: int | None) -> None:
        """Remember whose costs must be divided anew before the session ends."""
        session.info.setdefault(_CHANGED, set()).update(number for number in course_ids if number is not None)

    def _stored(self, session: Session, row: Any) -> Participation:
        (record,) = self._stored_together(session, (row,))
        return record

    def _stored_together(self, session: Session, rows: Sequence[Any]) -> Group:
        session.flush()
        renewing.renew(session, *session.info.pop(_CHANGED, ()), *(row.course_id for row in rows))
        records = tuple(map(self._to_record, rows))
        for record in records:
            self._entitle(session, record)
        return records

    def _after_save(self, session: Session, record: Participation) -> None:
        if record.course_id is not None:
            renewing.renew(session, record.course_id)

    def _after_delete(self, session: Session, record: Participation) -> None:
        self._after_save(session, record)

    # -- steps -------------------------------------------------------------------------------------------------

    def _take(
        self,
        record_id: int,
        version: int,
        done: StepDone,
        *,
        card: Card | None = None,
        head_remarks: str | None = None,
        message: str = "",
        warned: Callable[[Session, Participation], str] | None = None,
    ) -> Done[Participation]:
        """Take or skip one step; Invalid with every reason why it cannot be done."""

        def work(session: Session, before: Participation) -> Participation:
            after = self._taken(session, before, done, card)
            if head_remarks is None:
                return after
            self._refuse(shape_problems(HeadWords(head_remarks=head_remarks)))
            return replace(after, head_remarks=head_remarks.strip())

        skipping = bool(done.reason.strip())
        said = message or (f"Pominięto krok „{STEPS[done.step].label}”" if skipping else STEPS[done.step].taken)
        deed = Deed(WHO[done.step], said, "Cofnij krok", done.step in _NOT_ONESELF)
        return self._deed(record_id, version, deed, work, warned=warned)

    def _taken(
        self, session: Session, before: Participation, done: StepDone, card: Card | None = None
    ) -> Participation:
        today = self.clock.today()
        broken = [*steps.problems(before, done, today, card), *shape_problems(done)]
        broken += () if card is None else shape_problems(card)
        self._refuse(broken)
        return steps.taken(before, self._signed(session, before, done), card)
