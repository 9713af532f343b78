"""Organisations for tests of prints and publication, with a word of its own in every field."""

from datetime import date
from typing import Any

from app.geo.placing import PlacingMethod
from app.registers.ngos.organisations.domain import (
    Achievement,
    Address,
    AddressKind,
    Consent,
    LegalForm,
    Organisation,
    OrganisationPerson,
    PublicField,
    Reach,
    ServedGroup,
)

DAY = date(2026, 11, 22)


def consents(*allowed: PublicField) -> tuple[Consent, ...]:
    """Leave to publish these."""
    return tuple(Consent(field=each, given_on=date(2026, 1, 2), source="formularz") for each in allowed)


def organisation(number: int = 1, **more: Any) -> Organisation:
    """An association that agreed to everything."""
    values: dict[str, Any] = {
        "name": f"Stowarzyszenie „Źródło” nr {number}",
        "short_name": f"Źródło {number}",
        "legal_form": LegalForm.ASSOCIATION,
        "krs": "0000123456",
        "nip": "1234563218",
        "regon": "123456785",
        "founded_year": 1998,
        "addresses": (
            placed(street="ul. Wolności", number="5", postal_code="46-200", place="Przykładów", premises="Dom Kultury"),
            Address(kind=AddressKind.ACTIVITY, place="Zalesie", number="12"),
            Address(kind=AddressKind.MAIL, street="skr. poczt.", number="7", postal_code="46-201", place="Przykładów"),
        ),
        "people": (OrganisationPerson(name="Łucja Żądło", role="prezes", phone="600 100 200", email="lucja@ngo.pl"),),
        "phones": ("77 418 00 01",),
        "email": "biuro@zrodlo.pl",
        "website": "zrodlo.pl",
        "leading": "16",
        "spheres": ("16", "17"),
        "reach": Reach.GMINA,
        "served": (ServedGroup.SENIORS, ServedGroup.CHILDREN),
        "members": 42,
        "volunteers": 7,
        "premises": "sala na 40 osób",
        "aims": "Podtrzymywanie tradycji.",
        "tasks": "Warsztaty rękodzieła.\nWycieczki.",
        "achievements": (Achievement(year=2025, text="Festyn dla 300 osób"),),
        "account": "74000000000000000000000001",
        "note": "Uwaga wewnętrzna",
        "consents": consents(*PublicField),
        "confirmed_on": date(2026, 3, 1),
    }
    return Organisation(**{**values, **more}, id=number, version=1)


def placed(**more: Any) -> Address:
    """An address with its point in the middle of the gmina."""
    address = Address(**more)
    values = {"x": 420_000.0, "y": 350_000.0, "method": PlacingMethod.EXACT, "certainty": 100}
    return Address(**{**more, **values, "placed_as": address.placing_line})
