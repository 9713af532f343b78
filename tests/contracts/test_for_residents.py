"""Nothing made for residents holds evaluations or appeals: neither their words nor any text written in them.

UODO had an office take down a name published with the order on an appeal team; here nothing can slip out, since what
is made for residents does not even import evaluations.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.people.employees.model import EmployeeRow
from app.registers.evaluations.events.model import WorkEventRow
from app.registers.evaluations.sheets.model import CriterionMarkRow, EvaluationRow
from tests.printing.reading import read

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Tajemnica arkusza Qwx"


def _sheet(services: Services, folder: Path, form: Format) -> str:
    path = folder / f"karty.{form.value}"
    services.exchange.export(path, form)
    if form is Format.CSV:
        return path.read_text("utf-8-sig")
    with ZipFile(path) as archive:
        return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


FOR_RESIDENTS: dict[str, Callable[[Services, Path], str]] = {
    "cards": lambda services, _: read(services.prints.cards(services.cards.all(), "standard")).all_text,
    "guide": lambda services, _: read(services.prints.guide()).all_text,
    "workbook of cards": lambda services, folder: _sheet(services, folder, Format.XLSX),
    "CSV of cards": lambda services, folder: _sheet(services, folder, Format.CSV),
    "directory": lambda services, _: read(services.employee_prints.directory()).all_text,
    "directory by surname": lambda services, _: read(services.employee_prints.directory(by_surname=True)).all_text,
    "badges": lambda services, _: read(services.employee_prints.badges(services.employee_prints.working())).all_text,
}
"""Every file that an office puts up or hands out; a new one (a page of the public bulletin) belongs here."""


@pytest.fixture
def marked(demo_services: Services) -> Services:
    """Every free text of every evaluation, appeal and event says something that is found again."""
    with demo_services.store.writing() as session:
        for row in session.scalars(select(EvaluationRow)):
            row.opinion = row.conclusions = row.appeal_grounds = row.decision_grounds = row.verdict_reason = SECRET
            row.touch(demo_services.clock.now())
        for mark in session.scalars(select(CriterionMarkRow)):
            mark.reason = SECRET
        for event in session.scalars(select(WorkEventRow)):
            event.event = SECRET
        for person in session.scalars(select(EmployeeRow)):
            person.employed_from = person.employed_from and person.employed_from.replace(year=1987)
    return demo_services


@pytest.mark.parametrize("kind", FOR_RESIDENTS)
def test_nothing_for_residents_tells_of_evaluations(marked: Services, tmp_path: Path, kind: str) -> None:
    told = FOR_RESIDENTS[kind](marked, tmp_path).casefold()
    assert len(told) > 500
    for forbidden in (SECRET, "arkusz oceny", "odwołanie od oceny", "oceniający", "oceniany", "1987"):
        assert forbidden.casefold() not in told, forbidden


def _public_modules() -> Iterator[Path]:
    yield from (ROOT / "app" / "registers" / "service_cards").rglob("*.py")
    for name in ("badges.py", "directory.py", "prints.py"):
        path = ROOT / "app" / "people" / "employees" / name
        if path.exists():
            yield path


def test_what_is_made_for_residents_knows_no_evaluations() -> None:
    assert [str(path) for path in _public_modules() if "evaluations" in path.read_text("utf-8")] == []
