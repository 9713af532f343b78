"""Travel orders in the catalogue of registers, and the deed that issues one for a participation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.records import Query
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.travel.domain import TravelOrder
from app.registers.trainings.travel.rates import travel_rates
from app.registers.trainings.travel.words import WORDS, days_of
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.travel.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: TravelOrder) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, f"{each.number} – {each.person}", f"{each.destination}, {days_of(each)}")


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Journeys that are over and have no bill yet."""
    counts = services.travel_orders.facets(Query())["due"]
    days = travel_rates().rules_on(services.clock.today()).settle_within_days
    said = (
        ("late", Tone.DANGER, f"bez rozliczenia ponad {days} dni od powrotu"),
        ("to_settle", Tone.WARNING, "bez rozliczenia po powrocie"),
    )
    return [
        Attention(f"{WORDS.counted(counts[due])}: {text}", tone, {"due": frozenset({due})})
        for due, tone, text in said
        if counts.get(due)
    ]


def issue(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A new order filled in from a participation."""
    from app.registers.trainings.travel.windows.ordering import open_for

    open_for(workspace, services, participation_id)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.travel_orders,
    found,
    key="travel_orders",
    words=WORDS,
    icon="travel_orders",
    entity="travel_order",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowa delegacja…",
    group=Group.TRAININGS,
)
DEED: OfferedDeed[TrainingServices] = OfferedDeed(
    key="issue_travel_order",
    entity="training_participation",
    right="travel_order.edit",
    icon="travel_orders",
    text="Wystaw delegację…",
    help="Polecenie wyjazdu na to szkolenie, wypełnione danymi uczestnika i szkolenia.",
    open=issue,
)
