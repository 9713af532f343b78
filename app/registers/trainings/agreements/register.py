"""Training agreements in the catalogue of registers, and the deed that makes one of a participation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.dates import format_date
from app.core.polish import plural
from app.registers.trainings.agreements.domain import Agreement
from app.registers.trainings.agreements.words import WORDS
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.courses.words import within
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.agreements.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: Agreement) -> Found:
    """A hit of the search over everything."""
    return Found(
        each.id,
        f"{each.person} – {each.number}",
        ", ".join(filter(None, (each.subject, f"do {format_date(each.stay_until)}" if each.stay_until else ""))),
    )


def attention(services: TrainingServices) -> Sequence[Attention]:
    """People who leave during their duty, amounts that wait, and duties that end soon."""
    counts = services.training_agreements.attention()
    lines = []
    if left := counts["left"]:
        people = plural(left, "osoba odchodzi", "osoby odchodzą", "osób odchodzi")
        said = f"{left} {people} przed końcem zobowiązania"
        lines.append(Attention(said, Tone.DANGER, {"concern": frozenset({"left"})}))
    if due := counts["to_repay"]:
        wait = plural(due, "czeka na zwrot kosztów", "czekają na zwrot kosztów", "czeka na zwrot kosztów")
        lines.append(Attention(f"{_counted(due)} {wait}", Tone.WARNING, {"state": frozenset({"to_repay"})}))
    if soon := counts["soon"]:
        days = rules_on(services.clock.today()).agreement_alarm
        ends = plural(soon, "zobowiązanie kończy", "zobowiązania kończą", "zobowiązań kończy")
        said = f"{soon} {ends} się {within(days)}"
        lines.append(Attention(said, Tone.QUIET, {"concern": frozenset({"soon"})}))
    return lines


def _counted(number: int) -> str:
    return f"{WORDS.counted(number)} {plural(number, 'szkoleniowa', 'szkoleniowe', 'szkoleniowych')}"


def make(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A new agreement filled in from a participation."""
    from app.registers.trainings.agreements.windows import open_for

    open_for(workspace, services, participation_id)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.training_agreements,
    found,
    key="training_agreements",
    words=WORDS,
    icon="training_agreements",
    entity="training_agreement",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowa umowa szkoleniowa…",
    group=Group.TRAININGS,
)
DEED: OfferedDeed[TrainingServices] = OfferedDeed(
    key="make_agreement",
    entity="training_participation",
    right="training_agreement.edit",
    icon="training_agreements",
    text="Umowa szkoleniowa…",
    help="Umowa o pozostaniu w zatrudnieniu po szkoleniu, wypełniona osobą, tematem, datami i kosztem.",
    open=make,
)
