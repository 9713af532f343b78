"""Columns and filters of the tab of training needs."""

from collections.abc import Callable, Mapping
from datetime import date

from app.core.dates import format_date
from app.people.employees.table import EmployeesById
from app.registers.trainings.needs.domain import Need, NeedState, Priority
from app.registers.trainings.needs.words import CONCERNS, PRIORITIES, SOURCES, STATES, people
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup

_STATE_TONES = {NeedState.NEW: Tone.WARNING, NeedState.PLANNED: Tone.OK, NeedState.DROPPED: Tone.QUIET}
_PRIORITY_TONES = {Priority.HIGH: Tone.DANGER, Priority.MEDIUM: Tone.WARNING, Priority.LOW: Tone.QUIET}


def columns(
    employees: EmployeesById, units: Callable[[], Mapping[int, str]], today: Callable[[], date]
) -> tuple[Column[Need], ...]:
    """``units`` are symbols by id."""

    def unit(need: Need) -> str:
        return units().get(need.unit_id or 0, "") if need.unit_id else "cały urząd"

    def whom(need: Need) -> str:
        if need.employee_id is not None:
            return employees.surname_first(need.employee_id, need.person)
        return people(need.people) if need.people else unit(need)

    def about(need: Need) -> str:
        if need.employee_id is not None:
            return ", ".join(filter(None, (unit(need), employees.number_and_post(need.employee_id))))
        return unit(need) if need.people else ""

    return (
        Column(
            key="topic",
            title="Temat",
            text=lambda need: need.topic,
            second=lambda need: need.area,
            tooltip=lambda need: need.reason,
            sort="topic",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(key="person", title="Kogo dotyczy", text=whom, second=about, tooltip=about, sort="person", width=22),
        Column(
            key="source",
            title="Skąd",
            text=lambda need: SOURCES[need.source],
            sort="source",
            width=17,
            when_wide=True,
        ),
        Column(
            key="priority",
            title="Priorytet",
            text=lambda need: PRIORITIES[need.priority],
            tone=lambda need: _PRIORITY_TONES[need.priority],
            sort="priority",
            width=12,
        ),
        Column(
            key="wanted_by",
            title="Potrzebne do",
            text=lambda need: "" if need.wanted_by is None else format_date(need.wanted_by),
            tone=lambda need: Tone.DANGER if late(need, today()) else None,
            sort="wanted_by",
            width=14,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda need: STATES[need.state],
            second=lambda need: need.dropped_reason,
            tone=lambda need: _STATE_TONES[need.state],
            tooltip=lambda need: need.dropped_reason,
            sort="state",
            width=13,
        ),
    )


def late(need: Need, today: date) -> bool:
    """Whether the need still waits for a decision though its day has passed."""
    return need.state is NeedState.NEW and need.wanted_by is not None and need.wanted_by < today


def filters(units: Callable[[], Mapping[int, str]]) -> tuple[FilterGroup, ...]:
    """As the use cases know them."""

    def unit(value: str) -> str:
        return units().get(int(value), f"nr {value}") if value else "cały urząd"

    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup.choices("source", "Skąd", SOURCES),
        FilterGroup.choices("priority", "Priorytet", PRIORITIES),
        FilterGroup(key="unit_id", title="Komórka", label=unit, single=True),
        FilterGroup(key="area", title="Dziedzina", label=lambda value: value or "bez dziedziny", single=True),
    )
