"""Regulations and events on paper and in workbooks."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.people.office.domain import Office
from app.registers.evaluations.events.domain import Sign, WorkEvent, WorkEventDraft
from app.registers.evaluations.events.printout import PersonsEvents, events_pdf
from app.registers.evaluations.events.sheet import write_events
from app.registers.evaluations.regulations.domain import Regulation
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.regulations.printout import regulation_pdf
from app.registers.evaluations.regulations.sheet import write_regulations
from tests.printing.reading import tagging_faults, texts

DAY = date(2026, 11, 22)
OFFICE = Office(id=1, version=1, name="Urząd Miejski w Przykładowej")


def regulation(key: str) -> Regulation:
    """A shipped pattern as saved."""
    draft = replace(pattern_draft(key), valid_from=date(2026, 1, 1), order_number="120.5.2026")
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return Regulation(id=1, version=1, **values)


def event(number: int, sign: Sign) -> WorkEvent:
    """An event as saved."""
    draft = WorkEventDraft(employee_id=7, happened_on=date(2026, 3, number), sign=sign, event=f"Zdarzenie nr {number}.")
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return WorkEvent(id=number, version=1, person="Ewa Żak", **values)


@pytest.mark.parametrize("key", ["trzynascie_kryteriow", "wzor_2007"])
def test_a_regulation_is_printed_whole_with_the_law_of_the_day(key: str, tmp_path: Path) -> None:
    printed = regulation(key)
    pdf = regulation_pdf(printed, OFFICE, None, DAY)
    assert tagging_faults(pdf, tmp_path) == []
    said = " ".join(texts(pdf)).replace("\xa0", " ")
    assert [criterion.name for criterion in printed.criteria if criterion.name not in said] == []
    assert [mark.name for mark in printed.scale if mark.name not in said] == []
    assert "w terminie 7 dni od dnia doręczenia oceny (art. 27 ust. 5" in said
    assert "{" not in said
    assert "O wyniku rozstrzyga oceniający" in said


def test_a_print_of_events_tells_namesakes_apart_and_counts_signs(tmp_path: Path) -> None:
    events = [event(1, Sign.PLUS), event(2, Sign.MINUS), event(3, Sign.PLUS)]
    pdf = events_pdf(PersonsEvents("Ewa Żak", "nr 12, inspektor", events), OFFICE, None, DAY)
    assert tagging_faults(pdf, tmp_path) == []
    said = " ".join(texts(pdf)).replace("\xa0", " ")
    assert "nr 12, inspektor" in said
    assert "Plusy: 2, minusy: 1." in said
    assert said.index("01.03.2026") < said.index("02.03.2026") < said.index("03.03.2026")


@pytest.mark.parametrize("form", Format)
def test_regulations_are_written_with_their_lists(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"regulaminy.{form}"
    write_regulations([regulation("wzor_2007")], path, form, NoProgress())
    words = _content(path)
    assert all(each in words for each in ("Sumienność", "własne oceniającego", "bardzo dobry", "120.5.2026"))
    # thresholds are marks, not their hundredths
    assert "1,50" in words or ">1.5<" in words


@pytest.mark.parametrize("form", Format)
def test_events_are_written_with_whose_they_are(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"zdarzenia.{form}"
    write_events([event(1, Sign.MINUS)], path, form, {7: "Żak Ewa (nr 12) – inspektor, SO"}, NoProgress())
    words = _content(path)
    assert all(each in words for each in ("Żak Ewa (nr 12) – inspektor, SO", "minus", "Zdarzenie nr 1."))


def _content(path: Path) -> str:
    """All text of the file, whatever its kind."""
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return "".join(parts)
