"""Columns and filters of the tab of the training plan."""

from collections.abc import Callable, Mapping

from app.core.dates import format_date
from app.core.money import format_money
from app.registers.trainings.courses.domain import CourseState
from app.registers.trainings.needs.domain import Priority
from app.registers.trainings.needs.words import PRIORITIES, SOURCES, people
from app.registers.trainings.plan.domain import PlanItem, Progress, Standing
from app.registers.trainings.plan.words import PROGRESS, QUARTERS
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_PROGRESS_TONES = {Progress.PLANNED: Tone.QUIET, Progress.ORGANISED: Tone.WARNING, Progress.DONE: Tone.OK}
_PRIORITY_TONES = {Priority.HIGH: Tone.DANGER, Priority.MEDIUM: Tone.WARNING, Priority.LOW: Tone.QUIET}
Stands = Callable[[PlanItem], Standing]


def columns(stands: Stands, units: Callable[[], Mapping[int, str]]) -> tuple[Column[PlanItem], ...]:
    """``units`` are symbols by id."""

    def whom(item: PlanItem) -> str:
        return units().get(item.unit_id or 0, "") if item.unit_id else item.group or "cały urząd"

    return (
        Column(
            key="topic",
            title="Temat",
            text=lambda item: item.topic,
            second=lambda item: item.area,
            tooltip=lambda item: behind(stands(item)),
            sort="topic",
            width=22,
            flexible=True,
            strong=True,
        ),
        Column(
            key="quarter",
            title="Kiedy",
            text=lambda item: QUARTERS[item.quarter] if item.quarter else str(item.year),
            second=lambda item: str(item.year) if item.quarter else "",
            sort="quarter",
            width=11,
        ),
        Column(
            key="group",
            title="Dla kogo",
            text=whom,
            second=lambda item: ", ".join(filter(None, (item.group if item.unit_id else "", _heads(item)))),
            width=12,
        ),
        Column(
            key="people",
            title="Osoby",
            text=lambda item: str(item.people or ""),
            sort="people",
            width=9,
            align=Align.RIGHT,
            optional=True,
        ),
        Column(
            key="priority",
            title="Priorytet",
            text=lambda item: PRIORITIES[item.priority],
            tone=lambda item: _PRIORITY_TONES[item.priority],
            sort="priority",
            width=11,
        ),
        Column(
            key="estimate",
            title="Szacunek",
            text=lambda item: "" if item.estimate is None else format_money(item.estimate),
            sort="estimate",
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="progress",
            title="Realizacja",
            text=lambda item: PROGRESS[stands(item).progress],
            second=lambda item: spent(stands(item)),
            tone=lambda item: _tone(item, stands(item)),
            tooltip=lambda item: carried_out(stands(item)),
            width=16,
        ),
    )


def _heads(item: PlanItem) -> str:
    return people(item.people) if item.people else ""


def _tone(item: PlanItem, standing: Standing) -> Tone:
    over = item.estimate is not None and standing.cost is not None and standing.cost > item.estimate
    return Tone.DANGER if over else _PROGRESS_TONES[standing.progress]


def spent(standing: Standing) -> str:
    """The second line: where an unfinished line went, else what its trainings cost."""
    if standing.carried_to is not None:
        return f"przeniesione na {standing.carried_to}"
    return format_money(standing.cost) if standing.courses and standing.cost is not None else ""


def behind(standing: Standing) -> str:
    """The needs behind a line, one in a line of text."""
    return "\n".join(f"{need.person or 'komórka'}: {need.topic} ({SOURCES[need.source]})" for need in standing.needs)


def carried_out(standing: Standing) -> str:
    """The trainings of a line, one in a line of text."""
    return "\n".join(
        f"{format_date(course.starts_on)} {course.topic}"
        + (" – odwołane" if course.state is CourseState.CANCELLED else "")
        for course in standing.courses
    )


def filters(units: Callable[[], Mapping[int, str]]) -> tuple[FilterGroup, ...]:
    """As the use cases know them."""

    def unit(value: str) -> str:
        return units().get(int(value), f"nr {value}") if value else "cały urząd i grupy"

    return (
        FilterGroup(key="year", title="Rok", label=lambda value: value),
        FilterGroup(
            key="quarter",
            title="Kwartał",
            label=lambda value: QUARTERS[int(value) if value else None],
            options=("1", "2", "3", "4", ""),
        ),
        FilterGroup.choices("progress", "Realizacja", PROGRESS),
        FilterGroup.choices("priority", "Priorytet", PRIORITIES),
        FilterGroup(key="unit_id", title="Komórka", label=unit, single=True),
        FilterGroup(key="area", title="Dziedzina", label=lambda value: value or "bez dziedziny", single=True),
    )
