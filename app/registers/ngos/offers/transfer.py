"""Offers in contests to and from spreadsheets; one is known by its number in its contest."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.exchange.layout import Layout
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.records.layouts import telling
from app.registers.ngos.offers import sheet
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft, number_in_file
from app.registers.ngos.offers.usecases import ContestOffers


class ContestOfferTransfer(RegisterTransfer[ContestOffer, ContestOfferDraft]):
    """Export and import of offers; their contests and organisations must be there already."""

    words = ("oferta", "oferty", "ofert")

    def __init__(
        self, offers: ContestOffers, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(offers, offices, before_import)
        self._offers = offers

    def _layout(self, found: Sequence[ContestOffer] = ()) -> Layout[ContestOfferDraft]:
        return telling(sheet.layout(self._offers.organisations(), self._offers.contests()), sheet.told())

    def _tied(self, found: Sequence[ContestOffer]) -> Sequence[ContestOffer]:
        # each contest counts its offers from 1
        return [replace(each, number=number_in_file(each)) for each in found]
