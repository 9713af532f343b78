"""Prints of participations from tabs and windows: preview, printer and file; ``ParticipationPrints`` logs them."""

from PySide6.QtCore import QObject

from app.core.dates import format_date
from app.registers.trainings.participations.domain import Participation
from app.registers.trainings.participations.printout.kinds import PRINT_NAMES, PrintKind, prints_for, usual_print
from app.registers.trainings.participations.prints import ParticipationPrints
from app.registers.trainings.participations.windows.way_deeds import about
from app.registers.trainings.participations.words import OUTCOMES, STEPS
from app.widgets.output import Make, Output
from app.widgets.preview import Sheet
from app.widgets.workspace import Workspace


class Printing(QObject):
    """Through the print dialog or into a file; making a PDF never stops the window."""

    def __init__(self, workspace: Workspace, prints: ParticipationPrints, parent: QObject) -> None:
        super().__init__(parent)
        self._output, self._prints = Output(workspace, self), prints

    def preview(self, each: Participation) -> Sheet:
        """What people look for first: the request, the refusal or the card."""
        title = f"{PRINT_NAMES[usual_print(each)]} – {each.number} {each.person}"
        return Sheet.of(each, title, lambda: self._prints.preview(each), _lines(each))

    def kinds(self, each: Participation) -> tuple[PrintKind, ...]:
        """What can be printed about it now."""
        return prints_for(each)

    def print_single(self, each: Participation, kind: PrintKind | None = None) -> None:
        """One print, the usual one without a kind."""
        wanted = kind or usual_print(each)
        self.print(lambda _progress: self._prints.single(each.id, wanted), _title(each, wanted))

    def save_single(self, each: Participation) -> None:
        """The usual print into a file."""
        wanted = usual_print(each)
        self.save(lambda _progress: self._prints.single(each.id, wanted), _title(each, wanted))

    def print(self, make: Make, title: str) -> None:
        """Any print, through the print dialog."""
        self._output.print(make, title)

    def save(self, make: Make, title: str) -> None:
        """Any print, into a PDF file."""
        self._output.save_pdf(make, title)


def _title(each: Participation, kind: PrintKind) -> str:
    return f"{PRINT_NAMES[kind]} {each.number} {each.person}"


def _lines(each: Participation) -> list[str]:
    """The record in plain lines, for those who listen."""
    lines = [about(each), OUTCOMES[each.outcome]]
    for done in each.steps:
        day = "" if done.done_on is None else format_date(done.done_on)
        said = f"pominięto: {done.reason}" if done.reason else ", ".join(filter(None, (done.actor, done.document)))
        lines.append(" ".join(filter(None, (day, STEPS[done.step].label + (f" ({said})" if said else "")))))
    if each.waiting_for is not None:
        lines.append(f"Czeka na: {STEPS[each.waiting_for].label}")
    return lines
