"""Consultations to and from spreadsheets; one is known by its subject and first day."""

from collections.abc import Callable, Sequence

from app.exchange.layout import Layout
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.records.layouts import telling
from app.registers.ngos.consultations import sheet
from app.registers.ngos.consultations.domain import Consultation, ConsultationDraft
from app.registers.ngos.consultations.usecases import Consultations


class ConsultationTransfer(RegisterTransfer[Consultation, ConsultationDraft]):
    """Export and import of consultations."""

    words = ("konsultacja", "konsultacje", "konsultacji")

    def __init__(
        self, consultations: Consultations, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(consultations, offices, before_import)
        self._consultations = consultations

    def _layout(self, found: Sequence[Consultation] = ()) -> Layout[ConsultationDraft]:
        label = self._consultations.spheres().label
        plain = sheet.layout({code: label(code) for each in found for code in each.spheres})
        return telling(plain, sheet.told(self._consultations.clock.today()))
