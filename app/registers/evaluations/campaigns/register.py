"""Evaluation campaigns in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, CampaignState
from app.registers.evaluations.campaigns.words import WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.campaigns.tab import create_tab as create

    return create(workspace, services)


def found(_services: EvaluationServices, each: Campaign) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.name, words.STATES[each.state])


def attention(services: EvaluationServices) -> Sequence[Attention]:
    """Campaigns past their end or near it, and people whose last day by the act has passed in one that runs."""
    counts = services.campaigns.attention()
    running = {"state": frozenset({CampaignState.RUNNING.value})}
    lines = []
    if overdue := counts.get("overdue"):
        said = f"{words.people(overdue)} po ustawowym terminie oceny"
        lines.append(Attention(said, Tone.DANGER, running))
    if late := counts.get("late"):
        after = plural(late, "trwa po swoim końcu", "trwają po swoim końcu", "trwa po swoim końcu")
        lines.append(Attention(f"{WORDS.counted(late)} ocen {after}", Tone.DANGER, {"concern": frozenset({"late"})}))
    if soon := counts.get("soon"):
        ends = plural(soon, "kończy się wkrótce", "kończą się wkrótce", "kończy się wkrótce")
        lines.append(Attention(f"{WORDS.counted(soon)} ocen {ends}", Tone.WARNING, {"concern": frozenset({"soon"})}))
    return lines


REGISTER: Register[EvaluationServices] = register_of(
    lambda services: services.campaigns,
    found,
    key="campaigns",
    words=WORDS,
    icon="campaigns",
    entity="evaluation_campaign",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.name,
    begin_text="Nowa kampania ocen…",
    group=Group.EVALUATIONS,
)
