"""Columns and filters of the tab of training agreements."""

from collections.abc import Callable
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.employees.table import EmployeesById
from app.registers.trainings.agreements.domain import Agreement, AgreementState, Ending, state_on
from app.registers.trainings.agreements.words import CONCERNS, ENDINGS, STATES
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    AgreementState.RUNNING: Tone.WARNING,
    AgreementState.KEPT: Tone.OK,
    AgreementState.NOTHING_DUE: Tone.QUIET,
    AgreementState.TO_REPAY: Tone.DANGER,
    AgreementState.REPAID: Tone.OK,
}


def columns(employees: EmployeesById, today: Callable[[], date]) -> tuple[Column[Agreement], ...]:
    """People as the register of employees has them now; the frozen post stands below."""
    return (
        Column(
            key="person",
            title="Pracownik",
            text=lambda each: employees.surname_first(each.employee_id, each.person),
            second=lambda each: ", ".join(filter(None, (each.unit, each.post))),
            tooltip=lambda each: employees.number_and_post(each.employee_id),
            sort="person",
            width=20,
            strong=True,
        ),
        Column(key="number", title="Numer", text=lambda each: each.number, sort="number", width=12, optional=True),
        Column(
            key="subject",
            title="Czego dotyczy",
            text=lambda each: each.subject,
            second=lambda each: f"umowa nr {each.number}",
            tooltip=lambda each: each.subject,
            width=22,
            flexible=True,
        ),
        Column(
            key="signed_on",
            title="Zawarta",
            text=lambda each: _day(each.signed_on),
            sort="signed_on",
            width=13,
            when_wide=True,
        ),
        Column(
            key="stay_until",
            title="Zobowiązanie do",
            text=lambda each: _day(each.stay_until),
            sort="stay_until",
            width=18,
        ),
        Column(
            key="cost",
            title="Koszt",
            text=lambda each: "" if each.cost is None else format_money(each.cost),
            sort="cost",
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            second=lambda each: format_money(each.repayment) if each.repayment else "",
            tone=lambda each: _TONES[state_on(each, today())],
            tooltip=lambda each: "" if each.ending is None else f"{ENDINGS[each.ending]}, {_day(each.left_on)}",
            sort="repayment",
            width=13,
        ),
    )


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def filters() -> tuple[FilterGroup, ...]:
    """As the use cases know them."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup(key="unit", title="Komórka", label=lambda value: value or "bez komórki", single=True),
        FilterGroup(
            key="ending",
            title="Jak się skończyło",
            label=lambda value: ENDINGS[Ending(value)] if value else "nie skończyło się",
            single=True,
        ),
    )
