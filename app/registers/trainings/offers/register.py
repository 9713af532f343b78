"""Training offers in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.trainings.offers.domain import Offer, OfferState, Reply
from app.registers.trainings.offers.words import WORDS, days_in_words, state_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.offers.tab import create_tab as create

    return create(workspace, services)


def found(services: TrainingServices, each: Offer) -> Found:
    """A hit of the search over everything."""
    return Found(
        each.id, each.topic, ", ".join(filter(None, (each.institution, state_in_words(each, services.clock.today()))))
    )


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


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.training_offers,
    found,
    key="training_offers",
    words=WORDS,
    icon="training_offers",
    entity="training_offer",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.topic,
    begin_text="Nowa oferta szkolenia…",
    group=Group.TRAININGS,
)
