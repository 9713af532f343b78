"""The load test in short: many clerks and a killed server lose nothing that was acknowledged."""

from collections.abc import Iterator

import pytest

from app.bootstrap import build
from db.server_names import OWNER
from tests.benchmarks.clerks import Tally, _compared, prepared, round_of, shared
from tests.server.cluster import Unavailable, running
from tests.server.databases import Database

# one worker makes what all of these share
pytestmark = pytest.mark.xdist_group("clerks")
CLERKS = 4


@pytest.fixture(scope="module")
def crowded() -> Iterator[Database]:
    """A server whose writes are as safe as an office's."""
    try:
        with running(safe=True) as cluster:
            yield prepared(cluster, CLERKS)
    except Unavailable as reason:
        pytest.skip(f"no PostgreSQL can be started: {reason}")


def test_clerks_overwrite_nothing(crowded: Database) -> None:
    result = round_of(crowded, CLERKS, 1.5, pause=0, processes=1)
    assert result.tally.saved.total() > 0
    assert result.tally.numbers
    assert (result.tally.failures, result.tally.unknown) == (0, 0)
    assert (result.lost, result.doubled) == (0, 0)


def test_a_killed_server_loses_nothing_acknowledged(crowded: Database) -> None:
    result = round_of(crowded, CLERKS, 2, kill=True, pause=0, processes=1)
    assert result.tally.saved.total() > 0
    # it was killed while somebody was at work, or nothing was tried
    assert result.tally.failures + result.tally.unknown > 0
    assert (result.lost, result.doubled) == (0, 0)


def test_the_comparison_notices_a_lost_change(crowded: Database) -> None:
    with crowded.store(OWNER) as store:
        stored = shared(build(store))
    tally = Tally()
    tally.saved[next(iter(stored))] += 1
    assert _compared(crowded, 1, 1.0, tally, stored, 10**6).lost == 1
    assert _compared(crowded, 1, 1.0, Tally(numbers=[10**6]), stored, 10**6).lost == 1
    assert _compared(crowded, 1, 1.0, Tally(numbers=[1, 1]), stored, 10**6).doubled == 1
