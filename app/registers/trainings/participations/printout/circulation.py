"""„Obieg kart uczestnictwa”: for which step every case waits, with whom, since when, and which wait too long."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.polish import plural
from app.people.office.domain import Office
from app.printing.blocks import Block, Heading
from app.printing.document import LANDSCAPE
from app.printing.styles import TextStyle
from app.printing.tables import Table
from app.printing.text import Span
from app.registers.trainings.participations.domain import Seat, Step
from app.registers.trainings.participations.due import Whereabouts
from app.registers.trainings.participations.printout.paper import Form, Paper, line, new_document, paper
from app.registers.trainings.participations.printout.wording import who_takes
from app.registers.trainings.participations.words import SEATS, STEPS

NAME = "Obieg kart uczestnictwa"


def circulation_pdf(
    waiting: Sequence[Whereabouts],
    alarms: tuple[int, int],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """All cases that wait for something, by step, in the order given.

    ``alarms`` are the days from which a case is late and very late.
    """
    sheet = paper(office, coat_of_arms, printed_on)
    title = f"{NAME} – stan na {format_date(printed_on)}"
    document = new_document(sheet, title, NAME, format_date(printed_on), LANDSCAPE)
    form = _Circulation(waiting, alarms, sheet)
    document.add(form.flow(document, form.blocks(title), NAME, format_date(printed_on), NAME))
    return document.save()


class _Circulation(Form):
    def __init__(self, waiting: Sequence[Whereabouts], alarms: tuple[int, int], paper: Paper) -> None:
        super().__init__(paper)
        self.late, self.very_late = alarms
        self.waiting = waiting
        self.small = TextStyle(8.5, 11.2)

    def blocks(self, title: str) -> list[Block]:
        lead = (
            f"Znak ! mają sprawy, które czekają co najmniej {self.late} dni, a znak !! te, które czekają co najmniej "
            f"{self.very_late} dni. Na listę preferowanych instytucji czeka się bez opóźnienia do końca stycznia."
        )
        return [
            *self.top("Stan na", format_date(self.paper.day), NAME, title),
            self.aside(lead, gap=2),
            *self._summary(),
            *self._steps(),
        ]

    def _alarm(self, each: Whereabouts) -> str:
        return "" if not each.late else "!!" if each.late >= self.very_late else "!"

    def _at(self, step: Step) -> list[Whereabouts]:
        return [each for each in self.waiting if each.step is step]

    def _summary(self) -> Iterator[Block]:
        if not self.waiting:
            yield self.say("Żadna karta ani wniosek na nic nie czeka.", gap=8)
            return
        rows: list[tuple[str | tuple[Span, ...], ...]] = [
            (STEPS[step].label, who_takes(step, self.paper.office), *self._counts(there))
            for step in Step
            if (there := self._at(step))
        ]
        strong = self.cell.but(cut=self.t.strong.cut)
        rows.append(tuple((Span(text, strong),) for text in ("Razem", "", *self._counts(self.waiting))))
        headers = ("Czeka na", "Kto", "Sprawy", f"! od {self.late} dni", f"!! od {self.very_late} dni")
        yield self.table(headers, rows, (6.4, 5, 1.5, 2, 2), (0, 0, 1, 1, 1), gap=8)

    def _counts(self, waiting: Sequence[Whereabouts]) -> tuple[str, str, str]:
        alarms = [self._alarm(each) for each in waiting]
        return str(len(waiting)), str(alarms.count("!")), str(alarms.count("!!"))

    def _steps(self) -> Iterator[Block]:
        for step in Step:
            there = self._at(step)
            if not there:
                continue
            count = f"{len(there)} {plural(len(there), 'sprawa', 'sprawy', 'spraw')}"
            yield Heading(2, f"{STEPS[step].label} – {count}", self.t.heading, gap=12)
            headers = ("Nr", "Uczestnik", "Komórka", "Szkolenie", "U kogo", "Czeka od", "Uwaga", "Dni")
            yield Table(
                headers, [self._row(each) for each in there], (1.9, 4, 1.6, 6.6, 4.6, 2, 3.4, 1),
                self.t.subheading, self.small, aligns=(0, 0, 0, 0, 0, 0, 0, 1), gap=3,
            )  # fmt: skip

    def _row(self, each: Whereabouts) -> tuple[str | tuple[Span, ...], ...]:
        alarm = self._alarm(each)
        style = self.small.but(cut=self.t.strong.cut) if alarm else self.small
        said = {"!": "! opóźniona", "!!": "!! bardzo opóźniona"}.get(alarm, "")
        if each.seat is Seat.WAITING:
            said = ", ".join(filter(None, (said, SEATS[each.seat])))
        elif each.since > self.paper.day:
            said = "przed terminem"
        return (
            each.number,
            line(each.person),
            each.unit,
            line(each.topic),
            line(each.turn),
            format_date(each.since),
            (Span(said, style),),
            (Span(str(each.days), style),),
        )
