"""Whose sheets one sees and writes: raters theirs, personnel all but their own, the head of the office decides."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import NotAllowed, NotFound
from app.core.permissions import Actor
from app.core.records import Query
from app.registers.evaluations.sheets import words
from app.registers.evaluations.sheets.domain import Decision, Delivery, EvaluationDraft, Verdict
from app.registers.evaluations.sheets.steps import Step
from tests.registers.evaluations.sheets.people import (
    People,
    add_person,
    change_person,
    delivered,
    marked,
    planned,
    signed,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


@pytest.fixture
def works(services: Services) -> Callable[..., None]:
    """Who works with the sheets from now on: a role, the employee, own units."""

    def work(role: str, employee_id: int | None = None, *units: int) -> None:
        granted = matrix().granted((role,))
        actor = Actor(role, granted.rights, employee_id, frozenset(units), granted.own)
        services.evaluations.actor = lambda: actor

    return work


def test_the_head_of_a_unit_sees_own_people_and_whom_they_rate_but_not_themselves(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    outside = services.units.get(people.unit).parent_id or 0
    stranger = add_person(services, "Obca", outside)
    rated = add_person(services, "Zdalna", outside, superior_id=people.head)
    sheets = {each: planned(services, each) for each in (people.clerk, people.head, stranger, rated)}
    works("unit_head", people.head, people.unit)
    seen = {sheet.employee_id for sheet in services.evaluations.all()}
    assert seen == {people.clerk, rated}
    assert services.evaluations.count(Query()) == 2
    for hidden in (people.head, stranger):
        with pytest.raises(NotFound):
            services.evaluations.get(sheets[hidden].id)
    due = {line.employee_id for line in services.evaluations.due()}
    assert due == {people.clerk, people.other, rated}


def test_somebody_with_rights_for_own_people_who_is_no_employee_sees_nothing(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    planned(services, people.clerk)
    services.evaluations.record_earlier(people.other, date(2025, 1, 7), Verdict.POSITIVE)
    works("unit_head")
    assert services.evaluations.all() == ()


def test_a_head_writes_only_on_sheets_they_rate(services: Services, people: People, works: Callable[..., None]) -> None:
    change_person(services, people.other, superior_id=people.mayor)
    own, others = planned(services, people.clerk), planned(services, people.other)
    works("unit_head", people.head, people.unit)
    done = delivered(services, own)
    assert Step.FILE_APPEAL not in services.evaluations.deeds(done)
    assert services.evaluations.deeds(others) == ()
    with pytest.raises(NotAllowed, match=words.ONLY_RATER):
        services.evaluations.give_criteria(others.id, others.version, TODAY)
    with pytest.raises(NotAllowed, match=words.ONLY_RATER):
        services.evaluations.update(others.id, others.version, EvaluationDraft(employee_id=people.other, opinion="x"))


def test_a_head_makes_a_sheet_only_for_whom_they_rate(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    change_person(services, people.other, superior_id=people.mayor)
    works("unit_head", people.head, people.unit)
    assert planned(services, people.clerk).rater_id == people.head
    for nobody_s in (people.other, people.head):
        with pytest.raises(NotAllowed):
            planned(services, nobody_s)
    assert services.evaluations.count(Query()) == 1


def test_what_only_personnel_record_is_refused_to_the_rater(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 2))
    evaluations = services.evaluations
    works("unit_head", people.head, people.unit)
    deeds: tuple[Callable[[], Any], ...] = (
        lambda: evaluations.file_appeal(sheet.id, sheet.version, TODAY, "x"),
        lambda: evaluations.ask_restore(sheet.id, sheet.version, TODAY, "x"),
        lambda: evaluations.make_final(sheet.id, sheet.version, TODAY),
        lambda: evaluations.deliver_decision(sheet.id, sheet.version, TODAY),
        lambda: evaluations.cancel(sheet.id, sheet.version, TODAY, "x"),
        lambda: evaluations.correct(sheet.id, sheet.version, "x"),
        lambda: evaluations.plan_again(sheet.id, sheet.version, TODAY, "x"),
        lambda: evaluations.change_rater(sheet.id, sheet.version, people.mayor, "x"),
        lambda: evaluations.record_earlier(people.clerk, date(2025, 1, 7), Verdict.POSITIVE),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed, match=words.ONLY_PERSONNEL):
            deed()


def test_personnel_enter_for_the_rater_and_the_log_tells_who(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    works("personnel", people.other)
    sheet = marked(services, planned(services, people.clerk))
    if services.store.is_server:
        return  # the server takes the author from the sign-in
    query = Query("", {"record": frozenset({f"evaluation:{sheet.id}"})})
    assert {entry.author for entry in services.audit.page(query, 0, 10)} == {"personnel"}


def test_nobody_runs_their_own_evaluation(services: Services, people: People, works: Callable[..., None]) -> None:
    sheet = planned(services, people.clerk)
    works("personnel", people.clerk)
    assert services.evaluations.deeds(sheet) == ()
    assert services.evaluations.get(sheet.id).id == sheet.id, "but may read it (RODO art. 15)"
    deeds: tuple[Callable[[], Any], ...] = (
        lambda: services.evaluations.give_criteria(sheet.id, sheet.version, TODAY),
        lambda: services.evaluations.cancel(sheet.id, sheet.version, TODAY, "x"),
        lambda: services.evaluations.delete(sheet.id, sheet.version),
        lambda: services.evaluations.record_earlier(people.clerk, date(2025, 1, 7), Verdict.POSITIVE),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed, match=words.NOT_ONESELF):
            deed()


def test_appeals_are_decided_by_who_approves_and_nobody_else(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    evaluations = services.evaluations
    works("personnel", people.other)
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 9))
    sheet = evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 12), "x").record
    with pytest.raises(NotAllowed):
        evaluations.decide_appeal(sheet.id, sheet.version, TODAY, Decision.REPEATED, "x")
    works("executive", people.mayor)
    assert set(evaluations.deeds(sheet)) == {Step.DECIDE_APPEAL}
    decided = evaluations.decide_appeal(sheet.id, sheet.version, TODAY, Decision.REPEATED, "x").record
    (made,) = evaluations.linked(sheet.id)
    with pytest.raises(NotAllowed):
        evaluations.update(made.id, made.version, EvaluationDraft(employee_id=people.clerk))
    with pytest.raises(NotAllowed):
        evaluations.deliver(made.id, made.version, TODAY, Delivery.HAND)
    works("personnel", people.other)
    assert evaluations.deliver_decision(sheet.id, decided.version, TODAY).record.closed


def test_every_reading_of_a_sheet_is_logged(services: Services, people: People) -> None:
    sheet = signed(services, planned(services, people.clerk))
    query = Query("", {"deed": frozenset({"read"})})

    def read() -> int:
        return services.audit.count(query)

    before = read()
    services.evaluations.get(sheet.id)
    services.evaluations.get(sheet.id)
    assert read() == before + 2, "opened twice"
    services.evaluations.page(Query(), 0, 10)
    assert read() == before + 2, "a list repeats what the person has read at this version"
    planned(services, people.other)
    services.evaluations.due()
    assert read() == before + 3
