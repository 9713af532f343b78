"""Prints of a sheet from its tab: preview, printer, file, and the letters that fit its state."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.files import write_whole
from app.core.progress import Progress
from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.prints import EvaluationPrints
from app.registers.evaluations.sheets.windows.course import course, running
from app.registers.evaluations.sheets.windows.step_words import sheet_in_words
from app.widgets.editing_tab import file_name
from app.widgets.preview import Sheet
from app.widgets.workspace import Workspace


class SheetPrinting(QObject):
    """One for each tab; every print is logged by ``EvaluationPrints``."""

    def __init__(self, workspace: Workspace, prints: EvaluationPrints, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._prints, self._clock = workspace, prints, clock

    def preview(self, evaluation: Evaluation) -> Sheet:
        """The sheet as it will be printed."""
        moments = (*course(evaluation, self._clock.today()), *running(evaluation, self._clock.today()))
        lines = [sheet_in_words(evaluation)]
        lines += [f"{'' if m.day is None else format_date(m.day)} {m.title}. {m.text}".strip() for m in moments]
        return Sheet(
            key=(evaluation.id, evaluation.version),
            title=_title(evaluation),
            make=lambda _progress: self._prints.preview(evaluation),
            text="\n".join(lines),
        )

    def print_sheet(self, evaluation: Evaluation) -> None:
        """Through the print dialog."""
        self._print(lambda: self._prints.sheet(evaluation.id), _title(evaluation))

    def save_sheet(self, evaluation: Evaluation) -> None:
        """Into a PDF file."""

        def into(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                write_whole(path, self._prints.sheet(evaluation.id))
                return path

            self._workspace.jobs.run(work, done=self._on_saved, title=self.tr("Przygotowuję wydruk…"), owner=self)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz jako PDF"), file_name(_title(evaluation)), self.tr("Dokumenty PDF (*.pdf)"), into
        )

    def letters(self, evaluation: Evaluation) -> list[tuple[str, str]]:
        """Key and name of the letters that can be printed now."""
        # letters load the printing kit, which start-up does without
        from app.registers.evaluations.sheets.letters import LETTER_NAMES, letters_for

        return [(kind.value, LETTER_NAMES[kind]) for kind in letters_for(evaluation)]

    def print_letter(self, evaluation: Evaluation, key: str) -> None:
        """One of ``letters``, through the print dialog."""
        from app.registers.evaluations.sheets.letters import LETTER_NAMES, LetterKind

        kind = LetterKind(key)
        title = f"{LETTER_NAMES[kind]} – {evaluation.number}"
        self._print(lambda: self._prints.letter(evaluation.id, kind), title)

    def _print(self, make: Callable[[], bytes], title: str) -> None:
        def done(pdf: bytes) -> None:
            self._workspace.print_pdf(pdf, title, _nothing_to_note)

        self._workspace.jobs.run(lambda _progress: make(), done=done, title=self.tr("Przygotowuję wydruk…"), owner=self)

    def _on_saved(self, path: Path) -> None:
        self._workspace.say(self.tr("Zapisano plik {name}.").format(name=path.name))


def _title(evaluation: Evaluation) -> str:
    return f"Arkusz oceny {evaluation.number} {evaluation.person}"


def _nothing_to_note() -> None:
    """The print is logged when it is made."""
