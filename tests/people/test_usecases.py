"""Units, employees and the office: what is kept, what is refused, and what stays whole."""

from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotFound, Refusal
from app.core.opening_hours import HoursException, OpeningHours
from app.core.records import Query
from app.people.employees.domain import EmployeeDraft
from app.people.office.domain import BankAccount, HeadTitle, OfficeDraft
from app.people.units.domain import UnitDraft
from app.records.files import PICTURES
from app.records.mapping import draft_of
from tests.registers.service_cards.drafts import add_unit, plain

BOTH_ENGINES = True

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""One black dot."""
NRB = "61 1090 1014 0000 0712 1981 2874"


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refusal.value.problems]


# -- units -------------------------------------------------------------------------------------------------------


def test_a_unit_is_kept_as_given_and_undo_brings_it_back(services: Services) -> None:
    draft = UnitDraft(
        symbol="SO", name="Sprawy", room="1", phone="00 000 00 01", email="so@x.example", card_pattern="S#"
    )
    outcome = services.units.create(draft)
    assert draft_of(services.units.get(outcome.record.id), UnitDraft) == draft
    assert outcome.message == "Dodano komórkę SO Sprawy."
    deleted = services.units.delete(outcome.record.id, outcome.record.version)
    assert deleted.undo is not None
    deleted.undo.run()
    assert draft_of(services.units.get(outcome.record.id), UnitDraft) == draft


def test_a_unit_symbol_is_never_given_twice(services: Services) -> None:
    unit = services.units.get(add_unit(services))
    for _ in range(2):
        with pytest.raises(Invalid, match="„SO” ma już inna komórka, także usunięta") as refusal:
            services.units.create(UnitDraft(symbol="SO", name="Inna"))
        assert codes(refusal) == [("symbol", "not_unique")]
        if services.units.count(Query()):
            services.units.delete(unit.id, unit.version)


@pytest.mark.parametrize("symbol", ["so", "1A", "A-B", "A B", ""])
def test_bad_symbols_of_units(services: Services, symbol: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.units.create(UnitDraft(symbol=symbol, name="x"))
    assert codes(refusal)[0][0] == "symbol"


def test_units_make_no_ring(services: Services) -> None:
    top = add_unit(services, "A", "Góra")
    middle = add_unit(services, "B", "Środek", parent_id=top)
    bottom = add_unit(services, "C", "Dół", parent_id=middle)
    for parent in (top, middle, bottom):
        record = services.units.get(top)
        with pytest.raises(Invalid) as refusal:
            services.units.update(top, record.version, replace(draft_of(record, UnitDraft), parent_id=parent))
        assert codes(refusal) == [("parent_id", "unit_ring")]
    with pytest.raises(Invalid) as refusal:
        add_unit(services, "D", "Nikt", parent_id=99)
    assert codes(refusal) == [("parent_id", "missing_reference")]


def test_a_unit_in_use_stays(services: Services) -> None:
    unit, child = add_unit(services), add_unit(services, "SO.A", "Podległa", parent_id=1)
    employee = services.employees.create(EmployeeDraft(surname="Nowak", first_name="Ewa", unit_id=unit)).record
    card = services.cards.create(plain(unit, supervising_unit_id=unit)).record
    version = services.units.get(unit).version
    with pytest.raises(Refusal, match="korzystają z niej 3 pozycje"):
        services.units.delete(unit, version)
    services.employees.delete(employee.id, employee.version)
    services.cards.delete(card.id, card.version)
    with pytest.raises(Refusal, match="korzysta z niej 1 pozycja"):
        services.units.delete(unit, version)
    services.units.delete(child, 1)
    services.units.delete(unit, version)
    assert services.units.all() == ()


def test_a_unit_does_not_come_back_below_a_parent_that_is_gone(services: Services) -> None:
    top = add_unit(services, "A", "Góra")
    child = services.units.get(add_unit(services, "B", "Dół", parent_id=top))
    deleted = services.units.delete(child.id, child.version)
    services.units.delete(top, 1)
    assert deleted.undo is not None
    with pytest.raises(Invalid) as refusal:
        deleted.undo.run()
    assert codes(refusal) == [("parent_id", "missing_reference")]


def test_units_in_polish_order_and_found_by_any_part(services: Services) -> None:
    for symbol, name in (("Z", "Łąki"), ("B", "Lasy"), ("M", "Zieleń")):
        add_unit(services, symbol, name)
    listed = services.units.page(Query(sort="name"), 0, 10)
    assert [unit.name for unit in listed] == ["Lasy", "Łąki", "Zieleń"]
    assert [unit.symbol for unit in services.units.all()] == ["B", "M", "Z"]
    assert [unit.name for unit in services.units.page(Query("LAKI"), 0, 10)] == ["Łąki"]
    assert services.units.count(Query("%")) == 0
    assert services.units.facets(Query())["parent_id"] == {"": 3}


# -- employees ---------------------------------------------------------------------------------------------------


def test_an_employee_needs_a_living_unit(services: Services) -> None:
    for unit, code in ((None, "required"), (5, "missing_reference")):
        with pytest.raises(Invalid) as refusal:
            services.employees.create(EmployeeDraft(surname="Nowak", first_name="Ewa", unit_id=unit))
        assert codes(refusal) == [("unit_id", code)]


def test_employees_in_polish_order_and_found_without_marks(services: Services) -> None:
    unit = add_unit(services)
    people = (("Żak", "Ewa"), ("Łoś", "Jan"), ("Lis", "Zofia"), ("Lis", "Ćwiek"))
    for surname, first_name in people:
        draft = EmployeeDraft(surname=surname, first_name=first_name, unit_id=unit, post="inspektor")
        assert services.employees.create(draft).message == f"Dodano pracownika: {first_name} {surname}."
    listed = [person.full_name for person in services.employees.all()]
    assert listed == ["Ćwiek Lis", "Zofia Lis", "Jan Łoś", "Ewa Żak"]
    assert [person.surname for person in services.employees.page(Query("los inspek"), 0, 10)] == ["Łoś"]
    assert services.employees.facets(Query("zak"))["unit_id"] == {str(unit): 1}


@pytest.mark.parametrize("email", ["x", "a@b", "a b@c.pl", "@c.pl", "a@c."])
def test_a_bad_address_is_told(services: Services, email: str) -> None:
    unit = add_unit(services)
    with pytest.raises(Invalid) as refusal:
        services.employees.create(EmployeeDraft(surname="N", first_name="E", unit_id=unit, email=email))
    assert codes(refusal) == [("email", "bad_email")]


# -- the office --------------------------------------------------------------------------------------------------

OFFICE = OfficeDraft(
    name="Urząd Miejski w Przykładowie",
    head_title=HeadTitle.WOJT,
    hours=(OpeningHours(weekday=0, opens="7:30", closes="15:30"),),
    hours_exceptions=(HoursException(day=date(2026, 12, 24), reason="Wigilia"),),
    bank_accounts=(BankAccount(purpose="opłata skarbowa", nrb=NRB),),
)


def test_the_office_is_kept_as_given_and_undone(services: Services) -> None:
    assert services.offices.current() is None
    assert services.office().name == ""
    saved = services.offices.save(OFFICE).record
    assert draft_of(saved, OfficeDraft) == OFFICE
    changed = services.offices.save(replace(OFFICE, name="Inny"), saved.version)
    assert changed.undo is not None
    changed.undo.run()
    current = services.offices.current()
    assert current is not None
    assert draft_of(current, OfficeDraft) == OFFICE
    account = current.account("OPŁATA SKARBOWA")
    assert account is not None
    assert account.nrb == NRB


def test_there_is_one_office(services: Services) -> None:
    first = services.offices.save(OFFICE).record
    with pytest.raises(Conflict) as conflict:
        services.offices.create(replace(OFFICE, name="Drugi"))
    assert conflict.value.theirs == first
    with pytest.raises(Conflict):
        services.offices.save(replace(OFFICE, name="Drugi"), first.version + 1)
    # a form that was opened when there was no office yet may not overwrite what somebody entered meanwhile
    with pytest.raises(Conflict) as late:
        services.offices.save(replace(OFFICE, name="Trzeci"))
    assert late.value.theirs == first
    assert services.offices.current() == first


def test_wrong_numbers_of_the_office(services: Services) -> None:
    bad = replace(
        OFFICE,
        nip="123-456-32-19",
        regon="1",
        teryt="12",
        postal_code="1-1",
        email="x",
        bank_accounts=(BankAccount(purpose="a", nrb=NRB[:-1] + "5"), BankAccount(purpose="A", nrb=NRB)),
        coat_of_arms="0" * 64,
    )
    with pytest.raises(Invalid) as refusal:
        services.offices.save(bad)
    assert {code for _, code in codes(refusal)} == {
        *("bad_nip", "bad_regon", "bad_teryt", "bad_postal_code", "bad_email", "bad_nrb"),
        *("not_unique", "missing_reference"),
    }
    assert services.offices.current() is None


def test_numbers_of_the_office_have_plain_digits(services: Services) -> None:
    with pytest.raises(Invalid) as refusal:
        services.offices.save(replace(OFFICE, teryt="１６０１０１３", postal_code="０0-000"))
    assert codes(refusal) == [("teryt", "bad_teryt"), ("postal_code", "bad_postal_code")]


def test_a_coat_of_arms_is_a_picture(services: Services) -> None:
    with pytest.raises(Invalid):
        services.files.add("herb.png", b"%PDF-1.7", PICTURES)
    picture = services.files.add("herb.png", PNG, PICTURES)
    assert services.offices.save(replace(OFFICE, coat_of_arms=picture.sha256)).record.coat_of_arms == picture.sha256


def test_a_deleted_employee_is_gone(services: Services) -> None:
    unit = add_unit(services)
    person = services.employees.create(EmployeeDraft(surname="Nowak", first_name="Ewa", unit_id=unit)).record
    services.employees.delete(person.id, person.version)
    with pytest.raises(NotFound, match="pracownik"):
        services.employees.get(person.id)
