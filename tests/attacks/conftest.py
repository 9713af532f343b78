"""An encrypted office with accounts, for attacks on its files."""

from pathlib import Path

import pytest

from app.access import keyring
from tests.shell.offices import cheap, copy_office, make_office


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs next to nothing."""
    monkeypatch.setattr(keyring, "usual_cost", cheap)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed, encrypted office and its recovery key; copy it, never open it."""
    path = tmp_path_factory.mktemp("office") / "urzad.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "usual_cost", cheap)
        return path, make_office(path)


@pytest.fixture
def office(office_template: tuple[Path, str], cheap_passwords: None, tmp_path: Path) -> Path:
    """The encrypted office of this test, closed."""
    return copy_office(office_template[0], tmp_path / "urzad.db")
