"""The yearly report of cooperation as a tagged PDF."""

from collections.abc import Sequence
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.report_pages import Page
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.report_pages import page_blocks
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.summaries import words
from app.registers.ngos.summaries.figures import CooperationYear, cooperating, total_of


def report_pdf(
    pages: Sequence[Page],
    found: CooperationYear,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The report of a year; ``coat_of_arms`` is a picture file."""
    t = Typography(Variant.STANDARD)
    title = f"{words.REPORT_TITLE} za rok {found.year}"
    document = Document(Metadata(title, office.name, words.REPORT_TITLE, str(found.year), f"{printed_on:%Y%m%d}"), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    whole = total_of("", found.grants)
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Sprawozdanie", badge=str(found.year)),
        Heading(1, title.replace(" za rok ", " za\xa0rok\xa0"), t.title, gap=14, anchor=Anchor(title, 0)),
        Paragraph("Art. 5a ust. 3 ustawy o działalności pożytku publicznego i o wolontariacie", t.lead, gap=2),
        Space(6),
        Facts(
            [
                ("Organizacje współpracujące", str(len(cooperating(found))), ()),
                ("Ogłoszone konkursy", str(len(found.contests)), ()),
                ("Konsultacje", str(len(found.consultations)), ()),
                ("Złożone oferty", str(len(found.offers) + len(found.small)), ()),
                ("Przyznane dotacje", format_money(whole.granted), ()),
                ("Rozliczone dotacje", format_money(whole.settled), ()),
            ],
            t.question,
            t.strong,
            t.note,
            columns=3,
        ),
        *(block for page in pages for block in page_blocks(page, t)),
        _signed(office, t, printed_on),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _signed(office: Office, t: Typography, printed_on: date) -> Block:
    """The last sentence with the signatures, so that they never stand on a page of their own."""
    title, name = head_signature(office)
    said = f"Stan rejestrów urzędu z dnia {format_date(printed_on)}."
    places = [("Sporządził(a)", "", "data i podpis"), (title, name, "data i podpis")]
    return Stack([Paragraph(said, t.note, gap=6), signatures(places, t, gap=24)], gap=6, keep=True)
