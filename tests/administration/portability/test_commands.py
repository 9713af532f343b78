"""All data and personal data on the command line: what is told, what is asked, where passwords go."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.access.envelope import Cost
from app.cli import main

PASSWORD = "konik-morski-42-tuczy"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.access.keyring.usual_cost", lambda: Cost(1, 8, 1))


@contextmanager
def secrets(*lines: str) -> Iterator[str]:
    """A descriptor that gives these lines."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    yield str(reading)
    os.close(reading)


class Line:
    """Runs commands and keeps what they said."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture
        self.err = ""

    def __call__(self, *arguments: object, status: int = 0) -> str:
        ended = main([str(argument) for argument in arguments])
        out, self.err = self._capture.readouterr()
        assert ended == status, self.err
        assert "nie przewidziano" not in self.err
        assert PASSWORD not in out + self.err
        return out


@pytest.fixture
def line(capfd: pytest.CaptureFixture[str]) -> Line:
    return Line(capfd)


def test_everything_out_and_in_again(line: Line, demo_database: Path, tmp_path: Path) -> None:
    out = line("--database", demo_database, "export-all", tmp_path / "out")
    fingerprint = re.search(r"Odcisk spisu: ([0-9a-f]{64})", out)
    assert fingerprint
    assert "nie jest zaszyfrowany" in line.err

    out = line(
        *("--database", tmp_path / "plain.db", "import-all", tmp_path / "out", "--without-accounts"),
        *("--fingerprint", fingerprint[1]),
    )
    assert "service_card" not in out, "tables have Polish names"
    assert "Karty usług: 20 → 20 zgodne" in out
    assert "Klucz odzyskiwania" not in out

    with secrets(PASSWORD) as descriptor:
        out = line(
            *("--database", tmp_path / "new.db", "import-all", tmp_path / "out", "--login", "anna"),
            *("--password-fd", descriptor),
        )
    assert "Klucz odzyskiwania" in out
    with secrets(PASSWORD) as descriptor:
        found = line(
            *("--database", tmp_path / "new.db", "--user", "anna", "--password-fd", descriptor),
            *("search", "service-cards", "dowód osobisty"),
        )
    assert "SO-" in found


def test_what_is_missing_is_said(line: Line, demo_database: Path, tmp_path: Path) -> None:
    line("--database", demo_database, "export-all", tmp_path / "out")
    line("import-all", tmp_path / "out", status=1)
    assert "--database" in line.err
    line("--database", tmp_path / "new.db", "import-all", tmp_path / "out", status=1)
    assert "--login" in line.err
    line("--database", demo_database, "move", "--to", tmp_path / "other.db", status=1)
    assert "skopiować" in line.err
    line("--database", demo_database, "move", "--to", "postgresql://anna:haslo@serwer/baza", status=1)
    assert "haslo@" not in line.err
    assert not (tmp_path / "new.db").exists()


def test_a_person_is_listed_copied_and_erased(line: Line, demo_database: Path, tmp_path: Path) -> None:
    at = ("--database", demo_database)
    first = next(each for each in line(*at, "person", "list").splitlines() if each.startswith("employee:"))
    number, name, _ = first.split("\t")
    line(*at, "person", "export", number, "--out", tmp_path / "osoba.pdf")
    assert name in (tmp_path / "osoba.json").read_text("utf-8")
    line(*at, "person", "erase", number, "--reason", "wniosek 1/2026", status=1)
    assert "--yes" in line.err
    assert name in line(*at, "person", "list")
    told = line(*at, "person", "erase", number, "--reason", "wniosek 1/2026", "--mentions", "--yes")
    assert "Zanonimizowano" in told
    assert name not in line(*at, "person", "list")
    line(*at, "person", "export", "employee:9999", "--out", tmp_path / "x", status=1)
    line(*at, "person", "export", number, "--only", "ngo:1", "--out", tmp_path / "x", status=1)
    line(*at, "processing-record", "--out", tmp_path / "rcp.pdf")
    assert (tmp_path / "rcp.pdf").read_bytes().startswith(b"%PDF")
    assert "do ustalenia" in line(*at, "retention")


def test_a_person_of_an_organisation_is_called_by_name(line: Line, demo_database: Path, tmp_path: Path) -> None:
    at = ("--database", demo_database)
    listed = [each for each in line(*at, "person", "list").splitlines() if each.startswith("named_person:")]
    person, name, where = listed[0].split("\t")
    assert person == f"named_person:{name}"
    line(*at, "person", "export", person, "--out", tmp_path / "osoba.json")
    assert where.partition(" – ")[2].partition(";")[0] in (tmp_path / "osoba.json").read_text("utf-8")
    line(*at, "person", "export", person, "--only", "ngo:9999", "--out", tmp_path / "x", status=1)
    assert "person list" in line.err
    told = line(*at, "person", "erase", person, "--reason", "wniosek 2/2026", "--mentions", "--yes")
    assert "Zanonimizowano" in told
