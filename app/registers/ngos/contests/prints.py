"""Prints of contests with all they need looked up: what the tab and commands call."""

from app.core.clock import Clock
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.contests.domain import Contest
from app.registers.ngos.contests.usecases import Contests


class ContestPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, contests: Contests, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._contests, self._offices, self._files, self._clock = contests, offices, files, clock

    def notice(self, record_id: int) -> bytes:
        """The notice of a contest, logged as printed; NotFound."""
        contest = self._contests.get(record_id)
        pdf = self.preview(contest)
        self._contests.log("print", (contest,))
        return pdf

    def preview(self, contest: Contest) -> bytes:
        """The notice for the screen, not logged. NotAllowed."""
        from app.registers.ngos.contests.printout import ContestPaper, notice_pdf

        self._contests.actor().require("ngo_contest.read")
        office, arms = heading(self._offices, self._files)
        return notice_pdf(contest, ContestPaper(office, arms, self._clock.today(), self._contests.spheres().label))
