"""Invented sheets at every stage of the procedure, for tests of prints."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.registers.evaluations.sheets.domain import (
    Beside,
    CriterionMark,
    Decision,
    Delivery,
    Evaluation,
    Goal,
    Kind,
    Previous,
    State,
    TrainingNeed,
    Verdict,
)
from app.registers.evaluations.sheets.sealing import seal_of
from tests.registers.evaluations.sheets.sample_sheets import THIRTEEN, marks, sheet

DAY = date(2026, 11, 22)
RULES = replace(THIRTEEN, order_number="120.5.2026", order_date=date(2026, 1, 2))
BESIDE = Beside(
    Previous(
        employee_id=5,
        evaluation_id=4,
        number="3/2024",
        on=date(2024, 11, 8),
        delivered_on=date(2024, 11, 10),
        final_on=date(2024, 11, 20),
        verdict=Verdict.POSITIVE,
    )
)
_VALUES = (4, 3, 5, 4, 4, 3, 4, 5, 3, 4, 2, 4, None)


def rated(reason: str = "") -> tuple[CriterionMark, ...]:
    """The thirteen criteria with marks; the last one does not apply."""
    return tuple(
        replace(
            criterion,
            mark=mark,
            self_mark=4,
            not_applicable=mark is None,
            reason=reason or ("Praca jednoosobowa." if mark is None else "Zażółć gęślą jaźń." if mark == 5 else ""),
        )
        for criterion, mark in zip(marks(RULES), _VALUES, strict=True)
    )


def delivered(**more: Any) -> Evaluation:
    """A positive sheet, delivered on Monday 9.11.2026."""
    values: dict[str, Any] = {
        "marks": rated(),
        "period_from": date(2024, 11, 8),
        "campaign": "Oceny okresowe 2026",
        "criteria_approved_on": date(2026, 10, 2),
        "self_assessed_on": date(2026, 10, 20),
        "marked_on": date(2026, 11, 3),
        "talk_planned_on": date(2026, 11, 5),
        "talk_place": "pokój 12",
        "talk_on": date(2026, 11, 5),
        "signed_on": date(2026, 11, 6),
        "delivered_on": date(2026, 11, 9),
        "delivery": Delivery.HAND,
        "head_delivered_on": date(2026, 11, 10),
        "opinion": "Pracuje rzetelnie.",
        "conclusions": "Omówiono wyniki.",
        "goals": (Goal(goal="Poznać system", due_on=date(2027, 3, 31)),),
        "needs": (TrainingNeed(topic="Ewidencja ludności", reason="nowe zadania", wanted_by=date(2027, 2, 28)),),
        "mean": 375,
        "level": "dobry",
        "verdict": Verdict.POSITIVE,
        "verdict_reason": "Osiąga oczekiwane wyniki.",
    }
    made = replace(sheet(State.DELIVERED, RULES, **values), **more)
    return replace(made, seal=seal_of(made))


def appealed(**more: Any) -> Evaluation:
    """A negative sheet whose appeal was decided; the mark was changed."""
    values: dict[str, Any] = {
        "state": State.APPEALED,
        "verdict": Verdict.NEGATIVE,
        "proposed_negative": True,
        "appeal_on": date(2026, 11, 12),
        "appeal_grounds": "Nie uwzględniono zastępstw.",
        "decision": Decision.CHANGED,
        "decision_on": date(2026, 11, 18),
        "decision_grounds": "Zastępstwa potwierdza lista obecności.",
    }
    return delivered(**{**values, **more})


def final_negative(**more: Any) -> Evaluation:
    """A negative sheet that became final on Tuesday 17.11.2026."""
    return delivered(state=State.FINAL, verdict=Verdict.NEGATIVE, final_on=date(2026, 11, 17), **more)


def planned(**more: Any) -> Evaluation:
    """A sheet whose criteria are known and nothing more."""
    values: dict[str, Any] = {
        "criteria_on": None,
        "period_from": date(2024, 11, 8),
        "planned_on": date(2026, 11, 30),
        "due_by": date(2026, 11, 8),
        "not_before": date(2025, 5, 11),
    }
    return replace(sheet(State.PLANNED, RULES, **values), **more)


def on_paper() -> Evaluation:
    """An evaluation made on paper, of which only day and result are known; no regulation was in force."""
    made = sheet(
        State.FINAL,
        kind=Kind.PAPER,
        number="P3/2026",
        marks=(),
        rater="",
        rater_post="",
        criteria_on=None,
        verdict=Verdict.POSITIVE,
        level="dobry",
        signed_on=date(2024, 3, 4),
        final_on=date(2024, 3, 4),
    )
    return replace(made, rules={})
