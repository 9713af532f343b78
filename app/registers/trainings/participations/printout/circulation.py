"""„Obieg kart uczestnictwa”: for which step every case waits, since when, and which wait too long."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.polish import plural
from app.people.office.domain import Office
from app.printing.blocks import Block, Heading
from app.printing.styles import TextStyle
from app.printing.tables import Table
from app.printing.text import Span
from app.registers.trainings.participations.domain import Participation, Seat, Step
from app.registers.trainings.participations.printout.paper import Form, Paper, day_text, line, new_document, paper, span
from app.registers.trainings.participations.printout.wording import who_takes
from app.registers.trainings.participations.words import STEPS

NAME = "Obieg kart uczestnictwa"


def circulation_pdf(
    records: Sequence[Participation],
    alarms: tuple[int, int],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """All cases that wait for something, by step; ``alarms`` are the days after which one is late and very late."""
    sheet = paper(office, coat_of_arms, printed_on)
    title = f"{NAME} – stan na {format_date(printed_on)}"
    document = new_document(sheet, title, NAME, format_date(printed_on))
    form = _Circulation(records, alarms, sheet)
    document.add(form.flow(document, form.blocks(title), NAME, format_date(printed_on), NAME))
    return document.save()


class _Circulation(Form):
    def __init__(self, records: Sequence[Participation], alarms: tuple[int, int], paper: Paper) -> None:
        super().__init__(paper)
        self.late, self.very_late = alarms
        waiting = (record for record in records if record.waiting_for is not None)
        self.records = sorted(waiting, key=lambda record: (-self._waited(record), record.number))
        self.small = TextStyle(8.5, 11.2)

    def blocks(self, title: str) -> list[Block]:
        lead = (
            f"Opóźnione są sprawy, które czekają dłużej niż {self.late} dni (znak !), a bardzo opóźnione – dłużej niż "
            f"{self.very_late} dni (znak !!)."
        )
        return [
            *self.top("Stan na", format_date(self.paper.day), NAME, title),
            self.note(lead, gap=2),
            *self._summary(),
            *self._steps(),
        ]

    def _waited(self, record: Participation) -> int:
        """Days since the step became due; negative while the training is ahead."""
        return 0 if record.waiting_since is None else (self.paper.day - record.waiting_since).days

    def _alarm(self, record: Participation) -> str:
        waited = self._waited(record)
        if record.seat is Seat.WAITING:
            return ""
        return "!!" if waited > self.very_late else "!" if waited > self.late else ""

    def _at(self, step: Step) -> list[Participation]:
        return [record for record in self.records if record.waiting_for is step]

    def _summary(self) -> Iterator[Block]:
        if not self.records:
            yield self.say("Żadna karta ani wniosek na nic nie czeka.", gap=8)
            return
        rows: list[tuple[str | tuple[Span, ...], ...]] = [
            (STEPS[step].label, who_takes(step, self.paper.office), *self._counts(there))
            for step in Step
            if (there := self._at(step))
        ]
        strong = self.cell.but(cut=self.t.strong.cut)
        rows.append(tuple((Span(text, strong),) for text in ("Razem", "", *self._counts(self.records))))
        headers = ("Czeka na", "Kto", "Sprawy", f"! ponad {self.late} dni", f"!! ponad {self.very_late} dni")
        yield self.table(headers, rows, (5.4, 3.6, 1.5, 2.2, 2.3), (0, 0, 1, 1, 1), gap=8)

    def _counts(self, records: Sequence[Participation]) -> tuple[str, str, str]:
        alarms = [self._alarm(record) for record in records]
        return str(len(records)), str(alarms.count("!")), str(alarms.count("!!"))

    def _steps(self) -> Iterator[Block]:
        for step in Step:
            there = self._at(step)
            if not there:
                continue
            count = f"{len(there)} {plural(len(there), 'sprawa', 'sprawy', 'spraw')}"
            yield Heading(2, f"{STEPS[step].label} – {count}", self.t.heading, gap=12)
            headers = ("Nr", "Uczestnik", "Komórka", "Szkolenie", "Czeka od", "Uwaga", "Dni")
            yield Table(
                headers, [self._row(record) for record in there], (1.7, 3.6, 1.6, 5.4, 2, 2.8, 1),
                self.t.subheading, self.small, aligns=(0, 0, 0, 0, 0, 0, 1), gap=3,
            )  # fmt: skip

    def _row(self, record: Participation) -> tuple[str | tuple[Span, ...], ...]:
        waited, alarm = self._waited(record), self._alarm(record)
        style = self.small.but(cut=self.t.strong.cut) if alarm else self.small
        light = self.small.but(colour=self.t.note.colour)
        said = {"!": "! opóźniona", "!!": "!! bardzo opóźniona"}.get(alarm, "")
        if record.seat is Seat.WAITING:
            said = "lista rezerwowa"
        elif waited < 0:
            said = "jeszcze przed terminem"
        return (
            record.number,
            line(record.person),
            record.unit,
            (Span(line(record.topic), self.small), Span(f"\n{span(record.starts_on, record.ends_on)}", light)),
            day_text(record.waiting_since, "–"),
            (Span(said, style),),
            (Span(str(max(waited, 0)), style),),
        )
