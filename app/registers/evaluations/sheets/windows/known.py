"""What the windows of a sheet know beside the sheet itself: the evaluation before and events at work."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.codec import decode
from app.registers.evaluations.events.domain import WorkEvent
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.sheets.domain import Evaluation


@dataclass(frozen=True, kw_only=True)
class Known:
    """``earlier`` is the person's evaluation before this one; ``events`` those of the person, newest first."""

    earlier: Evaluation | None = None
    events: tuple[WorkEvent, ...] = ()

    @property
    def earlier_marks(self) -> Mapping[str, int]:
        """Marks of the evaluation before, by criterion."""
        if self.earlier is None:
            return {}
        return {mark.criterion: mark.mark for mark in self.earlier.marks if mark.mark is not None}


def rules_of(evaluation: Evaluation) -> RegulationDraft:
    """The regulation frozen into the sheet."""
    rules: RegulationDraft = decode(RegulationDraft, evaluation.rules)
    return rules
