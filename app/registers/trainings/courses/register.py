"""Trainings in the catalogue of registers, and the deed that makes one from an offer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.registers.trainings.courses.domain import Course
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.courses.usecases import with_concern
from app.registers.trainings.courses.words import WORDS, concern_in_words, days_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.courses.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: Course) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.topic, ", ".join(filter(None, (days_in_words(each), each.institution))))


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Trainings at hand, and those further ahead that nobody takes part in."""
    counts, alarms = services.courses.attention(), rules_on(services.clock.today()).course_alarms
    return [
        Attention(f"{WORDS.counted(found)} {concern_in_words(key, alarms)}", tone, with_concern(key).filters)
        for key, tone in (("empty", Tone.WARNING), ("soon", Tone.QUIET))
        if (found := counts.get(key))
    ]


def open_from_offer(workspace: Workspace, services: TrainingServices, offer_id: int) -> None:
    """The form of a training made from an offer; it is loaded when it is first needed."""
    from app.registers.trainings.courses.windows import make_from_offer

    make_from_offer(workspace, services, offer_id)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.courses,
    found,
    key="courses",
    words=WORDS,
    icon="courses",
    entity="training_course",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.topic,
    begin_text="Nowe szkolenie…",
    group=Group.TRAININGS,
)

FROM_OFFER: OfferedDeed[TrainingServices] = OfferedDeed(
    key="course_from_offer",
    entity="training_offer",
    right="training_course.edit",
    icon="courses",
    text="Utwórz szkolenie z oferty…",
    help="Otwiera formularz szkolenia z danymi oferty: tematem, instytucją, terminem, ceną i plikiem.",
    open=open_from_offer,
)
