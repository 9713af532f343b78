"""Charts as data: numbers in Polish, nothing of a hidden group in any wording, data that do not fit are refused."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.core.chart_numbers import number
from app.core.chart_parts import divided
from app.core.charts import Axis, BarChart, Chart, Gap, GapChart, Hidden, Interval, IntervalChart, LineChart, Series
from tests import chart_samples
from tests.chart_samples import CRITERIA, HIDDEN

KEPT_BACK = "ukryte (mniej niż 5 osób)"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "signed", "text"),
    [
        (3.25, 2, "", False, "3,25"),
        (-0.42, 1, "", False, "−0,4"),
        (0.42, 1, "", True, "+0,4"),
        (-0.04, 1, "", True, "0,0"),
        (45.0, 0, "%", False, "45%"),
        (9999.0, 0, "zł", False, "9999\xa0zł"),
        (1234567.5, 2, "zł", False, "1\xa0234\xa0567,50\xa0zł"),
    ],
)
def test_numbers_are_written_as_in_poland(value: float, decimals: int, unit: str, signed: bool, text: str) -> None:
    assert number(value, decimals, unit=unit, signed=signed) == text


@pytest.mark.parametrize(("least", "text"), [(5, "5 osób"), (3, "3 osoby"), (22, "22 osoby")])
def test_a_hidden_value_says_how_many_people_are_too_few(least: int, text: str) -> None:
    assert Hidden(least).text == f"ukryte (mniej niż {text})"


def test_a_table_says_hidden_and_missing_in_words() -> None:
    rows = {row[0]: row[1:] for row in chart_samples.grouped().rows()}
    assert rows["Relacje z przełożonym"][2] == KEPT_BACK
    assert rows["Relacje z interesantem"][2] == "brak danych"
    assert chart_samples.grouped().headings() == ("Pozycja", "2024", "2025", "2026")


def test_one_hidden_part_hides_the_whole_of_its_bar() -> None:
    chart = chart_samples.shares()
    assert {row[0]: row[1:] for row in chart.rows()}["Kreatywność"] == (KEPT_BACK,) * 5
    assert "Kreatywność" not in chart.alt
    assert "ukryte, bo za nimi stoi zbyt mało osób: 1" in chart.alt


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (chart_samples.bars(), ("Wykres słupkowy: Średnie oceny. Liczba pozycji: 13.", "ajwyższa wartość:", "ukryte")),
        (chart_samples.lines(), ("Wykres liniowy", "Urząd Stanu Cywilnego: od ", "(2017) do ", "(2026)")),
        (
            chart_samples.intervals(),
            ("średnia urzędu (0,00)", "Do sprawdzenia: Anna Przykładowa-Wzorcowa 3 (+0,70); Anna Przykładowa-Wz"),
        ),
        (chart_samples.gaps(), ("samoocena i ocena przełożonego, liczba pozycji: 13, zgodnych: 5", "(−2)")),
        (BarChart("Puste", (), ()), ("Wykres słupkowy: Puste. Brak danych do pokazania na wykresie.",)),
    ],
)
def test_the_spoken_description_tells_what_the_eye_sees(chart: Chart, words: tuple[str, ...]) -> None:
    for part in words:
        assert part in chart.alt


def test_equal_extremes_are_named_together() -> None:
    chart = BarChart("X", tuple("abcdef"), (Series("s", (5.0, 5.0, 5.0, 5.0, 5.0, 1.0)),))
    assert "Najwyższa wartość: a, b, c i 2 dalsze (5); najniższa: f (1)." in chart.alt


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: BarChart("X", ("a", "b"), (Series("s", (1.0,)),)),
        lambda: BarChart("X", ("a",), (Series("s", (-1.0,)),), stacked=True),
        lambda: LineChart("X", ("2025",), (Series("s", (float("nan"),)),)),
        lambda: GapChart("X", (Gap("a", float("inf"), 1.0),)),
        lambda: LineChart("X", ("2025",), (Series("s", (Decimal(3),)),)),  # type: ignore[arg-type]
        lambda: IntervalChart("X", (Interval("a", 0.5, 0.6, 0.9),)),
        lambda: IntervalChart("X", (Interval("a", 0.5, 0.4),)),
        lambda: IntervalChart("X", (Interval("a", HIDDEN, flagged=True),)),
    ],
)
def test_data_that_do_not_fit_together_are_refused(wrong: Callable[[], Chart]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()


@pytest.mark.parametrize("chart", [chart_samples.bars(), chart_samples.intervals(), chart_samples.gaps()])
def test_parts_of_a_long_chart_hold_all_rows_and_share_an_axis(chart: Chart) -> None:
    parts = divided(chart, 6)
    assert [len(part.rows()) for part in parts] in ([4, 5, 4], [5, 5, 5])
    assert tuple(row for part in parts for row in part.rows()) == chart.rows()
    assert len({(part.axis.low, part.axis.high) for part in parts}) == 1
    assert parts[1].title == f"{chart.title} (część 2 z 3)"
    assert divided(chart, 20) == (chart,)


def test_an_axis_says_units_and_signs() -> None:
    assert Axis(unit="zł", decimals=2, signed=True).say(12.5) == "+12,50\xa0zł"
    assert len(CRITERIA) == len(chart_samples.bars().rows())
