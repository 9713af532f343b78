"""The main window for tests that look at what a process left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services, open_services
from app.core.clock import FixedClock
from tests.shell.windows import Desk, desk


@pytest.fixture
def reopened(qapp: QApplication, demo_database: Path, clock: FixedClock) -> Iterator[Desk]:
    """The demonstration office opened anew, as it lies on the disk when the fixture is asked for."""
    services: Services = open_services(demo_database, clock)
    with desk(qapp, services) as opened:
        yield opened
    services.close()
