"""Packages on the command line: out, back in, and every refusal as one sentence with status 1."""

from pathlib import Path

import pytest

from app.bootstrap import build
from app.cli import main
from app.core.clock import FixedClock
from db.file_store import FileStore
from tests.exchange.resaving import values_of
from tests.registers.evaluations.packages.handing_out import Office, mark_cells


@pytest.fixture
def office(database: Path, clock: FixedClock, tmp_path: Path) -> Office:
    """Its services are closed: only the files of packages are looked at."""
    with FileStore.open(database) as store:
        return Office(build(store, clock), tmp_path / "back")


@pytest.fixture
def run(office: Office, database: Path, capfd: pytest.CaptureFixture[str]) -> "Run":
    return Run(database, capfd)


class Run:
    """Runs a command on the office; its status and what it said."""

    def __init__(self, database: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._database, self._capture = database, capture

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        status = main(["--database", str(self._database), *map(str, arguments)])
        out, err = self._capture.readouterr()
        assert "nie przewidziano" not in err
        return status, out, err


def test_out_and_back_in(run: Run, office: Office, tmp_path: Path) -> None:
    status, out, err = run("export", "rater-package", "oceny 2026", "--out", tmp_path / "all")
    assert status == 0
    assert "Wydano 2 pakiety (4 osoby)" in out
    assert "nie są zaszyfrowane" in err
    (path,) = (tmp_path / "all").glob("*Kierownik*")
    first = mark_cells(path, "01 Ewa Urzędnik 1")[0]
    office.folder.mkdir()
    back = office.filled(path, cells={first: None})

    status, out, err = run("import", "rater-package", back, "--dry-run")
    assert (status, "Próba" in out) == (0, True)
    assert err.startswith(f"Arkusz „01 Ewa Urzędnik 1”, komórka {first}: Brak oceny")
    assert run("import", "rater-package", back)[0] == 0
    status, out, err = run("import", "rater-package", back, "--repeat")
    assert (status, out) == (1, "")
    assert "Ten sam plik wczytano już" in err
    other = office.filled(path, name="other.xlsx")
    assert run("import", "rater-package", other)[0] == 1
    assert run("import", "rater-package", other, "--repeat")[0] == 0


def test_one_rater_by_name(run: Run, office: Office, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "one")
    assert run("export", "rater-package", "Oceny 2026", "--rater", "burmistrz ewa", *out)[0] == 0
    assert [name for name in values_of(next((tmp_path / "one").iterdir())) if name[:2].isdigit()] == [
        "01 Ewa Kierownik"
    ]
    assert run("export", "rater-package", "Oceny 2026", "--rater", "Burmistrz", *out)[0] == 0, "the folder may exist"
    status, _, err = run("export", "rater-package", "Oceny 2026", "--rater", "Ewa", *out)
    assert (status, "pasuje kilka osób: Ewa Burmistrz, burmistrz; Ewa Kierownik, kierownik" in err) == (1, True)
    status, _, err = run("export", "rater-package", "Oceny 2026", "--rater", "Nikt", *out)
    assert (status, "nie ma oceniającego „Nikt”" in err) == (1, True)


def test_refusals(run: Run, office: Office, tmp_path: Path) -> None:
    assert "Nie ma kampanii ocen „Inna”" in run("export", "rater-package", "Inna", "--out", tmp_path / "x")[2]
    assert not (tmp_path / "x").exists()
    (tmp_path / "x.xlsx").write_text("x")
    assert "nie jest skoroszytem" in run("import", "rater-package", tmp_path / "x.xlsx")[2]
    run("export", "rater-package", "Oceny 2026", "--out", tmp_path / "all")
    (path,) = (tmp_path / "all").glob("*Kierownik*")
    office.folder.mkdir()
    bad = office.filled(path, mark=9)
    status, out, err = run("import", "rater-package", bad)
    assert (status, "odrzucono w całości" in out) == (1, True)
    assert err.count("komórka") == 39
