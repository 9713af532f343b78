"""What a step would set off, told before it is taken: terms that start, finality, linked sheets, doubts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.core.date_words import weekday_and_date
from app.core.dates import format_date
from app.registers.evaluations.sheets.clocks import Clock, clocks
from app.registers.evaluations.sheets.domain import Decision, Evaluation, State, Tone
from app.registers.evaluations.sheets.steps import (
    DATE_FIELDS,
    Step,
    appeal_term,
    decision_term,
    finality,
    is_late,
    taken,
    upheld_in_doubt,
)
from app.registers.evaluations.sheets.words import LATE_APPEAL, UPHELD_IN_DOUBT
from app.widgets.forms.deed import Effect

COLORS: Mapping[Tone, str] = {Tone.CALM: "accent", Tone.SOON: "warning", Tone.LATE: "danger"}
_NO_OTHER_SHEET = frozenset({Step.PLAN_AGAIN, Step.CORRECT, Step.BACK, Step.CANCEL})


def effects(evaluation: Evaluation, step: Step, values: Mapping[str, Any], today: date) -> tuple[Effect, ...]:
    """In the order in which they matter; nothing for steps that start no term."""
    return tuple(_effects(evaluation, step, values, today))


def _effects(evaluation: Evaluation, step: Step, values: Mapping[str, Any], today: date) -> Iterator[Effect]:
    if step is Step.PLAN_AGAIN:
        yield from (_of_clock(clock) for clock in clocks(evaluation, today) if clock.key == "again")
    if step in _NO_OTHER_SHEET:
        return
    on = values.get(DATE_FIELDS[step])
    if on is None:
        return
    facts = {name: value for name, value in values.items() if name != DATE_FIELDS[step]}
    after = taken(evaluation, step, on, **facts)
    yield from _warnings(evaluation, after, step, on, values)
    before = {(clock.key, clock.day) for clock in clocks(evaluation, today)}
    for clock in clocks(after, today):
        if (clock.key, clock.day) not in before:
            yield _of_clock(clock)
    yield from _ends(evaluation, after, step, values)


def _warnings(
    evaluation: Evaluation, after: Evaluation, step: Step, on: date, values: Mapping[str, Any]
) -> Iterator[Effect]:
    term = appeal_term(evaluation)
    if step is Step.FILE_APPEAL and is_late(after) and term is not None:
        yield Effect(LATE_APPEAL.format(end=format_date(term.end)), color="warning")
        yield Effect(term.explanation(), f"Termin odwołania minął {format_date(term.end)}")
    deciding = decision_term(evaluation)
    if step is Step.DECIDE_APPEAL and deciding is not None:
        if values.get("decision") is Decision.UPHELD and upheld_in_doubt(evaluation, on):
            yield Effect(UPHELD_IN_DOUBT.format(end=format_date(deciding.end)), color="warning")
        yield Effect(deciding.explanation(), f"Termin rozpatrzenia: {format_date(deciding.end)}")


def _ends(evaluation: Evaluation, after: Evaluation, step: Step, values: Mapping[str, Any]) -> Iterator[Effect]:
    if step is Step.MAKE_FINAL:
        day, term = finality(evaluation), appeal_term(evaluation)
        if day is not None and term is not None:
            yield Effect(
                f"Dzień po ostatnim dniu terminu odwołania. {term.explanation()}",
                f"Ocena ostateczna od {format_date(day)}",
            )
    elif after.final_on is not None and evaluation.final_on is None:
        yield Effect("Z dniem doręczenia rozstrzygnięcia.", f"Ocena ostateczna od {format_date(after.final_on)}")
    if step is Step.DECIDE_APPEAL and values.get("decision") in {Decision.CHANGED, Decision.REPEATED}:
        repeated = values["decision"] is Decision.REPEATED
        what = "z pustymi ocenami" if repeated else "z tymi samymi ocenami, do poprawienia"
        yield Effect(f"Powstanie nowy arkusz {what}, powiązany z tym. Ten zamknie doręczenie rozstrzygnięcia.")
    if after.state in {State.CHANGED, State.REPEATED}:
        yield Effect("Ten arkusz zostanie zamknięty; obowiązuje arkusz powiązany, gdy przejdzie podpis i doręczenie.")
    if step is Step.DECIDE_RESTORE:
        if after.restore_granted:
            yield Effect("Odwołanie będzie rozpatrywane; ocena nie jest ostateczna.", color="ink")
        else:
            yield Effect("Odwołanie zostaje w aktach bez rozpatrzenia.", color="ink")


def _of_clock(clock: Clock) -> Effect:
    day = "" if clock.day is None else f": {weekday_and_date(clock.day)}"
    return Effect(clock.explanation, f"{clock.title}{day}", COLORS[clock.tone])
