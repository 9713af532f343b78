"""Who is due for an evaluation and which clocks run, over the whole office; for reports, the desk and campaigns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.core.polish import sort_key
from app.core.terms import NotEarlier, Term
from app.people.structure.domain import Position, Structure
from app.registers.evaluations.sheets.clocks import (
    EVALUATED,
    EVERY_TWO_YEARS,
    Clock,
    clocks,
    due_by,
    not_before,
    term_clock,
    waiting_clock,
)
from app.registers.evaluations.sheets.domain import Evaluation, Previous, Tone
from app.registers.evaluations.sheets.steps import UNSIGNED


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """A line of the report on terms: a person, what is due, and which clock runs.

    ``evaluation_id`` and ``number`` are those of the open sheet, or of the last one. ``day`` is the last day, or the
    first allowed one where ``term`` is a NotEarlier.
    """

    employee_id: int
    person: str
    person_number: str
    post: str
    unit: str
    key: str
    what: str
    term: Term | NotEarlier | None
    status: Tone
    day: date | None
    left: str
    explanation: str
    article: str
    evaluation_id: int | None = None
    number: str = ""
    last_on: date | None = None


def due_lines(
    structure: Structure,
    people: Iterable[Position],
    sheets: Iterable[Evaluation],
    previous: Mapping[int, Previous],
    rules: Mapping[str, Any],
    day: date,
) -> tuple[DueLine, ...]:
    """Every clock of the open sheets, and for each of the people without one when the next evaluation is due.

    Overdue lines first, then by their day; people whose post is not evaluated only with what is open.
    """
    listed = tuple(sheets)
    written = {sheet.employee_id for sheet in listed if sheet.state in UNSIGNED}
    lines = [_line_of_sheet(sheet, clock) for sheet in listed for clock in clocks(sheet, day)]
    for position in people:
        if position.post_kind in EVALUATED and position.employee_id not in written:
            lines += _lines_of_person(structure, position, previous.get(position.employee_id), rules, day)
    places = {tone: place for place, tone in enumerate((Tone.LATE, Tone.SOON, Tone.CALM))}

    def order(line: DueLine) -> tuple[int, date, str, str]:
        surname_first = " ".join(reversed(line.person.rsplit(" ", 1)))
        return places[line.status], line.day or date.max, sort_key(surname_first), line.person_number

    return tuple(sorted(lines, key=order))


def _lines_of_person(
    structure: Structure, position: Position, previous: Previous | None, rules: Mapping[str, Any], day: date
) -> Iterator[DueLine]:
    since = structure.post_since(position.employee_id, day)
    waiting, term = not_before(previous, since, rules, day), due_by(previous, since, rules, day)
    if previous is not None and previous.negative and waiting is not None:
        clock = waiting_clock("again", "Ponowna ocena po negatywnej", waiting, day)
        yield _line_of_person(structure, position, previous, clock, day)
    elif waiting is not None and not waiting.is_open(day):
        clock = waiting_clock("not_before", "Ocena okresowa najwcześniej", waiting, day)
        yield _line_of_person(structure, position, previous, clock, day)
    if term is not None:
        clock = term_clock("due", "Ocena okresowa najpóźniej", term, day)
        if previous is None and clock.tone is Tone.LATE:
            clock = replace(clock, explanation=f"{clock.explanation} {_NONE_RECORDED}")
        yield _line_of_person(structure, position, previous, clock, day)
    elif previous is None:
        yield _line_of_person(structure, position, previous, _UNKNOWN, day)


LAST_DAYS = frozenset({"due", "unknown"})
"""Keys of the lines that say until when somebody must be evaluated."""
_NONE_RECORDED = (
    "Nie zapisano żadnej oceny tej osoby: jeżeli była oceniana, zapisz ostatnią ocenę z papieru, a termin policzy się "
    "od niej."
)
_UNKNOWN = Clock(
    key="unknown",
    title="Ocena okresowa najpóźniej",
    term=None,
    tone=Tone.SOON,
    day=None,
    left="nie wiadomo",
    explanation="Nie ma poprzedniej oceny ani daty objęcia stanowiska, więc nie da się policzyć terminu. Uzupełnij "
    "datę w rejestrze pracowników albo zapisz ocenę z papieru.",
    article=EVERY_TWO_YEARS.text,
)


def _line_of_person(
    structure: Structure, position: Position, previous: Previous | None, clock: Clock, day: date
) -> DueLine:
    place = None if position.unit_id is None else structure.unit(position.unit_id, day)
    return _line(
        clock,
        employee_id=position.employee_id,
        person=position.person,
        person_number=position.number,
        post=position.post,
        unit="" if place is None else place[0],
        evaluation_id=None if previous is None else previous.evaluation_id,
        number="" if previous is None else previous.number,
        last_on=None if previous is None else previous.on,
    )


def _line_of_sheet(sheet: Evaluation, clock: Clock) -> DueLine:
    return _line(
        clock,
        employee_id=sheet.employee_id or 0,
        person=sheet.person,
        person_number=sheet.person_number,
        post=sheet.post,
        unit=sheet.unit,
        evaluation_id=sheet.id,
        number=sheet.number,
    )


def _line(clock: Clock, **about: Any) -> DueLine:
    return DueLine(
        key=clock.key,
        what=clock.title,
        term=clock.term,
        status=clock.tone,
        day=clock.day,
        left=clock.left,
        explanation=clock.explanation,
        article=clock.article,
        **about,
    )
