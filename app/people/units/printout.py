"""An organisational unit on paper: where it is, whom it answers to, who works in it, what is below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.people.employees.domain import Employee
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.people.units.domain import Unit
from app.people.units.words import facts
from app.printing.blocks import Block, Heading, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata


@dataclass(frozen=True)
class UnitFacts:
    """A unit with what belongs to it; ``parent`` is None directly below the head of the office."""

    unit: Unit
    parent: Unit | None = None
    below: Sequence[Unit] = ()
    employees: Sequence[Employee] = ()
    head: str = ""


def unit_pdf(about: UnitFacts, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The unit's sheet as PDF; ``coat_of_arms`` are the bytes of a PNG, JPEG or SVG file."""
    unit, t = about.unit, Typography(Variant.STANDARD)
    title = f"{unit.symbol} {unit.name}"
    kind, created = "Komórka organizacyjna", f"{printed_on:%Y%m%d}"
    metadata = Metadata(f"{title} – komórka organizacyjna", office.name, kind, unit.symbol, created)
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    head = letterhead(office, arms, t, badge_title=kind, badge=unit.symbol)
    known = [(label, value, ()) for label, value in facts(unit, about.parent, about.head)]
    blocks: list[Block] = [
        head,
        Heading(1, unit.name, t.title, gap=18, anchor=Anchor(title, 0)),
        Space(6),
        Facts(known, t.question, t.strong, t.note, columns=2),
        *_employees(about.employees, t),
        *_below(about.below, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _employees(employees: Sequence[Employee], t: Typography) -> Iterator[Block]:
    if employees:
        yield Heading(2, f"Pracownicy ({len(employees)})", t.heading, gap=16)
        rows = [(person.full_name, person.post, person.room, person.phone) for person in employees]
        yield Table(("Imię i nazwisko", "Stanowisko", "Pokój", "Telefon"), rows, (4, 5, 1.5, 3), t.subheading, t.body)


def _below(units: Sequence[Unit], t: Typography) -> Iterator[Block]:
    if units:
        yield Heading(2, f"Komórki podległe ({len(units)})", t.heading, gap=16)
        rows = [(unit.symbol, unit.name, unit.room, unit.phone) for unit in units]
        yield Table(("Symbol", "Nazwa", "Pokój", "Telefon"), rows, (1.5, 7.5, 1.5, 3), t.subheading, t.body)
