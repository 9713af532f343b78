"""``urzad report evaluation-terms``: who is due, which clock runs, by which article."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services, open_services
from app.cli import main
from app.core.clock import FixedClock
from tests.conftest import NOW
from tests.registers.evaluations.sheets.people import add_people, delivered, planned


@pytest.fixture
def filled(database: Path) -> Path:
    """An office with a delivered sheet, closed."""
    services: Services = open_services(database, FixedClock(NOW))
    delivered(services, planned(services, add_people(services).clerk), on=date(2026, 11, 16))
    services.close()
    return database


def test_the_report_names_people_terms_and_articles(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(filled), "report", "evaluation-terms", "--on", "22.11.2026"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[0][:4] == ["po terminie", "Ewa Nowak (18)", "Ocena okresowa najpóźniej", "02.01.2026"]
    (appeal,) = [line for line in lines if line[2] == "Odwołanie pracownika"]
    assert appeal[:6] == [
        "w terminie", "Ewa Nowak (17)", "Odwołanie pracownika", "23.11.2026", "został 1 dzień",
        "art. 27 ust. 5 ustawy o pracownikach samorządowych",
    ]  # fmt: skip
    assert appeal[6].startswith("7 dni od doręczenia oceny 16.11.2026")


def test_the_report_as_json_for_other_programs(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(filled), "report", "evaluation-terms", "--on", "2026-11-24", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (appeal,) = [row for row in rows if row["clock"] == "appeal"]
    assert (appeal["day"], appeal["status"], appeal["sheet"]) == ("2026-11-23", "soon", "1/2026")
    assert (appeal["person"], appeal["person_number"], appeal["unit"]) == ("Ewa Nowak", "17", "Referat Finansowy")


def test_a_day_that_is_none_is_refused(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(filled), "report", "evaluation-terms", "--on", "31.02.2026"]) == 1
    assert "„31.02.2026” to nie jest data. Wpisz ją jako dzień.miesiąc.rok" in capsys.readouterr().err
