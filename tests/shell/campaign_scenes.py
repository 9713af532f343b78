"""The windows of evaluation campaigns, for rules that hold on every window."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.campaigns.domain import Campaign, CampaignDraft, Candidate, Line, Reason
from app.registers.evaluations.campaigns.windows.choosing import ChoosingWindow
from app.registers.evaluations.campaigns.windows.starting import StartingWindow
from tests.shell.windows import Desk

_DAY = date(2026, 11, 2)
_CANDIDATE = Candidate(
    employee_id=1,
    person="Ewa Brzęczyszczykiewicz-Żak",
    number="112",
    post="starszy specjalista do spraw gospodarki odpadami",
    unit_id=1,
    unit="Wydział Gospodarki Komunalnej i Ochrony Środowiska",
    rater_id=2,
    rater="Jan Kowalski",
    included=True,
    reasons=(Reason(code="first", details={"since": "01.09.2025"}),),
)
_LACKING = replace(_CANDIDATE, employee_id=3, rater_id=None, rater="", reasons=(Reason(code="rater_none"),))


def _campaign(desk: Desk, name: str) -> Campaign:
    regulations = desk.services.regulations
    known = regulations.in_force(_DAY) or regulations.add_pattern("trzynascie_kryteriow", _DAY).record
    draft = CampaignDraft(
        name=name, regulation_id=known.id, structure_on=_DAY, starts_on=_DAY, ends_on=date(2026, 12, 15)
    )
    return desk.services.campaigns.create(draft).record


def _people(desk: Desk) -> QWidget:
    campaign = _campaign(desk, "Oceny na próbę")
    tab: Any = desk.window.go_to("campaigns")
    tab.open_record(campaign)
    desk.settle()
    opened: Any = desk.window.findChild(QWidget, "campaign_window")
    desk.until(lambda: bool(opened.title.text()))
    shown: QWidget = opened
    return shown


def _choosing(desk: Desk) -> QWidget:
    window = ChoosingWindow((Line(candidate=_CANDIDATE),), lambda _included, _reason: None, desk.window)
    window.show()
    window.save.click()
    return window


def _starting(desk: Desk) -> QWidget:
    lines = (Line(candidate=_CANDIDATE), Line(candidate=_LACKING))
    return StartingWindow(_campaign(desk, "Oceny przed rozpoczęciem"), lines, lambda: None, desk.window)


SCENES = {"campaign": _people, "campaign_choosing": _choosing, "campaign_starting": _starting}
