"""„Zaświadczenie” of an internal training: one page each, for the wall and for the personal file."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import arms_figure, head_signature, notice
from app.printing.blocks import Block, Paragraph, Stack
from app.printing.document import A4, Running, SecondHalf
from app.printing.fitting import Sizes, fitted
from app.printing.fonts import Cut
from app.printing.signatures import signatures
from app.printing.styles import ACCENT, INK, LINE, MUTED, NOTICE, TextStyle
from app.printing.tagging import Anchor, Element, Surface
from app.registers.trainings.participations.printout.paper import (
    Case,
    Paper,
    day_text,
    length,
    line,
    new_document,
    paper,
    span,
)

NAME = "Zaświadczenie o ukończeniu szkolenia"
_EDGE = 26.0
_INSIDE = 34.0
"""Points from the frame to the text."""
_ARMS = 74.0
_CENTRE = 0.5
_SMALL = TextStyle(9.5, 13, colour=MUTED)
_BODY = TextStyle(12, 17)
_STRONG = TextStyle(12, 17, Cut.BOLD)


def certificates_pdf(
    cases: Sequence[Case],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """A page for each person whose certificate was issued, in the order given.

    Refusal where none was; raises Cancelled when ``progress`` says so.
    """
    issued = [case for case in cases if case.participation.certificate.strip()]
    if not issued:
        raise Refusal("Nie wystawiono jeszcze żadnego zaświadczenia. Najpierw wybierz „Wystaw zaświadczenia”.")
    progress = progress or NoProgress()
    sheet = paper(office, coat_of_arms, printed_on)
    first = issued[0].participation
    about = f"nr {first.certificate} – {first.person}" if len(issued) == 1 else f"– {first.topic}"
    document = new_document(sheet, f"{NAME} {about}", NAME, first.certificate)
    for number, case in enumerate(issued):
        progress.report(number, 2 * len(issued), case.participation.person)
        page = _Page(case, sheet)
        title = f"{NAME} – {case.participation.person}"
        document.add(document.flow([page], Running(whole_page=True, numbered=False), title=title))
    return document.save(SecondHalf(progress))


class _Page(Block):
    """One whole page with a frame; texts stand in the middle, signatures at the bottom."""

    height = A4[1]

    def __init__(self, case: Case, paper: Paper) -> None:
        self.case, self.paper = case, paper
        self.record, self.course = case.participation, case.course
        self.anchor = Anchor(f"{self.record.person} – nr {self.record.certificate}", 0)
        self.figure = arms_figure(paper.office, paper.arms, _ARMS)
        self.width = A4[0] - 2 * (_EDGE + _INSIDE)
        self.upper = Stack(list(self._upper()))
        self.lower = Stack(list(self._lower()))

    def layout(self, width: float) -> float:
        if self.figure is not None:
            self.figure.layout(_ARMS)
        self.upper.layout(self.width)
        self.lower.layout(self.width)
        room = self._room()
        programme = self.course.programme.strip()
        if programme and room > 60:
            lines = [line(each) for each in programme.splitlines()]
            heading = Paragraph("Program szkolenia", _SMALL, gap=14, align=_CENTRE, keep_with_next=True)
            text = fitted(lines, self.width, room - 34, Sizes(10.5, 6, Cut.REGULAR, INK, 1.35), align=_CENTRE)
            text.gap = 3
            self.upper = Stack([*self.upper.blocks, heading, text])
            self.upper.layout(self.width)
        return self.height

    def _room(self) -> float:
        """Points between the texts and the signatures."""
        arms = _ARMS + 14 if self.figure is not None else 0.0
        return self.height - 2 * (_EDGE + _INSIDE) - arms - self.upper.height - self.lower.height - 20

    def _upper(self) -> Iterator[Block]:
        office, record, course = self.paper.office, self.record, self.course
        yield Paragraph(office.name, TextStyle(14, 19, Cut.BOLD), align=_CENTRE)
        yield Paragraph(office.address, _SMALL, align=_CENTRE)
        if said := notice(office):
            yield Paragraph(said, _SMALL.but(cut=Cut.BOLD, colour=NOTICE), align=_CENTRE)
        yield Paragraph("ZAŚWIADCZENIE", TextStyle(30, 38, Cut.BOLD, ACCENT), role="H1", gap=26, align=_CENTRE)
        yield Paragraph(f"nr {record.certificate}", _STRONG, align=_CENTRE)
        yield Paragraph("Zaświadcza się, że Pani/Pan", _BODY, gap=22, align=_CENTRE)
        yield self._sized([record.person], 62, Sizes(24, 11, Cut.BOLD), gap=4)
        place = ", ".join(filter(None, (line(record.post), self.case.unit or record.unit)))
        yield Paragraph(place, _SMALL, gap=2, align=_CENTRE)
        yield Paragraph("ukończył(-a) szkolenie", _BODY, gap=18, align=_CENTRE)
        yield self._sized([record.topic], 84, Sizes(18, 10, Cut.BOLD, ACCENT), gap=4)
        when = span(course.starts_on, course.ends_on)
        dates = when if when.startswith("od") else f"w dniu {when}"
        yield Paragraph(
            ", ".join(filter(None, (dates, line(course.place)))),
            _BODY, gap=12, align=_CENTRE,
        )  # fmt: skip
        if said := length(course):
            yield Paragraph(f"w wymiarze: {said}", _BODY, align=_CENTRE)
        if course.institution.strip() or course.lecturer.strip():
            told = (
                f"organizator: {course.institution}" if course.institution.strip() else "",
                f"prowadzący: {course.lecturer}" if course.lecturer.strip() else "",
            )
            yield Paragraph(", ".join(filter(None, told)), _SMALL, gap=4, align=_CENTRE)
        if course.entitlement.strip():
            yield Paragraph(f"Nadawane uprawnienie: {course.entitlement}", _STRONG, gap=10, align=_CENTRE)
        if record.valid_until is not None:
            yield Paragraph(f"Ważne do {format_date(record.valid_until)}.", _STRONG, gap=4, align=_CENTRE)

    def _sized(self, parts: list[str], height: float, sizes: Sizes, *, gap: float) -> Block:
        text = fitted(parts, self.width, height, sizes, align=_CENTRE)
        text.gap = gap
        return text

    def _lower(self) -> Iterator[Block]:
        office = self.paper.office
        place = f"{office.town}, " if office.town else ""
        issued = day_text(self.record.certificate_on) or "…………………………"
        yield Paragraph(f"{place}{issued}", _BODY)
        title, name = head_signature(office)
        yield signatures(
            [("Prowadzący szkolenie", line(self.course.lecturer), "podpis"), (title, name, "podpis i pieczęć")],
            self.paper.typography,
            gap=10,
        )

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        with surface.artifact():
            for away, colour, thick in ((_EDGE, ACCENT, 2.2), (_EDGE + 5, LINE, 0.8)):
                surface.box(x + away, top - self.height + away, A4[0] - 2 * away, self.height - 2 * away,
                            stroke=colour, radius=6, thickness=thick)  # fmt: skip
        surface.mark(self.anchor, top)
        left, at = x + _EDGE + _INSIDE, top - _EDGE - _INSIDE
        if self.figure is not None:
            self.figure.draw(surface, x + (A4[0] - self.figure.wide) / 2, at, parent)
            at -= _ARMS + 14
        free = max(self._room(), 0.0)
        self.upper.draw(surface, left, at - min(free / 3, 40.0), parent)
        self.lower.draw(surface, left, top - self.height + _EDGE + _INSIDE + self.lower.height, parent)

    def plain(self) -> Iterator[str]:
        yield from self.upper.plain()
        yield from self.lower.plain()
