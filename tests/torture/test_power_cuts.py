"""Power cuts in random moments, replayed from a tape; and the proof that the method finds damage."""

from pathlib import Path

import pytest

from tests.torture.cuts import cut_loop
from tests.torture.nursery import Nursery
from tests.torture.scenarios import KEY, BackingUp, Importing, Migrating, Restoring, Scenario, Writing

pytestmark = pytest.mark.xdist_group("torture")
CUTS = 60


@pytest.mark.parametrize(
    "scenario",
    [Writing(None), Writing(KEY), Importing(KEY), BackingUp(KEY), Migrating(KEY), Restoring(KEY)],
    ids=lambda scenario: scenario.title,
)
def test_power_cut_loses_nothing(scenario: Scenario, taping: Nursery, tmp_path: Path) -> None:
    tally = cut_loop(scenario, taping, tmp_path, CUTS, seed=1)
    assert tally.faults == []
    assert (tally.events, tally.lost, tally.corrupt) == (CUTS, 0, 0)
    assert tally.acknowledged > 0


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_harness_finds_damage_where_nothing_is_synced(key: bytes | None, taping: Nursery, tmp_path: Path) -> None:
    tally = cut_loop(Writing(key), taping, tmp_path, CUTS, seed=1, synchronous="OFF")
    assert tally.corrupt > 0
    assert tally.lost > 0


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_harness_finds_lost_saves_where_commits_are_not_synced(
    key: bytes | None, taping: Nursery, tmp_path: Path
) -> None:
    tally = cut_loop(Writing(key), taping, tmp_path, CUTS, seed=1, synchronous="NORMAL")
    assert tally.lost > 0
    assert tally.corrupt == 0
