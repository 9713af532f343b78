"""Travel orders in the catalogue of registers, and the deed that issues one for a participation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.travel.rates import travel_rates
from app.registers.trainings.travel.words import WORDS, days_of
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.travel.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Orders for the search over everything."""
    found = services.travel_orders.page(Query(words), 0, limit)
    return [Found(each.id, f"{each.number} – {each.person}", f"{each.destination}, {days_of(each)}") for each in found]


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


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.travel_orders.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return services.travel_orders.title(services.travel_orders.get(record_id))


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


def issue(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A new order filled in from a participation."""
    from app.registers.trainings.travel.windows.ordering import open_for

    open_for(workspace, services, participation_id)


REGISTER: Register[TrainingServices] = Register(
    "travel_orders",
    WORDS.title,
    "travel_orders",
    "travel_order",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa delegacja…",
    begin=begin,
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
