"""The commission of a contest as a controller asks about it: order, statements, presence, quorum, namesakes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.permissions import Actor
from app.records.mapping import draft_of
from app.registers.ngos.contests.domain import ContestDraft, Member, Origin, Presence, validate
from app.registers.ngos.contests.eligibility import BidderPerson, commission_gaps, namesakes
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.offers.domain import Formal, OfferDecision
from app.registers.ngos.organisations.domain import OrganisationDraft, OrganisationPerson
from tests.registers.ngos.offers.filed import club, contest, offer

BOTH_ENGINES = True
TODAY = date(2026, 3, 20)
STATED = date(2026, 3, 2)


def member(name: str, origin: Origin = Origin.OFFICE, **more: Any) -> Member:
    """Somebody who took part and said that nothing excludes them."""
    values: dict[str, Any] = {"declared_on": STATED, "presence": Presence.PRESENT, **more}
    return Member(name=name, origin=origin, **values)


WHOLE = ContestDraft(
    title="Sport",
    sphere="17",
    year=2026,
    notice_bip=date(2026, 2, 2),
    notice_seat=date(2026, 2, 2),
    notice_site=date(2026, 2, 2),
    offers_until=date(2026, 2, 27),
    decided_on=date(2026, 3, 5),
    commission_order="zarządzenie nr 31/2026",
    quorum=2,
    members=(member("Ewa Żak"), member("Jan Lis", Origin.ORGANISATION, ngo_id=7)),
)


def gaps(**changes: Any) -> list[str]:
    return list(commission_gaps(replace(WHOLE, **changes), TODAY))


def test_a_commission_with_everything_leaves_no_question() -> None:
    assert gaps() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"members": (), "quorum": None}, "Nie wpisano składu komisji"),
        ({"commission_order": " "}, "jakim aktem powołano"),
        ({"members": (WHOLE.members[0], member("Jan Lis", declared_on=None))}, "Bez oświadczenia"),
        ({"members": (WHOLE.members[0], member("Jan Lis", declared_on=date(2026, 3, 6)))}, "po rozstrzygnięciu"),
        ({"members": (WHOLE.members[0], member("Jan Lis", presence=None))}, "kto brał udział w ocenie ofert: Jan Lis"),
        ({"members": (WHOLE.members[1], WHOLE.members[1])}, "żaden przedstawiciel organu"),
        # an expert has no vote, who was absent or excluded neither
        ({"members": (WHOLE.members[0], member("Jan Lis", Origin.EXPERT))}, "1 osoba z głosem, a potrzeba 2"),
        ({"members": (WHOLE.members[0], member("Jan Lis", presence=Presence.EXCLUDED))}, "brała udział 1 osoba z"),
    ],
)
def test_each_thing_missing_is_named(changes: dict[str, Any], said: str) -> None:
    (found,) = gaps(**changes)
    assert said in found


def test_who_was_excluded_or_absent_owes_no_statement() -> None:
    others = (member("A", presence=Presence.ABSENT, declared_on=None), member("B", presence=Presence.EXCLUDED))
    assert gaps(members=(*WHOLE.members, *others)) == []


@pytest.mark.parametrize(
    "changes", [{"offers_until": TODAY, "decided_on": None}, {"notice_site": None, "decided_on": None}]
)
def test_nothing_is_asked_before_the_offers_are_in(changes: dict[str, Any]) -> None:
    assert gaps(members=(), quorum=None, **changes) == []


def test_presence_is_asked_only_once_the_contest_is_decided() -> None:
    assert gaps(decided_on=None, members=(member("Ewa Żak", presence=None),), quorum=None) == []


def test_a_quorum_that_the_commission_could_never_reach_is_refused() -> None:
    expert = member("Jan Lis", Origin.EXPERT)
    assert [each.code for each in validate(replace(WHOLE, members=(WHOLE.members[0], expert)))] == ["quorum_too_high"]
    assert not validate(WHOLE)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Żak Ewa", True),
        ("ewa  ŻAK", True),
        ("dr inż. Ewa Żak", True),
        ("ŻAK, Ewa", True),
        ("Ewa Żak-Nowak", False),
        ("Ewa", False),
        ("", False),
    ],
)
def test_a_namesake_is_found_whatever_the_order_and_the_case(name: str, same: bool) -> None:
    found = namesakes(WHOLE.members, [BidderPerson(name, "prezes", "Klub Iskra")])
    assert bool(found) is same
    assert not same or "Klub Iskra (prezes)" in found[0].text


def test_a_member_called_like_the_president_of_a_bidder_is_asked_about_until_excluded(services: Services) -> None:
    of = contest(services, members=(member("Anna Lis"),), commission_order="zarządzenie nr 1")
    iskra = services.organisations.get(club(services))
    people = (OrganisationPerson(name="Lis Anna", role="prezes"),)
    changed = replace(draft_of(iskra, OrganisationDraft), people=people)
    services.organisations.update(iskra.id, iskra.version, changed)
    filed = offer(services, of, formal=Formal.RIGHT)
    (said,) = services.contests.doubts(services.contests.get(of.id))
    assert "Anna Lis nazywa się tak samo" in said
    # the names of people of organisations are not for who may not read organisations
    reader = Actor("ktoś", frozenset({"ngo_contest.read"}))
    unseeing = Contests(services.contests.store, services.clock, lambda: reader, offers=services.contests._offers)
    assert unseeing.doubts(unseeing.get(of.id)) == ()
    assert b"%PDF" in services.contest_offer_prints.protocol(of.id)[:10]
    excluded = (member("Anna Lis", presence=Presence.EXCLUDED), member("Ewa Żak"))
    draft = replace(draft_of(services.contests.get(of.id), ContestDraft), members=excluded)
    of = services.contests.update(of.id, services.contests.get(of.id).version, draft).record
    assert [(each.presence, each.declared_on) for each in of.members] == [
        (Presence.EXCLUDED, STATED),
        (Presence.PRESENT, STATED),
    ]
    services.contest_offers.decide(filed.id, filed.version, OfferDecision.CHOSEN, 1_000_000)
    assert services.contests.decide(of.id, of.version, date(2026, 3, 5), None).record.decided_on
    assert services.contests.doubts(services.contests.get(of.id)) == ()
