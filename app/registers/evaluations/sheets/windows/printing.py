"""Prints of a sheet from its tab: preview, printer, file, and the letters that fit its state."""

from PySide6.QtCore import QObject

from app.core.clock import Clock
from app.core.dates import format_date
from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.prints import EvaluationPrints
from app.registers.evaluations.sheets.windows.course import course, running
from app.registers.evaluations.sheets.windows.step_words import sheet_in_words
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.workspace import Workspace


class SheetPrinting(QObject):
    """One for each tab; every print is logged by ``EvaluationPrints``."""

    def __init__(self, workspace: Workspace, prints: EvaluationPrints, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._output, self._prints, self._clock = Output(workspace, self), prints, clock

    def preview(self, evaluation: Evaluation) -> Sheet:
        """The sheet as it will be printed."""
        moments = (*course(evaluation, self._clock.today()), *running(evaluation, self._clock.today()))
        lines = [sheet_in_words(evaluation)]
        lines += [f"{'' if m.day is None else format_date(m.day)} {m.title}. {m.text}".strip() for m in moments]
        return Sheet.of(evaluation, _title(evaluation), lambda: self._prints.preview(evaluation), lines)

    def print_sheet(self, evaluation: Evaluation) -> None:
        """Through the print dialog."""
        self._output.print(lambda _progress: self._prints.sheet(evaluation.id), _title(evaluation))

    def save_sheet(self, evaluation: Evaluation) -> None:
        """Into a PDF file."""
        self._output.save_pdf(lambda _progress: self._prints.sheet(evaluation.id), _title(evaluation))

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
        self._output.print(lambda _progress: self._prints.letter(evaluation.id, kind), title)


def _title(evaluation: Evaluation) -> str:
    return f"Arkusz oceny {evaluation.number} {evaluation.person}"
