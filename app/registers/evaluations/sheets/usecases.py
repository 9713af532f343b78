"""Use cases for evaluation sheets up to the signature; ``appeals`` holds what comes after it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.people.structure.domain import Position, Structure
from app.records import environment
from app.records.listing import in_chunks
from app.registers.evaluations.sheets import clocks, due, marking, opening, repository, steps, words
from app.registers.evaluations.sheets.clocks import Clock
from app.registers.evaluations.sheets.domain import (
    Agreed,
    Beside,
    CriterionMark,
    Evaluation,
    EvaluationDraft,
    Goal,
    State,
    TrainingNeed,
    Verdict,
)
from app.registers.evaluations.sheets.due import DueLine, PersonTerm
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.result import computed
from app.registers.evaluations.sheets.sealing import seal_of, seal_ok
from app.registers.evaluations.sheets.stepping import Who, blank
from app.registers.evaluations.sheets.steps import UNSIGNED, Step
from app.registers.evaluations.sheets.taking import EarlierDeeds
from db.revisions import revisions

_TERMS_DEPEND_ON = ("employee", "unit", "post", "evaluation", "evaluation_regulation")
"""Kinds of record from which it follows who must be evaluated and when."""


class Evaluations(EarlierDeeds):
    """The evaluations of the office's employees."""

    _people_due: tuple[object, tuple[DueLine, ...]] | None = None
    """What was asked last about the next evaluations, and the answer."""

    # -- looking -----------------------------------------------------------------------------------------------

    def deeds(self, evaluation: Evaluation) -> tuple[Step, ...]:
        """The steps that this person may take on the sheet now."""
        self._require("read")
        return tuple(step for step in steps.allowed(evaluation, self.clock.today()) if self._may_take(evaluation, step))

    def clocks(self, evaluation: Evaluation) -> tuple[Clock, ...]:
        """The legal terms of the sheet today, explained."""
        self._require("read")
        return clocks.clocks(evaluation, self.clock.today())

    def warnings(self, evaluation: Evaluation) -> tuple[str, ...]:
        """Sentences that whoever opens the sheet has to see: a broken seal, a second negative, people who left."""
        self._require("read")
        with environment.reading(self.store) as session:
            return tuple(self._warnings(session, evaluation))

    def linked(self, record_id: int) -> tuple[Evaluation, ...]:
        """The sheets that this one comes from or that come from it, the oldest first."""
        self._require("read")
        with environment.reading(self.store) as session:
            self._row(session, record_id)
            records = self._fetch(session, repository.relatives(session, record_id))
        self._log_reading(records)
        return records

    def by_number(self, number: str) -> Evaluation | None:
        """The sheet with that number, None when there is none that this person sees."""
        self._require("read")
        with environment.reading(self.store) as session:
            record_id = repository.numbered(session, number.strip())
            records = () if record_id is None else self._fetch(session, (record_id,))
        self._log_reading(records, again=True)
        return records[0] if records else None

    def beside(self, sheets: Sequence[Evaluation]) -> Mapping[int, Beside]:
        """What a print says of other sheets, by the id of each of these."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.beside(session, sheets)

    def agreed(self, since: date | None = None, until: date | None = None) -> tuple[Agreed, ...]:
        """Goals and training needs from the talks of these days, of all sheets that stand; for a training plan."""
        self._require("read")
        with environment.reading(self.store) as session:
            ids = session.scalars(self._seen(repository.talk_ids(since, until)))
            sheets = self._fetch(session, list(ids))
        self._log_reading(sheets)
        return tuple(Agreed.of(sheet) for sheet in sheets if sheet.goals or sheet.needs)

    def marked(self, employee_ids: Iterable[int]) -> tuple[Evaluation, ...]:
        """Signed sheets with marks of these employees, of all sheets that stand; for what came of a training."""
        self._require("read")
        wanted = sorted(set(employee_ids))
        found: list[Evaluation] = []
        with environment.reading(self.store) as session:
            for chunk in in_chunks(wanted):
                statement = repository.talk_ids(None, None).where(EvaluationRow.employee_id.in_(chunk))
                ids = session.scalars(self._seen(statement))
                found += self._fetch(session, list(ids))
        sheets = tuple(sheet for sheet in found if sheet.signed_on is not None and sheet.marks)
        self._log_reading(sheets)
        return sheets

    # -- making a sheet ----------------------------------------------------------------------------------------

    def change_rater(self, record_id: int, version: int, rater_id: int, reason: str) -> Outcome[Evaluation]:
        """Give an unsigned sheet another rater, who is the direct superior now; the people are frozen anew."""
        self._require_any(Who.PERSONNEL)
        self._refuse(blank("rater_reason", reason))
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version, Who.PERSONNEL)
            today, structure = self.clock.today(), self._structure()
            self._refuse(tuple(_rater_problems(structure, before, rater_id, reason, today)))
            frozen = opening.frozen_as(structure, before.employee_id or 0, rater_id, today)
            opening.freeze(session, row, frozen)
            row.rater_reason = reason.strip()
            row.touch(self.clock.now())
            record = self._stored(session, row)
        said = f"Zmieniono oceniającego: {self.title(record)}."
        warning = _not_the_superior(structure, record, today)
        return Outcome(record, Change(self.entity, frozenset({record.id})), said, warning=warning)

    # -- the procedure up to the signature -----------------------------------------------------------------------

    def approve_criteria(self, record_id: int, version: int, on: date) -> Outcome[Evaluation]:
        """The head approved the criteria, where the regulation asks for it."""
        return self._step(record_id, version, Step.APPROVE_CRITERIA, on, "Zatwierdzono kryteria")

    def give_criteria(
        self, record_id: int, version: int, on: date, chosen: tuple[str, ...] = (), own: tuple[str, ...] = ()
    ) -> Outcome[Evaluation]:
        """The employee was told the criteria: the compulsory ones, elective ones by name, and own ones in words."""

        def criteria(_session: Session, before: Evaluation) -> Mapping[str, Any]:
            rules = marking.rules_of(before)
            self._refuse(tuple(marking.criteria_problems(rules, chosen, own)))
            return {"marks": tuple(marking.criteria(rules, chosen, own))}

        message = "Zapisano przekazanie kryteriów"
        return self._step(record_id, version, Step.GIVE_CRITERIA, on, message, worked_out=criteria)

    def enter_self_assessment(
        self, record_id: int, version: int, on: date, marks: Sequence[CriterionMark]
    ) -> Outcome[Evaluation]:
        """What the employee wrote about themselves: ``self_mark`` of each criterion on the sheet, None where blank."""

        def assessed(_session: Session, before: Evaluation) -> Mapping[str, Any]:
            given = {mark.criterion: mark.self_mark for mark in marks}
            if len(given) != len(marks) or given.keys() - {mark.criterion for mark in before.marks}:
                self._refuse((Problem("marks", "only_mark_once"),))
            changed = tuple(replace(mark, self_mark=given.get(mark.criterion)) for mark in before.marks)
            self._refuse(tuple(marking.scale_problems(changed, marking.rules_of(before))))
            return {"marks": changed}

        return self._step(record_id, version, Step.SELF_ASSESS, on, "Zapisano samoocenę", worked_out=assessed)

    def close_marks(
        self, record_id: int, version: int, on: date, verdict: Verdict | None, verdict_reason: str = ""
    ) -> Outcome[Evaluation]:
        """All marks stand; the rater says the result in words, whatever the regulation proposes."""

        def result(_session: Session, before: Evaluation) -> Mapping[str, Any]:
            found = computed(before.marks, marking.rules_of(before))
            proposed = Verdict.NEGATIVE if found.proposed_negative else Verdict.POSITIVE
            self._refuse((*found.missing, *marking.verdict_problems(verdict, verdict_reason, proposed)))
            return {
                "mean": found.mean_hundredths,
                "level": found.level,
                "proposed_negative": found.proposed_negative,
            }

        written = {"verdict": verdict, "verdict_reason": verdict_reason}
        message = "Wystawiono oceny"
        return self._step(
            record_id,
            version,
            Step.MARK,
            on,
            message,
            facts=written,
            worked_out=result,
            warning=self._second_negative,
        )

    def invite(self, record_id: int, version: int, on: date, place: str = "") -> Outcome[Evaluation]:
        """The talk is planned for that day, which may lie ahead."""
        return self._step(record_id, version, Step.INVITE, on, "Zapisano termin rozmowy", facts={"talk_place": place})

    def hold_talk(
        self,
        record_id: int,
        version: int,
        on: date,
        conclusions: str = "",
        goals: tuple[Goal, ...] = (),
        needs: tuple[TrainingNeed, ...] = (),
    ) -> Outcome[Evaluation]:
        """The talk was held; its conclusions, development goals and training needs."""
        written = {"conclusions": conclusions, "goals": goals, "needs": needs}
        return self._step(record_id, version, Step.HOLD_TALK, on, "Zapisano rozmowę", facts=written)

    def sign(self, record_id: int, version: int, on: date) -> Outcome[Evaluation]:
        """The rater signed; from now on the content is sealed."""

        def sealed(_session: Session, before: Evaluation) -> Mapping[str, Any]:
            return {"seal": seal_of(replace(before, signed_on=on))}

        message = "Podpisano arkusz"
        return self._step(record_id, version, Step.SIGN, on, message, worked_out=sealed, warning=self._second_negative)

    # -- terms -------------------------------------------------------------------------------------------------

    def due(self, on: date | None = None) -> tuple[DueLine, ...]:
        """For everybody in a managerial or clerical post on that day, and every open sheet: what is due and when.

        Today without a day. Overdue ones first, then by the day.
        """
        self._require("read")
        day, structure = on or self.clock.today(), self._structure()
        with environment.reading(self.store) as session:
            ids = session.scalars(self._seen(repository.open_ids(day)))
            sheets = self._fetch(session, list(ids))
            previous = repository.previous_of(session, until=day)
        self._log_reading(sheets)
        people = self._own_people(structure, day)
        return tuple(due.due_lines(structure, people, sheets, previous, self._rules_on(day), day))

    def people_due(self) -> tuple[DueLine, ...]:
        """Of everybody for whom no sheet is being written: until when the next evaluation is due, the soonest first.

        No sheet is read for it, and the answer is kept until people, units, sheets or regulations change, so the desk
        may ask often.
        """
        self._require("read")
        day = self.clock.today()
        with environment.reading(self.store) as session:
            counted = revisions(session)
        asked = (day, self.actor(), tuple(counted.get(entity, 0) for entity in _TERMS_DEPEND_ON))
        known = self._people_due
        if known is None or known[0] != asked:
            # worked out from the whole office: long where there are thousands
            known = self._people_due = (asked, self._count_people_due(day))
        return known[1]

    def _count_people_due(self, day: date) -> tuple[DueLine, ...]:
        structure = self._structure()
        with environment.reading(self.store) as session:
            written, previous = repository.being_written(session), repository.previous_of(session)
        people = [each for each in self._own_people(structure, day) if each.employee_id not in written]
        lines = due.due_lines(structure, people, (), previous, self._rules_on(day), day)
        return tuple(line for line in lines if line.key in due.LAST_DAYS)

    def terms(self) -> tuple[PersonTerm, ...]:
        """Between which days each person must be evaluated, the soonest first; no sheet's content is read for it."""
        self._require("read")
        day, structure = self.clock.today(), self._structure()
        with environment.reading(self.store) as session:
            rows = session.execute(self._seen(repository.unsigned())).mappings()
            sheets = {row["employee_id"]: due.OpenSheet(**row) for row in rows}
            previous = repository.previous_of(session)
        return due.people_terms(structure, self._own_people(structure, day), sheets, previous, self._rules_on(day), day)

    def _own_people(self, structure: Structure, day: date) -> list[Position]:
        actor = self.actor()
        own = actor.own_only("evaluation.read")
        return [
            position
            for position in structure.positions(day)
            if not own or (position.unit_id in actor.units and position.employee_id != actor.employee_id)
        ]

    def _rules_on(self, day: date) -> Mapping[str, Any]:
        regulation = self._in_force(day)
        return {} if regulation is None else opening.rules_of(regulation)

    # -- rules that need the database ----------------------------------------------------------------------------

    def _check(self, session: Session, draft: EvaluationDraft, row: Any) -> Iterator[Problem]:
        if row is None:
            yield from self._new_problems(session, draft)
            return
        before = self._to_record(row)
        if row.deleted_at is not None:
            if before.state is State.PLANNED:
                yield from opening.open_problems(session, row.employee_id, row.period_from)
            return
        if before.state not in UNSIGNED:
            yield Problem("state", "closed" if before.closed else "sheet_is_signed")
            return
        if draft.employee_id != before.employee_id:
            yield Problem("employee_id", "person_is_fixed")
        yield from marking.planned_problems(before, draft)
        yield from marking.mark_problems(before, draft)

    def _new_problems(self, session: Session, draft: EvaluationDraft) -> Iterator[Problem]:
        if draft.employee_id is None:
            return
        if draft.marks:
            yield Problem("marks", "criteria_not_given")
        today, structure = self.clock.today(), self._known_structure(session)
        if self._in_force(today) is None:
            yield Problem("planned_on", "no_regulation", {"day": format_date(today)})
        found = tuple(opening.person_problems(structure, draft.employee_id, today))
        yield from found
        if found or self._in_force(today) is None:
            return
        begun = self._begun(session, draft.employee_id)
        yield from opening.open_problems(session, draft.employee_id, begun.period_from)
        first, planned = begun.not_before, draft.planned_on
        if first is not None and planned is not None and planned < first:
            details = {"first": format_date(first), "why": begun.not_before_why}
            yield Problem("planned_on", "planned_too_early", details)

    def _after_anonymising(self, session: Session, row: Any, before: Evaluation) -> None:
        """A sound seal is made anew, so that later changes still show; one that was broken stays so."""
        opening.freeze(session, row, opening.same_people(self._to_record(row)))
        if before.seal and seal_ok(before):
            row.seal = seal_of(self._to_record(row))

    def _before_save(self, session: Session, row: Any, draft: EvaluationDraft, before: Evaluation | None) -> None:
        if before is not None:
            self._require_part(before.employee_id, before.rater_id, Who.RATER)
            return
        assert draft.employee_id is not None, "checked before"
        begun = self._begun(session, draft.employee_id)
        self._require_part(draft.employee_id, begun.frozen.rater_id, Who.RATER)
        opening.fill(session, row, self.clock, begun)

    def _warnings(self, session: Session, evaluation: Evaluation) -> Iterator[str]:
        if not seal_ok(evaluation):
            yield words.SEAL_BROKEN.format(number=evaluation.number)
        if second := self._second_negative(session, evaluation):
            yield second
        if evaluation.closed or evaluation.state is State.APPEALED:
            return
        today = self.clock.today()
        if not repository.works(session, evaluation.employee_id, today):
            yield words.EMPLOYEE_LEFT.format(person=evaluation.person)
        if evaluation.state in UNSIGNED and not repository.works(session, evaluation.rater_id, today):
            yield words.RATER_LEFT.format(rater=evaluation.rater)
        if evaluation.state in UNSIGNED and not repository.unit_open(session, evaluation.unit_id, today):
            yield words.UNIT_CLOSED.format(unit=evaluation.unit)


def _not_the_superior(structure: Structure, record: Evaluation, day: date) -> str:
    """What to say where the rater of an unsigned sheet is not the direct superior of that day; blank otherwise."""
    superior = structure.superior(record.employee_id or 0, day).employee_id
    if superior == record.rater_id:
        return ""
    position = None if superior is None else structure.position(superior, day)
    told = "nikt nie jest" if position is None else f"jest {position.person} ({position.post})"
    return words.NOT_THE_SUPERIOR.format(superior=told, article=clocks.EVERY_TWO_YEARS.text)


def _rater_problems(
    structure: Structure, before: Evaluation, rater_id: int, reason: str, today: date
) -> Iterator[Problem]:
    if before.state not in UNSIGNED:
        yield Problem("rater_id", "closed" if before.closed else "rater_after_signature")
    elif rater_id == before.employee_id:
        yield Problem("rater_id", "rater_is_person")
    elif rater_id == before.rater_id:
        yield Problem("rater_id", "same_rater")
    elif structure.position(rater_id, today) is None:
        yield Problem("rater_id", "rater_not_employed")
    elif before.employee_id is None or structure.position(before.employee_id, today) is None:
        yield Problem("employee_id", "employee_left", {"person": before.person, "day": format_date(today)})
