"""The workbook of a package: what its formulas give, whom it names, and titles that spreadsheets take."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.exchange.protected import Computed, OneOf, ProtectedBook, Typed
from app.exchange.protected_reading import read_protected
from app.exchange.protected_writing import write_protected
from app.registers.evaluations.packages.domain import Handout, RaterPackage
from app.registers.evaluations.packages.sheet.book import workbook
from app.registers.evaluations.packages.transfer import file_name
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, Goal
from tests.exchange.resaving import values_of
from tests.registers.evaluations.sheets.sample_sheets import THIRTEEN, sheet

SECRET = b"s" * 32
_NAMES = "http://openoffice.org/2001/" + "registry"
RECALCULATE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{_NAMES}">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
"""LibreOffice trusts the values in the file unless told otherwise."""


def handout(*evaluations: Evaluation, rater: str = "Maria Wiśniewska-Dąbrowska", campaign: str = "Oceny") -> Handout:
    package = RaterPackage(
        id=17,
        version=1,
        campaign_id=1,
        rater_id=2,
        serial=1,
        issued_at=datetime(2026, 11, 22, 10, tzinfo=UTC),
        people=len(evaluations),
        returned_at=None,
    )
    return Handout(
        package=package,
        campaign=campaign,
        ends_on=date(2026, 11, 30),
        office="Urząd",
        rater=rater,
        rater_post="kierownik",
        secret=SECRET,
        issued_on=date(2026, 11, 22),
        evaluations=evaluations,
    )


def marked(number: int, marks: Sequence[CriterionMark]) -> Evaluation:
    return sheet(id=number, marks=tuple(marks))


def _some() -> list[Evaluation]:
    blank = sheet().marks
    begun = [replace(mark, mark=index + 1 if index < 5 else None) for index, mark in enumerate(blank)]
    weighted = [replace(mark, weight=index % 3 + 1) for index, mark in enumerate(begun)]
    weighted[0] = replace(weighted[0], mark=None, not_applicable=True, reason="  ")
    full = [replace(mark, mark=3, self_mark=4) for mark in blank]
    return [marked(1, blank), marked(2, begun), marked(3, weighted), marked(4, full)]


def computed(book: ProtectedBook) -> dict[tuple[str, int, int], str | int | float]:
    return {
        (page.title, cell.row, cell.column): cell.value
        for page in book.pages
        for cell in page.cells
        if isinstance(cell, Computed)
    }


def test_figures_as_handed_out() -> None:
    found = [value for (title, _, _), value in computed(workbook(handout(*_some()))).items() if title == "Przegląd"]
    assert found == [
        *(0, 0, "nie rozpoczęto"),
        *(5, 2, "w trakcie"),
        *(5, 2, "w trakcie"),
        *(13, 0, "gotowe"),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    book = workbook(handout(*_some()))
    # values that no formula gives, so that only computing anew can bring the right ones
    stale = replace(
        book,
        pages=tuple(
            replace(
                page,
                cells=tuple(replace(each, value=77) if isinstance(each, Computed) else each for each in page.cells),
            )
            for page in book.pages
        ),
    )
    write_protected(stale, tmp_path / "out.xlsx", SECRET)
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "out.xlsx")], check=True, capture_output=True, timeout=120)
    found = values_of(tmp_path / "saved" / "out.xlsx")
    assert {at: found[at[0]][at[1], at[2]] for at in computed(book)} == pytest.approx(computed(book))
    assert read_protected(tmp_path / "saved" / "out.xlsx").answers(SECRET).faults == ()


def test_namesakes_and_hostile_names_get_titles_of_their_own(tmp_path: Path) -> None:
    names = ["Jan Nowak", "Jan Nowak", "[X]:*?/\\' " + "Ż" * 40, "=cmd|' /C calc'!A0"]
    people = [sheet(id=number, person=name, person_number=str(number)) for number, name in enumerate(names, 1)]
    write_protected(workbook(handout(*people)), tmp_path / "out.xlsx", SECRET)
    titles = list(values_of(tmp_path / "out.xlsx"))
    assert titles[2:4] == ["01 Jan Nowak", "02 Jan Nowak"]
    assert len(set(titles)) == len(titles)
    overview = values_of(tmp_path / "out.xlsx")["Przegląd"]
    assert [overview[row, 1] for row in (3, 4)] == ["Jan Nowak (1)", "Jan Nowak (2)"]
    assert overview[6, 1] == "=cmd|' /C calc'!A0 (4)", "a text, not a formula"


def test_marks_to_choose_follow_the_regulation() -> None:
    strict = replace(THIRTEEN, may_not_apply=False, scale=THIRTEEN.scale[:3])
    book = workbook(handout(sheet(rules=strict)))
    rules = {cell.rule for page in book.pages for cell in page.cells if isinstance(cell, Typed) and "mark" in cell.name}
    assert OneOf((1, 2, 3)) in rules
    assert not any(isinstance(rule, OneOf) and "nie dotyczy" in rule.values for rule in rules)


def test_goals_written_before_stay_valid(tmp_path: Path) -> None:
    goals = tuple(Goal(goal=f"Cel {number}", due_on=date(2020, 1, number)) for number in range(1, 8))
    write_protected(workbook(handout(sheet(goals=goals))), tmp_path / "out.xlsx", SECRET)
    answers = read_protected(tmp_path / "out.xlsx").answers(SECRET)
    assert answers.faults == ()
    assert answers.values["12.goals.6.due_on"].value == date(2020, 1, 7)


@pytest.mark.parametrize(
    ("rater", "campaign", "expected"),
    [
        ("Łucja Żółć", "Oceny 2026", "pakiet-17_Zolc-Lucja_Oceny-2026.xlsx"),
        ("../../x", "a:b*c", "pakiet-17_X_A-B-C.xlsx"),
        ("…", "", "pakiet-17_bez-nazwy_bez-nazwy.xlsx"),
    ],
)
def test_names_of_files_are_safe_everywhere(rater: str, campaign: str, expected: str) -> None:
    assert file_name(handout(rater=rater, campaign=campaign)) == expected
