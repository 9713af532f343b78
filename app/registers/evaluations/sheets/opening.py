"""Makes sheets: who, by whom and under which rules is frozen at that moment, and the number is given.

Both a single sheet and a campaign come here, each inside its own transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import String
from sqlalchemy import inspect as inspected
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.codec import encode
from app.core.dates import format_date
from app.core.errors import Invalid
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.people.structure.domain import Position, Structure
from app.people.superiors import SuperiorHow
from app.records.adding import NewRow, insert_rows, new_row
from app.records.mapping import draft_of
from app.registers.evaluations.regulations.domain import Regulation, RegulationDraft
from app.registers.evaluations.sheets import clocks, repository
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, EvaluationDraft, Kind, State
from app.registers.evaluations.sheets.model import CriterionMarkRow, EvaluationRow
from app.registers.evaluations.sheets.words import LABELS, PROBLEMS
from db.numbering import next_number, next_numbers


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Who is rated by whom, as it was on a day."""

    employee_id: int
    person: str
    person_number: str
    post: str
    unit_id: int | None
    unit: str
    rater_id: int | None
    rater: str
    rater_post: str
    frozen_on: date


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a new sheet begins with; ``rules`` is the regulation as JSON.

    ``planned_on`` is the day the office sets (of a campaign: its end), ``not_before`` and ``due_by`` come from the act.
    ``period_to`` is the end of what a correction is about; None otherwise. ``besides`` are open sheets of the person
    that this one replaces or follows from. ``due_by_why`` and ``not_before_why`` explain their days in words.
    """

    frozen: Frozen
    rules: Mapping[str, Any]
    regulation_id: int | None
    kind: Kind = Kind.PERIODIC
    campaign_id: int | None = None
    campaign: str = ""
    origin_id: int | None = None
    origin_reason: str = ""
    override_reason: str = ""
    planned_on: date | None = None
    period_from: date | None = None
    not_before: date | None = None
    due_by: date | None = None
    period_to: date | None = None
    besides: tuple[int, ...] = ()
    due_by_why: str = ""
    not_before_why: str = ""


def begun(session: Session, structure: Structure, regulation: Regulation, employee_id: int, today: date) -> Opening:
    """What a new sheet of the person begins with; ``person_problems`` must have found none."""
    rules = rules_of(regulation)
    previous = repository.previous_of(session, [employee_id]).get(employee_id)
    since = structure.post_since(employee_id, today)
    term = clocks.due_by(previous, since, rules, today)
    waiting = clocks.not_before(previous, since, rules, today)
    superior = structure.superior(employee_id, today).employee_id
    assert superior is not None, "person_problems tells of it"
    again = previous is not None and previous.negative
    return Opening(
        kind=Kind.AFTER_NEGATIVE if again else Kind.PERIODIC,
        origin_id=previous.evaluation_id if again and previous is not None else None,
        frozen=frozen_as(structure, employee_id, superior, today),
        rules=rules,
        regulation_id=regulation.id,
        period_from=since if previous is None else previous.on + timedelta(days=1),
        not_before=None if waiting is None else waiting.opens,
        not_before_why="" if waiting is None else waiting.explanation(),
        due_by=None if term is None else term.end,
        due_by_why="" if term is None else term.explanation(),
    )


def rules_of(regulation: Regulation) -> dict[str, Any]:
    """The regulation's content as a sheet keeps it: JSON that ``codec.decode(RegulationDraft, …)`` reads."""
    content = encode(draft_of(regulation, RegulationDraft))
    assert isinstance(content, dict)
    return content


def frozen_as(structure: Structure, employee_id: int, rater_id: int, day: date) -> Frozen:
    """The person and the rater as the structure of that day has them; KeyError when either does not work there."""
    person, rater = structure.position(employee_id, day), structure.position(rater_id, day)
    if person is None or rater is None:
        raise KeyError(employee_id if person is None else rater_id)
    return Frozen(
        employee_id=employee_id,
        person=person.person,
        person_number=person.number,
        post=person.post,
        unit_id=person.unit_id,
        unit=unit_name(structure, person, day),
        rater_id=rater_id,
        rater=rater.person,
        rater_post=rater.post,
        frozen_on=day,
    )


def unit_name(structure: Structure, position: Position, day: date) -> str:
    """The unit's name on that day, blank where there is none."""
    place = None if position.unit_id is None else structure.unit(position.unit_id, day)
    return "" if place is None else place[0]


def person_problems(structure: Structure, employee_id: int, day: date) -> Iterator[Problem]:
    """Why nobody can make a sheet for this person on that day: post, employment, superior."""
    when = format_date(day)
    position = structure.position(employee_id, day)
    if position is None:
        yield Problem("employee_id", "not_employed", {"day": when})
        return
    if position.post_kind is None:
        yield Problem("employee_id", "no_post_kind")
    elif position.post_kind not in clocks.EVALUATED:
        yield Problem("employee_id", "not_evaluated_post", {"post": position.post})
    superior = structure.superior(employee_id, day)
    if superior.how is SuperiorHow.SELF:
        yield Problem("employee_id", "own_superior")
    elif superior.how is SuperiorHow.RING:
        # whoever is named as their own superior is a ring of one
        yield Problem("employee_id", "superior_ring" if len(superior.ring) > 1 else "own_superior")
    elif superior.named_gone is not None:
        yield Problem("employee_id", "superior_gone", {"day": when})
    elif superior.employee_id is None:
        yield Problem("employee_id", "no_rater", {"day": when})


def open_problems(
    session: Session,
    employee_id: int,
    period_from: date | None,
    besides: Iterable[int] = (),
    period_to: date | None = None,
) -> Iterator[Problem]:
    """The open sheet of the person, if there is one whose period overlaps; None leaves a period open."""
    there = repository.open_of(session, [employee_id]).get(employee_id, ())
    yield from _overlapping(there, period_from, besides, period_to)


def _overlapping(
    sheets: Iterable[Any], period_from: date | None, besides: Iterable[int], period_to: date | None
) -> Iterator[Problem]:
    left_out = set(besides)
    for sheet in sheets:
        if sheet.id in left_out:
            continue
        begins_after = period_to is not None and sheet.period_from is not None and sheet.period_from > period_to
        ended_before = sheet.signed_on is not None and period_from is not None and sheet.signed_on < period_from
        if not begins_after and not ended_before:
            state = LABELS[State][sheet.state]
            yield Problem("employee_id", "open_sheet", {"number": sheet.number, "state": state})
            return


def make_sheet(session: Session, clock: Clock, opening: Opening) -> EvaluationRow:
    """A new planned sheet with its number; Invalid when the person has an open one for an overlapping period.

    The row is added and flushed; title and search stay with the caller's use case.
    """
    frozen = opening.frozen
    _require_none_open(opening, repository.open_of(session, [frozen.employee_id]))
    row = EvaluationRow()
    row.employee_id, row.planned_on = frozen.employee_id, opening.planned_on
    fill(session, row, clock, opening)
    row.touch(clock.now())
    row.created_at = row.updated_at
    session.add(row)
    session.flush()
    return row


def make_sheets(session: Session, clock: Clock, openings: Sequence[Opening]) -> list[NewRow]:
    """``make_sheet`` for a whole campaign at once, under the same rules; nobody may be among ``openings`` twice.

    Invalid for the first person who has an open sheet; then none is made.
    """
    people = [opening.frozen.employee_id for opening in openings]
    if len(set(people)) < len(people):
        raise ValueError("two sheets of one person")
    there, sorts = repository.open_of(session, people), repository.sort_keys(session, people)
    for opening in openings:
        _require_none_open(opening, there)
    year, moment = clock.today().year, clock.now()
    needed = Counter(_series(opening) for opening in openings)
    numbers = {letter: iter(next_numbers(session, _counted(letter, year), n)) for letter, n in needed.items()}
    rows = []
    for opening in openings:
        frozen = opening.frozen
        draft = EvaluationDraft(employee_id=frozen.employee_id, planned_on=opening.planned_on)
        row = new_row(session, EvaluationRow, draft, moment)
        _begin(row, opening, next(numbers[_series(opening)]), year)
        _write_people(row, frozen, sorts.get(frozen.employee_id))
        rows.append(row)
    insert_rows(session, EvaluationRow, rows)
    return rows


def _require_none_open(opening: Opening, there: Mapping[int, Sequence[Any]]) -> None:
    frozen = opening.frozen
    sheets = there.get(frozen.employee_id, ())
    found = tuple(_overlapping(sheets, opening.period_from, opening.besides, opening.period_to))
    if found:
        sentences = tuple(f"{frozen.person}: {problem.sentence(PROBLEMS)}" for problem in found)
        raise Invalid(found, sentences)


@cache
def blanks() -> tuple[str, ...]:
    """The texts of a row, blank until a step writes them."""
    return tuple(
        attribute.key
        for attribute in inspected(EvaluationRow).column_attrs
        if isinstance(attribute.columns[0].type, String) and not attribute.columns[0].nullable
    )


def fill(session: Session, row: EvaluationRow, clock: Clock, opening: Opening) -> None:
    """Everything of a new sheet but what its draft says; gives the number."""
    year = clock.today().year
    _begin(row, opening, next_number(session, _counted(_series(opening), year)), year)
    freeze(session, row, opening.frozen)


def _series(opening: Opening) -> str:
    """The letter before the number: sheets from paper are counted by themselves."""
    return "P" if opening.kind is Kind.PAPER else ""


def _counted(letter: str, year: int) -> str:
    return f"evaluation{letter}/{year}"


def _begin(row: Any, opening: Opening, number: int, year: int) -> None:
    for name in blanks():
        if getattr(row, name) is None:
            setattr(row, name, "")
    letter = _series(opening)
    row.number = f"{letter}{number}/{year}"
    row.number_sort = natural_key(f"{year}/{number}{letter}")
    row.kind, row.state, row.proposed_negative = opening.kind, State.PLANNED, False
    for name in ("campaign_id", "campaign", "origin_id", "origin_reason", "override_reason", "regulation_id", "rules"):
        setattr(row, name, getattr(opening, name))
    for name in ("period_from", "not_before", "due_by", "not_before_why", "due_by_why"):
        setattr(row, name, getattr(opening, name))


def freeze(session: Session, row: EvaluationRow, frozen: Frozen) -> None:
    """Write who and by whom, with what follows for order and search."""
    _write_people(row, frozen, repository.sort_keys(session, [frozen.employee_id]).get(frozen.employee_id))


def _write_people(row: Any, frozen: Frozen, sort: str | None) -> None:
    for name in Frozen.__dataclass_fields__:
        setattr(row, name, getattr(frozen, name))
    row.sort = sort_key(frozen.person) if sort is None else sort
    row.find = fold(
        f"{row.number} {frozen.person} {frozen.person_number} {frozen.post} {frozen.unit} {frozen.rater} {row.campaign}"
    )


def copy_marks(row: EvaluationRow, marks: Iterable[CriterionMark], *, blank: bool) -> None:
    """Put the criteria of another sheet on this one; ``blank`` without marks and reasons."""
    row.marks = [
        CriterionMarkRow(
            position=position,
            criterion=mark.criterion,
            group=mark.group,
            weight=mark.weight,
            mark=None if blank else mark.mark,
            self_mark=mark.self_mark,
            not_applicable=False if blank else mark.not_applicable,
            reason="" if blank else mark.reason,
        )
        for position, mark in enumerate(marks)
    ]


def same_people(evaluation: Evaluation) -> Frozen:
    """The people of another sheet, as frozen there."""
    return Frozen(**{name: getattr(evaluation, name) for name in Frozen.__dataclass_fields__})
