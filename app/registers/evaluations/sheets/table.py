"""Columns and filters of the register of evaluation sheets."""

from collections.abc import Callable, Mapping
from datetime import date

from app.core.dates import format_date
from app.registers.evaluations.regulations.domain import mean_text
from app.registers.evaluations.sheets import concerns
from app.registers.evaluations.sheets.clocks import Clock, clocks
from app.registers.evaluations.sheets.concerns import Concern
from app.registers.evaluations.sheets.domain import Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.domain import Tone as Pressing
from app.registers.evaluations.sheets.words import LABELS
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup

TONES: Mapping[Pressing, Tone] = {Pressing.CALM: Tone.OK, Pressing.SOON: Tone.WARNING, Pressing.LATE: Tone.DANGER}
_PRESSING = (Pressing.LATE, Pressing.SOON, Pressing.CALM)


def pressing(evaluation: Evaluation, today: date) -> Clock | None:
    """The clock that matters most: the latest before the soonest before the calm, then the nearest day."""
    running = clocks(evaluation, today)
    return min(running, key=lambda clock: (_PRESSING.index(clock.tone), clock.day or date.max), default=None)


def columns(today: Callable[[], date], next_step: Callable[[Evaluation], str]) -> tuple[Column[Evaluation], ...]:
    """``next_step`` names the step that carries a sheet on, blank where there is none."""

    def term(evaluation: Evaluation) -> str:
        clock = pressing(evaluation, today())
        return "" if clock is None else f"{clock.title}: {clock.left}"

    def tone(evaluation: Evaluation) -> Tone | None:
        clock = pressing(evaluation, today())
        return None if clock is None else TONES[clock.tone]

    def explained(evaluation: Evaluation) -> str:
        clock = pressing(evaluation, today())
        return "" if clock is None else clock.explanation

    return (
        Column(key="number", title="Numer", text=lambda each: each.number, sort="number", width=11),
        Column(key="person", title="Osoba", text=lambda each: each.person, second=_apart, sort="person", width=21,
               strong=True),
        Column(key="unit", title="Komórka", text=lambda each: each.unit, sort="unit", width=20, when_wide=True),
        Column(key="rater", title="Oceniający", text=lambda each: each.rater, sort="rater", width=18, when_wide=True),
        Column(key="state", title="Stan", text=lambda each: LABELS[State][each.state], second=next_step, sort="state",
               width=17),
        Column(key="term", title="Termin", text=term, tone=tone, tooltip=explained, width=24, flexible=True),
        Column(key="result", title="Wynik", text=_result, second=_mean, tone=_result_tone, sort="mean", width=14),
        Column(key="campaign", title="Kampania", text=lambda each: each.campaign, width=20, optional=True),
        Column(key="kind", title="Rodzaj", text=lambda each: LABELS[Kind][each.kind], width=22, optional=True),
        Column(key="signed_on", title="Podpisana", text=lambda each: _day(each.signed_on), sort="signed_on", width=12,
               optional=True),
        Column(key="delivered_on", title="Doręczona", text=lambda each: _day(each.delivered_on), sort="delivered_on",
               width=12, optional=True),
    )  # fmt: skip


def _apart(evaluation: Evaluation) -> str:
    """What tells namesakes apart; the number first, since long posts are cut."""
    return " · ".join(filter(None, (evaluation.person_number, evaluation.post)))


def _result(evaluation: Evaluation) -> str:
    return "" if evaluation.verdict is None else LABELS[Verdict][evaluation.verdict]


def _mean(evaluation: Evaluation) -> str:
    return "" if evaluation.mean is None else mean_text(evaluation.mean)


def _result_tone(evaluation: Evaluation) -> Tone | None:
    if evaluation.verdict is None:
        return None
    return Tone.OK if evaluation.verdict is Verdict.POSITIVE else Tone.DANGER


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def filters(name: Callable[[str, str], str], today: date) -> tuple[FilterGroup, ...]:
    """``name(key, value)`` says what a value of ``campaign_id``, ``unit_id`` or ``rater_id`` is called."""
    return (
        FilterGroup(
            key="concern",
            title="Wymaga działania",
            label=lambda value: concerns.label(Concern(value), today),
            options=tuple(Concern),
        ),
        FilterGroup(
            key="state", title="Stan", label=lambda value: LABELS[State][State(value)], options=tuple(State)
        ),
        FilterGroup(
            key="verdict",
            title="Wynik",
            label=lambda value: LABELS[Verdict][Verdict(value)] if value else "jeszcze bez wyniku",
        ),
        FilterGroup(key="campaign_id", title="Kampania", label=lambda value: name("campaign_id", value), single=True),
        FilterGroup(key="unit_id", title="Komórka organizacyjna", label=lambda value: name("unit_id", value),
                    single=True),
        FilterGroup(key="rater_id", title="Oceniający", label=lambda value: name("rater_id", value), single=True),
    )  # fmt: skip
