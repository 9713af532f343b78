"""„Historia szkoleń” of one person: every participation, with what came of it, and totals of those that count."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from app.core.money import format_money
from app.core.polish import plural
from app.people.office.domain import Office
from app.printing.blocks import Block, Heading
from app.printing.document import LANDSCAPE
from app.printing.styles import TextStyle
from app.printing.tables import Table
from app.printing.text import Span
from app.registers.trainings.courses.words import KINDS
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, counts
from app.registers.trainings.participations.printout.paper import (
    Case,
    Form,
    Paper,
    day_text,
    days,
    line,
    new_document,
    organiser,
    paper,
    span,
)
from app.registers.trainings.participations.words import ATTENDANCE, OUTCOMES, SEATS

NAME = "Historia szkoleń"


def history_pdf(cases: Sequence[Case], office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """All participations of one person, the newest first; there is at least one."""
    ordered = sorted(cases, key=lambda case: (case.participation.starts_on, case.participation.id), reverse=True)
    sheet = paper(office, coat_of_arms, printed_on)
    record = ordered[0].participation
    document = new_document(sheet, f"{NAME} – {record.person}", NAME, record.person_number, LANDSCAPE)
    form = _History(ordered, sheet)
    document.add(form.flow(document, form.blocks(), NAME, record.person, f"{NAME}: {record.person}"))
    return document.save()


class _History(Form):
    def __init__(self, cases: Sequence[Case], paper: Paper) -> None:
        super().__init__(paper)
        self.cases = cases
        self.small = TextStyle(8.5, 11.2)

    def blocks(self) -> list[Block]:
        newest = self.cases[0]
        return [
            *self.top("Komórka", newest.participation.unit, NAME, f"{NAME} – {newest.participation.person}"),
            *self.person(newest),
            *self._totals(),
            Heading(2, "Szkolenia", self.t.heading, gap=12),
            self._all(),
            *self._by_year(),
        ]

    def _totals(self) -> Iterator[Block]:
        yield from self.facts(
            [
                ("Razem", _trainings(self._counted()), ""),
                ("Dni i godziny", *_time(self._counted())),
                ("Koszt", format_money(_cost(self._counted())), ""),
            ],
            gap=8,
        )
        if len(self._counted()) < len(self.cases):
            yield self.aside(
                "Do sum wchodzą szkolenia z potwierdzonym miejscem: trwające, zakończone i te, na których osoba była "
                "nieobecna (nieobecność nie zwraca kosztu). Pozostałe wnioski stoją na liście dla porządku.", gap=4,
            )  # fmt: skip

    def _counted(self) -> list[Case]:
        return [case for case in self.cases if counts(case.participation)]

    def _all(self) -> Block:
        headers = ("Lp.", "Nr", "Termin", "Temat", "Organizator i rodzaj", "Obecność i stan", "Zaświadczenie",
                   "Ocena z karty", "Koszt")  # fmt: skip
        rows = [self._row(number, case) for number, case in enumerate(self.cases, 1)]
        return Table(
            headers, rows, (0.8, 1.7, 2.4, 6, 4.4, 3.4, 3.2, 1.3, 2.3), self.t.subheading, self.small,
            aligns=(0, 0, 0, 0, 0, 0, 0, 1, 1), gap=3,
        )  # fmt: skip

    def _row(self, number: int, case: Case) -> tuple[str | tuple[Span, ...], ...]:
        record, course = case.participation, case.course
        light = self.small.but(colour=self.t.note.colour)
        taken = days(record.days) if record.days is not None else ""
        valid = f"ważne do {day_text(record.valid_until)}" if record.valid_until else ""
        certificate = ", ".join(filter(None, (line(record.certificate), day_text(record.certificate_on))))
        return (
            str(number),
            record.number,
            self._two(
                span(record.starts_on, record.ends_on), ", ".join(filter(None, (taken, _hours(course.hours)))), light
            ),
            self._two(line(record.topic), f"stanowisko: {line(record.post)}, {record.unit}", light),
            self._two(organiser(course), KINDS[course.kind], light),
            self._two(_standing(record), line(record.outcome_reason), light),
            self._two(certificate or "–", valid, light),
            "–" if record.mean is None else f"{record.mean // 100},{record.mean % 100:02d}",
            format_money(record.cost) if counts(record) else "nie liczy się",
        )

    def _two(self, first: str, second: str, light: TextStyle) -> tuple[Span, ...]:
        return (Span(first, self.small), *((Span(f"\n{second}", light),) if second else ()))

    def _by_year(self) -> Iterator[Block]:
        counted = self._counted()
        years = [
            (str(year), list(found))
            for year, found in groupby(counted, key=lambda case: case.participation.starts_on.year)
        ]
        if len(years) < 2:
            return
        yield Heading(2, "W latach", self.t.heading, gap=12)
        rows: list[tuple[str | tuple[Span, ...], ...]] = [(year, *_sums(found)) for year, found in years]
        rows.append(tuple((Span(text, self.cell.but(cut=self.t.strong.cut)),) for text in ("Razem", *_sums(counted))))
        yield self.table(("Rok", "Szkolenia", "Dni", "Godziny", "Koszt"), rows, (3, 2, 2, 2, 3), (0, 1, 1, 1, 1))


def _sums(cases: Sequence[Case]) -> tuple[str, ...]:
    return (
        str(len(cases)),
        str(sum(case.participation.days or 0 for case in cases)),
        str(sum(case.course.hours or 0 for case in cases)),
        format_money(_cost(cases)),
    )


def _cost(cases: Sequence[Case]) -> int:
    return sum(case.participation.cost for case in cases)


def _trainings(cases: Sequence[Case]) -> str:
    return f"{len(cases)} {plural(len(cases), 'szkolenie', 'szkolenia', 'szkoleń')}"


def _time(cases: Sequence[Case]) -> tuple[str, str]:
    return days(sum(case.participation.days or 0 for case in cases)), _hours(
        sum(case.course.hours or 0 for case in cases)
    )


def _hours(count: int | None) -> str:
    return "" if not count else f"{count} {plural(count, 'godzina', 'godziny', 'godzin')}"


def _standing(record: Participation) -> str:
    """``obecność, zakończony``; who has no seat is on the waiting list."""
    if record.seat is Seat.WAITING:
        return SEATS[record.seat]
    said = "" if record.attendance is Attendance.EXPECTED else ATTENDANCE[record.attendance]
    same = record.outcome is Outcome.ABSENT and record.attendance is Attendance.ABSENT
    return said if same else ", ".join(filter(None, (said, OUTCOMES[record.outcome])))
