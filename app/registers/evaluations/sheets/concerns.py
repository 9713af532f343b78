"""What on a sheet waits for the office, as SQL: for the filter of the table and the lines of the dashboard.

The days come from the same dated terms as ``clocks``; a test compares both.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_

from app.core.legal_terms import legal_term
from app.registers.evaluations.sheets.domain import Kind, State
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.steps import UNSIGNED

_DAY = timedelta(days=1)
_SOON = timedelta(days=60)


class Concern(StrEnum):
    """Why a sheet waits, the most pressing first."""

    DECISION_LATE = "decision_late"
    DECISION_PRESSING = "decision_pressing"
    DECISION_SOON = "decision_soon"
    OVERDUE = "overdue"
    NOT_DELIVERED = "not_delivered"
    DECISION_NOT_DELIVERED = "decision_not_delivered"
    LATE_APPEAL = "late_appeal"
    NOT_DELIVERED_TO_HEAD = "not_delivered_to_head"
    APPEALED = "appealed"
    PLAN_PASSED = "plan_passed"
    DUE_SOON = "due_soon"
    TO_CLOSE = "to_close"
    APPEAL_TERM = "appeal_term"


_LABELS: Mapping[Concern, str] = {
    Concern.DECISION_LATE: "odwołanie po terminie",
    Concern.DECISION_PRESSING: "odwołanie: od {tenth}. dnia",
    Concern.DECISION_SOON: "odwołanie: od {seventh}. dnia",
    Concern.OVERDUE: "po terminie ustawowym",
    Concern.NOT_DELIVERED: "podpisana, niedoręczona",
    Concern.DECISION_NOT_DELIVERED: "decyzja niedoręczona",
    Concern.LATE_APPEAL: "odwołanie spóźnione",
    Concern.NOT_DELIVERED_TO_HEAD: "niedoręczona kierownikowi",
    Concern.APPEALED: "odwołanie do rozpatrzenia",
    Concern.PLAN_PASSED: "po planowanym dniu",
    Concern.DUE_SOON: "termin ustawowy blisko",
    Concern.TO_CLOSE: "do zamknięcia",
    Concern.APPEAL_TERM: "biegnie termin odwołania",
}


def label(concern: Concern, today: date) -> str:
    """The concern in a few words; the days come from the law of that day."""
    seventh, tenth = _alarms(today)
    return _LABELS[concern].format(seventh=seventh, tenth=tenth)


def _alarms(today: date) -> tuple[int, int]:
    """On which days of the term to decide about an appeal the office is reminded."""
    law = legal_term("evaluation_appeal_decision", today)
    first, second = (*law.alarms, law.number, law.number)[:2]
    return first, second


def conditions(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Each concern as a condition; those about an appeal exclude each other."""
    row = EvaluationRow
    open_still = row.state.in_(sorted(UNSIGNED))
    undecided = and_(row.state == State.APPEALED, row.decision.is_(None))
    law = legal_term("evaluation_appeal_decision", today)
    seventh, tenth = _alarms(today)
    late, pressing, soon = (today - days * _DAY for days in (law.number + 1, tenth, seventh))
    running = row.delivered_on >= _first_running(today)
    refused = row.restore_granted.is_(False)
    return {
        Concern.DECISION_LATE: and_(undecided, row.appeal_on <= late),
        Concern.DECISION_PRESSING: and_(undecided, row.appeal_on <= pressing, row.appeal_on > late),
        Concern.DECISION_SOON: and_(undecided, row.appeal_on <= soon, row.appeal_on > pressing),
        Concern.OVERDUE: and_(open_still, row.due_by < today),
        Concern.NOT_DELIVERED: row.state == State.SIGNED,
        Concern.DECISION_NOT_DELIVERED: and_(row.state == State.APPEALED, row.decision.is_not(None)),
        Concern.LATE_APPEAL: and_(
            row.state.in_((State.DELIVERED, State.FINAL)),
            row.appeal_on.is_not(None),
            row.restore_granted.is_(None),
            row.decision.is_(None),
        ),
        Concern.NOT_DELIVERED_TO_HEAD: and_(
            row.state.in_((State.DELIVERED, State.APPEALED, State.FINAL)),
            row.kind != Kind.PAPER,
            row.head_delivered_on.is_(None),
        ),
        Concern.APPEALED: and_(undecided, row.appeal_on > soon),
        Concern.PLAN_PASSED: and_(open_still, row.planned_on < today),
        Concern.DUE_SOON: and_(open_still, row.due_by >= today, row.due_by <= today + _SOON),
        Concern.TO_CLOSE: and_(row.state == State.DELIVERED, ~running, or_(row.appeal_on.is_(None), refused)),
        Concern.APPEAL_TERM: and_(row.state == State.DELIVERED, running, row.appeal_on.is_(None)),
    }


def _first_running(today: date) -> date:
    """The earliest day of delivery whose term to appeal has not passed today."""
    day = today
    while legal_term("evaluation_appeal", day - _DAY).from_day(day - _DAY).end >= today:
        day -= _DAY
    return day
