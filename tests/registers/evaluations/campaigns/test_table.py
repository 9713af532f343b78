"""A campaign's people in memory: found, filtered, sorted and counted as a table asks."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.core.records import Query
from app.registers.evaluations.campaigns.domain import Candidate, Line, Reason
from app.registers.evaluations.campaigns.figures import counted, progress_of
from app.registers.evaluations.campaigns.table import LineSource, people_columns, people_filters
from app.registers.evaluations.sheets.domain import State
from app.widgets.table_model import RecordTableModel

TODAY, END = date(2026, 11, 22), date(2026, 12, 15)


def line(key: int, person: str, state: State | None = None, **more: Any) -> Line:
    given: dict[str, Any] = {
        "number": str(key),
        "post": "inspektor",
        "unit_id": 1,
        "unit": "Referat Finansowy",
        "rater_id": 9,
        "rater": "Jan Łoś",
        "included": True,
        "reasons": (Reason(code="first", details={"since": "01.01.2026"}),),
    }
    candidate = Candidate(employee_id=key, person=person, **(given | more))
    return Line(candidate=candidate, state=state, sheet_id=None if state is None else key, number=f"{key}/2026")


LINES = (
    line(1, "Ewa Żak", State.FINAL, due_by=date(2026, 11, 1)),
    line(2, "Ewa Łoś", State.PLANNED, due_by=date(2026, 11, 1)),
    line(10, "Ewa Lis", State.PLANNED, unit_id=2, unit="Referat Ścieków", due_by=END, rater_id=1, rater="Ewa Żak"),
    line(3, "Jan Ćwik", rater_id=None, rater="", reasons=(Reason(code="rater_none"),)),
    line(4, "Ewa Lis", included=False, reasons=(Reason(code="kind_missing"),), chosen=True),
)


@pytest.fixture
def source() -> LineSource:
    made = LineSource(lambda: TODAY)
    made.hold(LINES)
    return made


def keys(source: LineSource, **asked: Any) -> list[int]:
    query = Query(**asked)
    assert source.count(query) == len(source.page(query, 0, 99))
    return [each.id for each in source.page(query, 0, 99)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("lis", [10, 4]), ("LOS", [1, 2, 4]), ("sciek", [10]), ("10/2026", [10]), ("inspektor zak", [1, 10]), ("x", [])],
)
def test_people_are_found_by_name_unit_rater_and_number(source: LineSource, words: str, found: list[int]) -> None:
    assert keys(source, words=words) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"part": {"in"}}, [1, 2, 10, 3]),
        ({"part": {"out"}}, [4]),
        ({"part": {"no_rater"}}, [3]),
        ({"part": {"overdue"}}, [2]),
        ({"part": {"chosen", "no_rater"}}, [3, 4]),
        ({"reason": {"kind_missing"}}, [4]),
        ({"state": {"planned"}}, [2, 10]),
        ({"state": {""}}, [3, 4]),
        ({"unit": {"2"}}, [10]),
        ({"rater": {""}}, [3]),
        ({"rater": {"9"}, "part": {"in"}}, [1, 2]),
        ({"part": set()}, [1, 2, 10, 3, 4]),
    ],
)
def test_filters(source: LineSource, filters: dict[str, set[str]], found: list[int]) -> None:
    assert keys(source, filters={key: frozenset(values) for key, values in filters.items()}) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("person", [10, 4, 2, 1, 3]),
        ("number", [1, 2, 3, 4, 10]),
        ("unit", [1, 2, 3, 4, 10]),
        ("included", [1, 2, 10, 3, 4]),
        ("due_by", [1, 2, 10, 3, 4]),
        ("sheet", [3, 4, 2, 10, 1]),
    ],
)
def test_sorting_is_polish_and_by_value(source: LineSource, sort: str, found: list[int]) -> None:
    assert keys(source, sort=sort) == found
    assert set(keys(source, sort=sort, descending=True)) == set(found)


def test_counts_leave_their_own_filter_open(source: LineSource) -> None:
    counts = source.facets(Query(filters={"unit": frozenset({"2"})}))
    assert counts["unit"] == {"1": 4, "2": 1}
    assert counts["part"] == {"in": 1}


def test_a_place_is_found_again_and_none_for_who_is_filtered_out(source: LineSource) -> None:
    assert source.position(Query(sort="number"), 10) == 4
    assert source.position(Query(filters={"part": frozenset({"out"})}), 10) is None


def test_every_value_has_words(source: LineSource) -> None:
    counts = source.facets(Query())
    for group in people_filters(source):
        assert all(group.label(value) for value in counts[group.key])


def test_numbers_of_the_strip() -> None:
    found = counted(LINES, TODAY, END)
    assert found == {"in": 4, "out": 1, "no_rater": 1, "due": 1, "overdue": 1, "sheets": 3, "done": 1}


def test_progress_by_unit_and_rater_leaves_cancelled_sheets_out() -> None:
    lines = (*LINES, line(5, "Ewa Nowak", State.CANCELLED))
    found = [(each.unit, each.rater, each.sheets, each.done, each.overdue) for each in progress_of(lines, TODAY)]
    assert found == [
        ("Referat Finansowy", "", 1, 0, 0),
        ("Referat Finansowy", "Jan Łoś", 2, 1, 1),
        ("Referat Ścieków", "Ewa Żak", 1, 0, 0),
    ]


def test_two_thousand_people_are_read_page_by_page(qapp: QApplication) -> None:
    source = LineSource(lambda: TODAY)
    source.hold([line(key, f"Ewa {key}") for key in range(2000)])
    model: RecordTableModel[Line] = RecordTableModel(source, people_columns(TODAY))
    model.load(Query(sort="number", descending=True))
    assert model.rowCount() == 2000
    last = model.record(0)
    assert last is not None
    assert last.id == 1999
