"""A campaign from its preparation to its end: what is refused, what is frozen, what can be taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.people.absences.model import AbsenceRow
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.records.mapping import draft_of
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, CampaignDraft, CampaignState, Candidate, Choice
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.sheets.domain import State, Verdict
from app.registers.evaluations.sheets.model import EvaluationRow
from tests.registers.evaluations.campaigns.office import DAY, END, draft, person, small_office

BOTH_ENGINES = True


@pytest.fixture
def campaigns(services: Services) -> Campaigns:
    return Campaigns(services.store, services.clock)


@pytest.fixture
def ids(services: Services) -> dict[str, int]:
    return small_office(services)


@pytest.fixture
def prepared(campaigns: Campaigns, ids: dict[str, int]) -> Campaign:
    return campaigns.create(draft(ids)).record


def started(campaigns: Campaigns, campaign: Campaign) -> Campaign:
    return campaigns.start(campaign.id, campaign.version).record


def one(campaigns: Campaigns, campaign: Campaign, employee_id: int) -> Candidate:
    return next(each for each in campaigns.candidates(campaign.id) if each.employee_id == employee_id)


def set_state(services: Services, campaign: Campaign, *states: State) -> None:
    """Put the first sheets of a campaign into these states; how they get there is the sheets' own matter."""
    with services.store.writing() as session:
        rows = session.scalars(select(EvaluationRow).order_by(EvaluationRow.id)).all()
        for row, state in zip(rows, states, strict=False):
            row.state = state
            row.touch(services.clock.now())


def change(services: Services, employee_id: int, **more: Any) -> None:
    record = services.employees.get(employee_id)
    services.employees.update(employee_id, record.version, replace(draft_of(record, EmployeeDraft), **more))


# -- rules of the record -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, ("name", "required")),
        ({"regulation_id": None}, ("regulation_id", "required")),
        ({"structure_on": None}, ("structure_on", "required")),
        ({"ends_on": None}, ("ends_on", "required")),
        ({"starts_on": date(2026, 12, 16)}, ("ends_on", "campaign_order")),
        ({"structure_on": date(2026, 12, 16)}, ("structure_on", "structure_after_end")),
        ({"structure_on": date(2019, 12, 31), "starts_on": None}, ("regulation_id", "regulation_not_in_force")),
        ({"regulation_id": 99}, ("regulation_id", "missing_reference")),
        ({"choices": (Choice(employee_id=99, reason="x"),)}, ("choices.0.employee_id", "missing_reference")),
        ({"choices": (Choice(employee_id=1, reason=""),)}, ("choices.0.reason", "required")),
        ({"choices": (Choice(employee_id=1, reason="x"),) * 2}, ("choices.1.employee_id", "chosen_twice")),
    ],
)
def test_broken_rules(
    campaigns: Campaigns, ids: dict[str, int], changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        campaigns.create(draft(ids, **changes))
    assert [(each.field, each.code) for each in refusal.value.problems] == [expected]
    assert campaigns.count(Query()) == 0


def test_two_campaigns_do_not_share_a_name_and_the_newest_comes_first(
    campaigns: Campaigns, ids: dict[str, int], prepared: Campaign
) -> None:
    with pytest.raises(Invalid, match="już założono"):
        campaigns.create(draft(ids))
    later = campaigns.create(draft(ids, name="A wcześniej w abecadle", structure_on=date(2025, 1, 2), starts_on=None))
    assert [each.id for each in campaigns.page(Query(), 0, 9)] == [prepared.id, later.record.id]


# -- who is in ---------------------------------------------------------------------------------------------------


def test_everybody_of_the_office_is_listed_with_rater_and_reason(
    campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    listed = {each.employee_id: each for each in campaigns.candidates(prepared.id)}
    assert set(listed) == {ids[name] for name in ("mayor", "head", "clerk1", "clerk2", "clerk3")}
    assert not listed[ids["mayor"]].included
    assert listed[ids["head"]].rater_id == ids["mayor"]
    assert (listed[ids["clerk1"]].rater, listed[ids["clerk1"]].unit) == ("Ewa Kierownik", "Referat Finansowy")


def test_an_absence_on_the_day_keeps_somebody_out_without_a_word_on_its_kind(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    with services.store.writing() as session:
        row = AbsenceRow(employee_id=ids["clerk1"], kind="parental", valid_from=DAY, note="", sort="", find="")
        row.touch(services.clock.now())
        row.created_at = row.updated_at
        session.add(row)
    found = one(campaigns, prepared, ids["clerk1"])
    assert not found.included
    assert words.why(found).startswith("Nieobecność od 02.11.2026 bez podanego końca")


def test_decisions_are_kept_changed_and_taken_back(
    campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    both = (ids["clerk1"], ids["mayor"])
    outcome = campaigns.choose(prepared.id, prepared.version, both, included=False, reason=" zmiana stanowiska ")
    assert outcome.message == "Wyłączono z kampanii: 2 osoby."
    assert "zmiana stanowiska" in words.why(one(campaigns, prepared, ids["clerk1"]))
    again = campaigns.choose(prepared.id, outcome.record.version, (ids["mayor"],), included=True, reason="tak chce")
    assert one(campaigns, prepared, ids["mayor"]).included
    campaigns.choose(prepared.id, again.record.version, both, included=None)
    assert campaigns.get(prepared.id).choices == ()
    assert not one(campaigns, prepared, ids["mayor"]).included


def test_a_decision_needs_a_reason_the_present_version_and_the_act_s_leave(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    with pytest.raises(Invalid, match="Powód"):
        campaigns.choose(prepared.id, prepared.version, (ids["clerk1"],), included=False, reason=" ")
    with pytest.raises(Conflict):
        campaigns.choose(prepared.id, 9, (ids["clerk1"],), included=False, reason="x")
    late = person(services, "Później", ids["unit"], post_since=date(2026, 12, 1), employed_from=date(2026, 12, 1))
    with pytest.raises(Refusal, match=r"Ewa Później, inspektor\. Nie pracuje w urzędzie w dniu 02\.11\.2026"):
        campaigns.choose(prepared.id, prepared.version, (late,), included=True, reason="x")


# -- start -------------------------------------------------------------------------------------------------------


def test_a_start_makes_a_sheet_for_everybody_who_is_in_and_freezes_the_list(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    before = campaigns.candidates(prepared.id)
    outcome = campaigns.start(prepared.id, prepared.version)
    assert outcome.message == "Rozpoczęto kampanię „Oceny 2026”: 4 osoby z arkuszem oceny."
    lines = campaigns.lines(prepared.id)
    assert tuple(line.candidate for line in lines) == before
    made = [line for line in lines if line.sheet_id is not None]
    assert {line.state for line in made} == {State.PLANNED}
    assert len({line.number for line in made}) == len(made) == 4
    # nothing that happens in the office later changes the list
    change(services, ids["clerk1"], surname="Inna", post_kind=PostKind.AUXILIARY)
    services.employees.delete(ids["clerk2"], services.employees.get(ids["clerk2"]).version)
    assert campaigns.candidates(prepared.id) == before


def test_sheets_carry_what_was_true_on_the_structure_day(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    started(campaigns, prepared)
    with services.store.reading() as session:
        row = session.scalars(select(EvaluationRow).where(EvaluationRow.employee_id == ids["clerk1"])).one()
    assert (row.person, row.person_number, row.unit) == ("Ewa Urzędnik 1", "101", "Referat Finansowy")
    assert (row.rater_id, row.rater, row.rater_post) == (ids["head"], "Ewa Kierownik", "kierownik")
    assert (row.campaign, row.frozen_on, row.planned_on) == ("Oceny 2026", DAY, END)
    assert len(row.rules["criteria"]) == 13
    assert row.due_by is None or f"{row.due_by:%d.%m.%Y}" in row.due_by_why


def test_sheets_say_how_their_days_were_counted(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    services.evaluations.record_earlier(ids["clerk1"], date(2025, 3, 31), Verdict.POSITIVE)
    started(campaigns, prepared)
    (sheet,) = [each for each in services.evaluations.all() if each.employee_id == ids["clerk1"] and each.campaign_id]
    assert (sheet.period_from, sheet.due_by, sheet.not_before) == (
        date(2025, 4, 1),
        date(2027, 3, 31),
        date(2025, 10, 1),
    )
    assert sheet.due_by_why.startswith("24 miesiące od poprzedniej oceny 31.03.2025 (art. 27 ust. 2")
    assert sheet.not_before_why.startswith("Nie wcześniej niż po 6 miesiącach od poprzedniej oceny 31.03.2025 (art. 27")


@pytest.mark.parametrize("superior", ["self", "ring", "none"])
def test_nobody_gets_a_sheet_while_one_person_lacks_a_rater(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int], superior: str
) -> None:
    if superior == "none":
        person(services, "Bez Szefa", services.units.create(_unit("X")).record.id)
    elif superior == "ring":
        first = person(services, "Bez Szefa", ids["unit"])
        second = person(services, "Druga", ids["unit"], superior_id=first)
        _name_superior(services, first, second)
    else:
        _name_superior(services, person(services, "Bez Szefa", ids["unit"]), None)
    saved: list[str] = []
    watching = Campaigns(services.store, services.clock, before_start=lambda: saved.append("copy"))
    with pytest.raises(Refusal, match=r"bez oceniającego \(.*Bez Szefa, inspektor"):
        watching.start(prepared.id, prepared.version)
    assert campaigns.get(prepared.id).state is CampaignState.PREPARED
    assert not saved
    with services.store.reading() as session:
        assert session.scalars(select(EvaluationRow)).all() == []


def _unit(symbol: str) -> Any:
    from app.people.units.domain import UnitDraft

    return UnitDraft(symbol=symbol, name=f"Komórka {symbol}")


def _name_superior(services: Services, employee_id: int, superior_id: int | None) -> None:
    """As older data may say it: the form refuses rings and oneself."""
    from app.people.employees.model import EmployeeRow

    with services.store.writing() as session:
        row = session.get_one(EmployeeRow, employee_id)
        row.superior_id = superior_id or employee_id
        row.touch(services.clock.now())


def test_a_copy_is_made_before_the_start_and_a_failed_copy_stops_it(
    services: Services, campaigns: Campaigns, prepared: Campaign
) -> None:
    def no_disk() -> None:
        raise Refusal("Na dysku nie ma miejsca.")

    with pytest.raises(Refusal, match="Na dysku"):
        Campaigns(services.store, services.clock, before_start=no_disk).start(prepared.id, prepared.version)
    assert campaigns.get(prepared.id).state is CampaignState.PREPARED


def test_no_start_before_the_structure_day_nor_twice_nor_of_an_old_version(
    campaigns: Campaigns, ids: dict[str, int], prepared: Campaign
) -> None:
    future = campaigns.create(draft(ids, name="Później", structure_on=date(2026, 12, 1))).record
    with pytest.raises(Refusal, match="można rozpocząć od dnia struktury"):
        campaigns.start(future.id, future.version)
    with pytest.raises(Conflict):
        campaigns.start(prepared.id, prepared.version + 1)
    running = started(campaigns, prepared)
    with pytest.raises(Refusal, match="jest teraz w stanie „trwa”"):
        campaigns.start(running.id, running.version)


def test_nobody_in_means_no_start(campaigns: Campaigns, prepared: Campaign) -> None:
    everybody = [each.employee_id for each in campaigns.candidates(prepared.id)]
    chosen = campaigns.choose(prepared.id, prepared.version, everybody, included=False, reason="próba").record
    with pytest.raises(Refusal, match="nikt jej nie podlega"):
        campaigns.start(chosen.id, chosen.version)


def test_who_has_an_open_sheet_is_out_of_the_next_campaign(
    campaigns: Campaigns, ids: dict[str, int], prepared: Campaign
) -> None:
    started(campaigns, prepared)
    second = campaigns.create(draft(ids, name="Druga")).record
    found = one(campaigns, second, ids["clerk1"])
    assert not found.included
    assert "Ma już arkusz oceny, który nie jest zakończony" in words.why(found)


def test_a_started_campaign_keeps_its_rules_but_not_its_end(campaigns: Campaigns, prepared: Campaign) -> None:
    running = started(campaigns, prepared)
    given = draft_of(running, CampaignDraft)
    changes: tuple[tuple[str, Any], ...] = (("name", "Inna"), ("structure_on", END), ("extended", (PostKind.ADVISER,)))
    for field, value in changes:
        with pytest.raises(Invalid) as refusal:
            campaigns.update(running.id, running.version, replace(given, **{field: value}))
        assert [(each.field, each.code) for each in refusal.value.problems] == [(field, "campaign_started")]
    later = campaigns.update(running.id, running.version, replace(given, ends_on=date(2026, 12, 31), note="dłużej"))
    assert later.record.ends_on == date(2026, 12, 31)
    with pytest.raises(Refusal, match="Nie można usunąć kampanii"):
        campaigns.delete(running.id, later.record.version)


# -- taking back, closing ----------------------------------------------------------------------------------------


def test_a_start_is_taken_back_while_all_sheets_are_planned_and_can_be_repeated(
    campaigns: Campaigns, prepared: Campaign
) -> None:
    outcome = campaigns.start(prepared.id, prepared.version)
    assert outcome.undo is not None
    back = outcome.undo.run()
    assert back.record.state is CampaignState.PREPARED
    assert all(line.sheet_id is None for line in campaigns.lines(prepared.id))
    assert sum(each.included for each in campaigns.candidates(prepared.id)) == 4
    assert back.undo is not None
    assert back.undo.run().record.state is CampaignState.RUNNING


def test_a_start_stays_once_a_sheet_was_worked_on(services: Services, campaigns: Campaigns, prepared: Campaign) -> None:
    running = started(campaigns, prepared)
    set_state(services, running, State.CRITERIA_GIVEN)
    with pytest.raises(Refusal, match="arkusze są już wypełniane"):
        campaigns.take_back_start(running.id, running.version)
    assert campaigns.get(running.id).state is CampaignState.RUNNING


def test_closing_names_open_sheets_and_leaves_them_only_on_purpose(
    services: Services, campaigns: Campaigns, prepared: Campaign
) -> None:
    running = started(campaigns, prepared)
    set_state(services, running, State.FINAL, State.FINAL, State.CANCELLED)
    (left,) = campaigns.open_left(running.id)
    with pytest.raises(Refusal, match="niezakończone arkusze") as refusal:
        campaigns.close(running.id, running.version)
    assert left in str(refusal.value)
    closed = campaigns.close(running.id, running.version, leaving_open=True)
    assert closed.record.state is CampaignState.CLOSED
    assert left.split(", ")[-1] in closed.record.note
    assert closed.undo is not None
    assert closed.undo.run().record.state is CampaignState.RUNNING


def test_a_campaign_without_open_sheets_closes_at_once(
    services: Services, campaigns: Campaigns, prepared: Campaign
) -> None:
    running = started(campaigns, prepared)
    set_state(services, running, *(State.FINAL,) * 4)
    assert campaigns.close(running.id, running.version).record.state is CampaignState.CLOSED


# -- progress ----------------------------------------------------------------------------------------------------


def test_progress_counts_delivered_sheets_by_unit_and_rater(
    services: Services, campaigns: Campaigns, prepared: Campaign, ids: dict[str, int]
) -> None:
    running = started(campaigns, prepared)
    set_state(services, running, State.DELIVERED, State.SIGNED, State.FINAL, State.CANCELLED)
    assert campaigns.totals() == {running.id: (2, 3)}
    found = [(each.unit, each.rater, each.done, each.sheets) for each in campaigns.progress(running.id)]
    assert sum(done for _, _, done, _ in found) == 2
    assert sum(sheets for _, _, _, sheets in found) == 3
    assert {rater for _, rater, _, _ in found} <= {"Ewa Kierownik", "Ewa Burmistrz"}


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [(date(2026, 11, 21), {"late": 1}), (date(2026, 12, 6), {"soon": 1}), (date(2026, 12, 7), {})],
)
def test_attention_to_the_end_of_running_campaigns(
    campaigns: Campaigns, ids: dict[str, int], ends_on: date, expected: dict[str, int]
) -> None:
    campaign = campaigns.create(draft(ids, ends_on=ends_on)).record
    assert campaigns.attention() == {}
    started(campaigns, campaign)
    assert campaigns.attention() == expected
    for key in expected:
        assert campaigns.count(Query(filters={"concern": frozenset({key})})) == 1


def test_attention_to_people_whom_the_act_wanted_evaluated_by_now(
    services: Services, campaigns: Campaigns, ids: dict[str, int]
) -> None:
    services.evaluations.record_earlier(ids["clerk1"], date(2024, 11, 3), Verdict.POSITIVE, "")
    campaign = campaigns.create(draft(ids)).record
    found = one(campaigns, campaign, ids["clerk1"])
    assert (found.last_on, found.due_by, found.included) == (date(2024, 11, 3), date(2026, 11, 3), True)
    started(campaigns, campaign)
    assert campaigns.attention() == {"overdue": 1}


# -- rights ------------------------------------------------------------------------------------------------------


def test_who_sees_no_personnel_data_sees_the_list_only_once_it_is_frozen(
    services: Services, campaigns: Campaigns, prepared: Campaign
) -> None:
    reader = Actor("sekretarz", frozenset({"evaluation_campaign.read", "employee.read"}))
    limited = Campaigns(services.store, services.clock, lambda: reader)
    with pytest.raises(Refusal, match="powstaje z danych kadrowych"):
        limited.candidates(prepared.id)
    with pytest.raises(NotAllowed):
        limited.start(prepared.id, prepared.version)
    started(campaigns, prepared)
    assert len(limited.candidates(prepared.id)) == 5
