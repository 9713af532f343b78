"""Prints of participations from tabs and windows: preview, printer and file; ``ParticipationPrints`` logs them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.dates import format_date
from app.core.files import write_whole
from app.core.progress import Progress
from app.registers.trainings.participations.domain import Participation
from app.registers.trainings.participations.printout.kinds import PRINT_NAMES, PrintKind, prints_for, usual_print
from app.registers.trainings.participations.prints import ParticipationPrints
from app.registers.trainings.participations.windows.way_deeds import about
from app.registers.trainings.participations.words import OUTCOMES, STEPS
from app.widgets.editing_tab import file_name
from app.widgets.preview import Sheet
from app.widgets.workspace import Workspace

Make = Callable[[Progress], bytes]


class Printing(QObject):
    """Through the print dialog or into a file; making a PDF never stops the window."""

    def __init__(self, workspace: Workspace, prints: ParticipationPrints, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._prints = workspace, prints

    def preview(self, each: Participation) -> Sheet:
        """What people look for first: the request, the refusal or the card."""
        return Sheet(
            key=(each.id, each.version),
            title=f"{PRINT_NAMES[usual_print(each)]} – {each.number} {each.person}",
            make=lambda _progress: self._prints.preview(each),
            text="\n".join(_lines(each)),
        )

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

        def done(pdf: bytes) -> None:
            self._workspace.print_pdf(pdf, title, _nothing_to_note)

        self._workspace.jobs.run(make, done=done, title=self.tr("Przygotowuję wydruk…"), owner=self)

    def save(self, make: Make, title: str) -> None:
        """Any print, into a PDF file."""

        def into(path: Path) -> None:
            def work(progress: Progress) -> Path:
                write_whole(path, make(progress))
                return path

            self._workspace.jobs.run(work, done=self._on_saved, title=self.tr("Przygotowuję wydruk…"), owner=self)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz jako PDF"), file_name(title), self.tr("Dokumenty PDF (*.pdf)"), into
        )

    def _on_saved(self, path: Path) -> None:
        self._workspace.say(self.tr("Zapisano plik {name}.").format(name=path.name))


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


def _nothing_to_note() -> None:
    """The print is logged when it is made."""
