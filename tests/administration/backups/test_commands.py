"""Backups on the command line: made, listed, checked, restored after a question, and a lost database brought back."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap
from app.access import key_file, keyring
from app.access.keyring import WrongPassword
from app.access.waiting import TooSoon
from app.cli import main
from app.people.units.domain import UnitDraft
from app.shell.backup_watch import unlock
from tests.shell.offices import CLERK, LOGIN, PASSWORD, cheap, copy_office, make_office, signed_in

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, encrypted office; copy it, never open it."""
    path = tmp_path_factory.mktemp("office") / "urzad.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "usual_cost", cheap)
        make_office(path)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The encrypted office of this test, closed."""
    monkeypatch.setattr(keyring, "usual_cost", cheap)
    folder = tmp_path / "urząd"
    folder.mkdir()
    return copy_office(template, folder / "urzad.db")


@pytest.fixture
def run(path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command as the administrator; ``secrets`` are the lines of the descriptor."""
    opened = []

    def command(*arguments: object, user: str = LOGIN, secrets: tuple[str, ...] = (PASSWORD,)) -> tuple[int, str, str]:
        reading, writing = os.pipe()
        opened.append(reading)
        os.write(writing, "".join(f"{secret}\n" for secret in secrets).encode())
        os.close(writing)
        given = ["--database", str(path), "--user", user, "--password-fd", str(reading)]
        status = main([*given, *map(str, arguments)])
        out, err = capfd.readouterr()
        assert "nie przewidziano" not in err, "the last net caught a mistake of ours"
        return status, out, err

    yield command
    for descriptor in opened:
        os.close(descriptor)


def _made(run: Run) -> Path:
    status, out, _ = run("backup", "create")
    assert status == 0
    return Path(out.strip().removeprefix("Zrobiono i sprawdzono kopię: "))


def _add_unit(path: Path, symbol: str) -> None:
    services = signed_in(path)
    services.units.create(UnitDraft(symbol=symbol, name="Referat"))
    services.close()


def _symbols(path: Path) -> list[str]:
    services = signed_in(path)
    found = [unit.symbol for unit in services.units.all()]
    services.close()
    return found


def test_copies_are_made_listed_and_checked(run: Run, path: Path, tmp_path: Path) -> None:
    copy = _made(run)
    stick = tmp_path / "pendrive"
    assert "Podłącz nośnik" in run("backup", "create", "--to", stick)[2]
    stick.mkdir()
    assert run("backup", "create", "--to", stick)[0] == 0
    assert len(list(stick.iterdir())) == 1
    (listed,) = json.loads(run("backup", "list", "--json")[1])
    assert (listed["path"], listed["reason"], listed["encrypted"], listed["state"]) == (
        str(copy),
        "manual",
        True,
        "sound",
    )
    assert "na życzenie" in run("backup", "list")[1]
    assert run("backup", "verify", "--all") == (0, f"Kopia jest cała: {copy}\n", "")
    assert run("backup", "verify")[0] == 2
    (copy / "baza.db").write_bytes(b"")
    status, out, err = run("backup", "verify", copy)
    assert (status, out) == (1, "")
    assert "uszkodzona" in err


def test_a_restore_shows_asks_and_keeps(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = _made(run)
    _add_unit(path, "GK")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "nie")
    status, out, err = run("backup", "restore", copy)
    assert status == 1
    assert "Komórki organizacyjne: 0 / 1 / −1" in out
    assert "Niczego nie zmieniono" in err
    assert _symbols(path) == ["GK"]
    assert list(path.parent.glob(".*.tmp")) == []
    status, out, _ = run("backup", "restore", copy, "--yes")
    assert status == 0
    assert "Odtworzono bazę z kopii" in out
    assert _symbols(path) == []
    assert len(json.loads(run("backup", "list", "--json")[1])) == 2


def test_a_clerk_may_not_restore(run: Run, path: Path) -> None:
    from tests.shell.offices import ONE_TIME

    copy = _made(run)
    clerk, new = bootstrap.sign_in(path, CLERK, ONE_TIME), "zielona łódka na stawie"
    clerk.accounts.change_own_password(ONE_TIME, new)
    clerk.close()
    status, _, err = run("backup", "restore", copy, "--yes", user=CLERK, secrets=(new,))
    assert (status, "uprawnienia" in err) == (1, True)
    path.unlink()
    status, _, err = run("backup", "restore", copy, "--yes", user=CLERK, secrets=(new,))
    assert status == 1
    assert not path.exists()


@pytest.mark.parametrize("keys", [True, False], ids=["key file there", "key file gone"])
@pytest.mark.parametrize("database", ["gone", "damaged"])
def test_a_lost_database_comes_back_from_its_copy_alone(run: Run, path: Path, keys: bool, database: str) -> None:
    _add_unit(path, "SO")
    copy = _made(run)
    if database == "gone":
        path.unlink()
    else:
        path.write_bytes(b"\xa5" * 20_000)
    if not keys:
        key_file.beside(path).unlink()
    status, _, err = run("backup", "restore", copy, "--yes", secrets=("złe hasło",))
    assert status == 1
    assert "hasło" in err
    status, _, err = run("backup", "restore", copy, "--yes")
    assert status == 0, err
    assert "usuń je teraz ponownie" in err
    assert _symbols(path) == ["SO"]
    remains = list((path.parent / "kopie").glob("urzad-uszkodzona-*/urzad.db"))
    assert bool(remains) is (database == "damaged")


def test_a_lost_database_asks_for_a_name_in_any_case(run: Run, path: Path) -> None:
    copy = _made(run)
    path.unlink()
    status, _, err = run("backup", "restore", copy, "--yes", user=LOGIN.title())
    assert status == 0, err


@pytest.mark.parametrize("keys", [True, False], ids=["key file there", "key file gone"])
def test_guesses_at_a_copy_are_slowed_down(run: Run, path: Path, keys: bool) -> None:
    copy = _made(run)
    path.unlink()
    if not keys:
        key_file.beside(path).unlink()
    told = [run("backup", "restore", copy, "--yes", secrets=(f"złe hasło {number}",))[2] for number in range(12)]
    assert "Za dużo nieudanych prób" not in told[0]
    assert "Za dużo nieudanych prób" in told[-1]
    assert "Za dużo nieudanych prób" in run("backup", "restore", copy, "--yes")[2]
    assert not path.exists()


def test_guesses_in_the_window_are_slowed_down_together_with_signing_in(run: Run, path: Path) -> None:
    copy = _made(run)
    with closing(signed_in(path)) as services:
        made = []
        for number in range(12):
            with pytest.raises((WrongPassword, TooSoon)) as refusal:
                unlock(services, copy, LOGIN, f"złe hasło {number}")
            made.append(refusal.type)
        assert made[0] is WrongPassword
        assert made[-1] is TooSoon
        with pytest.raises(TooSoon):
            bootstrap.sign_in(path, LOGIN, PASSWORD)


def test_a_lost_key_file_alone_comes_back_without_touching_the_data(run: Run, path: Path) -> None:
    copy = _made(run)
    _add_unit(path, "GK")
    key_file.beside(path).unlink()
    status, out, _ = run("backup", "restore", copy, "--yes")
    assert status == 0
    assert "pliku kluczy" in out
    assert _symbols(path) == ["GK"]


def test_a_copy_is_checked_where_no_database_is(run: Run, path: Path) -> None:
    copy = _made(run)
    path.unlink()
    status, out, _ = run("backup", "verify", copy)
    assert status == 0
    assert "sumy plików" in out


def test_a_strange_folder_is_refused(run: Run, tmp_path: Path) -> None:
    status, out, err = run("backup", "restore", tmp_path, "--yes")
    assert (status, out) == (1, "")
    assert "nie jest kopią" in err
