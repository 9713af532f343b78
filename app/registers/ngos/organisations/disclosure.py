"""What may be told about an organisation: only what it agreed to, and never the home of somebody who lives there.

Everything that leaves the office – lists, maps, files for the BIP – is made from :func:`public_view`, so that a field
without consent has no way into any of them. Consent of living people: art. 6 ust. 1 lit. a GDPR (RODO).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from app.core.polish import fold
from app.geo.placing import PlacingMethod
from app.geo.shapes import BaseMap, Marker, PlaceKind, Point
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    OrganisationDraft,
    OrganisationPerson,
    OrganisationStatus,
    PublicField,
    consented,
)

Centre = Callable[[str], Point | None]
"""The middle of a locality by its name, in EPSG:2180 metres; None for one that the map does not know."""
_RANK = (AddressKind.SEAT, AddressKind.ACTIVITY, AddressKind.MAIL)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+[a-z]?")
"""Of a house, without the flat."""
_Told = TypeVar("_Told", bound=OrganisationDraft)

SHOWN_WITH: Mapping[PublicField, tuple[str, ...]] = {
    PublicField.LISTING: ("name", "short_name", "legal_form", "status", "confirmed_on"),
    PublicField.ADDRESS: ("addresses",),
    PublicField.PEOPLE: ("people",),
    PublicField.PHONES: ("phones",),
    PublicField.EMAIL: ("email",),
    PublicField.WEBSITE: ("website",),
    PublicField.NUMBERS: ("krs", "nip", "regon", "register_entry", "opp_since", "registered_on", "founded_year"),
    PublicField.SPHERES: ("leading", "spheres", "reach"),
    PublicField.SERVED: ("served",),
    PublicField.AIMS: ("aims",),
    PublicField.TASKS: ("tasks",),
    PublicField.ACHIEVEMENTS: ("achievements",),
    PublicField.SIZE: ("members", "volunteers"),
    PublicField.PREMISES: ("premises",),
}
"""Fields of the record by the consent that opens them. What stands nowhere here (account, note, consents) stays in."""

EXACT = frozenset({PlacingMethod.EXACT, PlacingMethod.BY_HAND})
"""Ways of placing that hit the house; markers of all others are drawn hollow."""
_NOT_A_NAME = re.compile(
    r"(?:[\d,;:(/\[|\r\n]|\s[-–—]|\s(?:ul|ulica|al|aleja|os|osiedle|pl|plac|rynek|u|dom|mieszkanie)\b).*",
    re.DOTALL | re.IGNORECASE,
)
"""What somebody typed behind the name of a locality: a street, a house, whose it is."""


def nowhere(place: str) -> Point | None:
    """The centre of a locality where there is no map."""
    return None


def centres_of(base: BaseMap) -> Centre:
    """The middles of a map's localities; a name that two of them have gives none, rather than the wrong one."""
    found: dict[str, Point | None] = {}
    for place in sorted(base.places, key=lambda each: each.kind is PlaceKind.PART):
        name = fold(place.name)
        if name not in found:
            found[name] = (place.x, place.y)
        elif place.kind is not PlaceKind.PART:
            found[name] = None
    return lambda name: found.get(fold(name))


def public_view(organisation: _Told, on: date, centre: Centre = nowhere) -> _Told | None:
    """The organisation as everybody may see it that day; None when it is not to appear at all.

    Blank fields are those without consent. Of an address in a private home only the locality is left, its point is
    that locality's centre; so is the point of an address that was changed after it was placed. The same home is
    private wherever it stands, and two homes in one locality, which say the same, are told once. People whose term is
    over are left out. A person's own phone and e-mail need the consent for phones or e-mail as well.
    """
    allowed = consented(organisation, on)
    if PublicField.LISTING not in allowed or organisation.status is OrganisationStatus.DISSOLVED:
        return None
    shown = {name for field in allowed for name in SHOWN_WITH[field]}
    hidden: dict[str, Any] = {
        spec.name: spec.default
        for spec in fields(OrganisationDraft)
        if spec.name not in shown and spec.name not in SHOWN_WITH[PublicField.LISTING]
    }
    view = replace(organisation, **hidden)
    return replace(
        view,
        addresses=tuple(_addresses(view.addresses, centre)),
        people=tuple(_person(each, allowed) for each in view.people if serves(each, on)),
    )


def _addresses(addresses: Sequence[Address], centre: Centre) -> Iterator[Address]:
    homes = {_house(each) for each in addresses if each.private}
    shown = [
        # the same house typed again for the post, without the tick
        replace(each, private=each.private or (bool(each.number) and _house(each) in homes))
        for each in addresses
    ]
    shown = [public_address(each, centre) for each in shown]
    # the seat is told before all others, wherever it stands in the list
    by_rank = sorted((each for each in shown if each.private), key=lambda each: _RANK.index(each.kind))
    first: dict[str, Address] = {}
    for each in by_rank:
        first.setdefault(fold(each.place), each)
    told = [id(each) for each in first.values()]
    yield from (each for each in shown if not each.private or id(each) in told)


def _house(address: Address) -> tuple[str, str, str]:
    """What one house has in common however it is written: the locality, the street's last word, the number alone."""
    street = _WORD.findall(fold(address.street))
    number = _NUMBER.match(fold(address.number).replace(" ", ""))
    return fold(_NOT_A_NAME.sub("", address.place).strip()), street[-1] if street else "", number[0] if number else ""


def public_address(address: Address, centre: Centre = nowhere) -> Address:
    """The address as everybody may see it: that of a private home without street, number, postal code and post."""
    if address.private:
        place = _NOT_A_NAME.sub("", address.place).strip()
        return _in_the_middle(Address(kind=address.kind, place=place, private=True), centre)
    if address.outdated_place:
        return _in_the_middle(address, centre)
    return replace(address, placed_as=address.placing_line if address.placed else "")


def _in_the_middle(address: Address, centre: Centre) -> Address:
    point = centre(address.place) if address.place else None
    if point is None:
        return replace(address, x=None, y=None, method=None, certainty=None, placed_as="")
    return replace(
        address,
        x=point[0],
        y=point[1],
        method=PlacingMethod.PLACE_CENTRE,
        certainty=None,
        placed_as=address.placing_line,
    )


def serves(person: OrganisationPerson, on: date) -> bool:
    """Whether the person's term runs that day; one without dates does."""
    return (person.since is None or person.since <= on) and (person.until is None or on <= person.until)


def _person(person: OrganisationPerson, allowed: frozenset[PublicField]) -> OrganisationPerson:
    return replace(
        person,
        since=None,
        until=None,
        phone=person.phone if PublicField.PHONES in allowed else "",
        email=person.email if PublicField.EMAIL in allowed else "",
    )


def markers_of(number: int, organisation: OrganisationDraft, group: str) -> Iterator[Marker]:
    """The organisation's markers: its seat and places of activity that have a point; mail is for the post alone."""
    for address in organisation.addresses:
        if address.kind is AddressKind.MAIL or address.x is None or address.y is None:
            continue
        yield Marker(
            id=number,
            x=address.x,
            y=address.y,
            group=group,
            title=organisation.called,
            address=address.line,
            exact=address.method in EXACT and not address.outdated_place,
        )
