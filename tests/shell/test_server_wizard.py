"""Connecting to the office's server, with a stand-in for the server; and changes that it tells of."""

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.access.location import ServerLocation
from app.core.errors import EnvironmentProblem
from app.shell.neighbours import Neighbours
from app.shell.server_wizard import ServerWizard
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from db.errors import DatabaseProblem, ProblemKind
from tests.widgets.fakes import FakeDialogs


class Server:
    """Answers trials as told."""

    def __init__(self) -> None:
        self.tried: list[tuple[str, str, str]] = []
        self.refusal = ""

    def attempt(self, location: ServerLocation, login: str, password: str) -> None:
        """Remember, and refuse when told to."""
        self.tried.append((location.url, login, password))
        if self.refusal:
            raise EnvironmentProblem(self.refusal)


@pytest.fixture
def server() -> Server:
    """One that answers."""
    return Server()


@pytest.fixture
def wizard(qapp: QApplication, server: Server) -> Iterator[ServerWizard]:
    """The wizard, shown, over the stand-in."""
    window = ServerWizard(attempt=server.attempt, dialogs=FakeDialogs())
    window.show()
    yield window
    window.jobs.wait(5000)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def answer(wizard: ServerWizard) -> str:
    label = wizard.findChild(QLabel, "answer")
    assert label is not None
    return label.text()


def to_trial(wizard: ServerWizard, host: str = "serwer.gmina.example") -> None:
    wizard.address.host.setText(host)
    wizard.address.database.setText("urząd")
    wizard.go_on()


def attempt(wizard: ServerWizard) -> None:
    wizard.trial.login.setText("anna")
    wizard.trial.password.edit.setText("tajne hasło anny")
    wizard.trial.button.click()
    assert wizard.jobs.wait(5000)
    QTest.qWait(1)


def test_the_address_carries_the_certificate_and_no_person(wizard: ServerWizard) -> None:
    certificate = Path(__file__)
    wizard.address.certificate.setText(str(certificate))
    to_trial(wizard)
    chosen: list[ServerLocation] = []
    wizard.chosen.connect(chosen.append)
    attempt(wizard)
    wizard.go_on()
    (location,) = chosen
    assert location.url.startswith("postgresql://serwer.gmina.example:5432/urz%C4%85d?sslrootcert=")
    assert "anna" not in location.url
    assert "tajne" not in location.url
    again = ServerWizard(location.text, dialogs=FakeDialogs())
    assert again.address.certificate.text() == str(certificate)
    assert again.address.host.text() == "serwer.gmina.example"
    again.close()
    again.deleteLater()


@pytest.mark.parametrize("host", ["", "anna@serwer", "serwer/baza", "dwa słowa", "serwer?sslmode=disable"])
def test_an_address_that_is_none_is_refused_at_its_field(wizard: ServerWizard, host: str) -> None:
    to_trial(wizard, host)
    assert wizard.step is wizard.address
    assert wizard.address._host_row.error


def test_a_certificate_that_is_not_there_is_refused(wizard: ServerWizard) -> None:
    wizard.address.certificate.setText("nie-ma.crt")
    to_trial(wizard)
    assert wizard.step is wizard.address
    assert wizard.address._certificate_row.error


def test_the_trial_says_what_the_server_answered_and_forgets_the_password(wizard: ServerWizard, server: Server) -> None:
    to_trial(wizard)
    server.refusal = "Nie ma połączenia z serwerem."
    attempt(wizard)
    assert answer(wizard) == "Nie ma połączenia z serwerem."
    assert wizard.trial.password.text == ""
    server.refusal = ""
    attempt(wizard)
    assert answer(wizard).startswith("Połączenie działa")
    assert [login for _, login, _ in server.tried] == ["anna", "anna"]
    assert wizard.forward.isEnabled()


def test_without_name_or_password_no_trial_is_made(wizard: ServerWizard, server: Server) -> None:
    to_trial(wizard)
    wizard.trial.button.click()
    assert server.tried == []
    assert wizard.trial._login_row.error
    assert wizard.trial._password_row.error


class Remote:
    """A server's counters and messages."""

    is_server = True

    def __init__(self) -> None:
        self.counters: dict[str, int] = {"unit": 1}
        self.lost = False
        self.callback: Callable[[frozenset[str]], None] = lambda _kinds: None
        self.closed = False

    def revisions(self) -> Mapping[str, int]:
        """The counters, unless the connection is away."""
        if self.lost:
            raise DatabaseProblem(ProblemKind.UNREACHABLE, "serwer")
        return dict(self.counters)

    def watch(self, callback: Callable[[frozenset[str]], None]) -> "Remote":
        """Remember whom to tell."""
        self.callback = callback
        return self

    def close(self) -> None:
        """The messages end."""
        self.closed = True


def test_a_message_of_the_server_is_announced_and_a_lost_connection_is_none(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    remote, bus, dialogs = Remote(), ChangeBus(), FakeDialogs()
    jobs = Jobs(dialogs)
    heard: list[str] = []
    bus.changed.connect(lambda change: heard.append(change.entity))
    neighbours = Neighbours(remote, jobs, bus, remote.watch)
    assert neighbours.start()
    assert not neighbours.start()

    def tell() -> None:
        thread = Thread(target=remote.callback, args=(frozenset({"unit"}),))
        thread.start()
        thread.join()
        QTest.qWait(1)
        assert jobs.wait(5000)

    remote.counters["unit"] = 2
    tell()
    assert heard == ["unit"]
    remote.lost = True
    tell()
    assert heard == ["unit"]
    assert dialogs.refused == [], "nobody asked; the next save will say it"
    remote.lost = False
    remote.counters["employee"] = 1
    tell()
    assert heard == ["unit", "employee"]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    # a fault of the program is no lost connection: the looking goes on, and the log knows
    remote.revisions = lambda: 1 // 0  # type: ignore[method-assign,assignment,return-value]
    tell()
    assert "ZeroDivisionError" in caplog.text
    neighbours.stop()
    assert remote.closed
    assert jobs.shutdown()
