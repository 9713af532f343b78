"""A new encrypted office, the recovery key, and a new database key, also when the program is killed in between."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap
from app.access import key_file, moved, recovery
from app.access.keyring import KeyRing, WrongPassword, WrongRecoveryKey
from app.access.recovery import Mistyped
from app.administration.accounts.model import AccountRow
from app.administration.accounts.printout import one_time_pdf, recovery_pdf
from app.bootstrap import Services
from app.core.errors import EnvironmentProblem, Invalid, NotAllowed, NotFound, Refusal
from db.check import check
from db.errors import DatabaseProblem
from tests.conftest import NOW
from tests.shell.offices import CLERK, LOGIN, ONE_TIME, PASSWORD, signed_in

NEW = "zielona łódka na stawie"


def create(path: Path, **more: str) -> tuple[Services, str]:
    given = {"login": "Ola", "name": "Ola Żuk", "password": PASSWORD, "office_name": "Urząd Gminy", **more}
    return bootstrap.create_office(path, **given)  # type: ignore[arg-type]


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if not file.name.endswith(("-wal", "-shm", ".lock"))}


# -- a new office ------------------------------------------------------------------------------------------------


def test_a_new_office_is_encrypted_and_has_one_administrator(tmp_path: Path) -> None:
    path = tmp_path / "nowy.db"
    services, code = create(path)
    with closing(services):
        assert services.session.login == "ola"
        assert services.office().name == "Urząd Gminy"
        assert [account.login for account in services.accounts.all()] == ["ola"]
        assert not services.session.must_change
    assert files(tmp_path) == {"nowy.db", "nowy.db.klucze"}
    assert recovery.read(code)
    with pytest.raises(DatabaseProblem):
        check(path)
    with closing(bootstrap.sign_in(path, "ola", PASSWORD)) as again:
        assert check(path, key=again.key).ok


@pytest.mark.parametrize(
    "wrong", [{"password": "krótkie"}, {"password": "olaolaolaola"}, {"login": "Ola Żuk"}, {"name": ""}]
)
def test_a_refused_office_leaves_nothing(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        create(tmp_path / "nowy.db", **wrong)
    assert files(tmp_path) == set()


def test_an_existing_database_is_never_replaced(path: Path) -> None:
    before = path.read_bytes(), key_file.beside(path).read_bytes()
    with pytest.raises(EnvironmentProblem, match="już istnieje"):
        create(path)
    assert (path.read_bytes(), key_file.beside(path).read_bytes()) == before


def test_keys_whose_database_is_away_are_set_aside_not_overwritten(path: Path) -> None:
    keys = key_file.beside(path).read_bytes()
    path.rename(path.with_name("przeniesiona.db"))
    create(path)[0].close()
    kept = [file for file in path.parent.glob("urzad.db.klucze.*") if not file.name.endswith(".lock")]
    assert [file.read_bytes() for file in kept] == [keys]


def test_a_failure_while_filling_leaves_nothing(tmp_path: Path) -> None:
    def fail(_services: Services) -> None:
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError):
        bootstrap.create_office(tmp_path / "x.db", login="ola", name="Ola", password=PASSWORD, fill=fail)
    assert files(tmp_path) == set()


def test_without_its_key_file_nothing_opens_it(path: Path) -> None:
    key_file.beside(path).unlink()
    with pytest.raises(EnvironmentProblem):
        bootstrap.open_services(path)


# -- recovery ----------------------------------------------------------------------------------------------------


def test_the_recovery_key_gives_an_account_a_new_password(path: Path, code: str) -> None:
    with closing(bootstrap.sign_in_with_recovery(path, code.lower(), LOGIN, NEW)) as services:
        assert services.actor().may("account.edit")
    with pytest.raises(WrongPassword):
        signed_in(path)
    bootstrap.sign_in(path, LOGIN, NEW).close()
    bootstrap.sign_in(path, CLERK, ONE_TIME).close()


def test_the_recovery_key_opens_no_file_whose_data_were_moved(path: Path, code: str) -> None:
    moved.mark(path, "postgresql://serwer.urzad/urzad", NOW)
    before = path.read_bytes()
    with pytest.raises(Refusal, match="przeniesiono"):
        bootstrap.sign_in_with_recovery(path, code, LOGIN, NEW)
    assert path.read_bytes() == before
    moved.note_beside(path).unlink()
    bootstrap.sign_in(path, LOGIN, PASSWORD).close()


def test_when_no_administrator_is_left_the_recovered_account_becomes_one(path: Path, code: str) -> None:
    with closing(signed_in(path)) as services, services.store.writing() as session:
        # a damaged state: the program itself never allows it
        for row in session.query(AccountRow):
            row.roles, row.active = ("front_desk",), False
    with closing(bootstrap.sign_in_with_recovery(path, code, CLERK, NEW)) as services:
        assert services.actor().may("account.edit")


def test_a_wrong_recovery_key_is_refused_and_a_typing_error_located(path: Path, code: str) -> None:
    with pytest.raises(WrongRecoveryKey):
        bootstrap.sign_in_with_recovery(path, recovery.new(), LOGIN, NEW)
    mistyped = ("1" if code[0] != "1" else "2") + code[1:]
    with pytest.raises(Mistyped, match="w grupie nr 1"):
        bootstrap.sign_in_with_recovery(path, mistyped, LOGIN, NEW)
    with pytest.raises(NotFound):
        bootstrap.sign_in_with_recovery(path, code, "nikt", NEW)
    with pytest.raises(Invalid):
        bootstrap.sign_in_with_recovery(path, code, LOGIN, "krótkie")
    signed_in(path).close()


# -- a new key ---------------------------------------------------------------------------------------------------


def test_a_new_key_keeps_passwords_and_data_and_ends_the_old_recovery_key(path: Path, code: str) -> None:
    with closing(signed_in(path)) as services:
        old = services.key
        doors = services.session.doors
        assert doors is not None
        doors.let_in("bylypracownik", NEW)
    told: list[str] = []
    with closing(bootstrap.rekey(path, LOGIN, PASSWORD, lambda _, new: told.append(new))) as services:
        assert services.key != old
        assert services.office().name == "Urząd Miejski w Przykładowej"
    bootstrap.sign_in(path, CLERK, ONE_TIME).close()
    assert not KeyRing.of(path).holds("bylypracownik"), "a slot without an account is dropped"
    with pytest.raises(WrongRecoveryKey):
        bootstrap.sign_in_with_recovery(path, code, LOGIN, NEW)
    bootstrap.sign_in_with_recovery(path, told[0], LOGIN, NEW).close()
    with pytest.raises(DatabaseProblem):
        check(path, key=old)
    assert files(path.parent) == {"urzad.db", "urzad.db.klucze"}


def test_only_an_administrator_gives_a_new_key_and_only_alone(path: Path, admin: Services) -> None:
    with pytest.raises(EnvironmentProblem, match="korzysta teraz inny program"):
        bootstrap.rekey(path, LOGIN, PASSWORD, ignore)
    admin.close()
    with pytest.raises(NotAllowed):
        bootstrap.rekey(path, CLERK, ONE_TIME, ignore)
    signed_in(path).close()


def ignore(_services: Services, _code: str) -> None:
    """A recovery key that nobody keeps."""


def rekey_and_die(path: Path, left: int, told: Path) -> int:
    """Give a new key in another process, which ends without a word after so many renames; its status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    replace, counted = Path.replace, [left]

    def die_after(source: Path, target: Path) -> Path:
        renamed = replace(source, target)
        counted[0] -= 1
        if counted[0] < 0:
            os._exit(9)
        return renamed

    try:
        # every step ends with a rename: the note of the attempt, keys, database, keys, keys
        Path.replace = die_after  # type: ignore[assignment,method-assign]
        bootstrap.rekey(path, LOGIN, PASSWORD, lambda _, code: told.write_text(code, encoding="utf-8"))
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("step", range(6))
def test_a_kill_at_any_step_leaves_a_database_that_everybody_can_open(
    path: Path, code: str, tmp_path: Path, step: int
) -> None:
    told = tmp_path / "kartka"
    assert rekey_and_die(path, step, told) == (9 if step < 5 else 0)
    for login, password in ((LOGIN, PASSWORD), (CLERK, ONE_TIME)):
        bootstrap.sign_in(path, login, password).close()
    with closing(signed_in(path)) as services:
        assert check(path, key=services.key).ok
    assert KeyRing.of(path).pending()[1] == ""
    papers = [code, *([told.read_text(encoding="utf-8")] if told.exists() else [])]
    assert sum(opens(path, paper) for paper in papers) == 1
    bootstrap.rekey(path, LOGIN, NEW, ignore).close()


def opens(path: Path, paper: str) -> bool:
    try:
        bootstrap.sign_in_with_recovery(path, paper, LOGIN, NEW).close()
    except WrongRecoveryKey:
        return False
    return True


# -- paper -------------------------------------------------------------------------------------------------------


def test_the_sheet_holds_the_key_the_office_and_what_to_do(admin: Services, code: str) -> None:
    from tests.printing.reading import texts

    pdf = recovery_pdf(code, admin.office(), admin.store.location, NOW.date())
    text = " ".join(texts(pdf))
    assert all(group in text for group in code.split("-"))
    for words in ("Klucz odzyskiwania", "Urząd Miejski w Przykładowej", "22.11.2026", "sejfie", "urzad.db"):
        assert words in text


def test_the_slip_holds_login_and_password(admin: Services) -> None:
    from tests.printing.reading import texts

    account = admin.session.account
    assert account is not None
    text = " ".join(texts(one_time_pdf(account, "2v8j-btqn-6pfk-tx58", admin.office(), NOW.date())))
    for words in ("2v8j-btqn-6pfk-tx58", LOGIN, "Anna Żak"):
        assert words in text
