"""What stands on papers of participations only: the answers of the card, and who takes a step in this office."""

from collections.abc import Mapping

from app.people.office.domain import Office
from app.people.office.words import head_title
from app.registers.trainings.participations.domain import Attendance, Step
from app.registers.trainings.participations.words import who

ATTENDANCES: Mapping[Attendance, str] = {
    Attendance.PRESENT: "obecny(-a) przez cały czas",
    Attendance.PARTLY: "obecny(-a) przez część szkolenia",
    Attendance.ABSENT: "nieobecny(-a)",
}
SCALE = "Zaznacz krzyżykiem jedną ocenę w każdym wierszu: 1 to ocena najniższa, 5 najwyższa."


def who_takes(step: Step, office: Office) -> str:
    """Who takes the step in this office."""
    return who(step, head_title(office.head_title))
