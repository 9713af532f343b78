"""An encrypted office with an administrator and a clerk, and cheap passwords."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access import keyring
from app.bootstrap import Services
from tests.shell.offices import cheap, copy_office, make_office, signed_in


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs next to nothing."""
    monkeypatch.setattr(keyring, "usual_cost", cheap)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed, encrypted office and its recovery key; copy it, never open it."""
    path = tmp_path_factory.mktemp("office") / "urzad.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "usual_cost", cheap)
        return path, make_office(path)


@pytest.fixture
def path(template: tuple[Path, str], tmp_path: Path) -> Path:
    """The encrypted office of this test, closed."""
    return copy_office(template[0], tmp_path / "urzad.db")


@pytest.fixture
def code(template: tuple[Path, str]) -> str:
    """The recovery key of the office."""
    return template[1]


@pytest.fixture
def admin(path: Path) -> Iterator[Services]:
    """The office, open for the administrator."""
    opened = signed_in(path)
    yield opened
    opened.close()
