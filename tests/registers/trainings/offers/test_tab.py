"""The tab of offers: its deeds ask in small windows and say what they did."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.registers.trainings.offers.domain import OfferState, Reply
from app.widgets.forms.deed_window import DeedWindow
from tests.registers.service_cards.drafts import add_unit
from tests.registers.trainings.offers.test_usecases import added
from tests.shell.windows import Desk, desk


def do(opened: Desk, tab: Any, name: str, **values: Any) -> None:
    """Trigger a deed, fill its window and press the button."""
    action = tab.findChild(QAction, name)
    assert action is not None
    assert action.isEnabled(), name
    action.trigger()
    opened.settle()
    window = opened.dialog(DeedWindow)
    for field, value in values.items():
        window.rows[field].editor.load(value)
        window.rows[field].editor.edited.emit()
    window.do.click()
    opened.settle()


def test_an_offer_is_selected_passed_on_answered_and_rejected_from_its_tab(
    qapp: QApplication, services: Services
) -> None:
    add_unit(services, "SO", "Sprawy Obywatelskie")
    offer = added(services)
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("training_offers")
        opened.settle()
        tab.table.select_row(0)
        opened.settle()
        assert not tab.reply_action.isEnabled()
        do(opened, tab, "edit_by_passing", selected_by="Sekretarz", unit_ids=("SO – Sprawy Obywatelskie",))
        assert services.training_offers.get(offer.id).state is OfferState.PASSED
        assert opened.said.startswith("Przekazano ofertę do 1 komórki")
        assert tab.pass_action.text() == "Przekaż do komórek…"
        do(opened, tab, "edit_by_reply", reply=Reply.WANTED, people=2)
        (routing,) = services.training_offers.get(offer.id).routings
        assert (routing.reply, routing.people) == (Reply.WANTED, 2)
        assert not tab.reply_action.isEnabled()
        do(opened, tab, "edit_by_rejecting", rejected_reason="Brak środków")
        assert services.training_offers.get(offer.id).state is OfferState.REJECTED
        assert not tab.pass_action.isEnabled()
