"""Commands on trainings: the register printed, written and read back, an old one read in, reports."""

import json
import re
from pathlib import Path

import pytest

from tests.test_cli import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return Run(capfd)


def test_the_register_and_the_report_on_trainings_are_printed(run: Run, demo_database: Path, tmp_path: Path) -> None:
    for name in ("training-register", "training-report"):
        out = tmp_path / f"{name}.pdf"
        ended = run("print", name, "--year", "2025", "--out", out, database=demo_database)
        assert (ended.status, ended.out, ended.err) == (0, f"Zapisano: {out}\n", "")
        assert out.read_bytes().startswith(b"%PDF")
    assert "należy do otwartej bazy" in run.refused(
        "print", "training-register", "--year", "2025", "--out", demo_database, database=demo_database
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_trainings_written_and_read_back_change_nothing(
    run: Run, demo_database: Path, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"zestawienie.{kind}"
    exported = run("export", "trainings", "--year", "2025", "--format", kind, "--out", out, database=demo_database)
    assert (exported.status, re.sub(r"\d+ pozycj\w+", "…", exported.out)) == (0, f"Zapisano …: {out}\n")
    imported = run("import", "trainings", out, database=demo_database)
    assert (imported.status, imported.err) == (0, "")
    assert imported.out.startswith("Plik jest taki sam jak dane w programie")


def test_an_old_register_is_rehearsed_and_its_bad_rows_are_named(run: Run, demo_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "z.csv"
    run("export", "trainings", "--year", "2025", "--format", "csv", "--out", out, database=demo_database)
    head, first, *_ = out.read_text("utf-8-sig").splitlines()
    cells = first.split(";")
    old = tmp_path / "dawne.csv"
    good = [*cells[:5], "Szkolenie z dawnych lat", *cells[6:]]
    bad = [*cells[:2], "Nieznana Osoba", *cells[3:]]
    old.write_text("\n".join((head, ";".join(good), ";".join(bad))), encoding="cp1250")
    tried = run("import", "trainings", old, "--dry-run", database=demo_database)
    assert tried.status == 1
    assert "Próba: niczego nie zapisano." in tried.out
    assert "Nowe: 1 pozycja." in tried.out
    assert "wiersz 3, Nazwisko i imię pracownika: " in tried.err
    done = run("import", "trainings", old, database=demo_database)
    assert (done.status, done.err) == (1, tried.err)
    assert "Bez zmian: 1 pozycja." in run("import", "trainings", old, database=demo_database).out


def test_files_that_are_no_register_of_trainings_are_refused(run: Run, demo_database: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "inne.csv"
    wrong.write_text("a;b\n1;2\n", encoding="utf-8")
    assert "nie ma nagłówka" in run.refused("import", "trainings", wrong, database=demo_database)
    assert run.refused("import", "trainings", tmp_path / "nie ma.xlsx", database=demo_database)
    assert run("report", "training-costs", "--year", "dwa", database=demo_database).status == 2


def test_reports_on_trainings_for_people_and_for_programs(run: Run, demo_database: Path) -> None:
    said = run("report", "preferred-institutions", "--year", "2025", database=demo_database).out
    assert said.startswith("1.\t")
    assert "Wynik = (C × m + s) ÷ (C + n)" in said
    told = json.loads(run("report", "preferred-institutions", "--year", "2025", "--json", database=demo_database).out)
    assert (told["year"], told["shrink"], told["institutions"][0]["place"]) == (2025, 5, 1)
    costs = json.loads(run("report", "training-costs", "--year", "2025", "--json", database=demo_database).out)
    assert costs["office"]["spent"] == sum(unit["spent"] for unit in costs["units"]) > 0
    lines = run("report", "training-costs", "--year", "2025", database=demo_database).out.splitlines()
    assert (len(lines), lines[-1].split("\t")[0]) == (len(costs["units"]) + 1, "razem")
    empty = run("report", "preferred-institutions", "--year", "1999", database=demo_database)
    assert (empty.status, empty.out) == (0, "")
    assert "nikt nie był na szkoleniu" in empty.err
