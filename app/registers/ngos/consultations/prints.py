"""Prints of consultations with all they need looked up: what the tab and commands call."""

from app.core.clock import Clock
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.consultations.domain import Asked, Consultation
from app.registers.ngos.consultations.usecases import AskedLine, Consultations
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.words import address_words


class ConsultationPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, consultations: Consultations, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._consultations, self._offices, self._files, self._clock = consultations, offices, files, clock

    def preview(self, consultation: Consultation) -> bytes:
        """The protocol for the screen, not logged."""
        self._consultations.actor().require("ngo_consultation.read")
        return self._protocol(consultation)

    def protocol(self, record_id: int) -> bytes:
        """The protocol, logged as printed; NotFound."""
        consultation = self._consultations.get(record_id)
        pdf = self._protocol(consultation)
        self._consultations.log("print", (consultation,))
        return pdf

    def listing(self, record_id: int) -> bytes:
        """The list of those who were asked, logged as printed; NotFound."""
        from app.registers.ngos.consultations.printout import listing_pdf

        consultation = self._consultations.get(record_id)
        contacts = {id(each.asked): contact(each) for each in self._lines_of(consultation)}

        def known(asked: Asked) -> str:
            return contacts.get(id(asked), "")

        office, arms = heading(self._offices, self._files)
        pdf = listing_pdf(consultation, known, office, arms, self._clock.today())
        self._consultations.log("print", (consultation,))
        return pdf

    def _lines_of(self, consultation: Consultation) -> tuple[AskedLine, ...]:
        """With the very rows of this record, so that two without an organisation are told apart."""
        found = self._consultations.lines(consultation.id)
        known = {line.position: line.organisation for line in found}
        return tuple(AskedLine(place, each, known.get(place)) for place, each in enumerate(consultation.asked))

    def _protocol(self, consultation: Consultation) -> bytes:
        from app.registers.ngos.consultations.printout import protocol_pdf

        office, arms = heading(self._offices, self._files)
        spheres: SphereList = self._consultations.spheres()
        return protocol_pdf(consultation, spheres.label, office, arms, self._clock.today())


def contact(line: AskedLine) -> str:
    """The e-mail or postal address that the organisation was asked at, as it is now; blank where it is unknown."""
    found: Organisation | None = line.organisation
    if found is None:
        return ""
    if found.email:
        return found.email
    return address_words(found.seat) if found.seat is not None else ""
