"""Charts as data: what screen and paper draw, what a screen reader says, and the same as a table.

A value is a number, ``None`` (there is none: a gap, never zero) or ``Hidden`` (kept back because the group is too
small). Charts refuse data that do not fit together with ``ValueError``, since only a mistake in the program gives
such; ``NaN`` is refused too: say ``None``.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.chart_numbers import number
from app.core.polish import plural

NO_DATA = "brak danych"
TO_CHECK = "do sprawdzenia"
EMPTY = "Brak danych do pokazania na wykresie."
_NAMED_IN_ALT = 3


@dataclass(frozen=True)
class Hidden:
    """A value that is not shown because fewer than ``fewer_than`` people stand behind it."""

    fewer_than: int

    @property
    def text(self) -> str:
        """``ukryte (mniej niż 5 osób)``."""
        return f"ukryte (mniej niż {self.fewer_than} {plural(self.fewer_than, 'osoba', 'osoby', 'osób')})"


Value = float | Hidden | None


@dataclass(frozen=True)
class Axis:
    """How values are written and between what ends they stand; the ends move out where values lie beyond.

    ``unit`` follows each value („zł”, „%”), ``title`` stands beside the axis; ``signed`` writes a plus.
    """

    low: float | None = None
    high: float | None = None
    unit: str = ""
    decimals: int = 0
    title: str = ""
    signed: bool = False

    def say(self, value: Value) -> str:
        """The value in words and figures."""
        if isinstance(value, Hidden):
            return value.text
        if value is None:
            return NO_DATA
        return number(value, self.decimals, unit=self.unit, signed=self.signed)


@dataclass(frozen=True)
class Series:
    """Values under one name, one for each category or point."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Described:
    """What all charts have; their ``heading`` is that of the first column when the chart is read as a table."""

    title: str

    def headings(self) -> tuple[str, ...]:
        """Headings of the table."""
        raise NotImplementedError

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The same data as a table, cells as text, for those who listen."""
        raise NotImplementedError

    def values(self) -> Iterable[Value]:
        """Every value of the chart."""
        raise NotImplementedError

    def reach(self) -> list[float]:
        """Every number that the axis must hold."""
        return numbers(self.values())

    @property
    def alt(self) -> str:
        """What a screen reader says instead of the picture."""
        raise NotImplementedError

    @property
    def empty(self) -> bool:
        """Neither a number nor a hidden value."""
        return all(value is None for value in self.values())

    def _sentence(self, kind: str, *facts: str) -> str:
        hidden = sum(isinstance(value, Hidden) for value in self.values())
        if self.empty:
            facts = (EMPTY,)
        if hidden:
            facts = (*facts, f"Wartości ukryte, bo za nimi stoi zbyt mało osób: {hidden}.")
        return " ".join((f"{kind}: {self.title.rstrip('.')}.", *(fact for fact in facts if fact)))


@dataclass(frozen=True)
class BarChart(Described):
    """Bars for categories, one or several series; ``stacked`` lays the series end to end (shares, marks 1–5).

    Vertical bars turn horizontal where names do not fit under them. In a stacked chart a hidden value hides its
    whole category, for the others would tell it.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis = Axis()
    horizontal: bool = True
    stacked: bool = False
    value_labels: bool = True
    heading: str = "Pozycja"

    def __post_init__(self) -> None:
        _check_series(self.series, len(self.categories))
        if self.stacked and any(value < 0 for value in numbers(self.values())):
            raise ValueError("a stacked bar cannot hold a negative value")

    def hidden(self, index: int) -> Hidden | None:
        """The reason why a whole category of a stacked chart is not shown."""
        found = (series.values[index] for series in self.series)
        return next((value for value in found if isinstance(value, Hidden)), None) if self.stacked else None

    def values(self) -> Iterable[Value]:
        return [value for series in self.series for value in series.values]

    def reach(self) -> list[float]:
        if not self.stacked:
            return numbers(self.values())
        shown = [index for index in range(len(self.categories)) if not self.hidden(index)]
        return [sum(numbers(series.values[index] for series in self.series)) for index in shown]

    def headings(self) -> tuple[str, ...]:
        return (self.heading, *(series.name for series in self.series))

    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (name, *(self.axis.say(self.hidden(index) or series.values[index]) for series in self.series))
            for index, name in enumerate(self.categories)
        )

    @property
    def alt(self) -> str:
        count = f"Liczba pozycji: {len(self.categories)}."
        if self.stacked:
            return self._sentence("Wykres słupkowy z podziałem na części", count, self._greatest_parts())
        several = len(self.series) > 1
        facts = (_extremes(self.categories, series, self.axis, named=several) for series in self.series)
        return self._sentence("Wykres słupkowy", count, *facts)

    def _greatest_parts(self) -> str:
        parts = []
        for index, name in enumerate(self.categories):
            known = [(series.values[index], series.name) for series in self.series]
            shown = [(value, part) for value, part in known if isinstance(value, (int, float))]
            if shown and not self.hidden(index):
                value, part = max(shown, key=lambda pair: pair[0])
                parts.append(f"{name} – {part} ({self.axis.say(value)})")
        return f"Największa część: {'; '.join(parts)}." if parts else ""


@dataclass(frozen=True)
class LineChart(Described):
    """Values over time; a missing point is a gap in the line. ``panels`` gives each series a plot of its own.

    ``lines`` heads the names of the series where the table has a row for each.
    """

    points: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis = Axis()
    panels: bool = False
    heading: str = "Rok"
    lines: str = "Kryterium"

    def __post_init__(self) -> None:
        _check_series(self.series, len(self.points))

    def values(self) -> Iterable[Value]:
        return [value for series in self.series for value in series.values]

    def headings(self) -> tuple[str, ...]:
        return (self.heading, *(series.name for series in self.series))

    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (point, *(self.axis.say(series.values[index]) for series in self.series))
            for index, point in enumerate(self.points)
        )

    @property
    def alt(self) -> str:
        return self._sentence("Wykres liniowy", *(self._course(series) for series in self.series))

    def _course(self, series: Series) -> str:
        known = [
            (point, value)
            for point, value in zip(self.points, series.values, strict=True)
            if isinstance(value, (int, float))
        ]
        if not known:
            return f"{series.name}: {NO_DATA}."
        (start, first), (end, last) = known[0], known[-1]
        if start == end:
            return f"{series.name}: {start} – {self.axis.say(first)}."
        return f"{series.name}: od {self.axis.say(first)} ({start}) do {self.axis.say(last)} ({end})."


@dataclass(frozen=True)
class Interval:
    """A mean with the interval it lies in; ``flagged`` asks to look closer, it accuses nobody."""

    label: str
    value: Value
    low: float | None = None
    high: float | None = None
    flagged: bool = False


@dataclass(frozen=True)
class IntervalChart(Described):
    """Rows with a mean and its interval against a reference line."""

    entries: tuple[Interval, ...]
    reference: float = 0.0
    reference_name: str = "średnia urzędu"
    value_name: str = "średnia"
    interval_name: str = "przedział ufności"
    axis: Axis = Axis(decimals=2, signed=True)
    heading: str = "Pozycja"

    def __post_init__(self) -> None:
        for entry in self.entries:
            ends = [end for end in (entry.low, entry.high) if end is not None]
            _check_numbers((entry.value, *ends))
            if not isinstance(entry.value, (int, float)):
                if ends or entry.flagged:
                    raise ValueError(f"„{entry.label}” shows an interval or a flag without a value")
            elif len(ends) == 1 or (ends and not ends[0] <= entry.value <= ends[1]):
                raise ValueError(f"the interval of „{entry.label}” does not hold its value")

    def values(self) -> Iterable[Value]:
        return [entry.value for entry in self.entries]

    def reach(self) -> list[float]:
        ends = [end for entry in self.entries for end in (entry.low, entry.high) if end is not None]
        return [*numbers(self.values()), *ends, self.reference]

    def headings(self) -> tuple[str, ...]:
        return (self.heading, self.value_name, self.interval_name, "uwaga")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (entry.label, self.axis.say(entry.value), self.span(entry), TO_CHECK if entry.flagged else "")
            for entry in self.entries
        )

    def span(self, entry: Interval) -> str:
        """``od +0,21 do +0,83``; nothing where there is no interval."""
        if entry.low is None or entry.high is None:
            return ""
        return f"od {self.axis.say(entry.low)} do {self.axis.say(entry.high)}"

    @property
    def alt(self) -> str:
        flagged = [f"{entry.label} ({self.axis.say(entry.value)})" for entry in self.entries if entry.flagged]
        return self._sentence(
            "Wykres przedziałów",
            f"Liczba pozycji: {len(self.entries)}.",
            f"Linia odniesienia: {self.reference_name} ({self.axis.say(self.reference)}).",
            f"{TO_CHECK.capitalize()}: {'; '.join(flagged)}." if flagged else "Nic nie wymaga sprawdzenia.",
        )


@dataclass(frozen=True)
class Gap:
    """Two values of one row, such as a self-assessment and the rater's mark."""

    label: str
    first: Value
    second: Value

    @property
    def difference(self) -> float | None:
        """The second value less the first; None where one of them is not shown."""
        if isinstance(self.first, (int, float)) and isinstance(self.second, (int, float)):
            return self.second - self.first
        return None


@dataclass(frozen=True)
class GapChart(Described):
    """Two values in each row with the gap between them drawn."""

    entries: tuple[Gap, ...]
    first_name: str = "samoocena"
    second_name: str = "ocena przełożonego"
    axis: Axis = Axis()
    heading: str = "Pozycja"

    def __post_init__(self) -> None:
        _check_numbers(self.values())

    def values(self) -> Iterable[Value]:
        return [value for entry in self.entries for value in (entry.first, entry.second)]

    def headings(self) -> tuple[str, ...]:
        return (self.heading, self.first_name, self.second_name, "różnica")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (entry.label, self.axis.say(entry.first), self.axis.say(entry.second), self.gap(entry))
            for entry in self.entries
        )

    def gap(self, entry: Gap) -> str:
        """``+1``, ``−2``, ``zgodne``; nothing where one value is missing."""
        if entry.difference is None:
            return ""
        rounded = round(entry.difference, self.axis.decimals)
        return number(rounded, self.axis.decimals, unit=self.axis.unit, signed=True) if rounded else "zgodne"

    @property
    def alt(self) -> str:
        known = [(abs(entry.difference), entry) for entry in self.entries if entry.difference is not None]
        greatest = max((distance for distance, _ in known), default=0.0)
        widest = [entry for distance, entry in known if distance == greatest and greatest]
        agreed = sum(self.gap(entry) == "zgodne" for _, entry in known)
        named = "; ".join(f"{entry.label} ({self.gap(entry)})" for entry in widest[:_NAMED_IN_ALT])
        more = _and_more(len(widest))
        return self._sentence(
            "Wykres różnic",
            f"{self.first_name} i {self.second_name}, liczba pozycji: {len(self.entries)}, zgodnych: {agreed}.",
            f"Największa różnica: {named}{more}." if widest else "",
        )


Chart = BarChart | LineChart | IntervalChart | GapChart


def numbers(values: Iterable[Value]) -> list[float]:
    """The values that are shown."""
    return [value for value in values if isinstance(value, (int, float))]


def _extremes(names: Sequence[str], series: Series, axis: Axis, *, named: bool) -> str:
    known = numbers(series.values)
    before = f"{series.name}: " if named else ""
    if not known:
        return f"{series.name}: {NO_DATA}." if named else ""

    def those(wanted: float) -> str:
        found = [name for name, value in zip(names, series.values, strict=True) if value == wanted]
        return f"{', '.join(found[:_NAMED_IN_ALT])}{_and_more(len(found))} ({axis.say(wanted)})"

    if min(known) == max(known):
        return f"{before}wszędzie {axis.say(known[0])}."
    sentence = f"najwyższa wartość: {those(max(known))}; najniższa: {those(min(known))}."
    return before + (sentence if named else sentence[0].upper() + sentence[1:])


def _and_more(count: int) -> str:
    rest = count - _NAMED_IN_ALT
    return f" i {rest} {plural(rest, 'dalsza', 'dalsze', 'dalszych')}" if rest > 0 else ""


def _check_series(series: Sequence[Series], count: int) -> None:
    for one in series:
        if len(one.values) != count:
            raise ValueError(f"„{one.name}” has {len(one.values)} values for {count} places")
        _check_numbers(one.values)


def _check_numbers(values: Iterable[Value]) -> None:
    for value in values:
        if value is None or isinstance(value, Hidden):
            continue
        # numpy's whole numbers and decimals are no float: they would silently count as missing
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError(f"a chart takes finite numbers, not {value!r}; say None for a missing one")
