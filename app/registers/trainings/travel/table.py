"""Columns and filters of the tab of travel orders."""

from collections.abc import Callable
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.employees.table import EmployeesById
from app.people.employees.words import told_apart
from app.registers.trainings.travel.domain import TravelOrder, TravelState
from app.registers.trainings.travel.settling import settle_by
from app.registers.trainings.travel.words import DUE, STATES, TRANSPORTS
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup


def columns(people: EmployeesById, today: Callable[[], date]) -> tuple[Column[TravelOrder], ...]:
    """``today`` tells which orders are late."""

    def state(order: TravelOrder) -> str:
        due = due_of(order, today())
        return STATES[order.state] if due is None else DUE[due]

    def tone(order: TravelOrder) -> Tone:
        if order.state is not TravelState.ORDERED:
            return Tone.OK if order.state is TravelState.SETTLED else Tone.QUIET
        return {"late": Tone.DANGER, "to_settle": Tone.WARNING}.get(due_of(order, today()) or "", Tone.QUIET)

    return (
        Column(key="number", title="Numer", text=lambda order: order.number, sort="number", width=11),
        Column(
            key="person",
            title="Pracownik",
            text=lambda order: people.surname_first(order.employee_id, order.person),
            second=lambda order: ", ".join(filter(None, (order.unit, order.post))),
            tooltip=lambda order: people.number_and_post(order.employee_id),
            sort="person",
            width=19,
            strong=True,
        ),
        Column(
            key="destination",
            title="Dokąd i po co",
            text=lambda order: order.destination,
            second=lambda order: order.purpose,
            tooltip=lambda order: order.purpose,
            width=18,
            flexible=True,
        ),
        Column(
            key="starts_on",
            title="Kiedy",
            text=lambda order: "" if order.starts_on is None else format_date(order.starts_on),
            second=lambda order: (
                f"do {format_date(order.ends_on)}" if order.ends_on and order.ends_on != order.starts_on else ""
            ),
            sort="starts_on",
            width=15,
        ),
        Column(key="state", title="Stan", text=state, tone=tone, sort="state", width=16),
        Column(
            key="total",
            title="Koszt",
            text=lambda order: format_money(order.total) if order.state is TravelState.SETTLED else "",
            sort="total",
            width=12,
            align=Align.RIGHT,
            when_wide=True,
        ),
        Column(
            key="balance",
            title="Do wypłaty",
            text=lambda order: format_money(order.balance) if order.state is TravelState.SETTLED else "",
            sort="balance",
            width=13,
            align=Align.RIGHT,
            when_wide=True,
        ),
        Column(
            key="transport",
            title="Środek transportu",
            text=lambda order: TRANSPORTS[order.transport],
            width=18,
            optional=True,
        ),
    )


def filters(people: EmployeesById) -> tuple[FilterGroup, ...]:
    """What waits for its settlement, state, year, unit, person."""

    def named(employee_id: str) -> str:
        person = people().get(int(employee_id)) if employee_id else None
        return f"nr {employee_id}" if person is None else told_apart(person, {})

    return (
        FilterGroup.choices("due", "Rozliczenie", DUE),
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup(key="year", title="Rok", label=str, single=True),
        FilterGroup(key="unit", title="Komórka", label=lambda value: value or "bez komórki"),
        FilterGroup(key="employee_id", title="Osoba", label=named, single=True),
    )


def due_of(order: TravelOrder, today: date) -> str | None:
    """What an order that is neither settled nor cancelled waits for: a key of ``DUE``."""
    if order.state is not TravelState.ORDERED or order.ends_on is None:
        return None
    if order.ends_on >= today:
        return "ahead"
    by = settle_by(order)
    return "late" if by is not None and by < today else "to_settle"
