"""Sums of the register: by hand, and what must hold whatever the rows say."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Outcome, Seat
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.summaries import pages
from app.registers.trainings.summaries.domain import CriterionChange, DatedMark, Effect, changes
from app.registers.trainings.summaries.figures import (
    Person,
    access,
    access_of_units,
    by_month,
    execution,
    grouped,
    totals,
    whole,
)
from app.registers.trainings.summaries.pages import Year, access_page, costs_page, effects_page

TODAY = date(2026, 11, 22)


def row(
    number: int = 1, *, unit: tuple[int | None, str] = (1, "RF"), total: int = 100_00, **more: object
) -> RegisterRow:
    """An approved entry of one day."""
    day = more.pop("on", date(2026, 3, 2))
    given = dict.fromkeys(RegisterRow._fields, 0) | {
        "id": number,
        "number": f"{number}/2026",
        "employee_id": number,
        "person": f"Ewa Nowak {number}",
        "post": "inspektor",
        "unit_id": unit[0],
        "unit": unit[1],
        "topic": "KPA",
        "area": "prawo",
        "kind": CourseKind.EXTERNAL,
        "institution_id": 1,
        "institution": "Ośrodek Żagiel",
        "starts_on": day,
        "ends_on": day,
        "days": 1,
        "outcome": Outcome.OPEN,
        "seat": Seat.CONFIRMED,
        "approved": True,
        "fee": total,
        "total": total,
    }
    return RegisterRow(**(given | more))  # type: ignore[arg-type]


def invented(seed: int, count: int = 200) -> list[RegisterRow]:
    draw = Random(seed)
    units: Sequence[tuple[int | None, str]] = ((1, "RF"), (2, "OR"), (None, "SO"), (None, ""))
    return [
        row(
            number,
            unit=draw.choice(units),
            total=draw.randrange(0, 500_000),
            on=date(2026, 1, 1) + timedelta(draw.randrange(365)),
            area=draw.choice(("", "prawo", "finanse")),
            approved=draw.random() > 0.2,
            employee_id=draw.randrange(30),
            days=draw.choice((None, 1, 3)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_parts_add_up_to_wholes(seed: int) -> None:
    rows = invented(seed)
    cost = sum(each.total for each in rows)
    found = totals(rows)
    assert (found.count, found.cost) == (len(rows), cost)
    assert sum(unit.count for unit in found.units) == len(rows)
    assert sum(unit.cost for unit in found.units) == cost
    groups = grouped(rows, lambda each: each.area, blank="–")
    assert (sum(each.count for each in groups), sum(each.cost for each in groups)) == (len(rows), cost)
    assert sum(by_month(rows).values()) == cost
    lines = execution(rows, {1: 500_00, None: 100_00}, {2: 70_00, None: 30_00}, {1: "RF", 2: "OR"}, TODAY)
    office = whole(lines)
    assert office.requested + office.committed + office.spent == cost
    assert (office.plan, office.planned_ahead) == (600_00, 100_00)
    assert office.forecast == cost + 100_00


def test_a_unit_that_changed_its_symbol_is_one_unit_under_its_last_symbol() -> None:
    rows = [row(1, unit=(7, "RF"), on=date(2026, 9, 1)), row(2, unit=(7, "F"), on=date(2026, 2, 1))]
    (unit,) = totals(rows).units
    assert (unit.unit, unit.count, unit.cost) == ("RF", 2, 200_00)
    (unit,) = totals(reversed(rows)).units
    assert unit.unit == "RF"


def test_a_unit_only_an_old_register_knows_is_not_the_whole_office() -> None:
    rows = [row(1, unit=(None, "WOA"), total=50_00), row(2, unit=(None, ""), total=20_00)]
    old, office = execution(rows, {None: 90_00}, {}, {}, TODAY)
    assert (old.unit, old.spent, old.plan) == ("WOA", 50_00, None)
    assert (office.unit, office.spent, office.plan, office.left) == ("", 20_00, 90_00, 70_00)
    assert [unit.unit for unit in totals(rows).units] == ["WOA", ""]


def test_plan_requested_committed_spent_forecast_and_what_is_left() -> None:
    ahead = date(2026, 12, 7)
    rows = [
        row(1, total=100_00),
        row(2, total=30_00, on=ahead),
        row(3, total=7_00, on=ahead, approved=False),
        row(4, total=1_00, on=TODAY),
    ]
    (line,) = execution(rows, {1: 120_00}, {1: 5_00}, {1: "RF"}, TODAY)
    assert (line.plan, line.spent, line.committed, line.requested, line.planned_ahead) == (
        120_00,
        100_00,
        31_00,
        7_00,
        5_00,
    )
    assert (line.forecast, line.left) == (143_00, -11_00)
    (bare,) = execution(rows, {}, {}, {1: "RF"}, TODAY)
    assert (bare.plan, bare.left) == (None, None)


def person(number: int, since: date | None = date(2020, 1, 1)) -> Person:
    return Person(number, f"Ewa Nowak {number}", "inspektor", 1, "RF", since)


@pytest.mark.parametrize(
    ("last", "since", "without"),
    [
        (date(2024, 12, 31), date(2020, 1, 1), False),
        (date(2024, 12, 30), date(2020, 1, 1), True),
        (None, date(2020, 1, 1), True),
        (None, date(2024, 12, 31), True),
        (None, date(2025, 1, 1), False),
        (None, None, True),
    ],
)
def test_without_training_for_24_months_is_who_worked_here_all_the_time(
    last: date | None, since: date | None, without: bool
) -> None:
    rows = [] if last is None else [row(1, on=last)]
    (found,) = access(rows, [person(1, since)], date(2026, 1, 1), date(2026, 12, 31), 24)
    assert (found.without, found.last_on, found.count) == (without, last, 0)


def test_access_counts_the_period_and_divides_by_everybody_in_the_unit() -> None:
    rows = [row(1, days=3, total=300_00), row(2, employee_id=1, days=None, total=10_00), row(3, on=date(2025, 5, 5))]
    lines = access(rows, [person(number) for number in (1, 2, 3)], date(2026, 1, 1), date(2026, 12, 31), 24)
    (unit,) = access_of_units(lines)
    assert (unit.people, unit.trained, unit.without, unit.days, unit.cost) == (3, 1, 1, 3, 310_00)


def test_access_tells_days_and_cost_of_each_person_on_screen_and_names_nobody_trained_in_the_report() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    lines = access([row(1, days=3, total=300_00)], [person(1)], first, last, 24)
    shown = access_page(lines, first, last, 24)
    assert shown.tables[-1].rows[0][2:5] == (1, 3, 300.0)
    printed = access_page(lines, first, last, 24, with_people=False)
    assert shown.tables[-1].title not in [table.title for table in printed.tables]


def test_marks_before_and_after_a_training() -> None:
    def mark(day: date, given: int, criterion: str = "Sumienność") -> DatedMark:
        return DatedMark(signed_on=day, criterion=criterion, mark=given)

    marks = (
        mark(date(2024, 1, 1), 2),
        mark(date(2025, 6, 1), 3),
        mark(date(2026, 3, 3), 5),
        mark(date(2026, 3, 5), 4),
        mark(date(2026, 9, 1), 1),
        mark(date(2026, 9, 1), 5, "Wiedza"),
    )
    # the one signed while the training went on tells nothing
    found = changes(marks, ("Sumienność", "Wiedza", "Inne"), date(2026, 3, 2), date(2026, 3, 4))
    assert found == (CriterionChange("Sumienność", 3, 4),)


def test_many_groups_of_a_chart_are_added_up_without_losing_anything() -> None:
    rows = [row(number, area=f"Obszar {number:02d}", total=number * 100) for number in range(1, 31)]
    made = costs_page(Year(year=2026, rows=rows, before=(), lines=()))
    chart = next(each for each in made.charts if each.title == "Koszt szkoleń według dziedzin")
    shown = [float("".join(sign for sign in cell if sign.isdigit())) for _, cell in chart.rows()]
    assert len(shown) == pages._MOST_BARS
    assert sum(shown) == sum(range(1, 31))


def test_costs_days_and_hours_are_told_by_topic_too() -> None:
    rows = [row(1, total=70_00, hours=6), row(2, total=30_00, hours=None)]
    made = costs_page(Year(year=2026, rows=rows, before=(), lines=()))
    titles = [chart.title for chart in made.charts]
    assert "Koszt szkoleń według tematów" in titles
    (table,) = (table for table in made.tables if table.title == "Szkolenia według tematów")
    (cells,) = table.rows
    assert cells[1:] == (2, 2, sum(each.days or 0 for each in rows), sum(each.hours or 0 for each in rows), 100.0)


def test_an_empty_year_says_so_and_draws_nothing() -> None:
    made = costs_page(Year(year=2026, rows=(), before=(), lines=()))
    assert (made.charts, made.sentences[0]) == ((), "W tym okresie nie ma ani jednego szkolenia.")


def test_a_budget_that_is_hidden_is_not_called_missing() -> None:
    lines = execution([row()], {}, {}, {1: "RF"}, TODAY)
    hidden = costs_page(Year(year=2026, rows=[row()], before=(), lines=lines, with_plan=False))
    missing = costs_page(Year(year=2026, rows=[row()], before=(), lines=lines))
    assert "nie masz do niego wglądu" in " ".join(hidden.sentences)
    assert "Budżetu na ten rok nie wpisano" in " ".join(missing.sentences)


def test_a_report_of_effects_names_nobody() -> None:
    effects = [
        Effect(
            participation_id=n, person=f"Ewa Nowak{n}", topic="KPA", ends_on=TODAY, mark=mark, note="", due=mark is None
        )
        for n, mark in enumerate((5, 4, None))
    ]
    period = date(2026, 1, 1), date(2026, 12, 31)
    shown = effects_page(effects, *period, (3, 6))
    assert [table.title for table in shown.tables] == ["Sprawdzone", "Do sprawdzenia"]
    assert "Kryteria: przed → po" not in shown.tables[0].headings, "nobody may see an evaluation"
    printed = effects_page(effects, *period, (3, 6), with_names=False)
    (table,) = printed.tables
    assert table.rows == (("KPA", 2, 4.5),)
