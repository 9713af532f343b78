"""What the statistics read, who may, and what the log says of it."""

from pathlib import Path

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.charts import Hidden
from app.core.errors import NotAllowed, NotFound
from app.core.permissions import Actor
from app.core.progress import NoProgress
from app.core.records import Query
from app.registers.evaluations.sheets.domain import Verdict
from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.domain import Choice, Withheld
from app.registers.evaluations.statistics.pages import available, page
from app.registers.evaluations.statistics.prints import USUAL, all_keys
from tests.registers.evaluations.sheets.people import delivered
from tests.registers.evaluations.statistics.office import DAY, evaluated


def entries(services: Services) -> int:
    """Entries of the log about evaluations."""
    return services.audit.count(Query("", {"entity": frozenset({"evaluation"})}))


def test_final_sheets_are_counted_and_all_others_are_not(services: Services) -> None:
    numbers = evaluated(services)
    other = services.evaluations.get(numbers[0])
    services.evaluations.record_earlier(other.employee_id or 0, DAY.replace(year=2025), Verdict.POSITIVE)
    (material,) = services.evaluation_statistics.read().materials
    assert len(material.sheets) == len(numbers)
    assert len(material.marks) == 13 * len(numbers)
    assert [period.name for period in material.periods] == ["2026, poza kampaniami"]


def test_the_small_unit_is_hidden_with_a_second_one(services: Services) -> None:
    evaluated(services)
    figures = services.evaluation_statistics.read().figures(0)
    people = [figures.people(0, unit) for unit in figures.units(0)]
    assert sorted(isinstance(each, Withheld) for each in people) == [False, True, True]
    assert figures.people(0) == 14


def test_reading_everything_is_one_entry_with_the_sheets_read(services: Services) -> None:
    evaluated(services)
    before = entries(services)
    services.evaluation_statistics.read()
    assert entries(services) == before + 1


def test_an_empty_office_is_told_what_to_do(services: Services) -> None:
    found = services.evaluation_statistics.read()
    for key in available(found):
        assert page(found, key, Choice()).sentences == (words.EMPTY,)


@pytest.mark.parametrize(
    ("role", "allowed", "names"),
    [
        ("personnel", True, True),
        ("executive", True, True),
        ("unit_head", False, False),
        ("administrator", False, False),
    ],
)
def test_roles_see_what_their_rights_say(services: Services, role: str, allowed: bool, names: bool) -> None:
    evaluated(services)
    granted = matrix().granted((role,))
    services.evaluation_statistics.actor = lambda: Actor(role, granted.rights, own=granted.own)
    if not allowed:
        with pytest.raises(NotAllowed):
            services.evaluation_statistics.read()
        return
    assert services.evaluation_statistics.read().with_names is names


def test_summaries_without_names_hold_no_name_and_no_running_period(services: Services) -> None:
    evaluated(services)
    services.evaluation_statistics.actor = lambda: Actor("radca", frozenset({"evaluation.summary"}))
    found = services.evaluation_statistics.read()
    assert found.materials == (), "the year is not over: the next sheet would tell its marks"
    assert available(found) == USUAL
    with pytest.raises(KeyError):
        page(found, words.RATERS, Choice())
    assert all_keys(found, raters=True) == USUAL


def test_an_unknown_campaign_is_refused_with_those_there_are(services: Services) -> None:
    evaluated(services)
    found = services.evaluation_statistics.read()
    with pytest.raises(NotFound, match="2026, poza kampaniami"):
        services.evaluation_statistics.choice_of(found, "Jesień")
    assert services.evaluation_statistics.choice_of(found, "2026, POZA kampaniami") == Choice(0, 0)


def test_a_corrected_sheet_counts_once_with_the_correction(services: Services) -> None:
    numbers = evaluated(services, (6,))
    sheet = services.evaluations.get(numbers[0])
    new = services.evaluations.correct(sheet.id, sheet.version, "Pomyłka w ocenie").record
    assert len(services.evaluation_statistics.read().materials[0].sheets) == 6, "an open correction changes nothing"
    new = delivered(services, new, 5, services.clock.today())
    # the appeal's term must pass; here only the state counts
    (material,) = services.evaluation_statistics.read().materials
    assert len(material.sheets) == 6


def test_files_are_written_and_logged_without_names(services: Services, tmp_path: Path) -> None:
    evaluated(services)
    found = services.evaluation_statistics.read()
    before = entries(services)
    pdf = services.statistics_prints.pdf(found, Choice(0))
    path = tmp_path / "statystyka.xlsx"
    services.statistics_prints.workbook(found, Choice(0), path, progress=NoProgress())
    assert pdf.startswith(b"%PDF")
    assert entries(services) == before + 2
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    cells = {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert Withheld(5).text in cells
    assert "Kreatywność" in cells
    assert not any("Nowak" in cell or "Mazur" in cell for cell in cells)
    numbers = [cell for row in book.get_sheet_by_name("Kryteria 1").to_python() for cell in row]
    assert any(isinstance(cell, float) for cell in numbers), "figures are numbers, not text"


def test_the_hidden_are_hidden_on_every_page(services: Services) -> None:
    """No chart of any page shows a number for a unit that is kept back."""
    evaluated(services)
    found = services.evaluation_statistics.read()
    figures = found.figures(0)
    for unit in figures.units(0):
        if isinstance(figures.people(0, unit), Withheld):
            for key in USUAL:
                charts = page(found, key, Choice(0, 0, unit)).charts
                own = [chart for chart in charts if key != words.UNITS]
                assert all(isinstance(value, Hidden) for chart in own for value in chart.values()), key
