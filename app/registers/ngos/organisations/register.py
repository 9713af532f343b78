"""Organisations in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.polish import plural
from app.core.records import Query
from app.registers.ngos.organisations.words import WORDS, Concern
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.organisations.tab import create_tab as create

    return create(workspace, services)


def find(services: NgoServices, words: str, limit: int) -> Sequence[Found]:
    """Organisations for the search over everything."""
    found = services.organisations.page(Query(words), 0, limit)
    return [Found(each.id, each.name, each.seat.line if each.seat else "") for each in found]


def attention(services: NgoServices) -> Sequence[Attention]:
    """Data that nobody confirmed lately, terms that are over, organisations that are not on the map."""
    counts = services.organisations.attention()
    lines = []
    if late := counts[Concern.UNCONFIRMED]:
        has = plural(late, "organizacja ma", "organizacje mają", "organizacji ma")
        lines.append(_line(Concern.UNCONFIRMED, f"{late} {has} dane niepotwierdzone od {_months(services)}"))
    if ended := counts[Concern.TERM_ENDED]:
        has = plural(ended, "organizacja ma", "organizacje mają", "organizacji ma")
        lines.append(_line(Concern.TERM_ENDED, f"{ended} {has} osobę kierującą, której kadencja minęła"))
    if unplaced := counts[Concern.UNPLACED]:
        has = plural(unplaced, "organizacja nie ma", "organizacje nie mają", "organizacji nie ma")
        lines.append(_line(Concern.UNPLACED, f"{unplaced} {has} położenia na mapie", Tone.QUIET))
    return lines


def _line(concern: Concern, text: str, tone: Tone = Tone.WARNING) -> Attention:
    return Attention(text, tone, {"concern": frozenset({concern.value})})


def _months(services: NgoServices) -> str:
    months = services.organisations.months()
    return f"{months} {plural(months, 'miesiąca', 'miesięcy', 'miesięcy')}"


def count(services: NgoServices) -> int:
    """How many there are."""
    return services.organisations.count(Query())


def name(services: NgoServices, record_id: int) -> str:
    """What people call it."""
    return services.organisations.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[NgoServices] = Register(
    "organisations",
    WORDS.title,
    "organisations",
    "ngo",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa organizacja…",
    begin=begin,
    group=Group.COMMUNITY,
)
