"""The register and the yearly report on paper and in workbooks: the seed's columns, totals, progress, tags."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.progress import Cancelled
from app.exchange.spreadsheets import Format
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.summaries import words
from tests.printing.reading import read, tagging_faults
from tests.registers.trainings.people import AHEAD, People, add_course, approved, attended, fee

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def filled(services: Services, people: People) -> Services:
    course = add_course(services, topic="Zażółć gęślą jaźń", costs=(fee(100_01, shared=True),))
    attended(services, course.id, people.clerk)
    attended(services, course.id, people.mayor)
    approved(services, add_course(services, starts_on=AHEAD).id, people.clerk)
    lines = (UnitBudget(unit_id=people.unit, amount=500_00), UnitBudget(amount=90_00))
    services.training_budgets.create(BudgetDraft(year=2026, units=lines))
    return services


def test_the_register_has_the_seeds_columns_and_three_totals(filled: Services, tmp_path: Path) -> None:
    pdf = filled.summary_prints.register_pdf(filled.training_summaries.register(*YEAR))
    tree = read(pdf)
    entries, _units = tree.find("Table")
    assert [cell.all_text for cell in entries.find("TH")] == list(words.COLUMNS)
    rows = [[cell.all_text for cell in row.find("TD")] for row in entries.find("TR")[1:]]
    assert rows[-1] == [
        "3",
        "RF",
        "Nowak Ewa",
        "inspektor",
        "07.12.2026 / 1 dzień",
        "Kodeks postępowania administracyjnego",
        "Ośrodek Szkoleniowy Żagiel",
        "300,00 zł",
    ]
    text = tree.all_text
    for part in (
        "1. Łączny koszt szkoleń: 400,01 zł",
        "2. Łączna liczba szkoleń: 3",
        "3. Liczba szkoleń z podziałem na komórki organizacyjne urzędu:",
        "KU 1 50,0",
        "RF 2 350,0",
        "09–10.11.2026 / 2 dni Zażółć gęślą jaźń",
    ):
        assert part in text, part
    assert tagging_faults(pdf, tmp_path) == []


def test_the_yearly_report_holds_costs_access_and_effects(filled: Services, tmp_path: Path) -> None:
    pdf = filled.summary_prints.report_pdf(*YEAR)
    text = read(pdf).all_text
    for part in (*words.PAGES.values(), "RF 500,00 zł", "Razem 590,00 zł", "Bez szkolenia w ostatnich 24 miesiącach"):
        assert part in text, part
    assert tagging_faults(pdf, tmp_path) == []


def test_an_empty_year_is_printed_too(services: Services, tmp_path: Path) -> None:
    for pdf in (
        services.summary_prints.register_pdf(services.training_summaries.register(*YEAR)),
        services.summary_prints.report_pdf(*YEAR),
    ):
        assert words.EMPTY in read(pdf).all_text
        assert tagging_faults(pdf, tmp_path) == []


def test_a_print_tells_how_far_it_is_and_can_be_cancelled(filled: Services) -> None:
    class Watch:
        told = 0

        def report(self, done: int, total: int, text: str = "") -> None:
            self.told += 1
            raise Cancelled

    watch, register = Watch(), filled.training_summaries.register(*YEAR)
    with pytest.raises(Cancelled):
        filled.summary_prints.register_pdf(register, watch)
    with pytest.raises(Cancelled):
        filled.summary_prints.register_workbook(register, Path("nowhere.xlsx"), Format.XLSX, watch)
    assert watch.told == 2
    assert not Path("nowhere.xlsx").exists()


def test_a_workbook_holds_numbers_and_the_totals_on_their_own_sheet(filled: Services, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "z.xlsx"
    filled.summary_prints.register_workbook(filled.training_summaries.register(*YEAR), path)
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
    entries, totals = sheets["Zestawienie"], sheets["Podsumowanie"]
    (head,) = entries.index[entries[0] == "Lp."]
    assert list(entries.iloc[head]) == list(words.COLUMNS)
    assert sum(entries.iloc[head + 1 :][7]) == pytest.approx(400.01)
    assert list(totals.iloc[-1]) == ["Razem", 3, 400.01] or [str(c) for c in totals.iloc[-1]] == [
        "Razem",
        "3",
        "400.01",
    ]


def test_pages_are_saved_with_their_tables(filled: Services, tmp_path: Path) -> None:
    import pandas as pd

    made = [filled.summary_prints.page(key, *YEAR) for key in words.PAGES]
    path = tmp_path / "s.xlsx"
    filled.summary_prints.pages_workbook(made, "Okres: rok 2026", path)
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
    cells = {str(cell) for sheet in sheets.values() for row in sheet.to_numpy().tolist() for cell in row}
    assert {"Wykonanie planu", "Okres: rok 2026", "Razem"} <= cells
    assert len(sheets) == sum(len(page.charts) + len(page.tables) for page in made)
