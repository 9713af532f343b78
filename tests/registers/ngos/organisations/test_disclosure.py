"""What leaves the office: nothing without consent, no private home, nothing of people whose term is over."""

from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.placing import PlacingMethod
from app.registers.ngos.organisations.disclosure import SHOWN_WITH, markers_of, public_address, public_view
from app.registers.ngos.organisations.domain import (
    Achievement,
    Address,
    AddressKind,
    Consent,
    OrganisationDraft,
    OrganisationPerson,
    OrganisationStatus,
    PublicField,
)
from tests.registers.ngos.organisations.sample import DAY, consents, organisation, placed

NEVER = {"account", "note", "consents"}


def test_every_field_opens_with_exactly_one_consent_or_never() -> None:
    opened = [name for names in SHOWN_WITH.values() for name in names]
    assert sorted([*opened, *NEVER]) == sorted(spec.name for spec in fields(OrganisationDraft))


@pytest.mark.parametrize("field", list(PublicField))
def test_a_field_is_shown_with_its_consent_and_blank_without(field: PublicField) -> None:
    others = [each for each in PublicField if each is not field]
    without = public_view(organisation(consents=consents(*others)), DAY)
    if field is PublicField.LISTING:
        assert without is None
        return
    alone = public_view(organisation(consents=consents(PublicField.LISTING, field)), DAY)
    assert without is not None
    assert alone is not None
    blank = OrganisationDraft()
    for name in SHOWN_WITH[field]:
        assert getattr(without, name) == getattr(blank, name), name
    shown = [name for name in SHOWN_WITH[field] if getattr(organisation(), name)]
    assert [name for name in shown if not getattr(alone, name)] == []
    assert all(getattr(alone, name) == getattr(blank, name) for name in NEVER)


@pytest.mark.parametrize(
    ("consent", "shown"),
    [
        ({"given_on": DAY}, True),
        ({"given_on": DAY + timedelta(1)}, False),
        ({"given_on": None}, False),
        ({"withdrawn_on": DAY + timedelta(1)}, True),
        ({"withdrawn_on": DAY}, False),
    ],
)
def test_consent_lives_from_its_day_until_it_is_withdrawn(consent: dict[str, Any], shown: bool) -> None:
    given = Consent(**{"field": PublicField.LISTING, "given_on": date(2026, 1, 1), **consent})
    assert (public_view(organisation(consents=(given,)), DAY) is not None) is shown


def test_an_organisation_that_is_no_more_does_not_appear() -> None:
    assert public_view(organisation(status=OrganisationStatus.DISSOLVED), DAY) is None


@pytest.mark.parametrize(
    "place",
    [
        "Zalesie",
        "Zalesie 12",
        "Zalesie, ul. Leśna 3",
        "Zalesie (dom pani Żądło)",
        "Zalesie ul. Leśna",
        "Zalesie os. Parkowe",
        "Zalesie – u pani Żądło",
        "Zalesie: mieszkanie Żądło",
        "Zalesie\nul. Leśna",
    ],
)
def test_of_a_private_home_only_the_locality_is_left(place: str) -> None:
    home = placed(
        street="ul. Leśna",
        number="3a/5",
        postal_code="46-211",
        place=place,
        post_town="Łąki",
        premises="mieszkanie Żądło",
        private=True,
    )
    shown = public_address(home, {"Zalesie": (1.0, 2.0)}.get)
    assert shown == Address(
        kind=AddressKind.SEAT,
        place="Zalesie",
        private=True,
        x=1.0,
        y=2.0,
        method=PlacingMethod.PLACE_CENTRE,
        placed_as="Zalesie",
    )
    assert not public_address(home).placed


@pytest.mark.parametrize("place", ["Bielsko-Biała", "Zalesie Leśne", "Osiedle Nowe", "Nowa Wieś k. Opola"])
def test_a_name_of_a_locality_stays_whole(place: str) -> None:
    assert public_address(Address(place=place, private=True)).place == place


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Address(kind=AddressKind.ACTIVITY, street="Polna", number="1", place="Zalesie", private=True), 1),
        (Address(kind=AddressKind.ACTIVITY, place="ZALESIE", private=True), 1),
        (Address(kind=AddressKind.ACTIVITY, street="Polna", number="1", place="Łąki", private=True), 2),
        (Address(kind=AddressKind.ACTIVITY, street="ul. Polna", number="1", place="Zalesie"), 2),
    ],
)
def test_two_homes_in_one_locality_are_one_point(other: Address, told: int) -> None:
    home = Address(street="ul. Leśna", number="3a/5", place="Zalesie", private=True)
    centre = {"zalesie": (1.0, 2.0), "łąki": (3.0, 4.0)}
    view = public_view(organisation(addresses=(home, other)), DAY, lambda place: centre.get(place.lower()))
    assert view is not None
    assert len(view.addresses) == told
    assert view.seat is not None
    points = [(each.x, each.y) for each in markers_of(view.id, view, "")]
    assert len(points) == len(set(points))
    turned = public_view(organisation(addresses=(other, home)), DAY)
    assert turned is not None
    assert turned.seat is not None, "a place of activity before the seat does not take its place"


@pytest.mark.parametrize(
    "again",
    [
        Address(kind=AddressKind.MAIL, street="Leśna", number="3A", postal_code="46-211", place="Zalesie"),
        Address(kind=AddressKind.ACTIVITY, street="ul. Leśna", number="3a/5", place="zalesie"),
        Address(kind=AddressKind.MAIL, street="ul. Leśna", number="3 a m. 5", place="Zalesie 12"),
    ],
)
def test_a_home_typed_again_without_the_tick_is_a_home_all_the_same(again: Address) -> None:
    home = Address(street="ul. Leśna", number="3a/5", place="Zalesie", private=True)
    view = public_view(organisation(addresses=(again, home)), DAY)
    assert view is not None
    assert [(each.street, each.number, each.postal_code) for each in view.addresses] == [("", "", "")] * len(
        view.addresses
    )


def test_the_point_of_a_former_address_is_not_told() -> None:
    moved = replace(placed(street="ul. Leśna", number="3", place="Zalesie"), street="ul. Rynek", number="1")
    shown = public_address(moved)
    assert (shown.x, shown.placed_as, shown.line) == (None, "", "ul. Rynek 1, Zalesie")


def test_markers_are_seat_and_places_of_activity_with_a_point() -> None:
    mail = placed(kind=AddressKind.MAIL, place="Przykładów")
    near = replace(placed(place="Zalesie"), method=PlacingMethod.NEAREST_NUMBER)
    unplaced = Address(kind=AddressKind.ACTIVITY, place="Zalesie")
    one = organisation(7, addresses=(placed(place="Przykładów"), mail, near, unplaced))
    found = list(markers_of(one.id, one, "culture"))
    assert [(each.id, each.address, each.exact) for each in found] == [(7, "Przykładów", True), (7, "Zalesie", False)]


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ({"until": DAY - timedelta(1)}, False),
        ({"until": DAY}, True),
        ({"since": DAY + timedelta(1)}, False),
        ({"since": DAY}, True),
    ],
)
def test_people_out_of_their_term_are_not_told(person: dict[str, Any], shown: bool) -> None:
    one = organisation(people=(OrganisationPerson(name="Jan Nowak", role="prezes", **person),))
    view = public_view(one, DAY)
    assert view is not None
    assert bool(view.people) is shown


# -- no text without consent, whatever is filled in ------------------------------------------------------------------

TEXTS = {
    PublicField.PEOPLE: ("osobaX", "rolaX"),
    PublicField.PHONES: ("telX", "telosX"),
    PublicField.EMAIL: ("mailX", "mailosX"),
    PublicField.ADDRESS: ("ulicaX", "numerX", "kodX", "miejsceX", "pocztaX", "lokalX"),
    PublicField.WEBSITE: ("stronaX",),
    PublicField.NUMBERS: ("krsX", "nipX", "regonX", "wpisX"),
    PublicField.SPHERES: ("sferaX",),
    PublicField.AIMS: ("celX",),
    PublicField.TASKS: ("zadanieX",),
    PublicField.ACHIEVEMENTS: ("sukcesX",),
    PublicField.PREMISES: ("salaX",),
}
HOME = ("ulicaX", "numerX", "kodX", "pocztaX", "lokalX")
SECRET = ("kontoX", "notatkaX", "źródłoX", "dawnaX")


def marked(number: int, allowed: frozenset[PublicField], *, private: bool) -> Any:
    """An organisation whose every text is a word that stands nowhere else."""
    person = OrganisationPerson(name="osobaX", role="rolaX", phone="telosX", email="mailosX")
    former = replace(person, name="dawnaX", until=DAY - timedelta(1))
    address = placed(
        street="ulicaX",
        number="numerX",
        postal_code="kodX",
        place="miejsceX",
        post_town="pocztaX",
        premises="lokalX",
        private=private,
    )
    return organisation(
        number,
        addresses=(address, replace(address, kind=AddressKind.ACTIVITY), replace(address, kind=AddressKind.MAIL)),
        people=(person, former),
        phones=("telX",),
        email="mailX",
        website="stronaX",
        krs="krsX",
        nip="nipX",
        regon="regonX",
        register_entry="wpisX",
        leading="sferaX",
        spheres=("sferaX",),
        aims="celX",
        tasks="zadanieX",
        achievements=(Achievement(year=2025, text="sukcesX"),),
        premises="salaX",
        account="kontoX",
        note="notatkaX",
        consents=tuple(Consent(field=each, given_on=DAY, source="źródłoX") for each in sorted(allowed)),
    )


def forbidden(allowed: frozenset[PublicField], *, private: bool) -> set[str]:
    """Words that may not be told."""
    if PublicField.LISTING not in allowed:
        return {"Źródło", *SECRET, *(word for words in TEXTS.values() for word in words)}
    words = {word for field, words in TEXTS.items() if field not in allowed for word in words}
    if PublicField.PEOPLE not in allowed:
        words |= {"telosX", "mailosX"}
    return {*words, *SECRET, *(HOME if private else ())}


@given(allowed=st.frozensets(st.sampled_from(PublicField)), private=st.booleans())
def test_no_text_without_consent_is_in_the_view(allowed: frozenset[PublicField], private: bool) -> None:
    view = public_view(marked(1, allowed, private=private), DAY)
    told = "" if view is None else str(asdict(view))
    assert {word for word in forbidden(allowed, private=private) if word in told} == set()
    if view is not None:
        expected = {word for field, words in TEXTS.items() if field in allowed for word in words}
        assert {word for word in expected - forbidden(allowed, private=private) if word not in told} == set()
