"""Encrypted offices with accounts for tests, made once with cheap passwords and copied."""

import shutil
from pathlib import Path

import pytest

from app import bootstrap
from app.access import key_file, keyring
from app.access.envelope import Cost
from app.administration.accounts.domain import AccountDraft
from app.bootstrap import Services

LOGIN, PASSWORD, NAME = "anna", "kasza gryczana z masłem", "Anna Żak"
CLERK, ONE_TIME = "jan", "jednorazowe hasło dla jana"
CHEAP = Cost(1, 8, 1)


def make_office(path: Path) -> str:
    """A database with an administrator and a clerk who still has a one-time password; the recovery key."""
    services, code = bootstrap.create_office(
        path, login=LOGIN, name=NAME, password=PASSWORD, office_name="Urząd Miejski w Przykładowej"
    )
    services.accounts.create(AccountDraft(login=CLERK, name="Jan Żuk", roles=("front_desk",)))
    doors = services.session.doors
    assert doors is not None
    doors.let_in(CLERK, ONE_TIME)
    services.close()
    return code


def cheap() -> Cost:
    """The cost of a guess in tests."""
    return CHEAP


def copy_office(template: Path, path: Path) -> Path:
    """Database and keys under another name."""
    shutil.copy(template, path)
    shutil.copy(key_file.beside(template), key_file.beside(path))
    return path


def signed_in(path: Path, login: str = LOGIN, password: str = PASSWORD) -> Services:
    """The office, open for a person."""
    return bootstrap.sign_in(path, login, password)


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
def office(office_template: tuple[Path, str], cheap_passwords: None, tmp_path: Path) -> Path:
    """The encrypted office of this test, closed."""
    return copy_office(office_template[0], tmp_path / "urzad.db")
