"""An offer's print with all it needs looked up; what the tab and commands call."""

from collections.abc import Callable, Mapping

from app.core.clock import Clock
from app.core.errors import NotFound
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.people.structure.domain import Structure
from app.people.units.usecases import Units
from app.records.files import StoredFiles
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.offers.domain import Offer
from app.registers.trainings.offers.usecases import TrainingOffers
from app.registers.trainings.offers.words import facts, routing_in_words


class OfferPrints:
    """PDF bytes for screens. ReportLab is loaded at the first print, not at start-up."""

    def __init__(
        self,
        offers: TrainingOffers,
        institutions: Institutions,
        units: Units,
        structure: Callable[[], Structure],
        offices: Offices,
        files: StoredFiles,
        clock: Clock,
    ) -> None:
        self._offers, self._institutions, self._units, self._structure = offers, institutions, units, structure
        self._offices, self._files, self._clock = offices, files, clock

    def offer(self, offer: Offer) -> bytes:
        """The offer with a place for every head's reply. NotAllowed."""
        from app.registers.trainings.offers.printout import OfferPaper, Routed, offer_pdf

        self._offers.actor().require("training_offer.read")
        units = {unit.id: unit for unit in self._units.all()}
        heads = self._heads(offer)
        routed = []
        for each in offer.routings:
            unit = units.get(each.unit_id or 0)
            head = heads.get(each.unit_id or 0, "")
            routed.append(Routed("" if unit is None else unit.symbol, "" if unit is None else unit.name, head, each))
        office, arms = heading(self._offices, self._files)
        return offer_pdf(OfferPaper(offer, routed, self._contact(offer)), office, arms, self._clock.today())

    def text(self, offer: Offer) -> str:
        """The same in words, for readers that cannot see the pages."""
        self._offers.actor().require("training_offer.read")
        symbols = {unit.id: unit.symbol for unit in self._units.all()}
        today = self._clock.today()
        lines = [offer.topic, *(f"{label}: {value}" for label, value in facts(offer, offer.institution))]
        lines += [offer.description] if offer.description else []
        lines += [routing_in_words(each, symbols.get(each.unit_id or 0, ""), today) for each in offer.routings]
        return "\n".join(lines)

    def _heads(self, offer: Offer) -> Mapping[int, str]:
        """Who heads the units today; nobody for a person who may not see people."""
        if not offer.routings or not self._offers.actor().may("employee.read"):
            return {}
        structure, today = self._structure(), self._clock.today()
        names = {each.employee_id: each.person for each in structure.positions(today)}
        heads = {each.unit_id: structure.head(each.unit_id or 0, today) for each in offer.routings}
        return {unit: names.get(head, "") for unit, head in heads.items() if unit is not None and head is not None}

    def _contact(self, offer: Offer) -> str:
        if offer.institution_id is None or not self._offers.actor().may("training_institution.read"):
            return ""
        try:
            found = self._institutions.get(offer.institution_id)
        except NotFound:
            return ""
        # a number is not divided between two lines
        phone = f"tel. {found.phone}".replace(" ", "\N{NO-BREAK SPACE}") if found.phone else ""
        return ", ".join(filter(None, (found.address, phone, found.email)))
