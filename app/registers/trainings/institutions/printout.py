"""A training institution on paper: its names, how to reach it, what it teaches and how often it did."""

from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.institutions.words import facts


def institution_pdf(
    institution: Institution, uses: str, office: Office, coat_of_arms: bytes | None, printed_on: date
) -> bytes:
    """The institution's sheet as PDF; ``uses`` says what names it, ``coat_of_arms`` are the bytes of a picture file."""
    t, kind = Typography(Variant.STANDARD), "Instytucja szkoląca"
    metadata = Metadata(f"{institution.name} – instytucja szkoląca", office.name, kind, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = [(label, value, ()) for label, value in facts(institution)]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Wydruk wewnętrzny", badge="Szkolenia"),
        Heading(1, institution.name, t.title, gap=18, anchor=Anchor(institution.name, 0)),
        Space(6),
        *([Facts(known, t.question, t.strong, t.note, columns=2)] if known else []),
        Paragraph(f"W rejestrach urzędu: {uses}.", t.body, gap=12),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    running = Running(footer, institution.name, notice(office))
    document.add(document.flow(blocks, running, title=institution.name))
    return document.save()
