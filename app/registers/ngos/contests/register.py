"""Open contests in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.contests.domain import Contest, state_on
from app.registers.ngos.contests.words import STATES, WORDS
from app.registers.ngos.rules import rules_on
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.contests.tab import create_tab as create

    return create(workspace, services)


def found(services: NgoServices, each: Contest) -> Found:
    """A hit of the search over everything."""
    today = services.clock.today()
    return Found(each.id, f"{each.number} – {each.title}", STATES[state_on(each, today)])


def attention(services: NgoServices) -> Sequence[Attention]:
    """Contests nobody decided in time, without published results, with a notice in some places, ending soon."""
    counts = services.contests.attention()
    lines = []
    if late := counts["decision"]:
        said = plural(late, "konkurs nierozstrzygnięty", "konkursy nierozstrzygnięte", "konkursów nierozstrzygniętych")
        lines.append(_line(f"{late} {said} w terminie", Tone.DANGER, "decision"))
    if open_still := counts["results"]:
        said = plural(open_still, "konkurs czeka", "konkursy czekają", "konkursów czeka")
        lines.append(_line(f"{open_still} {said} na ogłoszenie wyników", Tone.WARNING, "results"))
    if partly := counts["notice"]:
        said = plural(partly, "konkurs ogłoszony", "konkursy ogłoszone", "konkursów ogłoszonych")
        lines.append(_line(f"{partly} {said} nie we wszystkich miejscach", Tone.WARNING, "notice"))
    if ending := counts["ending"]:
        days = rules_on(services.clock.today()).alarm_days
        said = plural(ending, "nabór ofert kończy", "nabory ofert kończą", "naborów ofert kończy")
        within = f"w ciągu {days} {plural(days, 'dnia', 'dni', 'dni')}"
        lines.append(_line(f"{ending} {said} się {within}", Tone.WARNING, "ending"))
    return lines


def _line(text: str, tone: Tone, concern: str) -> Attention:
    return Attention(text, tone, {"concern": frozenset({concern})})


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.contests,
    found,
    key="contests",
    words=WORDS,
    icon="contests",
    entity="ngo_contest",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowy konkurs ofert…",
    group=Group.COMMUNITY,
)
