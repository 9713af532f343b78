"""Programmes of cooperation in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.dates import format_date
from app.core.polish import plural
from app.registers.ngos.programmes.domain import Programme, state_on
from app.registers.ngos.programmes.due import passing_due
from app.registers.ngos.programmes.words import STATES, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.programmes.tab import create_tab as create

    return create(workspace, services)


def found(services: NgoServices, each: Programme) -> Found:
    """A hit of the search over everything."""
    today = services.clock.today()
    return Found(each.id, each.title, STATES[state_on(each, today)])


def attention(services: NgoServices) -> Sequence[Attention]:
    """Programmes not passed or not reported by their days, those whose days are near, and a year without any."""
    programmes, today = services.programmes, services.clock.today()
    counts = programmes.attention()
    lines = []
    if late := counts["not_passed"]:
        said = plural(late, "program nieuchwalony", "programy nieuchwalone", "programów nieuchwalonych")
        lines.append(_line(f"{late} {said} w terminie", Tone.DANGER, "not_passed"))
    if late := counts["no_report"]:
        said = plural(late, "program bez sprawozdania", "programy bez sprawozdania", "programów bez sprawozdania")
        lines.append(_line(f"{late} {said} po terminie", Tone.DANGER, "no_report"))
    year = programmes.missing_year()
    if year is not None:
        due = passing_due(year)
        said = f"Nie ma programu współpracy na rok {year} – uchwala się go do {format_date(due)}"
        lines.append(Attention(said, Tone.DANGER if due < today else Tone.WARNING))
    if soon := counts["passing_soon"]:
        said = plural(soon, "program czeka", "programy czekają", "programów czeka")
        lines.append(_line(f"{soon} {said} na uchwałę, termin blisko", Tone.WARNING, "passing_soon"))
    if soon := counts["report_soon"]:
        said = plural(soon, "program czeka", "programy czekają", "programów czeka")
        lines.append(_line(f"{soon} {said} na sprawozdanie, termin blisko", Tone.WARNING, "report_soon"))
    return lines


def _line(text: str, tone: Tone, concern: str) -> Attention:
    return Attention(text, tone, {"concern": frozenset({concern})})


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.programmes,
    found,
    key="programmes",
    words=WORDS,
    icon="programmes",
    entity="ngo_programme",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.title,
    begin_text="Nowy program współpracy…",
    group=Group.COMMUNITY,
)
