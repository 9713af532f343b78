"""The January list of preferred institutions on paper, with the formula and the approval."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import HeadTitle, Office
from app.people.office.printout import letterhead, notice
from app.people.office.words import LABELS
from app.printing.blocks import Block, Heading, Paragraph, Space, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.preferred.domain import ListState, PreferredList
from app.registers.trainings.preferred.ranking import Line, Ranking
from app.registers.trainings.preferred.words import (
    MARKS,
    STATES,
    WHY_NOT,
    change,
    formula,
    mark,
    period,
    price,
    title,
)


def preferred_pdf(
    record: PreferredList,
    ranking: Ranking,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The list as a tagged PDF; ``coat_of_arms`` is a picture file."""
    t, name = Typography(Variant.STANDARD), title(record)
    metadata = Metadata(name, office.name, "Lista preferowanych instytucji", "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    ranked = [line for line in ranking.lines if line.place is not None]
    others = [line for line in ranking.lines if line.place is None]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Szkolenia", badge=str(record.year)),
        Heading(1, name.replace(" za rok ", " za\xa0rok\xa0"), t.title, gap=18, anchor=Anchor(name, 0)),
        Space(6),
        Facts(list(_facts(record, ranking)), t.question, t.strong, t.note, columns=3),
        Heading(2, "Instytucje w kolejności wyniku", t.heading, gap=16),
        *_places(ranked, t),
        *_others(others, t),
        Heading(2, "Jak powstał wynik", t.heading, gap=16),
        Paragraph(formula(ranking.shrink, ranking.least_cards, ranking.office_mean), t.body),
        Paragraph(_COLUMNS, t.small, gap=4),
        *_remarks(record, t),
        _signed(record, office, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, name, notice(office)), title=name))
    return document.save()


_COLUMNS = (
    "Cena to łączny koszt podzielony przez osobodni szkoleń. Zmiana porównuje średnią kart z poprzednim okresem "
    "tej samej długości. „Karty” podają, ilu uczestników oddało kartę z ocenami, a „Poleca”, ile osób poleciłoby "
    "instytucję, spośród tych, które odpowiedziały. "
    "Zastrzeżenia to liczba kart, na których je zapisano."
)


def _facts(record: PreferredList, ranking: Ranking) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "Szkolenia z okresu", period(record), ()
    yield "Karty", str(ranking.cards), ()
    yield "Średnia urzędu", mark(ranking.office_mean), ()
    yield "Stan", STATES[record.state], ()
    if record.state is ListState.APPROVED and record.approved_on is not None:
        yield "Zatwierdzono", ", ".join(filter(None, (format_date(record.approved_on), record.approved_by))), ()


def _places(lines: list[Line], t: Typography) -> Iterator[Block]:
    if not lines:
        yield Paragraph("Żadna instytucja nie ma w tym okresie dość kart, aby dostać miejsce.", t.body)
        return
    yield Table(
        ("Miejsce", "Instytucja", "Wynik", "Karty", "Cena za osobodzień", "Zmiana", "Poleca", "Zastrzeżenia"),
        [(str(line.place), *_figures(line)) for line in lines],
        (1.6, 5.0, 1.4, 1.7, 2.4, 1.6, 1.8, 2.6),
        t.subheading,
        t.body,
        aligns=(1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    )
    yield Heading(3, "Średnie z pytań karty", t.strong, gap=10)
    yield Table(
        ("Instytucja", *MARKS),
        [(line.institution, *(mark(value or None) for value in line.marks)) for line in lines],
        (5, *(1.9 for _ in MARKS)),
        t.subheading,
        t.small,
        aligns=(0.0, *(1.0 for _ in MARKS)),
        gap=4,
    )


def _others(lines: list[Line], t: Typography) -> Iterator[Block]:
    if lines:
        yield Heading(2, "Instytucje bez miejsca", t.heading, gap=16)
        yield Table(
            ("Powód", "Instytucja", "Wynik", "Karty", "Cena za osobodzień", "Zmiana", "Poleca", "Zastrzeżenia"),
            [(WHY_NOT[line.why_not], *_figures(line)) for line in lines],
            (2.2, 4.4, 1.4, 1.7, 2.4, 1.6, 1.8, 2.6),
            t.subheading,
            t.body,
            aligns=(0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
        )


def _figures(line: Line) -> tuple[str, ...]:
    said = f"{line.institution}\n{line.note}" if line.note else line.institution
    recommended = f"{line.recommended} z {line.answered}" if line.answered else "–"
    return (
        said,
        mark(line.score),
        f"{line.cards} z {line.people}",
        price(line.price),
        change(line.trend),
        recommended,
        str(line.complaints) if line.complaints else "–",
    )


def _remarks(record: PreferredList, t: Typography) -> Iterator[Block]:
    if record.note.strip():
        yield Heading(2, "Uwagi", t.heading, gap=16)
        yield from paragraphs(record.note, t.body, gap=4)


def _signed(record: PreferredList, office: Office, t: Typography) -> Block:
    head = LABELS[HeadTitle][office.head_title]
    by = record.approved_by or office.head_name
    return signatures(
        [
            ("Sporządził(a)", "", "data i podpis"),
            (f"Zatwierdził(a): {head}", by, "data i podpis"),
        ],
        t,
        gap=24,
    )
