"""Employees come back from a file as they left, and a bad line never takes a good one with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.exchange.spreadsheets import Format
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft

HEADER = "Numer ewidencyjny;Nazwisko;Imię;Stanowisko;Komórka organizacyjna;Kieruje tą komórką;Przełożony"


@pytest.fixture
def unit(services: Services) -> int:
    """A unit SO."""
    return services.units.create(UnitDraft(symbol="SO", name="Referat")).record.id


def written(tmp_path: Path, *lines: str) -> Path:
    """A CSV file with these lines below the header."""
    path = tmp_path / "ludzie.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", list(Format))
def test_what_was_exported_changes_nothing_when_read_back(
    demo_services: Services, tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"ludzie.{form.value}"
    number = demo_services.employee_exchange.export(path, form)
    report = demo_services.employee_exchange.load(path, dry_run=False)
    assert (report.refused, report.unchanged) == ((), number)


def test_superiors_may_stand_below_those_they_lead(services: Services, unit: int, tmp_path: Path) -> None:
    path = written(tmp_path, "2;Nowak;Ewa;inspektor;SO;nie;1", "1;Żak;Jan;burmistrz;SO;nie;")
    report = services.employee_exchange.load(path, dry_run=False)
    assert (report.new, report.refused) == (2, ())
    people = {each.number: each for each in services.employees.all()}
    assert people["2"].superior_id == people["1"].id


def test_a_dry_run_tells_the_same_and_keeps_nothing(services: Services, unit: int, tmp_path: Path) -> None:
    path = written(tmp_path, "1;Żak;Jan;kierownik;SO;tak;", "2;Nowak;Ewa;kierownik;SO;tak;", "3;Lis;Ola;inspektor;XX;;")
    tried = services.employee_exchange.load(path, dry_run=True)
    assert services.employees.all() == ()
    done = services.employee_exchange.load(path, dry_run=False)
    assert list(tried.refused_lines()) == list(done.refused_lines())
    assert done.new == 1
    assert any("kieruje już Jan Żak" in line for line in done.refused_lines())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("7;Nowak;Ewa;inspektor;SO;nie;99", "Nie ma pracownika „99”"),
        ("7;Nowak;Ewa;inspektor;SO;nie;7", "Nikt nie może być swoim przełożonym"),
        ("7;Nowak;;inspektor;SO;nie;", "To pole jest wymagane"),
    ],
)
def test_a_bad_line_says_what_to_do(services: Services, unit: int, tmp_path: Path, line: str, said: str) -> None:
    services.employees.create(EmployeeDraft(surname="Nowak", first_name="Ewa", number="7", unit_id=unit))
    report = services.employee_exchange.load(written(tmp_path, line), dry_run=False)
    assert said in " ".join(report.refused_lines())


def test_whoever_has_no_number_yet_gets_it_from_the_file(services: Services, unit: int, tmp_path: Path) -> None:
    services.employees.create(EmployeeDraft(surname="Nowak", first_name="Ewa", unit_id=unit, phone="1"))
    report = services.employee_exchange.load(written(tmp_path, "12;Nowak;Ewa;inspektor;SO;nie;"), dry_run=False)
    (person,) = services.employees.all()
    assert (report.changed, person.number, person.phone) == (1, "12", "1")


def test_a_deleted_person_comes_back(services: Services, unit: int, tmp_path: Path) -> None:
    draft = EmployeeDraft(surname="Nowak", first_name="Ewa", number="7", unit_id=unit)
    person = services.employees.create(draft).record
    services.employees.delete(person.id, person.version)
    report = services.employee_exchange.load(written(tmp_path, "7;Nowak;Ewa;inspektor;SO;nie;"), dry_run=False)
    assert report.new == 1
    assert [each.id for each in services.employees.all()] == [person.id]


def test_a_file_of_something_else_is_refused(services: Services, unit: int, tmp_path: Path) -> None:
    path = tmp_path / "inne.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(Refusal):
        services.employee_exchange.load(path, dry_run=True)


def test_namesakes_without_numbers_are_not_mixed_up(services: Services, unit: int, tmp_path: Path) -> None:
    draft = EmployeeDraft(surname="Nowak", first_name="Ewa", number="1", unit_id=unit)
    services.employees.create(draft)
    services.employees.create(replace(draft, number="2"))
    report = services.employee_exchange.load(written(tmp_path, "3;Nowak;Ewa;goniec;SO;nie;Ewa Nowak"), dry_run=False)
    assert "Kilka osób" in " ".join(report.refused_lines())


def test_a_ring_in_the_file_is_told_as_one(services: Services, unit: int, tmp_path: Path) -> None:
    lines = ("1;Nowak;Ewa;goniec;SO;nie;2", "2;Kos;Jan;goniec;SO;nie;1", "3;Lis;Anna;goniec;SO;nie;9")
    report = services.employee_exchange.load(written(tmp_path, *lines), dry_run=False)
    first, second, third = report.refused_lines()
    assert "pierścień" in first
    assert "pierścień" in second
    assert "Nie ma pracownika „9”" in third
    assert services.employees.all() == ()
