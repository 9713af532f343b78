"""The first-start wizard: asked first, made last, all or nothing; the recovery key is proved to be on paper."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from app import bootstrap
from app.access import recovery
from app.access.keyring import KeyRing
from app.core import machine
from app.core.errors import EnvironmentProblem
from app.shell.first_start import making
from app.shell.first_start.window import FirstStartWindow
from app.shell.password_field import NewPassword
from tests.registers.service_cards.test_prints import text_of
from tests.shell import wizard_steps as steps
from tests.shell.wizard_steps import PASSWORD, confirm_key, fill_administrator, fill_all, fill_office, finish
from tests.widgets.fakes import FakeDialogs


@pytest.fixture
def made() -> Iterator[list[bootstrap.Services]]:
    """What the wizard has made."""
    found: list[bootstrap.Services] = []
    yield found
    for services in found:
        services.close()


@pytest.fixture
def wizard(
    qapp: QApplication, tmp_path: Path, cheap_passwords: None, made: list[bootstrap.Services]
) -> Iterator[FirstStartWindow]:
    """The wizard, shown."""
    dialogs = FakeDialogs()
    window = FirstStartWindow(tmp_path / "gmina.db", making.make, making.sheet, machine.settings(), dialogs=dialogs)
    window.made.connect(made.append)
    window.show()
    yield window
    window.jobs.wait(20_000)
    dialogs.answer = "Porzuć zakładanie bazy"
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def title(wizard: FirstStartWindow) -> str:
    label = wizard.findChild(QLabel, "title")
    assert label is not None
    return label.text()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_made_before_the_last_step(wizard: FirstStartWindow, tmp_path: Path) -> None:
    fill_all(wizard)
    assert title(wizard) == "Podsumowanie"
    assert left_in(tmp_path) == []
    wizard.close()
    assert left_in(tmp_path) == []


def test_the_office_opens_with_password_and_with_the_key_on_paper(
    wizard: FirstStartWindow, made: list[bootstrap.Services], tmp_path: Path
) -> None:
    code = wizard.plan.recovery_code
    fill_all(wizard)
    finish(wizard)
    (services,) = made
    assert services.office().name == "Urząd Gminy Żółkiewka"
    assert services.session.login == "lzak"
    path = tmp_path / "gmina.db"
    assert not path.read_bytes().startswith(b"SQLite format")
    assert KeyRing.of(path).unlock_with_recovery(code) == KeyRing.of(path).unlock("lzak", PASSWORD)
    assert not wizard.plan.password
    assert not wizard.plan.recovery_code


def test_demonstration_data_are_put_into_the_encrypted_office(
    wizard: FirstStartWindow, made: list[bootstrap.Services]
) -> None:
    office = steps.office(wizard)
    office.invented.setChecked(True)
    assert not office._name_row.isEnabled()
    wizard.go_on()
    fill_administrator(wizard)
    wizard.go_on()
    confirm_key(wizard)
    finish(wizard)
    (services,) = made
    assert services.cards.by_symbol("SO-01") is not None
    assert services.office().demonstration


def test_when_it_fails_nothing_is_left_and_the_answers_stay(
    wizard: FirstStartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise EnvironmentProblem("Na dysku nie ma już miejsca.")

    monkeypatch.setattr(bootstrap, "_publish", refuse)
    fill_all(wizard)
    finish(wizard)
    message = wizard.findChild(QLabel, "message")
    assert message is not None
    assert message.text() == "Na dysku nie ma już miejsca."
    assert left_in(tmp_path) == []
    assert wizard.isVisible()
    monkeypatch.undo()
    wizard.back.click()
    assert title(wizard) == "Potwierdzenie klucza"


@pytest.mark.parametrize("password", ["krótkie", "hasłohasłohasło", "łucja żak łucja", "qwertyuiopasdf"])
def test_a_weak_password_stops_the_step(wizard: FirstStartWindow, password: str) -> None:
    fill_office(wizard)
    fill_administrator(wizard, password)
    assert title(wizard) == "Administrator"
    person = steps.administrator(wizard)
    assert person.password._first_row.error


def test_the_meter_speaks_of_length_and_never_of_composition(wizard: FirstStartWindow) -> None:
    person = steps.administrator(wizard)
    meter: NewPassword = person.password
    said = []
    for text in ("", "kasza", "aaaaaaaaaaaa", "kasza i miód", "kasza i miód na śniadanie"):
        meter.first.edit.setText(text)
        said.append(meter.verdict.text())
        assert meter.meter.accessibleDescription() == said[-1]
    assert said[1] == "Siła hasła: za krótkie, 5 z 12 znaków."
    assert said[2] == "Siła hasła: zbyt łatwe do odgadnięcia."
    assert said[4] == "Siła hasła: bardzo dobre."
    assert len(set(said)) == 5


def test_the_key_cannot_be_passed_over(wizard: FirstStartWindow) -> None:
    fill_office(wizard)
    fill_administrator(wizard)
    wizard.go_on()
    assert title(wizard) == "Klucz odzyskiwania"
    shown = wizard.findChild(QLabel, "recovery_code")
    assert shown is not None
    assert shown.text().replace("\n", "  ").split() == wizard.plan.recovery_code.split("-")
    wizard.go_on()
    wizard.go_on()
    assert title(wizard) == "Potwierdzenie klucza"
    confirm = steps.confirmation(wizard)
    assert all(row.error for row in confirm._rows)


def test_the_sheet_is_saved_where_the_person_says(wizard: FirstStartWindow, tmp_path: Path) -> None:
    from app.printing.render import page_count

    assert isinstance(wizard.dialogs, FakeDialogs)
    wizard.dialogs.save_path = tmp_path / "klucz.pdf"
    fill_office(wizard)
    button = wizard.findChild(QPushButton, "save_key")
    assert button is not None
    button.click()
    assert wizard.jobs.wait(20_000)
    saved = tmp_path / "klucz.pdf"
    assert page_count(saved.read_bytes()) == 1
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert str(saved) in wizard.dialogs.informed[-1][1]


def test_groups_on_the_sheet_have_the_numbers_the_program_asks_by(wizard: FirstStartWindow) -> None:
    fill_office(wizard)
    groups = wizard.plan.recovery_code.split("-")
    text = text_of(making.sheet(wizard.plan))
    for number, group in enumerate(groups, 1):
        assert f"{number}. {group}" in text


def test_leaving_asks_once_something_was_typed(wizard: FirstStartWindow) -> None:
    assert isinstance(wizard.dialogs, FakeDialogs)
    steps.office(wizard).name.setText("Urząd Gminy Żółkiewka")
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    assert not wizard.close()
    assert steps.office(wizard).name.text() == "Urząd Gminy Żółkiewka"
    assert wizard.dialogs.deeds == [("Porzuć zakładanie bazy",)] * 2
    wizard.dialogs.answer = "Porzuć zakładanie bazy"
    wizard.close()
    assert not wizard.isVisible()


def test_leaving_without_having_typed_asks_nothing(wizard: FirstStartWindow) -> None:
    assert isinstance(wizard.dialogs, FakeDialogs)
    wizard.reject()
    assert not wizard.isVisible()
    assert wizard.dialogs.asked == []


def test_invented_data_need_no_name(wizard: FirstStartWindow) -> None:
    wizard.go_on()
    page = steps.office(wizard)
    assert page._name_row.error
    page.invented.setChecked(True)
    assert not page._name_row.error


def test_no_two_visible_letters_of_a_step_are_the_same(wizard: FirstStartWindow) -> None:
    def letters() -> list[str]:
        texts = [b.text() for b in wizard.findChildren(QAbstractButton) if b.isVisible()]
        texts += [label.text() for label in wizard.findChildren(QLabel) if label.isVisible() and label.buddy()]
        return [text[text.index("&") + 1].lower() for text in texts if "&" in text]

    for number, _step in enumerate(wizard.steps):
        wizard.show_step(number)
        assert len(letters()) == len(set(letters())), (number, letters())


@pytest.mark.parametrize("name", ["", "urzad.db", "nie-ma-folderu/urzad.db"])
def test_a_place_that_does_not_do_is_refused_at_its_field(wizard: FirstStartWindow, tmp_path: Path, name: str) -> None:
    fill_office(wizard)
    fill_administrator(wizard)
    if name == "urzad.db":
        (tmp_path / name).touch()
    place = steps.place(wizard)
    place.path.setText(str(tmp_path / name) if name else "")
    wizard.go_on()
    assert title(wizard) == "Miejsce na dane"
    assert place._row.error


def test_going_back_keeps_every_answer(wizard: FirstStartWindow) -> None:
    fill_office(wizard)
    fill_administrator(wizard)
    wizard.back.click()
    wizard.back.click()
    office = steps.office(wizard)
    assert office.name.text() == "Urząd Gminy Żółkiewka"
    assert not wizard.back.isEnabled()


def test_secrets_are_in_no_repr(wizard: FirstStartWindow) -> None:
    fill_office(wizard)
    fill_administrator(wizard)
    assert PASSWORD not in repr(wizard.plan)
    assert wizard.plan.recovery_code not in repr(wizard.plan)
    assert recovery.read(wizard.plan.recovery_code)
