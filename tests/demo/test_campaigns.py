"""The invented evaluations show what the register can do: a finished campaign, a running one, three appeals."""

from collections import Counter

from app.bootstrap import Services
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.sheets.domain import CLOSED, Decision, Kind, State, Verdict
from app.registers.evaluations.sheets.sealing import seal_ok


def test_one_campaign_is_finished_and_one_runs(demo_services: Services) -> None:
    states = Counter(campaign.state for campaign in demo_services.campaigns.all())
    assert states == {CampaignState.CLOSED: 1, CampaignState.RUNNING: 1}


def test_three_appeals_in_three_stages(demo_services: Services) -> None:
    appeals = [sheet for sheet in demo_services.evaluations.all() if sheet.appeal_on is not None]
    assert {sheet.decision for sheet in appeals} == {Decision.UPHELD, Decision.CHANGED, None}
    assert len(appeals) == 3
    waiting = next(sheet for sheet in appeals if sheet.decision is None)
    assert waiting.state is State.APPEALED


def test_sheets_stand_in_many_states_and_their_seals_hold(demo_services: Services) -> None:
    sheets = demo_services.evaluations.all()
    running = {sheet.state for sheet in sheets if sheet.state not in CLOSED}
    assert len(running) >= 6
    assert all(seal_ok(sheet) for sheet in sheets if sheet.signed_on is not None)


def test_a_negative_one_is_followed_by_another(demo_services: Services) -> None:
    sheets = {sheet.id: sheet for sheet in demo_services.evaluations.all()}
    (again,) = [sheet for sheet in sheets.values() if sheet.kind is Kind.AFTER_NEGATIVE]
    assert again.origin_id is not None
    assert sheets[again.origin_id].verdict is Verdict.NEGATIVE
    assert again.verdict is Verdict.POSITIVE


def test_everybody_who_is_rated_has_a_rater(demo_services: Services) -> None:
    for campaign in demo_services.campaigns.all():
        listed = demo_services.campaigns.candidates(campaign.id)
        assert all(each.rater_id is not None for each in listed if each.included)
        assert len({each.rater_id for each in listed if each.included}) >= 14
