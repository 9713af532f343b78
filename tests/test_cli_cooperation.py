"""Commands about cooperation with organisations."""

from pathlib import Path

import pytest

from tests.test_cli import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return Run(capfd)


@pytest.mark.parametrize("name", ["cooperation-report", "cooperation-programme"])
def test_report_and_programme_are_printed(run: Run, demo_database: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "wydruk.pdf"
    ended = run("print", name, "--year", "2025", "--out", out, database=demo_database)
    assert (ended.status, ended.out, ended.err) == (0, f"Zapisano: {out}\n", "")
    assert out.read_bytes().startswith(b"%PDF")


def test_a_year_without_a_programme_is_refused(run: Run, demo_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "wydruk.pdf"
    refused = run.refused("print", "cooperation-programme", "--year", "1999", "--out", out, database=demo_database)
    assert "Nie ma programu współpracy na rok 1999" in refused
    assert not out.exists()


def test_a_year_out_of_range_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    ended = run("print", "grant-register", "--year", "1800", "--out", tmp_path / "wydruk.pdf")
    assert "1800 nie mieści się w zakresie od 1990 do 2099" in ended.err
