"""Prints of training agreements with all they need looked up: what the tab and commands call."""

from app.core.clock import Clock
from app.core.errors import Refusal
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.trainings.agreements.domain import Agreement
from app.registers.trainings.agreements.usecases import TrainingAgreements


class AgreementPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, agreements: TrainingAgreements, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._agreements, self._offices, self._files, self._clock = agreements, offices, files, clock

    def agreement(self, record_id: int) -> bytes:
        """The agreement to be signed, logged as printed; NotFound."""
        return self._logged(record_id, ended=False)

    def statement(self, record_id: int) -> bytes:
        """The reckoning, logged as printed; Refusal while the duty runs."""
        return self._logged(record_id, ended=True)

    def preview(self, agreement: Agreement) -> bytes:
        """For the screen, not logged: the reckoning once there is one, before that the agreement."""
        self._agreements.actor().require("training_agreement.read")
        return self._made(agreement, ended=agreement.ending is not None)

    def _logged(self, record_id: int, *, ended: bool) -> bytes:
        agreement = self._agreements.get(record_id)
        if ended and agreement.ending is None:
            raise Refusal(
                f"Umowa {agreement.number} trwa, więc nie ma rozliczenia. Najpierw wybierz „Rozlicz umowę…” i wpisz, "
                "kiedy i jak się skończyła."
            )
        pdf = self._made(agreement, ended=ended)
        self._agreements.log("print", (agreement,))
        return pdf

    def _made(self, agreement: Agreement, *, ended: bool) -> bytes:
        from app.registers.trainings.agreements.printout import agreement_pdf, statement_pdf

        office, arms = heading(self._offices, self._files)
        make = statement_pdf if ended else agreement_pdf
        return make(agreement, office, arms, self._clock.today())
