"""Prints of a round with all they need looked up: forms, reminders, labels, who has not answered. Each is logged."""

from collections.abc import Collection, Sequence

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import Progress
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.confirmations.domain import ConfirmationRound
from app.registers.ngos.confirmations.usecases import Confirmations, RoundLine
from app.registers.ngos.confirmations.words import PROBLEMS
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.prints import Labels, OrganisationPrints
from app.registers.ngos.organisations.usecases import Organisations


class ConfirmationPrints:
    """PDF bytes, ready for a file or a printer. ``places`` on the list count from 0; None means all that matter."""

    def __init__(
        self,
        confirmations: Confirmations,
        organisations: Organisations,
        organisation_prints: OrganisationPrints,
        offices: Offices,
        files: StoredFiles,
        clock: Clock,
    ) -> None:
        self._confirmations, self._organisations = confirmations, organisations
        self._organisation_prints = organisation_prints
        self._offices, self._files, self._clock = offices, files, clock

    def forms(self, record_id: int, places: Collection[int] | None = None, progress: Progress | None = None) -> bytes:
        """Prefilled forms, of all who did not answer yet or of those chosen; Refusal where there is nobody."""
        from app.registers.ngos.confirmations.printout.form_sheet import TITLE, forms_pdf

        found, lines = self._round(record_id), self._lines(record_id, places, waiting=True)
        asked = self._known(lines)
        office, arms = heading(self._offices, self._files)
        spheres = self._organisations.spheres()
        pdf = forms_pdf(found, asked, spheres, office, arms, self._clock.today(), progress)
        return self._logged(pdf, found, TITLE)

    def reminders(
        self, record_id: int, places: Collection[int] | None = None, progress: Progress | None = None
    ) -> bytes:
        """Letters to those that got the form and did not answer; Refusal where there is nobody."""
        from app.registers.ngos.confirmations.printout.letters import REMINDER, reminders_pdf

        found, lines = self._round(record_id), self._lines(record_id, places, waiting=True)
        sent = [line for line in lines if line.line.sent_on is not None and not line.line.answered]
        self._known(sent)
        office, arms = heading(self._offices, self._files)
        pdf = reminders_pdf(found, sent, office, arms, self._clock.today(), progress)
        return self._logged(pdf, found, REMINDER)

    def labels(
        self, record_id: int, places: Collection[int] | None = None, sheet: str = "3x8", *, skip: int = 0
    ) -> Labels:
        """Address labels of those that did not answer yet or of those chosen."""
        self._round(record_id)
        return self._organisation_prints.labels(
            self._known(self._lines(record_id, places, waiting=True)), sheet, skip=skip
        )

    def missing(self, record_id: int) -> bytes:
        """The list of those that did not answer."""
        from app.registers.ngos.confirmations.printout.letters import missing_pdf

        found = self._round(record_id)
        lines = self._lines(record_id, None, waiting=True)
        office, arms = heading(self._offices, self._files)
        pdf = missing_pdf(found, lines, office, arms, self._clock.today())
        return self._logged(pdf, found, "Organizacje bez odpowiedzi")

    def preview(self, found: ConfirmationRound) -> bytes:
        """How the round came on, for the screen; not logged."""
        from app.registers.ngos.confirmations.printout.letters import round_pdf

        self._confirmations.actor().require("ngo_confirmation.read")
        office, arms = heading(self._offices, self._files)
        return round_pdf(found, self._confirmations.lines(found.id), office, arms, self._clock.today())

    # -- what they share --------------------------------------------------------------------------------------------

    def _round(self, record_id: int) -> ConfirmationRound:
        """For prints that show whole organisations both rights are needed."""
        self._confirmations.actor().require("ngo_confirmation.read")
        self._organisations.actor().require("ngo.read")
        return self._confirmations.get(record_id)

    def _lines(self, record_id: int, places: Collection[int] | None, *, waiting: bool) -> list[RoundLine]:
        lines = self._confirmations.lines(record_id)
        if places is not None:
            return [line for line in lines if line.position in places]
        return [line for line in lines if not (waiting and line.line.answered)]

    def _known(self, lines: Sequence[RoundLine]) -> list[Organisation]:
        found = [line.organisation for line in lines if line.organisation is not None]
        if not found:
            raise Refusal(PROBLEMS["nobody_waits"])
        return found

    def _logged(self, pdf: bytes, found: ConfirmationRound, letter: str) -> bytes:
        self._confirmations.log("print", (found,), letter=letter)
        return pdf
