"""Evaluation sheets in the catalogue of registers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from app.core.dates import format_date
from app.core.polish import plural
from app.core.records import Query
from app.registers.evaluations.shared import EvaluationServices
from app.registers.evaluations.sheets import concerns
from app.registers.evaluations.sheets.concerns import Concern
from app.registers.evaluations.sheets.domain import Evaluation, State
from app.registers.evaluations.sheets.domain import Tone as ClockTone
from app.registers.evaluations.sheets.due import WITHOUT_SHEET
from app.registers.evaluations.sheets.words import LABELS, WORDS, named
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab

_TONES = {
    Concern.DECISION_LATE: Tone.DANGER,
    Concern.DECISION_PRESSING: Tone.DANGER,
    Concern.DECISION_SOON: Tone.WARNING,
    Concern.OVERDUE: Tone.DANGER,
    Concern.NOT_DELIVERED: Tone.WARNING,
    Concern.DECISION_NOT_DELIVERED: Tone.WARNING,
    Concern.LATE_APPEAL: Tone.WARNING,
    Concern.NOT_DELIVERED_TO_HEAD: Tone.WARNING,
    Concern.APPEALED: Tone.WARNING,
    Concern.TO_CLOSE: Tone.QUIET,
    Concern.APPEAL_TERM: Tone.QUIET,
}
"""What the dashboard tells; the other concerns belong to the campaign that plans them."""


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.sheets.tab import create_tab as create

    return create(workspace, services)


def found(_services: EvaluationServices, each: Evaluation) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, f"{each.number} {named(each)}", LABELS[State][each.state])


def attention(services: EvaluationServices) -> Sequence[Attention]:
    """What waits for the office, the most pressing first."""
    counts, today = services.evaluations.facets(Query())["concern"], services.clock.today()
    return [
        Attention(
            f"{WORDS.counted(counts[concern])}: {concerns.label(concern, today)}",
            tone,
            {"concern": frozenset({concern.value})},
        )
        for concern, tone in _TONES.items()
        if counts.get(concern)
    ]


def people_due(services: EvaluationServices) -> Sequence[Attention]:
    """Who must be evaluated and has no sheet, counted from the structure of the whole office: never quick."""
    return tuple(_people_due(services))


def _people_due(services: EvaluationServices) -> Iterator[Attention]:
    """Who must be evaluated and has no sheet yet, and whose day comes next.

    Nothing in an office that has neither regulations nor an evaluation here: its evaluations are kept elsewhere.
    """
    lines = services.evaluations.people_due()
    if all(line.last_on is None for line in lines) and not services.regulations.count(Query()):
        return
    for due, tone, text in (
        (ClockTone.LATE, Tone.DANGER, "ocena okresowa po terminie, bez arkusza"),
        (ClockTone.SOON, Tone.WARNING, "ocena okresowa wkrótce, bez arkusza"),
    ):
        if number := sum(line.status is due for line in lines):
            meant = {"state": frozenset({due.value}), "sheet": frozenset({WITHOUT_SHEET})}
            words = f"{number} {plural(number, 'osoba', 'osoby', 'osób')}: {text}"
            yield Attention(words, tone, show=partial(_show_terms, meant))
    first = next((line for line in lines if line.status is ClockTone.CALM and line.day), None)
    if first is not None and first.day is not None:
        text = f"Następna ocena okresowa najpóźniej {format_date(first.day)}: {first.person}"
        yield Attention(text, Tone.QUIET, show=partial(_show_terms, {"sheet": frozenset({WITHOUT_SHEET})}))


def _show_terms(filters: Mapping[str, frozenset[str]], tab: Any) -> None:
    tab.show_terms(filters)


REGISTER: Register[EvaluationServices] = register_of(
    lambda services: services.evaluations,
    found,
    key="evaluations",
    words=WORDS,
    icon="evaluations",
    entity="evaluation",
    create_tab=create_tab,
    attention=attention,
    attention_later=people_due,
    called=lambda each: f"{each.number} {each.person}",
    begin_text="Nowa ocena poza kampanią…",
    group=Group.EVALUATIONS,
)
