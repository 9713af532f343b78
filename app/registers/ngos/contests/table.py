"""Columns and filters of the tab of contests."""

from collections.abc import Callable
from datetime import date

from app.registers.ngos.contests.domain import Contest, ContestState, late_on, state_on
from app.registers.ngos.contests.words import (
    CANCELLINGS,
    CONCERNS,
    FORMS,
    STATES,
    announced_in_words,
    day_in_words,
    money,
)
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    ContestState.PREPARED: Tone.QUIET,
    ContestState.OPEN: Tone.OK,
    ContestState.ASSESSED: Tone.WARNING,
    ContestState.DECIDED: Tone.WARNING,
    ContestState.FINISHED: Tone.OK,
    ContestState.CANCELLED: Tone.QUIET,
}


def columns(sphere: Callable[[str], str], today: Callable[[], date]) -> tuple[Column[Contest], ...]:
    """``sphere`` names one by its code."""
    return (
        Column(
            key="title",
            title="Konkurs",
            text=lambda each: each.title,
            second=lambda each: sphere(each.sphere),
            tooltip=lambda each: f"{each.title}\n{sphere(each.sphere)}",
            sort="title",
            width=22,
            flexible=True,
            strong=True,
        ),
        Column(
            key="number",
            title="Numer",
            text=lambda each: each.number,
            tooltip=lambda each: each.case_sign,
            sort="number",
            width=10,
        ),
        Column(
            key="planned",
            title="Kwota",
            text=lambda each: money(each.planned),
            tooltip=lambda each: FORMS[each.form],
            sort="planned",
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="offers_until",
            title="Oferty do",
            text=lambda each: day_in_words(each.offers_until),
            second=lambda each: f"wybór do {day_in_words(each.decision_by)}" if each.decision_by else "",
            sort="offers_until",
            width=20,
        ),
        Column(
            key="announced_on",
            title="Ogłoszono",
            text=lambda each: day_in_words(each.announced_on),
            tooltip=announced_in_words,
            sort="announced_on",
            width=13,
            when_wide=True,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            second=_since,
            tone=lambda each: Tone.DANGER if late_on(each, today()) else _TONES[state_on(each, today())],
            tooltip=lambda each: "" if each.cancelled_why is None else CANCELLINGS[each.cancelled_why],
            width=18,
        ),
    )


def _since(contest: Contest) -> str:
    return day_in_words(contest.cancelled_on or contest.results_on or contest.decided_on)


def filters(sphere: Callable[[str], str]) -> tuple[FilterGroup, ...]:
    """As the use cases know them."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup(key="year", title="Rok programu", label=lambda value: value, single=True),
        FilterGroup.choices("form", "Forma zlecenia", FORMS),
        FilterGroup(key="sphere", title="Sfera", label=sphere, single=True),
    )
