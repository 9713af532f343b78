"""„Kontakt z urzędnikiem” tells whom to turn to today, and nothing else about anybody."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.cli import main
from app.core.errors import Refusal
from app.core.permissions import Actor
from app.people.employees.domain import EmployeeDraft, PastPosition
from app.people.units.domain import UnitDraft
from tests.printing.reading import read


@pytest.fixture
def office(services: Services) -> Services:
    """A unit with its head below the alphabet, one below it, one that was closed."""
    units = services.units
    top = units.create(UnitDraft(symbol="SO", name="Sprawy", room="1", phone="11 22", email="so@urzad.example")).record
    below = units.create(UnitDraft(symbol="SO.1", name="Dowody", parent_id=top.id)).record
    units.create(UnitDraft(symbol="XX", name="Dawny", closed_on=date(2020, 1, 31)))
    past = PastPosition(post="stażysta", valid_from=date(2001, 1, 1), valid_to=date(2002, 1, 31))
    for draft in (
        EmployeeDraft(surname="Ćwik", first_name="Ewa", post="inspektor", unit_id=top.id, email="e@urzad.example"),
        EmployeeDraft(
            surname="Żuk", first_name="Jan", post="sekretarz", unit_id=top.id, heads_unit=True, number="TAJNY-7",
            employed_from=date(1987, 3, 4), post_since=date(2002, 2, 1), history=(past,), phone="33 44",
        ),
        EmployeeDraft(surname="Łoś", first_name="Ola", post="referent", unit_id=below.id, room="12a"),
        EmployeeDraft(surname="Stary", first_name="Jan", unit_id=top.id, employed_to=date(2026, 1, 31)),
        EmployeeDraft(surname="Przyszła", first_name="Ala", unit_id=top.id, employed_from=date(2030, 1, 1)),
    ):  # fmt: skip
        services.employees.create(draft)
    return services


def test_heads_stand_first_in_their_units(office: Services) -> None:
    tree = read(office.employee_prints.directory())
    rows = [[cell.all_text for cell in row.kids] for table in tree.find("Table") for row in table.kids[1:]]
    assert rows == [
        ["Jan Żuk", "sekretarz (kieruje)", "", "33 44", ""],
        ["Ewa Ćwik", "inspektor", "", "", "e@urzad.example"],
        ["Ola Łoś", "referent", "12a", "", ""],
    ]
    assert [h.all_text for h in tree.find("H2")] == ["SO Sprawy", "SO.1 Dowody"]
    assert "so@urzad.example" in tree.all_text


def test_by_surname_in_polish_order(office: Services) -> None:
    (table,) = read(office.employee_prints.directory(by_surname=True)).find("Table")
    assert [row.kids[0].all_text for row in table.kids[1:]] == ["Ćwik Ewa", "Łoś Ola", "Żuk Jan"]


@pytest.mark.parametrize("by_surname", [False, True])
@pytest.mark.parametrize("variant", ["standard", "large"])
def test_nothing_private_stands_on_it(office: Services, by_surname: bool, variant: str) -> None:
    told = read(office.employee_prints.directory(by_surname=by_surname, variant=variant)).all_text
    assert "Żuk" in told
    for hidden in ("TAJNY-7", "1987", "2002", "stażysta", "Stary", "Przyszła", "Dawny"):
        assert hidden not in told


def test_a_part_of_the_office_and_an_empty_one_are_refused(office: Services) -> None:
    prints, employees = office.employee_prints, office.employees
    everybody = employees.actor
    employees.actor = lambda: Actor("kko", frozenset({"employee.read"}), own=frozenset({"employee.read"}))
    with pytest.raises(Refusal, match="tylko swoją komórkę"):
        prints.directory()
    employees.actor = everybody
    for each in employees.all():
        employees.delete(each.id, each.version)
    with pytest.raises(Refusal, match="Nikt dziś nie pracuje"):
        prints.directory()


def test_the_command_writes_it(office: Services, tmp_path: Path) -> None:
    out = tmp_path / "k.pdf"
    arguments = ["--database", str(office.file), "print", "directory", "--by", "surname", "--out", str(out)]
    assert main(arguments) == 0
    assert "Ćwik Ewa" in read(out.read_bytes()).all_text
