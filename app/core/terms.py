"""Counts terms by the Civil Code and explains every date in a sentence.

Sources: KC (Civil Code) art. 110–115, in labour law through KP (Labour Code) art. 300. The day of the event is not
counted (art. 111 § 2), months and years end on the corresponding date or the month's last day (art. 112), an end on
a Saturday, Sunday or holiday moves on (art. 115). Days are local calendar days. Every function raises Refusal when a
term leaves the years that the calendar of days off knows, and ValueError for a length below 1.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.core.date_words import MONTHS, on_weekday_and_date, weekday_and_date
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.holidays_pl import polish_holidays
from app.core.periods import add_months
from app.core.polish import plural

_DAY = timedelta(days=1)
_EVENT = "zdarzenia"


class TermUnit(StrEnum):
    """What a term is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class TermStatus(StrEnum):
    """Where a day stands in a term."""

    OPEN = "open"
    LAST_DAY = "last_day"
    PASSED = "passed"


@dataclass(frozen=True)
class Basis:
    """Where a term comes from: ``art. 27 ust. 5``, ``ustawy o pracownikach samorządowych``."""

    article: str = ""
    act: str = ""
    """In the genitive, to follow the article; alone it stands for what is no law (``regulamin ocen``)."""

    @property
    def text(self) -> str:
        """Article and act; blank when both are."""
        return f"{self.article} {self.act}".strip()


@dataclass(frozen=True)
class SkippedDay:
    """A day on which the term did not end, and why: ``sobota``, ``niedziela``, ``Boże Ciało``."""

    day: date
    reason: str


@dataclass(frozen=True)
class Start:
    """The event a term runs from, in the genitive: ``doręczenia oceny``."""

    day: date
    event: str = _EVENT


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term to do something in; it runs to the end of the day ``end``."""

    start: Start
    number: int
    unit: TermUnit
    basis: Basis
    raw_end: date
    """Last day as counted, before any shift."""
    end: date
    shifts: tuple[SkippedDay, ...] = ()
    """Days from ``raw_end`` on that were passed over."""
    not_shifted_because: str = ""
    """Why a term that ends on a day off was left there on purpose."""
    first_day_counts: bool = False
    alarms: tuple[int, ...] = ()
    """Which days of the term call for attention: 7 is the seventh day after the event."""

    def days_left(self, today: date) -> int:
        """Days until the end: 0 on the last day, negative afterwards."""
        return (self.end - today).days

    def status(self, today: date) -> TermStatus:
        """Whether the term still runs."""
        left = self.days_left(today)
        if left == 0:
            return TermStatus.LAST_DAY
        return TermStatus.OPEN if left > 0 else TermStatus.PASSED

    @property
    def alarm_days(self) -> tuple[date, ...]:
        """The days of ``alarms``."""
        return tuple(self.start.day + alarm * _DAY for alarm in self.alarms)

    def alarms_reached(self, today: date) -> int:
        """How many of ``alarms`` have come by that day."""
        return sum(day <= today for day in self.alarm_days)

    def left_in_words(self, today: date) -> str:
        """``zostało 5 dni``, ``dziś ostatni dzień``, ``termin minął 2 dni temu``."""
        left = self.days_left(today)
        if left == 0:
            return "dziś ostatni dzień"
        if left == -1:
            return "termin minął wczoraj"
        if left < 0:
            return f"termin minął {-left} dni temu"
        return f"{plural(left, 'został', 'zostały', 'zostało')} {left} {plural(left, 'dzień', 'dni', 'dni')}"

    def explanation(self) -> str:
        """How the end was found, in Polish sentences with articles."""
        lead = f"{self._length()} od {self.start.event} {format_date(self.start.day)}{_bracketed(self.basis)}"
        return f"{lead}{self._counting()} {self._raw_end_in_words()}{self._end_in_words()}"

    def _length(self) -> str:
        return f"{self.number} {plural(self.number, *_LENGTHS[self.unit])}"

    def _counting(self) -> str:
        event = self.start.event
        if self.first_day_counts:
            return f"; dzień {event} wlicza się."
        if self.unit is TermUnit.DAYS:
            return f"; dnia {event} nie wlicza się (art. 111 § 2 KC)."
        if self.unit is TermUnit.WORKING_DAYS:
            return f"; nie wlicza się dnia {event} (art. 111 § 2 KC), sobót, niedziel i świąt."
        return "."

    def _raw_end_in_words(self) -> str:
        """The sentence about ``raw_end`` up to the place where a shift may follow."""
        falls = on_weekday_and_date(self.raw_end) if self.shifts else weekday_and_date(self.raw_end)
        verb = "przypada" if self.shifts else "to"
        if self.unit is TermUnit.DAYS:
            return f"{self.number}. dzień {verb} {falls}"
        if self.unit is TermUnit.WORKING_DAYS:
            return f"{self.number}. dzień roboczy {verb} {falls}"
        if self.first_day_counts:
            return f"Ostatni dzień tego czasu {verb} {falls}"
        if self.raw_end.day != self.start.day.day:
            month = f"{MONTHS[self.raw_end.month - 1].capitalize()} {self.raw_end.year} r."
            missing = f"{month} nie ma {self.start.day.day}. dnia; liczy się ostatni dzień miesiąca (art. 112 KC)"
            return f"{missing}, a ten przypada {falls}" if self.shifts else f"{missing}, czyli {falls}"
        return f"Dzień, który odpowiada datą (art. 112 KC), {verb} {falls}"

    def _end_in_words(self) -> str:
        if self.shifts:
            first, *others = self.shifts
            reason = "" if first.reason in {"sobota", "niedziela"} else f" ({first.reason})"
            passed = _also_off(others)
            return f"{reason}{passed}, więc termin mija {on_weekday_and_date(self.end)} (art. 115 KC)."
        day_off = polish_holidays().moves_end(self.end)
        if not day_off:
            return "."
        named = "" if day_off in {"sobota", "niedziela"} else f" ({day_off})"
        why = f": {self.not_shifted_because}" if self.not_shifted_because else ""
        return f"{named}. Końca terminu nie przesuwa się na dzień roboczy{why}."


@dataclass(frozen=True, kw_only=True)
class NotEarlier:
    """Time that must pass before something is allowed; allowed from the beginning of the day ``opens``."""

    waiting: Term
    """The time that must pass; never shifted, for nothing has to be done in it."""
    starts: tuple[Start, ...]
    """The events; the latest of them counts."""

    @property
    def opens(self) -> date:
        """The day after the last day of waiting."""
        return self.waiting.end + _DAY

    def is_open(self, today: date) -> bool:
        """Whether it is allowed that day."""
        return today >= self.opens

    def days_left(self, today: date) -> int:
        """Days until ``opens``; 0 or less when it is allowed."""
        return (self.opens - today).days

    def explanation(self) -> str:
        """How the first allowed day was found, in Polish sentences with articles."""
        waiting = self.waiting
        length = f"{waiting.number} {_after(waiting)}"
        lead = f"Nie wcześniej niż po {length} od {self._events()}{_bracketed(waiting.basis)}"
        earliest = f", więc najwcześniej {on_weekday_and_date(self.opens)}."
        return f"{lead}{waiting._counting()} {waiting._raw_end_in_words()}{earliest}"

    def _events(self) -> str:
        if len(self.starts) == 1:
            return f"{self.starts[0].event} {format_date(self.starts[0].day)}"
        events = [f"{start.event} {format_date(start.day)}" for start in self.starts]
        later = "późniejszego" if len(events) == 2 else "najpóźniejszego"
        return f"{later} z dni: {', '.join(events[:-1])} i {events[-1]}"


def counted(
    start: Start,
    number: int,
    unit: TermUnit,
    *,
    basis: Basis,
    shift: bool = False,
    not_shifted_because: str = "",
    alarms: tuple[int, ...] = (),
) -> Term:
    """A term of any length; ``shift``: whether an end on a day off moves to the next working day (KC art. 115)."""
    if number < 1:
        raise ValueError(number)
    raw_end = _raw_end(start.day, number, unit)
    shifts = _passed_over(raw_end) if shift else ()
    return Term(
        start=start,
        number=number,
        unit=unit,
        basis=basis,
        raw_end=raw_end,
        end=raw_end + len(shifts) * _DAY,
        shifts=shifts,
        not_shifted_because=not_shifted_because,
        alarms=alarms,
    )


def days_after(
    start: date, days: int, *, shift: bool, basis: Basis, event: str = _EVENT, not_shifted_because: str = ""
) -> Term:
    """A term of ``days`` calendar days, the day of the event not counted (KC art. 111 § 2)."""
    begun = Start(start, event)
    return counted(begun, days, TermUnit.DAYS, shift=shift, basis=basis, not_shifted_because=not_shifted_because)


def working_days_after(start: date, days: int, *, basis: Basis, event: str = _EVENT) -> Term:
    """A term of ``days`` working days: Saturdays, Sundays and holidays are not counted."""
    return counted(Start(start, event), days, TermUnit.WORKING_DAYS, basis=basis)


def not_earlier(
    number: int, unit: TermUnit, *starts: Start, basis: Basis, first_day_counts: bool = False
) -> NotEarlier:
    """Time that must pass from the latest of ``starts``; it is allowed from the day after.

    ``first_day_counts`` is for periods of work, which include their first day: six months in a post taken on
    1 January end with 30 June; only for months and years. ValueError without any start.
    """
    latest = max(starts, key=lambda start: start.day)
    waiting = counted(latest, number, unit, basis=basis)
    if first_day_counts and unit not in {TermUnit.MONTHS, TermUnit.YEARS}:
        raise ValueError(unit)
    # where the month has no corresponding day, its last day is the last of the period already
    if first_day_counts and waiting.raw_end.day == latest.day.day:
        waiting = replace(waiting, raw_end=waiting.raw_end - _DAY, end=waiting.end - _DAY)
    return NotEarlier(waiting=replace(waiting, first_day_counts=first_day_counts), starts=starts)


def _raw_end(start: date, number: int, unit: TermUnit) -> date:
    calendar = polish_holidays()
    calendar.name(start)  # refuses years that are surely a slip of the hand
    if unit is TermUnit.WORKING_DAYS:
        return _working_day(start, number)
    try:
        if unit is TermUnit.DAYS:
            end = start + number * _DAY
        else:
            end = add_months(start, number * (12 if unit is TermUnit.YEARS else 1))
    except (OverflowError, ValueError):
        raise Refusal(
            f"Termin liczony od {format_date(start)} wykracza poza kalendarz. Sprawdź datę i długość terminu."
        ) from None
    calendar.name(end)
    return end


def _working_day(start: date, number: int) -> date:
    calendar = polish_holidays()
    day = start
    for _ in range(number):
        day += _DAY
        while calendar.day_off(day):
            day += _DAY
    return day


def _passed_over(raw_end: date) -> tuple[SkippedDay, ...]:
    calendar = polish_holidays()
    passed: list[SkippedDay] = []
    while reason := calendar.moves_end(raw_end + len(passed) * _DAY):
        passed.append(SkippedDay(raw_end + len(passed) * _DAY, reason))
    return tuple(passed)


def _also_off(others: list[SkippedDay]) -> str:
    """``, wolny jest też 24.05.2026 (niedziela)``; blank for none."""
    if not others:
        return ""
    *before, last = [f"{format_date(skipped.day)} ({skipped.reason})" for skipped in others]
    return f", wolne są też {', '.join(before)} i {last}" if before else f", wolny jest też {last}"


def _bracketed(basis: Basis) -> str:
    return f" ({basis.text})" if basis.text else ""


_LENGTHS = {
    TermUnit.DAYS: ("dzień", "dni", "dni"),
    TermUnit.WORKING_DAYS: ("dzień roboczy", "dni robocze", "dni roboczych"),
    TermUnit.MONTHS: ("miesiąc", "miesiące", "miesięcy"),
    TermUnit.YEARS: ("rok", "lata", "lat"),
}
_LENGTHS_AFTER = {
    TermUnit.DAYS: ("dniu", "dniach"),
    TermUnit.WORKING_DAYS: ("dniu roboczym", "dniach roboczych"),
    TermUnit.MONTHS: ("miesiącu", "miesiącach"),
    TermUnit.YEARS: ("roku", "latach"),
}


def _after(term: Term) -> str:
    one, many = _LENGTHS_AFTER[term.unit]
    return one if term.number == 1 else many
