"""An organisation as lists tell it, on paper and on the BIP page alike: finished words, nothing blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.dates import format_date
from app.core.polish import plural, sort_key
from app.registers.ngos.dictionary import SphereList, groups
from app.registers.ngos.organisations.domain import (
    Achievement,
    Address,
    AddressKind,
    Organisation,
    OrganisationPerson,
)
from app.registers.ngos.organisations.words import address_words, label

TITLE = "Wykaz organizacji wraz ze wskazaniem przedmiotu działalności – Mapa aktywności"
INTERNAL = "Do użytku wewnętrznego"
CONSENT = "Wykaz zawiera tylko te dane, na których publikację organizacja wyraziła zgodę."
NOBODY = "Żadna organizacja nie wyraziła jeszcze zgody na wpis w wykazie."
NOBODY_INSIDE = "W rejestrze nie ma żadnej organizacji."
NO_SPHERE, NO_PLACE = "Bez podanej sfery działania", "Bez podanej miejscowości"
_NBSP = "\N{NO-BREAK SPACE}"


class Arrangement(StrEnum):
    """How a list is put in order."""

    NAME = "name"
    LOCALITY = "locality"
    SPHERE = "sphere"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One organisation in words. ``group`` is the key of its leading sphere's group, blank where none is told."""

    id: int
    name: str
    short_name: str
    about: str
    people: tuple[tuple[str, str], ...]
    """Who it is (``prezes: Anna Nowak``) and how to reach them."""
    seat: str
    other_addresses: tuple[tuple[str, str], ...]
    """``Korespondencja`` or ``Miejsce działania``, and where."""
    locality: str
    phones: tuple[str, ...]
    email: str
    website: str
    group: str
    spheres: tuple[str, ...]
    served: str
    reach: str
    aims: str
    tasks: str
    achievements: tuple[str, ...]
    size: str
    premises: str
    confirmed: str


def entry_of(organisation: Organisation, spheres: SphereList) -> Entry:
    """The organisation in words; for the public pass what ``disclosure.public_view`` left of it."""
    one, seat = organisation, organisation.seat
    codes = (*((one.leading,) if one.leading else ()), *(code for code in one.spheres if code != one.leading))
    leading = codes[0] if codes else ""
    return Entry(
        id=one.id,
        name=one.name,
        short_name="" if one.short_name == one.name else one.short_name,
        about=", ".join(_about(one)),
        people=tuple(_person(each) for each in one.people),
        seat="" if seat is None else address_words(seat),
        other_addresses=tuple(_addresses(one.addresses, seat)),
        locality="" if seat is None else seat.place,
        phones=tuple(number.replace(" ", _NBSP) for number in one.phones),
        email=one.email,
        website=one.website,
        group=spheres.group_of(leading) if leading else "",
        spheres=tuple(spheres.label(code) for code in codes),
        served=", ".join(label(each) for each in one.served),
        reach="" if one.reach is None else label(one.reach),
        aims=one.aims.strip(),
        tasks=one.tasks.strip(),
        achievements=tuple(f"{each.year} – {each.text.strip()}" for each in _newest_first(one)),
        size=", ".join(_size(one)),
        premises=one.premises.strip(),
        confirmed="" if one.confirmed_on is None else format_date(one.confirmed_on),
    )


def arranged(entries: Sequence[Entry], arrangement: Arrangement) -> list[tuple[str, list[Entry]]]:
    """Titles of groups with their entries by name; by name there is one group without a title."""
    by_name = sorted(entries, key=lambda each: (sort_key(each.name), each.id))
    if arrangement is Arrangement.NAME:
        return [("", by_name)] if by_name else []
    if arrangement is Arrangement.SPHERE:
        titles = {group.key: f"{group.letter} – {group.name}" for group in groups()} | {"": NO_SPHERE}
        found = [(title, [each for each in by_name if each.group == key]) for key, title in titles.items()]
        return [(title, members) for title, members in found if members]
    places = sorted({each.locality for each in by_name}, key=lambda place: (not place, sort_key(place)))
    return [(place or NO_PLACE, [each for each in by_name if each.locality == place]) for place in places]


def term(person: OrganisationPerson) -> str:
    """``20.01.2022–20.01.2026``, ``od 20.01.2022``; blank without dates."""
    since, until = ("" if day is None else format_date(day) for day in (person.since, person.until))
    if since and until:
        return f"{since}–{until}"
    return f"od {since}" if since else f"do {until}" if until else ""


def _about(one: Organisation) -> Iterator[str]:
    if one.legal_form is not None:
        yield label(one.legal_form)
    for name, value in (("KRS", one.krs), ("NIP", one.nip), ("REGON", one.regon), ("wpis", one.register_entry)):
        if value:
            yield f"{name}{_NBSP}{value}"
    if one.opp_since is not None:
        yield f"organizacja pożytku publicznego od {format_date(one.opp_since)}"


def _person(person: OrganisationPerson) -> tuple[str, str]:
    who = f"{person.role}: {person.name}" if person.role else person.name
    phone = f"tel. {person.phone}".replace(" ", _NBSP) if person.phone else ""
    return who[:1].upper() + who[1:], ", ".join(filter(None, (phone, person.email)))


def _addresses(addresses: Sequence[Address], seat: Address | None) -> Iterator[tuple[str, str]]:
    told = {AddressKind.SEAT: "Siedziba", AddressKind.MAIL: "Korespondencja", AddressKind.ACTIVITY: "Miejsce działania"}
    for address in addresses:
        text = address_words(address)
        if address is not seat and text:
            yield told[address.kind], text


def _newest_first(one: Organisation) -> list[Achievement]:
    return sorted(one.achievements, key=lambda each: -(each.year or 0))


def _size(one: Organisation) -> Iterator[str]:
    if one.members:
        yield f"{one.members} {plural(one.members, 'członek', 'członków', 'członków')}"
    if one.volunteers:
        yield f"{one.volunteers} {plural(one.volunteers, 'wolontariusz', 'wolontariuszy', 'wolontariuszy')}"
