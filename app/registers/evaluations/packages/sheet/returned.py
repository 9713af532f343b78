"""What came back in the workbook of a package, put together to drafts of sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.core.dates import format_date
from app.exchange.protected_reading import Answer, Answers
from app.registers.evaluations.packages import words
from app.registers.evaluations.packages.domain import Filled, Place, Remark
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, EvaluationDraft, Goal, TrainingNeed


def filled(answers: Answers, evaluations: Mapping[int, Evaluation]) -> tuple[tuple[Filled, ...], tuple[Remark, ...]]:
    """The sheets as they came back, and what cannot be taken as it stands.

    ``evaluations`` are the sheets of the package as they are now; one that is gone comes back without any content.
    """
    by_sheet: dict[int, dict[str, Answer]] = {}
    for name, answer in answers.values.items():
        written, _, part = name.partition(".")
        by_sheet.setdefault(int(written), {})[part] = answer
    faults = [Remark(Place(fault.sheet, fault.cell), fault.value, fault.reason) for fault in answers.faults]
    sheets = []
    for number, parts in by_sheet.items():
        reading = _Reading(parts, evaluations.get(number))
        sheets.append(Filled(evaluation_id=number, draft=reading.draft(), page=reading.page, places=reading.places))
        faults += reading.faults
    return tuple(sheets), tuple(faults)


class _Reading:
    """One sheet being put together; what the workbook does not hold keeps its stored value."""

    def __init__(self, parts: Mapping[str, Answer], stored: Evaluation | None) -> None:
        self._parts, self._stored = parts, stored
        self.page = next(iter(parts.values())).sheet
        self.places: dict[str, Place] = {name: Place(each.sheet, each.cell) for name, each in parts.items()}
        self.faults: list[Remark] = []

    def draft(self) -> EvaluationDraft:
        if self._stored is None:
            return EvaluationDraft()
        return EvaluationDraft(
            employee_id=self._stored.employee_id,
            planned_on=self._stored.planned_on,
            marks=tuple(self._mark(index, mark) for index, mark in enumerate(self._stored.marks)),
            opinion=self._value("opinion") or "",
            conclusions=self._value("conclusions") or "",
            goals=tuple(self._goals(self._stored.goals)),
            needs=tuple(self._needs()),
        )

    def _mark(self, index: int, stored: CriterionMark) -> CriterionMark:
        given = self._value(f"marks.{index}.mark")
        applies = given != words.NOT_APPLICABLE
        return replace(
            stored,
            mark=given if applies else None,
            not_applicable=not applies,
            reason=self._value(f"marks.{index}.reason") or "",
        )

    def _goals(self, stored: Sequence[Goal]) -> Iterator[Goal]:
        done = {goal.goal: goal.done_on for goal in stored}
        kept = 0
        for index in self._rows("goals"):
            goal, due_on = (self._value(f"goals.{index}.{name}") for name in ("goal", "due_on"))
            if goal:
                self._moved("goals", index, kept)
                kept += 1
                yield Goal(goal=goal, due_on=due_on, done_on=done.get(goal))
            elif due_on is not None:
                self._fault(f"goals.{index}.due_on", words.DATE_WITHOUT_TEXT)

    def _needs(self) -> Iterator[TrainingNeed]:
        kept = 0
        for index in self._rows("needs"):
            topic, wanted_by, reason = (self._value(f"needs.{index}.{n}") for n in ("topic", "wanted_by", "reason"))
            if topic:
                self._moved("needs", index, kept)
                kept += 1
                yield TrainingNeed(topic=topic, reason=reason or "", wanted_by=wanted_by)
            elif wanted_by is not None:
                self._fault(f"needs.{index}.wanted_by", words.DATE_WITHOUT_TEXT)
            elif reason:
                self._fault(f"needs.{index}.reason", words.REASON_WITHOUT_TOPIC)

    def _rows(self, name: str) -> list[int]:
        return sorted({int(part.split(".")[1]) for part in self._parts if part.startswith(f"{name}.")})

    def _moved(self, name: str, index: int, kept: int) -> None:
        """Blank rows are skipped: a problem of the second goal may stand in the fourth row."""
        for part, answer in self._parts.items():
            if part.startswith(f"{name}.{index}."):
                self.places[f"{name}.{kept}.{part.split('.')[2]}"] = Place(answer.sheet, answer.cell)

    def _value(self, name: str) -> Any:
        answer = self._parts.get(name)
        return None if answer is None else answer.value

    def _fault(self, name: str, reason: str) -> None:
        answer = self._parts[name]
        value = format_date(answer.value) if isinstance(answer.value, date) else str(answer.value)
        self.faults.append(Remark(Place(answer.sheet, answer.cell), value, reason))
