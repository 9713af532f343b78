"""Training needs in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.trainings.needs.domain import Need, NeedState
from app.registers.trainings.needs.words import STATES, WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.needs.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: Need) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.topic, ", ".join(filter(None, (each.person, STATES[each.state]))))


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Needs that wait for a decision: past their day, near it, and how many at all."""
    counts = services.training_needs.attention()
    late, soon, new = counts["late"], counts["soon"], counts["new"]
    lines = []
    if late:
        waits = plural(late, "czeka na decyzję po terminie", "czekają na decyzję po terminie", _LATE)
        lines.append(Attention(_said(late, waits), Tone.DANGER, {"concern": frozenset({"late"})}))
    if soon:
        nears = plural(soon, "ma termin wkrótce", "mają termin wkrótce", "ma termin wkrótce")
        lines.append(Attention(_said(soon, nears), Tone.WARNING, {"concern": frozenset({"soon"})}))
    if new > late + soon:
        waits = plural(new, "czeka na decyzję", "czekają na decyzję", "czeka na decyzję")
        lines.append(Attention(_said(new, waits), Tone.QUIET, {"state": frozenset({NeedState.NEW.value})}))
    return lines


_LATE = "czeka na decyzję po terminie"


def _said(number: int, what: str) -> str:
    kind = plural(number, "szkoleniowa", "szkoleniowe", "szkoleniowych")
    return f"{WORDS.counted(number)} {kind} {what}"


def add_expiring(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A need of who holds a certificate that ends."""
    from app.registers.trainings.needs.windows.expiry import add_expiring as add

    add(workspace, services, participation_id)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.training_needs,
    found,
    key="training_needs",
    words=WORDS,
    icon="training_needs",
    entity="training_need",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowa potrzeba szkoleniowa…",
    group=Group.TRAININGS,
)
DEED: OfferedDeed[TrainingServices] = OfferedDeed(
    key="add_to_needs",
    entity="training_expiring",
    right="training_need.edit",
    icon="training_needs",
    text="Dodaj do potrzeb",
    help="Zapisuje potrzebę szkoleniową tej osoby z terminem końca ważności.",
    open=add_expiring,
)
"""On the list of what ends soon."""
