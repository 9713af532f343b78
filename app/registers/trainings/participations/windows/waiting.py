"""„Gdzie jest moja karta”: for which step every card and request waits, with whom, since when, and which are late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.polish import sort_key
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.domain import Seat, Step
from app.registers.trainings.participations.due import Whereabouts
from app.registers.trainings.participations.table import (
    SHORT,
    late_in_words,
    late_tone,
    waiting_in_words,
)
from app.registers.trainings.participations.windows.lists import ListWindow
from app.registers.trainings.participations.words import SEATS, surname_first
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup
from app.widgets.list_window import HeldList
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.register_view import Place
from app.widgets.register_words import RegisterWords
from app.widgets.workspace import Workspace

WORDS = RegisterWords(
    title="Gdzie jest moja karta",
    one="sprawa",
    few="sprawy",
    many="spraw",
    search="Szukaj osoby albo szkolenia",
    placeholder="Nazwisko, temat, numer albo u kogo leży",
    empty_title="Nic na nikogo nie czeka",
    empty_hint="Wszystkie wnioski są rozpatrzone, a karty wypełnione i przekazane.",
    none="Żadna sprawa",
)
VERY_LATE, LATE, IN_TIME, AHEAD = "very_late", "late", "in_time", "ahead"
_LATE_LABELS = {
    VERY_LATE: "bardzo opóźnione",
    LATE: "opóźnione",
    IN_TIME: "w terminie",
    AHEAD: "przed terminem",
}


@dataclass(frozen=True)
class Listed:
    """One line: where it is, and what a search finds it by."""

    id: int
    where: Whereabouts
    turn: str


@dataclass(frozen=True, kw_only=True)
class WaitingDeeds:
    """What the window does: with one, by its id, and with the list."""

    take: Callable[[int], None]
    show: Callable[[int], None]
    print: Callable[[], None]


def lateness(listed: Listed, today: date, alarms: tuple[int, int]) -> str:
    """Which value of the filter holds."""
    late = listed.where.late
    if late:
        return VERY_LATE if late >= alarms[1] else LATE
    return AHEAD if listed.where.since > today else IN_TIME


def columns(today: date) -> tuple[Column[Listed], ...]:
    """The columns; lateness stands in words and as a tone."""
    alarms = rules_on(today).card_alarms

    def late(listed: Listed) -> str:
        seat = SEATS[Seat.WAITING] if listed.where.seat is Seat.WAITING else ""
        return " · ".join(filter(None, (late_in_words(listed.where.late, alarms), seat)))

    def tone(listed: Listed) -> Tone | None:
        return late_tone(listed.where.late, alarms) if listed.where.late else None

    return (
        Column(
            key="person",
            title="Osoba",
            text=lambda listed: surname_first(listed.where.person),
            second=lambda listed: f"{listed.where.unit} · {listed.where.number}".strip(" ·"),
            sort="person",
            width=22,
            strong=True,
        ),
        Column(
            key="topic",
            title="Szkolenie",
            text=lambda listed: listed.where.topic,
            tooltip=lambda listed: listed.where.topic,
            sort="topic",
            width=22,
            flexible=True,
        ),
        Column(
            key="step",
            title="Czeka na",
            text=lambda listed: SHORT[listed.where.step],
            sort="step",
            width=19,
        ),
        Column(
            key="turn",
            title="U kogo",
            text=lambda listed: listed.turn.partition(": ")[2] or listed.turn,
            second=lambda listed: listed.turn.partition(": ")[0] if ": " in listed.turn else "",
            tooltip=lambda listed: listed.turn,
            sort="turn",
            width=19,
        ),
        Column(
            key="since",
            title="Czeka",
            text=lambda listed: waiting_in_words(listed.where.since, today),
            second=lambda listed: format_date(listed.where.since) if listed.where.since <= today else "",
            sort="days",
            width=12,
            align=Align.LEFT,
        ),
        Column(key="late", title="Opóźnienie", text=late, tone=tone, sort="late", width=19),
    )


def filters(source: MemorySource[Listed]) -> tuple[FilterGroup, ...]:
    """Lateness, step, unit."""

    def unit(value: str) -> str:
        return next((each.where.unit for each in source.records if str(each.where.unit_id or "") == value), "") or (
            "bez komórki"
        )

    steps = tuple(step.value for step in Step if step not in (Step.SELECT_OFFER, Step.ANALYSE_OFFER, Step.REQUEST))
    return (
        FilterGroup.choices("late", "Opóźnienie", _LATE_LABELS),
        FilterGroup(key="step", title="Czeka na", label=lambda value: SHORT[Step(value)], options=steps),
        FilterGroup(key="unit", title="Komórka", label=unit),
    )


def waiting_source(today: date) -> MemorySource[Listed]:
    """The lines as the table asks for them."""
    alarms = rules_on(today).card_alarms
    order = list(Step)
    return MemorySource(
        Questions(
            text=lambda each: (
                f"{each.where.person} {each.where.number} {each.where.topic} {each.where.unit} {each.turn}"
            ),
            values={
                "late": lambda each: (lateness(each, today, alarms),),
                "step": lambda each: (each.where.step.value,),
                "unit": lambda each: (str(each.where.unit_id or ""),),
            },
            sorts={
                "person": lambda each: sort_key(surname_first(each.where.person)),
                "topic": lambda each: sort_key(each.where.topic),
                "step": lambda each: order.index(each.where.step),
                "turn": lambda each: sort_key(each.turn),
                "days": lambda each: (each.where.days, -each.where.since.toordinal()),
                "late": lambda each: (each.where.late, each.where.days),
            },
        )
    )


class WaitingWindow(ListWindow):
    """Enter takes the next step; the print is the whole list."""

    def __init__(
        self, workspace: Workspace, services: TrainingServices, deeds: WaitingDeeds, parent: QWidget | None = None
    ) -> None:
        today = services.clock.today()
        alarms = rules_on(today).card_alarms
        source = waiting_source(today)
        listed = HeldList(
            workspace,
            "training_waiting",
            WORDS,
            columns(today),
            source,
            filters(source),
            lambda each: deeds.take(each.id),
        )
        listed.add_deed("right", "Następny krok…", lambda each: deeds.take(each.id), "Ctrl+Return", Place.PRIMARY)
        listed.add_deed("preview", "Pokaż w rejestrze", lambda each: deeds.show(each.id), "F2", Place.BUTTON)
        listed.add_common("print", "Drukuj listę…", deeds.print, "Ctrl+P", Place.BUTTON)
        listed.finish_menu()
        listed.setAccessibleName(WORDS.title)
        facts = (
            "Każdy wniosek i każda karta uczestnictwa w drodze: na co czeka, u kogo leży i od kiedy. "
            f"Opóźnione są po {alarms[0]} dniach, bardzo opóźnione po {alarms[1]}."
        )
        read = partial(_read, services)
        super().__init__(workspace, WORDS.title, facts, listed, read, parent, size=(210, 42))
        self.setObjectName("waiting_window")


def _read(services: TrainingServices) -> Sequence[Listed]:
    return [Listed(each.participation_id, each, each.turn) for each in services.participations.waiting()]
