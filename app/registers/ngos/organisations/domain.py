"""Organisations of the gmina: who they are, where they act, whom they help, and what of it may be published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, number, shape_problems, text, texts
from app.core.identifiers import is_nip, is_nrb, is_regon
from app.core.mail import is_email
from app.core.periods import add_months
from app.core.polish import fold
from app.core.problems import Problem
from app.geo.axes import in_poland
from app.geo.placing import PlacingMethod
from app.registers.ngos.dictionary import needs_of

MOST_ADDRESSES = 20
MOST_PEOPLE = 20


class LegalForm(StrEnum):
    """What kind of body it is; which numbers it must have is in ``dictionaries/ngo_forms.toml``."""

    ASSOCIATION = "association"
    ORDINARY_ASSOCIATION = "ordinary_association"
    FOUNDATION = "foundation"
    FIRE_BRIGADE = "fire_brigade"
    SPORTS_CLUB = "sports_club"
    RURAL_CIRCLE = "rural_circle"
    CHURCH_BODY = "church_body"
    SOCIAL_COOPERATIVE = "social_cooperative"
    BRANCH = "branch"
    INFORMAL = "informal"


class OrganisationStatus(StrEnum):
    """Whether it acts; that nobody confirmed its data lately is worked out from ``confirmed_on``."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"


class Reach(StrEnum):
    """Area of action."""

    LOCALITY = "locality"
    GMINA = "gmina"
    POWIAT = "powiat"
    REGION = "region"
    COUNTRY = "country"
    ABROAD = "abroad"


class ServedGroup(StrEnum):
    """Whom an organisation helps."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    YOUTH = "youth"
    SENIORS = "seniors"
    FAMILIES = "families"
    DISABLED = "disabled"
    POOR = "poor"
    UNEMPLOYED = "unemployed"
    ADDICTED = "addicted"
    MIGRANTS = "migrants"
    ANIMALS = "animals"


class AddressKind(StrEnum):
    """What an address is for."""

    SEAT = "seat"
    MAIL = "mail"
    ACTIVITY = "activity"


class PublicField(StrEnum):
    """What an organisation lets the office publish; ``LISTING`` is the entry in the list itself, with the name."""

    LISTING = "listing"
    ADDRESS = "address"
    PEOPLE = "people"
    PHONES = "phones"
    EMAIL = "email"
    WEBSITE = "website"
    NUMBERS = "numbers"
    SPHERES = "spheres"
    SERVED = "served"
    AIMS = "aims"
    TASKS = "tasks"
    ACHIEVEMENTS = "achievements"
    SIZE = "size"
    PREMISES = "premises"


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address and its point in EPSG:2180 metres, where it has one.

    ``post_town`` is where the post office of a village without its own is; blank: in ``place`` itself.
    ``private`` says that somebody lives there: whatever is published shows the locality only. ``certainty`` is
    0…100. ``placed_as`` is the address that was placed (``placing_line``), so that a later correction shows.
    """

    kind: AddressKind = AddressKind.SEAT
    premises: str = text(160)
    street: str = text(120)
    number: str = text(20)
    postal_code: str = text(6)
    place: str = text(80)
    post_town: str = text(80)
    private: bool = False
    x: float | None = None
    y: float | None = None
    method: PlacingMethod | None = None
    certainty: int | None = None
    placed_as: str = text(300)

    @property
    def envelope(self) -> tuple[str, ...]:
        """The lines of an envelope: the house, with its village where the post is elsewhere, and the post town.

        ``ul. Leśna 3, Zakątek`` and ``46-200 Przykładów``; in a village without streets ``Zakątek 1``.
        """
        elsewhere = self.post_elsewhere
        house = f"{self.street} {self.number}".strip() if self.street else ""
        if not house and self.number:
            house = f"{self.place} {self.number}".strip()
        elif elsewhere:
            house = ", ".join(part for part in (house, self.place) if part)
        town = f"{self.postal_code} {self.post_town if elsewhere else self.place}".strip()
        return tuple(part for part in (house, town) if part)

    @property
    def post_elsewhere(self) -> bool:
        """Whether letters go to the post office of another locality."""
        return bool(self.post_town.strip()) and fold(self.post_town).strip() != fold(self.place).strip()

    @property
    def line(self) -> str:
        """``ul. Wolności 5, 46-200 Przykładów``; ``Zalesie 5, 46-200`` in a village without streets, and with the
        post town where it is another: ``Zakątek 1, 46-200 Przykładów``."""
        return ", ".join(self.envelope) if self.post_elsewhere else self.placing_line

    @property
    def placing_line(self) -> str:
        """What says where the house is: the line without the post town, which moves no house."""
        town = f"{self.postal_code} {self.place}".strip()
        if not self.street and self.number:
            return f"{self.place} {self.number}".strip() + (f", {self.postal_code}" if self.postal_code else "")
        return ", ".join(part for part in (f"{self.street} {self.number}".strip(), town) if part)

    @property
    def placed(self) -> bool:
        """Whether it has a point on the map."""
        return self.x is not None and self.y is not None

    @property
    def outdated_place(self) -> bool:
        """Whether the address was changed after it was placed."""
        return self.placed and self.placed_as != self.placing_line


@dataclass(frozen=True, kw_only=True)
class OrganisationPerson:
    """One person of an organisation, in a role for a term."""

    name: str = text(160, required=True)
    role: str = text(120)
    since: date | None = day()
    until: date | None = day()
    phone: str = text(40)
    email: str = text(120)


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """What an organisation achieved in a year."""

    year: int | None = number(1900, 2999)
    text: str = text(1000, required=True)


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Leave to publish one kind of data: since when, on which paper; ``withdrawn_on`` ends it."""

    field: PublicField | None = None
    given_on: date | None = day(done=True)
    source: str = text(200)
    withdrawn_on: date | None = day()


@dataclass(frozen=True, kw_only=True)
class OrganisationDraft:
    """What the form of an organisation edits. ``spheres`` are codes of art. 4 ust. 1; ``leading`` is one of them."""

    name: str = text(300, required=True)
    short_name: str = text(80)
    legal_form: LegalForm | None = None
    status: OrganisationStatus = OrganisationStatus.ACTIVE
    krs: str = text(10)
    nip: str = text(13)
    regon: str = text(14)
    register_entry: str = text(120)
    opp_since: date | None = day(done=True)
    founded_year: int | None = number(1000, 2099)
    registered_on: date | None = day(done=True)
    addresses: tuple[Address, ...] = field(default=(), metadata={"most": MOST_ADDRESSES})
    people: tuple[OrganisationPerson, ...] = field(default=(), metadata={"most": MOST_PEOPLE})
    phones: tuple[str, ...] = texts(40, most=5)
    email: str = text(120)
    website: str = text(200)
    leading: str = text(8)
    spheres: tuple[str, ...] = texts(8, most=41)
    reach: Reach | None = None
    served: tuple[ServedGroup, ...] = ()
    members: int | None = number(0, 1_000_000)
    volunteers: int | None = number(0, 1_000_000)
    premises: str = text(1000)
    aims: str = text(4000)
    tasks: str = text(4000)
    achievements: tuple[Achievement, ...] = field(default=(), metadata={"most": 60})
    account: str = text(34)
    consents: tuple[Consent, ...] = field(default=(), metadata={"most": 40})
    confirmed_on: date | None = day(done=True)
    note: str = text(4000)

    @property
    def seat(self) -> Address | None:
        """The address of the seat; the first one of this kind."""
        return next((each for each in self.addresses if each.kind is AddressKind.SEAT), None)

    @property
    def called(self) -> str:
        """The short name, or the full one."""
        return self.short_name or self.name


@dataclass(frozen=True, kw_only=True)
class Organisation(OrganisationDraft):
    """An organisation as saved."""

    id: int
    version: int


def consented(organisation: OrganisationDraft, on: date) -> frozenset[PublicField]:
    """What may be published on that day."""
    return frozenset(
        each.field
        for each in organisation.consents
        if each.field is not None
        and each.given_on is not None
        and each.given_on <= on
        and (each.withdrawn_on is None or on < each.withdrawn_on)
    )


def unconfirmed(organisation: OrganisationDraft, on: date, months: int) -> bool:
    """Whether nobody confirmed the data within so many months before that day."""
    return organisation.confirmed_on is None or add_months(organisation.confirmed_on, months) < on


def validate(draft: OrganisationDraft, on: date | None = None) -> tuple[Problem, ...]:
    """Every broken rule of the draft; numbers are asked for by the rules of that day, without one by the newest."""
    return (*shape_problems(draft), *_rules(draft, on))


def _rules(draft: OrganisationDraft, on: date | None) -> Iterator[Problem]:
    if draft.name.strip() and not re.search(r"[^\W_]", fold(draft.name)):
        yield Problem("name", "no_letters", {"value": draft.name})
    if draft.legal_form is None:
        yield Problem("legal_form", "required")
    if on is not None and draft.founded_year is not None and draft.founded_year > on.year:
        yield Problem("founded_year", "founded_later", {"year": on.year})
    yield from _numbers(draft, on)
    yield from _spheres(draft)
    for index, address in enumerate(draft.addresses):
        yield from _address(address, f"addresses.{index}")
    yield from _people(draft)
    yield from _contacts(draft)
    yield from _consents(draft)


def _people(draft: OrganisationDraft) -> Iterator[Problem]:
    for index, person in enumerate(draft.people):
        if person.since is not None and person.until is not None and person.until < person.since:
            yield Problem(f"people.{index}.until", "date_order", {"other": "Od", "date": format_date(person.since)})
        if person.email and not is_email(person.email):
            yield Problem(f"people.{index}.email", "bad_email", {"value": person.email})


def _contacts(draft: OrganisationDraft) -> Iterator[Problem]:
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
    if draft.account and not is_nrb(draft.account):
        yield Problem("account", "bad_nrb")
    for index, achievement in enumerate(draft.achievements):
        if achievement.year is None:
            yield Problem(f"achievements.{index}.year", "required")


def _numbers(draft: OrganisationDraft, on: date | None) -> Iterator[Problem]:
    if draft.krs and not re.fullmatch(r"[0-9]{10}", draft.krs):
        yield Problem("krs", "bad_krs", {"value": draft.krs})
    if draft.nip and not is_nip(draft.nip):
        yield Problem("nip", "bad_nip")
    if draft.regon and not is_regon(draft.regon):
        yield Problem("regon", "bad_regon")
    if draft.legal_form is None:
        return
    needs = needs_of(draft.legal_form, on)
    for name in needs.required:
        if not getattr(draft, name):
            yield Problem(name, "number_required", {"source": needs.source})


def _spheres(draft: OrganisationDraft) -> Iterator[Problem]:
    if draft.leading and draft.leading not in draft.spheres:
        yield Problem("leading", "leading_not_chosen")


def _address(address: Address, path: str) -> Iterator[Problem]:
    if not address.place.strip():
        yield Problem(f"{path}.place", "required")
    if address.postal_code and not re.fullmatch(r"[0-9]{2}-[0-9]{3}", address.postal_code):
        yield Problem(f"{path}.postal_code", "bad_postal_code")
    if (address.x is None) is not (address.y is None):
        yield Problem(f"{path}.{'x' if address.x is None else 'y'}", "half_place")
    elif address.x is not None and address.y is not None and not in_poland(address.x, address.y):
        yield Problem(f"{path}.x", "place_outside")


def _consents(draft: OrganisationDraft) -> Iterator[Problem]:
    for index, consent in enumerate(draft.consents):
        path = f"consents.{index}"
        if consent.field is None:
            yield Problem(f"{path}.field", "required")
        if consent.given_on is None:
            yield Problem(f"{path}.given_on", "required")
        if not consent.source.strip():
            yield Problem(f"{path}.source", "consent_source")
        given, withdrawn = consent.given_on, consent.withdrawn_on
        if given is not None and withdrawn is not None and withdrawn < given:
            yield Problem(f"{path}.withdrawn_on", "date_order", {"other": "Data zgody", "date": format_date(given)})
