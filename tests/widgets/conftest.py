"""Fixtures for tests of screens."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from tests.widgets.fakes import FakeDialogs, FakeKit, MemoryLayouts


@pytest.fixture
def dialogs() -> FakeDialogs:
    """Dialogs without windows."""
    return FakeDialogs()


@pytest.fixture
def jobs(qtbot: QtBot, dialogs: FakeDialogs) -> Iterator[Jobs]:
    """The pools, closed after the test."""
    pools = Jobs(dialogs)
    yield pools
    assert pools.shutdown(5000)


@pytest.fixture
def kit(dialogs: FakeDialogs, jobs: Jobs) -> FakeKit:
    """What the shell lends to a tab."""
    return FakeKit(dialogs, jobs, ChangeBus(), MemoryLayouts())
