"""Offers in contests to and from spreadsheets; one is known by its number in its contest."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.spreadsheets import Format
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.registers.ngos.offers import sheet
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft
from app.registers.ngos.offers.usecases import ContestOffers


class ContestOfferTransfer(RegisterTransfer[ContestOffer, ContestOfferDraft]):
    """Export and import of offers; their contests and organisations must be there already."""

    words = ("oferta", "oferty", "ofert")

    def __init__(
        self, offers: ContestOffers, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(offers, offices, before_import)
        self._offers = offers

    def _layout(self) -> Layout[ContestOfferDraft]:
        plain = sheet.layout(self._offers.organisations(), self._offers.contests())
        # what is only written is known in a file that comes back
        return replace(plain, columns=(*plain.columns, *sheet.told()))

    def _write(self, found: Sequence[ContestOffer], path: Path, form: Format, progress: Progress, notice: str) -> None:
        names, contests = self._offers.organisations(), self._offers.contests()
        sheet.write_offers(found, path, form, names, contests, progress, notice)
