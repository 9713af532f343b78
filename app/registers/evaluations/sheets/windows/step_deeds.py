"""Every step on a sheet as a deed: its fields, what is wrong with them, what it sets off, which use case it calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.core.problems import Problem
from app.core.records import Outcome
from app.core.words import FieldWords
from app.registers.evaluations.regulations.domain import CriterionKind, mean_text
from app.registers.evaluations.sheets.clocks import clocks
from app.registers.evaluations.sheets.domain import Decision, Delivery, Evaluation, Verdict, Written
from app.registers.evaluations.sheets.result import SENTENCES as OF_RESULT
from app.registers.evaluations.sheets.result import computed
from app.registers.evaluations.sheets.steps import DATE_FIELDS, Step, problems
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.sheets.windows.effects import effects
from app.registers.evaluations.sheets.windows.known import rules_of
from app.registers.evaluations.sheets.windows.step_words import WORDS, sheet_in_words
from app.registers.evaluations.sheets.words import FIELDS, LABELS, PROBLEMS
from app.widgets.forms.check_list import Ticked
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, Day, Field, LongText, Reference, Text, Texts

Call = Callable[[Evaluations, Evaluation, Values], Outcome[Evaluation]]


class Restoring(StrEnum):
    """How a request to restore the term is decided, for the field; the sheet keeps yes or no."""

    GRANTED = "granted"
    REFUSED = "refused"


_RESTORING: Mapping[StrEnum, str] = {
    Restoring.GRANTED: "termin przywrócony",
    Restoring.REFUSED: "odmowa przywrócenia",
}
WORDS_OF_FIELDS: Mapping[str, FieldWords] = {
    **FIELDS,
    "chosen": FieldWords("Kryteria do wyboru"),
    "own": FieldWords("Własne kryteria oceniającego", "Każde w osobnym wierszu."),
    "restoring": FieldWords("Rozstrzygnięcie"),
    "restore_on": FieldWords("Dzień prośby"),
    "restore_decided_on": FieldWords("Dzień rozpatrzenia"),
    "planned_on": FieldWords("Planowany dzień oceny"),
    "override_reason": FieldWords(
        "Powód oceny przed terminem", "Tylko gdy dzień jest wcześniejszy, niż pozwala ustawa; zostanie na arkuszu."
    ),
    "appeal_grounds": FieldWords("Uzasadnienie odwołania", "W skrócie, słowami pracownika. Może pozostać puste."),
    "verdict_reason": FieldWords(
        "Uzasadnienie wyniku", "Konieczne przy wyniku negatywnym i przy wyniku innym niż proponowany."
    ),
}
_NOT_OF_SHEET = frozenset({"chosen", "own", "restoring"})
SENTENCES = {**PROBLEMS, **OF_RESULT}
"""What problems of a step are called."""


def deed_of(step: Step, evaluation: Evaluation, evaluations: Evaluations, today: date) -> Deed:
    """The deed that takes the step; ValueError for the self-assessment, which has a window of its own."""
    if step is Step.SELF_ASSESS:
        raise ValueError(step)
    said = WORDS[step]

    def check(values: Values) -> Sequence[Problem]:
        facts = _facts(values)
        return problems(evaluation, step, facts.pop(DATE_FIELDS.get(step, ""), None), today, **facts)

    def told(values: Values) -> Sequence[Effect]:
        return effects(evaluation, step, _facts(values), today)

    return Deed(
        shape=Written,
        sentences=SENTENCES,
        key=step.value,
        title=said.title,
        about=sheet_in_words(evaluation),
        text=said.deed,
        intro=said.intro,
        fields=_fields(step, evaluation),
        facts=_proposal(step, evaluation),
        words=_words(evaluation),
        start=_start(step, evaluation, today),
        check=check,
        effects=told,
        call=lambda values: _CALLS[step](evaluations, evaluation, values),
    )


def rater_deed(evaluation: Evaluation, evaluations: Evaluations, people: Sequence[Option]) -> Deed:
    """Give the sheet another rater."""
    return Deed(
        shape=Written,
        sentences=SENTENCES,
        key="change_rater",
        title="Zmiana oceniającego",
        about=sheet_in_words(evaluation),
        text="Zmień oceniającego",
        intro=f"Teraz ocenia: {evaluation.rater or 'nikt'}. Oceniać może tylko bezpośredni przełożony; dane osoby i "
        "komórki zostaną wpisane na nowo według stanu na dziś.",
        fields=(
            Reference(name="rater_id", options=people, span=12, required=True),
            LongText(name="rater_reason", lines=2, required=True),
        ),
        words=WORDS_OF_FIELDS,
        start={"rater_id": None, "rater_reason": ""},
        call=lambda values: evaluations.change_rater(
            evaluation.id, evaluation.version, values["rater_id"], values["rater_reason"]
        ),
    )


def paper_deed(evaluations: Evaluations, people: Sequence[Option], today: date) -> Deed:
    """Record an evaluation that was made on paper."""
    return Deed(
        shape=Written,
        sentences=SENTENCES,
        key="record_earlier",
        title="Wcześniejsza ocena z papieru",
        about="Program liczy od niej terminy następnej oceny. Arkusz powstaje od razu zamknięty.",
        text="Zapisz ocenę",
        fields=(
            Reference(name="employee_id", options=people, span=12, required=True),
            Day(name="signed_on", required=True, span=6),
            Choice(name="verdict", labels=LABELS[Verdict], optional=True, required=True, span=6),
            Text(name="level", span=12),
        ),
        words={**WORDS_OF_FIELDS, "signed_on": FieldWords("Dzień sporządzenia oceny")},
        start={"employee_id": None, "signed_on": today, "verdict": None, "level": ""},
        call=lambda values: evaluations.record_earlier(
            values["employee_id"], values["signed_on"], values["verdict"], values["level"]
        ),
    )


# -- fields ----------------------------------------------------------------------------------------------------------


def _day(step: Step) -> Field:
    return Day(name=DATE_FIELDS[step], required=True, span=6)


def _fields(step: Step, evaluation: Evaluation) -> tuple[Field, ...]:
    if step is Step.GIVE_CRITERIA:
        return (_day(step), *_criteria_fields(evaluation))
    if step in _MORE:
        return (_day(step), *_MORE[step]) if step in DATE_FIELDS else _MORE[step]
    return () if step in {Step.BACK, Step.MAKE_FINAL} else (_day(step),)


_MORE: Mapping[Step, tuple[Field, ...]] = {
    Step.MARK: (
        Choice(name="verdict", labels=LABELS[Verdict], optional=True, required=True, span=6),
        LongText(name="verdict_reason", lines=3),
    ),
    Step.INVITE: (Text(name="talk_place"),),
    Step.DELIVER: (Choice(name="delivery", labels=LABELS[Delivery], span=6), Text(name="delivery_note")),
    Step.FILE_APPEAL: (LongText(name="appeal_grounds", lines=4),),
    Step.ASK_RESTORE: (LongText(name="restore_grounds", lines=3, required=True),),
    Step.DECIDE_RESTORE: (Choice(name="restoring", labels=_RESTORING, optional=True, required=True, span=6),),
    Step.DECIDE_APPEAL: (
        Choice(name="decision", labels=LABELS[Decision], optional=True, required=True, span=6),
        LongText(name="decision_grounds", lines=5, required=True),
    ),
    Step.PLAN_AGAIN: (Day(name="planned_on", required=True, span=6), LongText(name="override_reason", lines=2)),
    Step.CORRECT: (LongText(name="origin_reason", lines=3, required=True),),
    Step.CANCEL: (LongText(name="cancel_reason", lines=2, required=True),),
}


def _criteria_fields(evaluation: Evaluation) -> tuple[Field, ...]:
    """Elective and own criteria, where the regulation has them."""
    rules = rules_of(evaluation)
    elective = [criterion.name for criterion in rules.criteria if criterion.kind is CriterionKind.ELECTIVE]
    found: list[Field] = []
    if elective:
        found.append(Ticked(name="chosen", options=elective))
    if rules.own_most:
        found.append(Texts(name="own", lines=2))
    return tuple(found)


def _words(evaluation: Evaluation) -> Mapping[str, FieldWords]:
    """With the rule about elective criteria and the warning against health data in the help."""
    rules = rules_of(evaluation)
    least, most = rules.elective_least or 0, rules.elective_most
    count = f"od {least} do {most}" if most else f"co najmniej {least}"
    words = dict(WORDS_OF_FIELDS)
    words["chosen"] = FieldWords(f"{words['chosen'].label} ({count})")
    if rules.own_most:
        words["own"] = replace(words["own"], help=f"Najwyżej {rules.own_most}, każde w osobnym wierszu.")
    for name in ("verdict_reason", "decision_grounds", "appeal_grounds", "restore_grounds"):
        help_text = " ".join(part for part in (words[name].help, rules.health_warning) if part)
        words[name] = replace(words[name], help=help_text)
    return words


def _start(step: Step, evaluation: Evaluation, today: date) -> dict[str, Any]:
    start: dict[str, Any] = {}
    if step in DATE_FIELDS:
        start[DATE_FIELDS[step]] = today
    if step is Step.GIVE_CRITERIA:
        start |= {"chosen": (), "own": ()}
    elif step is Step.MARK:
        # a positive result is offered; a negative one is never chosen for the rater
        negative = computed(evaluation.marks, rules_of(evaluation)).proposed_negative
        start |= {"verdict": None if negative else Verdict.POSITIVE, "verdict_reason": ""}
    elif step is Step.INVITE:
        start |= {"talk_planned_on": evaluation.talk_planned_on or today, "talk_place": evaluation.talk_place}
    elif step is Step.DELIVER:
        start |= {"delivery": Delivery.HAND, "delivery_note": ""}
    elif step is Step.PLAN_AGAIN:
        start |= {"planned_on": _first_again(evaluation, today) or today, "override_reason": ""}
    else:
        start |= {item.name: None if isinstance(item, Choice) else "" for item in _MORE.get(step, ())}
    return start


def _first_again(evaluation: Evaluation, today: date) -> date | None:
    return next((clock.day for clock in clocks(evaluation, today) if clock.key == "again"), None)


def _facts(values: Values) -> dict[str, Any]:
    """The fields of the sheet that the values stand for."""
    facts = {name: value for name, value in values.items() if name not in _NOT_OF_SHEET}
    if values.get("restoring") is not None:
        facts["restore_granted"] = values["restoring"] is Restoring.GRANTED
    return facts


def _proposal(step: Step, evaluation: Evaluation) -> tuple[Effect, ...]:
    if step is not Step.MARK:
        return ()
    result = computed(evaluation.marks, rules_of(evaluation))
    if result.mean_hundredths is None:
        return ()
    level = f", poziom: {result.level}" if result.level else ""
    title = f"Średnia {mean_text(result.mean_hundredths)}{level}"
    if result.proposed_negative:
        return (Effect(f"Regulamin proponuje wynik negatywny: {'; '.join(result.why)}.", title, "danger"),)
    return (Effect("Regulamin proponuje wynik pozytywny.", title, "accent"),)


# -- use cases -------------------------------------------------------------------------------------------------------


def _on_day(step: Step, name: str, *others: str) -> Call:
    """Calls the use case ``name`` with the day of the step and then these values."""

    def call(evaluations: Evaluations, evaluation: Evaluation, values: Values) -> Outcome[Evaluation]:
        deed = getattr(evaluations, name)
        more = [values[other] for other in others]
        outcome: Outcome[Evaluation] = deed(evaluation.id, evaluation.version, values[DATE_FIELDS[step]], *more)
        return outcome

    return call


def _decide_restore(evaluations: Evaluations, evaluation: Evaluation, values: Values) -> Outcome[Evaluation]:
    granted = values["restoring"] is Restoring.GRANTED
    return evaluations.decide_restore(evaluation.id, evaluation.version, values["restore_decided_on"], granted)


def _hold_talk(evaluations: Evaluations, evaluation: Evaluation, values: Values) -> Outcome[Evaluation]:
    """What was written on the sheet about the talk stays as it is."""
    written = evaluation.conclusions, evaluation.goals, evaluation.needs
    return evaluations.hold_talk(evaluation.id, evaluation.version, values["talk_on"], *written)


_CALLS: Mapping[Step, Call] = {
    Step.APPROVE_CRITERIA: _on_day(Step.APPROVE_CRITERIA, "approve_criteria"),
    Step.GIVE_CRITERIA: _on_day(Step.GIVE_CRITERIA, "give_criteria", "chosen", "own"),
    Step.MARK: _on_day(Step.MARK, "close_marks", "verdict", "verdict_reason"),
    Step.INVITE: _on_day(Step.INVITE, "invite", "talk_place"),
    Step.HOLD_TALK: _hold_talk,
    Step.SIGN: _on_day(Step.SIGN, "sign"),
    Step.DELIVER: _on_day(Step.DELIVER, "deliver", "delivery", "delivery_note"),
    Step.DELIVER_TO_HEAD: _on_day(Step.DELIVER_TO_HEAD, "deliver_to_head"),
    Step.FILE_APPEAL: _on_day(Step.FILE_APPEAL, "file_appeal", "appeal_grounds"),
    Step.ASK_RESTORE: _on_day(Step.ASK_RESTORE, "ask_restore", "restore_grounds"),
    Step.DECIDE_RESTORE: _decide_restore,
    Step.DECIDE_APPEAL: _on_day(Step.DECIDE_APPEAL, "decide_appeal", "decision", "decision_grounds"),
    Step.DELIVER_DECISION: _on_day(Step.DELIVER_DECISION, "deliver_decision"),
    Step.MAKE_FINAL: _on_day(Step.MAKE_FINAL, "make_final"),
    Step.PLAN_AGAIN: lambda evaluations, evaluation, values: evaluations.plan_again(
        evaluation.id, evaluation.version, values["planned_on"], values["override_reason"]
    ),
    Step.CORRECT: lambda evaluations, evaluation, values: evaluations.correct(
        evaluation.id, evaluation.version, values["origin_reason"]
    ),
    Step.CANCEL: _on_day(Step.CANCEL, "cancel", "cancel_reason"),
    Step.BACK: lambda evaluations, evaluation, _values: evaluations.step_back(evaluation.id, evaluation.version),
}
