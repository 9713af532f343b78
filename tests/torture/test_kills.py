"""kill -9 in random moments: nothing acknowledged is lost, nothing is half done, every file is sound."""

from pathlib import Path

import pytest

from tests.torture.kills import kill_loop
from tests.torture.nursery import Nursery
from tests.torture.scenarios import KEY, BackingUp, Importing, Migrating, Restoring, Scenario, Writing
from tests.torture.soundness import judge_writers

pytestmark = pytest.mark.xdist_group("torture")


@pytest.mark.parametrize(
    ("scenario", "kills"),
    [
        (Writing(None), 6),
        (Writing(KEY), 12),
        (Importing(KEY), 6),
        (BackingUp(KEY), 8),
        (Migrating(KEY), 8),
        (Restoring(KEY), 8),
    ],
    ids=lambda value: value.title if isinstance(value, Scenario) else "",
)
def test_kill_loses_nothing(scenario: Scenario, kills: int, running: Nursery, tmp_path: Path) -> None:
    tally = kill_loop(scenario, running, tmp_path, kills, seed=1)
    assert tally.faults == []
    assert (tally.events, tally.lost, tally.corrupt) == (kills, 0, 0)


def test_two_programs_save_in_turn_without_a_refusal(running: Nursery, tmp_path: Path) -> None:
    scenario = Writing(KEY)
    scenario.prepare(tmp_path)
    running.heard()
    for pid in [running.start(scenario.order(tmp_path, "write", name=name, limit=20)) for name in "AB"]:
        assert running.end(pid) == 0
    lines = running.heard()
    assert [line for line in lines if line.startswith("refused")] == []
    assert sum(line.startswith("ack ") for line in lines) == 40
    verdict = scenario.judge(tmp_path, lines)
    assert (verdict.acknowledged, verdict.lost, verdict.faults) == (40, 0, [])


def test_the_harness_sees_a_lost_and_a_half_saved_change(running: Nursery, tmp_path: Path) -> None:
    from db.engine import connect

    scenario = Writing(None)
    scenario.prepare(tmp_path)
    running.end(running.start(scenario.order(tmp_path, "write", limit=8)))
    path = scenario.database(tmp_path)
    assert judge_writers(path, None, {"A": 9}, ("A",)).lost == 1
    connection = connect(path)
    connection.execute("DELETE FROM service_card_fee")
    connection.close()
    (fault,) = judge_writers(path, None, {"A": 8}, ("A",)).faults
    assert "half saved" in fault
