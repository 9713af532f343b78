"""The main window for tests of the shell: over the demonstration office, and over an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.access import keyring
from app.bootstrap import Services
from tests.shell.offices import cheap, copy_office, make_office
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


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs next to nothing."""
    monkeypatch.setattr(keyring, "usual_cost", cheap)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed, encrypted office with two accounts, and its recovery key; copy it, never open it."""
    path = tmp_path_factory.mktemp("office") / "urzad.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "usual_cost", cheap)
        return path, make_office(path)


@pytest.fixture
def office(office_template: tuple[Path, str], tmp_path: Path, cheap_passwords: None) -> Path:
    """The encrypted office of this test."""
    return copy_office(office_template[0], tmp_path / "urzad.db")


@pytest.fixture
def recovery_code(office_template: tuple[Path, str]) -> str:
    """The recovery key of the office."""
    return office_template[1]
