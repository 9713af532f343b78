"""The main window for tests of the shell: over the demonstration office, and over an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from tests.shell.offices import cheap_passwords, office, office_template
from tests.shell.windows import Desk, desk

__all__ = ["cheap_passwords", "office", "office_template"]


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


@pytest.fixture
def recovery_code(office_template: tuple[Path, str]) -> str:
    """The recovery key of the office."""
    return office_template[1]
