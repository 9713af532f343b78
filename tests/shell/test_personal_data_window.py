"""„Dane osobowe” and „Przenoszenie danych” in the window: what is shown to whom, and each deed to its end."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QTableWidget, QToolButton, QWidget

from app.access.location import ServerLocation
from app.administration.personal_data.domain import Subject
from app.administration.portability.domain import Administrator, Arrived
from app.bootstrap import Services, sign_in
from app.core import paths
from app.core.errors import Refusal
from app.core.permissions import Actor
from app.people.employees.domain import Employee, EmployeeDraft
from app.records.mapping import draft_of
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft, OrganisationPerson
from app.registers.service_cards.domain import ServiceCardDraft
from app.shell.labelled import Labelled
from app.shell.personal_data.choosing import ChoosingWindow
from app.shell.personal_data.erasing import ErasingWindow
from app.shell.personal_data.window import PersonalDataWindow, show_personal_data
from app.shell.whole_data.chooser import TransferWindow, show_transfer
from app.shell.whole_data.moving import MoveWindow
from app.shell.whole_data.rebuilding import RebuildWindow
from app.shell.whole_data.result import ResultWindow
from tests.shell.personal_scenes import ARRIVED
from tests.shell.windows import Desk
from tests.widgets.fakes import FakeDialogs

NAME = "Brzęczyszczykiewicz"


def found(kind: type[QWidget]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible())


def button(window: QWidget, name: str) -> QPushButton | None:
    return window.findChild(QPushButton, name)


def press(window: QWidget, name: str) -> None:
    pressed = button(window, name)
    assert pressed is not None
    assert pressed.isEnabled()
    pressed.click()


@pytest.fixture
def person(demo: Desk) -> Employee:
    """An employee, named in a card as well."""
    unit = demo.services.units.all()[0]
    return demo.services.employees.create(EmployeeDraft(surname=NAME, first_name="Grzegorz", unit_id=unit.id)).record


@pytest.fixture
def window(demo: Desk, person: Employee) -> Iterator[PersonalDataWindow]:
    """The window with the person chosen."""
    opened = PersonalDataWindow(demo.services, demo.window.jobs, demo.dialogs, demo.window.output, demo.window)
    opened.show()
    opened.search.setText(NAME[:6])
    demo.until(lambda: opened.person is not None and NAME in opened.person.name)
    yield opened
    opened.close()
    demo.settle()


def erase(demo: Desk) -> None:
    """Confirm what the window of erasing proposes."""
    erasing: ErasingWindow = found(ErasingWindow)
    erasing.dialogs = FakeDialogs()
    erasing.dialogs.answer = "Zanonimizuj"
    erasing.reason.setText("wniosek 7/2026")
    press(erasing, "erase")
    demo.settle()


def test_a_copy_is_written_for_the_person(demo: Desk, window: PersonalDataWindow, tmp_path: Path) -> None:
    demo.dialogs.save_path = tmp_path / "osoba.pdf"
    press(window, "export_person")
    demo.settle()
    assert (tmp_path / "osoba.pdf").read_bytes().startswith(b"%PDF")
    assert NAME in (tmp_path / "osoba.json").read_text("utf-8")
    assert demo.dialogs.informed


def test_a_person_is_erased_after_a_reason_and_a_question(
    demo: Desk, window: PersonalDataWindow, person: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(demo.window.output, "open_pdf", lambda pdf, _name: opened.append(pdf))
    press(window, "erase_person")
    demo.settle()
    erasing: ErasingWindow = found(ErasingWindow)
    dialogs = erasing.dialogs = FakeDialogs()
    dialogs.answer = "Zanonimizuj"
    press(erasing, "erase")
    assert dialogs.asked == []
    assert erasing.isVisible()
    erasing.reason.setText("wniosek 7/2026")
    press(erasing, "erase")
    demo.settle()
    (told,) = demo.dialogs.informed
    assert told[0] == "Zanonimizowano"
    assert opened
    assert opened[0].startswith(b"%PDF")
    assert NAME not in {employee.surname for employee in demo.services.employees.all()}
    assert window.erasures.rowCount() == 1
    assert window.person is None


def test_no_former_text_comes_back_after_an_erasure(
    demo: Desk, person: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.window.output, "open_pdf", lambda _pdf, _name: None)
    card = demo.services.cards.all()[0]
    named = replace(draft_of(card, ServiceCardDraft), prepared_by=f"Grzegorz {NAME}")
    card = demo.services.cards.update(card.id, card.version, named).record
    demo.window._on_reported(demo.services.cards.update(card.id, card.version, replace(named, prepared_by="Anna Żak")))
    demo.cards().open_record(demo.services.cards.all()[1])
    (form,) = demo.window.forms
    form.page.load(replace(form.draft(), prepared_by=f"Grzegorz {NAME}"))
    form._check()
    form.keep_draft()
    demo.window._show_personal_data()
    window: PersonalDataWindow = found(PersonalDataWindow)
    window.search.setText(NAME[:6])
    demo.until(lambda: window.person is not None and NAME in window.person.name)
    press(window, "erase_person")
    demo.settle()
    erase(demo)
    window.close()
    form.keep_draft()
    assert "kopia robocza tych zmian nie jest odkładana" in form.status.text()
    assert not list(paths.drafts_folder(demo.services.store.location).glob("*.json"))
    form._discard()
    undo = demo.window.status.findChild(QToolButton, "undo")
    assert undo is None or not undo.isVisible()
    assert "nie da się już cofnąć" in demo.said


def test_nothing_is_erased_when_the_question_is_left(demo: Desk, window: PersonalDataWindow, person: Employee) -> None:
    press(window, "erase_person")
    demo.settle()
    erasing: ErasingWindow = found(ErasingWindow)
    dialogs = erasing.dialogs = FakeDialogs()
    erasing.reason.setText("wniosek 7/2026")
    press(erasing, "erase")
    demo.settle()
    assert dialogs.asked
    assert demo.services.employees.get(person.id) == person
    erasing.close()


def test_mentions_are_ticked_only_where_they_are_certain(demo: Desk, person: Employee) -> None:
    card = demo.services.cards.all()[0]
    draft = replace(draft_of(card, ServiceCardDraft), prepared_by=f"Grzegorz {NAME}", notes=f"Pytać: {NAME}")
    demo.services.cards.update(card.id, card.version, draft)
    plan = demo.services.personal_data.plan(Subject("employee", person.id))
    erasing = ErasingWindow(plan, FakeDialogs(), demo.window)
    assert {place.field for place in erasing.chosen} == {"prepared_by"}
    for number in range(erasing.mentions.count()):
        erasing.mentions.item(number).setCheckState(Qt.CheckState.Checked)
    assert {place.field for place in erasing.chosen} == {"prepared_by", "notes"}
    erasing.close()


@pytest.fixture
def president(demo: Desk) -> str:
    """Somebody who stands in two organisations; a namesake may be meant in one of them."""
    person = OrganisationPerson(name=f"Ewa {NAME}", role="prezes", phone="600 100 200")
    for name in ("Klub Próbny", "Fundacja Próbna"):
        draft = OrganisationDraft(name=name, legal_form=LegalForm.INFORMAL, people=(person,))
        demo.services.organisations.create(draft)
    return person.name


def test_of_a_name_in_two_organisations_somebody_says_which_are_the_persons(
    demo: Desk, president: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.window.output, "open_pdf", lambda _pdf, _name: None)
    window = PersonalDataWindow(demo.services, demo.window.jobs, demo.dialogs, demo.window.output, demo.window)
    window.show()
    window.search.setText("klub próbny")
    demo.until(lambda: window.person is not None and window.person.name == president)
    demo.dialogs.save_path = tmp_path / "osoba.pdf"
    press(window, "export_person")
    choosing: ChoosingWindow = found(ChoosingWindow)
    choosing.places.item(1).setCheckState(Qt.CheckState.Unchecked)
    press(choosing, "go_on")
    demo.settle()
    told = (tmp_path / "osoba.json").read_text("utf-8")
    assert "Klub Próbny" in told
    assert "Fundacja Próbna" not in told

    press(window, "erase_person")
    choosing = found(ChoosingWindow)
    for place in (0, 1):
        choosing.places.item(place).setCheckState(Qt.CheckState.Unchecked)
    press(choosing, "go_on")
    assert choosing.isVisible(), "nobody is chosen"
    choosing.places.item(0).setCheckState(Qt.CheckState.Checked)
    press(choosing, "go_on")
    demo.settle()
    erase(demo)
    left = {each.name: each.people for each in demo.services.organisations.all() if "Próbn" in each.name}
    assert left["Klub Próbny"] == ()
    assert [each.name for each in left["Fundacja Próbna"]] == [president]
    window.close()
    demo.settle()


def with_rights(demo: Desk, monkeypatch: pytest.MonkeyPatch, *rights: str) -> None:
    actor = Actor("ewa", frozenset(rights))
    monkeypatch.setattr(type(demo.services), "actor", lambda _services: actor)
    for case in (demo.services.personal_data, demo.services.transfer):
        monkeypatch.setattr(case, "actor", lambda: actor)


def test_the_officer_sees_only_the_record_of_processing(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with_rights(demo, monkeypatch, "audit.read", "audit.export")
    show_personal_data(demo.window, demo.services, demo.window.jobs, demo.dialogs, demo.window.output)
    demo.settle()
    shown: PersonalDataWindow = found(PersonalDataWindow)
    assert [shown.pages.tabText(page) for page in range(shown.pages.count())] == ["Rejestr czynności (art. 30)"]
    shown.close()
    with_rights(demo, monkeypatch, "service_card.read")
    show_personal_data(demo.window, demo.services, demo.window.jobs, demo.dialogs, demo.window.output)
    assert demo.dialogs.informed


def opened(demo: Desk, left: Any = lambda: None) -> TransferWindow:
    show_transfer(demo.window, demo.services, demo.window.jobs, demo.dialogs, demo.settings, left)
    shown: TransferWindow = found(TransferWindow)
    return shown


def test_deeds_are_shown_to_those_who_may(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for rights, shown in (
        (("transfer.export",), {"export_all"}),
        (("transfer.import",), {"import_all"}),
        (("transfer.export", "transfer.import", "server.edit"), {"export_all", "import_all", "move"}),
    ):
        with_rights(demo, monkeypatch, *rights)
        window = opened(demo)
        assert {name for name in ("export_all", "import_all", "move") if button(window, name)} == shown
        window.close()
        demo.settle()
    with_rights(demo, monkeypatch)
    show_transfer(demo.window, demo.services, demo.window.jobs, demo.dialogs, demo.settings, lambda: None)
    assert demo.dialogs.informed


def test_everything_goes_into_a_folder_and_becomes_a_new_database(
    demo: Desk, tmp_path: Path, cheap_passwords: None
) -> None:
    window = opened(demo)
    demo.dialogs.save_path = tmp_path / "out"
    press(window, "export_all")
    demo.settle()
    assert (tmp_path / "out" / "manifest.json").is_file()
    assert "Odcisk" in demo.dialogs.informed[-1][1]

    demo.dialogs.folder = tmp_path / "out"
    press(window, "import_all")
    demo.settle()
    rebuild: RebuildWindow = found(RebuildWindow)
    assert rebuild.findChild(QWidget, "empty") is None, "the office comes from the folder"
    rebuild.plan.path = tmp_path / "new.db"
    rebuild.plan.name, rebuild.plan.login, rebuild.plan.password = "Anna Żak", "anna", "konik-morski-42-tuczy"
    code = rebuild.plan.recovery_code
    rebuild.finish()
    assert rebuild.jobs.wait(20_000)
    demo.settle()
    result: ResultWindow = found(ResultWindow)
    assert result.counts.rowCount() > 10
    result.close()
    window.close()
    with closing(sign_in(tmp_path / "new.db", "anna", "konik-morski-42-tuczy")) as services:
        assert len(services.cards.all()) == 20
    assert code.count("-") > 3


def test_a_move_tells_the_passwords_once_and_leaves_the_file(
    demo: Desk, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str, Administrator | None]] = []

    def move(url: str, secret: str, *, administrator: Administrator | None, progress: object) -> Arrived:
        asked.append((url, secret, administrator))
        if secret == "złe":
            raise Refusal("Serwer nie przyjął hasła.")
        return ARRIVED

    monkeypatch.setattr(demo.services.transfer, "move_to_server", move)
    left: list[bool] = []
    window = opened(demo, lambda: left.append(True))
    press(window, "move")
    moving: MoveWindow = found(MoveWindow)
    moving.address.location = ServerLocation("postgresql://serwer/urzad")
    moving.show_step(2)
    for secret in ("złe", "dobre hasło"):
        moving.owner.password.edit.setText(secret)
        moving.owner.login.setText("anna")
        moving.go_on()
        assert moving.jobs.wait(20_000)
    demo.settle()
    result: ResultWindow = found(ResultWindow)
    passwords = result.findChild(QTableWidget, "passwords")
    assert isinstance(passwords, QTableWidget)
    shown = passwords.item(0, 2)
    assert shown is not None
    assert shown.text() == ARRIVED.passwords[0].password
    assert not left
    result.close()
    demo.settle()
    assert left
    assert asked[-1] == ("postgresql://serwer/urzad", "dobre hasło", Administrator("anna", "anna"))
    assert moving.owner.password.text == ""
    window.close()


def test_sources_of_terms_take_no_more_room_than_their_texts(demo: Desk) -> None:
    window = PersonalDataWindow(demo.services, demo.window.jobs, demo.dialogs, demo.window.output, demo.window)
    window.show()
    window.pages.setCurrentIndex(1)
    demo.settle()
    periods = window.findChild(QTableWidget, "periods")
    assert periods is not None
    assert periods.rowCount() > 5
    for row in range(periods.rowCount()):
        assert periods.rowHeight(row) == max(periods.sizeHintForRow(row), periods.verticalHeader().minimumSectionSize())
    window.close()


def test_a_missing_reason_is_said_beside_the_button_on_a_small_screen(demo: Desk, person: Employee) -> None:
    plan = demo.services.personal_data.plan(Subject("employee", person.id))
    opened = ErasingWindow(replace(plan, mentions=(), staying=(), copies=()), FakeDialogs(), demo.window)
    opened.resize(900, 560)
    opened.show()
    press(opened, "erase")
    demo.settle()
    row = opened.reason.parentWidget()
    assert isinstance(row, Labelled)
    assert row.error == "Wpisz powód anonimizacji."
    assert opened.reason.visibleRegion().boundingRect() == opened.reason.rect(), "nothing has to be scrolled to it"
    assert row.note.visibleRegion().boundingRect() == row.note.rect()
    for name in ("mentions", "stays"):
        listed = opened.findChild(QListWidget, name)
        assert listed is not None
        assert [listed.item(n).text() for n in range(listed.count())] == ["brak"]
        assert listed.height() < 2 * listed.fontMetrics().lineSpacing()
    assert opened.chosen == ()
    opened.close()
