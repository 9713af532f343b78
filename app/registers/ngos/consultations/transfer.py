"""Consultations to and from spreadsheets; one is known by its subject and first day."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.spreadsheets import Format
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
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

    def _layout(self) -> Layout[ConsultationDraft]:
        plain = sheet.layout({})
        # what is only written is known in a file that comes back
        return replace(plain, columns=(*plain.columns, *sheet.told(self._consultations.clock.today())))

    def _write(self, found: Sequence[Consultation], path: Path, form: Format, progress: Progress, notice: str) -> None:
        label, today = self._consultations.spheres().label, self._consultations.clock.today()
        sheet.write_consultations(found, path, form, label, today, progress, notice)
