"""Divides the costs of trainings anew among their people, inside the transaction that changed one or the other."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import cast

from sqlalchemy import Table, delete, insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.money import format_money
from app.core.problems import Problem
from app.records.listing import in_chunks
from app.registers.trainings.courses.domain import Component
from app.registers.trainings.participations import repository, sharing
from app.registers.trainings.participations.model import ParticipationRow, ShareRow
from app.registers.trainings.participations.repository import Person
from app.registers.trainings.participations.sharing import Line, Share
from app.registers.trainings.participations.words import PROBLEMS
from db import audit

_SHARES = cast("Table", ShareRow.__table__)
_COLUMNS = tuple(component.value for component in Component)
_SOMEBODY = "inna osoba"


def renew(session: Session, *course_ids: int) -> None:
    """Write the shares of these trainings; Invalid where a co-funding is larger than what the person costs."""
    renew_all(session, course_ids)


def renew_all(session: Session, course_ids: Collection[int]) -> None:
    """``renew`` for many trainings at once, for an import."""
    session.flush()
    courses = set(course_ids)
    lines, kept = repository.lines_of(session, courses), repository.shares_of(session, courses)
    there = {number: (course_id, share) for course_id, shares in kept.items() for number, share in shares.items()}
    people = {person.id: person for person in repository.people_of(session, courses, there)}
    beside = _own_costs(session, people.values())
    of: dict[int, list[int]] = defaultdict(list)
    for number, person in people.items():
        if person.counts:
            of[person.course_id].append(number)
    after: dict[int, tuple[int, Share]] = {}
    for course_id in sorted(courses):
        own = {number: beside[number] for number in of[course_id]}
        own |= _of_hidden(lines[course_id], kept[course_id], people)
        divided = sharing.shares(lines[course_id], own)
        _require_positive(divided, people)
        after |= {number: (course_id, share) for number, share in divided.items()}
    _write(
        session,
        {number: (course_id, kept[course_id][number]) for course_id in kept for number in kept[course_id]},
        after,
    )


def put_travel(session: Session, participation_id: int, travel: int, lodging: int) -> None:
    """Take over what settled travel orders cost, in grosze, and divide the costs anew.

    Unlike a share this is the participation's own: the log tells of it, and its version is raised.
    """
    row = session.get(ParticipationRow, participation_id)
    if row is None:
        return
    if (row.travel_costs, row.lodging_costs) != (travel, lodging):
        row.travel_costs, row.lodging_costs = travel, lodging
        audit.entitle(session, ParticipationRow.entity, row.id, f"{row.number} {row.person}")
    renew(session, row.course_id)


def _own_costs(session: Session, people: Iterable[Person]) -> dict[int, dict[Component, int]]:
    counted = [person for person in people if person.counts]
    found = {person.id: {Component.TRAVEL: person.travel, Component.LODGING: person.lodging} for person in counted}
    for number, costs in repository.own_costs(session, found).items():
        for component, amount in costs:
            found[number][component] = found[number].get(component, 0) + amount
    return found


def _of_hidden(lines: list[Line], kept: dict[int, Share], people: dict[int, Person]) -> dict[int, dict[Component, int]]:
    """What people cost beside the lines whom the person at work does not see; a server hides their rows.

    Who sees own people only changes no line of a training, so that it follows from the shares as they were.
    """
    hidden = {number for number in kept if number not in people}
    if not hidden:
        return {}
    common = sharing.common_shares(lines, kept)
    return {number: sharing.own_part(kept[number], common[number]) for number in hidden}


def _require_positive(divided: dict[int, Share], people: dict[int, Person]) -> None:
    short = {number: -share.total for number, share in divided.items() if share.total < 0}
    if short:
        number, over = next(iter(short.items()))
        name = people[number].person if number in people else _SOMEBODY
        problem = Problem("costs", "co_funding_too_large", {"person": name, "over": format_money(over)})
        raise Invalid((problem,), (f"Koszty: {problem.sentence(PROBLEMS)}",))


def _write(session: Session, before: dict[int, tuple[int, Share]], after: dict[int, tuple[int, Share]]) -> None:
    connection = session.connection()
    gone = [number for number, kept in before.items() if after.get(number) != kept]
    new = [number for number, kept in after.items() if before.get(number) != kept]
    # somebody who moved from one training to another has a row there
    for chunk in in_chunks(sorted({*gone, *new})):
        connection.execute(delete(_SHARES).where(_SHARES.c.participation_id.in_(chunk)))
    if new:
        connection.execute(insert(_SHARES), [_values(number, *after[number]) for number in sorted(new)])


def _values(number: int, course_id: int, share: Share) -> dict[str, int]:
    amounts = {name: getattr(share, name) for name in _COLUMNS}
    return {"participation_id": number, "course_id": course_id, **amounts, "total": share.total}
