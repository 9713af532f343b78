"""Killed at every step, on a full disk, two at once: a copy is whole or none, a database the old or the new one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.administration.backups.usecases import Backups
from app.bootstrap import build
from app.core.clock import FixedClock
from app.core.errors import EnvironmentProblem
from app.people.units.domain import UnitDraft
from db import backup_folder, check
from db.file_store import FileStore
from tests.administration.backups.conftest import Office
from tests.administration.backups.killed import KEY, backups, bring_back
from tests.conftest import NOW

ROOT = Path(__file__).parents[3]
KEYS = '{"format": "keys of then"}'
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted database with a copy of before its last change."""
    folder = tmp_path_factory.mktemp("prepared")
    path = folder / "urzad.db"
    with FileStore.create(path, key=KEY) as store:
        backup_folder.key_file(path).write_text(KEYS, encoding="utf-8")
        services = build(store, FixedClock(NOW))
        services.units.create(UnitDraft(symbol="SO", name="Sprawy obywatelskie"))
        Backups(store, FixedClock(NOW)).create()
        services.units.create(UnitDraft(symbol="GK", name="Gospodarka komunalna"))
    return folder


def _outcomes(deed: str, prepared: Path, folder: Path) -> list[Path]:
    command = [sys.executable, "-m", "tests.administration.backups.killed", deed, str(prepared), str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    found = sorted(folder.iterdir())
    # the loop really killed: a deed of one step would prove nothing
    assert len(found) > 5
    return found


def _symbols(path: Path) -> list[str]:
    assert check.check(path, key=KEY).ok
    with FileStore.open(path, key=KEY) as store:
        return [unit.symbol for unit in build(store).units.all()]


def _require_whole_copies(folder: Path) -> int:
    published = [one for one in (folder / "kopie").iterdir() if not one.name.startswith(".")]
    for copy in published:
        backup_folder.verify(copy, key=KEY)
    return len(published)


@needs_fork
def test_a_killed_copy_is_whole_or_none(prepared: Path, tmp_path: Path) -> None:
    numbers = []
    for outcome in _outcomes("create", prepared, tmp_path):
        assert _symbols(outcome / "urzad.db") == ["GK", "SO"]
        numbers.append(_require_whole_copies(outcome))
    assert set(numbers) == {1, 2}
    assert numbers == sorted(numbers)


@needs_fork
def test_a_killed_restore_leaves_the_old_or_the_new_database(prepared: Path, tmp_path: Path) -> None:
    found = []
    for outcome in _outcomes("restore", prepared, tmp_path):
        path = outcome / "urzad.db"
        assert backup_folder.key_file(path).read_text(encoding="utf-8") == KEYS
        found.append(_symbols(path))
        copies = _require_whole_copies(outcome)
        # what was replaced is among the copies before it is gone
        assert copies == 2 or found[-1] == ["GK", "SO"]
    assert found == sorted(found)
    assert found[0] == ["GK", "SO"]
    assert found[-1] == ["SO"]


@needs_fork
def test_a_killed_rescue_loses_nothing_and_can_be_repeated(prepared: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(prepared, tmp_path / "broken"))
    rubbish = b"\xa5" * 5000
    (broken / "urzad.db").write_bytes(rubbish)
    backup_folder.key_file(broken / "urzad.db").unlink()
    (broken / "urzad.db-wal").write_bytes(b"an old log that must not be played into the new file")
    outcomes = tmp_path / "outcomes"
    outcomes.mkdir()
    for number, outcome in enumerate(_outcomes("bring_back", broken, outcomes)):
        path = outcome / "urzad.db"
        if path.read_bytes() == rubbish:
            if number % 4:
                continue
            bring_back(outcome)
        assert _symbols(path) == ["SO"]
        assert backup_folder.key_file(path).read_text(encoding="utf-8") == KEYS
        remains = [one / "urzad.db" for one in (outcome / "kopie").glob("urzad-uszkodzona-*")]
        assert rubbish in [one.read_bytes() for one in remains if one.exists()]


def test_left_over_folders_of_killed_programs_are_removed_when_old(office: Office) -> None:
    office.backups.create()
    old, young = (office.place / f".urzad-20261122-090000.0000000{number}.tmp" for number in (1, 2))
    foreign = office.place / ".zdjecia.tmp"
    for folder in (old, young, foreign):
        folder.mkdir()
        (folder / "baza.db").write_bytes(b"half")
    for file in (old / "baza.db", old, foreign / "baza.db", foreign):
        os.utime(file, (0, 0))
    office.backups.create()
    assert not old.exists()
    assert young.exists()
    assert foreign.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("deed", ["create", "restore"])
def test_a_full_disk_is_told_and_nothing_is_left(prepared: Path, tmp_path: Path, deed: str) -> None:
    folder = Path(shutil.copytree(prepared, tmp_path / "urzad"))
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.administration.backups.killed import DEEDS\n"
        "from app.core.errors import EnvironmentProblem\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))\n"
        "try:\n    DEEDS[sys.argv[1]](Path(sys.argv[2]))\n"
        "except EnvironmentProblem as problem:\n    print(problem)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, deed, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "miejsca" in ended.stdout or "Dysk" in ended.stdout, ended.stdout
    assert _symbols(folder / "urzad.db") == ["GK", "SO"]
    assert _require_whole_copies(folder) == 1
    assert list((folder / "kopie").glob(".*")) == []
    assert list(folder.glob(".*.tmp*")) == []


def test_two_programs_copy_at_once(prepared: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(prepared, tmp_path / "urzad"))
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.administration.backups.killed import create\n"
        "sys.stdin.readline()\n"
        "for _ in range(2):\n    create(Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", code, str(folder)]
    running = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for each in running:
        assert each.stdin is not None
        each.stdin.write(b"go\n")
        each.stdin.flush()
    for each in running:
        _, error = each.communicate(timeout=60)
        assert each.returncode == 0, error.decode()
    assert _require_whole_copies(folder) == 5


def test_a_rehearsal_without_room_is_refused_before_it_begins(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(prepared, tmp_path / "urzad"))
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with FileStore.open(folder / "urzad.db", key=KEY) as store:
        (copy,) = backups(store).copies()
        with pytest.raises(EnvironmentProblem, match="miejsca"):
            backups(store).rehearse(copy.path)
