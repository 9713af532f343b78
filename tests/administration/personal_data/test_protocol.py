"""The protocol of an erasure says only what was really done to the file."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.administration.personal_data.domain import ErasureReport, Medium, Subject
from app.administration.personal_data.printout import erasure_pdf
from app.administration.personal_data.words import traces_text
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.employees.domain import EmployeeDraft
from app.people.office.domain import Office
from app.people.units.domain import UnitDraft
from db.compaction import traces
from db.file_store import FileStore
from tests.printing.reading import texts

KEY = bytes(range(32))
FULL = "Grzegorz Brzęczyszczykiewicz"
REPORT = ErasureReport(FULL, 1, 0, 0, 0, True, (), ())


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def office(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    with closing(FileStore.create(tmp_path / "urzad.db", key=request.param)) as store:
        yield build(store, clock)


def _erased(services: Services, *, mentioned: bool) -> ErasureReport:
    unit = services.units.create(UnitDraft(symbol="GK", name=FULL if mentioned else "Gospodarka komunalna")).record
    first, last = FULL.split()
    employee = services.employees.create(EmployeeDraft(surname=last, first_name=first, unit_id=unit.id)).record
    return services.personal_data.erase(Subject("employee", employee.id), reason="wniosek 7/2026")


def test_a_searched_file_is_told_as_it_was_searched(office: Services) -> None:
    report = _erased(office, mentioned=False)
    assert isinstance(office.store, FileStore)
    assert traces(office.store.path, [FULL], office.store.key) == ()
    plain = office.store.key is None
    told = traces_text(report)
    assert ("bajt po bajcie" in told) == plain
    assert ("odszyfrowano" in told) == (not plain)
    assert "w nim nie ma" in told


def test_a_name_that_stays_in_a_text_is_told_in_an_encrypted_file_too(office: Services) -> None:
    report = _erased(office, mentioned=True)
    assert report.traces
    assert "jest w nim nadal" in traces_text(report)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (replace(REPORT, compacted=False), "mogły zostać"),
        (replace(REPORT, sought=False), "nie szukano"),
        (replace(REPORT, compacted=False, sought=False, medium=Medium.SERVER), "jego plików nie sprawdzono"),
        (replace(REPORT, traces=(Path("urzad.db"),)), "jest w nim nadal"),
    ],
)
def test_nothing_is_called_clean_that_was_not_searched(report: ErasureReport, told: str, clock: FixedClock) -> None:
    import pypdfium2

    assert told in traces_text(report)
    assert "w nim nie ma" not in traces_text(report)
    with closing(
        pypdfium2.PdfDocument(erasure_pdf(report, "wniosek", "anna", Office(id=1, version=1), None, clock.now()))
    ) as made:
        page = made[0].get_textpage().get_text_range()
    assert "Ślady w pliku bazy" in page
    assert told.split()[-1] in page


def test_who_did_it_is_told_in_words_where_nobody_signs_in(clock: FixedClock) -> None:
    pdf = erasure_pdf(REPORT, "wniosek 7/2026", "operator", Office(id=1, version=1, name="Urząd"), None, clock.now())
    text = " ".join(texts(pdf))
    assert "bez logowania" in text
    assert "operator" not in text
