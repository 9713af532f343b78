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
    due_clock,
    not_before,
    term_clock,
    waiting_clock,
)
from app.registers.evaluations.sheets.domain import Evaluation, Previous, Tone
from app.registers.evaluations.sheets.steps import UNSIGNED

WITH_SHEET, WITHOUT_SHEET = "written", "none"
"""Choices of a filter of people: whether a sheet is open for them."""


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
    waiting = not_before(previous, since, rules, day)
    if previous is not None and previous.negative and waiting is not None:
        clock = waiting_clock("again", "Ponowna ocena po negatywnej", waiting, day)
        yield _line_of_person(structure, position, previous, clock, day)
    elif waiting is not None and not waiting.is_open(day):
        clock = waiting_clock("not_before", "Ocena okresowa najwcześniej", waiting, day)
        yield _line_of_person(structure, position, previous, clock, day)
    yield _line_of_person(structure, position, previous, _last_day(previous, since, rules, day), day)


def _last_day(previous: Previous | None, since: date | None, rules: Mapping[str, Any], day: date) -> Clock:
    """Until when somebody without a sheet must be evaluated."""
    term = due_by(previous, since, rules, day)
    if term is None:
        return _UNKNOWN
    clock = term_clock("due", "Ocena okresowa najpóźniej", term, day)
    if previous is None and clock.tone is Tone.LATE:
        clock = replace(clock, explanation=f"{clock.explanation} {_NONE_RECORDED}")
    return clock


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


# -- everybody with one line -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OpenSheet:
    """Of a sheet that is not signed yet: whose it is and its days, without its content."""

    id: int
    number: str
    employee_id: int
    not_before: date | None
    not_before_why: str
    due_by: date | None
    due_by_why: str


@dataclass(frozen=True, kw_only=True)
class PersonTerm:
    """Between which days somebody must be evaluated, and why.

    ``first`` is the first allowed day, None where nothing forbids an evaluation; ``last`` is None where nobody knows
    from when to count. ``status`` and ``left`` are those of the last day. ``sheet_id`` is the sheet being written.
    """

    id: int
    person: str
    number: str
    post: str
    unit_id: int | None
    unit: str
    evaluated_on: date | None
    first: date | None
    first_why: str
    last: date | None
    last_why: str
    status: Tone
    left: str
    sheet_id: int | None = None
    sheet_number: str = ""


def people_terms(
    structure: Structure,
    people: Iterable[Position],
    sheets: Mapping[int, OpenSheet],
    previous: Mapping[int, Previous],
    rules: Mapping[str, Any],
    day: date,
) -> tuple[PersonTerm, ...]:
    """Everybody in a post that is evaluated or with a sheet being written (``sheets`` by employee), soonest first."""
    found = [
        _term_of(structure, position, sheets.get(position.employee_id), previous.get(position.employee_id), rules, day)
        for position in people
        if position.post_kind in EVALUATED or position.employee_id in sheets
    ]
    return tuple(sorted(found, key=lambda each: (each.last or date.max, sort_key(each.person), each.number)))


def _term_of(
    structure: Structure,
    position: Position,
    sheet: OpenSheet | None,
    previous: Previous | None,
    rules: Mapping[str, Any],
    day: date,
) -> PersonTerm:
    clock: Clock | None
    if sheet is None:
        since = structure.post_since(position.employee_id, day)
        waiting = not_before(previous, since, rules, day)
        first, first_why = (None, "") if waiting is None else (waiting.opens, waiting.explanation())
        clock = _last_day(previous, since, rules, day)
    else:
        first, first_why = sheet.not_before, sheet.not_before_why
        clock = None if sheet.due_by is None else due_clock(sheet.due_by, sheet.due_by_why, day)
    place = None if position.unit_id is None else structure.unit(position.unit_id, day)
    return PersonTerm(
        id=position.employee_id,
        person=position.person,
        number=position.number,
        post=position.post,
        unit_id=position.unit_id,
        unit="" if place is None else place[0],
        evaluated_on=None if previous is None else previous.on,
        first=first,
        first_why=first_why,
        last=None if clock is None else clock.day,
        last_why="" if clock is None else clock.explanation,
        status=Tone.CALM if clock is None else clock.tone,
        left="" if clock is None else clock.left,
        sheet_id=None if sheet is None else sheet.id,
        sheet_number="" if sheet is None else sheet.number,
    )
