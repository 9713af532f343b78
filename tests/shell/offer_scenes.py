"""The windows of training institutions and offers, for rules that hold on every window."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.institutions.windows import LookalikesWindow
from app.registers.trainings.offers.domain import OfferDraft
from app.registers.trainings.offers.windows import OfferDesk
from app.widgets.forms.deed_window import DeedWindow
from tests.shell.windows import Desk

_DAY = date(2026, 11, 2)
_LONG = "Ogólnopolskie Centrum Doskonalenia Kadr Administracji Samorządowej i Rządowej BRZĘCZYSZCZYKIEWICZ"


def _alike(desk: Desk) -> QWidget:
    institutions = desk.services.institutions
    if institutions.named(_LONG) is None:
        institutions.create(InstitutionDraft(name=_LONG, areas="prawo, finanse", note="Dobre materiały."))
        institutions.create(InstitutionDraft(name="Brzęczyszczykiewicz sp. z o.o.", town="Przykładowo"))
    window = LookalikesWindow(institutions, desk.window.workspace, None, desk.window)
    window.show()
    desk.until(lambda: window.list.count() > 0)
    return window


def _deed(desk: Desk, name: str) -> QWidget:
    offers = desk.services.training_offers
    draft = OfferDraft(topic="Zamówienia publiczne po zmianach w ustawie", received_on=_DAY)
    offer = offers.create(draft).record
    units = [each.id for each in desk.services.units.all() if each.closed_on is None]
    if name != "pass_on":
        offer = offers.pass_on(offer.id, offer.version, _DAY, "Sekretarz", units[:3]).record
    getattr(OfferDesk(desk.window.workspace, desk.services), name)(offer)
    (window,) = (each for each in desk.window.findChildren(DeedWindow) if each.isVisible())
    shown: Any = window
    shown.do.click()
    return window


SCENES = {
    "like_institutions": _alike,
    "offer_pass_on": lambda desk: _deed(desk, "pass_on"),
    "offer_reply": lambda desk: _deed(desk, "reply"),
    "offer_reject": lambda desk: _deed(desk, "reject"),
}
