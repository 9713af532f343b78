"""The pages of the statistics as sentences and charts: what the window shows, the print and the workbook hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.chart_numbers import number
from app.core.charts import Axis, BarChart, Chart, Interval, IntervalChart, LineChart, Series, Value
from app.core.report_pages import Page
from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.domain import (
    Choice,
    Estimate,
    Histogram,
    Material,
    RaterView,
    Shown,
    Withheld,
)
from app.registers.evaluations.statistics.figures import Figures, Statistics, mean, median

_WEAKEST = 3
"""So many criteria are named."""
_LITTLE = 0.05
"""Of a mark; a smaller change between years is none."""


@dataclass(frozen=True)
class _Looked:
    """What a choice means."""

    figures: Figures
    material: Material
    period: int
    unit: int | None
    criteria: tuple[int, ...]
    person: int | None

    @property
    def scale(self) -> tuple[int, ...]:
        return self.material.yardstick.scale

    @property
    def about(self) -> str:
        """The unit, and the period."""
        unit = words.EVERY_UNIT if self.unit is None else self.material.units[self.unit]
        return f"{unit}, {self.material.periods[self.period].name}"

    @property
    def axis(self) -> Axis:
        return Axis(self.scale[0], self.scale[-1], decimals=2)


def available(statistics: Statistics) -> tuple[str, ...]:
    """Keys of the pages that the person at work may see."""
    named = (words.RATERS, words.PERSON)
    return tuple(key for key in words.PAGES if statistics.with_names or key not in named)


def page(statistics: Statistics, key: str, choice: Choice) -> Page:
    """One page for a choice; KeyError for a key that is not ``available``."""
    if key not in available(statistics):
        raise KeyError(key)
    if not statistics.materials:
        return Page(key, words.PAGES[key], (_empty(statistics),), ())
    figures = statistics.figures(choice.yardstick)
    material = figures.material
    period = len(material.periods) - 1 if choice.period is None else choice.period
    looked = _Looked(figures, material, period, choice.unit, material.yardstick.of_group(choice.group), choice.person)
    sentences, charts = _MAKERS[key](looked)
    return Page(key, words.PAGES[key], tuple(sentences), tuple(charts))


def _empty(statistics: Statistics) -> str:
    return words.EMPTY if statistics.with_names else words.EMPTY_WITHOUT_NAMES


_Made = tuple[Sequence[str], Sequence[Chart]]


# -- distribution ----------------------------------------------------------------------------------------------------


def _distribution(looked: _Looked) -> _Made:
    figures = looked.figures
    whole = figures.together(looked.period, looked.criteria, looked.unit)
    if not isinstance(whole, tuple):
        return _summary(looked, whole), ()
    names = tuple(f"ocena {mark}" for mark in looked.scale)
    chart = BarChart(
        f"Rozkład ocen: {looked.about}",
        names,
        (Series("udział ocen", _shares(whole, len(names))),),
        Axis(0, unit="%", decimals=1),
        horizontal=False,
        heading="Ocena",
    )
    groups = [
        (f"{symbol}. {name}", figures.together(looked.period, criteria, looked.unit))
        for symbol, name in looked.material.yardstick.groups
        if (criteria := [each for each in looked.material.yardstick.of_group(symbol) if each in looked.criteria])
    ]
    charts: list[Chart] = [chart]
    if len(groups) > 1:
        charts.append(_stacked("Rozkład ocen w grupach kryteriów", groups, looked, "Grupa kryteriów"))
        charts.append(_middle("Średnia i mediana w grupach kryteriów", groups, looked, "Grupa kryteriów"))
    return _summary(looked, whole), charts


def _summary(looked: _Looked, whole: Shown) -> tuple[str, ...]:
    people = looked.figures.people(looked.period, looked.unit)
    if isinstance(whole, tuple) and isinstance(people, int):
        told = f"średnia {number(mean(whole, looked.scale), 2)}, mediana {_plain(median(whole, looked.scale))}"
        found = f"{looked.about}: {words.people(people)}, {words.marks(sum(whole))}, {told}."
    elif whole is None and people == 0:
        found = f"{looked.about}: nikogo nie oceniono według tego regulaminu."
    else:
        found = f"{looked.about}: wyniki są ukryte."
    return found, words.protection(looked.figures.thresholds)


def _plain(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)


def _shares(histogram: Shown, count: int) -> tuple[Value, ...]:
    if not isinstance(histogram, tuple):
        return (histogram,) * count
    whole = sum(histogram)
    return tuple(100 * each / whole for each in histogram)


def _stacked(title: str, entries: Sequence[tuple[str, Shown]], looked: _Looked, heading: str) -> BarChart:
    """Shares of marks for each entry."""
    shares = [_shares(histogram, len(looked.scale)) for _, histogram in entries]
    series = tuple(
        Series(f"ocena {mark}", tuple(each[place] for each in shares)) for place, mark in enumerate(looked.scale)
    )
    names = tuple(name for name, _ in entries)
    return BarChart(title, names, series, Axis(0, 100, "%"), stacked=True, heading=heading)


def _middle(title: str, entries: Sequence[tuple[str, Shown]], looked: _Looked, heading: str) -> BarChart:
    """Mean and median for each entry."""
    series = (
        Series("średnia", tuple(_told(histogram, looked, mean) for _, histogram in entries)),
        Series("mediana", tuple(_told(histogram, looked, median) for _, histogram in entries)),
    )
    return BarChart(title, tuple(name for name, _ in entries), series, looked.axis, heading=heading)


def _told(histogram: Shown, looked: _Looked, figure: Callable[[Histogram, Sequence[int]], float]) -> Value:
    return figure(histogram, looked.scale) if isinstance(histogram, tuple) else histogram


# -- criteria --------------------------------------------------------------------------------------------------------


def _criteria(looked: _Looked) -> _Made:
    whole = looked.figures.together(looked.period, looked.criteria, looked.unit)
    if not isinstance(whole, tuple):
        return _summary(looked, whole), ()
    entries = [
        (_criterion(looked, each), looked.figures.criterion(looked.period, each, looked.unit))
        for each in looked.criteria
    ]
    entries = [(name, histogram) for name, histogram in entries if histogram is not None]
    sentences = list(_summary(looked, whole))
    known = sorted(
        ((mean(histogram, looked.scale), name) for name, histogram in entries if isinstance(histogram, tuple)),
        key=lambda pair: pair[0],
    )
    if len(known) > _WEAKEST:
        named = "; ".join(f"{name} ({number(value, 2)})" for value, name in known[:_WEAKEST])
        sentences.insert(1, f"Najniżej ocenione kryteria: {named}.")
    return sentences, (
        _middle(f"Średnia i mediana kryteriów: {looked.about}", entries, looked, "Kryterium"),
        _stacked(f"Rozkład ocen kryteriów: {looked.about}", entries, looked, "Kryterium"),
    )


def _criterion(looked: _Looked, place: int) -> str:
    return looked.material.yardstick.criteria[place][0]


# -- units -----------------------------------------------------------------------------------------------------------


def _units(looked: _Looked) -> _Made:
    figures, period = looked.figures, looked.period
    listed = [unit for unit in figures.units(period) if looked.unit in (None, unit)]
    entries = [
        (_with_people(looked, unit), figures.together(period, looked.criteria, unit)) for unit in (None, *listed)
    ]
    name = looked.material.periods[period].name
    return _summary(looked, entries[0][1] if looked.unit is None else entries[-1][1]), (
        _middle(f"Średnia i mediana w komórkach: {name}", entries, looked, "Komórka"),
        _stacked(f"Rozkład ocen w komórkach: {name}", entries, looked, "Komórka"),
    )


def _with_people(looked: _Looked, unit: int | None) -> str:
    """The unit with the number of people evaluated, where that is shown."""
    name = words.EVERY_UNIT if unit is None else looked.material.units[unit]
    people = looked.figures.people(looked.period, unit)
    return name if isinstance(people, Withheld) else f"{name} ({words.people(people)})"


# -- years -----------------------------------------------------------------------------------------------------------


def _years(looked: _Looked) -> _Made:
    material, yardstick, figures = looked.material, looked.material.yardstick, looked.figures
    # a period that is hidden for the whole office would only break the lines
    told = [place for place in range(len(material.periods)) if not isinstance(figures.people(place), Withheld)]
    points = words.period_labels([material.periods[place] for place in told])
    left_out = [period.name for place, period in enumerate(material.periods) if place not in told]
    unit = words.EVERY_UNIT if looked.unit is None else material.units[looked.unit]

    def over_time(name: str, criteria: Sequence[int]) -> Series:
        found = (figures.together(period, criteria, looked.unit) for period in told)
        return Series(name, tuple(_told(each, looked, mean) for each in found))

    groups = [
        over_time(f"{symbol}. {name}", criteria)
        for symbol, name in yardstick.groups
        if (criteria := [each for each in yardstick.of_group(symbol) if each in looked.criteria])
    ]
    whole = over_time("razem", looked.criteria)
    series = (whole, *groups) if len(groups) > 1 else (whole,)
    each = tuple(over_time(_criterion(looked, place), (place,)) for place in looked.criteria)
    charts: list[Chart] = [LineChart(f"Średnia w kolejnych latach: {unit}", points, series, looked.axis)]
    charts.append(LineChart(f"Kryteria w kolejnych latach: {unit}", points, each, looked.axis, panels=True))
    sentences = [*_trend(unit, points, whole), words.protection(figures.thresholds)]
    if left_out:
        sentences.append(f"Pominięto okresy, w których oceniono zbyt mało osób: {'; '.join(left_out)}.")
    return sentences, charts


def _trend(unit: str, points: Sequence[str], series: Series) -> Iterator[str]:
    known = [
        (point, value) for point, value in zip(points, series.values, strict=True) if isinstance(value, (int, float))
    ]
    if len(known) < 2:
        yield f"{unit}: zmiany w czasie widać od drugiego okresu z ocenami według tego samego regulaminu."
        return
    (first, start), (last, end) = known[0], known[-1]
    change = end - start
    said = (
        "bez wyraźnej zmiany"
        if abs(change) < _LITTLE
        else f"{'wzrost' if change > 0 else 'spadek'} o {number(abs(change), 2)}"
    )
    yield f"{unit}: średnia {number(start, 2)} ({first}) i {number(end, 2)} ({last}) – {said}."


# -- raters ----------------------------------------------------------------------------------------------------------


def _raters(looked: _Looked) -> _Made:
    limits = looked.figures.thresholds
    views = looked.figures.raters(looked.period, looked.criteria)
    known = [view for view in views if view.shift is not None]
    few = len(views) - len(known)
    sentences = [words.WHAT_RATERS_SAY, words.raters_rule(limits)]
    if few:
        sentences.append(
            f"Nie pokazano oceniających, którzy ocenili mniej niż {words.people(limits.rater_people)}: {few}."
        )
    usual = _usual(known)
    named = f"przedział ufności {limits.confidence}%"

    def chart(
        title: str,
        figure: Callable[[RaterView], tuple[Estimate | None, bool]],
        axis: Axis,
        value_name: str,
        reference: float,
        reference_name: str,
    ) -> IntervalChart:
        entries = tuple(_interval(view, *figure(view)) for view in known)
        return IntervalChart(title, entries, reference, reference_name, value_name, named, axis, "Oceniający")

    return sentences, (
        chart(
            "Przesunięcie względem pozostałych oceniających",
            lambda view: (view.shift, view.shift_to_check),
            Axis(decimals=2, signed=True, title="w ocenach; plus znaczy wyżej"),
            "przesunięcie",
            0.0,
            "tak jak pozostali",
        ),
        chart(
            "Rozrzut ocen między osobami",
            lambda view: (view.spread, view.spread_to_check),
            Axis(0, decimals=2, title="odchylenie standardowe, w ocenach; mały rozrzut: osoby oceniane podobnie"),
            "rozrzut",
            usual(lambda view: view.usual_spread),
            "zwykły rozrzut",
        ),
        chart(
            "Udział najczęstszej oceny",
            lambda view: (_times(view.same, 100), False),
            Axis(0, 100, "%", title="duży udział: prawie ta sama ocena za wszystko"),
            "udział",
            100 * usual(lambda view: None if view.same is None else view.same.value),
            "środkowa wartość",
        ),
        chart(
            "Zgodność kryteriów (efekt aureoli)",
            lambda view: (view.halo, False),
            Axis(-1, 1, decimals=2, title="średnia korelacja; blisko 1: ogólne wrażenie zamiast osobnych kryteriów"),
            "zgodność",
            usual(lambda view: None if view.halo is None else view.halo.value),
            "środkowa wartość",
        ),
    )


def _usual(views: Sequence[RaterView]) -> Callable[[Callable[[RaterView], float | None]], float]:
    """The middle value over the raters."""

    def middle(figure: Callable[[RaterView], float | None]) -> float:
        values = sorted(value for value in map(figure, views) if value is not None)
        return values[len(values) // 2] if values else 0.0

    return middle


def _times(estimate: Estimate | None, factor: float) -> Estimate | None:
    if estimate is None:
        return None
    low, high = (None if end is None else end * factor for end in (estimate.low, estimate.high))
    return Estimate(estimate.value * factor, low, high)


def _interval(view: RaterView, estimate: Estimate | None, flagged: bool) -> Interval:
    label = f"{view.name} ({words.people(view.people)})"
    if estimate is None:
        return Interval(label, None)
    return Interval(label, estimate.value, estimate.low, estimate.high, flagged)


# -- one person ------------------------------------------------------------------------------------------------------


def _person(looked: _Looked) -> _Made:
    if looked.person is None:
        return ("Wybierz osobę, aby zobaczyć jej oceny w kolejnych okresach.",), ()
    marks = looked.figures.person(looked.person)
    periods = sorted(marks)
    points = words.period_labels([looked.material.periods[period] for period in periods])
    name = looked.material.people[looked.person]
    series = tuple(
        Series(_criterion(looked, each), tuple(_mark(marks[period].get(each)) for period in periods))
        for each in looked.criteria
    )
    known = tuple(each for each in series if any(value is not None for value in each.values))
    means = [sum(values) / len(values) for period in periods if (values := list(marks[period].values()))]
    said = f"{name}: oceny z {len(periods)} {'okresu' if len(periods) == 1 else 'okresów'}"
    if means:
        said += f"; średnia ostatniej oceny, bez wag: {number(means[-1], 2)}"
    axis = Axis(looked.scale[0], looked.scale[-1])
    return (f"{said}.",), (LineChart(f"Kryteria w czasie: {name}", points, known, axis, panels=True),)


def _mark(value: int | None) -> float | None:
    return None if value is None else float(value)


_MAKERS: dict[str, Callable[[_Looked], _Made]] = {
    words.DISTRIBUTION: _distribution,
    words.CRITERIA: _criteria,
    words.UNITS: _units,
    words.YEARS: _years,
    words.RATERS: _raters,
    words.PERSON: _person,
}
