"""Deeds on accounts that fail halfway: the person is told what did happen, and screens show it."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from app import bootstrap
from app.access.doors import Doors
from app.access.keyring import KeyRing, WrongPassword
from app.administration.accounts.domain import Account
from app.administration.accounts.usecases import Accounts, HalfDone
from app.bootstrap import Services
from app.core.errors import EnvironmentProblem
from db.audit import AUDIT_ENTRY
from tests.shell.offices import CLERK, LOGIN, ONE_TIME, PASSWORD, signed_in

NEW = "zielona łódka na stawie"
FULL = "Na dysku nie ma miejsca."


@dataclass
class FailingDoors:
    """Doors of a computer whose disk is full; ``then`` happens once somebody was let in."""

    inner: Doors
    letting_in: bool = False
    shutting_out: bool = False
    then: Callable[[], None] = lambda: None

    def let_in(self, login: str, password: str) -> None:
        if self.letting_in:
            raise EnvironmentProblem(FULL)
        self.inner.let_in(login, password)
        self.then()

    def shut_out(self, login: str) -> None:
        if self.shutting_out:
            raise EnvironmentProblem(FULL)
        self.inner.shut_out(login)

    def holds(self, login: str) -> bool:
        return self.inner.holds(login)

    def check(self, login: str, password: str) -> None:
        self.inner.check(login, password)

    def secret(self, purpose: str) -> bytes:
        return self.inner.secret(purpose)


def failing(
    services: Services, *, letting_in: bool = False, shutting_out: bool = False
) -> tuple[Accounts, FailingDoors]:
    assert services.session.doors is not None
    doors = FailingDoors(services.session.doors, letting_in, shutting_out)
    return Accounts(services.store, services.clock, services.actor, doors, services.session), doors


def clerk(services: Services) -> Account:
    found = services.accounts.by_login(CLERK)
    assert found is not None
    return found


def passwords_noted(services: Services) -> list[str]:
    entry = AUDIT_ENTRY.c
    with services.store.reading() as session:
        found = session.scalars(select(entry.details).where(entry.deed == "password").order_by(entry.number))
        return [json.loads(details)["title"] for details in found]


def no_room(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    def changing(*_arguments: object) -> None:
        raise EnvironmentProblem(FULL)

    monkeypatch.setattr(accounts, "_changing", changing)


@pytest.mark.parametrize("deed", ["disable", "delete"])
def test_a_password_that_stays_is_told_and_the_change_is_shown(admin: Services, path: Path, deed: str) -> None:
    accounts, doors = failing(admin, shutting_out=True)
    mine = clerk(admin)
    outcome = getattr(accounts, deed)(mine.id, mine.version)
    assert outcome.change.ids == {mine.id}
    for part in (outcome.message, FULL, "urzad rekey"):
        assert part in outcome.warning
    assert KeyRing.of(path).holds(CLERK)
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, CLERK, ONE_TIME)
    doors.shutting_out = False
    if deed == "disable":
        # the same again takes the password away
        again = accounts.disable(mine.id, outcome.record.version)
        assert again.warning == ""
        assert not KeyRing.of(path).holds(CLERK)


def test_a_password_that_could_not_be_given_is_not_in_the_log(admin: Services, path: Path) -> None:
    accounts, _ = failing(admin, letting_in=True)
    before, noted = clerk(admin), passwords_noted(admin)
    with pytest.raises(HalfDone, match="Nie nadano hasła jednorazowego") as refusal:
        accounts.issue_password(before.id)
    assert FULL in str(refusal.value)
    assert refusal.value.outcome.record == clerk(admin)
    assert refusal.value.outcome.change.ids == {before.id}
    assert passwords_noted(admin) == noted
    bootstrap.sign_in(path, CLERK, ONE_TIME).close()


def test_a_password_that_could_not_be_logged_is_not_shown(
    admin: Services, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, doors = failing(admin)
    doors.then = lambda: no_room(accounts, monkeypatch)
    with pytest.raises(HalfDone, match="już nie działa") as refusal:
        accounts.issue_password(clerk(admin).id)
    assert FULL in str(refusal.value)
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, CLERK, ONE_TIME)


def test_a_password_that_was_given_is_in_the_log(admin: Services) -> None:
    noted = passwords_noted(admin)
    admin.accounts.issue_password(clerk(admin).id)
    assert passwords_noted(admin) == [*noted, CLERK]


def test_who_has_a_new_password_is_told_so_although_the_account_could_not_be_saved(
    admin: Services, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, doors = failing(admin)
    doors.then = lambda: no_room(accounts, monkeypatch)
    with pytest.raises(HalfDone, match="Hasło jest zmienione: od teraz działa tylko nowe") as refusal:
        accounts.change_own_password(PASSWORD, NEW)
    assert FULL in str(refusal.value)
    assert NEW not in str(refusal.value)
    with pytest.raises(WrongPassword):
        signed_in(path)
    with closing(bootstrap.sign_in(path, LOGIN, NEW)) as services:
        assert services.actor().may("account.edit")
