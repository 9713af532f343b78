"""What all deeds on a sheet share: who may, one step as one transaction, and what the sheet is called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import Conflict, NotAllowed, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.people.structure.domain import Structure
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import apply, draft_of
from app.records.usecases import Noun, Records
from app.registers.evaluations.regulations.domain import Regulation
from app.registers.evaluations.sheets import concerns, opening, repository, steps, words
from app.registers.evaluations.sheets.domain import (
    Evaluation,
    EvaluationDraft,
    Kind,
    State,
    Written,
    validate,
)
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.opening import Opening
from app.registers.evaluations.sheets.result import SENTENCES
from app.registers.evaluations.sheets.steps import Step
from app.registers.evaluations.sheets.words import FIELDS, LABELS, PROBLEMS
from db.store import Store


class Who(StrEnum):
    """Who may take a step, beside having the right."""

    RATER = "rater"
    """The frozen rater or personnel."""
    PERSONNEL = "personnel"
    """Who may edit every sheet."""
    HEAD = "head"
    """Who may approve."""
    OFFICE = "office"
    """Personnel or who may approve."""


_RIGHTS = {
    Who.RATER: ("edit",),
    Who.PERSONNEL: ("edit",),
    Who.HEAD: ("approve",),
    Who.OFFICE: ("edit", "approve"),
}
WHO: Mapping[Step, Who] = {
    **dict.fromkeys(Step, Who.RATER),
    **dict.fromkeys((Step.APPROVE_CRITERIA, Step.DECIDE_RESTORE, Step.DECIDE_APPEAL), Who.HEAD),
    **dict.fromkeys((Step.FILE_APPEAL, Step.ASK_RESTORE, Step.DELIVER_DECISION, Step.MAKE_FINAL), Who.OFFICE),
    **dict.fromkeys((Step.PLAN_AGAIN, Step.CORRECT, Step.CANCEL), Who.PERSONNEL),
}
"""Who takes each step."""
_STRUCTURE = "evaluations.structure"
_ONLY_WHILE_EMPLOYED = {Step.GIVE_CRITERIA, Step.SELF_ASSESS, Step.MARK, Step.INVITE, Step.HOLD_TALK, Step.SIGN}
"""Steps that the person and the rater must both still be there for; a sheet may be delivered by post."""
_NO_DRAFT = {spec.name for spec in fields(EvaluationDraft)} | {"id", "version"}


class Stepping(Records[Evaluation, EvaluationDraft]):
    """The sheets, and one step on one of them."""

    entity = "evaluation"
    noun = Noun("arkusz oceny", "arkusz oceny")
    row, record, draft = EvaluationRow, Evaluation, EvaluationDraft
    fields, sentences, labels = FIELDS, {**PROBLEMS, **SENTENCES}, LABELS
    order = (EvaluationRow.sort,)
    reads_are_logged = True

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        structure: Callable[[], Structure],
        in_force: Callable[[date], Regulation | None],
    ) -> None:
        """``structure`` gives the whole office, whoever asks: the rater must not depend on what one may see.

        ``in_force`` gives the regulation of a day.
        """
        super().__init__(store, clock, actor)
        self._structure = structure
        self._in_force = in_force

    def title(self, record: Evaluation | EvaluationDraft) -> str:
        return f"{record.number} {record.person}" if isinstance(record, Evaluation) else ""

    def validate(self, draft: EvaluationDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        row = EvaluationRow
        columns = {
            "state": row.state,
            "kind": row.kind,
            "verdict": row.verdict,
            "campaign_id": row.campaign_id,
            "unit_id": row.unit_id,
            "rater_id": row.rater_id,
            "employee_id": row.employee_id,
        }
        found: dict[str, Filter] = {key: ColumnFilter(column) for key, column in columns.items()}
        return found | {"concern": CaseFilter(lambda: concerns.conditions(self.clock.today()))}

    def sorts(self) -> Mapping[str, Any]:
        row = EvaluationRow
        return {
            "person": row.sort,
            "number": row.number_sort,
            "state": case({state: place for place, state in enumerate(State)}, value=row.state),
            "unit": (row.unit, row.sort),
            "rater": (row.rater, row.sort),
            "mean": row.mean,
            "planned_on": row.planned_on,
            "due_by": row.due_by,
            "signed_on": row.signed_on,
            "delivered_on": row.delivered_on,
        }

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """With rights for own people only: the sheets one rates, and those of own units' people but oneself.

        The same as ``db.server_rules`` enforces on a server.
        """
        if not actor.own_only("evaluation.read"):
            return None
        me, row = actor.employee_id, EvaluationRow
        rated = false() if me is None else row.rater_id == me
        return or_(rated, and_(row.unit_id.in_(sorted(actor.units)), row.employee_id.is_distinct_from(me)))

    # -- who may ---------------------------------------------------------------------------------------------

    def _require_any(self, who: Who) -> None:
        actor = self.actor()
        rights = [f"{self.entity}.{deed}" for deed in _RIGHTS[who]]
        if not any(map(actor.may, rights)):
            raise NotAllowed(actor.refusal)

    def _require_part(self, employee_id: int | None, rater_id: int | None, who: Who) -> None:
        """Raise NotAllowed for who has the right, but not for this sheet."""
        actor = self.actor()
        if actor.employee_id is not None and actor.employee_id == employee_id:
            raise NotAllowed(words.NOT_ONESELF)
        if who is Who.HEAD or (who is Who.OFFICE and actor.may("evaluation.approve")):
            return
        if not actor.own_only("evaluation.edit"):
            return
        if who is not Who.RATER:
            raise NotAllowed(words.ONLY_PERSONNEL)
        if actor.employee_id is None or actor.employee_id != rater_id:
            raise NotAllowed(words.ONLY_RATER)

    def _may_take(self, evaluation: Evaluation, step: Step) -> bool:
        try:
            self._require_any(WHO[step])
            self._require_part(evaluation.employee_id, evaluation.rater_id, WHO[step])
        except NotAllowed:
            return False
        return True

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            raise self.invalid(problems)

    # -- what a new sheet begins with --------------------------------------------------------------------------

    def _begun(self, session: Session, employee_id: int) -> Opening:
        """What a new sheet of the person begins with today; Invalid where it cannot be made."""
        today, structure = self.clock.today(), self._known_structure(session)
        self._refuse(tuple(opening.person_problems(structure, employee_id, today)))
        regulation = self._in_force(today)
        if regulation is None:
            raise self.invalid((Problem("planned_on", "no_regulation", {"day": format_date(today)}),))
        return opening.begun(session, structure, regulation, employee_id, today)

    def _known_structure(self, session: Session) -> Structure:
        """The structure, read once in a session."""
        known: Structure | None = session.info.get(_STRUCTURE)
        if known is None:
            known = session.info[_STRUCTURE] = self._structure()
        return known

    # -- one step --------------------------------------------------------------------------------------------

    def _step(
        self,
        record_id: int,
        version: int,
        step: Step,
        on: date | None,
        message: str,
        *,
        facts: Mapping[str, Any] | None = None,
        worked_out: Callable[[Session, Evaluation], Mapping[str, Any]] | None = None,
        also: Callable[[Session, Evaluation], Evaluation | None] | None = None,
        warning: Callable[[Session, Evaluation], str] | None = None,
    ) -> Outcome[Evaluation]:
        """Take a step in one transaction.

        ``facts`` are fields the step writes, ``worked_out`` more of them that need the stored sheet, ``also`` makes
        another sheet of the one after the step. Raises Invalid with every reason why the step cannot be taken.
        """
        self._require_any(WHO[step])
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version, WHO[step])
            given = dict(facts or {})
            broken = [*steps.problems(before, step, on, self.clock.today(), **given), *text_problems(**given)]
            broken += self._staff_problems(session, before, step, on)
            if not broken and worked_out is not None:
                given |= worked_out(session, before)
            if broken:
                raise self.invalid(tuple(broken))
            after = steps.taken(before, step, on, **given)
            if unfit := self.validate(draft_of(after, EvaluationDraft)):
                raise self.invalid(unfit)
            record = self._keep(session, row, before, after)
            made = None if also is None else also(session, record)
            told = "" if warning is None else warning(session, record)
        return self._told(record, made, message, told, version, step)

    def _opened(self, session: Session, record_id: int, version: int, who: Who) -> tuple[Any, Evaluation]:
        row = self._row(session, record_id)
        before = self._to_record(row)
        self._require_part(before.employee_id, before.rater_id, who)
        if row.version != version:
            raise Conflict(before, before)
        return row, before

    def _keep(self, session: Session, row: Any, before: Evaluation, after: Evaluation) -> Evaluation:
        """Write what differs and store it."""
        self._write(row, before, after)
        return self._stored(session, row)

    def _write(self, row: Any, before: Evaluation, after: Evaluation) -> None:
        apply(row, draft_of(after, EvaluationDraft))
        for spec in fields(Evaluation):
            if spec.name not in _NO_DRAFT and getattr(before, spec.name) != getattr(after, spec.name):
                setattr(row, spec.name, getattr(after, spec.name))
        row.touch(self.clock.now())

    def _told(
        self, record: Evaluation, made: Evaluation | None, message: str, warning: str, version: int, step: Step
    ) -> Outcome[Evaluation]:
        said = f"{message}: {self.title(record)}."
        if made is not None:
            said += f" Powstał arkusz {self.title(made)}."
        ids = frozenset({record.id} if made is None else {record.id, made.id})
        if made is None and step in _TAKEN_BACK and Step.BACK in steps.allowed(record, self.clock.today()):
            outcome = self._outcome(record, said, "Cofnij krok", self.step_back, version)
        else:
            outcome = Outcome(record, Change(self.entity, ids), said)
        return replace(outcome, change=Change(self.entity, ids), warning=warning)

    def step_back(self, record_id: int, version: int) -> Outcome[Evaluation]:
        """Undo the last step; possible until the sheet is delivered. What the step wrote is gone then."""
        return self._step(record_id, version, Step.BACK, None, "Cofnięto krok na arkuszu")

    def _staff_problems(self, session: Session, before: Evaluation, step: Step, on: date | None) -> Iterator[Problem]:
        if step not in _ONLY_WHILE_EMPLOYED or on is None:
            return
        day = format_date(on)
        if not repository.works(session, before.employee_id, on):
            yield Problem("employee_id", "employee_left", {"person": before.person, "day": day})
        if not repository.works(session, before.rater_id, on):
            yield Problem("rater_id", "rater_left", {"rater": before.rater, "day": day})

    # -- writing and deleting --------------------------------------------------------------------------------

    def _may_delete(self, session: Session, record: Evaluation) -> None:
        self._require_part(record.employee_id, record.rater_id, Who.PERSONNEL)
        if record.state is not State.PLANNED and record.kind is not Kind.PAPER:
            raise Refusal(words.NO_DELETE)


_TAKEN_BACK = {Step.GIVE_CRITERIA, Step.SELF_ASSESS, Step.MARK, Step.HOLD_TALK, Step.SIGN}
"""Steps with an undo: going one step back."""


def text_problems(**facts: Any) -> Iterator[Problem]:
    """Texts that steps write and that are too long or cannot be printed."""
    known = {spec.name for spec in fields(Written)}
    return shape_problems(Written(**{name: value for name, value in facts.items() if name in known}))


def blank(field: str, text: str) -> tuple[Problem, ...]:
    """The problem of a text that must be given."""
    return () if text.strip() else (Problem(field, "required"),)
