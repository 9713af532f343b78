"""Files appear whole or not at all, and the reasons are told in Polish."""

import errno
import os
from pathlib import Path

import pytest

from app.core.errors import EnvironmentProblem, Refusal
from app.core.files import content, environment_problem, whole_file, write_whole


def half_written(path: Path) -> None:
    path.write_text("połowa")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_failure_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "karty.csv"
    path.write_text("stary")
    with pytest.raises(EnvironmentProblem, match="brakuje miejsca"), whole_file(path) as temporary:
        half_written(temporary)
    assert path.read_text() == "stary"
    assert list(tmp_path.iterdir()) == [path]


def test_success_replaces_and_respects_umask(tmp_path: Path) -> None:
    path = tmp_path / "karty.csv"
    path.write_text("stary")
    with whole_file(path) as temporary:
        temporary.write_text("nowy")
        assert path.read_text() == "stary"
    assert path.read_text() == "nowy"
    plain = tmp_path / "zwykły"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "prawdziwy.csv", tmp_path / "link.csv"
    real.touch()
    link.symlink_to(real)
    with whole_file(link) as temporary:
        temporary.write_text("nowy")
    assert link.is_symlink()
    assert real.read_text() == "nowy"


def test_targets_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="to jest folder"), whole_file(tmp_path):
        pass
    with pytest.raises(EnvironmentProblem, match="nie istnieje"), whole_file(tmp_path / "brak" / "a.csv"):
        pass
    with pytest.raises(EnvironmentProblem, match=r"przez folder"), whole_file(Path("/dev/null/a.csv")):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_rights(tmp_path: Path) -> None:
    folder = tmp_path / "zamknięty"
    folder.mkdir(mode=0o500)
    with pytest.raises(EnvironmentProblem, match="uprawnień"), whole_file(folder / "a.csv"):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "rura"
    os.mkfifo(pipe)
    with pytest.raises(EnvironmentProblem, match="urządzenie"), whole_file(pipe) as temporary:
        temporary.write_text("nowy")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "rura.xlsx"
    os.mkfifo(pipe)
    with pytest.raises(EnvironmentProblem, match="urządzenie"):
        content(pipe, 10)


@pytest.mark.parametrize("name", ["urzad.db", "urzad.db-wal", "urzad.db-shm", "inna.db"])
def test_a_database_and_its_log_are_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "urzad.db").write_bytes(b"encrypted")
    (tmp_path / "urzad.db-wal").write_bytes(b"log")
    (tmp_path / "inna.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    before = (tmp_path / name).read_bytes() if (tmp_path / name).exists() else None
    with pytest.raises(Refusal, match="należy do bazy danych"), whole_file(tmp_path / name) as temporary:
        temporary.write_text("nowy")
    assert ((tmp_path / name).read_bytes() if before is not None else None) == before
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_while_writing(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="brakuje miejsca"), whole_file(tmp_path / "a.csv"):
        Path("/dev/full").write_text("x" * 100_000)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_file_open_elsewhere(number: int) -> None:
    problem = environment_problem("Nie można zapisać pliku", Path("a.xlsx"), OSError(number, "denied"))
    assert "otwarty w innym programie" in str(problem)


@pytest.mark.parametrize("letter", ["a", "ż"])
def test_the_longest_name_is_taken(tmp_path: Path, letter: str) -> None:
    size = len(letter.encode())
    path = tmp_path / (letter * (250 // size) + "x.pdf")
    write_whole(path, b"tekst")
    assert path.read_bytes() == b"tekst"


@pytest.mark.skipif(os.name == "nt", reason="other rights")
@pytest.mark.parametrize(("before", "after"), [(0o640, 0o640), (0o600, 0o600), (0o444, 0o644)])
def test_rights_of_a_file_stay_when_it_is_replaced(tmp_path: Path, before: int, after: int) -> None:
    path = tmp_path / "wykaz.pdf"
    path.touch()
    path.chmod(before)
    write_whole(path, b"nowy")
    assert path.stat().st_mode & 0o777 == after


def test_what_can_be_no_name_of_a_file_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "pętla"
    loop.symlink_to(loop)
    for path in (tmp_path / "a\0b", tmp_path / "a\ud800b", loop, Path(tmp_path.anchor)):
        with pytest.raises((Refusal, EnvironmentProblem), match="Nie można zapisać pliku") as problem:
            write_whole(path, b"x")
        str(problem.value).encode()


@pytest.mark.parametrize("code", [errno.EFBIG, errno.EINVAL, errno.ELOOP, errno.ETIMEDOUT, errno.ESTALE])
def test_no_english_of_the_system(code: int) -> None:
    assert os.strerror(code) not in str(environment_problem("Nie można zapisać pliku", Path("x"), OSError(code, "x")))
