"""What stands on papers of participations only: the answers of the card, and who takes a step in this office."""

from collections.abc import Mapping

from app.people.office.domain import Office
from app.people.office.printout import head_signature
from app.registers.trainings.participations.domain import Attendance, Step, StepDone
from app.registers.trainings.participations.words import STEPS

ATTENDANCES: Mapping[Attendance, str] = {
    Attendance.PRESENT: "obecny(-a) przez cały czas",
    Attendance.PARTLY: "obecny(-a) przez część szkolenia",
    Attendance.ABSENT: "nieobecny(-a)",
}
SCALE = "Zaznacz krzyżykiem jedną ocenę w każdym wierszu: 1 to ocena najniższa, 5 najwyższa."


def who_takes(step: Step, office: Office) -> str:
    """Who takes the step: the seed's town has a Burmistrz, other offices a Wójt or a Prezydent."""
    return STEPS[step].who.replace("Burmistrz", head_signature(office)[0])


def who_took(taken: StepDone, office: Office) -> str:
    """Who took it; where nobody was named the program wrote down the role."""
    actor = " ".join(taken.actor.split())
    return who_takes(taken.step, office) if actor == STEPS[taken.step].who else actor


def whose_turn(turn: str, step: Step, office: Office) -> str:
    """The role of the step with what follows it, a name for one."""
    role = STEPS[step].who
    return who_takes(step, office) + turn.removeprefix(role) if turn.startswith(role) else turn
