"""The card of one organisation: everything the register knows, or what of it may be published."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import format_date
from app.core.identifiers import format_nrb
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts, bullets
from app.printing.pictures import picture
from app.printing.styles import NOTICE, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.dictionary import SphereList, group
from app.registers.ngos.organisations.domain import Organisation, OrganisationStatus
from app.registers.ngos.organisations.printout.entry import INTERNAL, Entry, entry_of, term
from app.registers.ngos.organisations.words import FIELDS, address_words, label, placing_words

KIND = "Karta organizacji"
_EMPTY = "Organizacja nie podała innych danych do publikacji."


def card_pdf(
    organisation: Organisation,
    spheres: SphereList,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    *,
    internal: bool = False,
) -> bytes:
    """The card; without ``internal`` pass what ``disclosure.public_view`` left of the organisation."""
    t, entry = Typography(Variant.STANDARD, 1), entry_of(organisation, spheres)
    metadata = Metadata(f"{entry.name} – {KIND.lower()}", office.name, KIND, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    badge = INTERNAL if internal else group(entry.group).name if entry.group else "Mapa aktywności"
    sections = [*_public(organisation, entry, t, internal=internal), *(_inside(organisation, t) if internal else ())]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title=KIND, badge=badge),
        Heading(1, entry.name, t.title if len(entry.name) < _LONG else t.answer, gap=18, anchor=Anchor(entry.name, 0)),
        *([Paragraph(entry.short_name, t.lead)] if entry.short_name else []),
        Space(6),
        _facts(organisation, entry, t),
        *(sections or [Paragraph(_EMPTY, t.note, gap=12)]),
    ]
    footer = " · ".join(filter(None, (office.name, f"stan na {format_date(printed_on)}")))
    marked = " · ".join(filter(None, (INTERNAL if internal else "", notice(office))))
    document.add(document.flow(blocks, Running(footer, entry.short_name or entry.name, marked), title=entry.name))
    return document.save()


_LONG = 110
"""Letters from which a name is set smaller, so that it does not fill the page."""


def _facts(one: Organisation, entry: Entry, t: Typography) -> Block:
    registered = "" if one.registered_on is None else f"wpis z {format_date(one.registered_on)}"
    known: list[tuple[str, str, str]] = [
        ("Forma prawna", "" if one.legal_form is None else label(one.legal_form), registered),
        ("KRS", one.krs, ""),
        ("NIP", one.nip, ""),
        ("REGON", one.regon, ""),
        (FIELDS["register_entry"].label, one.register_entry, ""),
        ("Pożytek publiczny", "" if one.opp_since is None else f"od {format_date(one.opp_since)}", ""),
        ("Rok założenia", "" if one.founded_year is None else str(one.founded_year), ""),
        ("Stan", "" if one.status is OrganisationStatus.ACTIVE else label(one.status), ""),
        ("Dane potwierdzone", entry.confirmed, ""),
        ("Ludzie", entry.size, ""),
        (FIELDS["served"].label, entry.served, ""),
        (FIELDS["reach"].label, entry.reach, ""),
    ]
    listed = [(name, value, (detail,) if detail else ()) for name, value, detail in known if value]
    return Facts(listed, t.question, t.strong, t.note, columns=3)


def _public(one: Organisation, entry: Entry, t: Typography, *, internal: bool) -> Iterator[Block]:
    if one.addresses:
        yield Heading(2, "Adresy", t.heading, gap=12)
        headers = ("Rodzaj", "Adres", *(("Położenie na mapie",) if internal else ()))
        rows = [
            (
                label(each.kind),
                address_words(each) + (" (dom prywatny)" if internal and each.private else ""),
                *((placing_words(each),) if internal else ()),
            )
            for each in one.addresses
        ]
        yield Table(headers, rows, (2, 5, 3) if internal else (2, 8), t.subheading, t.body, gap=4)
    contact = [*(f"tel. {number}" for number in entry.phones), entry.email, entry.website]
    if any(contact):
        yield Heading(2, "Kontakt", t.heading, gap=12)
        yield Paragraph(" · ".join(filter(None, contact)), t.body, gap=4)
    if entry.people:
        yield Heading(2, "Osoby", t.heading, gap=12)
        yield from _people(one, entry, t, internal=internal)
    if entry.spheres:
        yield Heading(2, "Sfery działania", t.heading, gap=12)
        yield Paragraph(f"Wiodąca: {entry.spheres[0]}", t.strong, gap=4)
        yield from bullets(entry.spheres[1:], t.body)
    for title, text in (
        (FIELDS["aims"].label, entry.aims),
        (FIELDS["tasks"].label, entry.tasks),
        (FIELDS["achievements"].label, "\n".join(entry.achievements)),
        (FIELDS["premises"].label, entry.premises),
    ):
        if text:
            yield Heading(2, title, t.heading, gap=12)
            yield from paragraphs(text, t.body, gap=3)


def _people(one: Organisation, entry: Entry, t: Typography, *, internal: bool) -> Iterator[Block]:
    if not internal:
        for who, contact in entry.people:
            yield Paragraph(" – ".join(filter(None, (who, contact))), t.body, gap=3)
        return
    rows = [
        (
            each.name,
            each.role or "–",
            term(each) or "–",
            "\n".join(filter(None, (each.phone, each.email))) or "–",
        )
        for each in one.people
    ]
    yield Table(("Osoba", "Funkcja", "Kadencja", "Kontakt"), rows, (3, 3, 2.6, 3), t.subheading, t.body, gap=4)


def _inside(one: Organisation, t: Typography) -> Iterator[Block]:
    """What never leaves the office."""
    said: list[Block] = []
    if one.account:
        said.append(Paragraph(f"{FIELDS['account'].label}: {format_nrb(one.account)}", t.body, gap=4))
    said += [Paragraph(line, t.body, gap=4) for line in one.note.splitlines() if line.strip()]
    rows = [
        (
            "" if each.field is None else label(each.field),
            "" if each.given_on is None else format_date(each.given_on),
            each.source,
            "" if each.withdrawn_on is None else f"wycofana {format_date(each.withdrawn_on)}",
        )
        for each in one.consents
    ]
    if said:
        title = Heading(2, "Tylko dla urzędu", t.heading.but(colour=NOTICE), gap=18)
        yield Stack([title, *said], gap=18)
    yield Heading(2, FIELDS["consents"].label, t.heading.but(colour=NOTICE), gap=12)
    if rows:
        yield Table(("Co wolno publikować", "Od", "Źródło", "Uwagi"), rows, (3, 1.6, 4, 2), t.subheading, t.body, gap=4)
    else:
        yield Paragraph("Brak zgód: organizacji nie ma w publikowanym wykazie ani na mapie.", t.body, gap=4)
