"""Prints of offers with all they need looked up: what the tab and commands call."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import Refusal
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.contests.domain import Contest
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.offers.domain import ContestOffer
from app.registers.ngos.offers.usecases import ContestOffers

if TYPE_CHECKING:
    from app.registers.ngos.offers.printout import OffersPaper


class ContestOfferPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(
        self, offers: ContestOffers, contests: Contests, offices: Offices, files: StoredFiles, clock: Clock
    ) -> None:
        self._offers, self._contests = offers, contests
        self._offices, self._files, self._clock = offices, files, clock

    def protocol(self, contest_id: int) -> bytes:
        """The protocol of the commission, logged as a print of the contest; NotFound."""
        from app.registers.ngos.offers.printout import protocol_pdf

        contest = self._contests.get(contest_id)
        paper = self._paper(contest, self._offers.of_contest(contest_id))
        pdf = protocol_pdf(replace(paper, doubts=self._contests.doubts(contest)))
        self._contests.log("print", (contest,))
        return pdf

    def results(self, contest_id: int) -> bytes:
        """The notice of results, logged; Refusal before the contest is decided or cancelled."""
        from app.registers.ngos.offers.printout import results_pdf

        contest = self._contests.get(contest_id)
        if contest.decided_on is None and contest.cancelled_on is None:
            raise Refusal(
                f"Konkurs {contest.number} nie jest rozstrzygnięty, więc nie ma czego ogłosić. Najpierw wybierz "
                "„Rozstrzygnij konkurs…” albo „Unieważnij konkurs…”."
            )
        pdf = results_pdf(self._paper(contest, self._offers.of_contest(contest_id)))
        self._contests.log("print", (contest,))
        return pdf

    def preview(self, offer: ContestOffer) -> bytes:
        """The card of an offer for the screen, not logged. NotAllowed, NotFound."""
        from app.registers.ngos.offers.printout import offer_pdf

        self._offers.actor().require("ngo_offer.read")
        return offer_pdf(offer, self._paper(self._contests.get(offer.contest_id or 0), (offer,)))

    def _paper(self, contest: Contest, offers: Sequence[ContestOffer]) -> "OffersPaper":
        from app.registers.ngos.contests.printout import ContestPaper
        from app.registers.ngos.offers.printout import OffersPaper

        office, arms = heading(self._offices, self._files)
        paper = ContestPaper(office, arms, self._clock.today(), self._contests.spheres().label)
        return OffersPaper(contest, offers, self._contests.organisations(), paper)
