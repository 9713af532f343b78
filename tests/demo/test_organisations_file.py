"""The invented organisations: the file is read strictly, keeps every rule of the form, and is told to be invented."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from app.core.paths import resources
from app.core.polish import fold
from app.demo.geography import demo_geography
from app.demo.toml_records import read_table, record_from
from app.geo.placing import AddressIndex, PlacingMethod
from app.registers.ngos.dictionary import shipped
from app.registers.ngos.organisations.domain import (
    LegalForm,
    OrganisationDraft,
    OrganisationStatus,
    PublicField,
    validate,
)

FOLDER = resources() / "demo"
FILE = "organisations.toml"
ROWS: list[dict[str, Any]] = read_table(FOLDER / FILE)["organisations"]
DRAFTS = [record_from(row["organisation"], OrganisationDraft, FILE) for row in ROWS]


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


@pytest.mark.parametrize("draft", DRAFTS, ids=[_letters(draft.short_name) for draft in DRAFTS])
def test_an_organisation_could_be_typed_into_the_form(draft: OrganisationDraft) -> None:
    assert validate(draft) == ()
    assert {shipped().sphere(code) for code in draft.spheres} >= {shipped().sphere(draft.leading)}
    assert None not in {shipped().sphere(code) for code in draft.spheres}
    assert draft.people[0].role
    assert draft.aims
    assert draft.tasks
    assert len(draft.achievements) <= 4


def test_there_are_about_120_of_every_form_and_no_two_share_a_name_or_a_number() -> None:
    assert 115 <= len(DRAFTS) <= 125
    assert {draft.legal_form for draft in DRAFTS} == set(LegalForm) - {LegalForm.INFORMAL}
    for field in ("name", "short_name", "krs", "nip", "regon", "email"):
        given = [getattr(draft, field) for draft in DRAFTS if getattr(draft, field)]
        assert len(set(given)) == len(given), field
    people = [person.name for draft in DRAFTS for person in draft.people]
    assert len(set(people)) == len(people)


def test_no_number_or_address_belongs_to_anybody() -> None:
    assert all(draft.krs.startswith("00099") for draft in DRAFTS if draft.krs)
    assert all(draft.nip.startswith("000") for draft in DRAFTS if draft.nip)
    assert all(draft.regon.startswith("99") for draft in DRAFTS if draft.regon)
    assert all(phone.startswith("00 000") for draft in DRAFTS for phone in draft.phones)
    assert all(draft.email.endswith(".example") for draft in DRAFTS if draft.email)
    assert all(draft.website.endswith(".example") for draft in DRAFTS if draft.website)
    assert all(address.postal_code == "00-000" for draft in DRAFTS for address in draft.addresses)


def test_villages_get_their_letters_from_the_town() -> None:
    served = {each.place: each.post_elsewhere for draft in DRAFTS for each in draft.addresses}
    assert {place for place, elsewhere in served.items() if not elsewhere} == {"Przykładowa", "Olszanica"}
    assert "Zakątek 1, 00-000 Przykładowa" in {draft.seat.line for draft in DRAFTS if draft.seat is not None}


def test_seats_are_placed_except_six_that_wait_for_a_hand() -> None:
    geography = demo_geography(FOLDER)
    index = AddressIndex(geography.addresses, geography.base_map.places)
    seats = [draft.seat for draft in DRAFTS]
    placed = [index.place(seat.place, seat.street, seat.number) for seat in seats if seat is not None]
    assert len(placed) == len(DRAFTS)
    methods = Counter(each.method if each else None for each in placed)
    assert methods[None] == 6
    assert methods[PlacingMethod.PLACE_CENTRE] == 0
    assert methods[PlacingMethod.SIMILAR_STREET] >= 3
    assert methods[PlacingMethod.NEAREST_NUMBER] >= 2
    others = [a for draft in DRAFTS for a in draft.addresses if a is not draft.seat]
    assert len(others) >= 5
    assert all(index.place(a.place, a.street, a.number) is not None for a in others)


def test_one_house_holds_about_ten_seats_and_eight_are_private_homes() -> None:
    seats = [draft.seat for draft in DRAFTS if draft.seat is not None]
    ((_house, most),) = Counter(seat.line for seat in seats).most_common(1)
    assert 9 <= most <= 12
    assert sum(seat.private for seat in seats) == 8


def test_spheres_leave_gaps_in_villages_for_the_gap_matrix() -> None:
    villages = {place.name for place in demo_geography(FOLDER).base_map.places} - {"Przykładowa"}
    led = {(draft.seat.place, code) for draft in DRAFTS if draft.seat for code in draft.spheres}
    seated = {place for place, _ in led}
    assert villages - seated, "at least one village without any organisation"
    assert sum(("6", village) in {(code, place) for place, code in led} for village in villages) < len(villages) / 3
    assert len({code for _, code in led}) >= 30


def test_consents_and_confirmations_differ_as_in_life() -> None:
    fields = {field.value for field in PublicField}
    assert all(set(row["consents"]) <= fields for row in ROWS)
    assert all(bool(row["consents"]) == ("consented_on" in row) == ("consent_source" in row) for row in ROWS)
    assert {len(row["consents"]) for row in ROWS} >= {0, 2, 5, len(fields)}
    confirmed = [draft.confirmed_on for draft in DRAFTS]
    assert all(day is None or date(2025, 1, 1) <= day <= date(2026, 10, 31) for day in confirmed)
    assert 3 <= confirmed.count(None) <= 10
    assert sum(day is not None and day.year == 2025 for day in confirmed) >= 10
    assert {draft.status for draft in DRAFTS} == set(OrganisationStatus)


def test_dates_follow_each_other() -> None:
    for draft in DRAFTS:
        if draft.founded_year and draft.registered_on:
            assert draft.founded_year <= draft.registered_on.year, draft.name
        if draft.opp_since and draft.registered_on:
            assert draft.registered_on < draft.opp_since, draft.name
            assert draft.opp_since.year >= 2004, draft.name
