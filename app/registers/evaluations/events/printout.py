"""The events at work of one person on paper, to be talked over when the person is evaluated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph
from app.printing.document import Document, Running
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.evaluations.events.domain import Sign, WorkEvent
from app.registers.evaluations.events.words import SIGNS


@dataclass(frozen=True)
class PersonsEvents:
    """One person and the events; ``about`` tells namesakes apart: number, post, unit."""

    person: str
    about: str
    events: Sequence[WorkEvent]


def events_pdf(found: PersonsEvents, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The list as PDF, oldest event first; ``coat_of_arms`` are the bytes of a picture file."""
    t, title = Typography(Variant.STANDARD), f"Zdarzenia w pracy – {found.person}"
    metadata = Metadata(title, office.name, "Zdarzenia w pracy", "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    plus = sum(event.sign is Sign.PLUS for event in found.events)
    rows = [
        (
            "" if event.happened_on is None else format_date(event.happened_on),
            SIGNS[event.sign],
            event.criterion or "–",
            event.event,
        )
        for event in found.events
    ]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Wydruk wewnętrzny", badge="Do akt oceny"),
        Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0)),
        *([Paragraph(found.about, t.lead, gap=2)] if found.about else []),
        Paragraph(f"Plusy: {plus}, minusy: {len(rows) - plus}.", t.body, gap=8),
        Table(("Dzień", "Znak", "Kryterium", "Co się stało"), rows, (2.2, 1.3, 4, 7.5), t.subheading, t.body, gap=8),
        Paragraph("Zdarzenia omawia się z pracownikiem podczas rozmowy oceniającej.", t.note, gap=10),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()
