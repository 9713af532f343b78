"""The training budget of a year on paper: the plan, to be approved."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.trainings.budgets.domain import Budget
from app.registers.trainings.budgets.words import RESERVE, approval


def budget_pdf(
    budget: Budget, units: Mapping[int, str], office: Office, coat_of_arms: bytes | None, printed_on: date
) -> bytes:
    """The year's budget as PDF; ``units`` names units by id, ``coat_of_arms`` are the bytes of a picture file."""
    t, title = Typography(Variant.STANDARD), f"Budżet szkoleń na rok {budget.year}"
    metadata = Metadata(title, office.name, "Budżet szkoleń", str(budget.year), f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = (
        ("Komórki", str(sum(unit.unit_id is not None for unit in budget.units))),
        ("Razem", format_money(budget.total)),
        ("Zatwierdzono", approval(budget) or "jeszcze nie"),
    )
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Budżet szkoleń", badge=str(budget.year)),
        Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0)),
        Space(6),
        Facts([(label, value, ()) for label, value in known], t.question, t.strong, t.note, columns=3),
        *_amounts(budget, units, t),
        *_note(budget, t),
    ]
    if budget.approved_on is None:
        blocks.append(signatures((("Zatwierdzam", "", "data i podpis"),), t, gap=24, at_right=True))
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _amounts(budget: Budget, units: Mapping[int, str], t: Typography) -> Iterator[Block]:
    yield Heading(2, "Plan wydatków", t.heading, gap=16)
    rows = [
        (
            str(number),
            RESERVE if unit.unit_id is None else units.get(unit.unit_id, f"nr {unit.unit_id}"),
            unit.line or "–",
            unit.note or "–",
            format_money(unit.amount or 0),
        )
        for number, unit in enumerate(budget.units, start=1)
    ]
    yield Table(
        ("Lp.", "Komórka organizacyjna", "Klasyfikacja", "Uwagi", "Kwota"),
        [*rows, ("", _bold("Razem", t), "", "", _bold(format_money(budget.total), t))],
        (0.9, 5.6, 2.6, 3.3, 2.6),
        t.subheading,
        t.body,
        aligns=(0.0, 0.0, 0.0, 0.0, 1.0),
        gap=2,
    )
    yield Paragraph(
        "W planach finansowych pracodawców samorządowych przewiduje się środki na podnoszenie wiedzy i kwalifikacji "
        "zawodowych pracowników (art. 29 ust. 2 ustawy z 21.11.2008 o pracownikach samorządowych).",
        t.note,
        gap=8,
    )


def _bold(text: str, t: Typography) -> tuple[Span, ...]:
    return (Span(text, t.strong),)


def _note(budget: Budget, t: Typography) -> Iterator[Block]:
    if budget.note.strip():
        yield Heading(2, "Uwagi", t.heading, gap=16)
        yield from paragraphs(budget.note, t.body, gap=4)
