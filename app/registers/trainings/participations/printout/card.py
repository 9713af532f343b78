"""„Karta uczestnictwa” (seed, slides 32 and 33, steps 6 to 10): empty for the pen, or with what was typed in.

Both are one form, so that a card filled by hand is typed in line by line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.printing.blocks import Block, Columns, Heading, Paragraph, Space, Stack
from app.printing.document import Document, Flow, SecondHalf
from app.printing.fonts import Cut
from app.printing.signatures import SignaturePlace, signatures
from app.printing.styles import TextStyle, Variant
from app.printing.tables import Table
from app.printing.text import Span
from app.printing.writing import FillIn, answered, box, choices
from app.registers.trainings.participations.domain import (
    HIGHEST_MARK,
    LOWEST_MARK,
    MARKS,
    Attendance,
    Participation,
    Step,
)
from app.registers.trainings.participations.printout.paper import (
    DATE_AND_SIGNATURE,
    Case,
    Form,
    Paper,
    day_text,
    done,
    line,
    new_document,
    on_fewer_pages,
    paper,
    short,
)
from app.registers.trainings.participations.printout.wording import ATTENDANCES, SCALE, who_takes
from app.registers.trainings.participations.words import FIELDS, STEPS

NAME = "Karta uczestnictwa w szkoleniu"
_STEPS = (Step.FILL_CARD, Step.READ_CARD, Step.TALK, Step.HAND_OVER, Step.NOTE)
_SIGN_HIGH = 25.0


def card_pdf(
    case: Case,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
    *,
    empty: bool = False,
) -> bytes:
    """One card; an empty one carries only who took part in what."""
    record = case.participation
    sheet = paper(office, coat_of_arms, printed_on, variant)
    document = new_document(sheet, _title(record), NAME, record.number)
    document.add(_flow(document, _emptied(case) if empty else case, sheet))
    return document.save()


def cards_pdf(
    cases: Sequence[Case],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
    *,
    empty: bool = True,
) -> bytes:
    """The cards of all people of a training; each counts its own pages. Raises Cancelled when ``progress`` says so."""
    progress = progress or NoProgress()
    sheet = paper(office, coat_of_arms, printed_on)
    topic = cases[0].participation.topic
    document = new_document(sheet, f"Karty uczestnictwa – {topic}", NAME, topic)
    for number, case in enumerate(cases):
        progress.report(number, 2 * len(cases), f"Karta {case.participation.number}")
        document.add(_flow(document, _emptied(case) if empty else case, sheet), own_numbers=True)
    return document.save(SecondHalf(progress))


def _flow(document: Document, case: Case, sheet: Paper) -> Flow:
    record = case.participation

    def made(sheet: Paper) -> Flow:
        form = _CardForm(case, sheet)
        return form.flow(document, form.blocks(), NAME, record.person, f"Karta nr {record.number}")

    return on_fewer_pages(made, sheet, 2)


def _title(record: Participation) -> str:
    return f"{NAME} nr {record.number} – {record.person}"


def _emptied(case: Case) -> Case:
    """The same person and training with nothing that is written after the training."""
    never = (*MARKS, "recommended", "mean", "effect_on", "effect_mark", "certificate_on", "valid_until")
    wordless = ("applied", "complaint", "head_remarks", "effect_note", "certificate")
    blank: dict[str, Any] = {**dict.fromkeys(never), **dict.fromkeys(wordless, "")}
    record = replace(case.participation, **blank, steps=(), missed=(), attendance=Attendance.EXPECTED)
    return replace(case, participation=record)


class _CardForm(Form):
    def __init__(self, case: Case, paper: Paper) -> None:
        super().__init__(paper)
        self.case, self.record = case, case.participation

    def blocks(self) -> list[Block]:
        record = self.record
        return [
            *self.top("Karta nr", record.number, NAME, _title(record)),
            *self.standing(record),
            self.part("Uczestnik i szkolenie"),
            *self.person(self.case, "Uczestnik"),
            *self.course(self.case.course, self.case.institution, topic=record.topic, brief=True),
            *self._attendance(),
            *self._marks(),
            *self._words(),
            *self._head(),
            *self._way(),
            *self._effect(),
        ]

    def _attendance(self) -> Iterator[Block]:
        record, t = self.record, self.t
        kinds = (Attendance.PRESENT, Attendance.PARTLY, Attendance.ABSENT)
        said = [(ATTENDANCES[kind], record.attendance is kind) for kind in kinds]
        yield Paragraph("Obecność i zaświadczenie", t.subheading, gap=9 * t.unit, keep_with_next=True)
        yield choices(said, t.body, gap=2)
        if record.missed:
            days = ", ".join(format_date(date.fromisoformat(day)) for day in record.missed)
            yield self.say(f"Nieobecność w dniach: {days}.", gap=2)
        fields = [
            FillIn("Nr zaświadczenia:", line(record.certificate), t),
            FillIn("Z dnia:", day_text(record.certificate_on), t),
            FillIn("Ważne do:", day_text(record.valid_until), t),
        ]
        yield Stack(fields, gap=2) if t.large else Columns([[each] for each in fields], (1.5, 1, 1), gutter=14, gap=2)

    def _marks(self) -> Iterator[Block]:
        t, record = self.t, self.record
        yield self.part("Ocena szkolenia – wypełnia uczestnik")
        yield self.aside(SCALE)
        boxes = TextStyle(22, 26) if t.large else TextStyle(13.5, 17)
        values = range(LOWEST_MARK, HIGHEST_MARK + 1)
        rows: list[list[str | tuple[Span, ...]]] = []
        for name in MARKS:
            mark = getattr(record, name)
            row: list[str | tuple[Span, ...]] = [FIELDS[name].label]
            rows.append([*row, *((Span(box(mark == value), boxes),) for value in values)])
        aligns = (0.0, *(0.5 for _ in values))
        shares = (6.4, *(1.5 for _ in values))
        yield Table(("Co oceniasz", *map(str, values)), rows, shares, t.subheading, t.body, aligns=aligns, gap=4)
        if record.mean is not None:
            yield self.say(f"Średnia ocen: {record.mean // 100},{record.mean % 100:02d}.", gap=4)

    def _words(self) -> Iterator[Block]:
        record, t = self.record, self.t
        yield self.part("Słowami uczestnika")
        yield answered("Co zastosuję w swojej pracy", record.applied, 4, t, gap=3)
        said = (("tak", record.recommended is True), ("nie", record.recommended is False))
        question = Paragraph("Czy polecam to szkolenie innym osobom", t.strong, keep_with_next=True)
        yield Stack([question, choices(said, t.body, gap=2)], gap=6, keep=True)
        yield answered("Zastrzeżenia do szkolenia albo instytucji", record.complaint, 2, t, gap=6)
        yield signatures([("Uczestnik", record.person, DATE_AND_SIGNATURE)], t, at_right=True)

    def _head(self) -> Iterator[Block]:
        record, t = self.record, self.t
        talk = done(record, Step.TALK)
        held = "" if talk is None or talk.reason else day_text(talk.done_on)
        remarks = answered("Uwagi po zapoznaniu się z kartą", record.head_remarks, 3, t)
        day = FillIn("Rozmowa na temat szkolenia odbyła się dnia:", held, t, gap=4)
        captions = (
            ("Kierownik komórki organizacyjnej", t.small.but(cut=Cut.BOLD)),
            (self.case.head, t.small),
            (DATE_AND_SIGNATURE, t.note),
        )
        first = SignaturePlace(captions, room=32 * t.unit**0.5)
        captions = (("Uczestnik", t.small.but(cut=Cut.BOLD)), (record.person, t.small), (DATE_AND_SIGNATURE, t.note))
        second = SignaturePlace(captions, room=32 * t.unit**0.5)
        signing: Block = Stack([first, second]) if t.large else Columns([[first], [second]], (1, 1), gutter=22)
        heading = self.part("Kierownik komórki organizacyjnej")
        heading.gap = 0
        if not short(record.head_remarks):
            yield Stack([heading], gap=12 * t.unit)
            yield from (remarks, Stack([day, signing], keep=True))
        else:
            yield Stack([heading, remarks, day, signing], gap=12 * t.unit, keep=True)

    def _way(self) -> Iterator[Block]:
        """Steps 6 to 10, with room for date and signature."""
        t = self.t
        small = t.note if t.large else TextStyle(8, 10.4)
        steps = [self._step(number, step, small) for number, step in enumerate(_STEPS, 6)]
        rows: list[tuple[str | tuple[Span, ...], ...]] = list(steps)
        headers: tuple[str, ...] = ("Lp.", "Czynność", "Kto", "Dzień", "Podpis")
        shares: tuple[float, ...] = (0.9, 5.4, 3.6, 2, 2.8)
        if t.large:
            # in large print a column of its own would divide names
            rows = [(number, (*what, Span("\n", small), *who), *rest) for number, what, who, *rest in steps]
            headers, shares = ("Lp.", "Czynność i kto", "Dzień", "Podpis"), (1.1, 7.4, 2.9, 3)
        table = Table(headers, rows, shares, t.subheading, self.cell, gap=3, room=_SIGN_HIGH, upright=True)
        heading = self.part("Obieg karty")
        heading.gap = 0
        if t.large:
            yield Stack([heading, table], gap=12 * t.unit)
        else:
            yield Stack([heading, table], gap=12 * t.unit, keep=True)

    def _step(
        self, number: int, step: Step, small: TextStyle
    ) -> tuple[str, tuple[Span, ...], tuple[Span, ...], str, str]:
        told = said = day = ""
        taken = done(self.record, step)
        if taken is not None:
            day = day_text(taken.done_on, "–")
            told = line(taken.actor)
            said = f"pominięto: {line(taken.reason)}" if taken.reason.strip() else line(taken.document)
        what = (Span(STEPS[step].label, self.cell), Span(f"\n{said}" if said else "", small))
        who = (Span(who_takes(step, self.paper.office), self.cell), Span(f"\n{told}" if told else "", small))
        return str(number), what, who, day, ""

    def _effect(self) -> Iterator[Block]:
        record, t = self.record, self.t
        heading = self.part("Efekt po kilku miesiącach – wypełnia kierownik")
        heading.gap = 0
        marks = [(str(value), record.effect_mark == value) for value in range(LOWEST_MARK, HIGHEST_MARK + 1)]
        question = Heading(3, "Na ile szkolenie poprawiło pracę (1 – wcale, 5 – bardzo)", t.subheading)
        blocks: list[Block] = [
            heading,
            question,
            choices(marks, t.body, gap=2),
            answered("Na czym to widać", record.effect_note, 2, t, gap=4),
            FillIn("Sprawdzono dnia:", day_text(record.effect_on), t, gap=2),
            Space(2),
        ]
        yield Stack(blocks, gap=12 * t.unit, keep=short(record.effect_note))
