"""Commands that print organisations."""

from pathlib import Path

import pytest

from tests.test_cli import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return Run(capfd)


@pytest.mark.parametrize(
    "asked",
    [("ngo-list",), ("ngo-list", "--by", "locality", "--internal"), ("ngo-map",), ("ngo-map", "--paper", "a3")],
)
def test_organisations_are_printed(run: Run, demo_database: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    out = tmp_path / "wydruk.pdf"
    ended = run("print", *asked, "--out", out, database=demo_database)
    assert (ended.status, ended.out, ended.err) == (0, f"Zapisano: {out}\n", "")
    assert out.read_bytes().startswith(b"%PDF")


def test_a_print_spares_the_database(run: Run, demo_database: Path) -> None:
    refused = run.refused("print", "ngo-map", "--out", demo_database, database=demo_database)
    assert "należy do otwartej bazy" in refused
