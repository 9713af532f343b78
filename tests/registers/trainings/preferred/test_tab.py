"""The tab: a list is made, approved and taken back by keyboard, and saved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap import Services
from app.registers.trainings.preferred.domain import ListState
from app.registers.trainings.preferred.form import PreferredListForm
from app.registers.trainings.preferred.tab import PreferredListsTab
from app.widgets.forms.deed_window import DeedWindow
from tests.keyboard import replace_text, type_text
from tests.registers.trainings.people import People
from tests.registers.trainings.preferred.test_usecases import card_of, list_2025
from tests.shell import windows
from tests.shell.windows import Desk


@pytest.fixture
def desk(qapp: QApplication, services: Services) -> Iterator[Desk]:
    with windows.desk(qapp, services) as opened_desk:
        yield opened_desk


def test_a_list_is_approved_by_keyboard_and_taken_back(
    services: Services, people: People, desk: Desk, tmp_path: Path
) -> None:
    card_of(services, people.clerk)
    record = list_2025(services)
    tab = desk.window.go_to("preferred_lists")
    assert isinstance(tab, PreferredListsTab)
    desk.settle()
    tab.table.selectRow(0)
    desk.settle()
    assert (tab.approve_action.isEnabled(), tab.take_back_action.isEnabled()) == (True, False)
    desk.to_front()
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    window = desk.dialog(DeedWindow)
    window.activateWindow()
    desk.until(window.isActiveWindow)
    # today stands there already; who approved is typed, for the office has no head yet
    name = next(each for each in window.findChildren(QLineEdit) if each.accessibleName().startswith("Kto"))
    name.setFocus()
    type_text(name, "Jan Żak")
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    approved = services.preferred_lists.get(record.id)
    assert (approved.state, approved.approved_by) == (ListState.APPROVED, "Jan Żak")
    tab.table.selectRow(0)
    desk.settle()
    tab.take_back_action.trigger()
    desk.settle()
    assert services.preferred_lists.get(record.id).state is ListState.DRAFT
    desk.dialogs.save_path = tmp_path / "lista.xlsx"
    tab.export_action.trigger()
    desk.settle()
    assert (tmp_path / "lista.xlsx").stat().st_size > 1000


def test_the_period_of_a_new_list_follows_the_year_that_is_typed(services: Services, desk: Desk) -> None:
    tab = desk.window.go_to("preferred_lists")
    assert isinstance(tab, PreferredListsTab)
    desk.settle()
    tab.new_action.trigger()
    desk.settle()
    form = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PreferredListForm))
    first = form.page.rows["year"].read().value
    replace_text(form.page.rows["year"].editor.focus_target(), str(first + 1))
    whole = (date(first + 1, 1, 1), date(first + 1, 12, 31))
    desk.until(lambda: tuple(form.page.rows[name].read().value for name in ("since", "until")) == whole)
