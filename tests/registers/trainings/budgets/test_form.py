"""The form of a budget: lines with a sum, units filled in, the year before carried over; its print and its sheet."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap import Services
from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.budgets.printout import budget_pdf
from app.registers.trainings.budgets.sheet import write_budgets
from tests.exchange.resaving import values_of
from tests.printing.reading import texts
from tests.registers.service_cards.drafts import add_unit
from tests.shell.windows import Desk, desk


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """A window over an office with two units and a budget of the year before."""
    first, second = add_unit(services), add_unit(services, "FN", "Finanse")
    units = (UnitBudget(unit_id=first, amount=500_000), UnitBudget(unit_id=second, amount=250_050, line="4700"))
    services.training_budgets.create(BudgetDraft(year=2025, units=units))
    with desk(qapp, services) as window:
        yield window


def press(opened: Desk, name: str) -> None:
    """Press a button of the form."""
    button = opened.form().findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()
    opened.settle()


def test_a_new_year_takes_over_amounts_and_further_units_and_is_saved(opened: Desk) -> None:
    opened.window.begin("training_budgets")
    form: Any = opened.form()
    assert form.draft().year == 2026
    press(opened, "carry_over")
    press(opened, "fill_units")
    rows = form.page.rows["units"].editor
    assert [(unit.amount, unit.line) for unit in form.draft().units] == [(500_000, ""), (250_050, "4700"), (0, "")]
    rows.cards[2].fields[1].editor.put("1 000,5")
    form._check()
    assert rows.sum_line.text() == "Razem: 8\u00a0501,00\u00a0zł"
    # labels stand over the first line only
    assert [card.fields[0].label.isVisible() for card in rows.cards] == [True, False, False]
    form.save_and_leave()
    opened.settle()
    saved = opened.services.training_budgets.of_year(2026)
    assert saved is not None
    assert saved.total == 850_100


def test_filling_a_full_list_says_that_there_is_nothing_to_add(opened: Desk) -> None:
    opened.window.begin("training_budgets")
    press(opened, "fill_units")
    before = opened.form().draft()
    press(opened, "fill_units")
    assert opened.form().draft() == before
    opened.form().leave_work()


def test_a_fault_in_a_line_is_shown_at_its_field(opened: Desk) -> None:
    opened.window.begin("training_budgets")
    form: Any = opened.form()
    press(opened, "add_units")
    form.save()
    (line,) = form.page.rows["units"].editor.cards
    assert [row.field.name for row in line.fields if row.note.error_text] == ["amount"]
    form.leave_work()


def test_the_print_names_units_and_asks_for_a_signature_until_it_is_approved(services: Services) -> None:
    unit = add_unit(services)
    draft = BudgetDraft(year=2026, units=(UnitBudget(unit_id=unit, amount=500_000), UnitBudget(amount=1)))
    budget = services.training_budgets.create(draft).record
    units = {unit: "SO – Referat Spraw Obywatelskich"}
    office = services.offices.current_or_blank()
    text = " ".join(texts(budget_pdf(budget, units, office, None, date(2026, 11, 22)))).replace("\u00a0", " ")
    for said in (
        "na rok 2026",
        "Referat Spraw Obywatelskich",
        "rezerwa wspólna",
        "5 000,01 zł",
        "Zatwierdzam",
    ):
        assert said in text, said


@pytest.mark.parametrize("form", Format)
def test_a_spreadsheet_holds_years_and_amounts(services: Services, tmp_path: Path, form: Format) -> None:
    unit = add_unit(services)
    services.training_budgets.create(
        BudgetDraft(year=2026, units=(UnitBudget(unit_id=unit, amount=500_050), UnitBudget(amount=1)))
    )
    path = tmp_path / f"budzety.{form.value}"
    write_budgets(services.training_budgets.all(), path, form, {unit: "SO – Referat"}, NoProgress())
    if form is Format.CSV:
        assert "5000,50" in path.read_text(encoding="utf-8-sig")
        return
    amounts = list(values_of(path)["Kwoty"].values())
    assert {"SO – Referat", "rezerwa wspólna", 5000.5, 0.01} <= set(amounts)
