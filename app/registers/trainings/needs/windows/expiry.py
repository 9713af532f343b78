"""„Dodaj do potrzeb”: one validity that ends becomes a need, as if it had been gathered with the others."""

from app.core.errors import Refusal
from app.core.records import Outcome
from app.registers.trainings.needs.domain import Need, Source, TopicGroup
from app.registers.trainings.shared import TrainingServices
from app.widgets.workspace import Workspace

_KNOWN = (
    "Tej potrzeby nie trzeba zapisywać: jest już w rejestrze „Potrzeby szkoleniowe” albo osoba jest zapisana na "
    "szkolenie, które odnowi ważność."
)


def add_expiring(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """Save the need of the person whose certificate this participation gave; undo takes it back."""
    workspace.jobs.carry_out(lambda: take_expiring(services, participation_id), workspace.report, workspace.window)


def take_expiring(services: TrainingServices, participation_id: int) -> Outcome[tuple[Need, ...]]:
    """The same without a window; Refusal where the need is known already."""
    needs, today = services.training_needs, services.clock.today()
    ending = next((e for e in services.participations.expiring() if e.participation_id == participation_id), None)
    if ending is None:
        raise Refusal(_KNOWN)
    # talks of one day only: what ends is found in any case
    for group in needs.gather(today, today).groups:
        for each in group.candidates:
            same = (each.employee_id, each.wanted_by) == (ending.employee_id, ending.valid_until)
            if same and each.source is Source.EXPIRY and each.topic in " ".join(ending.entitlement.split()):
                return needs.take((TopicGroup(each.topic, (each,)),))
    raise Refusal(_KNOWN)
