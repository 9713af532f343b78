"""The window of a campaign: what it shows, which deeds it offers in which state, decisions, start, export."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Services
from app.core.permissions import Actor
from app.registers.evaluations.campaigns.domain import Campaign, CampaignState, Line
from app.registers.evaluations.campaigns.spreadsheets import CampaignSpreadsheets
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.campaigns.windows.campaign import CampaignTools, CampaignWindow
from app.registers.evaluations.campaigns.windows.choosing import ChoosingWindow
from app.registers.evaluations.campaigns.windows.starting import StartingWindow
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from app.widgets.workspace import Workspace
from tests.registers.evaluations.campaigns.office import draft, small_office
from tests.widgets.fakes import FakeDialogs, FakeKit, MemoryLayouts


class _Desk:
    """A campaign's window over a small office, with stand-ins for the shell."""

    def __init__(self, qtbot: QtBot, services: Services, campaigns: Campaigns, campaign: Campaign) -> None:
        self.qtbot, self.services, self.campaign = qtbot, services, campaign
        self.dialogs = FakeDialogs()
        self.kit = FakeKit(self.dialogs, Jobs(self.dialogs), ChangeBus(), MemoryLayouts())
        self.shown: list[tuple[str, int]] = []
        self.printed: list[str] = []
        self.outer = QWidget()
        qtbot.addWidget(self.outer)
        self.workspace = cast("Workspace", self._workspace())
        sheets = CampaignSpreadsheets(self.workspace, campaigns, services.offices)
        tools = CampaignTools(
            workspace=self.workspace,
            campaigns=campaigns,
            clock=services.clock,
            edit=lambda _campaign: None,
            export=sheets.export,
            prints=services.campaign_prints,
        )
        self.window = CampaignWindow(campaign.id, tools, self.outer)
        self.window.show()
        self.read()

    def _workspace(self) -> Any:
        def go_to_record(entity: str, record_id: int) -> bool:
            self.shown.append((entity, record_id))
            return True

        def print_pdf(pdf: bytes, title: str, _printed: object) -> None:
            assert pdf.startswith(b"%PDF")
            self.printed.append(title)

        return SimpleNamespace(
            **{name: getattr(self.kit, name) for name in ("jobs", "dialogs", "bus", "layouts", "report", "say")},
            window=self.outer,
            go_to_record=go_to_record,
            print_pdf=print_pdf,
            deeds_on=lambda _entity: (),
        )

    def read(self) -> None:
        """Wait until the window has read what is stored."""
        stored = self.services.campaigns.get(self.campaign.id)
        self.qtbot.waitUntil(
            lambda: self.window._campaign is not None and self.window._campaign.version == stored.version
        )

    def choose(self, *names: str) -> list[Line]:
        people = self.window.people
        people.table.clearSelection()
        flags = people.table.selectionModel().SelectionFlag
        for row in range(people.model.rowCount()):
            line = people.model.record(row)
            if line is not None and line.candidate.person in names:
                index = people.model.index(row, 0)
                people.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
        return list(people.selected())

    def dialog(self, kind: type[QWidget]) -> Any:
        (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        return found

    def offered(self) -> set[str]:
        """Visible deeds by the first part of their names."""
        people = self.window.people
        actions = (
            people.start_action,
            people.choose_action,
            people.sheet_action,
            people.close_action,
            people.sheets_action,
            people.edit_action,
        )
        return {action.objectName().removesuffix("_people") for action in actions if action.isVisible()}


@pytest.fixture
def ids(services: Services) -> dict[str, int]:
    return small_office(services)


@pytest.fixture
def desk(qtbot: QtBot, services: Services, ids: dict[str, int]) -> Iterator[_Desk]:
    made = _Desk(qtbot, services, services.campaigns, services.campaigns.create(draft(ids)).record)
    yield made
    made.window.close()
    assert made.kit.jobs.shutdown(5000)


def test_everybody_is_listed_and_counted(desk: _Desk) -> None:
    assert desk.window.people.model.rowCount() == 5
    assert "do oceny: 4" in desk.window.strip.accessibleName()
    assert "poza kampanią: 1" in desk.window.strip.accessibleName()
    assert desk.offered() == {"start", "choose", "facts"}


def test_a_decision_needs_a_reason_and_is_shown_at_once(desk: _Desk) -> None:
    desk.choose("Ewa Urzędnik 1", "Ewa Urzędnik 2")
    assert desk.window.people.choose_action.text() == "Włącz albo wyłącz 2 osoby…"
    desk.window.people.choose_action.trigger()
    asked = desk.dialog(ChoosingWindow)
    asked.save.click()
    assert asked.isVisible(), "no reason was given"
    asked.reason.setText("zmiana stanowiska")
    asked.save.click()
    desk.qtbot.waitUntil(lambda: len(desk.kit.reported) == 1)
    desk.read()
    assert "do oceny: 2" in desk.window.strip.accessibleName()
    assert desk.kit.reported[0].message == "Wyłączono z kampanii: 2 osoby."


def test_a_decision_that_the_act_forbids_is_refused_in_words(desk: _Desk, ids: dict[str, int]) -> None:
    desk.choose("Ewa Burmistrz")
    desk.window.people.choose_action.trigger()
    asked = desk.dialog(ChoosingWindow)
    assert asked.findChild(QWidget, "include").isChecked(), "who is out is proposed to be put in"
    asked.reason.setText("na własną prośbę")
    asked.save.click()
    desk.qtbot.waitUntil(lambda: len(desk.kit.reported) == 1)
    desk.read()
    assert desk.services.campaigns.get(desk.campaign.id).choices[0].employee_id == ids["mayor"]
    # and the head of the office has no superior: the start says so and stays shut
    desk.window.people.start_action.trigger()
    start = desk.dialog(StartingWindow)
    assert not start.start.isEnabled()
    assert "Ewa Burmistrz" in start.findChild(QWidget, "problem").text()
    start.close()


def test_a_campaign_is_started_from_its_preview_and_then_offers_sheets(desk: _Desk) -> None:
    desk.window.people.start_action.trigger()
    preview = desk.dialog(StartingWindow)
    assert "Ewa Kierownik – 3 osoby" in preview.findChild(QWidget, "raters").toPlainText()
    preview.start.click()
    desk.qtbot.waitUntil(lambda: len(desk.kit.reported) == 1)
    desk.read()
    assert desk.offered() == {"sheet", "print_sheets", "close_campaign", "facts"}
    (line,) = desk.choose("Ewa Urzędnik 1")
    desk.window.people.sheet_action.trigger()
    assert desk.shown == [("evaluation", line.sheet_id)]


def test_closing_asks_where_sheets_are_open(desk: _Desk) -> None:
    desk.services.campaigns.start(desk.campaign.id, desk.campaign.version)
    desk.window.read()
    desk.read()
    desk.dialogs.answer = "Zamknij mimo to"
    desk.window.people.close_action.trigger()
    desk.qtbot.waitUntil(lambda: len(desk.kit.reported) == 1)
    assert "Ewa Urzędnik 1" in desk.dialogs.asked[0][1]
    desk.read()
    assert desk.services.campaigns.get(desk.campaign.id).state is CampaignState.CLOSED
    assert desk.offered() == {"sheet", "print_sheets", "facts"}


def test_staff_changes_are_followed_while_the_campaign_is_prepared(desk: _Desk, ids: dict[str, int]) -> None:
    employee = desk.services.employees.get(ids["clerk1"])
    desk.kit.bus.announce(desk.services.employees.delete(employee.id, employee.version).change)
    desk.qtbot.waitUntil(lambda: desk.window.people.model.rowCount() == 4)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_list_as_shown_goes_into_a_spreadsheet(desk: _Desk, tmp_path: Path, suffix: str) -> None:
    desk.dialogs.save_path = tmp_path / f"lista.{suffix}"
    desk.window.people.search.setText("Kierownik")
    desk.window.people.search.flush()
    desk.window.people.export_action.trigger()
    desk.qtbot.waitUntil(lambda: bool(desk.kit.said))
    assert desk.kit.said == [f"Zapisano listę w pliku lista.{suffix}."]
    if suffix == "csv":
        rows = (tmp_path / "lista.csv").read_text(encoding="utf-8-sig").splitlines()
        # the head of the unit, and the three whom she rates
        assert len(rows) == 1 + 4
        assert "Udział" in rows[0]
    else:
        assert (tmp_path / "lista.xlsx").read_bytes()[:2] == b"PK"


def test_the_list_is_printed(desk: _Desk) -> None:
    desk.window.people.print_action.trigger()
    desk.qtbot.waitUntil(lambda: bool(desk.printed))
    assert desk.printed == ["Lista kampanii Oceny 2026"]


def test_who_may_only_read_is_told_why_the_list_is_empty_and_offered_no_change(
    qtbot: QtBot, services: Services, ids: dict[str, int]
) -> None:
    campaign = services.campaigns.create(draft(ids)).record
    reader = Actor("sekretarz", frozenset({"evaluation_campaign.read", "employee.read"}))
    limited = Campaigns(services.store, services.clock, lambda: reader)
    desk = _Desk(qtbot, services, limited, campaign)
    assert "powstaje z danych kadrowych" in desk.window.facts.text()
    assert desk.offered() == set()
    desk.window.close()
    assert desk.kit.jobs.shutdown(5000)
