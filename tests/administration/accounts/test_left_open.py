"""A step that fails after the database was opened: nobody got it, so its file must be free again.

SQLite removes the file of its journal (``-wal``) when the last connection closes; the held exception keeps the
frames, so that no garbage collection closes what the program forgot.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.access.keyring import WrongPassword
from app.administration.accounts import session
from app.administration.accounts.model import AccountRow
from tests.shell.offices import CLERK, LOGIN, ONE_TIME, PASSWORD, signed_in

NEW = "zielona łódka na stawie"


class Failed(Exception):
    """The step that does not succeed."""


def fail(*_: object, **__: object) -> Any:
    raise Failed


def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def test_the_journal_shows_an_open_database(path: Path) -> None:
    opened = signed_in(path)
    assert journal(path).exists()
    opened.close()
    assert not journal(path).exists()


@pytest.mark.parametrize("step", ["account_of", "note"])
@pytest.mark.parametrize("way", ["password", "recovery"])
def test_a_sign_in_cut_short_closes_the_file(
    path: Path, code: str, step: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, step, fail)
    enter: dict[str, Callable[[], object]] = {
        "password": lambda: bootstrap.sign_in(path, LOGIN, PASSWORD),
        "recovery": lambda: bootstrap.sign_in_with_recovery(path, code, LOGIN, NEW),
    }
    with pytest.raises(Failed) as held:
        enter[way]()
    assert not journal(path).exists()
    del held


def test_a_disabled_account_leaves_the_file_closed(path: Path) -> None:
    with signed_in(path).store as store, store.writing() as opened:
        for row in opened.query(AccountRow).filter(AccountRow.login == CLERK):
            row.active = False
    with pytest.raises(WrongPassword) as held:
        bootstrap.sign_in(path, CLERK, ONE_TIME)
    assert not journal(path).exists()
    del held


def test_a_new_office_whose_first_sign_in_fails_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, note = tmp_path / "nowy.db", session.note

    def fail_at_sign_in(opened: Any, deed: str, *rest: Any) -> None:
        if deed == "sign_in":
            raise Failed
        note(opened, deed, *rest)

    monkeypatch.setattr(session, "note", fail_at_sign_in)
    with pytest.raises(Failed) as held:
        bootstrap.create_office(path, login="ola", name="Ola Żuk", password=PASSWORD)
    assert path.exists()
    assert not journal(path).exists()
    del held


def test_a_recovery_key_that_could_not_be_handed_over_closes_the_file(path: Path) -> None:
    with pytest.raises(Failed) as held:
        bootstrap.rekey(path, LOGIN, PASSWORD, fail)
    assert not journal(path).exists()
    del held
