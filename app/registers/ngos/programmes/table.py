"""Columns and filters of the table of programmes."""

from collections.abc import Callable
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.registers.ngos.programmes.domain import (
    Programme,
    ProgrammeKind,
    ProgrammeState,
    period,
    state_on,
)
from app.registers.ngos.programmes.due import contents_of, missing
from app.registers.ngos.programmes.words import CONCERNS, CONTENTS, KINDS, STATES
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    ProgrammeState.DRAFT: Tone.WARNING,
    ProgrammeState.CONSULTED: Tone.WARNING,
    ProgrammeState.PASSED: Tone.OK,
    ProgrammeState.RUNNING: Tone.OK,
    ProgrammeState.TO_REPORT: Tone.WARNING,
    ProgrammeState.CLOSED: Tone.QUIET,
}


def columns(today: Callable[[], date]) -> tuple[Column[Programme], ...]:
    """``today`` is the day that states are told for."""

    def late(each: Programme) -> bool:
        state, day = state_on(each, today()), today()
        if each.kind is ProgrammeKind.MANY_YEAR:
            return False
        unpassed = each.passed_on is None and each.passing_due < day
        return unpassed or (state is ProgrammeState.TO_REPORT and each.report_due < day)

    return (
        Column(key="period", title="Rok", text=period, sort="period", width=9, strong=True),
        Column(
            key="title",
            title="Program",
            text=lambda each: KINDS[each.kind],
            second=_contents,
            tooltip=_missing,
            width=15,
            flexible=True,
        ),
        Column(
            key="passed_on",
            title="Uchwalony",
            text=lambda each: "nie" if each.passed_on is None else format_date(each.passed_on),
            second=lambda each: each.resolution or f"do {format_date(each.passing_due)}",
            sort="passed_on",
            width=16,
        ),
        Column(
            key="money",
            title="Środki",
            align=Align.RIGHT,
            text=lambda each: "" if each.money is None else format_money(each.money),
            second=lambda each: "" if each.grants is None else f"dotacje {format_money(each.grants)}",
            sort="money",
            width=21,
        ),
        Column(
            key="report_on",
            title="Sprawozdanie",
            text=_report,
            second=_published,
            sort="report_on",
            width=16,
            when_wide=True,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            second=lambda each: "po terminie" if late(each) else "",
            tone=lambda each: Tone.DANGER if late(each) else _TONES[state_on(each, today())],
            width=17,
        ),
    )


def _contents(each: Programme) -> str:
    gone, all_of = len(missing(each)), len(contents_of(each).items)
    return f"brakuje {gone} z {all_of} części" if gone else f"ma {all_of} z {all_of} części"


def _missing(each: Programme) -> str:
    gone = missing(each)
    return "\n".join((each.title, *(f"brakuje: {CONTENTS[item]}" for item in gone)))


def _report(each: Programme) -> str:
    return "" if each.report_on is None else format_date(each.report_on)


def _published(each: Programme) -> str:
    if each.published_on is not None:
        return f"w BIP {format_date(each.published_on)}"
    return "jeszcze nie w BIP" if each.report_on is not None else f"do {format_date(each.report_due)}"


def filters() -> tuple[FilterGroup, ...]:
    """As the use cases know them."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup.choices("kind", "Rodzaj", KINDS),
    )
