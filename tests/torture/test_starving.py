"""Disks that are full, fail now and then, or change bits: said in words, nothing acknowledged lost, damage found."""

from pathlib import Path

import pytest

from tests.torture.nursery import Nursery
from tests.torture.scenarios import KEY, BackingUp, Importing, Migrating, Scenario, Writing
from tests.torture.starving import failing_disk, flipped_bits, full_disk, really_full_disk

pytestmark = pytest.mark.xdist_group("torture")


@pytest.mark.parametrize(
    "scenario",
    [Writing(KEY), Importing(KEY), BackingUp(None), Migrating(KEY)],
    ids=lambda scenario: scenario.title,
)
def test_failing_disk_loses_nothing_acknowledged(scenario: Scenario, taping: Nursery, tmp_path: Path) -> None:
    tally = failing_disk(scenario, taping, tmp_path, rounds=1, seed=1)
    assert tally.faults == []
    assert tally.notes["refused"] > 0, "nothing failed"


@pytest.mark.parametrize("scenario", [Writing(KEY), BackingUp(KEY)], ids=lambda scenario: scenario.title)
def test_full_disk_is_told_and_loses_nothing(scenario: Scenario, taping: Nursery, tmp_path: Path) -> None:
    tally = full_disk(scenario, taping, tmp_path, rounds=2, seed=1)
    assert tally.faults == []
    assert tally.notes["refused disk_full"] > 0
    assert tally.acknowledged > 0


def test_full_file_system_is_told_and_loses_nothing(taping: Nursery, tmp_path: Path) -> None:
    tally = really_full_disk(taping, tmp_path, KEY, seed=1)
    if tally is None:
        pytest.skip("this user may not mount a small file system")
    assert tally.faults == []
    assert set(tally.notes) == {"refused disk_full"}


def test_every_flipped_bit_of_an_encrypted_file_is_found(running: Nursery, tmp_path: Path) -> None:
    assert flipped_bits(running, tmp_path, KEY, 40, seed=1).notes["found"] == 40


def test_most_flipped_bits_of_a_plain_file_are_not(running: Nursery, tmp_path: Path) -> None:
    """Why encryption is also the protection against decaying disks; the figure is printed by the long run."""
    assert flipped_bits(running, tmp_path, None, 40, seed=1).notes["found"] < 20
