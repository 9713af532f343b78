"""The audit log in the real window: from a record to its history and back, verification, report, export."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.administration.audit.tab import AuditTab
from app.administration.audit.windows import CheckWindow
from app.bootstrap import Services
from app.widgets.register_tab import RegisterTab
from db import audit
from tests.shell.windows import Desk, desk, signed_in


@pytest.fixture
def signed(qapp: QApplication, demo_services: Services) -> Iterator[Desk]:
    """The window of somebody with every right."""
    with desk(qapp, signed_in(demo_services)) as opened:
        yield opened


def _log(desk: Desk) -> AuditTab:
    tab = desk.window.go_to("audit")
    assert isinstance(tab, AuditTab)
    desk.settle()
    return tab


def _deed(tab: RegisterTab, name: str) -> QAction:
    action = tab.findChild(QAction, name)
    assert isinstance(action, QAction)
    return action


def test_the_log_needs_no_accounts(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, demo_services) as opened:
        assert {"audit"} == {register.key for register in opened.window.registers} & {"audit", "accounts"}
        units = opened.window.go_to("units")
        assert units.findChild(QAction, "history_units") is not None


def test_from_a_record_to_its_history_and_back(signed: Desk) -> None:
    units = signed.window.go_to("units")
    signed.settle()
    units.table.select_row(2)
    (chosen,) = units.selected()
    _deed(units, "history_units").trigger()
    log = _log(signed)
    assert signed.window.tabs.currentWidget() is log
    entries = [log.model.record(row) for row in range(log.model.rowCount())]
    assert {(entry.entity, entry.record_id) for entry in entries if entry} == {("unit", chosen.id)}
    units.table.clearSelection()
    log.table.select_row(0)
    log.go_action.trigger()
    assert signed.window.tabs.currentWidget() is units
    assert [unit.id for unit in units.selected()] == [chosen.id]


def test_an_entry_about_no_record_says_so(signed: Desk) -> None:
    with signed.services.store.writing("jan") as session:
        audit.note(session, "export", "unit", None, "", facts={"count": 2})
    log = _log(signed)
    log.table.select_row(0)
    assert not log.go_action.isEnabled()
    log.open_record(log.selected()[0])
    assert "nie da się pokazać" in signed.said


def test_a_record_deleted_meanwhile_is_not_looked_for(signed: Desk) -> None:
    person = signed.services.employees.all()[0]
    signed.services.employees.delete(person.id, person.version)
    log = _log(signed)
    log.table.select_row(0)
    log.open_record(log.selected()[0])
    assert signed.window.tabs.currentWidget() is log


def test_other_changes_appear_without_moving_the_selection(signed: Desk) -> None:
    log = _log(signed)
    log.table.select_row(3)
    (chosen,) = log.selected()
    before = log.model.rowCount()
    person = signed.services.employees.all()[0]
    signed.window.workspace.report(signed.services.employees.delete(person.id, person.version))
    signed.settle()
    assert log.model.rowCount() == before + 1
    assert [entry.id for entry in log.selected()] == [chosen.id]


def test_the_check_says_what_it_found(signed: Desk) -> None:
    _log(signed).check_action.trigger()
    window = signed.dialog(CheckWindow)
    window.typed.setText("byle co")
    window.start.click()
    signed.settle()
    assert "1234:0123" in window.told.toPlainText()
    window.typed.setText("1:0000 0000 0000 0000")
    window.start.click()
    signed.settle()
    assert window.told.toPlainText().startswith("UWAGA")
    window.typed.clear()
    window.start.click()
    signed.settle()
    assert window.told.toPlainText().startswith("Dziennik jest nienaruszony")
    window.reject()


def test_the_menu_offers_a_report_of_each_month(signed: Desk) -> None:
    opened: list[tuple[bytes, str]] = []
    object.__setattr__(signed.window.workspace, "open_pdf", lambda pdf, name: opened.append((pdf, name)))
    log = _log(signed)
    action = _deed(log, "report_2026-11")
    assert action.text() == "listopad 2026"
    action.trigger()
    signed.settle()
    ((pdf, name),) = opened
    assert pdf.startswith(b"%PDF")
    assert name == "dziennik-2026-11.pdf"
