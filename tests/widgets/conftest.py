"""Fixtures for tests of screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from tests.widgets import form_fixtures
from tests.widgets.fakes import FakeDialogs, FakeKit, MemoryLayouts
from tests.widgets.form_fixtures import Bench


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


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """Services of a form, with a folder for drafts of its own."""
    answers = form_fixtures.FakeDialogs()
    pools = Jobs(answers)
    yield Bench(pools, answers, tmp_path / "drafts")
    pools.shutdown()
