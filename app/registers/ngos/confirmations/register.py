"""Rounds of confirming in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.confirmations.domain import ConfirmationRound, RoundState, state_on
from app.registers.ngos.confirmations.words import STATES, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.confirmations.tab import create_tab as create

    return create(workspace, services)


def found(services: NgoServices, each: ConfirmationRound) -> Found:
    """A hit of the search over everything."""
    today = services.clock.today()
    return Found(each.id, each.name, STATES[state_on(each, today)])


def attention(services: NgoServices) -> Sequence[Attention]:
    """Answers that are late, and forms that were never sent, in rounds that go on."""
    late, unsent = services.confirmations.attention()
    lines = []
    if late:
        has = plural(
            late, "organizacja nie potwierdziła", "organizacje nie potwierdziły", "organizacji nie potwierdziło"
        )
        lines.append(
            Attention(
                f"{late} {has} danych w terminie rundy",
                Tone.WARNING,
                {"state": frozenset({RoundState.LATE.value})},
            )
        )
    if unsent:
        has = plural(unsent, "organizacja czeka", "organizacje czekają", "organizacji czeka")
        open_states = frozenset({RoundState.RUNNING.value, RoundState.LATE.value})
        lines.append(Attention(f"{unsent} {has} na formularz potwierdzenia danych", Tone.QUIET, {"state": open_states}))
    return lines


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.confirmations,
    found,
    key="confirmations",
    words=WORDS,
    icon="confirmations",
    entity="ngo_confirmation",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.name,
    begin_text="Nowa runda potwierdzania…",
    group=Group.COMMUNITY,
)
