"""Columns and filters of the tab of participations, and how a waiting step is said in a cell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.date_words import from_to
from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.concerns import Concern
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, Step
from app.registers.trainings.participations.due import days_waiting, late
from app.registers.trainings.participations.words import (
    ATTENDANCE,
    CONCERNS,
    OUTCOMES,
    SEATS,
    STEPS,
    surname_first,
    who,
)
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

SHORT: Mapping[Step, str] = {
    Step.SELECT_OFFER: "wybór oferty",
    Step.ANALYSE_OFFER: "analiza oferty",
    Step.REQUEST: "wniosek",
    Step.APPROVE: "zatwierdzenie",
    Step.REGISTER: "zgłoszenie",
    Step.FILL_CARD: "wypełnienie karty",
    Step.READ_CARD: "zapoznanie się z kartą",
    Step.TALK: "rozmowa",
    Step.HAND_OVER: "przekazanie karty",
    Step.NOTE: "adnotacja",
    Step.LIST: "lista preferowanych",
}
"""Steps in a word or two, for cells and filters."""
_WAITED_FOR = tuple(step.value for step in tuple(Step)[tuple(Step).index(Step.APPROVE) :])
_TONES: Mapping[Outcome, Tone] = {
    Outcome.COMPLETED: Tone.OK,
    Outcome.REFUSED: Tone.QUIET,
    Outcome.WITHDRAWN: Tone.QUIET,
    Outcome.CANCELLED: Tone.QUIET,
    Outcome.ABSENT: Tone.WARNING,
}
Name = Callable[[str, str], str]
"""What a value of a filter is called: filter key, value."""


def late_in_words(alarm: int, alarms: tuple[int, int]) -> str:
    """``opóźnione``, ``bardzo opóźnione``; blank where no alarm was passed."""
    return "" if not alarm else "bardzo opóźnione" if alarm >= alarms[1] else "opóźnione"


def late_tone(alarm: int, alarms: tuple[int, int]) -> Tone:
    """The tone of the same."""
    return Tone.QUIET if not alarm else Tone.DANGER if alarm >= alarms[1] else Tone.WARNING


def waiting_in_words(since: date | None, today: date) -> str:
    """``od 12 dni``, ``od dziś``, ``od 07.12.2026`` for a day ahead; blank without a day."""
    if since is None:
        return ""
    if since > today:
        return f"od {format_date(since)}"
    days = days_waiting(since, today)
    return f"od {days} {plural(days, 'dnia', 'dni', 'dni')}" if days else "od dziś"


@dataclass(frozen=True)
class States:
    """How the cells of a state speak on a day."""

    today: Callable[[], date]
    head: Callable[[], str]
    """What this office calls its head."""

    def alarm(self, participation: Participation) -> int:
        """The alarm in days that was passed, 0 where none was."""
        today = self.today()
        open_ = participation.outcome is Outcome.OPEN
        return late(participation, today, rules_on(today).card_alarms) if open_ else 0

    def text(self, participation: Participation) -> str:
        """What is waited for, or how it ended."""
        step = participation.waiting_for
        if step is None:
            return OUTCOMES[participation.outcome]
        if self._attendance_first(participation):
            return "lista obecności"
        return SHORT[step]

    def second(self, participation: Participation) -> str:
        """Since when, whether late, and the waiting list; why it ended."""
        if participation.waiting_for is None:
            return participation.outcome_reason
        today = self.today()
        late_words = late_in_words(self.alarm(participation), rules_on(today).card_alarms)
        waits = SEATS[Seat.WAITING] if participation.seat is Seat.WAITING else ""
        since = f"czeka {waiting_in_words(participation.waiting_since, today)}"
        return " · ".join(filter(None, (waits, late_words, since)))

    def tone(self, participation: Participation) -> Tone | None:
        """How urgent it is."""
        if participation.outcome is not Outcome.OPEN:
            return _TONES[participation.outcome]
        alarm = self.alarm(participation)
        return late_tone(alarm, rules_on(self.today()).card_alarms) if alarm else None

    def tooltip(self, participation: Participation) -> str:
        """The step in full, whose turn it is and since which day."""
        step, since = participation.waiting_for, participation.waiting_since
        if step is None:
            ended = "" if participation.outcome_on is None else f", {format_date(participation.outcome_on)}"
            return f"{OUTCOMES[participation.outcome].capitalize()}{ended}. {participation.outcome_reason}".strip()
        day = "" if since is None else f" Czeka od {format_date(since)}."
        return f"{STEPS[step].label}. Kolej: {who(step, self.head())}.{day}"

    def _attendance_first(self, participation: Participation) -> bool:
        return (
            participation.waiting_for is Step.FILL_CARD
            and participation.attendance is Attendance.EXPECTED
            and participation.ends_on < self.today()
        )


def columns(today: Callable[[], date], head: Callable[[], str]) -> tuple[Column[Participation], ...]:
    """The columns of the table; ``head`` is what this office calls its head."""
    states = States(today, head)
    return (
        Column(
            key="person",
            title="Osoba",
            text=lambda each: surname_first(each.person),
            second=lambda each: ", ".join(filter(None, (each.unit, each.post))),
            tooltip=lambda each: f"nr {each.person_number}" if each.person_number else "",
            sort="person",
            width=19,
            strong=True,
        ),
        Column(
            key="topic",
            title="Szkolenie",
            text=lambda each: each.topic,
            second=lambda each: each.institution,
            tooltip=lambda each: each.topic,
            sort="topic",
            width=20,
            flexible=True,
        ),
        Column(
            key="starts_on",
            title="Termin",
            text=lambda each: from_to(each.starts_on, each.ends_on),
            second=lambda each: _days(each.days),
            sort="starts_on",
            width=14,
        ),
        Column(
            key="state",
            title="Stan",
            text=states.text,
            second=states.second,
            tone=states.tone,
            tooltip=states.tooltip,
            sort="waiting_since",
            width=22,
        ),
        Column(
            key="cost",
            title="Koszt",
            text=lambda each: format_money(each.cost),
            sort="cost",
            width=13,
            align=Align.RIGHT,
            when_wide=True,
        ),
        Column(key="number", title="Numer", text=lambda each: each.number, sort="number", width=10, optional=True),
        Column(
            key="mean",
            title="Karta",
            text=lambda each: mean_in_words(each.mean),
            tooltip=lambda each: "Średnia ocen na karcie uczestnictwa." if each.mean is not None else "",
            sort="mean",
            width=8,
            align=Align.RIGHT,
            optional=True,
        ),
        Column(
            key="attendance",
            title="Obecność",
            text=lambda each: ATTENDANCE[each.attendance],
            width=18,
            optional=True,
        ),
        Column(
            key="certificate",
            title="Zaświadczenie",
            text=lambda each: each.certificate,
            second=lambda each: "" if each.valid_until is None else f"ważne do {format_date(each.valid_until)}",
            width=18,
            optional=True,
        ),
    )


def told_apart(people: Iterable[Participation]) -> Mapping[int, str]:
    """By participation ``Nowak Ewa (FN)``, with the number where two of a unit are called the same."""
    listed = list(people)
    same = Counter((each.person, each.unit) for each in listed)
    return {each.id: _told(each, number=same[each.person, each.unit] > 1) for each in listed}


def _told(each: Participation, *, number: bool) -> str:
    apart = ", ".join(filter(None, (f"nr {each.person_number}" if number and each.person_number else "", each.unit)))
    return f"{surname_first(each.person)}{f' ({apart})' if apart else ''}"


def mean_in_words(mean: int | None) -> str:
    """``4,17`` from hundredths; blank without a mark."""
    return "" if mean is None else f"{mean // 100},{mean % 100:02d}"


def _days(days: int | None) -> str:
    return "" if days is None else f"{days} {plural(days, 'dzień', 'dni', 'dni')}"


def filters(name: Name) -> tuple[FilterGroup, ...]:
    """What is waited for, what calls for attention, how it ended, year, unit; training and person from outside.

    There are hundreds of trainings and people, so these two are no choices to read through: the deeds „Tylko to
    szkolenie” and „Tylko ta osoba” set them.
    """
    return (
        FilterGroup(key="concern", title="Wymaga uwagi", label=CONCERNS.__getitem__, options=tuple(Concern)),
        FilterGroup(key="course_id", title="Szkolenie", label=lambda v: name("course_id", v), single=True, options=()),
        FilterGroup(key="employee_id", title="Osoba", label=lambda v: name("employee_id", v), single=True, options=()),
        FilterGroup(key="waiting_for", title="Czeka na", label=lambda value: SHORT[Step(value)], options=_WAITED_FOR),
        FilterGroup.choices("outcome", "Stan", OUTCOMES),
        FilterGroup(key="year", title="Rok", label=str, single=True),
        FilterGroup(key="unit_id", title="Komórka", label=lambda value: name("unit_id", value)),
    )
