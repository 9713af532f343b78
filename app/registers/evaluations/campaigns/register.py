"""Evaluation campaigns in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.polish import plural
from app.core.records import Query
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.campaigns.words import WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.campaigns.tab import create_tab as create

    return create(workspace, services)


def find(services: EvaluationServices, said: str, limit: int) -> Sequence[Found]:
    """Campaigns for the search over everything."""
    found = services.campaigns.page(Query(said), 0, limit)
    return [Found(each.id, each.name, words.STATES[each.state]) for each in found]


def attention(services: EvaluationServices) -> Sequence[Attention]:
    """Campaigns past their end or near it, and people whose last day by the act has passed in one that runs."""
    counts = services.campaigns.attention()
    running = {"state": frozenset({CampaignState.RUNNING.value})}
    lines = []
    if overdue := counts.get("overdue"):
        said = f"Kampanie ocen: {words.people(overdue)} po ustawowym terminie oceny"
        lines.append(Attention(said, Tone.DANGER, running))
    if late := counts.get("late"):
        after = plural(late, "trwa po swoim końcu", "trwają po swoim końcu", "trwa po swoim końcu")
        lines.append(Attention(f"{WORDS.counted(late)} ocen {after}", Tone.DANGER, {"concern": frozenset({"late"})}))
    if soon := counts.get("soon"):
        ends = plural(soon, "kończy się wkrótce", "kończą się wkrótce", "kończy się wkrótce")
        lines.append(Attention(f"{WORDS.counted(soon)} ocen {ends}", Tone.WARNING, {"concern": frozenset({"soon"})}))
    return lines


def count(services: EvaluationServices) -> int:
    """How many there are."""
    return services.campaigns.count(Query())


def name(services: EvaluationServices, record_id: int) -> str:
    """What people call it."""
    return services.campaigns.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[EvaluationServices] = Register(
    "campaigns",
    WORDS.title,
    "campaigns",
    "evaluation_campaign",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa kampania ocen…",
    begin=begin,
    group=Group.EVALUATIONS,
)
