"""A package goes out, is filled in elsewhere and comes back: whole or not at all, and every refusal says what to do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.exchange.protected import HIDDEN, reference
from app.exchange.protected_reading import Tampered
from app.records.mapping import draft_of
from app.registers.evaluations.packages.domain import PackageReport, PackageState
from app.registers.evaluations.packages.model import RaterPackageRow
from app.registers.evaluations.packages.usecases import RaterPackages, Taken
from app.registers.evaluations.packages.words import remark_lines, report_lines
from app.registers.evaluations.sheets.domain import EvaluationDraft, Goal, State, TrainingNeed
from app.registers.evaluations.sheets.model import EvaluationRow
from db.file_store import FileStore
from tests.exchange.resaving import Sheets, edited, values_of
from tests.registers.evaluations.packages.handing_out import ON, Office, mark_cells

BOTH_ENGINES = True


@pytest.fixture
def office(services: Services, tmp_path: Path) -> Office:
    return Office(services, tmp_path / "pendrive")


def load(office: Office, path: Path, **more: Any) -> PackageReport:
    return office.transfer.load(path, **{"dry_run": False, **more}).report


def untouched(office: Office) -> bool:
    return all(mark.mark is None for sheet in office.sheets() for mark in sheet.marks)


# -- out ---------------------------------------------------------------------------------------------------------


def test_one_rater_gets_only_their_own_people(office: Office) -> None:
    path = office.issue()
    assert path.name.startswith("pakiet-1_Kierownik-Ewa_Oceny-2026")
    titles = list(values_of(path))
    assert titles == ["Instrukcja", "Przegląd", *(f"0{n} Ewa Urzędnik {n}" for n in (1, 2, 3)), HIDDEN]
    (head,) = [line for line in office.packages.raters(office.campaign.id) if line.rater_id == office.head]
    assert (head.ready, head.state) == (3, PackageState.OUT)
    assert head.package is not None
    assert head.package.serial == 1


def test_all_raters_at_once_or_none(office: Office, tmp_path: Path) -> None:
    issued = office.transfer.issue_all(office.campaign.id, tmp_path / "all")
    assert (len(issued.files), issued.people) == (2, 4)
    assert all(path.is_file() for path in issued.files)
    with pytest.raises(Refusal, match="nie jest pusty"):
        office.transfer.issue_all(office.campaign.id, tmp_path / "all")
    assert {line.package.serial for line in office.packages.raters(office.campaign.id) if line.package} == {1}


def test_a_file_that_cannot_be_written_was_not_handed_out(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal):
        office.transfer.issue(office.campaign.id, office.head, tmp_path / "file")
    with pytest.raises(Refusal):
        office.transfer.issue_all(office.campaign.id, tmp_path / "file")
    assert {line.package for line in office.packages.raters(office.campaign.id)} == {None}


def test_nobody_to_rate_is_no_package(office: Office) -> None:
    with pytest.raises(Refusal, match="nie ma teraz w kampanii „Oceny 2026” nikogo do oceny"):
        office.issue(office.ids["clerk1"])
    _closed(office)
    with pytest.raises(Refusal, match="jest zamknięta"):
        office.issue()


def test_the_secret_stays_out_of_the_log(office: Office) -> None:
    office.issue()
    entries = office.services.audit.page(Query(), 0, 100)
    (package,) = (entry for entry in entries if entry.entity == "rater_package")
    assert {change.name for change in package.changes} == {"campaign_id", "rater_id", "serial", "issued_at"}
    (export,) = (entry for entry in entries if entry.deed == "export")
    assert (export.entity, export.facts["count"]) == ("evaluation", 3)


# -- back in -----------------------------------------------------------------------------------------------------


def test_everything_typed_comes_back(office: Office) -> None:
    path = office.issue()
    title = next(title for title in values_of(path) if title.startswith("01"))
    cells = _cells(path, title)
    typed = {
        cells["marks.0.mark"]: 5,
        cells["marks.0.reason"]: "Wzorowa praca",
        cells["marks.1.mark"]: "nie dotyczy",
        cells["marks.1.reason"]: "Nowe stanowisko",
        cells["opinion"]: "=Opinia\nw dwóch wierszach",
        cells["goals.2.goal"]: "Kurs KPA",
        cells["goals.2.due_on"]: date(2027, 3, 1),
        cells["needs.0.topic"]: "KPA",
        cells["needs.0.wanted_by"]: "1.03.2027",
    }
    report = load(office, office.filled(path, cells=typed))
    assert (report.marks, report.marks_possible, report.changed) == (39, 39, 3)
    assert report.complete
    sheet = office.sheets()[0]
    assert [(mark.mark, mark.not_applicable, mark.reason) for mark in sheet.marks[:3]] == [
        (5, False, "Wzorowa praca"),
        (None, True, "Nowe stanowisko"),
        (3, False, ""),
    ]
    assert sheet.opinion == "=Opinia\nw dwóch wierszach"
    assert sheet.goals == (Goal(goal="Kurs KPA", due_on=date(2027, 3, 1)),)
    assert sheet.needs == (TrainingNeed(topic="KPA", wanted_by=date(2027, 3, 1)),)
    assert sheet.state is State.CRITERIA_GIVEN, "marks are closed by a deed of its own"


def _cells(path: Path, title: str) -> dict[str, str]:
    hidden = values_of(path)[HIDDEN]
    rows = {row for row, _ in hidden}
    lines = [[hidden.get((row, column), "") for column in range(4)] for row in rows]
    return {line[3].partition(".")[2]: line[2] for line in lines if line[0] == "typed" and line[1] == title}


def test_a_dry_run_saves_nothing(office: Office) -> None:
    back = office.filled(office.issue())
    report = load(office, back, dry_run=True)
    assert (report.dry_run, report.changed, report.refused) == (True, 3, False)
    assert untouched(office)
    assert load(office, back).changed == 3, "and does not count as reading it back"


def test_what_is_missing_is_saved_as_a_draft_and_listed(office: Office) -> None:
    path = office.issue()
    title = next(title for title in values_of(path) if title.startswith("01"))
    first, second = mark_cells(path, title)[:2]
    report = load(office, office.filled(path, cells={first: None, second: 1}))
    assert [(remark.place.sheet, remark.place.cell) for remark in report.missing] == [
        (title, first),
        (title, second.replace("D", "E")),
    ]
    assert "wymaga uzasadnienia" in report.missing[1].reason
    assert [mark.mark for mark in office.sheets()[0].marks[:3]] == [None, 1, 3]
    assert "zapisana jako robocza" in " ".join(report_lines(report))


def test_one_undo_takes_everything_back(office: Office) -> None:
    before = [draft_of(sheet, EvaluationDraft) for sheet in office.sheets()]
    back = office.filled(office.issue())
    taken = office.transfer.load(back, dry_run=False)
    assert taken.undo is not None
    outcome = taken.undo.run()
    assert [draft_of(sheet, EvaluationDraft) for sheet in office.sheets()] == before
    assert "Cofnięto wczytanie pakietu nr 1" in outcome.message
    assert load(office, back).changed == 3, "the same file may come again after that"


def test_undo_does_not_overwrite_what_somebody_wrote_meanwhile(office: Office) -> None:
    taken = office.transfer.load(office.filled(office.issue()), dry_run=False)
    write_opinion(office, 1)
    assert taken.undo is not None
    with pytest.raises(Refusal, match="zmieniono później"):
        taken.undo.run()
    assert office.sheets()[0].marks[0].mark == 3, "not even the others"


def write_opinion(office: Office, index: int) -> None:
    sheet = office.sheets()[index]
    draft = replace(draft_of(sheet, EvaluationDraft), opinion="Wpisane w programie")
    office.services.evaluations.update(sheet.id, sheet.version, draft)


# -- what is refused ---------------------------------------------------------------------------------------------


def _closed(office: Office) -> None:
    campaign = office.campaigns.get(office.campaign.id)
    office.campaigns.close(campaign.id, campaign.version, leaving_open=True)


def _superseded(office: Office) -> None:
    office.issue()


def _deleted_package(office: Office) -> None:
    with office.services.store.writing() as session:
        row = session.get(RaterPackageRow, 1)
        assert row is not None
        row.deleted_at = office.services.clock.now()


def _other_office(office: Office) -> None:
    with office.services.store.writing() as session:
        row = session.get(RaterPackageRow, 1)
        assert row is not None
        row.secret = "00" * 32


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (_closed, "Kampania „Oceny 2026” jest zamknięta"),
        (_superseded, "wydano tej osobie nowszy: nr 2"),
        (_deleted_package, "wydano w innej bazie danych"),
        (_other_office, "oceniający: Ewa Kierownik"),
    ],
)
def test_a_package_that_is_not_taken_at_all(office: Office, meanwhile: Callable[[Office], None], words: str) -> None:
    back = office.filled(office.issue())
    meanwhile(office)
    for dry_run in (True, False):
        with pytest.raises(Refusal, match=words):
            load(office, back, dry_run=dry_run)
    assert untouched(office)


def test_the_wrong_rater_or_campaign(office: Office) -> None:
    back = office.filled(office.issue())
    with pytest.raises(Refusal, match="pakiet innej osoby: Ewa Kierownik"):
        load(office, back, rater_id=office.ids["mayor"])
    with pytest.raises(Refusal, match="należy do kampanii „Oceny 2026”"):
        load(office, back, campaign_id=office.campaign.id + 1)
    assert untouched(office)
    assert not load(office, back, rater_id=office.head, campaign_id=office.campaign.id).refused


def test_the_same_file_twice_and_another_file_of_the_package(office: Office) -> None:
    path = office.issue()
    back = office.filled(path)
    load(office, back)
    with pytest.raises(Refusal, match="Ten sam plik wczytano już"):
        load(office, back, again=True)
    other = office.filled(path, mark=4, name="other.xlsx")
    assert load(office, other, dry_run=True).again is not None
    with pytest.raises(Refusal, match="potwierdź ponowne wczytanie"):
        load(office, other)
    assert load(office, other, again=True).changed == 3
    assert {mark.mark for sheet in office.sheets() for mark in sheet.marks} == {4}


def _opinion(office: Office) -> None:
    write_opinion(office, 0)


def _cancelled(office: Office) -> None:
    sheet = office.sheets()[0]
    office.services.evaluations.cancel(sheet.id, sheet.version, ON, "Umowa wygasła")


def _gone(office: Office) -> None:
    first = office.sheets()[0].id
    with office.services.store.writing() as session:
        row = session.get(EvaluationRow, first)
        assert row is not None
        row.deleted_at = office.services.clock.now()


def _other_rater(office: Office) -> None:
    first = office.sheets()[0].id
    with office.services.store.writing() as session:
        row = session.get(EvaluationRow, first)
        assert row is not None
        row.rater_id, row.rater = office.ids["mayor"], "Ewa Burmistrz"


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (_opinion, "zmieniono w programie po wydaniu pakietu (22.11.2026"),
        (_cancelled, "nie przyjmuje już ocen (stan: anulowana)"),
        (_gone, "usunięto go po wydaniu pakietu"),
        (_other_rater, "Tę osobę ocenia teraz Ewa Burmistrz"),
    ],
)
def test_one_sheet_that_changed_meanwhile_refuses_the_whole_package(
    office: Office, meanwhile: Callable[[Office], None], words: str
) -> None:
    back = office.filled(office.issue())
    meanwhile(office)
    report = load(office, back)
    (fault,) = report.faults
    assert fault.place.sheet == "01 Ewa Urzędnik 1"
    assert words in fault.reason
    assert untouched(office)
    assert "odrzucono w całości" in next(report_lines(report))


def test_a_step_meanwhile_makes_no_package_old(office: Office) -> None:
    back = office.filled(office.issue())
    sheet = office.sheets()[0]
    office.services.evaluations.enter_self_assessment(
        sheet.id, sheet.version, ON, [replace(mark, self_mark=4) for mark in sheet.marks]
    )
    assert not load(office, back).refused
    assert (office.sheets()[0].marks[0].mark, office.sheets()[0].marks[0].self_mark) == (3, 4)


def test_faults_in_the_file_refuse_it_whole(office: Office) -> None:
    path = office.issue()
    title = next(title for title in values_of(path) if title.startswith("01"))
    cells = _cells(path, title)
    bad = {cells["marks.0.mark"]: 6, cells["goals.0.due_on"]: date(2027, 1, 1), cells["needs.0.reason"]: "x"}
    report = load(office, office.filled(path, cells=bad))
    assert {(fault.place.cell, fault.value) for fault in report.faults} == {
        (cells["marks.0.mark"], "6"),
        (cells["goals.0.due_on"], "01.01.2027"),
        (cells["needs.0.reason"], "x"),
    }
    assert next(remark_lines(report.faults)).startswith(f"Arkusz „{title}”, komórka {cells['marks.0.mark']}: „6”")
    assert untouched(office)


def _without_a_person(sheets: Sheets) -> None:
    del sheets[next(title for title in sheets if title.startswith("02"))]


def _with_a_row_more(sheets: Sheets) -> None:
    sheets["01 Ewa Urzędnik 1"][70, 1] = "Nowe kryterium"


@pytest.mark.parametrize(
    ("change", "words"),
    [(_without_a_person, "Usunięto ten arkusz"), (_with_a_row_more, "nic nie wolno wpisywać")],
)
def test_people_and_rows_neither_vanish_nor_appear(
    office: Office, change: Callable[[Sheets], None], words: str
) -> None:
    report = load(office, edited(office.filled(office.issue()), office.folder / "bad.xlsx", change=change))
    assert [fault.reason for fault in report.faults if words in fault.reason]
    assert untouched(office)


def test_the_hidden_sheet_cannot_be_moved_to_another_package(office: Office) -> None:
    head, mayor = office.issue(), office.issue(office.ids["mayor"])

    def swap(sheets: Sheets) -> None:
        sheets[HIDDEN] = values_of(mayor)[HIDDEN]

    report = load(office, edited(head, office.folder / "bad.xlsx", change=swap))
    assert report.rater == "Ewa Burmistrz"
    assert report.refused
    assert untouched(office)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, database_template: Path) -> Iterator[tuple[Office, Path]]:
    """One for all examples: a dry run leaves it as it is."""
    folder = tmp_path_factory.mktemp("packages")
    clock = FixedClock(datetime(2026, 11, 22, 10, tzinfo=UTC))
    with FileStore.open(Path(shutil.copy(database_template, folder / "urzad.db"))) as store:
        office = Office(build(store, clock), folder / "out")
        yield office, office.issue()


@settings(max_examples=40)
@given(data=st.data())
def test_any_one_changed_cell_refuses_the_package(package: tuple[Office, Path], data: st.DataObject) -> None:
    office, path = package
    sheets = values_of(path)
    typed = {(title, cell) for title in sheets for cell in _cells(path, title).values()}
    locked = sorted(
        (title, place)
        for title, cells in sheets.items()
        for place in cells
        if title[:2].isdigit() and (title, _reference(place)) not in typed
    )
    title, place = data.draw(st.sampled_from(locked))
    value = data.draw(st.sampled_from(["", "x", "1", "nie dotyczy", 7]))

    def change(sheets: Sheets) -> None:
        sheets[title][place] = value

    computed = {(2, 1), (2, 3)}
    report = load(office, edited(path, office.folder / "tampered.xlsx", change=change), dry_run=True)
    same = str(values_of(path)[title][place]).removesuffix(".0") == str(value)
    assert report.refused is (place not in computed and not same)


def _reference(place: tuple[int, int]) -> str:
    return reference(*place)


def test_who_may(office: Office) -> None:
    back = office.filled(office.issue())

    def acting(*rights: str, own: frozenset[str] = frozenset()) -> RaterPackages:
        actor = Actor("ewa", frozenset(rights), own=own)
        return RaterPackages(
            office.services.store, office.services.clock, lambda: actor, evaluations=office.services.evaluations
        )

    with pytest.raises(NotAllowed):
        acting("evaluation_campaign.read", "evaluation.edit").raters(office.campaign.id)
    with pytest.raises(NotAllowed):
        acting("evaluation_campaign.edit", "evaluation.read").raters(office.campaign.id)
    with pytest.raises(Refusal, match="wszystkich pracowników"):
        acting("evaluation_campaign.edit", "evaluation.edit", own=frozenset({"evaluation.edit"})).raters(1)
    assert back.is_file()


def test_a_broken_seal_is_no_package(office: Office) -> None:
    def change(sheets: Sheets) -> None:
        row = next(row for (row, column), value in sheets[HIDDEN].items() if column == 1 and value == "rater")
        sheets[HIDDEN][row, 2] = "Kto inny"

    with pytest.raises(Tampered):
        load(office, edited(office.issue(), office.folder / "bad.xlsx", change=change))


def test_taken_without_a_file_has_no_undo(office: Office) -> None:
    taken: Taken = office.transfer.load(office.filled(office.issue()), dry_run=True)
    assert taken.undo is None
