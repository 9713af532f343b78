"""Dated positions, posts and absences: what is refused with which words, and what follows by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.people.absences.domain import AbsenceDraft
from app.people.absences.usecases import Absences
from app.people.employees.domain import Employee, EmployeeDraft, PastPosition, PositionChange
from app.people.posts.domain import PostDraft, PostKind
from app.people.units.domain import PastUnit, UnitDraft
from app.records.mapping import draft_of
from tests.registers.service_cards.drafts import add_unit

BOTH_ENGINES = True
Add = Callable[..., Employee]


@pytest.fixture
def so(services: Services) -> int:
    return add_unit(services)


@pytest.fixture
def add(services: Services, so: int) -> Add:
    """Adds an employee with a surname of its own."""
    names = iter("ABCDEFGH")

    def added(**more: Any) -> Employee:
        given = {"surname": next(names), "first_name": "Ewa", "unit_id": so, **more}
        return services.employees.create(EmployeeDraft(**given)).record

    return added


def update(services: Services, employee: Employee, **more: Any) -> Employee:
    now = services.employees.get(employee.id)
    return services.employees.update(now.id, now.version, replace(draft_of(now, EmployeeDraft), **more)).record


def broken(services: Services, employee: Employee | None, **more: Any) -> list[tuple[str, str]]:
    def save() -> Employee:
        if employee is not None:
            return update(services, employee, **more)
        return services.employees.create(EmployeeDraft(**{"surname": "Z", "first_name": "Z", **more})).record

    with pytest.raises(Invalid) as refusal:
        save()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


# -- superiors ---------------------------------------------------------------------------------------------------


def test_nobody_is_their_own_superior_and_superiors_make_no_ring(services: Services, add: Add) -> None:
    top = add()
    middle = add(superior_id=top.id)
    bottom = add(superior_id=middle.id)
    assert broken(services, top, superior_id=top.id) == [("superior_id", "own_superior")]
    assert broken(services, top, superior_id=bottom.id) == [("superior_id", "superior_ring")]
    assert broken(services, top, superior_id=999) == [("superior_id", "missing_reference")]
    with pytest.raises(Invalid, match="Ewa A → Ewa C → Ewa B → Ewa A"):
        update(services, top, superior_id=bottom.id)


def test_a_ring_through_the_head_of_a_unit_is_found(services: Services, add: Add, so: int) -> None:
    clerk, head = add(), add()
    assert broken(services, head, heads_unit=True, superior_id=clerk.id) == [("superior_id", "superior_ring")]
    assert broken(services, None, unit_id=so, heads_unit=True, superior_id=clerk.id) == [
        ("superior_id", "superior_ring")
    ]
    update(services, head, heads_unit=True)
    assert broken(services, head, superior_id=clerk.id) == [("superior_id", "superior_ring")]


def test_a_superior_who_left_before_is_not_named_but_one_who_leaves_later_stays(services: Services, add: Add) -> None:
    boss = add(employed_to=date(2025, 6, 30))
    assert broken(services, add(), superior_id=boss.id, post_since=date(2026, 1, 1)) == [
        ("superior_id", "superior_left")
    ]
    other = add()
    clerk = add(superior_id=other.id, post_since=date(2025, 1, 1))
    update(services, other, employed_to=date(2024, 1, 1))
    assert update(services, clerk, room="7").superior_id == other.id


def test_who_is_named_as_superior_is_not_deleted(services: Services, add: Add) -> None:
    boss = add()
    add(superior_id=boss.id)
    with pytest.raises(Refusal, match=r"ma wpisanego 1 osoba.*Zatrudnienie do"):
        services.employees.delete(boss.id, boss.version)


# -- heads -------------------------------------------------------------------------------------------------------


def test_a_unit_has_one_head_at_a_time(services: Services, add: Add, so: int) -> None:
    first = add(heads_unit=True, post_since=date(2024, 1, 1))
    assert broken(services, None, unit_id=so, heads_unit=True) == [("heads_unit", "second_head")]
    update(services, first, employed_to=date(2025, 12, 31))
    assert broken(services, None, unit_id=so, heads_unit=True, post_since=date(2025, 12, 31)) == [
        ("heads_unit", "second_head")
    ]
    add(heads_unit=True, post_since=date(2026, 1, 1))
    past = PastPosition(post="x", unit_id=so, heads_unit=True, valid_from=date(2023, 1, 1), valid_to=date(2024, 1, 1))
    assert broken(services, add(), history=(past,), post_since=date(2024, 1, 2)) == [
        ("history.0.heads_unit", "second_head")
    ]


# -- dates -------------------------------------------------------------------------------------------------------


def past(first: date | None, last: date | None) -> PastPosition:
    return PastPosition(post="referent", valid_from=first, valid_to=last)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"employed_from": date(2026, 2, 1), "employed_to": date(2026, 1, 1)}, [("employed_to", "employment_order")]),
        ({"employed_from": date(2026, 2, 1), "post_since": date(2026, 1, 1)}, [("post_since", "before_employment")]),
        ({"employed_to": date(2026, 2, 1), "post_since": date(2026, 3, 1)}, [("post_since", "after_employment")]),
        ({"history": (past(None, date(2025, 1, 1)),)}, [("post_since", "since_needed")]),
        ({"history": (past(None, None),), "post_since": date(2026, 1, 1)}, [("history.0.valid_to", "required")]),
        (
            {"history": (past(date(2025, 2, 1), date(2025, 1, 1)),), "post_since": date(2026, 1, 1)},
            [("history.0.valid_to", "past_order")],
        ),
        (
            {"history": (past(None, date(2026, 1, 1)),), "post_since": date(2026, 1, 1)},
            [("history.0.valid_to", "past_overlaps_present")],
        ),
        (
            {
                "history": (past(None, date(2025, 1, 1)), past(date(2025, 1, 1), date(2025, 2, 1))),
                "post_since": date(2026, 1, 1),
            },
            [("history.1.valid_from", "past_overlap")],
        ),
        (
            {
                "history": (past(None, date(2025, 1, 1)), past(None, date(2025, 2, 1))),
                "post_since": date(2026, 1, 1),
            },
            [("history.1.valid_from", "required")],
        ),
    ],
)
def test_dates_of_positions(services: Services, so: int, more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert broken(services, None, unit_id=so, **more) == expected


# -- namesakes ---------------------------------------------------------------------------------------------------


def test_namesakes_need_a_number_each_of_its_own(services: Services, add: Add) -> None:
    add(surname="Nowak", post="inspektor")
    with pytest.raises(Invalid, match=r"jest już Ewa Nowak \(inspektor\)"):
        add(surname="Nowak")
    second = add(surname="Nowak", number="12")
    assert broken(services, None, unit_id=second.unit_id, number="12") == [("number", "number_taken")]
    # who had no number before there was a namesake is not held up
    first = next(each for each in services.employees.all() if not each.number)
    assert update(services, first, room="7").room == "7"


# -- change of position ------------------------------------------------------------------------------------------


def test_a_change_of_position_keeps_the_one_before_and_is_undone(services: Services, add: Add, so: int) -> None:
    other = add_unit(services, "FN", "Finanse")
    someone = add(post="referent", employed_from=date(2020, 3, 1), superior_id=add().id)
    change = PositionChange(post_since=date(2026, 6, 1), post="inspektor", unit_id=other)
    outcome = services.employees.change_position(someone.id, someone.version, change)
    record = outcome.record
    assert outcome.message == f"Zmieniono stanowisko: Ewa {someone.surname}, inspektor."
    assert (record.post, record.unit_id, record.superior_id, record.post_since) == (
        "inspektor",
        other,
        None,
        date(2026, 6, 1),
    )
    (before,) = record.history
    assert (before.post, before.unit_id, before.superior_id) == ("referent", so, someone.superior_id)
    assert (before.valid_from, before.valid_to) == (date(2020, 3, 1), date(2026, 5, 31))
    structure = services.structures.load()
    then = structure.position(someone.id, date(2026, 5, 31))
    assert then is not None
    assert then.post == "referent"
    with pytest.raises(Conflict):
        services.employees.change_position(someone.id, someone.version, replace(change, post_since=date(2026, 7, 1)))
    assert outcome.undo is not None
    assert draft_of(outcome.undo.run().record, EmployeeDraft) == draft_of(someone, EmployeeDraft)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"post_since": None}, ("post_since", "required")),
        ({"post_since": date(2020, 3, 1)}, ("post_since", "change_too_early")),
        ({"post_since": date(2027, 1, 1)}, ("post_since", "after_employment")),
        ({"post": ""}, ("post", "required")),
        ({"unit_id": None}, ("unit_id", "required")),
        ({"post": "referent"}, ("post", "same_position")),
    ],
)
def test_a_wrong_change_of_position(
    services: Services, add: Add, so: int, more: dict[str, Any], expected: tuple[str, str]
) -> None:
    someone = add(post="referent", employed_from=date(2020, 3, 1), employed_to=date(2026, 12, 31))
    change = replace(PositionChange(post_since=date(2026, 6, 1), post="inspektor", unit_id=so), **more)
    with pytest.raises(Invalid) as refusal:
        services.employees.change_position(someone.id, someone.version, change)
    assert expected in [(problem.field, problem.code) for problem in refusal.value.problems]
    assert services.employees.get(someone.id) == someone


# -- posts -------------------------------------------------------------------------------------------------------


def test_the_kind_comes_from_the_post_and_a_renamed_post_takes_its_people_along(services: Services, add: Add) -> None:
    post = services.posts.create(PostDraft(name="kierownik referatu", kind=PostKind.MANAGERIAL)).record
    someone, other = add(post="kierownik referatu"), add(post="Kierownik referatu", post_kind=PostKind.CLERICAL)
    assert (someone.post_kind, other.post_kind) == (PostKind.MANAGERIAL, PostKind.CLERICAL)
    outcome = services.posts.update(post.id, post.version, replace(draft_of(post, PostDraft), name="kierownik"))
    now = services.employees.get(someone.id)
    assert (now.post, now.version) == ("kierownik", someone.version + 1)
    assert services.employees.get(other.id) == other
    assert [each.id for each in services.employees.page(Query("kierownik -x"), 0, 9)] == []
    assert outcome.undo is not None
    outcome.undo.run()
    assert services.employees.get(someone.id).post == "kierownik referatu"


def test_a_post_in_use_stays_and_a_deleted_one_gives_its_name_away(services: Services, add: Add) -> None:
    post = services.posts.create(PostDraft(name="inspektor")).record
    with pytest.raises(Invalid, match="jest już w wykazie"):
        services.posts.create(PostDraft(name="inspektor"))
    someone = add(post="inspektor")
    assert services.posts.held() == {"inspektor": 1}
    with pytest.raises(Refusal, match="ma je 1 osoba"):
        services.posts.delete(post.id, post.version)
    update(services, someone, post="referent")
    gone = services.posts.delete(post.id, post.version)
    again = services.posts.create(PostDraft(name="inspektor")).record
    assert gone.undo is not None
    with pytest.raises(Invalid, match="jest już w wykazie"):
        gone.undo.run()
    services.posts.delete(again.id, again.version)
    assert gone.undo.run().record.name == "inspektor"


def test_posts_of_the_list_are_offered_until_they_are_there(services: Services) -> None:
    offered = services.posts.offered()
    assert {post.kind for post in offered} == set(PostKind)
    assert len({post.name for post in offered}) == len(offered) > 40
    outcome = services.posts.add_offered({"inspektor", "burmistrz"})
    assert outcome.message == "Dodano 2 stanowiska."
    assert len(services.posts.offered()) == len(offered) - 2
    assert services.posts.add_offered({"inspektor"}).record == ()
    assert outcome.undo is not None
    outcome.undo.run()
    assert services.posts.count(Query()) == 0


# -- absences ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), None),
        (date(2026, 4, 30), date(2026, 5, 31), ("valid_from", "absence_overlap")),
        (date(2026, 1, 1), None, ("valid_from", "absence_overlap")),
        (date(2026, 5, 2), date(2026, 5, 1), ("valid_to", "absence_order")),
        (date(2024, 12, 31), date(2025, 1, 31), ("valid_from", "before_employment")),
        (date(2026, 12, 1), date(2027, 1, 1), ("valid_to", "after_employment")),
        (date(2026, 12, 1), None, ("valid_to", "after_employment")),
        (None, None, ("valid_from", "required")),
    ],
)
def test_absences_do_not_overlap_and_lie_within_the_employment(
    services: Services, add: Add, first: date | None, last: date | None, expected: tuple[str, str] | None
) -> None:
    someone = add(employed_from=date(2025, 1, 1), employed_to=date(2026, 12, 31))
    of_other = AbsenceDraft(employee_id=add().id, valid_from=date(2020, 1, 1))
    services.absences.create(of_other)
    known = AbsenceDraft(employee_id=someone.id, valid_from=date(2026, 3, 1), valid_to=date(2026, 4, 30))
    saved = services.absences.create(known).record
    # itself is no overlap
    services.absences.update(saved.id, saved.version, replace(known, note="pismo 7"))
    draft = AbsenceDraft(employee_id=someone.id, valid_from=first, valid_to=last)
    found = [(problem.field, problem.code) for problem in services.absences.problems(draft)]
    assert expected in found if expected else not found


def test_absences_are_found_by_person_and_seen_by_the_head_of_the_unit_only(services: Services, add: Add) -> None:
    other = add_unit(services, "FN", "Finanse")
    mine, theirs = add(surname="Żółw"), add(surname="Kot", unit_id=other)
    for each in (mine, theirs):
        services.absences.create(AbsenceDraft(employee_id=each.id, valid_from=date(2026, 3, 1), note="pismo"))
    assert [each.person for each in services.absences.all()] == ["Ewa Kot", "Ewa Żółw"]
    assert [each.person for each in services.absences.page(Query("zolw pismo"), 0, 9)] == ["Ewa Żółw"]
    assert services.absences.count(Query(filters={"state": frozenset({"over"})})) == 0
    right = frozenset({"absence.read"})
    head = Actor("kierownik", right, None, frozenset({other}), right)
    seen = Absences(services.store, services.clock, lambda: head)
    assert [each.person for each in seen.all()] == ["Ewa Kot"]


# -- units -------------------------------------------------------------------------------------------------------


def close(services: Services, unit_id: int, day: date | None, **more: Any) -> list[tuple[str, str]]:
    unit = services.units.get(unit_id)
    draft = replace(draft_of(unit, UnitDraft), closed_on=day, **more)
    return [(problem.field, problem.code) for problem in services.units.problems(draft, unit_id)]


def test_a_unit_closes_when_its_people_and_units_are_gone(services: Services, add: Add, so: int) -> None:
    day = date(2026, 6, 30)
    someone = add()
    add(employed_to=day)
    below = add_unit(services, "KA", "Kadry", parent_id=so)
    assert close(services, so, day) == [("closed_on", "closed_with_people"), ("closed_on", "closed_with_units")]
    other = add_unit(services, "FN", "Finanse")
    change = PositionChange(post_since=date(2026, 7, 1), post="x", unit_id=other)
    services.employees.change_position(someone.id, someone.version, change)
    assert close(services, below, day) == []
    ka = services.units.get(below)
    services.units.update(below, ka.version, replace(draft_of(ka, UnitDraft), closed_on=day))
    so_unit = services.units.get(so)
    services.units.update(so, so_unit.version, replace(draft_of(so_unit, UnitDraft), closed_on=day))
    assert broken(services, None, unit_id=so) == [("unit_id", "closed_unit")]
    assert close(services, below, date(2026, 7, 1)) == [("parent_id", "closed_parent")]
    with pytest.raises(Refusal, match="Zlikwidowana z dniem"):
        services.units.delete(so, services.units.get(so).version)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"since": date(2026, 1, 2), "closed_on": date(2026, 1, 1)}, ("closed_on", "closed_before_since")),
        ({"history": (PastUnit(name="x", valid_to=date(2026, 1, 1)),)}, ("since", "since_needed")),
        (
            {"history": (PastUnit(name="x", valid_to=date(2026, 1, 1)),), "since": date(2026, 1, 1)},
            ("history.0.valid_to", "past_overlaps_present"),
        ),
        ({"history": (PastUnit(name="x"),), "since": date(2026, 1, 1)}, ("history.0.valid_to", "required")),
        (
            {
                "history": (PastUnit(name="x", parent_id=99, valid_to=date(2025, 1, 1)),),
                "since": date(2026, 1, 1),
            },
            ("history.0.parent_id", "missing_reference"),
        ),
    ],
)
def test_dates_of_units(services: Services, more: dict[str, Any], expected: tuple[str, str]) -> None:
    found = services.units.problems(UnitDraft(symbol="X", name="X", **more))
    assert [(problem.field, problem.code) for problem in found] == [expected]


def test_a_unit_of_the_past_of_somebody_is_not_deleted(services: Services, add: Add) -> None:
    old = services.units.get(add_unit(services, "ST", "Stary"))
    history = (PastPosition(post="x", unit_id=old.id, valid_to=date(2025, 1, 1)),)
    add(history=history, post_since=date(2025, 1, 2))
    with pytest.raises(Refusal, match=r"jest w dawnych danych.*: 1. Zamiast usuwać"):
        services.units.delete(old.id, old.version)


def test_a_superior_of_the_past_is_no_record_that_changes(services: Services, so: int, add: Add) -> None:
    """The row is a line of the employee's own list: who was the superior then keeps the version others work with."""
    superior = add()
    past = PastPosition(post="referent", unit_id=so, superior_id=superior.id, valid_to=date(2024, 1, 1))
    add(post="inspektor", post_since=date(2024, 1, 2), history=(past,))
    assert services.employees.get(superior.id).version == superior.version
