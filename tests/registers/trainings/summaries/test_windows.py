"""The windows as a clerk uses them: register, pages, period by keyboard, files, and an old register read in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap import Services
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.windows.register_window import RegisterWindow
from app.registers.trainings.summaries.windows.summary_window import SummaryWindow
from app.widgets.import_window import ImportWindow
from tests.exchange.test_old_registers import workbook
from tests.keyboard import type_text
from tests.registers.trainings.people import AHEAD, People, add_course, approved, fee
from tests.registers.trainings.summaries.test_old_register import HEAD, line
from tests.shell import windows
from tests.shell.windows import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qapp: QApplication, services: Services) -> Iterator[Desk]:
    with windows.desk(qapp, services) as opened_desk:
        yield opened_desk


@pytest.fixture
def filled(services: Services, people: People) -> People:
    course = add_course(services, costs=(fee(100_01, shared=True),))
    approved(services, course.id, people.clerk)
    approved(services, course.id, people.mayor)
    approved(services, add_course(services, starts_on=AHEAD, topic="Później").id, people.clerk)
    return people


def choose(desk: Desk, deed: str, register: str = "courses") -> None:
    """As a person does it: in the menu „Więcej” of the register."""
    tab = desk.window.go_to(register)
    desk.settle()
    next(action for action in tab.more_menu.actions() if action.objectName() == deed).trigger()
    desk.settle()


def register_window(desk: Desk) -> Any:
    choose(desk, "training_register")
    return desk.dialog(RegisterWindow)


def topics(window: Any) -> list[str]:
    model = window.lines.model
    return [record.topic for row in range(model.rowCount()) if (record := model.record(row)) is not None]


def press(
    desk: Desk, window: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window.activateWindow()
    desk.until(window.isActiveWindow)
    QTest.keyClick(window, key, modifiers)
    desk.settle()


def test_the_register_shows_its_lines_and_totals_and_follows_changes(filled: People, desk: Desk) -> None:
    window = register_window(desk)
    assert topics(window) == ["Kodeks postępowania administracyjnego"] * 2 + ["Później"]
    assert "400,01" in window.totals.text()
    assert "KU: 1 · RF: 2" in window.units.text()
    choose(desk, "training_register")
    assert desk.dialog(RegisterWindow) is not window, "one at a time"
    window = desk.dialog(RegisterWindow)
    extra = add_course(desk.services, topic="Nowe")
    approved(desk.services, extra.id, filled.other)
    press(desk, window, Qt.Key.Key_F5)
    assert "Nowe" in topics(window)
    window.close()


def test_another_period_is_typed_by_keyboard(filled: People, desk: Desk) -> None:
    window = register_window(desk)
    window.period.year.setFocus()
    QTest.keyClick(window.period.year, Qt.Key.Key_End)
    desk.settle()
    assert window.period.since.isVisible()
    field = window.period.since.line
    field.selectAll()
    type_text(field, "01.12.2026")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()
    assert topics(window) == ["Później"]
    field.selectAll()
    type_text(field, "2027-01-01")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()
    assert "przed jego początkiem" in window.period.problem.text()
    assert topics(window) == ["Później"], "the last good period stays"
    window.close()


def test_pages_turn_by_keyboard_and_stand_as_tables_too(filled: People, desk: Desk) -> None:
    choose(desk, "training_summaries", "training_budgets")
    window = desk.dialog(SummaryWindow)
    seen = []
    for _ in words.PAGES:
        seen.append(window._shown.key)
        press(desk, window, Qt.Key.Key_Tab, CONTROL)
    assert seen == list(words.PAGES)
    assert window.key == words.COSTS
    charts = len(window.view.charts)
    tables = len(window.view.tables)
    window.as_tables.click()
    desk.settle()
    assert (len(window.view.charts), len(window.view.tables)) == (0, charts + tables)
    window.close()


def test_files_are_saved_from_both_windows(filled: People, desk: Desk, tmp_path: Path) -> None:
    window = register_window(desk)
    for button, name in (
        (window.pdf_button, "z.pdf"),
        (window.workbook_button, "z.xlsx"),
        (window.workbook_button, "z.csv"),
    ):
        desk.dialogs.save_path = tmp_path / name
        button.click()
        desk.settle()
        assert (tmp_path / name).stat().st_size > 200
    window.close()
    choose(desk, "training_summaries")
    window = desk.dialog(SummaryWindow)
    for button, name in ((window.pdf_button, "s.pdf"), (window.workbook_button, "s.xlsx")):
        desk.dialogs.save_path = tmp_path / name
        button.click()
        desk.settle()
        assert (tmp_path / name).stat().st_size > 1000
        assert name in desk.said
    window.close()


def test_an_office_without_trainings_is_told_so(desk: Desk) -> None:
    window = register_window(desk)
    assert topics(window) == []
    window.close()
    choose(desk, "training_summaries")
    window = desk.dialog(SummaryWindow)
    assert window._shown.sentences == (words.EMPTY,)
    window.close()


def test_an_old_register_is_tried_out_and_then_saved(people: People, desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "dawne.xlsx", A=[HEAD, line(), line("Obca Ewa")])
    desk.dialogs.open_path = path
    choose(desk, "import_old_training_register")
    window = desk.dialog(ImportWindow)
    buttons = {button.text(): button for button in window.findChildren(QPushButton)}
    summaries, year = desk.services.training_summaries, (date(2024, 1, 1), date(2024, 12, 31))
    assert summaries.register(*year).totals.count == 0, "a trial saves nothing"
    buttons["Zapisz dobre wiersze"].click()
    desk.settle()
    assert summaries.register(*year).totals.count == 1
    assert desk.said.startswith("Wczytano dawne.xlsx")
    tab = desk.window.go_to("courses")
    desk.settle()
    assert tab.model.rowCount() == 1, "the tab shows the new training"


def test_a_file_that_is_no_register_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "inne.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    desk.dialogs.open_path = path
    choose(desk, "import_old_training_register")
    (refusal,) = desk.dialogs.refused
    assert "nie ma nagłówka" in str(refusal)
