"""The window over a real server: other people's changes, a connection that breaks, the trial of the wizard."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.access.location import ServerLocation
from app.administration.accounts.model import AccountRow
from app.bootstrap import Services
from app.core.errors import EnvironmentProblem, PassingProblem
from app.people.units.domain import UnitDraft
from app.shell.server_wizard import try_connection
from db.server_names import OWNER
from tests.keyboard import type_text
from tests.server.databases import CHIEF, PASSWORD, Database, role_keys
from tests.shell.windows import Desk, desk


@pytest.fixture
def office(server_database: Database) -> Database:
    """A database whose administrator has an account."""
    row = AccountRow(
        login=CHIEF, name="Adam Nowak", roles=tuple(role_keys()), active=True, must_change=False, sort="", find=""
    )
    with server_database.store(OWNER) as store, store.writing() as session:
        session.add(row)
    return server_database


def sign_in(office: Database) -> Services:
    return bootstrap.sign_in(ServerLocation(office.url), CHIEF, PASSWORD)


@pytest.fixture
def adam(qapp: QApplication, office: Database) -> Iterator[Desk]:
    """The window of the administrator, with two units."""
    with closing(sign_in(office)) as services:
        for symbol in ("OR", "SO"):
            services.units.create(UnitDraft(symbol=symbol, name=f"Referat {symbol}"))
        with desk(qapp, services) as opened:
            yield opened


def cut_off(office: Database) -> None:
    """Every connection of the database ends, as when the server is started anew."""
    with office.superuser() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (office.name,),
        )


def test_the_status_line_tells_of_the_servers_backups(adam: Desk, office: Database) -> None:
    adam.settle()
    line = adam.window.backups.line
    assert line.text() == "Nie ma jeszcze kopii zapasowej"
    assert line.is_red
    assert "informatyka" in line.toolTip()
    with office.superuser() as connection:
        connection.execute("INSERT INTO server.backup (verified, name, size) VALUES (true, 'urzad', 5)")
    adam.window.backups.look()
    adam.settle()
    assert line.text() == "Ostatnia kopia: przed chwilą"
    assert not line.is_red


def test_a_change_of_another_computer_appears_without_moving_the_selection(adam: Desk, office: Database) -> None:
    tab = adam.window.go_to("units")
    adam.settle()
    watch = adam.window.neighbours._watch
    assert watch is not None
    adam.until(watch.listening.is_set)  # type: ignore[attr-defined]
    # only the server's message is tried here
    adam.window.neighbours._timer.stop()
    tab.select_record(2)
    with closing(sign_in(office)) as other:
        other.units.create(UnitDraft(symbol="AA", name="Archiwum zakładowe"))
    adam.until(lambda: tab.model.rowCount() == 3)
    assert [unit.id for unit in tab.selected()] == [2]


def test_a_broken_connection_is_nobodys_crash_and_the_form_saves_afterwards(adam: Desk, office: Database) -> None:
    adam.window.begin("units")
    form = adam.form()
    for name, text in (("symbol", "BB"), ("name", "Biuro Rady")):
        field = form.page.rows[name].editor.focus_target()
        field.setFocus()
        type_text(field, text)
    form.page.edited.emit()
    cut_off(office)
    adam.window.neighbours.look()
    form.save()
    adam.settle()
    if adam.dialogs.asked:
        # the pool noticed the loss only while saving: the form offers to try once more
        assert form.draft().name == "Biuro Rady"
        adam.dialogs.answer = "Spróbuj ponownie"
        form._on_refused(PassingProblem("jeszcze raz"))
        adam.settle()
    assert [unit.symbol for unit in adam.services.units.all()].count("BB") == 1
    assert not form.modified


def test_the_trial_answers_in_polish(office: Database) -> None:
    place = ServerLocation(office.url)
    try_connection(place, CHIEF, PASSWORD)
    with pytest.raises(EnvironmentProblem, match="nie przyjął nazwy użytkownika lub hasła"):
        try_connection(place, CHIEF, "nie to hasło")
    with pytest.raises(EnvironmentProblem, match=r"nie ma bazy danych|Nie ma połączenia"):
        try_connection(ServerLocation(office.url.replace(office.name, "nie_ma_takiej")), CHIEF, PASSWORD)


def test_the_person_in_front_is_named_and_can_lock(adam: Desk) -> None:
    sitting = adam.window.sitting
    assert sitting is not None
    assert "Adam Nowak" in sitting.who.text()
    sitting.lock()
    adam.settle()
    lock = sitting.lock_window
    assert lock is not None
    lock.panel.password.edit.setText(PASSWORD)
    lock.panel.try_now()
    adam.settle()
    assert sitting.lock_window is None
    assert adam.window.isVisible()
