"""Needs to the plan and agreements to their end, as a person does it in the window."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton

from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.registers.trainings.agreements.domain import AgreementDraft, Ending
from app.registers.trainings.needs.domain import NeedDraft, NeedState, Priority
from app.registers.trainings.needs.windows.gather_window import GatherWindow
from app.registers.trainings.plan.domain import PlanItemDraft
from app.widgets.forms.deed_window import DeedWindow
from tests.registers.service_cards.drafts import add_unit
from tests.shell.training_plan_scenes import FOUND
from tests.shell.windows import Desk, desk


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    with desk(qapp, services) as found:
        yield found


def add_need(desk: Desk, topic: str, **more: Any) -> int:
    """A saved need of the whole office; its id."""
    return desk.services.training_needs.create(NeedDraft(topic=topic, **more)).record.id


def tab(desk: Desk, key: str) -> Any:
    """A tab in front."""
    found = desk.window.go_to(key)
    desk.settle()
    return found


def trigger(shown: Any, name: str) -> None:
    """Do a deed of the tab."""
    action = shown.findChild(QAction, name)
    assert action is not None, name
    assert action.isEnabled(), name
    action.trigger()


def do(desk: Desk, **values: Any) -> None:
    """Fill in the open small window and press its button."""
    desk.settle()
    window = desk.dialog(DeedWindow)
    for name, value in values.items():
        window.rows[name].editor.load(value)
        window.rows[name].editor.edited.emit()
    window.do.click()
    desk.settle()


def test_chosen_needs_become_one_line_of_the_plan_and_come_back(opened: Desk) -> None:
    for topic, people in (("Zamówienia publiczne", 3), ("Zamówienia publiczne w gminie", 2)):
        add_need(opened, topic, people=people, priority=Priority.HIGH)
    shown = tab(opened, "training_needs")
    shown.table.selectAll()
    opened.settle()
    trigger(shown, "edit_plan_needs")
    do(opened, estimate=120_000, year=2027)
    (item,) = opened.services.training_plan.all()
    assert (item.topic, item.people, item.estimate) == ("Zamówienia publiczne", 5, 120_000)
    assert {need.state for need in opened.services.training_needs.all()} == {NeedState.PLANNED}
    button = opened.window.status.findChild(QToolButton, "undo")
    assert button is not None
    button.click()
    opened.settle()
    assert opened.services.training_plan.all() == ()
    assert {need.state for need in opened.services.training_needs.all()} == {NeedState.NEW}


def test_a_need_joins_a_line_and_the_window_tells_what_becomes_of_it(opened: Desk) -> None:
    item = opened.services.training_plan.create(PlanItemDraft(year=2026, topic="RODO", people=4)).record
    add_need(opened, "Ochrona danych", people=6)
    add_need(opened, "Ochrona danych.", people=1)
    shown = tab(opened, "training_needs")
    shown.table.select_row(0)
    opened.settle()
    trigger(shown, "edit_plan_needs")
    opened.settle()
    window = opened.dialog(DeedWindow)
    assert "Podobne potrzeby, których nie zaznaczono" in window.effects.accessibleName()
    window.rows["item_id"].editor.load(item.id)
    window.rows["item_id"].editor.edited.emit()
    assert "osoby 4 → " in window.effects.accessibleName()
    window.do.click()
    opened.settle()
    assert opened.services.training_plan.get(item.id).people in (5, 10)


def test_found_needs_are_ticked_and_saved_together(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = add_unit(opened.services, "PL", "Plan")
    for number in range(3):
        opened.services.employees.create(EmployeeDraft(surname=f"Osoba {number}", first_name="Ewa", unit_id=unit))
    monkeypatch.setattr(opened.services.training_needs, "gather", lambda _since, _until: FOUND)
    shown = tab(opened, "training_needs")
    shown.gather_action.trigger()
    opened.settle()
    window = opened.dialog(GatherWindow)
    assert "uprawnienia do czytania ocen" in window.notice.text()
    # the goal among the three is offered, not ticked
    assert window.take.text() == "&Zapisz 2 potrzeby"
    window.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert not window.take.isEnabled()
    window.list.topLevelItem(0).child(1).setCheckState(0, Qt.CheckState.Checked)
    window.take.click()
    opened.settle()
    assert [need.topic for need in opened.services.training_needs.all()] == [FOUND.groups[0].topic]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [("31.02.2026", "01.03.2026", "to nie jest data"), ("02.03.2026", "01.03.2026", "późniejszy niż ostatni")],
)
def test_days_that_cannot_be_are_told_and_nothing_is_looked_for(
    opened: Desk, since: str, until: str, said: str
) -> None:
    shown = tab(opened, "training_needs")
    shown.gather_action.trigger()
    opened.settle()
    window = opened.dialog(GatherWindow)
    window.since.line.setText(since)
    window.until.line.setText(until)
    window.look()
    assert said in window.state.text()
    window.reject()


def test_a_need_is_dropped_only_with_a_reason(opened: Desk) -> None:
    add_need(opened, "RODO")
    shown = tab(opened, "training_needs")
    shown.table.select_row(0)
    opened.settle()
    trigger(shown, "edit_drop_needs")
    do(opened)
    assert opened.services.training_needs.all()[0].state is NeedState.NEW
    do(opened, dropped_reason="Było w maju")
    assert opened.services.training_needs.all()[0].dropped_reason == "Było w maju"


def test_an_agreement_is_settled_and_repaid(opened: Desk) -> None:
    unit = add_unit(opened.services, "PL", "Plan")
    person = opened.services.employees.create(EmployeeDraft(surname="Żak", first_name="Ewa", unit_id=unit)).record.id
    draft = AgreementDraft(
        employee_id=person,
        signed_on=date(2025, 9, 15),
        subject="Studia",
        training_ends_on=date(2026, 6, 30),
        cost=600_000,
        months=24,
    )
    one = opened.services.training_agreements.create(draft).record
    shown = tab(opened, "training_agreements")
    shown.table.select_row(0)
    opened.settle()
    trigger(shown, "edit_end_agreement")
    do(opened, left_on=date(2026, 10, 31), ending=Ending.NOTICE_BY_EMPLOYEE, waived=999_999_99, waived_reason="prośba")
    assert opened.services.training_agreements.get(one.id).ending is None
    do(opened, waived=None, waived_reason="")
    ended = opened.services.training_agreements.get(one.id)
    assert ended.repayment
    shown.table.select_row(0)
    opened.settle()
    trigger(shown, "edit_repaid_agreement")
    do(opened)
    assert opened.services.training_agreements.get(one.id).repaid_on == date(2026, 11, 22)


def test_what_nothing_was_arranged_for_moves_on_after_a_question(opened: Desk) -> None:
    for topic in ("RODO", "BHP"):
        opened.services.training_plan.create(PlanItemDraft(year=2026, topic=topic))
    shown = tab(opened, "training_plan")
    shown.table.select_row(0)
    opened.settle()
    opened.dialogs.answer = "Tylko zaznaczone (1)"
    trigger(shown, "edit_carry_over")
    opened.settle()
    assert sorted(item.year or 0 for item in opened.services.training_plan.all()) == [2026, 2026, 2027]
