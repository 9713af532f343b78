"""The table of benchmarks says what the customer's table says; the figures themselves are no tests."""

from importlib import import_module
from inspect import signature

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.rows import ROWS, Row

WANTED = {
    "process start to painted main window, 1,000 cards in the database": ["<= 3 x", "<= 2.5 x"],
    "search over 1,000 cards, key press to filled model, 95th percentile": ["<= 5 x", "< 30"],
    "one card to PDF, tagged": ["<= 3 x"],
    "guide of 1,000 cards, tagged": ["<= 2 x", ">= 10 x faster", "< 400"],
    "112 evaluation sheets in one PDF, tagged, with contents": ["<= 2 x", "< 60"],
    "a register of 10,000 rows to PDF, tagged": ["<= 1.5 x"],
    "opening a table of 100,000 rows and filtering it": ["<= 1 x"],
    "opening a campaign of 2,000 people": ["<= 1 x"],
    "import of 10,000 cards from XLSX": ["<= 4 x"],
    "encrypted database: open, search, bulk insert": ["<= 1.35 x"],
    "log-in with name and password to the open database": ["< 0.5"],
    "1,000 addresses placed on the map of a gmina": ["< 0.2"],
    "1, 10, 50 and 100 clerks on one PostgreSQL server, and the server killed in the middle": ["< 1"],
    "a verified backup of 200 MB": ["<= 2 x"],
    "statistics over 10 years, 112 people and 13 marks, worked out and painted anew": ["<= 3 x", "< 1"],
    "totals and cost by unit over 100,000 entries of the register of trainings": ["<= 3 x"],
    "import of an old register of 20,000 trainings from XLSX": ["<= 4 x"],
    "the register of 10,000 trainings to PDF, tagged": ["<= 1.5 x"],
    "moving the map with 500 and 5,000 organisations, one frame": ["< 16", "< 20"],
    "an outline of 50,000 points first painted, and the map moved over streets of 50,000 points": ["< 0.3", "< 20"],
    "a map on A3 with 5,000 organisations, tagged": ["<= 2 x"],
    "200,000 address points of PRG from GML, both models": ["<= 2 x", "< 200"],
    "the audit log: saves, import, verification of 20,000 entries": ["<= 1.5 x", "< 1"],
}
"""What is measured and the goals, from the issues that asked for it."""


def test_every_row_of_the_customers_table_is_measured_with_its_goals() -> None:
    assert {row.what: [str(goal) for goal in row.goals] for row in ROWS} == WANTED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_has_a_module_that_measures(row: Row) -> None:
    module = import_module(f"tests.benchmarks.{row.module}")
    assert list(signature(module.measure).parameters) == ["folder", "runs"]
    assert module.__doc__


def test_an_unknown_row_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["serach"])
    assert refused.value.code == 2
    assert "serach" in capsys.readouterr().err
