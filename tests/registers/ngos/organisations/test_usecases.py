"""Organisations: what is refused, who matches a filter, places on the map, confirming, and taking it all back."""

from dataclasses import replace
from datetime import date
from math import nan
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, Refusal
from app.core.records import Query
from app.geo.placing import PlacingMethod
from app.records.mapping import draft_of
from app.registers.ngos.dictionary import SphereList, shipped
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    Consent,
    LegalForm,
    Organisation,
    OrganisationDraft,
    OrganisationPerson,
    OrganisationStatus,
    PublicField,
    ServedGroup,
)
from app.registers.ngos.organisations.places import Placing, post_towns

BOTH_ENGINES = True
SEAT = Address(street="ul. Polna", number="5", postal_code="00-000", place="Przykładów")


def add(services: Services, name: str = "Klub Sokół", **more: Any) -> Organisation:
    """A saved organisation, a sports club unless told otherwise: it needs no number."""
    more = {"legal_form": LegalForm.SPORTS_CLUB, "addresses": (SEAT,), **more}
    return services.organisations.create(OrganisationDraft(name=name, **more)).record


def names(services: Services, **filters: str) -> set[str]:
    """Names of those that match."""
    query = Query(filters={key: frozenset({value}) for key, value in filters.items()})
    return {each.name for each in services.organisations.page(query, 0, 100)}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("krs", {"krs": "00001234AB"}),
        ("krs", {"legal_form": LegalForm.FOUNDATION}),
        ("name", {"name": "…"}),
        ("name", {"name": "x" * 301}),
        ("founded_year", {"founded_year": 2027}),
        ("registered_on", {"registered_on": date(2026, 11, 23)}),
        ("opp_since", {"opp_since": date(2026, 11, 23)}),
        ("confirmed_on", {"confirmed_on": date(2026, 11, 23)}),
        ("leading", {"leading": "17"}),
        ("spheres.0", {"spheres": ("999",)}),
        ("addresses.0.place", {"addresses": (Address(street="Polna"),)}),
        ("consents.0.source", {"consents": (Consent(field=PublicField.LISTING, given_on=date(2026, 1, 1)),)}),
    ],
)
def test_says_what_is_wrong_at_its_place(services: Services, field: str, given: dict[str, Any]) -> None:
    draft = OrganisationDraft(**{"name": "Sokół", "legal_form": LegalForm.SPORTS_CLUB, **given})
    with pytest.raises(Invalid) as refusal:
        services.organisations.create(draft)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert services.organisations.count(Query()) == 0


def test_takes_a_name_of_three_hundred_letters_and_no_address_at_all(services: Services) -> None:
    saved = add(services, "Ż" * 300, addresses=())
    assert services.organisations.get(saved.id).name == "Ż" * 300
    assert services.organisations.markers() == ()
    assert [each.address for each in services.organisations.unplaced()] == [None]


def test_a_number_belongs_to_one_organisation_which_the_refusal_names(services: Services) -> None:
    add(services, "Pierwsza", krs="0000123456")
    with pytest.raises(Invalid, match="„Pierwsza”"):
        add(services, "Druga", krs="0000123456")


def test_an_old_record_keeps_a_code_that_no_list_knows_any_more(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = add(services, spheres=("16",), leading="16")
    without = SphereList(tuple(each for each in shipped().spheres if each.code != "16"), "nowy wykaz")
    monkeypatch.setattr(services.organisations, "spheres", lambda: without)
    draft = OrganisationDraft(
        name="Nowa nazwa", legal_form=LegalForm.SPORTS_CLUB, spheres=saved.spheres, leading=saved.leading
    )
    assert services.organisations.update(saved.id, saved.version, draft).record.spheres == ("16",)
    with pytest.raises(Invalid):
        services.organisations.create(draft)


def test_filters_tell_states_places_spheres_and_consent_apart(services: Services) -> None:
    consent = Consent(field=PublicField.LISTING, given_on=date(2026, 1, 1), source="formularz")
    placed = Address(place="Zalesie", number="3", x=5e5, y=3e5, method=PlacingMethod.PLACE_CENTRE, certainty=40)
    exact = Address(place="Zalesie", number="4", x=5e5, y=3e5, method=PlacingMethod.EXACT, certainty=100)
    add(services, "Świeża", confirmed_on=date(2025, 11, 22), addresses=(placed,), spheres=("16",), consents=(consent,))
    add(services, "Stara", confirmed_on=date(2025, 11, 21), addresses=(exact,), served=(ServedGroup.YOUTH,))
    add(services, "Bez potwierdzenia", spheres=("1", "16"), opp_since=date(2020, 1, 1))
    add(services, "Dawna", status=OrganisationStatus.DISSOLVED, consents=(
        Consent(field=PublicField.LISTING, given_on=date(2026, 1, 1), source="x", withdrawn_on=date(2026, 2, 1)),
    ))  # fmt: skip
    add(services, "Bez prezesa", people=(OrganisationPerson(name="Anna Testowa", until=date(2026, 11, 21)),))
    assert names(services, status="unconfirmed") == {"Stara", "Bez potwierdzenia", "Bez prezesa"}
    assert names(services, status="active") == {"Świeża"}
    assert names(services, status="dissolved") == {"Dawna"}
    assert names(services, place="Zalesie") == {"Świeża", "Stara"}
    assert names(services, sphere="1") == {"Bez potwierdzenia"}
    assert names(services, group="culture") == {"Świeża", "Bez potwierdzenia"}
    assert names(services, served="youth") == {"Stara"}
    assert names(services, opp="yes") == {"Bez potwierdzenia"}
    assert names(services, placement="approximate") == {"Świeża"}
    assert names(services, placement="exact") == {"Stara"}
    assert names(services, consent="yes") == {"Świeża"}
    assert names(services, concern="term_ended") == {"Bez prezesa"}
    facets = services.organisations.facets(Query())
    assert facets["place"] == {"Przykładów": 3, "Zalesie": 2}
    assert facets["sphere"] == {"16": 2, "1": 1, "": 3}
    assert services.organisations.attention() == {"unconfirmed": 3, "unplaced": 2, "term_ended": 1}


def test_the_seat_is_placed_drawn_and_taken_back(services: Services) -> None:
    saved = add(services, spheres=("16",), leading="16")
    placed = services.organisations.place(saved.id, saved.version, 0, 5e5, 3e5, PlacingMethod.NEAREST_NUMBER, 70)
    (marker,) = services.organisations.markers()
    assert (marker.id, marker.x, marker.y, marker.group, marker.exact) == (saved.id, 5e5, 3e5, "culture", False)
    assert services.organisations.unplaced() == ()
    with pytest.raises(Conflict):
        services.organisations.place(saved.id, saved.version, 0, 0, 0, PlacingMethod.BY_HAND, 100)
    with pytest.raises(Refusal, match="Nie ma już tego adresu"):
        services.organisations.place(saved.id, placed.record.version, 1, 0, 0, PlacingMethod.BY_HAND, 100)
    for nowhere in (0.0, nan):
        with pytest.raises(Refusal, match="poza Polską"):
            services.organisations.place(saved.id, placed.record.version, 0, nowhere, 3e5, PlacingMethod.BY_HAND, 100)
    again = services.organisations.place(saved.id, placed.record.version, 0, 5.1e5, 3e5, PlacingMethod.BY_HAND, 100)
    assert again.undo is not None
    again.undo.run()
    assert [each.x for each in services.organisations.markers()] == [5e5]
    assert placed.undo is not None
    placed.undo.run()
    assert services.organisations.markers() == ()


def test_an_organisation_without_a_sphere_has_no_group_on_the_map(services: Services) -> None:
    saved = add(services, spheres=(), leading="")
    services.organisations.place(saved.id, saved.version, 0, 5e5, 3e5, PlacingMethod.EXACT, 100)
    assert [each.group for each in services.organisations.markers()] == [""]


def test_a_corrected_address_is_to_be_placed_anew(services: Services) -> None:
    saved = add(services)
    placed = services.organisations.place(saved.id, saved.version, 0, 5e5, 3e5, PlacingMethod.EXACT, 100).record
    draft = replace(draft_of(placed, OrganisationDraft), addresses=(replace(placed.addresses[0], number="7"),))
    services.organisations.update(placed.id, placed.version, draft)
    assert [(each.organisation.name, each.address) for each in services.organisations.unplaced()] == [("Klub Sokół", 0)]


def test_filling_in_the_post_town_alone_moves_no_house(services: Services) -> None:
    village = Address(number="1", postal_code="46-200", place="Zakątek")
    saved = add(services, addresses=(village,))
    placed = services.organisations.place(saved.id, saved.version, 0, 5e5, 3e5, PlacingMethod.EXACT, 100).record
    served = replace(placed.addresses[0], post_town="Przykładów")
    draft = replace(draft_of(placed, OrganisationDraft), addresses=(served,))
    services.organisations.update(placed.id, placed.version, draft)
    assert services.organisations.unplaced() == ()
    (marker,) = services.organisations.markers()
    assert (marker.address, marker.exact) == ("Zakątek 1, 46-200 Przykładów", True)
    assert [each.id for each in services.organisations.page(Query(words="przykladow"), 0, 9)] == [saved.id]


@pytest.mark.parametrize(
    ("address", "envelope", "line"),
    [
        ({"number": "1"}, ("Zakątek 1", "46-200 Przykładów"), "Zakątek 1, 46-200 Przykładów"),
        (
            {"street": "ul. Leśna", "number": "3"},
            ("ul. Leśna 3, Zakątek", "46-200 Przykładów"),
            "ul. Leśna 3, Zakątek, 46-200 Przykładów",
        ),
        ({}, ("Zakątek", "46-200 Przykładów"), "Zakątek, 46-200 Przykładów"),
        ({"number": "1", "postal_code": ""}, ("Zakątek 1", "Przykładów"), "Zakątek 1, Przykładów"),
        ({"number": "1", "post_town": "zakatek "}, ("Zakątek 1", "46-200 Zakątek"), "Zakątek 1, 46-200"),
        (
            {"street": "ul. Leśna", "number": "3", "post_town": ""},
            ("ul. Leśna 3", "46-200 Zakątek"),
            "ul. Leśna 3, 46-200 Zakątek",
        ),
    ],
)
def test_an_envelope_names_the_village_and_the_post_town(
    address: dict[str, Any], envelope: tuple[str, ...], line: str
) -> None:
    told = Address(**{"postal_code": "46-200", "place": "Zakątek", "post_town": "Przykładów", **address})
    assert (told.envelope, told.line) == (envelope, line)


def test_the_post_town_of_a_code_is_taken_from_what_agrees() -> None:
    known = (
        Address(postal_code="46-200", place="Zakątek", post_town="Przykładow"),
        Address(postal_code="46-200", place="Zalesie", post_town="Przykładów"),
        Address(postal_code="46-211", place="Lipiny", post_town="Wzorcowo"),
        Address(postal_code="46-211", place="Lipiny", street="ul. Polna"),
        Address(postal_code="46-220", place="Brzezie", street="Rynek"),
        Address(postal_code="46-230", place="Kuniów", number="1"),
    )
    rest = {"46-211": "Wzorcowo", "46-220": "Brzezie"}
    assert post_towns(known, "46-200", "Przykładów") == {"46-200": "Przykładów", **rest}
    assert post_towns(known) == rest


def test_many_are_placed_and_confirmed_together_or_not_at_all(services: Services) -> None:
    both = [add(services, name) for name in ("Pierwsza", "Druga")]
    stale = [(both[0].id, both[0].version), (both[1].id, both[1].version + 1)]
    with pytest.raises(Conflict):
        services.organisations.confirm_many(stale, date(2026, 11, 20))
    assert names(services, status="unconfirmed") == {"Pierwsza", "Druga"}
    with pytest.raises(Refusal, match="z przyszłości"):
        services.organisations.confirm(both[0].id, both[0].version, date(2026, 11, 23))
    done = services.organisations.confirm_many([(each.id, each.version) for each in both], date(2026, 11, 20))
    assert names(services, status="active") == {"Pierwsza", "Druga"}
    assert done.undo is not None
    done.undo.run()
    assert names(services, status="active") == set()


def test_three_hundred_at_one_address_are_three_hundred_markers(services: Services) -> None:
    place = Address(
        kind=AddressKind.SEAT, place="Zalesie", number="3", x=5e5, y=3e5, method=PlacingMethod.EXACT, certainty=100
    )
    services.organisations.create_many(
        OrganisationDraft(name=f"Klub {n}", legal_form=LegalForm.SPORTS_CLUB, addresses=(place,)) for n in range(300)
    )
    assert len({each.id for each in services.organisations.markers()}) == 300


def test_placing_many_with_one_stale_record_places_none(services: Services) -> None:
    both = [add(services, name) for name in ("Pierwsza", "Druga")]
    placings = [
        Placing(
            organisation_id=each.id, version=each.version + more, address=0, x=5e5, y=3e5,
            method=PlacingMethod.EXACT, certainty=100,
        )
        for more, each in enumerate(both)
    ]  # fmt: skip
    with pytest.raises(Conflict):
        services.organisations.place_many(placings)
    assert services.organisations.markers() == ()


@pytest.mark.parametrize(
    "typed",
    [
        "seniorzy",
        "kultura fizyczna",
        "KULTURĘ fizyczną",
        "opp",
        "stowarzyszenie",
        "Olszewskiego",
        "szachowe",
        "olszewsk",
    ],
)
def test_any_form_of_a_word_finds_an_organisation(services: Services, typed: str) -> None:
    add(services, "Inna", aims="Opieka nad zabytkami.")
    add(
        services,
        "Klub Skoczek",
        legal_form=LegalForm.ASSOCIATION,
        krs="0000123456",
        opp_since=date(2020, 1, 1),
        served=(ServedGroup.SENIORS,),
        spheres=("17",),
        leading="17",
        people=(OrganisationPerson(name="Dariusz Olszewski"),),
        tasks="Turnieje gry w szachowym gronie.",
    )
    found = services.organisations.page(Query(words=typed), 0, 9)
    assert [each.name for each in found] == ["Klub Skoczek"]


def test_an_organisation_is_entered_once(services: Services) -> None:
    saved = add(services, "Klub „Sokół”")
    for more in ({}, {"name": "KLUB Sokół"}):
        with pytest.raises(Invalid, match="jest już w rejestrze"):
            add(services, **{"name": "Klub Sokół", **more})
    services.organisations.update(saved.id, saved.version, replace(draft_of(saved, OrganisationDraft), note="x"))
    other = replace(SEAT, place="Zalesie")
    add(services, "Klub Sokół", addresses=(other,))
    add(services, "Klub Sokół", legal_form=LegalForm.INFORMAL)
    add(services, "Chór", status=OrganisationStatus.DISSOLVED)
    add(services, "Chór")
    with pytest.raises(Invalid, match="jest już w rejestrze"):
        add(services, "Klub Sokół", addresses=(other,))
