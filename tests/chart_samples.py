"""One chart of each kind as an office makes them: long names, a hidden group, missing years, flagged rows."""

from app.core.charts import (
    Axis,
    BarChart,
    Chart,
    Gap,
    GapChart,
    Hidden,
    Interval,
    IntervalChart,
    LineChart,
    Series,
    Value,
)

HIDDEN = Hidden(5)
CRITERIA = (
    "Przygotowanie merytoryczne",
    "Wypełnianie obowiązków",
    "Znajomość obowiązujących procedur w Urzędzie",
    "Relacje ze współpracownikami",
    "Relacje z przełożonym",
    "Relacje z interesantem",
    "Podejmowanie decyzji",
    "Odpowiedzialność",
    "Samodzielność",
    "Kreatywność",
    "Dyspozycyjność",
    "Umiejętność pracy w zespole",
    "Umiejętność pracy w zastępstwie",
)
YEARS = tuple(str(year) for year in range(2017, 2027))
UNITS = ("Referat Organizacyjny i Spraw Obywatelskich", "Referat Finansów", "Urząd Stanu Cywilnego")
_SHARES = ((1.0, 9.0, 30.0, 45.0, 15.0), (0.0, 4.4, 25.3, 50.2, 20.5), (12.0, 18.0, 40.0, 20.0, 10.0))


def _means(shift: int) -> tuple[float, ...]:
    return tuple(2.6 + (index * 7 + shift * 3) % 23 / 10 for index in range(len(CRITERIA)))


def bars() -> BarChart:
    means = _means(0)
    values: tuple[Value, ...] = (*means[:9], HIDDEN, *means[10:])
    return BarChart(
        "Średnie oceny", CRITERIA, (Series("średnia", values),), Axis(1, 5, decimals=2), heading="Kryterium"
    )


def grouped(*, horizontal: bool = True) -> BarChart:
    last = (*_means(2)[:4], HIDDEN, None)
    series = (Series("2024", _means(0)[:6]), Series("2025", _means(1)[:6]), Series("2026", last))
    return BarChart("Średnie w latach", CRITERIA[:6], series, Axis(1, 5, decimals=2), horizontal)


def shares(*, horizontal: bool = True) -> BarChart:
    """Only one part of „Kreatywność” is hidden; the others would tell it."""
    rows = [_SHARES[index % 3] for index in range(len(CRITERIA))]
    series = tuple(
        Series(f"ocena {mark + 1}", tuple(HIDDEN if (n, mark) == (9, 1) else row[mark] for n, row in enumerate(rows)))
        for mark in range(5)
    )
    return BarChart("Rozkład ocen", CRITERIA, series, Axis(0, 100, "%"), horizontal, stacked=True)


def levels() -> BarChart:
    values = (Series("osoby", (31.0, 52.0, 24.0, HIDDEN)),)
    names = ("bardzo dobry", "dobry", "zadowalający", "negatywny")
    return BarChart("Poziomy ocen", names, values, Axis(0, unit="os."), horizontal=False)


def amounts() -> BarChart:
    """Two bars of nearly one height, whose values are wider than the bars."""
    series = (Series("wnioskowane", (0.0, 125_000.0, 1_158_500.0)), Series("przyznane", (0.0, 124_900.0, 1_158_400.0)))
    return BarChart("Kwoty", ("2024", "2025", "2026"), series, Axis(0, unit="zł"), horizontal=False)


def one_line() -> LineChart:
    return LineChart("Średnia urzędu", YEARS, (Series("średnia", _means(0)[:10]),), Axis(1, 5, decimals=2))


def lines(*, panels: bool = False) -> LineChart:
    broken = (*_means(1)[:3], None, *_means(1)[4:10])
    secret: tuple[Value, ...] = (*_means(2)[:6], HIDDEN, *_means(2)[7:10])
    series = (Series(UNITS[0], _means(0)[:10]), Series(UNITS[1], broken), Series(UNITS[2], secret))
    return LineChart("Średnie w komórkach", YEARS, series, Axis(decimals=2, title="średnia ocen"), panels)


def intervals() -> IntervalChart:
    names = [f"Anna Przykładowa-Wzorcowa {number}" for number in range(1, 13)]
    entries = tuple(
        Interval(name, shift / 10, shift / 10 - 0.25, shift / 10 + 0.3, abs(shift) > 5)
        for shift, name in zip((1, -2, 7, 0, -3, 2, -8, 1, 0, 3, -1, 2), names, strict=True)
    )
    rest = (Interval("Adam Niebyły", HIDDEN), Interval("Ewa Modelowa", None), Interval("Jan Pojedynczy", 0.1))
    return IntervalChart(
        "Przesunięcie ocen", entries + rest, interval_name="przedział ufności 95%", heading="Oceniający"
    )


def gaps() -> GapChart:
    pairs = [(float(2 + n % 4), float(2 + n * 3 % 4)) for n in range(10)]
    entries = [Gap(name, *pair) for name, pair in zip(CRITERIA, pairs, strict=False)]
    entries += [Gap(CRITERIA[10], None, 4.0), Gap(CRITERIA[11], 5.0, None), Gap(CRITERIA[12], HIDDEN, HIDDEN)]
    return GapChart("Samoocena i ocena", tuple(entries), axis=Axis(1, 5), heading="Kryterium")


def every_chart() -> dict[str, Chart]:
    return {
        "bars": bars(),
        "grouped": grouped(),
        "grouped upright": grouped(horizontal=False),
        "shares": shares(),
        "shares upright": shares(horizontal=False),
        "levels": levels(),
        "amounts": amounts(),
        "one line": one_line(),
        "lines": lines(),
        "panels": lines(panels=True),
        "intervals": intervals(),
        "gaps": gaps(),
    }
