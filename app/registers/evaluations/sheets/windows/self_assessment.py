"""The employee's self-assessment in the window of marks: the same criteria, without justifications and events."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.core.drafts import shape_problems
from app.core.words import FieldWords
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, State
from app.registers.evaluations.sheets.windows.known import Known
from app.registers.evaluations.sheets.windows.marking import EvaluationForm, MarkingDeeds
from app.registers.evaluations.sheets.words import FIELDS, PROBLEMS
from app.widgets.forms.fields import Day, Description, Section
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.icons import dress
from app.widgets.style import PRIMARY


@dataclass(frozen=True, kw_only=True)
class SelfAssessment:
    """What the window edits: only ``self_mark`` of each mark, and the day on which it was written."""

    self_assessed_on: date | None = None
    marks: tuple[CriterionMark, ...] = ()


def _no_next_step(_evaluation: Evaluation) -> str:
    return ""


def _nothing(_evaluation: Evaluation, _form: EvaluationForm) -> None:
    return


class SelfAssessmentForm(EvaluationForm):
    """It is saved once and as a whole; until then unsaved work is kept and closing asks."""

    own = True
    draft_name = "evaluation_self"

    def __init__(
        self,
        evaluation: Evaluation,
        today: date,
        services: FormServices,
        save: Save,
        *,
        known: Known,
        parent: QWidget | None = None,
    ) -> None:
        dated = replace(evaluation, self_assessed_on=evaluation.self_assessed_on or today)
        deeds = MarkingDeeds(next_step=_no_next_step, take_next=_nothing)
        super().__init__(Subject(record=dated), services, save, known=Known(earlier=known.earlier), deeds=deeds)
        self.save_only.hide()
        self.save_and_close.setText(self.tr("Zap&isz samoocenę"))
        self.save_and_close.setProperty(PRIMARY, True)
        dress(self.save_and_close, "save", QPalette.ColorRole.HighlightedText)

    def describe(self) -> Description:
        return Description(
            draft_type=SelfAssessment,
            words={**FIELDS, "self_assessed_on": FieldWords("Samoocena z dnia")},
            problem_words=PROBLEMS,
            validate=lambda draft: tuple(shape_problems(draft)),
            sections=(
                self._marks_section(),
                Section(self.tr("Data"), (Day(name="self_assessed_on", required=True),)),
            ),
        )

    @property
    def record_id(self) -> int | None:
        """None: a window beside the one of marks, which is known by the sheet's number."""
        return None

    @property
    def marks_open(self) -> bool:
        """Whether the self-assessment may still be written."""
        return not self._subject.read_only and self._evaluation.state is State.CRITERIA_GIVEN

    def _after_marks(self) -> QWidget:
        return self.page.rows["self_assessed_on"].editor.focus_target()

    def _tell(self, draft: Any) -> None:
        RecordForm._tell(self, draft)

    def take_over(self, evaluation: Evaluation) -> None:
        """Another state of the sheet: this window has done its work."""
        self._modified = False
        self.close()

    def _on_saved(self, outcome: Any) -> None:
        self._leaving = True
        super()._on_saved(outcome)

    def closeEvent(self, event: QCloseEvent) -> None:
        RecordForm.closeEvent(self, event)
