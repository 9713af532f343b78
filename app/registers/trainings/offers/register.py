"""Training offers in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.polish import plural
from app.core.records import Query
from app.registers.trainings.offers.domain import OfferState, Reply
from app.registers.trainings.offers.words import WORDS, days_in_words, state_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.offers.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Offers for the search over everything."""
    found, today = services.training_offers.page(Query(words), 0, limit), services.clock.today()
    return [
        Found(each.id, each.topic, ", ".join(filter(None, (each.institution, state_in_words(each, today)))))
        for each in found
    ]


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Offers that nobody decided on, and those that heads of units have not answered."""
    found, lines = services.training_offers.waiting(), []
    if found.undecided:
        waits = plural(found.undecided, "czeka", "czekają", "czeka")
        said = f"{WORDS.counted(found.undecided)} szkoleń {waits} na wybór"
        lines.append(Attention(said, Tone.WARNING, {"state": frozenset({OfferState.RECEIVED.value})}))
    if found.unanswered:
        waits = plural(found.unanswered, "czeka", "czekają", "czeka")
        said = f"{WORDS.counted(found.unanswered)} szkoleń {waits} na odpowiedź kierowników, najdłużej "
        lines.append(
            Attention(said + days_in_words(found.days), Tone.WARNING, {"reply": frozenset({Reply.AWAITED.value})})
        )
    return lines


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.training_offers.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return services.training_offers.get(record_id).topic


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[TrainingServices] = Register(
    "training_offers",
    WORDS.title,
    "training_offers",
    "training_offer",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa oferta szkolenia…",
    begin=begin,
    group=Group.TRAININGS,
)
