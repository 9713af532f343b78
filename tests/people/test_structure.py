"""The structure on a day: who stood where, under whom, since when; also in the past and where the data are odd."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.people.employees.domain import Employee, EmployeeDraft, PastPosition
from app.people.structure.domain import Structure
from app.people.superiors import SuperiorHow
from app.people.units.domain import PastUnit, Unit
from tests.registers.service_cards.drafts import add_unit

DAY, IN_2024 = date(2026, 11, 22), date(2024, 5, 10)


def unit(number: int, parent: int | None = None, **more: Any) -> Unit:
    return Unit(id=number, version=1, symbol=f"U{number}", name=f"Referat {number}", parent_id=parent, **more)


def person(key: int, at: int | None = 1, **more: Any) -> Employee:
    given = {"surname": f"Nr {key}", "first_name": "Ewa", "post": "inspektor", **more}
    return Employee(id=key, version=1, unit_id=at, **given)


def superior(people: Sequence[Employee], units: Sequence[Unit], of: int, day: date = DAY) -> tuple[int | None, str]:
    found = Structure(people, units).superior(of, day)
    return found.employee_id, found.how


# office 1 > department 2 > unit 3
UNITS = (unit(1), unit(2, 1), unit(3, 2))
MAYOR, DEPARTMENT, HEAD, CLERK = (
    person(1, 1, heads_unit=True),
    person(2, 2, heads_unit=True),
    person(3, 3, heads_unit=True),
    person(4, 3),
)


@pytest.mark.parametrize(
    ("people", "of", "expected"),
    [
        ((MAYOR, DEPARTMENT, HEAD, CLERK), 4, (3, SuperiorHow.HEAD_OF_UNIT)),
        ((MAYOR, DEPARTMENT, HEAD, CLERK), 3, (2, SuperiorHow.HEAD_OF_UNIT_ABOVE)),
        ((MAYOR, DEPARTMENT, CLERK), 4, (2, SuperiorHow.HEAD_OF_UNIT_ABOVE)),
        ((MAYOR, CLERK), 4, (1, SuperiorHow.HEAD_OF_UNIT_ABOVE)),
        ((CLERK,), 4, (None, SuperiorHow.NONE)),
        ((MAYOR,), 1, (None, SuperiorHow.NONE)),
        ((MAYOR, HEAD, person(4, 3, superior_id=1)), 4, (1, SuperiorHow.NAMED)),
        ((HEAD, person(4, 3, superior_id=4)), 4, (None, SuperiorHow.SELF)),
        ((MAYOR, person(4, None)), 4, (None, SuperiorHow.NONE)),
        ((MAYOR,), 99, (None, SuperiorHow.NONE)),
        # the head left, or did not yet work here
        ((MAYOR, person(3, 3, heads_unit=True, employed_to=date(2026, 11, 21)), CLERK), 4, (1, "head_of_unit_above")),
        ((MAYOR, person(3, 3, heads_unit=True, post_since=date(2026, 11, 23)), CLERK), 4, (1, "head_of_unit_above")),
        ((MAYOR, person(3, 3, heads_unit=True, employed_to=DAY), CLERK), 4, (3, SuperiorHow.HEAD_OF_UNIT)),
        # two heads by mistake: who began later
        ((HEAD, person(5, 3, heads_unit=True, post_since=date(2026, 1, 1)), CLERK), 4, (5, "head_of_unit")),
    ],
)
def test_the_superior(people: Sequence[Employee], of: int, expected: tuple[int | None, str]) -> None:
    assert superior(people, UNITS, of) == expected


def test_a_named_superior_who_left_gives_way_and_is_told() -> None:
    people = (HEAD, person(4, 3, superior_id=7), person(7, 1, employed_to=date(2025, 1, 1)))
    found = Structure(people, UNITS).superior(4, DAY)
    assert (found.employee_id, found.how, found.named_gone) == (3, SuperiorHow.HEAD_OF_UNIT, 7)


@pytest.mark.parametrize(
    "people",
    [
        (person(1, superior_id=2), person(2, superior_id=3), person(3, superior_id=1)),
        # the head of the unit is under one of its people
        (person(1, 3, superior_id=2), person(2, 3, superior_id=3), person(3, 3, heads_unit=True, superior_id=1)),
    ],
)
def test_a_ring_of_superiors_is_found_and_names_nobody(people: Sequence[Employee]) -> None:
    structure = Structure((*people, person(9, superior_id=1)), UNITS)
    assert structure.rings(DAY) == ((1, 2, 3),)
    assert structure.superior(2, DAY).how == SuperiorHow.RING
    assert structure.superior(2, DAY).employee_id is None
    # who only stands below it is in no ring
    assert structure.superior(9, DAY).employee_id == 1


def test_units_in_a_ring_do_not_hang() -> None:
    assert superior((person(4, 3),), (unit(2, 3), unit(3, 2)), 4) == (None, SuperiorHow.NONE)


def test_a_question_about_2024_gets_the_structure_of_2024() -> None:
    past = PastPosition(
        post="podinspektor", unit_id=2, heads_unit=True, valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31)
    )
    promoted = person(4, 3, post="kierownik", heads_unit=True, post_since=date(2025, 1, 1), history=(past,))
    renamed = unit(
        2,
        1,
        since=date(2025, 1, 1),
        history=(PastUnit(name="Wydział Dawny", parent_id=3, valid_to=date(2024, 12, 31)),),
    )
    structure = Structure((promoted, person(5, 2)), (unit(1), renamed, unit(3)))
    then, now = structure.position(4, IN_2024), structure.position(4, DAY)
    assert then is not None
    assert now is not None
    assert (then.post, then.unit_id, now.post, now.unit_id) == ("podinspektor", 2, "kierownik", 3)
    assert (structure.head(2, IN_2024), structure.head(2, DAY), structure.head(3, DAY)) == (4, None, 4)
    assert structure.unit(2, IN_2024) == ("Wydział Dawny", 3)
    assert structure.unit(2, DAY) == ("Referat 2", 1)
    assert structure.superior(5, IN_2024).employee_id == 4
    assert structure.superior(5, DAY).employee_id is None
    assert structure.position(4, date(2019, 12, 31)) is None


def test_a_closed_unit_is_gone_and_hands_its_people_up() -> None:
    units = (unit(1), unit(2, 1, since=date(2020, 1, 1), closed_on=date(2026, 6, 30)))
    structure = Structure((MAYOR, person(2, 2, heads_unit=True), person(3, 2)), units)
    assert structure.unit(2, date(2019, 12, 31)) is None
    assert structure.unit(2, date(2026, 6, 30)) is not None
    assert structure.unit(2, date(2026, 7, 1)) is None
    assert structure.head(2, DAY) is None
    assert structure.superior(3, date(2026, 6, 30)).employee_id == 2
    assert structure.superior(3, DAY).employee_id == 1
    assert set(structure.units(DAY)) == {1}


def test_namesakes_stay_two_people() -> None:
    one = person(1, surname="Nowak", number="11")
    other = person(2, 2, surname="Nowak", number="12")
    found = Structure((one, other), UNITS).positions(DAY)
    assert [(position.person, position.number) for position in found] == [("Ewa Nowak", "11"), ("Ewa Nowak", "12")]


def past(post: str, first: date | None, last: date, at: int = 1) -> PastPosition:
    return PastPosition(post=post, unit_id=at, valid_from=first, valid_to=last)


@pytest.mark.parametrize(
    ("history", "post_since", "employed_from", "months"),
    [
        ((), date(2026, 5, 22), None, 6),
        ((), date(2026, 5, 23), None, 5),
        ((), None, date(2025, 11, 22), 12),
        ((), None, None, None),
        # the same post in another unit goes on
        ((past("Inspektor", date(2025, 1, 22), date(2026, 5, 21), 2),), date(2026, 5, 22), None, 22),
        ((past("referent", date(2025, 1, 22), date(2026, 5, 21)),), date(2026, 5, 22), None, 6),
        # a gap ends it
        ((past("inspektor", date(2025, 1, 22), date(2026, 5, 20)),), date(2026, 5, 22), None, 6),
        # another post between
        (
            (
                past("inspektor", date(2024, 1, 1), date(2024, 12, 31)),
                past("referent", date(2025, 1, 1), date(2026, 5, 21)),
            ),
            date(2026, 5, 22),
            None,
            6,
        ),
        ((past("inspektor", None, date(2026, 5, 21)),), date(2026, 5, 22), None, None),
    ],
)
def test_months_in_the_same_post(
    history: tuple[PastPosition, ...], post_since: date | None, employed_from: date | None, months: int | None
) -> None:
    someone = person(1, history=history, post_since=post_since, employed_from=employed_from)
    assert Structure((someone,), UNITS).months_in_post(1, DAY) == months


def test_months_in_post_of_who_left_are_unknown() -> None:
    left = person(1, post_since=date(2020, 1, 1), employed_to=date(2026, 1, 1))
    assert Structure((left,), UNITS).months_in_post(1, DAY) is None


def test_the_structure_is_read_from_the_database(services: Services) -> None:
    at = add_unit(services)
    head = services.employees.create(EmployeeDraft(surname="A", first_name="B", unit_id=at, heads_unit=True)).record
    clerk = services.employees.create(EmployeeDraft(surname="C", first_name="D", unit_id=at)).record
    assert services.structures.load().superior(clerk.id, DAY).employee_id == head.id


def test_the_tree_of_a_day_shows_heads_first_closed_units_last_and_misses_nobody() -> None:
    units = (
        unit(2, 1, since=date(2020, 1, 1), closed_on=date(2025, 12, 31)),
        unit(1),
        unit(3, 1),
        unit(4, 5),
        unit(5, 4),
    )
    people = (person(1, 3), person(2, 3, heads_unit=True), person(3, None), person(4, 4), person(5, 2))
    top = Structure(people, units).tree(DAY)
    office = top[0]
    assert [branch.unit_id for branch in top] == [1, 4, None]
    assert [branch.unit_id for branch in office.below] == [3, 2]
    assert [branch.closed_on for branch in office.below] == [None, date(2025, 12, 31)]
    assert [each.employee_id for each in office.below[0].people] == [2, 1]
    assert [each.employee_id for each in top[2].people] == [3]
    then = Structure(people, units).tree(IN_2024)[0]
    assert [(branch.unit_id, branch.closed_on) for branch in then.below] == [(2, None), (3, None)]
