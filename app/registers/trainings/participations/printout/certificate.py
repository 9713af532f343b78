"""„Zaświadczenie” of an internal training: one page each, for the wall and for the personal file."""

import logging
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
from app.registers.trainings.courses.domain import CourseKind
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
from app.registers.trainings.participations.words import ONLY_INTERNAL

log = logging.getLogger(__name__)
NAME = "Zaświadczenie o ukończeniu szkolenia"
_EDGE = 26.0
_INSIDE = 34.0
"""Points from the frame to the text."""
_ARMS = 74.0
_CENTRE = 0.5
_SMALL = TextStyle(9.5, 13, colour=MUTED)
_BODY = TextStyle(12, 17)
_LIGHT = Sizes(9.5, 6, colour=MUTED, leading=1.35)
_PLAIN, _BOLD = Sizes(12, 7, leading=1.4), Sizes(12, 7, Cut.BOLD, leading=1.4)
_LEAST_PROGRAMME = 60.0
"""Points under which the programme is left out: two lines would say less than none."""
_NAME = 50
"""Letters of a name under a signature."""


def certificates_pdf(
    cases: Sequence[Case],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """A page for each person whose certificate was issued, in the order given.

    Refusal where none was, and for trainings of others, who give certificates themselves; raises Cancelled when
    ``progress`` says so.
    """
    if any(case.course.kind is not CourseKind.INTERNAL for case in cases):
        raise Refusal(ONLY_INTERNAL)
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
        self.anchor = Anchor(f"{line(self.record.person)} – nr {line(self.record.certificate)}", 0)
        self.figure = arms_figure(paper.office, paper.arms, _ARMS)
        self.width = A4[0] - 2 * (_EDGE + _INSIDE)
        self.upper, self.lower = Stack(()), Stack(list(self._lower()))

    def layout(self, width: float) -> float:
        if self.figure is not None:
            self.figure.layout(_ARMS)
        self.lower.layout(self.width)
        for looseness in (1.0, 0.5, 0.2):
            self.upper = Stack(list(self._upper(looseness)))
            self.upper.layout(self.width)
            if self._room() >= 0:
                break
        else:
            log.warning("A certificate is higher than its page by %.0f points", -self._room())
        self._add_programme(self._room())
        return self.height

    def _room(self) -> float:
        """Points between the texts and the signatures."""
        arms = _ARMS + 14 if self.figure is not None else 0.0
        return self.height - 2 * (_EDGE + _INSIDE) - arms - self.upper.height - self.lower.height - 20

    def _add_programme(self, room: float) -> None:
        """As much of the programme as there is room for, in smaller letters where it is long."""
        if not self.course.programme.strip() or room < _LEAST_PROGRAMME:
            return
        heading = Paragraph("Program szkolenia", _SMALL, gap=14, align=_CENTRE, keep_with_next=True)
        lines = [line(each) for each in self.course.programme.splitlines()]
        text = self._sized(lines, room - 34, Sizes(10.5, 6, Cut.REGULAR, INK, 1.35), gap=3)
        self.upper = Stack([*self.upper.blocks, heading, text])
        self.upper.layout(self.width)

    def _upper(self, looseness: float) -> Iterator[Block]:
        """What stands below the coat of arms; ``looseness`` multiplies the free spaces."""
        office, record, course = self.paper.office, self.record, self.course
        yield self._sized([office.name], 38, Sizes(14, 8, Cut.BOLD))
        yield self._sized([office.address], 26, _LIGHT)
        if said := notice(office):
            yield Paragraph(said, _SMALL.but(cut=Cut.BOLD, colour=NOTICE), align=_CENTRE)
        title = TextStyle(30, 38, Cut.BOLD, ACCENT)
        yield Paragraph("ZAŚWIADCZENIE", title, role="H1", gap=26 * looseness, align=_CENTRE)
        yield self._sized([f"nr {line(record.certificate)}"], 34, _BOLD)
        yield Paragraph("Zaświadcza się, że Pani/Pan", _BODY, gap=22 * looseness, align=_CENTRE)
        yield self._sized([line(record.person)], 62, Sizes(24, 9, Cut.BOLD), gap=4 * looseness)
        post = ", ".join(filter(None, (line(record.post), line(self.case.unit or record.unit))))
        yield self._sized([post], 28, _LIGHT, gap=2 * looseness)
        yield Paragraph("ukończył(-a) szkolenie", _BODY, gap=18 * looseness, align=_CENTRE)
        yield self._sized([line(record.topic)], 84, Sizes(18, 8, Cut.BOLD, ACCENT), gap=4 * looseness)
        yield from self._about(looseness)
        if course.entitlement.strip():
            given = f"Nadawane uprawnienie: {line(course.entitlement)}"
            yield self._sized([given], 34, _BOLD, gap=10 * looseness)
        if record.valid_until is not None:
            held = f"Ważne do {format_date(record.valid_until)}."
            yield Paragraph(held, _BODY.but(cut=Cut.BOLD), gap=4 * looseness, align=_CENTRE)

    def _about(self, looseness: float) -> Iterator[Block]:
        """Days and place, length, who taught."""
        course = self.course
        when = span(course.starts_on, course.ends_on)
        dates = when if when.startswith("od") or not when else f"w dniu {when}"
        yield self._sized([", ".join(filter(None, (dates, line(course.place))))], 34, _PLAIN, gap=12 * looseness)
        if said := length(course):
            yield Paragraph(f"w wymiarze: {said}", _BODY, align=_CENTRE)
        told = (
            f"organizator: {line(course.institution)}" if course.institution.strip() else "",
            f"prowadzący: {line(course.lecturer)}" if course.lecturer.strip() else "",
        )
        yield self._sized([", ".join(filter(None, told))], 28, _LIGHT, gap=4 * looseness)

    def _sized(self, parts: list[str], height: float, sizes: Sizes, *, gap: float = 0.0) -> Block:
        text = fitted(parts, self.width, height, sizes, align=_CENTRE)
        text.gap = gap
        return text

    def _lower(self) -> Iterator[Block]:
        office = self.paper.office
        place = f"{office.town}, " if office.town else ""
        yield Paragraph(f"{place}{day_text(self.record.certificate_on, '…………………………')}", _BODY)
        title, name = head_signature(office)
        # a name that is longer stands above, where it is set smaller
        lecturer = line(self.course.lecturer) if len(self.course.lecturer) <= _NAME else ""
        yield signatures(
            [("Prowadzący szkolenie", lecturer, "podpis"), (title, name, "podpis i pieczęć")],
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
        self.upper.draw(surface, left, at - min(max(self._room(), 0.0) / 3, 40.0), parent)
        self.lower.draw(surface, left, top - self.height + _EDGE + _INSIDE + self.lower.height, parent)

    def plain(self) -> Iterator[str]:
        yield from self.upper.plain()
        yield from self.lower.plain()
