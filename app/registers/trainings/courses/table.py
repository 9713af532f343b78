"""Columns and filters of the register of trainings."""

from collections.abc import Callable, Mapping
from datetime import date

from app.core.money import format_money
from app.registers.trainings.courses.domain import (
    Course,
    CourseState,
    Headcount,
    per_person,
    shared,
    state_on,
)
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.courses.words import (
    CONCERNS,
    KINDS,
    STATES,
    concern_in_words,
    days_in_words,
    heads_in_words,
    length_in_words,
    state_in_words,
    total_in_words,
)
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

Heads = Callable[[int], Headcount]
"""People in a training, by its id."""
_TONES: Mapping[CourseState, Tone | None] = {
    CourseState.AHEAD: None,
    CourseState.RUNNING: Tone.OK,
    CourseState.OVER: Tone.QUIET,
    CourseState.CANCELLED: Tone.DANGER,
}


def columns(heads: Heads, today: Callable[[], date]) -> tuple[Column[Course], ...]:
    """The columns of the table."""
    return (
        Column(
            key="starts_on",
            title="Termin",
            text=days_in_words,
            second=lambda course: length_in_words(course, short=True),
            sort="starts_on",
            width=20,
        ),
        Column(
            key="topic",
            title="Temat",
            text=lambda course: course.topic,
            second=lambda course: ", ".join(filter(None, (KINDS[course.kind], course.area))),
            sort="topic",
            width=28,
            flexible=True,
            strong=True,
        ),
        Column(
            key="institution",
            title="Instytucja szkoląca",
            text=lambda course: course.institution,
            second=lambda course: course.place,
            width=24,
            when_wide=True,
        ),
        Column(
            key="people",
            title="Osoby",
            text=lambda course: heads_in_words(heads(course.id), course.places),
            tooltip=lambda _course: "Osoby z potwierdzonym miejscem, liczba miejsc i lista rezerwowa.",
            width=11,
        ),
        Column(
            key="cost",
            title="Koszt",
            text=lambda course: cost(course, heads(course.id)),
            tooltip=lambda course: total_in_words(course.costs, heads(course.id).confirmed or None),
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda course: state_in_words(course, today()),
            tone=lambda course: _TONES[state_on(course, today())],
            width=14,
        ),
        Column(key="lecturer", title="Wykładowca", text=lambda course: course.lecturer, width=22, optional=True),
        Column(key="entitlement", title="Uprawnienie", text=lambda course: course.entitlement, width=22, optional=True),
    )


def cost(course: Course, heads: Headcount) -> str:
    """What the training costs all its people; while there are none, what its lines say: ``390,00 zł/os.``."""
    if heads.confirmed:
        return format_money(heads.cost)
    each, together = per_person(course.costs), shared(course.costs)
    parts = ((together, ""), (each, "/os."))
    return " i ".join(f"{format_money(amount)}{per}" for amount, per in parts if amount)


def filters(institution: Callable[[str], str], today: Callable[[], date]) -> tuple[FilterGroup, ...]:
    """The filters of the table; ``institution`` names one by its id."""

    def concern(key: str) -> str:
        return concern_in_words(key, rules_on(today()).course_alarms)

    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup(key="concern", title="Wymaga uwagi", label=concern, options=tuple(CONCERNS)),
        FilterGroup(key="year", title="Rok", label=lambda value: value or "bez daty"),
        FilterGroup.choices("kind", "Rodzaj", KINDS),
        FilterGroup(key="area", title="Dziedzina", label=lambda value: value or "bez dziedziny"),
        FilterGroup(key="institution_id", title="Instytucja", label=institution, single=True),
    )
