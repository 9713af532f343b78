"""Days of a training or a trip as people write them by hand: read whole, or told what is wrong, never guessed.

What is understood, with any dash and with or without ``r.``: ``12.03.2023``, ``12-14.03.2023``, ``28.02–1.03.2023``,
``12 i 13 marca 2023``, ``12, 14 i 19 III 2023``, ``od 12 do 14.03.23``, ``2023-03-12``, each with the number of days
after it (``/ 3 dni``, ``(3 dni)``, ``\\ 3``) or before it (``3 dni: …``), and days as spreadsheets count them.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from app.core.date_words import MONTHS, MONTHS_OF
from app.core.dates import format_date
from app.core.drafts import FIRST_DAY, LAST_DAY
from app.core.polish import fold, plural

_DAY_NUMBER_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheets, right for every day since March 1900."""
_LONGEST_TEXT = 120
"""Characters; the longest sensible list of days has half of them."""
_MOST_STATED = 366
"""Days that may be counted on from one date."""
_FIRST_SHORT_YEAR = 70
"""Two digits below stand for 20.., from here on for 19.., as everywhere in POSIX."""

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SHORT = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paz", "lis", "gru")
_MONTH_NUMBERS = {
    fold(name): number
    for names in (MONTHS, MONTHS_OF, _ROMAN, _SHORT)
    for number, name in enumerate(names, start=1)
}  # fmt: skip

_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_UNIT = r"\s*(?:dni|dzien|dn)\.?"
_DAYS_AFTER = re.compile(rf"(.*?\d.*?)(?:\s*[/\\(,;-]\s*|\s)(\d{{1,5}}){_UNIT}\s*\)?")
_DAYS_AFTER_SLASH = re.compile(r"(.*?\d.*?)\s*[/\\(]\s*(\d{1,3})\s*\)?")
_DAYS_BEFORE = re.compile(rf"(\d{{1,5}}){_UNIT}\s*[:/\\,;(-]?\s*(.*?)\)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-.])(\d{1,2})\2(\d{1,2})(?:[t ]00:00(?::00)?)?(?!\d)")
_OTHER_SIGNS = re.compile(r"(?<!\d)(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)")
_SLASHED_END = re.compile(r"(?<=\d)/(\d{1,2})/(\d{4})(?!\d)")
_YEAR_WORD = re.compile(r"(?<=\d)\s*r(?:oku|ok)?\b\.?")
_OPENING = re.compile(r"^(?:w\s+)?(?:dniach|dniu|dnia|dni)\b\s*:?\s*|^od\s+(?:dnia\s+)?")
_TO = re.compile(r"\s+do\s+(?:dnia\s+)?")
_AND = re.compile(r"\s+(?:oraz|i)\s+(?=\d{1,2}(?!\d))|\s*[;&+]\s*")
_END = re.compile(r"(\d{1,2})\.?(?:(?<=[.])\s*|\s+)(\d{1,2}|[a-z]{1,12})\.?(?:(?:(?<=[.])\s*|\s+)(\d{4}|\d{2}))?\.?")
_DAY_ALONE = re.compile(r"(\d{1,2})\.?")
_DAY_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?")


_Numbers = tuple[int | None, int, int]
"""Year, month and day."""


class BadDateRange(ValueError):
    """Why the days could not be read; ``code`` and ``details`` are those of ``app.core.problems.Problem``."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class DateRange:
    """From ``first`` to ``last``, both included, ``days`` of them taken: fewer than the calendar's when so stated.

    ``counted`` tells that only the first day was written, and the last one counted on from the number of days.
    """

    first: date
    last: date
    days: int
    counted: bool = False


def read_date_range(written: object, year: int | None = None) -> DateRange:
    """The days that stand in a cell: a text, a date, or a spreadsheet's number of a day.

    ``year`` is that of the sheet or section, taken where the text itself has none. Days without a stated number are
    those of the calendar from first to last, or as many as are listed. Raises BadDateRange.
    """
    if isinstance(written, str):
        return _of_text(written, year)
    if isinstance(written, datetime):
        return _one(written.date(), written)
    if isinstance(written, date):
        return _one(written, written)
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        return _one(_numbered_day(written), written)
    raise BadDateRange("bad_date_range", value=str(written))


def _one(day: date, written: object) -> DateRange:
    return DateRange(_likely(day), day, 1)


def _likely(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadDateRange("day_too_far", first=format_date(FIRST_DAY), last=format_date(LAST_DAY))
    return day


def _numbered_day(number: float) -> date:
    """The day with a spreadsheet's number; a part of a day (an hour) is left out."""
    lowest, highest = ((day - _DAY_NUMBER_ZERO).days for day in (FIRST_DAY, LAST_DAY))
    if not lowest <= number < highest + 1:
        raise BadDateRange("bad_date_range", value=f"{number:g}".replace(".", ","))
    return _DAY_NUMBER_ZERO + timedelta(int(number))


@lru_cache(maxsize=4096)
def _of_text(written: str, year: int | None) -> DateRange:
    text = " ".join(fold(written).translate(_DASHES).split()).strip(" .,;")
    shown = written.strip()
    if not text or len(text) > _LONGEST_TEXT:
        raise BadDateRange("bad_date_range", value=shown[:_LONGEST_TEXT])
    if _DAY_NUMBER.fullmatch(text):
        return _one(_numbered_day(float(text.replace(",", "."))), written)
    dates, stated = _stated_days(text)
    spans = _spans(dates, shown, year)
    for (first, last), following in zip(spans, [*spans[1:], None], strict=True):
        if first > last or (following is not None and last >= following[0]):
            raise BadDateRange("date_range_order", value=shown)
    return _with_days(spans, stated, shown)


def _stated_days(text: str) -> tuple[str, int | None]:
    """The dates alone, and how many days they are said to be."""
    if match := _DAYS_BEFORE.fullmatch(text):
        return match[2], int(match[1])
    if match := _DAYS_AFTER.fullmatch(text) or (_DAYS_AFTER_SLASH.fullmatch(text)):
        return match[1], int(match[2])
    return text, None


def _spans(dates: str, shown: str, year: int | None) -> list[tuple[date, date]]:
    ends = _ends(dates, shown)
    if all(own is None for span in ends for own, _, _ in span) and year is not None:
        ends = [((year, *first[1:]), (year, *last[1:])) for first, last in ends]
    return [(_day(first, shown), _day(last, shown)) for first, last in ends]


def _day(numbers: _Numbers, shown: str) -> date:
    year, month, day = numbers
    if year is None:
        raise BadDateRange("date_range_year", value=shown)
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadDateRange("bad_date_range", value=shown) from None
    return _likely(found)


def _ends(dates: str, shown: str) -> list[tuple[_Numbers, _Numbers]]:
    """First and last day of every part; the year is None where it is written nowhere."""
    text = _OPENING.sub("", dates)
    text = _YEAR_FIRST.sub(r"\4.\3.\1", text)
    text = _OTHER_SIGNS.sub(r"\1.\3.\4", text)
    text = _SLASHED_END.sub(r".\1.\2", text)
    text = _YEAR_WORD.sub("", text)
    text = _AND.sub(",", _TO.sub("-", text))
    spans: list[tuple[_Numbers, _Numbers]] = []
    month: int | None = None
    own: int | None = None
    # from the end: what stands without month or year has those of what follows
    for part in reversed(text.split(",")):
        ends = part.split("-")
        if len(ends) > 2:
            raise BadDateRange("bad_date_range", value=shown)
        days: list[_Numbers] = []
        for end in reversed(ends):
            day, own_month, own_year = _numbers(end.strip(), shown)
            month, own = own_month or month, own_year or own
            if month is None:
                raise BadDateRange("bad_date_range", value=shown)
            days.append((own, month, day))
        spans.append((days[-1], days[0]))
    return spans[::-1]


def _numbers(end: str, shown: str) -> tuple[int, int | None, int | None]:
    """Day, month and year of one date; what is not written is None."""
    if match := _DAY_ALONE.fullmatch(end):
        return int(match[1]), None, None
    match = _END.fullmatch(end)
    if match is None:
        raise BadDateRange("bad_date_range", value=shown)
    month = int(match[2]) if match[2].isdigit() else _MONTH_NUMBERS.get(match[2])
    if not month:
        raise BadDateRange("bad_date_range", value=shown)
    if match[3] is None:
        return int(match[1]), month, None
    year = int(match[3])
    if len(match[3]) == 2:
        year += 1900 if year >= _FIRST_SHORT_YEAR else 2000
    return int(match[1]), month, year


def _with_days(spans: list[tuple[date, date]], stated: int | None, shown: str) -> DateRange:
    first, last = spans[0][0], spans[-1][1]
    listed = sum((end - start).days + 1 for start, end in spans)
    if stated is None:
        return DateRange(first, last, listed)
    if listed == 1 and 1 < stated <= _MOST_STATED:
        return DateRange(first, _likely(first + timedelta(stated - 1)), stated, counted=True)
    # a span may hold days off, but days that are listed one by one are all meant
    fewest = sum(2 if end > start else 1 for start, end in spans)
    if not fewest <= stated <= listed:
        said, counted = (f"{number} {plural(number, 'dzień', 'dni', 'dni')}" for number in (stated, listed))
        raise BadDateRange("date_range_days", value=shown, stated=said, dates=counted)
    return DateRange(first, last, stated)
