"""„Kontakt z urzędnikiem”: whom to turn to, by unit or by surname; only what the office tells everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.polish import sort_key
from app.people.office.domain import Office
from app.people.office.printout import contact_blocks, hours_blocks, letterhead, notice
from app.printing.blocks import Block, Columns, Heading, Paragraph, Stack
from app.printing.contents import Entry
from app.printing.document import Document, Running
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata

TITLE = "Kontakt z urzędnikiem"
_INDENT = 14.0
_WIDE = 37
"""Letters of an e-mail address that fit a column."""
_LONG = 10
"""Units from which on contents are worth their place."""


@dataclass(frozen=True)
class Official:
    """Somebody to turn to; nothing private, which is why this is no ``Employee``. ``unit`` is its symbol."""

    first_name: str
    surname: str
    post: str
    unit: str
    room: str
    phone: str
    email: str
    heads: bool = False


@dataclass(frozen=True)
class Department:
    """A unit with who works in it, the head first; ``depth`` is how many units stand above."""

    symbol: str
    name: str
    depth: int
    place: str
    phone: str
    email: str
    people: tuple[Official, ...]


def directory_pdf(
    departments: Sequence[Department],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    *,
    by_surname: bool = False,
    variant: Variant = Variant.STANDARD,
) -> bytes:
    """The directory as PDF: units in the order given, or everybody by surname."""
    t = Typography(variant)
    metadata = Metadata(f"{TITLE} – {office.name}", office.name, TITLE, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    contact, hours = contact_blocks(office, t), hours_blocks(office, printed_on, t)
    sides = [side for side in (contact, hours) if len(side) > 1]
    blocks: list[Block] = [
        letterhead(office, arms, t),
        Heading(1, TITLE, t.title, gap=18, anchor=Anchor(TITLE, 0)),
        Paragraph(f"Stan na {format_date(printed_on)}.", t.lead, gap=2),
    ]
    if sides:
        blocks.append(Columns(sides, [1] * len(sides), gutter=24, gap=10))
    blocks += _by_surname(departments, t) if by_surname else _by_unit(departments, t)
    footer = " · ".join(filter(None, (TITLE, office.name, f"stan na {format_date(printed_on)}")))
    document.add(document.flow(blocks, Running(footer, TITLE, notice(office)), title=TITLE))
    return document.save()


def _by_unit(departments: Sequence[Department], t: Typography) -> Iterator[Block]:
    anchors = [Anchor(f"{each.symbol} {each.name}".strip(), 1) for each in departments]
    if len(departments) >= _LONG:
        entries: list[Block] = [
            Entry(anchor.title, [anchor], t.body, gap=2, indent=_INDENT * each.depth)
            for each, anchor in zip(departments, anchors, strict=True)
        ]
        yield Heading(2, "Komórki organizacyjne", t.heading, gap=16)
        yield Stack(entries, role="TOC", gap=4)
    for each, anchor in zip(departments, anchors, strict=True):
        yield Heading(2, anchor.title, t.heading, gap=18, anchor=anchor)
        reach = " · ".join(filter(None, (each.place, f"tel. {each.phone}" if each.phone else "", each.email)))
        if reach:
            yield Paragraph(reach, t.note, gap=1, keep_with_next=bool(each.people))
        if each.people:
            yield from _listed(
                each.people, t, ("Imię i nazwisko", "Stanowisko", "Pokój", "Telefon", "E-mail"), last=False
            )


def _by_surname(departments: Sequence[Department], t: Typography) -> Iterator[Block]:
    people = sorted(
        (person for each in departments for person in each.people),
        key=lambda each: sort_key(f"{each.surname} {each.first_name}"),
    )
    yield Heading(2, "Pracownicy według nazwisk", t.heading, gap=16)
    yield from _listed(people, t, ("Nazwisko i imię", "Stanowisko", "Komórka", "Pokój", "Telefon", "E-mail"), last=True)


def _listed(people: Sequence[Official], t: Typography, headers: Sequence[str], *, last: bool) -> Iterator[Block]:
    """A table, or in large print, where a table has no room, a few lines for each; ``last``: the surname is first."""
    if not t.large:
        yield _table(people, t, headers, last=last)
        return
    for each in people:
        room, phone = f"pokój {each.room}" if each.room else "", f"tel. {each.phone}" if each.phone else ""
        yield Paragraph(_name(each, last=last), t.strong, gap=10, keep_with_next=True)
        yield Paragraph(", ".join(filter(None, (_post(each), each.unit if last else ""))), t.body)
        yield Paragraph(" · ".join(filter(None, (room, phone, each.email))), t.note)


def _table(people: Sequence[Official], t: Typography, headers: Sequence[str], *, last: bool) -> Table:
    rows: list[tuple[str, ...]] = []
    for each in people:
        # an address too long for its column goes on after the sign that parts it anyway
        email = each.email if len(each.email) <= _WIDE else each.email.replace("@", "@\n")
        unit = (each.unit,) if last else ()
        rows.append((_name(each, last=last), _post(each), *unit, each.room, each.phone, email))
    shares = (3.7, 3.7, 1.9, 1.4, 2.5, 5.8) if last else (3.7, 4.3, 1.4, 2.5, 6)
    return Table(headers, rows, shares, t.subheading, t.small, gap=4)


def _name(person: Official, *, last: bool) -> str:
    names = (person.surname, person.first_name) if last else (person.first_name, person.surname)
    return " ".join(names).strip()


def _post(person: Official) -> str:
    if not person.heads or "kierownik" in person.post.casefold():
        return person.post
    return f"{person.post} (kieruje)" if person.post else "kieruje"
