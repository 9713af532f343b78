"""The card of a training on paper: what, when, who takes part, and for how much."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.courses.domain import Component, Course, Headcount, Taker
from app.registers.trainings.courses.words import COMPONENTS, facts, total_in_words


@dataclass(frozen=True)
class CourseCard:
    """A training with what belongs to it; ``people`` are those whom the person at work may see."""

    course: Course
    heads: Headcount | None = None
    people: Sequence[Taker] = ()


def card_pdf(about: CourseCard, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The training's card as PDF; ``coat_of_arms`` are the bytes of a picture file."""
    course, t = about.course, Typography(Variant.STANDARD)
    kind = "Karta szkolenia"
    metadata = Metadata(f"{course.topic} – karta szkolenia", office.name, kind, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = [(label, value, ()) for label, value in facts(course, printed_on, about.heads)]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Wydruk wewnętrzny", badge=kind),
        Heading(1, course.topic, t.title, gap=18, anchor=Anchor(course.topic, 0)),
        Space(6),
        Facts(known, t.question, t.strong, t.note, columns=3),
        *_sessions(course, t),
        *_costs(about, t),
        *_people(about.people, t),
        *_texts(course, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, course.topic, notice(office)), title=course.topic))
    return document.save()


def _sessions(course: Course, t: Typography) -> Iterator[Block]:
    if not course.sessions:
        return
    yield Heading(2, f"Spotkania ({len(course.sessions)})", t.heading, gap=16)
    rows = [
        (
            "" if session.held_on is None else format_date(session.held_on),
            "–".join(filter(None, (session.starts_at, session.ends_at))) or "–",
            session.subject or "–",
            session.place or course.place or "–",
        )
        for session in course.sessions
    ]
    yield Table(("Dzień", "Godziny", "Czego dotyczy", "Miejsce"), rows, (2.2, 2.2, 6, 4.6), t.subheading, t.body)


def _costs(about: CourseCard, t: Typography) -> Iterator[Block]:
    course, heads = about.course, about.heads
    if not course.costs and not (heads is not None and heads.cost):
        return
    yield Heading(2, "Koszty", t.heading, gap=16)
    if course.costs:
        rows = [
            (
                COMPONENTS[line.component],
                "za całą grupę" if line.shared else "od osoby",
                line.note or "–",
                format_money(-(line.amount or 0) if line.component is Component.CO_FUNDING else line.amount or 0),
            )
            for line in course.costs
        ]
        head = ("Składnik", "Za kogo", "Uwagi", "Kwota")
        yield Table(head, rows, (3, 3, 6, 3), t.subheading, t.body, aligns=(0.0, 0.0, 0.0, 1.0))
        yield Paragraph(total_in_words(course.costs, _number(heads)), t.strong, gap=6)
    if heads is not None and heads.confirmed:
        whole = f"Koszt udziału wszystkich osób, razem z ich delegacjami: {format_money(heads.cost)}."
        yield Paragraph(whole, t.body, gap=2)


def _number(heads: Headcount | None) -> int | None:
    return None if heads is None else heads.confirmed or None


def _people(people: Sequence[Taker], t: Typography) -> Iterator[Block]:
    if not people:
        return
    yield Heading(2, f"Uczestnicy ({len(people)})", t.heading, gap=16)
    rows = [
        (str(number), each.person, each.post or "–", each.unit, each.state, format_money(each.cost))
        for number, each in enumerate(people, start=1)
    ]
    yield Table(
        ("Lp.", "Imię i nazwisko", "Stanowisko", "Kom.", "Udział", "Koszt"),
        rows,
        (0.9, 3.8, 3.8, 1.4, 2.8, 2.3),
        t.subheading,
        t.body,
        aligns=(0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    )


def _texts(course: Course, t: Typography) -> Iterator[Block]:
    for title, text in (("Program szkolenia", course.programme), ("Uwagi", course.note)):
        if text.strip():
            yield Heading(2, title, t.heading, gap=16)
            yield from paragraphs(text, t.body, gap=4)
