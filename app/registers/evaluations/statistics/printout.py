"""Statistics of evaluations on paper: every page as sentences, charts and the same figures as a table."""

from collections.abc import Sequence
from datetime import date

from app.core.dates import format_date
from app.core.report_pages import Page
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.report_pages import page_blocks
from app.printing.styles import Typography, Variant
from app.printing.tagging import Anchor, Metadata
from app.registers.evaluations.statistics.words import TITLE

Fact = tuple[str, str]
"""What was chosen: label and value."""


def statistics_pdf(
    pages: Sequence[Page], chosen: Sequence[Fact], office: Office, coat_of_arms: bytes | None, printed_on: date
) -> bytes:
    """The pages one after another, as a tagged PDF."""
    t = Typography(Variant.STANDARD)
    document = Document(Metadata(TITLE, office.name, TITLE, "", f"{printed_on:%Y%m%d}"), t)
    facts: list[tuple[str, str, Sequence[str]]] = [(label, text, ()) for label, text in chosen]
    blocks: list[Block] = [
        letterhead(
            office, picture(coat_of_arms) if coat_of_arms else None, t, badge_title="Zestawienie", badge="oceny"
        ),
        Heading(1, TITLE, t.title, gap=14, anchor=Anchor(TITLE, 0)),
        Facts(facts, t.question, t.strong, t.note, columns=2, gap=6),
        *(block for page in pages for block in page_blocks(page, t)),
    ]
    footer = f"{TITLE} · wydrukowano {format_date(printed_on)}"
    document.add(document.flow(blocks, Running(footer, TITLE, notice(office)), title=TITLE))
    return document.save()
