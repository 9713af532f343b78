"""Agreements: made from a participation, frozen, numbered, settled and repaid, with undo; who calls for attention."""

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, NotFound, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, Ending
from app.registers.trainings.courses.domain import Component, CourseKind
from tests.registers.trainings.people import People, add_course, approved, change_person, fee, refused

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


def draft(people: People, **more: object) -> AgreementDraft:
    """An agreement of the clerk, running on the day of the clock."""
    values = {
        "employee_id": people.clerk,
        "signed_on": date(2025, 9, 15),
        "subject": "Studia podyplomowe: administracja",
        "training_starts_on": date(2025, 10, 1),
        "training_ends_on": date(2026, 6, 30),
        "cost": 600_000,
        "months": 24,
        **more,
    }
    return AgreementDraft(**values)  # type: ignore[arg-type]


def saved(services: Services, people: People, **more: object) -> Agreement:
    """The same, saved."""
    return services.training_agreements.create(draft(people, **more)).record


def test_an_agreement_is_numbered_by_year_and_keeps_the_person_of_its_day(services: Services, people: People) -> None:
    first, second = saved(services, people), saved(services, people, employee_id=people.other)
    third = saved(services, people, signed_on=date(2026, 1, 2))
    assert [each.number for each in (first, second, third)] == ["US/1/2025", "US/2/2025", "US/1/2026"]
    assert (first.person, first.post, first.unit) == ("Ewa Nowak", "inspektor", "RF")
    assert (first.stay_until, first.repayment) == (date(2028, 6, 30), None)
    change_person(services, people.clerk, surname="Wójcik", post="podinspektor")
    again = services.training_agreements.update(first.id, first.version, draft(people, months=12)).record
    assert (again.person, again.post, again.stay_until) == ("Ewa Nowak", "inspektor", date(2027, 6, 30))


def test_nobody_is_bound_before_being_employed(services: Services, people: People) -> None:
    early = draft(people, signed_on=date(2023, 12, 31), training_starts_on=None)
    refused(lambda: services.training_agreements.create(early), "not_employed")
    refused(lambda: services.training_agreements.create(draft(people, employee_id=999)), "missing_reference")


def test_a_participation_fills_in_an_agreement_once(services: Services, people: People) -> None:
    costs = (fee(300_00), fee(23_00, component=Component.VAT), fee(50_00, component=Component.INTERNAL))
    course = add_course(services, costs=(*costs, fee(100_00, component=Component.CO_FUNDING)))
    taking_part = approved(services, course.id, people.clerk)
    proposal = services.training_agreements.proposal(taking_part.id)
    assert (proposal.employee_id, proposal.subject, proposal.cost) == (people.clerk, course.topic, 223_00)
    assert (proposal.training_starts_on, proposal.training_ends_on) == (course.starts_on, course.ends_on)
    (offered,) = services.training_agreements.offered()
    assert offered.draft == proposal
    made = services.training_agreements.create(replace(proposal, months=12)).record
    text = refused(lambda: services.training_agreements.create(replace(proposal, months=6)), "already_agreed")
    assert made.number in text
    other = replace(proposal, employee_id=people.other, months=6)
    refused(lambda: services.training_agreements.create(other), "other_person", "already_agreed")
    with pytest.raises(NotFound):
        services.training_agreements.proposal(999)


def test_the_end_is_reckoned_less_what_is_waived_and_both_deeds_are_undone(services: Services, people: People) -> None:
    agreements, one = services.training_agreements, saved(services, people)
    outcome = agreements.end(
        one.id, one.version, date(2026, 12, 31), Ending.NOTICE_BY_EMPLOYEE, 100_00, "choroba dziecka"
    )
    # 731 days of duty, 184 of them worked
    assert outcome.record.repayment == (2 * 600_000 * 547 + 731) // (2 * 731) - 100_00
    assert "do zwrotu" in outcome.message
    repaid = agreements.note_repaid(one.id, outcome.record.version, date(2027, 1, 15))
    assert repaid.record.repaid_on == date(2027, 1, 15)
    assert repaid.undo is not None
    assert outcome.undo is not None
    repaid.undo.run()
    assert draft_of(outcome.undo.run().record, AgreementDraft) == draft_of(one, AgreementDraft)


@pytest.mark.parametrize(
    ("waived", "reason", "codes"),
    [(1, "", ["waiver_needs_reason"]), (600_001, "prośba", ["waived_too_much"])],
)
def test_a_waiver_has_a_reason_and_is_no_more_than_is_due(
    services: Services, people: People, waived: int, reason: str, codes: list[str]
) -> None:
    one = saved(services, people)
    end = services.training_agreements.end
    refused(lambda: end(one.id, one.version, date(2026, 12, 31), Ending.FAULT, waived, reason), *codes)
    assert services.training_agreements.get(one.id).ending is None


def test_nothing_is_repaid_that_is_not_due(services: Services, people: People) -> None:
    agreements, one = services.training_agreements, saved(services, people)
    with pytest.raises(Refusal, match="nie ma nic do zwrotu"):
        agreements.note_repaid(one.id, one.version, TODAY)
    ended = agreements.end(one.id, one.version, TODAY, Ending.BY_AGREEMENT).record
    assert ended.repayment == 0
    with pytest.raises(Refusal, match="nie ma nic do zwrotu"):
        agreements.note_repaid(one.id, ended.version, TODAY)
    with pytest.raises(Conflict):
        agreements.end(one.id, one.version, TODAY, Ending.FAULT)
    assert agreements.resume(one.id, ended.version).record.ending is None


@pytest.mark.parametrize(
    ("ends", "employed_to", "concern"),
    [
        (date(2024, 11, 22), None, "soon"),
        (date(2024, 12, 22), None, "soon"),
        (date(2024, 12, 23), None, None),
        (date(2024, 11, 21), None, None),
        (date(2025, 6, 30), date(2026, 10, 31), "left"),
        (date(2025, 6, 30), date(2027, 5, 31), "left"),
        (date(2025, 6, 30), date(2027, 6, 30), None),
        (date(2024, 12, 1), date(2026, 11, 30), "left"),
    ],
)
def test_people_who_leave_during_their_duty_and_duties_that_end_call_for_attention(
    services: Services, people: People, ends: date, employed_to: date | None, concern: str | None
) -> None:
    saved(services, people, signed_on=date(2024, 2, 1), training_starts_on=None, training_ends_on=ends)
    if employed_to is not None:
        change_person(services, people.clerk, employed_to=employed_to)
    found = services.training_agreements.attention()
    assert {key for key in ("left", "soon") if found[key]} == ({concern} if concern else set())


@pytest.mark.parametrize(
    ("state", "ending", "repaid"),
    [
        ("running", None, False),
        ("nothing_due", Ending.BY_EMPLOYER, False),
        ("to_repay", Ending.FAULT, False),
        ("repaid", Ending.FAULT, True),
    ],
)
def test_the_filter_by_state(
    services: Services, people: People, state: str, ending: Ending | None, repaid: bool
) -> None:
    agreements, one = services.training_agreements, saved(services, people)
    if ending is not None:
        one = agreements.end(one.id, one.version, TODAY, ending).record
    if repaid:
        agreements.note_repaid(one.id, one.version, TODAY)
    facets = agreements.facets(Query())["state"]
    assert {key for key, number in facets.items() if number} == {state}


def test_who_has_the_right_for_own_people_sees_theirs_only(services: Services, people: People) -> None:
    mine, foreign = saved(services, people), saved(services, people, employee_id=people.mayor)
    own = frozenset({"training_agreement.read"})
    services.training_agreements.actor = lambda: Actor("ewa", own, units=frozenset({people.unit}), own=own)
    assert [each.id for each in services.training_agreements.all()] == [mine.id]
    with pytest.raises(NotFound):
        services.training_agreements.get(foreign.id)


def test_an_internal_training_may_be_agreed_on_too(services: Services, people: People) -> None:
    course = add_course(services, kind=CourseKind.INTERNAL, costs=())
    assert services.training_agreements.proposal(approved(services, course.id, people.clerk).id).cost == 0
