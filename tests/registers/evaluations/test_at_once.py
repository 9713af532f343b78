"""Two programs do what excludes the other in one moment: one deed is done whole, the other is refused in Polish."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from app.bootstrap import Services, build, open_services
from app.core.errors import Refusal
from app.records.mapping import draft_of
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.sheets.domain import Decision, Delivery, EvaluationDraft, State
from tests.registers.evaluations.campaigns.office import draft, small_office
from tests.registers.evaluations.packages.handing_out import Office
from tests.registers.evaluations.sheets.people import add_people, delivered, marked, planned, signed

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)
Deed = Callable[[Services], Any]


@pytest.fixture
def rival(request: pytest.FixtureRequest, services: Services) -> Iterator[Services]:
    """Somebody else's program over the same data."""
    if services.store.is_server:
        with request.getfixturevalue("used_database").store() as store:
            yield build(store, services.clock)
        return
    path: Path = request.getfixturevalue("database")
    opened = open_services(path, services.clock)
    yield opened
    opened.close()


@pytest.fixture
def at_once(services: Services, rival: Services) -> Callable[..., list[str]]:
    """Do two deeds in one moment; what the refused ones were told."""

    def race(mine: Deed, theirs: Deed) -> list[str]:
        start = Barrier(2)

        def told(deed: Deed, program: Services) -> str:
            start.wait()
            try:
                deed(program)
            except Refusal as refusal:
                return str(refusal)
            return ""

        with ThreadPoolExecutor(2) as pool:
            said = [pool.submit(told, mine, services), pool.submit(told, theirs, rival)]
        return [each.result() for each in said if each.result()]

    return race


def test_a_campaign_is_started_once(services: Services, at_once: Callable[..., list[str]]) -> None:
    campaign = services.campaigns.create(draft(small_office(services))).record

    def start(program: Services) -> None:
        program.campaigns.start(campaign.id, campaign.version)

    (told,) = at_once(start, start)
    assert "jest teraz w stanie" in told
    sheets = services.evaluations.all()
    assert len(sheets) == len({sheet.employee_id for sheet in sheets}) == 4
    assert services.campaigns.get(campaign.id).state is CampaignState.RUNNING


def test_a_start_is_taken_back_or_somebody_gets_criteria(services: Services, at_once: Callable[..., list[str]]) -> None:
    prepared = services.campaigns.create(draft(small_office(services))).record
    campaign = services.campaigns.start(prepared.id, prepared.version).record
    sheet = services.evaluations.all()[0]
    (told,) = at_once(
        lambda program: program.campaigns.take_back_start(campaign.id, campaign.version),
        lambda program: program.evaluations.give_criteria(sheet.id, sheet.version, TODAY),
    )
    running = services.campaigns.get(campaign.id).state is CampaignState.RUNNING
    assert ("już wypełniane" if running else "już nie ma") in told
    assert len(services.evaluations.all()) == (4 if running else 0)


@pytest.mark.parametrize("deed", ["deliver", "file_appeal", "decide_appeal"])
def test_a_step_is_taken_once(services: Services, at_once: Callable[..., list[str]], deed: str) -> None:
    sheet = signed(services, planned(services, add_people(services).clerk), on=date(2026, 11, 16))
    evaluations = services.evaluations
    if deed != "deliver":
        sheet = evaluations.deliver(sheet.id, sheet.version, date(2026, 11, 16), Delivery.HAND).record
    if deed == "decide_appeal":
        sheet = evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 17), "x").record
    given: tuple[Any, ...] = {
        "deliver": (Delivery.HAND,),
        "file_appeal": ("Nie zgadzam się",),
        "decide_appeal": (Decision.CHANGED, "Ocena za niska"),
    }[deed]

    def step(program: Services) -> None:
        getattr(program.evaluations, deed)(sheet.id, sheet.version, TODAY, *given)

    (told,) = at_once(step, step)
    assert "Ktoś inny zapisał" in told
    assert evaluations.get(sheet.id).version == sheet.version + 1
    assert len(evaluations.linked(sheet.id)) == (deed == "decide_appeal")


def test_a_correction_is_made_once(services: Services, at_once: Callable[..., list[str]]) -> None:
    day = date(2026, 10, 1)
    sheet = delivered(services, planned(services, add_people(services).clerk), on=day)
    sheet = services.evaluations.make_final(sheet.id, sheet.version, TODAY).record

    def correct(program: Services) -> None:
        program.evaluations.correct(sheet.id, sheet.version, "Pomyłka w dacie")

    (told,) = at_once(correct, correct)
    assert "1/2026" in told or "2/2026" in told
    assert len(services.evaluations.linked(sheet.id)) == 1


def test_a_package_comes_back_while_its_sheet_is_marked(
    services: Services, at_once: Callable[..., list[str]], tmp_path: Path
) -> None:
    office = Office(services, tmp_path / "packages")
    file = office.filled(office.issue(), mark=3)
    sheet = office.sheets()[0]
    (told,) = at_once(
        lambda program: program.package_transfer.load(file, dry_run=False),
        lambda program: marked(program, sheet, 4),
    ) or [""]
    marks = [{mark.mark for mark in each.marks} for each in office.sheets()]
    if told:
        assert marks == [{3}, {3}, {3}]
        assert "Ktoś inny zapisał" in told
    else:
        # the package was refused as a whole, with the sheet named in its report
        assert marks == [{4}, {None}, {None}]


def test_a_sheet_and_a_campaign_for_one_person(services: Services, at_once: Callable[..., list[str]]) -> None:
    ids = small_office(services)
    campaign = services.campaigns.create(draft(ids)).record
    told = at_once(
        lambda program: program.campaigns.start(campaign.id, campaign.version),
        lambda program: program.evaluations.create(EvaluationDraft(employee_id=ids["clerk1"])),
    )
    assert all("arkusz" in each for each in told)
    of_person = [sheet for sheet in services.evaluations.all() if sheet.employee_id == ids["clerk1"]]
    assert [sheet.state for sheet in of_person] == [State.PLANNED]


def test_a_package_of_a_rater_is_handed_out_twice(
    services: Services, at_once: Callable[..., list[str]], tmp_path: Path
) -> None:
    office = Office(services, tmp_path / "packages")

    def issue(program: Services) -> None:
        program.package_transfer.issue(office.campaign.id, office.head, tmp_path / "out")

    told = at_once(issue, issue)
    assert told == []
    (line,) = [line for line in services.rater_packages.raters(office.campaign.id) if line.rater_id == office.head]
    assert line.package is not None
    assert line.package.serial == 2


def test_a_start_is_not_taken_back_over_what_was_written_on_a_planned_sheet(services: Services) -> None:
    prepared = services.campaigns.create(draft(small_office(services))).record
    campaign = services.campaigns.start(prepared.id, prepared.version).record
    sheet = services.evaluations.all()[0]
    written = replace(draft_of(sheet, EvaluationDraft), opinion="Pracuje rzetelnie")
    services.evaluations.update(sheet.id, sheet.version, written)
    with pytest.raises(Refusal, match="już wypełniane"):
        services.campaigns.take_back_start(campaign.id, campaign.version)
    assert len(services.evaluations.all()) == 4
