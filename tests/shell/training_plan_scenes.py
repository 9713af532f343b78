"""The windows of training needs, the plan and agreements, for rules that hold on every window."""

from datetime import date

from PySide6.QtWidgets import QWidget

from app.people.employees.domain import EmployeeDraft
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, Ending
from app.registers.trainings.agreements.windows import ending, repaying
from app.registers.trainings.needs.domain import Candidate, Gathered, Need, NeedDraft, Priority, Source, TopicGroup
from app.registers.trainings.needs.windows.dropping import dropping
from app.registers.trainings.needs.windows.gather_window import GatherWindow
from app.registers.trainings.plan.windows.planning import open_planning
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import DeedWindow
from tests.registers.service_cards.drafts import add_unit
from tests.shell.windows import Desk

_DAY = date(2026, 11, 22)
_TOPIC = "Prawo zamówień publicznych w jednostkach samorządu terytorialnego po zmianach"
FOUND = Gathered(
    (
        TopicGroup(
            _TOPIC,
            tuple(
                Candidate(
                    source=Source.EVALUATION,
                    topic=_TOPIC if number else f"{_TOPIC}.",
                    reason="nowe zadania",
                    employee_id=number,
                    person="Brzęczyszczykiewicz-Żak Ewa",
                    unit="WGKiOŚ",
                    wanted_by=date(2027, 6, 30),
                    priority=Priority.MEDIUM,
                    origin=str(number),
                    told="rozmowa oceniająca 20.11.2026, arkusz nr 12/2026",
                    likely=bool(number),
                )
                for number in range(3)
            ),
        ),
    ),
    ("Nie masz uprawnienia do czytania ocen, więc potrzeb i celów z rozmów oceniających tu nie ma.",),
    4,
)


def _gathering(desk: Desk) -> QWidget:
    window = GatherWindow(lambda _since, _until: FOUND, desk.window.jobs, date(2025, 11, 22), _DAY, desk.window)
    desk.until(window.list.topLevelItemCount)
    return window


def _need(desk: Desk) -> Need:
    draft = NeedDraft(topic=_TOPIC, people=12, wanted_by=date(2027, 3, 1), priority=Priority.HIGH)
    return desk.services.training_needs.create(draft).record


def _deed(desk: Desk, deed: Deed) -> QWidget:
    workspace = desk.window.workspace
    return DeedWindow(deed, workspace.jobs, workspace.forms.dialogs, desk.window)


def _dropping(desk: Desk) -> QWidget:
    return _deed(desk, dropping(_need(desk), desk.services.training_needs))


def _planning(desk: Desk) -> QWidget:
    _need(desk)
    open_planning(desk.window.workspace, desk.services, [_need(desk).id])
    window: QWidget = desk.dialog(DeedWindow)
    return window


def _agreement(desk: Desk, symbol: str) -> Agreement:
    unit = add_unit(desk.services, symbol, "Plan")
    person = desk.services.employees.create(
        EmployeeDraft(surname=f"Żak-{symbol}", first_name="Ewa", unit_id=unit)
    ).record.id
    draft = AgreementDraft(
        employee_id=person,
        signed_on=date(2024, 9, 15),
        subject=_TOPIC,
        training_starts_on=date(2024, 10, 1),
        training_ends_on=date(2025, 6, 30),
        cost=600_000,
        months=36,
    )
    return desk.services.training_agreements.create(draft).record


def _ending(desk: Desk) -> QWidget:
    agreements, one = desk.services.training_agreements, _agreement(desk, "KO")
    ended = agreements.end(one.id, one.version, date(2026, 9, 30), Ending.NOTICE_BY_EMPLOYEE, 100_00, "choroba")
    return _deed(desk, ending(ended.record, agreements, None))


def _repaying(desk: Desk) -> QWidget:
    agreements, one = desk.services.training_agreements, _agreement(desk, "ZW")
    ended = agreements.end(one.id, one.version, date(2026, 9, 30), Ending.FAULT).record
    return _deed(desk, repaying(ended, agreements, _DAY))


SCENES = {
    "needs_gathering": _gathering,
    "need_dropping": _dropping,
    "needs_planning": _planning,
    "agreement_ending": _ending,
    "agreement_repaying": _repaying,
}
