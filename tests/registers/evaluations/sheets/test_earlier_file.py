"""Evaluations on paper come from a file: a workbook with everybody goes out, filled lines come back."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.registers.evaluations.sheets.domain import Kind

HEADER = "Numer ewidencyjny;Nazwisko;Imię;Dzień oceny;Wynik;Poziom"


def written(tmp_path: Path, *lines: str) -> Path:
    """A CSV file with these lines below the header."""
    path = tmp_path / "oceny.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", list(Format))
def test_the_workbook_lists_everybody_and_unfilled_it_brings_nothing(
    demo_services: Services, tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"oceny.{form.value}"
    number = demo_services.earlier_evaluations.export(path, form)
    report = demo_services.earlier_evaluations.load(path, dry_run=False)
    assert number == len(demo_services.employees.all())
    assert (report.new, report.unchanged, report.refused) == (0, 0, ())


def test_filled_lines_are_kept_once_and_a_dry_run_keeps_none(demo_services: Services, tmp_path: Path) -> None:
    path = written(tmp_path, "007;;;14.10.2020;pozytywna;dobry", "008;;;15.10.2020;negatywna;")
    before = demo_services.evaluations.all()
    assert demo_services.earlier_evaluations.load(path, dry_run=True).new == 2
    assert demo_services.evaluations.all() == before
    assert demo_services.earlier_evaluations.load(path, dry_run=False).new == 2
    assert demo_services.earlier_evaluations.load(path, dry_run=False).unchanged == 2
    papers = [each for each in demo_services.evaluations.all() if each.kind is Kind.PAPER]
    assert sorted(each.person_number for each in papers) == ["007", "008"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("999;;;14.10.2020;pozytywna;", "Nie ma pracownika o numerze „999”"),
        ("007;Zupełnieinny;;14.10.2020;pozytywna;", "Popraw numer albo nazwisko"),
        ("007;;;14.10.2090;pozytywna;", "musi być już sporządzona"),
        ("007;;;;pozytywna;", "To pole jest wymagane"),
        ("007;;;14.10.2020;średnia;", "nie ma na liście"),
    ],
)
def test_a_bad_line_says_what_to_do_and_the_good_one_stays(
    demo_services: Services, tmp_path: Path, line: str, said: str
) -> None:
    path = written(tmp_path, line, "009;;;16.10.2020;pozytywna;")
    report = demo_services.earlier_evaluations.load(path, dry_run=False)
    assert said in " ".join(report.refused_lines())
    assert report.new == 1
