"""The command line on a server: prepare, check, accounts; passwords through a descriptor only."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli
from app.core.errors import PassingProblem
from app.records.server_doors import ServerDoors
from db import server_roles
from db.server_names import OWNER
from tests.server.databases import CHIEF, PASSWORD, Database, role_keys

ADMINISTRATOR, CHOSEN = "anna.admin", "szuwary-i-trzcina-18"
SCRIPTS = Path(__file__).parents[2] / "packaging" / "server"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs ``urzad`` with secrets handed over line by line; status, output, errors."""

    def call(*arguments: str, secrets: tuple[str, ...] = ()) -> tuple[int, str, str]:
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{secret}\n" for secret in secrets).encode())
        os.close(writing)
        capfd.readouterr()
        try:
            status = cli.main(["--password-fd", str(reading), *arguments])
        finally:
            os.close(reading)
        sys.stdout.flush()
        shown = capfd.readouterr()
        return status, shown.out, shown.err

    return call


@pytest.fixture
def office(server_database: Database, run: Run) -> Database:
    """A database with its first administrator, as the office's IT makes it."""
    with server_database.superuser() as connection:
        connection.execute(f'DROP ROLE IF EXISTS "{ADMINISTRATOR}"')
    status, out, err = run(
        *("--database", server_database.url, "server", "prepare", "--login", ADMINISTRATOR, "--name", "Anna Admin"),
        secrets=(PASSWORD, CHOSEN),
    )
    assert (status, err) == (0, "")
    assert f"Założono administratora {ADMINISTRATOR}." in out
    return server_database


def test_preparing_again_changes_no_account(office: Database, run: Run) -> None:
    status, out, _ = run(
        "--database", office.url, "server", "prepare", "--login", ADMINISTRATOR, secrets=(PASSWORD, "inne-haslo-123")
    )
    assert status == 0
    assert "już istnieje" in out
    with office.bare(ADMINISTRATOR, CHOSEN):
        pass


def test_a_first_administrator_cut_short_gets_a_login_at_the_second_attempt(
    server_database: Database, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server_database.superuser() as connection:
        connection.execute(f'DROP ROLE IF EXISTS "{ADMINISTRATOR}"')
    prepare = ("--database", server_database.url, "server", "prepare", "--login", ADMINISTRATOR)

    def cut(*_: object) -> None:
        raise PassingProblem("Utracono połączenie z serwerem.")

    with monkeypatch.context() as patch:
        patch.setattr(ServerDoors, "let_in", cut)
        assert run(*prepare, secrets=(PASSWORD, CHOSEN))[0] == 1
    status, out, err = run(*prepare, secrets=(PASSWORD, CHOSEN))
    assert (status, err) == (0, "")
    assert "Założono" in out
    with server_database.bare(ADMINISTRATOR, CHOSEN) as connection:
        assert connection.execute("SELECT server.may('account.edit')").fetchone() == (True,)
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (1,)


def test_a_weak_password_of_the_first_administrator_is_refused(server_database: Database, run: Run) -> None:
    status, _, err = run(
        "--database", server_database.url, "server", "prepare", "--login", "slaby", secrets=(PASSWORD, "krótkie")
    )
    assert status == 1
    assert err
    with server_database.bare(OWNER) as connection:
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_an_administrator_works_from_the_command_line(office: Database, run: Run) -> None:
    own = ("--database", office.url, "--user", ADMINISTRATOR)
    with office.superuser() as connection:
        connection.execute('DROP ROLE IF EXISTS "jan.nowy"')
    status, out, err = run(
        *own, "user", "add", "jan.nowy", "--name", "Jan Nowy", "--role", "front_desk", secrets=(CHOSEN,)
    )
    assert status == 0, err
    assert CHOSEN not in out + err
    one_time = out.split()[-1]
    with office.bare("jan.nowy", one_time) as connection:
        assert connection.execute("SELECT server.may('service_card.read')").fetchone() == (True,)
    status, out, _ = run(*own, "user", "list", secrets=(CHOSEN,))
    assert status == 0
    assert "jan.nowy" in out


def test_a_sound_database_is_called_so(office: Database, run: Run) -> None:
    status, out, err = run("--database", office.url, "--user", ADMINISTRATOR, "check", secrets=(CHOSEN,))
    assert status == 0, err
    assert "Baza jest cała." in out
    assert "  account: 1" in out
    assert "audit_entry" in out
    # the cluster of the tests gives up safety for speed, and the check notices
    assert "fsync" in err


def test_damage_is_told(office: Database, run: Run) -> None:
    with office.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE audit_entry SET author = 'kto inny' WHERE number = 1")
        connection.execute("UPDATE account SET employee_id = 77")
    status, _, err = run("--database", office.url, "--user", ADMINISTRATOR, "check", secrets=(CHOSEN,))
    assert status == 1
    assert "account (1 wierszy) → employee" in err
    assert "wpis 1: altered" in err


def test_only_who_may_edit_the_server_checks_it(office: Database, run: Run) -> None:
    status, _, err = run("--database", office.url, "--user", CHIEF, "check", secrets=(PASSWORD,))
    assert status == 1, "a login without an account"
    assert err


def test_a_wrong_owners_password_and_a_file_are_refused(server_database: Database, run: Run) -> None:
    status, _, err = run("--database", server_database.url, "server", "prepare", secrets=("nie to",))
    assert status == 1
    assert "nie przyjął nazwy użytkownika lub hasła" in err
    status, _, err = run("--database", "plik.db", "server", "prepare", secrets=("x",))
    assert status == 1
    assert "postgresql://" in err


@pytest.mark.parametrize("name", ["roles.sql", "database.sql"])
def test_the_scripts_for_the_server_are_up_to_date(name: str) -> None:
    wanted = server_roles.script(role_keys()) if name == "roles.sql" else server_roles.database_file()
    arguments = " ".join(role_keys()) if name == "roles.sql" else ""
    assert (SCRIPTS / name).read_text("utf-8") == wanted, f"write it anew: python -m db.server_roles {arguments}"
