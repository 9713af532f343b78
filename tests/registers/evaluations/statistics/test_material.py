"""Which sheets count, where they belong, and with what they may be compared."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.sheets.domain import Kind
from app.registers.evaluations.statistics.domain import Material
from app.registers.evaluations.statistics.material import Campaign, counting, materials

THIRTEEN = replace(pattern_draft("trzynascie_kryteriow"), valid_from=date(2024, 1, 1))
OLD = replace(pattern_draft("wzor_2007"), valid_from=date(2009, 1, 1))
FIRST = "Przygotowanie merytoryczne"


@dataclass(frozen=True)
class Final:
    """A final sheet."""

    id: int
    employee_id: int = 1
    person: str = "Ewa Nowak"
    person_number: str = ""
    unit_id: int | None = 1
    unit: str = "Referat"
    rater_id: int | None = 9
    rater: str = "Jan Wrona"
    rater_post: str = "kierownik"
    campaign_id: int | None = 5
    regulation_id: int | None = 1
    signed_on: date = date(2025, 3, 4)


def made(*sheets: Final, rules: Any = None, marks: Any = None, **more: Any) -> tuple[Material, ...]:
    campaigns = {5: Campaign("Wiosna", date(2025, 2, 1), True), 6: Campaign("Jesień", date(2025, 9, 1), False)}
    given = [(sheet.id, FIRST, 4) for sheet in sheets] if marks is None else marks
    dated = [(sheet, sheet.signed_on) for sheet in sheets]
    names = {"with_names": True, **more}
    return materials(dated, given, rules or {(1, None): THIRTEEN}, campaigns, {2025}, **names)


@pytest.mark.parametrize(
    ("origins", "counted"),
    [
        ({}, [1, 2, 3]),
        ({2: (1, Kind.CORRECTION)}, [2, 3]),
        ({2: (1, Kind.CHANGED_ON_APPEAL), 3: (2, Kind.CORRECTION)}, [3]),
        ({3: (1, Kind.REPEATED_ON_APPEAL)}, [2, 3]),
        ({2: (1, Kind.AFTER_NEGATIVE)}, [1, 2, 3]),
        # the sheet between is not final: it was changed on appeal
        ({7: (1, Kind.CORRECTION), 3: (7, Kind.CHANGED_ON_APPEAL)}, [2, 3]),
    ],
)
def test_of_a_chain_only_the_last_final_sheet_counts(origins: dict[int, tuple[int, Kind]], counted: list[int]) -> None:
    sheets = [Final(number) for number in (1, 2, 3)]
    assert [sheet.id for sheet, _ in counting(sheets, origins)] == counted


def test_a_correction_belongs_to_the_year_of_the_corrected_evaluation() -> None:
    sheets = [Final(1, signed_on=date(2024, 12, 1)), Final(2, signed_on=date(2026, 1, 9))]
    assert counting(sheets, {2: (1, Kind.CORRECTION)}) == [(sheets[1], date(2024, 12, 1))]


def test_a_campaign_is_a_period_and_so_are_the_other_sheets_of_a_year() -> None:
    (found,) = made(Final(1), Final(2, employee_id=2, campaign_id=6), Final(3, employee_id=3, campaign_id=None))
    assert [period.name for period in found.periods] == ["Wiosna", "Jesień", "2025, poza kampaniami"]
    assert [period.complete for period in found.periods] == [True, False, True]


def test_a_person_counts_once_in_a_period_with_the_last_evaluation() -> None:
    sheets = [Final(1, signed_on=date(2025, 3, 4)), Final(2, signed_on=date(2025, 10, 4))]
    (found,) = made(*sheets, marks=[(1, FIRST, 2), (2, FIRST, 5)])
    assert len(found.sheets) == 1
    assert [found.yardstick.scale[mark.mark] for mark in found.marks] == [5]


def test_regulations_with_other_criteria_are_never_mixed() -> None:
    old_criterion = OLD.criteria[0].name
    found = made(
        Final(1),
        Final(2, regulation_id=2, signed_on=date(2023, 3, 4), campaign_id=None),
        rules={(1, None): THIRTEEN, (2, None): OLD},
        marks=[(1, FIRST, 4), (2, old_criterion, 3)],
    )
    assert [len(each.sheets) for each in found] == [1, 1]
    assert found[0].yardstick.name == THIRTEEN.name, "the one used last comes first"


def test_a_new_version_with_the_same_criteria_stays_comparable() -> None:
    newer = replace(THIRTEEN, name="Regulamin po zmianie terminów", valid_from=date(2026, 1, 1))
    (found,) = made(Final(1), Final(2, employee_id=2, regulation_id=2), rules={(1, None): THIRTEEN, (2, None): newer})
    assert len(found.sheets) == 2
    assert found.yardstick.name == newer.name


def test_another_scale_is_another_yardstick() -> None:
    other = replace(THIRTEEN, scale=THIRTEEN.scale[:-1])
    found = made(Final(1), Final(2, regulation_id=2), rules={(1, None): THIRTEEN, (2, None): other})
    assert len(found) == 2


def test_criteria_in_own_words_of_a_rater_are_left_out() -> None:
    (found,) = made(Final(1), marks=[(1, FIRST, 4), (1, "Moje własne kryterium", 1)])
    assert len(found.marks) == 1


def test_without_names_nobody_is_named_and_running_periods_are_missing() -> None:
    (found,) = made(Final(1), Final(2, employee_id=2, campaign_id=6), with_names=False)
    assert (found.raters, found.people) == ((), ())
    assert [period.name for period in found.periods] == ["Wiosna"]


def test_raters_and_people_with_one_name_are_told_apart() -> None:
    (found,) = made(
        Final(1, person_number="17"), Final(2, employee_id=2, person_number="18", rater_id=10, rater_post="zastępca")
    )
    assert found.raters == ("Jan Wrona, kierownik", "Jan Wrona, zastępca")
    assert found.people == ("Ewa Nowak (17)", "Ewa Nowak (18)")
