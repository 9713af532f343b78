"""„Lista obecności” of a training: a column to sign for each meeting, on lying pages where there are many."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from app.core.dates import format_date
from app.core.errors import Refusal
from app.people.office.domain import Office
from app.printing.blocks import Block, Columns, Heading, Stack
from app.printing.document import A4, LANDSCAPE
from app.printing.signatures import signatures
from app.printing.tables import Table
from app.printing.text import Span
from app.printing.writing import FillIn
from app.registers.trainings.courses.domain import Course, Session
from app.registers.trainings.participations.domain import Attendance, counts
from app.registers.trainings.participations.printout.paper import (
    DATE_AND_SIGNATURE,
    Case,
    Form,
    Paper,
    hours,
    line,
    new_document,
    paper,
    span,
)

NAME = "Lista obecności"
ABSENT = "nieobecność"
_UPRIGHT_MEETINGS = 3
"""Columns to sign that an upright page has room for."""
_MEETINGS = 8
"""Columns to sign on a lying page; further meetings get a table of their own."""
_MOST_DAYS = 35
"""Days without meetings entered that get a column each: more are studies, not a training day by day."""
_SIGN_HIGH = 24.0
_GUESTS = 2
"""Empty rows, for people who come in somebody's place."""


def attendance_pdf(cases: Sequence[Case], office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The list for those with a seat, in the order given; an absence that is known stands in its place.

    Refusal when nobody has a seat.
    """
    coming = [case for case in cases if counts(case.participation)]
    if not coming:
        raise Refusal("Na tym szkoleniu nikt nie ma miejsca, więc lista obecności byłaby pusta. Najpierw dodaj osoby.")
    meetings = _meetings(coming[0].course)
    sheet = paper(office, coat_of_arms, printed_on)
    topic = coming[0].participation.topic
    size = A4 if len(meetings) <= _UPRIGHT_MEETINGS else LANDSCAPE
    document = new_document(sheet, f"{NAME} – {topic}", NAME, topic, size)
    form = _List(coming, meetings, sheet)
    document.add(form.flow(document, form.blocks(), NAME, topic, NAME))
    return document.save()


def _meetings(course: Course) -> list[Session]:
    """The meetings in order; where none were entered the days of the training, or one column for all of it."""
    held = sorted((s for s in course.sessions if s.held_on), key=lambda s: (s.held_on or date.min, s.starts_at))
    if held:
        return held
    first, last = course.starts_on, course.ends_on or course.starts_on
    if first is None or last is None or (last - first).days >= _MOST_DAYS:
        return [Session()]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if course.days is not None and course.days < len(days):
        # days off in between: which ones, nobody has entered
        return [Session() for _ in range(max(course.days, 1))]
    return [Session(held_on=day) for day in days]


class _List(Form):
    def __init__(self, cases: Sequence[Case], meetings: Sequence[Session], paper: Paper) -> None:
        super().__init__(paper)
        self.cases, self.meetings, self.course_ = cases, meetings, cases[0].course

    def blocks(self) -> list[Block]:
        topic = self.cases[0].participation.topic
        day = span(self.course_.starts_on, self.course_.starts_on)
        return [
            *self.top("Szkolenie", day, NAME, f"{NAME} – {topic}"),
            *self.course(replace(self.course_, entitlement=""), None, topic=topic, brief=True),
            *self._told(),
            *self._tables(),
            self._signed(),
        ]

    def _told(self) -> Iterator[Block]:
        """Places and subjects of meetings, which have no room over their columns."""
        if any(meeting.place.strip() or meeting.subject.strip() for meeting in self.meetings):
            yield from self.sessions(replace(self.course_, sessions=tuple(self.meetings)), 2)

    def _tables(self) -> Iterator[Block]:
        # as many on each table, so that the last is not a single column
        each = ceil(len(self.meetings) / ceil(len(self.meetings) / _MEETINGS))
        for start in range(0, len(self.meetings), each):
            part = self.meetings[start : start + each]
            numbers = range(start + 1, start + len(part) + 1)
            title = "Podpisy uczestników"
            if len(self.meetings) > each:
                title += f" – spotkania {numbers[0]}–{numbers[-1]}" if len(part) > 1 else f" – spotkanie {numbers[0]}"
            yield Heading(2, title, self.t.heading, gap=12)
            sign = 3.6 if len(part) == 1 else 2.6 if len(self.meetings) <= _UPRIGHT_MEETINGS else 2.0
            heads = [_over(meeting, number) for meeting, number in zip(part, numbers, strict=True)]
            rows = [self._row(number, case, part) for number, case in enumerate(self.cases, 1)]
            rows += [
                (str(len(self.cases) + extra), *("" for _ in range(2 + len(part)))) for extra in range(1, _GUESTS + 1)
            ]
            yield Table(
                ("Lp.", "Imię i nazwisko", "Stanowisko, komórka", *heads),
                rows, (0.9, 4, 4.4, *([sign] * len(part))), self.t.subheading, self.t.small,
                gap=3, room=_SIGN_HIGH, upright=True,
            )  # fmt: skip

    def _row(self, number: int, case: Case, meetings: Sequence[Session]) -> tuple[str | tuple[Span, ...], ...]:
        record = case.participation
        where = ", ".join(filter(None, (line(record.post), record.unit)))
        signs = []
        for meeting in meetings:
            missed = meeting.held_on is not None and meeting.held_on.isoformat() in record.missed
            signs.append(ABSENT if missed or record.attendance is Attendance.ABSENT else "")
        return (str(number), (Span(line(record.person), self.t.small.but(cut=self.t.strong.cut)),), where, *signs)

    def _signed(self) -> Block:
        t = self.t
        return Stack(
            [
                Columns([[FillIn("Liczba obecnych:", "", t)], [FillIn("Uwagi:", "", t)]], (1, 2.4), gutter=14),
                signatures(
                    [
                        ("Prowadzący", self.course_.lecturer, DATE_AND_SIGNATURE),
                        ("Organizator", "", DATE_AND_SIGNATURE),
                    ],
                    t,
                ),
            ],
            gap=10,
            keep=True,
        )


def _over(meeting: Session, number: int) -> str:
    if meeting.held_on is None:
        return f"Dzień {number}: …………" if number > 1 else "Podpis"
    return "\n".join(filter(None, (format_date(meeting.held_on), hours(meeting.starts_at, meeting.ends_at))))
