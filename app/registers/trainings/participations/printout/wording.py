"""What stands on papers of participations only: the answers of the card, and who takes a step in this office."""

from collections.abc import Mapping

from app.people.office.domain import Office
from app.people.office.printout import head_signature
from app.registers.trainings.participations.domain import Attendance, Step
from app.registers.trainings.participations.words import STEPS

ATTENDANCES: Mapping[Attendance, str] = {
    Attendance.PRESENT: "obecny(-a) przez cały czas",
    Attendance.PARTLY: "obecny(-a) przez część szkolenia",
    Attendance.ABSENT: "nieobecny(-a)",
}
SCALE = "Zaznacz krzyżykiem jedną ocenę w każdym wierszu: 1 to ocena najniższa, 5 najwyższa."


def who_takes(step: Step, office: Office) -> str:
    """Who takes the step."""
    return in_this_office(STEPS[step].who, office)


def in_this_office(role: str, office: Office) -> str:
    """A role with this office's title of its head: the seed's town has a Burmistrz, others a Wójt or a Prezydent."""
    return role.replace("Burmistrz", head_signature(office)[0])
