"""The main window for tests of the shell: over the demonstration office, and over an empty database."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from tests.shell.windows import Desk, desk


@pytest.fixture
def demo(qapp: QApplication, demo_services: Services) -> Iterator[Desk]:
    """The window over the demonstration office."""
    with desk(qapp, demo_services) as opened:
        yield opened


@pytest.fixture
def empty(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window over a database without a single record."""
    with desk(qapp, services) as opened:
        yield opened
