"""Opening hours by weekday, shared by the office and by service cards with hours of their own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from app.core.drafts import text
from app.core.problems import Problem

WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
WEEKDAYS_SHORT = ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class OpeningHours:
    """One span of opening on one weekday (0 = Monday … 6 = Sunday); times as ``parse_time`` takes them."""

    weekday: int = field(metadata={"low": 0, "high": 6})
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, kw_only=True)
class HoursException:
    """A calendar day with other hours; both times blank mean closed all day."""

    day: date
    opens: str = ""
    closes: str = ""
    reason: str = text(120)


def parse_time(value: str) -> str:
    """``7:30``, ``7.30`` or ``0730`` gives ``07:30``, ``7`` gives ``07:00``; ValueError otherwise."""
    cleaned = value.strip()
    if cleaned.isdigit() and len(cleaned) == 4:
        cleaned = f"{cleaned[:-2]}:{cleaned[-2:]}"
    if cleaned.isdigit() and len(cleaned) <= 2:
        cleaned += ":00"
    match = _TIME.fullmatch(cleaned)
    if match is None:
        raise ValueError(value)
    return f"{int(match[1]):02d}:{match[2]}"


def short_time(value: str) -> str:
    """``08:00`` gives ``8``, ``07:30`` gives ``7:30``, as residents read it; ValueError when it is no time."""
    hours, minutes = parse_time(value).split(":")
    return str(int(hours)) if minutes == "00" else f"{int(hours)}:{minutes}"


def hours_problems(spans: Iterable[OpeningHours | HoursException], path: str) -> Iterator[Problem]:
    """Problems with times and their order; ``path`` is the list's field name."""
    for index, span in enumerate(spans):
        if isinstance(span, HoursException) and not span.opens and not span.closes:
            continue
        parsed = []
        for part in ("opens", "closes"):
            try:
                parsed.append(parse_time(getattr(span, part)))
            except ValueError:
                yield Problem(f"{path}.{index}.{part}", "bad_time", {"value": getattr(span, part)})
        if len(parsed) == 2 and parsed[0] >= parsed[1]:
            yield Problem(f"{path}.{index}.closes", "time_order")


def hours_lines(spans: Iterable[OpeningHours]) -> tuple[str, ...]:
    """Weekdays with equal hours joined: ``pon. 8–17``, ``wt.–czw. 8–15``, ``pt. 8–14``."""
    by_day: dict[int, list[str]] = {}
    for span in sorted(spans, key=lambda s: (s.weekday, parse_time(s.opens))):
        by_day.setdefault(span.weekday, []).append(f"{short_time(span.opens)}–{short_time(span.closes)}")
    days = [(day, " i ".join(times)) for day, times in sorted(by_day.items())]
    lines = []
    # days in a row with the same hours share a line: day minus position is constant inside a run
    for (times, _), run in groupby(enumerate(days), key=lambda item: (item[1][1], item[1][0] - item[0])):
        run_days = [day for _, (day, _) in run]
        names = WEEKDAYS_SHORT[run_days[0]]
        if len(run_days) == 2:
            names += f", {WEEKDAYS_SHORT[run_days[-1]]}"
        elif len(run_days) > 2:
            names = names + "–" + WEEKDAYS_SHORT[run_days[-1]]
        lines.append(f"{names} {times}")
    return tuple(lines)
