"""The printed yearly plan with all it needs looked up: what the tab and commands call."""

from app.core.clock import Clock
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.trainings.plan.usecases import TrainingPlan


class PlanPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, plan: TrainingPlan, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._plan, self._offices, self._files, self._clock = plan, offices, files, clock

    def year(self, year: int) -> bytes:
        """The plan of a year, logged as printed; NotAllowed."""
        pdf = self.preview(year)
        self._plan.log("print", self._plan.year_plan(year).items)
        return pdf

    def preview(self, year: int) -> bytes:
        """The same for the screen, not logged."""
        from app.registers.trainings.plan.printout import plan_pdf

        plan = self._plan.year_plan(year)
        office, arms = heading(self._offices, self._files)
        return plan_pdf(plan, office, arms, self._clock.today())
