"""Columns and filters of the tab of grants."""

from collections.abc import Callable
from datetime import date

from app.registers.ngos.contests.words import day_in_words, from_to, money
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import Grant, GrantState, state_on
from app.registers.ngos.grants.words import CONCERNS, KINDS, STATES, agreement_in_words
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    GrantState.PREPARED: Tone.QUIET,
    GrantState.REFUSED: Tone.QUIET,
    GrantState.RUNNING: Tone.OK,
    GrantState.REPORT_DUE: Tone.WARNING,
    GrantState.REPORT_LATE: Tone.DANGER,
    GrantState.TO_SETTLE: Tone.WARNING,
    GrantState.TO_RETURN: Tone.DANGER,
    GrantState.SETTLED: Tone.OK,
}


def columns(sphere: Callable[[str], str], today: Callable[[], date]) -> tuple[Column[Grant], ...]:
    """``sphere`` names one by its code."""
    return (
        Column(
            key="organisation",
            title="Organizacja",
            text=lambda each: each.organisation,
            second=lambda each: each.title,
            tooltip=lambda each: f"{each.organisation}\n{each.title}\n{sphere(each.sphere)}",
            sort="organisation",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(
            key="number",
            title="Numer",
            text=lambda each: each.number,
            second=lambda each: "art. 19a" if each.kind is GrantKind.SMALL else "",
            tooltip=lambda each: KINDS[each.kind],
            sort="number",
            width=11,
        ),
        Column(
            key="agreement_on",
            title="Umowa",
            text=lambda each: day_in_words(each.agreement_on),
            second=lambda each: each.agreement_number,
            tooltip=agreement_in_words,
            sort="agreement_on",
            width=12,
            when_wide=True,
        ),
        Column(
            key="granted",
            title="Dotacja",
            text=lambda each: money(each.granted),
            tooltip=lambda each: "" if each.agreement_on is None else f"wypłacono {money(each.paid)}",
            sort="granted",
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="report_due",
            title="Sprawozdanie",
            text=lambda each: f"do {day_in_words(each.report_due)}" if each.report_due else "",
            second=lambda each: f"jest {day_in_words(each.report_on)}" if each.report_on else "",
            tooltip=lambda each: from_to(each.task_from, each.task_until),
            sort="report_due",
            width=18,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            second=lambda each: money(each.to_return or None),
            tone=lambda each: _TONES[state_on(each, today())],
            sort="owed",
            width=17,
        ),
    )


def filters(sphere: Callable[[str], str], organisation: Callable[[str], str]) -> tuple[FilterGroup, ...]:
    """As the use cases know them; ``organisation`` names one by its id."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup(key="year", title="Rok budżetowy", label=lambda value: value, single=True),
        FilterGroup.choices("kind", "Tryb", KINDS),
        FilterGroup(key="sphere", title="Sfera", label=sphere, single=True),
        FilterGroup(key="ngo_id", title="Organizacja", label=organisation, single=True),
    )
