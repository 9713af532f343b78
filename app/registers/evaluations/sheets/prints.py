"""Prints of evaluations with all they need looked up; what windows and commands call. Each print is logged."""

from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import NotFound
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.usecases import Evaluations

if TYPE_CHECKING:
    # the printing kit is loaded at the first print, not at start-up
    from app.registers.evaluations.sheets.letters import LetterKind


class EvaluationPrints:
    """PDF bytes, ready for a file or a printer. ``variant`` is ``standard`` or ``large`` (18 pt)."""

    def __init__(self, evaluations: Evaluations, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._evaluations, self._offices, self._files, self._clock = evaluations, offices, files, clock

    def sheet(self, record_id: int, variant: str = "standard") -> bytes:
        """The sheet as it is now; NotFound as for ``Evaluations.get``."""
        evaluation = self._evaluations.get(record_id)
        pdf = self.preview(evaluation, variant)
        self._evaluations.log("print", (evaluation,))
        return pdf

    def preview(self, evaluation: Evaluation, variant: str = "standard") -> bytes:
        """The print of a sheet for the screen: that it was read is logged already."""
        from app.printing.styles import Variant
        from app.registers.evaluations.sheets.printout import sheet_pdf

        beside = self._evaluations.beside((evaluation,))[evaluation.id]
        office, arms = heading(self._offices, self._files)
        return sheet_pdf(evaluation, beside, office, arms, self._clock.today(), Variant(variant))

    def letter(self, record_id: int, kind: "LetterKind", variant: str = "standard") -> bytes:
        """A letter about the sheet; Refusal that says what must be done before it can be printed."""
        from app.printing.styles import Variant
        from app.registers.evaluations.sheets.letters import LETTER_NAMES, letter_pdf

        evaluation = self._evaluations.get(record_id)
        beside = self._evaluations.beside((evaluation,))[evaluation.id]
        office, arms = heading(self._offices, self._files)
        pdf = letter_pdf(kind, evaluation, beside, office, arms, self._clock.today(), Variant(variant))
        self._evaluations.log("print", (evaluation,), letter=LETTER_NAMES[kind])
        return pdf

    def numbered(self, number: str) -> Evaluation:
        """The sheet with that number; NotFound where this person sees none."""
        evaluation = self._evaluations.by_number(number)
        if evaluation is None:
            raise NotFound(f"Nie ma arkusza oceny nr {number}. Sprawdź numer, na przykład 12/2026.")
        return evaluation
