"""Copies for viewers: gone at the end, and at the next start when the program was killed; nobody else's is touched."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import private_folders
from app.core.private_folders import LOCK, PREFIX, UNLOCKED_AFTER, PrivateFolder, remove_abandoned

HOLD = """
import sys
from app.core.private_folders import PrivateFolder
folder = PrivateFolder()
deep = folder.path() / "a"
deep.mkdir()
copy = deep / "karta.pdf"
copy.write_bytes(b"PESEL")
copy.chmod(0o400)
print(folder.path(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the system for each test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def other(temporary: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another running copy of the program with a file shown to its person."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), "TMP": str(temporary)},
    ) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
        process.kill()


def test_what_a_killed_program_left_goes_what_a_running_one_shows_stays(
    other: tuple[subprocess.Popen[str], Path],
) -> None:
    process, folder = other
    remove_abandoned()
    assert (folder / "a" / "karta.pdf").read_bytes() == b"PESEL"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert folder.exists(), "nobody tidied"
    remove_abandoned()
    assert not folder.exists()


def test_own_folder_is_for_the_owner_alone_and_goes_when_asked() -> None:
    folder = PrivateFolder()
    made = folder.path()
    assert stat.S_IMODE(made.stat().st_mode) & 0o077 == 0
    (made / "a").write_text("x")
    remove_abandoned()
    assert folder.path() == made, "the same program's folder is in use"
    assert folder.remove()
    assert not made.exists()
    again = folder.path()
    assert again != made
    del folder
    assert not again.exists(), "forgotten without being removed"


def test_a_folder_that_the_system_tidied_away_is_made_anew() -> None:
    with PrivateFolder() as folder:
        (folder.path() / LOCK).unlink()
        (lost := folder.path()).rmdir()
        assert folder.path() != lost
        assert folder.path().is_dir()
    assert not any(Path(tempfile.gettempdir()).iterdir())


def test_links_and_folders_of_others_are_let_be(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    precious = temporary / "dokumenty"
    precious.mkdir()
    for each in (precious / LOCK, precious / "umowa.pdf"):
        each.write_text("x")
    (temporary / f"{PREFIX}link").symlink_to(precious, target_is_directory=True)
    inside = temporary / f"{PREFIX}own"
    inside.mkdir(0o700)
    (inside / LOCK).touch()
    (inside / "link").symlink_to(precious, target_is_directory=True)
    remove_abandoned()
    assert not inside.exists()
    assert (precious / "umowa.pdf").exists()
    foreign = temporary / f"{PREFIX}foreign"
    foreign.mkdir()
    (foreign / LOCK).touch()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    remove_abandoned()
    assert foreign.exists()


def test_a_lock_that_is_a_link_is_not_followed(temporary: Path) -> None:
    folder = temporary / f"{PREFIX}trap"
    folder.mkdir()
    (folder / LOCK).symlink_to(temporary / "elsewhere")
    remove_abandoned()
    assert folder.exists()
    assert not (temporary / "elsewhere").exists()


@pytest.mark.parametrize(("age", "stays"), [(UNLOCKED_AFTER - 60, True), (UNLOCKED_AFTER + 60, False)])
def test_a_folder_of_an_earlier_edition_goes_after_a_day(temporary: Path, age: int, stays: bool) -> None:
    folder = temporary / f"{PREFIX}old"
    folder.mkdir()
    (folder / "karta.pdf").write_text("x")
    then = folder.stat().st_mtime - age
    os.utime(folder, (then, then))
    remove_abandoned()
    assert folder.exists() is stays


def test_what_a_viewer_still_holds_goes_at_a_later_start(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = PrivateFolder()
    held = folder.path() / "karta.pdf"
    held.write_text("x")
    with monkeypatch.context() as windows:
        windows.setattr(private_folders, "_remove", lambda _entry: None)
        assert not folder.remove()
    remove_abandoned()
    assert held.exists(), "its program still runs"
    assert folder.remove()
    assert not held.exists()
