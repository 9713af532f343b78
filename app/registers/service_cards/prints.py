"""Prints of cards with everything they need looked up: office, coat of arms, units, day of printing."""

from collections.abc import Sequence

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Query
from app.people.office.domain import Office
from app.people.office.usecases import Offices
from app.people.units.usecases import Units
from app.records.files import StoredFiles
from app.registers.service_cards.domain import CardStatus, ServiceCard
from app.registers.service_cards.usecases import ServiceCards


class CardPrints:
    """PDF bytes for screens and the command line. ReportLab is loaded at the first print, not at start-up."""

    def __init__(self, cards: ServiceCards, units: Units, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._cards, self._units, self._offices, self._files, self._clock = cards, units, offices, files, clock

    def cards(self, cards: Sequence[ServiceCard], variant: str, progress: Progress | None = None) -> bytes:
        """The given cards, one after another; ``variant`` is ``standard`` or ``large`` (18 pt)."""
        from app.printing.styles import Variant
        from app.registers.service_cards.printout.card import card_pdf

        office, picture = self._heading()
        return card_pdf(cards, office, picture, self._clock.today(), Variant(variant), progress)

    def text(self, card: ServiceCard) -> str:
        """What the print of a card says, in plain lines; loads no fonts."""
        from app.registers.service_cards.printout.card import card_text

        return card_text(card, self._offices.current_or_blank(), self._clock.today())

    def guide(self, progress: Progress | None = None) -> bytes:
        """„Przewodnik po usługach” with every published card; Refusal when none is published."""
        from app.registers.service_cards.guide import guide_pdf

        query = Query(filters={"status": frozenset({CardStatus.PUBLISHED.value})})
        cards = self._cards.page(query, 0, self._cards.count(query))
        if not cards:
            raise Refusal("Żadna karta nie jest jeszcze opublikowana, więc przewodnik byłby pusty. Opublikuj karty.")
        office, picture = self._heading()
        return guide_pdf(cards, self._units.all(), office, picture, self._clock.today(), progress)

    def _heading(self) -> tuple[Office, bytes | None]:
        office = self._offices.current_or_blank()
        picture = None if office.coat_of_arms is None else self._files.content(office.coat_of_arms)
        return office, picture
