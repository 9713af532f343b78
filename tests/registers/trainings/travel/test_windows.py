"""The tab and forms of travel orders: what a clerk sees, types and is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.bootstrap import Services
from app.core.records import Query
from app.registers.trainings.travel.domain import Transport, TravelOrder, TravelState
from app.registers.trainings.travel.form import TravelOrderForm
from app.registers.trainings.travel.tab import TravelOrdersTab
from app.registers.trainings.travel.windows.ordering import open_for
from app.registers.trainings.travel.windows.settlement import SettlementForm
from app.widgets.forms.deed_window import DeedWindow
from tests.registers.trainings.travel.orders import MONDAY, TUESDAY, order, participation, person, settlement
from tests.shell.windows import Desk
from tests.shell.windows import desk as shown


@pytest.fixture
def desk(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The main window over one order and one participation."""
    ewa = person(services)
    services.travel_orders.create(order(ewa))
    participation(services, person(services, "Nowak"))
    with shown(qapp, services) as opened:
        yield opened


def tab_of(desk: Desk) -> TravelOrdersTab:
    tab = desk.window.go_to("travel_orders")
    assert isinstance(tab, TravelOrdersTab)
    desk.settle()
    tab.table.select_row(0)
    desk.settle()
    return tab


def only(desk: Desk) -> TravelOrder:
    (record,) = desk.services.travel_orders.page(Query("Żak"), 0, 9)
    return record


def text(parent: QWidget, name: str) -> str:
    label = parent.findChild(QLabel, name)
    assert label is not None
    return label.text().replace("\xa0", " ")


def form_of(desk: Desk) -> Any:
    return desk.form()


def test_an_order_is_settled_with_the_bill_in_sight(desk: Desk) -> None:
    tab = tab_of(desk)
    assert [tab.settle_action.isEnabled(), tab.unsettle_action.isEnabled()] == [True, False]
    tab.settle_action.trigger()
    form = form_of(desk)
    assert isinstance(form, SettlementForm)
    assert form._meals_help().endswith("Śniadanie zmniejsza dietę o 25%, obiad o 50%, kolacja o 25%.")
    # a way there and back is proposed, its hours stand open to be typed in
    assert [leg.departs_on for leg in form.draft().legs] == [MONDAY, TUESDAY]
    assert "Rachunek pojawi się" in text(form, "account_due")
    form.save()
    desk.settle()
    assert only(desk).state is TravelState.ORDERED

    form.page.load(replace(settlement(only(desk).employee_id), settled_on=date(2025, 3, 14)))
    form._check()
    assert text(form, "account_due") == "Do wypłaty: 248,00 zł"
    assert "diety 67,50 zł · przejazdy 30,50 zł · noclegi 200,00 zł" in text(form, "account_parts")
    form.account.explain.click()
    assert "obiad 50% diety" in desk.dialogs.informed[-1][1]

    form.save_and_leave()
    desk.settle()
    assert only(desk).total == 29_800
    assert desk.said.replace("\xa0", " ").startswith("Rozliczono delegację D/1/2025: do wypłaty 248,00 zł")
    tab.table.select_row(0)
    desk.settle()
    assert [tab.unsettle_action.isEnabled(), tab.cancel_action.isEnabled(), tab.delete_action.isEnabled()] == [
        True,
        False,
        False,
    ]
    tab.unsettle_action.trigger()
    desk.settle()
    assert only(desk).state is TravelState.ORDERED


def test_a_doubtful_rate_is_remarked_under_the_bill(desk: Desk) -> None:
    ewa = only(desk).employee_id
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 5), "ordered_on": date(2026, 10, 1)}
    desk.services.travel_orders.create(order(ewa, **days))
    tab_of(desk).settle_action.trigger()
    form = form_of(desk)
    first, last = form.draft().legs
    typed = (
        replace(first, departs_at="7:00", arrives_at="8:00"),
        replace(last, departs_at="15:00", arrives_at="16:30"),
    )
    form.page.load(replace(form.draft(), legs=typed))
    form._check()

    assert not form.account.remarks.isHidden()
    assert "60 zł" in form.account.details


def test_a_cancelled_journey_has_its_reason_and_comes_back(desk: Desk) -> None:
    tab = tab_of(desk)
    tab.cancel_action.trigger()
    window = desk.dialog(DeedWindow)
    window.do.click()
    assert window.isVisible()
    window.rows["cancel_reason"].editor.load("szkolenie odwołane")
    window.do.click()
    desk.settle()
    assert (only(desk).state, only(desk).cancel_reason) == (TravelState.CANCELLED, "szkolenie odwołane")
    tab.table.select_row(0)
    desk.settle()
    assert [tab.settle_action.isEnabled(), tab.restore_action.isEnabled()] == [False, True]
    tab.restore_action.trigger()
    desk.settle()
    assert only(desk).state is TravelState.ORDERED


def test_choosing_a_training_fills_the_order_in(desk: Desk) -> None:
    desk.services.clock.moment = desk.services.clock.moment.replace(year=2025)  # type: ignore[attr-defined]
    tab_of(desk).new_action.trigger()
    form = form_of(desk)
    assert isinstance(form, TravelOrderForm)
    (option,) = form._journeys
    form.page.load(replace(form.draft(), participation_id=option.value, transport=Transport.BUS))
    form._check()

    draft = form.draft()
    assert (draft.destination, draft.starts_on, draft.transport) == ("Opole", MONDAY, Transport.BUS)
    assert draft.purpose.startswith("udział w szkoleniu „Kodeks")
    form.save_and_leave()
    desk.settle()
    (record,) = desk.services.travel_orders.page(Query("Nowak"), 0, 9)
    assert record.participation_id == option.value


def test_an_order_is_issued_from_a_participation(desk: Desk) -> None:
    tab = tab_of(desk)
    (taking_part,) = desk.services.participations.all()
    open_for(tab._workspace, desk.services, taking_part.id)
    form = form_of(desk)

    assert form.draft().employee_id == taking_part.employee_id
    form.save_and_leave()
    desk.settle()
    assert desk.services.travel_orders.count(Query()) == 2


def test_a_settled_order_opens_for_reading_only(desk: Desk) -> None:
    record = only(desk)
    desk.services.travel_orders.settle(record.id, record.version, settlement(record.employee_id))
    tab = tab_of(desk)
    tab.open_record(only(desk))
    form = form_of(desk)

    assert form.save_and_close.isHidden()
    assert form.windowTitle().endswith("(rozliczona)")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_register_is_written_to_a_spreadsheet_and_logged(desk: Desk, tmp_path: Path, ending: str) -> None:
    tab = tab_of(desk)
    desk.dialogs.save_path = tmp_path / f"delegacje.{ending}"
    tab.export_action.trigger()
    desk.settle()

    assert desk.dialogs.save_path.stat().st_size > 100
    deeds = [(entry.entity, entry.deed) for entry in desk.services.audit.page(Query(), 0, 20)]
    assert ("travel_order", "export") in deeds
