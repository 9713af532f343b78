"""Deeds after the signature: delivery, appeal, finality, and the linked sheets that may follow."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.problems import Problem
from app.core.records import Outcome
from app.records.mapping import apply, draft_of
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.sheets import clocks, opening, repository, steps, words
from app.registers.evaluations.sheets.domain import (
    Decision,
    Delivery,
    Evaluation,
    EvaluationDraft,
    Kind,
    Previous,
    State,
    Verdict,
)
from app.registers.evaluations.sheets.opening import Opening
from app.registers.evaluations.sheets.stepping import Stepping, Who, blank
from app.registers.evaluations.sheets.steps import Step

_MADE_BY = {Decision.CHANGED: Kind.CHANGED_ON_APPEAL, Decision.REPEATED: Kind.REPEATED_ON_APPEAL}
_COPIED = ("criteria_approved_on", "criteria_on", "self_assessed_on", "talk_planned_on", "talk_place", "talk_on")


class AppealDeeds(Stepping):
    """What happens to a signed sheet; each step on its day, by whoever the step belongs to."""

    # -- delivery --------------------------------------------------------------------------------------------

    def deliver(
        self, record_id: int, version: int, on: date, delivery: Delivery, note: str = ""
    ) -> Outcome[Evaluation]:
        """The employee got the sheet, or refused to take it, that day; the term to appeal runs from it."""
        written = {"delivery": delivery, "delivery_note": note}
        return self._step(record_id, version, Step.DELIVER, on, "Zapisano doręczenie pracownikowi", facts=written)

    def deliver_to_head(self, record_id: int, version: int, on: date) -> Outcome[Evaluation]:
        """The head of the office got the sheet that day."""
        return self._step(record_id, version, Step.DELIVER_TO_HEAD, on, "Zapisano doręczenie kierownikowi urzędu")

    # -- appeal ----------------------------------------------------------------------------------------------

    def file_appeal(self, record_id: int, version: int, on: date, grounds: str = "") -> Outcome[Evaluation]:
        """The employee appealed that day; a late appeal is accepted and waits for the term to be restored."""

        def late(_session: Session, record: Evaluation) -> str:
            term = steps.appeal_term(record)
            if term is None or not steps.is_late(record):
                return ""
            return words.LATE_APPEAL.format(end=format_date(term.end))

        written = {"appeal_grounds": grounds}
        message = "Zapisano odwołanie"
        return self._step(record_id, version, Step.FILE_APPEAL, on, message, facts=written, warning=late)

    def ask_restore(self, record_id: int, version: int, on: date, grounds: str) -> Outcome[Evaluation]:
        """The employee asked that day to restore the term that was missed; ``grounds`` say why it was."""
        self._require_any(Who.OFFICE)
        self._refuse(blank("restore_grounds", grounds))
        written, message = {"restore_grounds": grounds}, "Zapisano prośbę o przywrócenie terminu"
        return self._step(record_id, version, Step.ASK_RESTORE, on, message, facts=written)

    def decide_restore(self, record_id: int, version: int, on: date, granted: bool) -> Outcome[Evaluation]:
        """The head restored the term or refused; a restored one takes finality away and the appeal is heard."""
        written = {"restore_granted": granted}
        message = "Przywrócono termin do odwołania" if granted else "Odmówiono przywrócenia terminu do odwołania"
        return self._step(record_id, version, Step.DECIDE_RESTORE, on, message, facts=written)

    def decide_appeal(
        self, record_id: int, version: int, on: date, decision: Decision, grounds: str
    ) -> Outcome[Evaluation]:
        """The head upheld the mark, or let it be changed or repeated: then a linked sheet is made, ready to be marked.

        Upholding is refused once the office's term has passed.
        """
        self._require_any(Who.HEAD)
        self._refuse(blank("decision_grounds", grounds))

        def follow(session: Session, record: Evaluation) -> Evaluation | None:
            kind = _MADE_BY.get(decision)
            return None if kind is None else self._linked(session, record, kind)

        def doubt(_session: Session, record: Evaluation) -> str:
            term = steps.decision_term(record)
            if decision is not Decision.UPHELD or term is None or not steps.upheld_in_doubt(record, on):
                return ""
            return words.UPHELD_IN_DOUBT.format(end=format_date(term.end))

        written = {"decision": decision, "decision_grounds": grounds}
        message = f"Rozpatrzono odwołanie ({words.LABELS[Decision].get(decision, '')})"
        return self._step(
            record_id, version, Step.DECIDE_APPEAL, on, message, facts=written, also=follow, warning=doubt
        )

    def deliver_decision(self, record_id: int, version: int, on: date) -> Outcome[Evaluation]:
        """The employee got the decision: an upheld mark is final, a changed or repeated one is closed."""
        message = "Zapisano doręczenie rozstrzygnięcia"
        return self._step(record_id, version, Step.DELIVER_DECISION, on, message, warning=self._second_negative)

    def make_final(self, record_id: int, version: int, on: date) -> Outcome[Evaluation]:
        """Close a delivered sheet whose term to appeal has passed; it is final from the day after the term."""
        message = "Ocena jest ostateczna"
        return self._step(record_id, version, Step.MAKE_FINAL, on, message, warning=self._second_negative)

    # -- what may follow ---------------------------------------------------------------------------------------

    def plan_again(
        self, record_id: int, version: int, planned_on: date, override_reason: str = ""
    ) -> Outcome[Evaluation]:
        """Make the sheet of the evaluation after a final negative one; the outcome's record is the new sheet.

        Before its first lawful day only with a reason, which stays on the sheet.
        """
        self._require_any(Who.PERSONNEL)
        with self._changing(record_id=record_id) as session:
            _, before = self._opened(session, record_id, version, Who.PERSONNEL)
            today = self.clock.today()
            self._refuse(steps.problems(before, Step.PLAN_AGAIN, None, today))
            if there := repository.linked(session, before.id, Kind.AFTER_NEGATIVE):
                self._refuse((Problem("state", "again_already", {"number": there.number}),))
            begun = self._begun(session, _employee(before))
            waiting = clocks.after_negative(_as_previous(before), begun.rules, today)
            early = waiting is not None and planned_on < waiting.opens
            if waiting is not None and early and not override_reason.strip():
                self._refuse((Problem("planned_on", "again_too_early", {"why": waiting.explanation()}),))
            sheet = replace(
                begun,
                kind=Kind.AFTER_NEGATIVE,
                origin_id=before.id,
                planned_on=planned_on,
                override_reason=override_reason.strip() if early else "",
                not_before=None if waiting is None else waiting.opens,
                not_before_why="" if waiting is None else waiting.explanation(),
            )
            made = self._stored(session, opening.make_sheet(session, self.clock, sheet))
        return self._outcome(made, f"Założono {self._name(made)}.", "Usuń założony arkusz", self.delete)

    def correct(self, record_id: int, version: int, reason: str) -> Outcome[Evaluation]:
        """Make a linked sheet that corrects a final one, with everything copied; the outcome's record is the new one.

        The corrected evaluation keeps its day; the correction is signed and delivered like any sheet.
        """
        self._require_any(Who.PERSONNEL)
        self._refuse(blank("origin_reason", reason))
        with self._changing(record_id=record_id) as session:
            _, before = self._opened(session, record_id, version, Who.PERSONNEL)
            self._refuse(steps.problems(before, Step.CORRECT, None, self.clock.today()))
            if there := repository.linked(session, before.id, Kind.CORRECTION):
                self._refuse((Problem("state", "corrected_already", {"number": there.number}),))
            made = self._linked(session, before, Kind.CORRECTION, reason.strip())
        return self._outcome(made, f"Założono {self._name(made)}.", _UNDO_CORRECTION, self._cancel_correction)

    def cancel(self, record_id: int, version: int, on: date, reason: str) -> Outcome[Evaluation]:
        """Give up a sheet that was not delivered: the employee left, say."""
        self._require_any(Who.PERSONNEL)
        self._refuse(blank("cancel_reason", reason))
        written = {"cancel_reason": reason}
        return self._step(record_id, version, Step.CANCEL, on, "Anulowano arkusz", facts=written)

    # -- shared ------------------------------------------------------------------------------------------------

    def _cancel_correction(self, record_id: int, version: int) -> Outcome[Evaluation]:
        return self.cancel(record_id, version, self.clock.today(), _UNDO_CORRECTION)

    def _linked(self, session: Session, before: Evaluation, kind: Kind, reason: str = "") -> Evaluation:
        """A sheet of the same people under the same rules, with criteria known and ready to be marked."""
        sheet = Opening(
            frozen=opening.same_people(before),
            rules=before.rules,
            regulation_id=before.regulation_id,
            kind=kind,
            campaign_id=before.campaign_id,
            campaign=before.campaign,
            origin_id=before.id,
            origin_reason=reason,
            override_reason=before.override_reason,
            period_from=before.period_from,
            period_to=before.signed_on,
            due_by=before.due_by,
            due_by_why=before.due_by_why,
            besides=tuple(repository.chain(session, before.id)),
        )
        row = opening.make_sheet(session, self.clock, sheet)
        repeated = kind is Kind.REPEATED_ON_APPEAL
        if not repeated:
            apply(row, replace(draft_of(before, EvaluationDraft), planned_on=row.planned_on, marks=()))
        opening.copy_marks(row, before.marks, blank=repeated)
        for name in ("criteria_approved_on", "criteria_on", "self_assessed_on") if repeated else _COPIED:
            setattr(row, name, getattr(before, name))
        row.state = State.CRITERIA_GIVEN if before.self_assessed_on is None else State.SELF_ASSESSED
        return self._stored(session, row)

    def _second_negative(self, session: Session, record: Evaluation) -> str:
        """The text that names the legal effect; blank unless this is the second negative evaluation in a row."""
        own = tuple(repository.same_evaluation(session, record.id))
        before = repository.previous_of(session, [_employee(record)], until=record.signed_on, besides=own)
        earlier = before.get(_employee(record))
        if (
            record.verdict is not Verdict.NEGATIVE
            or earlier is None
            or not earlier.negative
            or earlier.final_on is None
        ):
            return ""
        own_words = str(record.rules.get("second_negative_warning") or "").strip()
        return filled(own_words, self.clock.today()) if own_words else words.SECOND_NEGATIVE


_UNDO_CORRECTION = "Anuluj korektę"


def _employee(record: Evaluation) -> int:
    assert record.employee_id is not None, "a saved sheet has a person"
    return record.employee_id


def _as_previous(record: Evaluation) -> Previous:
    assert record.signed_on is not None, "a final sheet was signed"
    return Previous(
        employee_id=_employee(record),
        evaluation_id=record.id,
        number=record.number,
        on=record.signed_on,
        delivered_on=record.delivered_on,
        final_on=record.final_on,
        verdict=record.verdict,
    )
