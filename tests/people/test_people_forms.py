"""Forms of units, employees and the office: every field named, every problem in words, typed by keyboard."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import Invalid
from app.core.opening_hours import HoursException, OpeningHours
from app.core.problems import WORDS, Problem
from app.core.words import FieldWords
from app.people.absences import words as absence_words
from app.people.absences.domain import AbsenceDraft
from app.people.absences.form import AbsenceForm
from app.people.employees import words as employee_words
from app.people.employees.domain import Employee, EmployeeDraft, PastPosition, PositionChange
from app.people.employees.form import EmployeeChoices, EmployeeForm, PositionForm
from app.people.office import words as office_words
from app.people.office.domain import BankAccount, GminaKind, HeadTitle, OfficeDraft
from app.people.office.form import OfficeForm
from app.people.posts import words as post_words
from app.people.posts.domain import PostDraft, PostKind
from app.people.posts.form import PostForm
from app.people.units import words as unit_words
from app.people.units.domain import UnitDraft
from app.people.units.form import UnitForm
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.files import PictureEditor
from app.widgets.forms.record_form import RecordForm, Subject
from app.widgets.forms.row_list import RowsEditor
from tests.keyboard import replace_text, type_text
from tests.widgets.form_fixtures import Bench, saved

UNITS = (Option(1, "SO – Referat Spraw Obywatelskich"), Option(2, "FN – Referat Finansowy"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="12"><rect width="10" height="12" fill="#00f"/></svg>'
NRB = "61109010140000071219812874"
Open = Callable[..., RecordForm]


@dataclass(frozen=True)
class StoredFile:
    """What a use case for files gives back."""

    sha256: str
    name: str
    media_type: str = "image/svg+xml"
    size: int = 100


def _unit(bench: Bench, draft: UnitDraft, **_more: Any) -> RecordForm:
    return UnitForm(Subject(start=draft), bench.services(), saved, parents=UNITS)


def _employee(bench: Bench, draft: EmployeeDraft, **_more: Any) -> RecordForm:
    choices = EmployeeChoices(units=UNITS, all_units=UNITS, posts=("inspektor",), unit_symbols={1: "SO", 2: "FN"})
    return EmployeeForm(
        Subject(start=draft),
        bench.services(),
        saved,
        choices=choices,
        add_file=lambda path: StoredFile("ab" * 32, path.name),
        picture=lambda _sha: SVG,
    )


def _post(bench: Bench, draft: PostDraft, **_more: Any) -> RecordForm:
    return PostForm(Subject(start=draft), bench.services(), saved)


def _absence(bench: Bench, draft: AbsenceDraft, **_more: Any) -> RecordForm:
    people = (Option(1, "Nowak Ewa (nr 1) – inspektor, SO"), Option(2, "Nowak Ewa (nr 2) – referent, FN"))
    return AbsenceForm(Subject(start=draft), bench.services(), saved, people=people)


def _office(bench: Bench, draft: OfficeDraft, add_file: Any = None) -> RecordForm:
    return OfficeForm(
        Subject(start=draft),
        bench.services(),
        saved,
        today=date(2026, 11, 22),
        add_file=add_file or (lambda path: StoredFile("ab" * 32, path.name)),
        picture=lambda _sha: SVG,
    )


@pytest.fixture
def opened(qtbot: QtBot, bench: Bench) -> Open:
    def open_form(build: Callable[..., RecordForm], draft: Any, **more: Any) -> RecordForm:
        form = build(bench, draft, **more)
        qtbot.addWidget(form, before_close_func=lambda window: window._drop_changes())
        form.show()
        form.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
        return form

    return open_form


FORMS = pytest.mark.parametrize(
    ("build", "draft", "hidden"),
    [
        (_unit, UnitDraft(), set()),
        (_employee, EmployeeDraft(), set()),
        (_post, PostDraft(), set()),
        (_absence, AbsenceDraft(), set()),
        (_office, OfficeDraft(), {"demonstration"}),
    ],
)


@FORMS
def test_every_field_of_the_draft_is_on_the_form(
    opened: Open, build: Callable[..., RecordForm], draft: Any, hidden: set[str]
) -> None:
    form = opened(build, draft)
    shown = {name for row in form.page.rows.values() for name in row.field.names}
    assert shown == {spec.name for spec in fields(draft)} - hidden


@FORMS
def test_every_field_is_named_described_and_has_room_for_its_label(
    opened: Open, build: Callable[..., RecordForm], draft: Any, hidden: set[str]
) -> None:
    form = opened(build, draft)
    for name, row in form.page.rows.items():
        target = row.editor.focus_target()
        assert row.facts.words.label in target.accessibleName(), name
        assert target.accessibleDescription() == row.facts.words.help, name
        if row.label is None:
            # a box to tick bears its label itself
            assert row.editor.labels_itself, name
            continue
        assert row.label.buddy() is target, name
        assert row.label.sizeHint().width() <= row.label.width(), f"label of {name} is cut"


@FORMS
def test_letters_for_alt_are_used_once_in_a_section(
    opened: Open, build: Callable[..., RecordForm], draft: Any, hidden: set[str]
) -> None:
    form = opened(build, draft)
    for section in form.describe().sections:
        # a box to tick bears its label itself, and no letter
        labels = [label for item in section.fields if (label := form.page.rows[item.name].label) is not None]
        letters = [found[1].lower() for label in labels if (found := re.search("&(.)", label.text()))]
        assert len(letters) == len(labels)
        assert len(set(letters)) == len(letters), section.title


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (unit_words.PROBLEMS, ("bad_symbol", "bad_pattern", "unit_ring", "bad_email", "not_unique")),
        (employee_words.PROBLEMS, ("required", "bad_email", "missing_reference")),
        (office_words.PROBLEMS, ("bad_teryt", "bad_nip", "bad_regon", "bad_nrb", "bad_postal_code", "bad_time")),
    ],
)
def test_every_problem_code_has_words(words: Mapping[str, str], codes: tuple[str, ...]) -> None:
    assert [code for code in codes if code not in {*words, *WORDS}] == []


@pytest.mark.parametrize(
    ("words", "draft_type"),
    [
        (unit_words.FIELDS, UnitDraft),
        (employee_words.FIELDS, EmployeeDraft),
        (post_words.FIELDS, PostDraft),
        (absence_words.FIELDS, AbsenceDraft),
        (office_words.FIELDS, OfficeDraft),
    ],
)
def test_every_field_has_words(words: Mapping[str, FieldWords], draft_type: type) -> None:
    assert [spec.name for spec in fields(draft_type) if spec.name not in words] == []


def test_every_choice_of_the_office_has_a_polish_name() -> None:
    for member in (*GminaKind, *HeadTitle):
        assert office_words.label(member)


def test_a_unit_is_typed_in_polish(opened: Open) -> None:
    form = opened(_unit, UnitDraft())
    type_text(form.page.rows["symbol"].editor.focus_target(), "ŚĆ")
    type_text(form.page.rows["name"].editor.focus_target(), "Referat Źródeł i Żużla")
    type_text(form.page.rows["parent_id"].editor.focus_target(), "fn")
    assert form.draft() == UnitDraft(symbol="ŚĆ", name="Referat Źródeł i Żużla", parent_id=2)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [("symbol", "so 1", "wielką literą"), ("card_pattern", "SO", "znaków #"), ("email", "so@", "nie jest adres")],
)
def test_a_wrong_unit_says_so_at_the_field(opened: Open, name: str, typed: str, said: str) -> None:
    form = opened(_unit, UnitDraft(symbol="SO", name="Referat"))
    replace_text(form.page.rows[name].editor.focus_target(), typed)
    form.save()
    assert said in form.page.rows[name].note.error_text
    assert form.focusWidget() is form.page.rows[name].editor.focus_target()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("nip", "123", "NIP jest błędny"),
        ("regon", "123", "REGON jest błędny"),
        ("teryt", "16", "TERYT gminy ma 7 cyfr"),
        ("postal_code", "12345", "postać 00-000"),
    ],
)
def test_wrong_numbers_of_the_office_say_so(opened: Open, name: str, typed: str, said: str) -> None:
    form = opened(_office, OfficeDraft(name="Urząd"))
    type_text(form.page.rows[name].editor.focus_target(), typed)
    form.save()
    assert said in form.page.rows[name].note.error_text


def test_an_account_number_is_grouped_when_right_and_refused_when_wrong(opened: Open) -> None:
    form = opened(_office, OfficeDraft(name="Urząd", bank_accounts=(BankAccount(purpose="podatki", nrb=""),)))
    rows = form.page.rows["bank_accounts"].editor
    assert isinstance(rows, RowsEditor)
    rows.cards[0].unfold()
    nrb = next(row for row in rows.cards[0].fields if row.field.name == "nrb")
    nrb.editor.focus_target().setFocus()
    type_text(nrb.editor.focus_target(), NRB[:-1] + "5")
    form.save()
    assert "NRB ma 26 cyfr" in nrb.note.error_text
    replace_text(nrb.editor.focus_target(), NRB)
    form.page.rows["name"].editor.focus_target().setFocus()
    QApplication.processEvents()
    assert nrb.note.error_text == ""
    assert form.draft().bank_accounts[0].nrb == "61 1090 1014 0000 0712 1981 2874"


def test_wrong_hours_are_marked_in_their_cell(opened: Open) -> None:
    hours = (OpeningHours(weekday=0, opens="07:30", closes="15:30"), OpeningHours(weekday=1, opens="9", closes="8:00"))
    form = opened(_office, OfficeDraft(name="Urząd", hours=hours))
    form.save()
    assert "późniejsza" in form.page.rows["hours"].note.error_text
    focused = form.focusWidget()
    assert focused is not None
    assert focused.objectName() == "closes_1_0"
    assert "wtorek" in focused.accessibleName()


def test_a_day_with_other_hours_is_added_with_a_date(opened: Open) -> None:
    form = opened(_office, OfficeDraft(name="Urząd"))
    rows = form.page.rows["hours_exceptions"].editor
    assert isinstance(rows, RowsEditor)
    rows.add.click()
    day = rows.cards[0].fields[0].editor.focus_target()
    replace_text(day, "24.12.2026")
    assert form.draft().hours_exceptions == (HoursException(day=date(2026, 12, 24)),)
    replace_text(day, "")
    form.save()
    assert "wymagane" in rows.cards[0].fields[0].note.error_text


def test_the_coat_of_arms_is_chosen_and_shown(opened: Open, bench: Bench, tmp_path: Path) -> None:
    form = opened(_office, OfficeDraft(name="Urząd"))
    bench.dialogs.file = tmp_path / "herb.svg"
    editor = form.page.rows["coat_of_arms"].editor
    assert isinstance(editor, PictureEditor)
    editor.choose.click()
    bench.jobs.wait()
    assert form.draft().coat_of_arms == "ab" * 32
    assert not editor.preview.pixmap().isNull()
    editor.clear.click()
    assert form.draft().coat_of_arms is None


def test_a_file_that_is_refused_changes_nothing_and_is_told(opened: Open, bench: Bench, tmp_path: Path) -> None:
    def refuse(path: Path) -> StoredFile:
        raise Invalid((Problem("coat_of_arms", "attachment_empty", {"name": path.name}),))

    form = opened(_office, OfficeDraft(name="Urząd"), add_file=refuse)
    bench.dialogs.file = tmp_path / "pusty.png"
    editor = form.page.rows["coat_of_arms"].editor
    assert isinstance(editor, PictureEditor)
    editor.choose.click()
    bench.jobs.wait()
    assert [str(error) for error in bench.dialogs.refused] == [
        "Plik „pusty.png” jest pusty (0 bajtów). Wskaż właściwy plik."
    ]
    assert form.draft() == OfficeDraft(name="Urząd")


def test_an_employee_needs_a_unit(opened: Open) -> None:
    form = opened(_employee, EmployeeDraft())
    type_text(form.page.rows["surname"].editor.focus_target(), "Żółkiewska")
    type_text(form.page.rows["first_name"].editor.focus_target(), "Łucja")
    form.save()
    assert "wymagane" in form.page.rows["unit_id"].note.error_text
    type_text(form.page.rows["unit_id"].editor.focus_target(), "so")
    form._check()
    assert form.page.faulty_rows() == []
    assert form.draft() == replace(EmployeeDraft(), surname="Żółkiewska", first_name="Łucja", unit_id=1)
    assert form.windowTitle() == "• Łucja Żółkiewska"


def test_an_earlier_post_is_typed_by_keyboard(opened: Open) -> None:
    form = opened(_employee, EmployeeDraft(surname="A", first_name="B", unit_id=1))
    rows = form.page.rows["history"].editor
    assert isinstance(rows, RowsEditor)
    rows.add.click()
    row = {each.field.name: each.editor.focus_target() for each in rows.cards[0].fields}
    for name, typed in (
        ("post", "referent"),
        ("unit_id", "fn"),
        ("valid_from", "1.1.2020"),
        ("valid_to", "31.12.2023"),
    ):
        replace_text(row[name], typed)
    form.save()
    assert "od kiedy trwa obecne" in form.page.rows["post_since"].note.error_text
    replace_text(form.page.rows["post_since"].editor.focus_target(), "1.1.2024")
    past = PastPosition(post="referent", unit_id=2, valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
    assert form.draft().history == (past,)
    assert form.draft().post_since == date(2024, 1, 1)
    form._check()
    assert form.page.faulty_rows() == []


def test_a_change_of_position_starts_as_it_is_and_needs_a_difference(opened: Open) -> None:
    employee = Employee(id=4, version=2, surname="Nowak", first_name="Ewa", post="inspektor", unit_id=1)

    def build(bench: Bench, _draft: object) -> RecordForm:
        choices = EmployeeChoices(units=UNITS, unit_symbols={})
        return PositionForm(employee, date(2026, 11, 22), bench.services(), saved, choices=choices)

    form = opened(build, None)
    assert form.draft() == PositionChange(post_since=date(2026, 11, 22), post="inspektor", unit_id=1)
    form.save_and_leave()
    assert "Nic się nie zmienia" in form.page.rows["post"].note.error_text
    replace_text(form.page.rows["unit_id"].editor.focus_target(), "fn")
    form._check()
    assert form.page.faulty_rows() == []
    assert form.draft().unit_id == 2


def test_a_post_has_a_kind_and_an_absence_a_person(opened: Open) -> None:
    form = opened(_post, PostDraft())
    type_text(form.page.rows["name"].editor.focus_target(), "starszy inspektor")
    assert form.draft() == PostDraft(name="starszy inspektor", kind=PostKind.CLERICAL)
    form = opened(_absence, AbsenceDraft())
    # namesakes are told apart by number
    type_text(form.page.rows["employee_id"].editor.focus_target(), "nowak ewa (nr 2)")
    assert form.draft().employee_id == 2


def test_every_button_of_every_form_has_a_name(opened: Open) -> None:
    form = opened(_office, OfficeDraft(bank_accounts=(BankAccount(),)))
    buttons = form.findChildren(QAbstractButton)
    assert len(buttons) > 10
    assert [button.objectName() for button in buttons if not (button.text() or button.accessibleName())] == []
