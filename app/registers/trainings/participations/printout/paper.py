"""What all prints of participations share: the head of a page, parts, facts about the person and the training."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.dates import format_date
from app.core.polish import plural
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Columns, Heading, Panel, Paragraph, Stack, paragraphs
from app.printing.document import A4, Document, Flow, Running
from app.printing.fonts import Cut
from app.printing.lists import Facts
from app.printing.pictures import Picture, picture
from app.printing.signatures import SignaturePlace
from app.printing.styles import NOTICE, TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.trainings.courses.domain import Course, CourseKind
from app.registers.trainings.courses.words import KINDS, MODES
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.participations.domain import Outcome, Participation, Seat, Step, StepDone
from app.registers.trainings.participations.words import OUTCOMES

DATE_AND_SIGNATURE = "data i czytelny podpis"
_SHORT, _FEW_LINES = 700, 8


@dataclass(frozen=True, kw_only=True)
class Case:
    """A participation with what its prints name beside it.

    ``unit`` is the unit's full name, ``head`` who heads it; ``plan`` and ``need`` are the line of the plan and the need
    that the training answers, as texts.
    """

    participation: Participation
    course: Course
    institution: Institution | None = None
    unit: str = ""
    head: str = ""
    plan: str = ""
    need: str = ""


@dataclass(frozen=True)
class Paper:
    """What all pages of one print share."""

    office: Office
    day: date
    typography: Typography
    arms: Picture | None = None


def paper(office: Office, coat_of_arms: bytes | None, printed_on: date, variant: Variant = Variant.STANDARD) -> Paper:
    """``coat_of_arms`` are the bytes of a PNG, JPEG or SVG file."""
    return Paper(office, printed_on, Typography(variant), picture(coat_of_arms) if coat_of_arms else None)


def new_document(paper: Paper, title: str, subject: str, number: str, size: tuple[float, float] = A4) -> Document:
    """An empty file; ``number`` is what people look for it by."""
    metadata = Metadata(title, paper.office.name, subject, number, f"{paper.day:%Y%m%d}")
    return Document(metadata, paper.typography, size)


def on_fewer_pages(make: Callable[[Paper], Flow], paper: Paper, wanted: int) -> Flow:
    """The flow, set a little smaller where that saves a page that would hold a few lines."""
    flow = make(paper)
    if len(flow.pages) <= wanted or paper.typography.large:
        return flow
    tight = make(replace(paper, typography=Typography(Variant.STANDARD, 1)))
    return tight if len(tight.pages) < len(flow.pages) else flow


class Form:
    """Pieces of one print, in the look of the office's other forms."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.t = paper, paper.typography
        self.cell = self.t.body if self.t.large else TextStyle(9.5, 12.2)
        self._letters = iter("ABCDEFGHIJKL")

    # -- the page ----------------------------------------------------------------------------------------------

    def flow(self, document: Document, blocks: Sequence[Block], name: str, about: str, own: str) -> Flow:
        """Pages of one form: ``name`` of the form, ``about`` whom or what, ``own`` as the footer names it."""
        running = Running(
            f"{own} · wydrukowano {format_date(self.paper.day)}", f"{name} · {about}", notice(self.paper.office)
        )
        return document.flow(blocks, running, title=f"{name} – {about}")

    def top(self, badge_title: str, badge: str, title: str, anchor: str, *, letter: bool = False) -> list[Block]:
        """Letterhead and title."""
        return [self.letterhead(badge_title, badge), self.title(title, anchor, letter=letter)]

    def letterhead(self, badge_title: str, badge: str) -> Block:
        return letterhead(self.paper.office, self.paper.arms, self.t, badge_title=badge_title, badge=badge)

    def title(self, title: str, anchor: str, *, letter: bool = False) -> Block:
        style = TextStyle(16, 20, Cut.BOLD) if letter and not self.t.large else self.t.title
        return Heading(1, title, style, gap=(18 if letter else 14) * self.t.unit, anchor=Anchor(anchor, 0))

    def place_and_day(self, day: date | None) -> Block:
        """``Przykładowa, 22.11.2026 r.`` at the right."""
        place = f"{self.paper.office.town}, " if self.paper.office.town else ""
        return Paragraph(
            f"{place}{format_date(day or self.paper.day)} r.", self.t.body, gap=12 * self.t.unit, align=1.0
        )

    def addressee(self, *lines: str) -> Iterator[Block]:
        """``Pani/Pan`` with the name below, then further lines."""
        name, *others = lines
        yield Paragraph("Pani/Pan", self.t.body, gap=8 * self.t.unit)
        yield Paragraph(name, self.t.strong)
        yield from (Paragraph(line, self.t.body) for line in others if line.strip())

    # -- pieces ------------------------------------------------------------------------------------------------

    def part(self, title: str) -> Heading:
        """The heading of the next part; parts are lettered in order, for some forms lack some."""
        return Heading(2, f"{next(self._letters)}. {title}", self.t.heading, gap=12 * self.t.unit)

    def say(self, text: str, gap: float = 5.0) -> Paragraph:
        return Paragraph(text, self.t.body, gap=gap)

    def aside(self, text: str, gap: float = 1.0) -> Paragraph:
        return Paragraph(text, self.t.note, gap=gap, keep_with_next=True)

    def words(self, words: str) -> list[Block]:
        return paragraphs(words, self.t.body, gap=3)

    def facts(self, known: Sequence[tuple[str, ...]], columns: int = 3, gap: float = 3.0) -> list[Block]:
        """Cards with questions, answers and details; those without an answer are left out."""
        told = [
            (label, line(text), [line(detail) for detail in details if detail.strip()])
            for label, text, *details in known
            if text.strip()
        ]
        if not told:
            return []
        if self.t.large:
            columns = 1
        elif len(told) == columns + 1:
            # no card alone in its row
            columns = 2
        else:
            columns = max(min(columns, len(told)), 1)
        return [Facts(told, self.t.question, self.t.strong, self.t.note, columns=columns, gap=gap)]

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str | Sequence[Span]]], shares: Sequence[float],
        aligns: Sequence[float] = (), gap: float = 3.0,
    ) -> Block:  # fmt: skip
        return Table(headers, rows, shares, self.t.subheading, self.cell, aligns=aligns, gap=gap)

    def warning(self, lead: str, text: str) -> Block:
        content = (Span(f"{lead}.", self.t.strong), Span(text, self.t.body))
        return Panel([Paragraph(content, self.t.body)], gap=8 * self.t.unit, padding=8, bar=NOTICE)

    def beside_signature(self, blocks: Sequence[Block], who: str, name: str = "", says: str = "") -> Block:
        """An answer at the left with the place to sign at its right; below it in large print."""
        t = self.t
        captions = ((who, t.small.but(cut=Cut.BOLD)), (name, t.small), (says or DATE_AND_SIGNATURE, t.note))
        place = SignaturePlace(captions, room=34 * t.unit**0.5)
        if t.large:
            return Stack([*blocks, place], gap=6 * t.unit)
        return Columns([blocks, [place]], [1.9, 1], gutter=20, gap=6 * t.unit)

    # -- who and what ------------------------------------------------------------------------------------------

    def person(self, case: Case, who: str = "Pracownik") -> list[Block]:
        record = case.participation
        number = f"nr ewidencyjny {record.person_number}" if record.person_number else ""
        known = [
            (who, record.person, number),
            ("Stanowisko", record.post, ""),
            ("Komórka organizacyjna", case.unit or record.unit, f"symbol {record.unit}" if record.unit else ""),
        ]
        return self.facts(known)

    def course(
        self, course: Course, institution: Institution | None, *, topic: str = "", brief: bool = False
    ) -> list[Block]:
        """The training; ``topic`` as the participation keeps it; ``brief`` without the institution's address."""
        area = f"dziedzina: {course.area}" if course.area else ""
        taught = f"prowadzi: {course.lecturer}" if course.lecturer else ""
        first = [
            ("Temat szkolenia", topic or course.topic, area),
            ("Organizator", organiser(course), "" if brief else _address(institution), taught),
        ]
        return [*self.facts(first, columns=2, gap=8 if brief else 3), *self.when_and_where(course)]

    def when_and_where(self, course: Course) -> list[Block]:
        """Days, place, kind and entitlement."""
        valid = f"ważne {months(course.validity_months)}" if course.validity_months else ""
        known = [
            ("Termin", span(course.starts_on, course.ends_on), length(course)),
            ("Miejsce", course.place, ""),
            ("Rodzaj szkolenia", KINDS[course.kind], f"forma: {MODES[course.mode]}"),
            ("Nadawane uprawnienie", course.entitlement, valid),
        ]
        return self.facts(known, gap=8.0)

    def sessions(self, course: Course, level: int = 3) -> list[Block]:
        """The meetings of a training that has several, under a heading of that level."""
        held = [session for session in course.sessions if session.held_on or session.subject.strip()]
        if not held:
            return []
        rows = [
            (str(number), day_text(session.held_on), hours(session.starts_at, session.ends_at), line(session.place),
             line(session.subject))
            for number, session in enumerate(held, 1)
        ]  # fmt: skip
        style = self.t.heading if level == 2 else self.t.subheading
        heading = Heading(level, "Spotkania", style, gap=8 * self.t.unit)
        return [heading, self.table(("Lp.", "Dzień", "Godziny", "Miejsce", "Temat spotkania"), rows,
                                    (0.8, 2, 2, 3.6, 5.6))]  # fmt: skip

    def standing(self, record: Participation) -> list[Block]:
        """What must not be overlooked: refused, withdrawn, cancelled, absent, or without a seat."""
        blocks: list[Block] = []
        if record.outcome not in (Outcome.OPEN, Outcome.COMPLETED):
            day = f" {format_date(record.outcome_on)}" if record.outcome_on else ""
            reason = f"Powód: {line(record.outcome_reason)}" if record.outcome_reason.strip() else "Powodu nie podano."
            blocks.append(self.warning(f"{OUTCOMES[record.outcome].upper()}{day}", reason))
        elif record.seat is Seat.WAITING:
            blocks.append(self.warning("LISTA REZERWOWA", "Nie ma jeszcze wolnego miejsca na szkoleniu."))
        return blocks


def line(text: str) -> str:
    """In one line: rows of tables and cards are not divided between pages, so line breaks could not be kept."""
    return " ".join(text.split())


def short(text: str) -> bool:
    """Whether the text surely fits a page together with what is kept with it."""
    return len(text) <= _SHORT and text.count("\n") < _FEW_LINES


def day_text(day: date | None, without: str = "") -> str:
    return format_date(day) if day else without


def span(first: date | None, last: date | None) -> str:
    """``12.03.2026``, or ``od 12.03.2026 do 14.03.2026``."""
    if first is None or last is None or first == last:
        return day_text(first or last)
    return f"od {format_date(first)} do {format_date(last)}"


def hours(first: str, last: str) -> str:
    """``9:00–15:00``, or what is known of it."""
    return "–".join(filter(None, (first, last)))


def length(course: Course) -> str:
    """``2 dni, 16 godzin lekcyjnych``."""
    said = []
    if course.days is not None:
        said.append(days(course.days))
    if course.hours is not None:
        said.append(
            f"{course.hours} {plural(course.hours, 'godzina lekcyjna', 'godziny lekcyjne', 'godzin lekcyjnych')}"
        )
    return ", ".join(said)


def days(count: int) -> str:
    return f"{count} {plural(count, 'dzień', 'dni', 'dni')}"


def months(count: int) -> str:
    return f"{count} {plural(count, 'miesiąc', 'miesiące', 'miesięcy')}"


def organiser(course: Course) -> str:
    """The institution, or who teaches where there is none."""
    if course.institution.strip():
        return course.institution
    return "samokształcenie" if course.kind is CourseKind.SELF_STUDY else "szkolenie własne urzędu"


def done(record: Participation, step: Step) -> StepDone | None:
    """How that step was taken or skipped; None while it was not."""
    return next((each for each in record.steps if each.step is step), None)


def _address(institution: Institution | None) -> str:
    return "" if institution is None else institution.address
