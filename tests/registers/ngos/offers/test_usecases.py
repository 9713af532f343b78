"""Offers and their contest: who may not sit in the commission, late offers, points, decisions."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid, Refusal
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.ngos.contests.domain import Cancelling, Contest, ContestDraft, Criterion, Member, Origin
from app.registers.ngos.offers.domain import (
    ContestOfferDraft,
    Formal,
    OfferDecision,
    OfferState,
    Partner,
    Score,
    state_of,
    validate,
)
from app.registers.ngos.offers.windows import deciding
from tests.registers.ngos.offers.filed import changed, club, contest, offer

BOTH_ENGINES = True
GOOD = (Score(criterion="pomysł", points="8; 7, 9"), Score(criterion="koszty", points="4 5 3"))


def with_member(of: Contest, ngo_id: int) -> ContestDraft:
    member = Member(name="Ewa Żak", origin=Origin.ORGANISATION, ngo_id=ngo_id)
    return replace(draft_of(of, ContestDraft), members=(member,))


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_nobody_from_an_organisation_that_bids_gets_into_the_commission(services: Services) -> None:
    of = contest(services)
    offer(services, of, partners=(Partner(ngo_id=club(services, "Klub Grom")),))
    for name in ("Klub Iskra", "Klub Grom"):
        with pytest.raises(Invalid) as refused:
            services.contests.update(of.id, of.version, with_member(of, club(services, name)))
        assert codes(refused) == [("members.0.ngo_id", "member_bids")]
        assert name in str(refused.value)
    assert services.contests.update(of.id, of.version, with_member(of, club(services, "Inny"))).record.members


def test_an_organisation_with_somebody_in_the_commission_cannot_bid(services: Services) -> None:
    of = contest(services)
    services.contests.update(of.id, of.version, with_member(of, club(services)))
    with pytest.raises(Invalid) as refused:
        offer(services, of)
    assert codes(refused) == [("ngo_id", "sits_in_commission")]
    with pytest.raises(Invalid) as refused:
        offer(services, of, "Klub Grom", partners=(Partner(ngo_id=club(services)),))
    assert codes(refused) == [("partners.0.ngo_id", "sits_in_commission")]


def test_a_deleted_offer_no_longer_keeps_anybody_out_of_the_commission(services: Services) -> None:
    of = contest(services)
    filed = offer(services, of)
    services.contest_offers.delete(filed.id, filed.version)
    assert services.contests.update(of.id, of.version, with_member(of, club(services))).record.members


def test_a_late_offer_is_marked_and_cannot_be_chosen(services: Services) -> None:
    late = offer(services, contest(services), filed_on=date(2026, 2, 28), formal=Formal.RIGHT)
    assert late.late
    with pytest.raises(Invalid) as refused:
        services.contest_offers.decide(late.id, late.version, OfferDecision.CHOSEN, 100_000)
    assert codes(refused) == [("decision", "chosen_late")]
    assert "27.02.2026" in str(refused.value)
    assert services.contest_offers.decide(late.id, late.version, OfferDecision.REJECTED).record.decision


def test_the_window_of_the_decision_asks_for_a_formal_check_nobody_made(services: Services) -> None:
    of = contest(services)
    filed, offers = offer(services, of), services.contest_offers
    deed = deciding(filed, offers, of, services.contests.tally(of.id))
    assert [field.name for field in deed.fields][:2] == ["formal", "formal_reasons"]
    chosen = {**deed.start, "formal": Formal.RIGHT, "decision": OfferDecision.CHOSEN, "granted": 100_000}
    assert not deed.check(chosen)
    decided = deed.call(chosen).record
    assert (decided.formal, decided.decision) == (Formal.RIGHT, OfferDecision.CHOSEN)
    assert deciding(decided, offers, of, services.contests.tally(of.id)).fields[0].name == "decision"


@pytest.mark.parametrize(
    ("scores", "problem"),
    [
        ((Score(criterion="pomysł", points="8; x"),), ("scores.0.points", "bad_points")),
        ((Score(criterion="pomysł", points="11; 7"),), ("scores.0.points", "points_over")),
        ((Score(criterion="inne", points="1"),), ("scores.0.criterion", "unknown_criterion")),
        (
            (Score(criterion="pomysł", points="8; 7"), Score(criterion="koszty", points="3")),
            ("scores", "uneven_points"),
        ),
        ((Score(criterion="pomysł"), Score(criterion="pomysł")), ("scores.1.criterion", "criterion_twice")),
    ],
)
def test_points_are_numbers_within_the_criteria_of_the_contest(
    services: Services, scores: tuple[Score, ...], problem: tuple[str, str]
) -> None:
    of = contest(services)
    with pytest.raises(Invalid) as refused:
        offer(services, of, scores=scores)
    assert codes(refused) == [problem]


def test_means_of_the_commission_are_added_up_and_order_the_list(services: Services) -> None:
    of = contest(services)
    best = offer(services, of, scores=GOOD)
    assert best.sum_of_means == pytest.approx(12.0)
    poor = offer(services, of, "Klub Grom", scores=(Score(criterion="pomysł", points="2; 3; 2"),))
    found = services.contest_offers.page(Query(), 0, 10)
    assert [each.id for each in found] == [best.id, poor.id]
    assert state_of(poor) is OfferState.ASSESSED


def test_a_criterion_with_points_stays_and_keeps_room_for_them(services: Services) -> None:
    of = contest(services)
    offer(services, of, scores=GOOD)
    draft = draft_of(of, ContestDraft)
    with pytest.raises(Invalid) as refused:
        services.contests.update(of.id, of.version, replace(draft, criteria=draft.criteria[1:]))
    assert codes(refused) == [("criteria", "criteria_scored")]
    lower = (Criterion(name="pomysł", points=8), draft.criteria[1])
    with pytest.raises(Invalid) as refused:
        services.contests.update(of.id, of.version, replace(draft, criteria=lower))
    assert codes(refused) == [("criteria.0.points", "points_scored")]


def test_a_contest_is_decided_only_when_each_offer_is(services: Services) -> None:
    of = contest(services)
    with pytest.raises(Invalid) as refused:
        services.contests.decide(of.id, of.version, date(2026, 3, 5), None)
    assert codes(refused) == [("decided_on", "nothing_to_decide")]
    filed = offer(services, of, formal=Formal.RIGHT)
    with pytest.raises(Invalid) as refused:
        services.contests.decide(of.id, of.version, date(2026, 3, 5), None)
    assert codes(refused) == [("decided_on", "still_undecided")]
    services.contest_offers.decide(filed.id, filed.version, OfferDecision.CHOSEN, 1_000_000)
    outcome = services.contests.decide(of.id, of.version, date(2026, 3, 5), date(2026, 3, 6))
    assert outcome.undo is not None
    assert outcome.undo.run().record.decided_on is None


@pytest.mark.parametrize(
    ("formal", "why", "problem"),
    [
        (Formal.WRONG, Cancelling.NO_OFFERS, "offers_came"),
        (Formal.RIGHT, Cancelling.NONE_FITS, "offers_fit"),
        (Formal.WRONG, Cancelling.NONE_FITS, ""),
    ],
)
def test_a_contest_is_cancelled_only_for_a_true_reason(
    services: Services, formal: Formal, why: Cancelling, problem: str
) -> None:
    of = contest(services)
    offer(services, of, formal=formal, formal_reasons="brak podpisu")
    if not problem:
        assert services.contests.cancel(of.id, of.version, date(2026, 3, 2), why).record.cancelled_on
        return
    with pytest.raises(Invalid) as refused:
        services.contests.cancel(of.id, of.version, date(2026, 3, 2), why)
    assert codes(refused) == [("cancelled_why", problem)]


def test_a_contest_with_offers_is_not_deleted(services: Services) -> None:
    of = contest(services)
    offer(services, of)
    with pytest.raises(Refusal, match=r"złożono w nim oferty \(1\)"):
        services.contests.delete(of.id, of.version)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"decision": OfferDecision.CHOSEN, "formal": Formal.RIGHT}, ("granted", "chosen_without_money")),
        ({"decision": OfferDecision.CHOSEN, "granted": 100}, ("decision", "chosen_not_right")),
        (
            {"decision": OfferDecision.CHOSEN, "formal": Formal.RIGHT, "granted": 1_200_001},
            ("granted", "granted_over_asked"),
        ),
        ({"granted": 100}, ("granted", "money_without_choice")),
        ({"formal": Formal.WRONG}, ("formal_reasons", "formal_needs_reason")),
        ({"reasons_given_on": date(2026, 3, 9)}, ("reasons_given_on", "reasons_before_asking")),
    ],
)
def test_a_decision_fits_the_offer(more: dict[str, Any], problem: tuple[str, str]) -> None:
    draft = ContestOfferDraft(
        contest_id=1, ngo_id=1, title="Szkółka", filed_on=date(2026, 2, 20), asked=1_200_000, **more
    )
    assert [(each.field, each.code) for each in validate(draft)] == [problem]


def test_the_number_follows_the_contest_and_the_name_of_the_organisation_is_found(services: Services) -> None:
    first, second = contest(services), contest(services, title="Kultura", sphere="16")
    assert [offer(services, first).number, offer(services, first, "Klub Grom").number] == ["1", "2"]
    moved = offer(services, second, "Klub Zryw")
    assert moved.number == "1"
    moved = changed(services, moved, contest_id=first.id)
    assert (moved.number, moved.contest_number) == ("3", first.number)
    assert [each.id for each in services.contest_offers.page(Query("zryw"), 0, 5)] == [moved.id]
