"""Files of an encrypted office exchanged for others: nobody gets in, nobody writes into the wrong database."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap
from app.access import key_file
from app.access.keyring import WrongPassword
from app.bootstrap import SignInNeeded, open_services, sign_in
from app.core.errors import Refusal
from app.people.units.domain import UnitDraft
from tests.shell.offices import LOGIN, PASSWORD, make_office, signed_in


def test_keys_of_another_office_open_nothing_here(office: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "urzad.db"
    other.parent.mkdir()
    make_office(other)
    before = office.read_bytes()
    shutil.copy(key_file.beside(other), key_file.beside(office))
    with pytest.raises(Refusal):
        sign_in(office, LOGIN, PASSWORD)
    assert office.read_bytes() == before
    signed_in(other).close()


def test_an_older_key_file_put_back_after_a_new_key_opens_nothing(office: Path, tmp_path: Path) -> None:
    """Somebody who left kept a copy of the key file and knows the password it was made for."""
    kept = Path(shutil.copy(key_file.beside(office), tmp_path / "kept"))
    bootstrap.rekey(office, LOGIN, PASSWORD, lambda _when, _code: None).close()
    shutil.copy(kept, key_file.beside(office))
    with pytest.raises(Refusal):
        sign_in(office, LOGIN, PASSWORD)


def test_a_plain_database_under_the_name_of_an_encrypted_one_is_not_taken_for_it(
    office: Path, demo_database: Path
) -> None:
    """Otherwise the work of a whole day would lie readable on the disk."""
    shutil.copy(demo_database, office)
    with pytest.raises(Refusal):
        sign_in(office, LOGIN, PASSWORD)
    with pytest.raises(SignInNeeded):
        open_services(office)


def test_an_encrypted_database_without_its_keys_is_not_opened_as_one_without_accounts(office: Path) -> None:
    key_file.beside(office).unlink()
    with pytest.raises(Refusal):
        open_services(office)


@pytest.mark.skipif(os.name == "nt", reason="makes pipes and links")
@pytest.mark.parametrize("kind", ["folder", "pipe", "endless", "nowhere"])
def test_what_is_no_key_file_is_refused_at_once(office: Path, kind: str) -> None:
    keys = key_file.beside(office)
    keys.unlink()
    if kind == "folder":
        keys.mkdir()
    elif kind == "pipe":
        os.mkfifo(keys)
    else:
        keys.symlink_to("/dev/zero" if kind == "endless" else keys.with_name("nie-ma"))
    with pytest.raises(Refusal):
        sign_in(office, LOGIN, PASSWORD)
    with pytest.raises(Refusal):
        open_services(office)


@pytest.mark.parametrize(
    "login", [LOGIN.upper(), f" {LOGIN} ", LOGIN.title(), "".join(chr(ord(sign) + 0xFEE0) for sign in LOGIN)]
)
def test_a_login_is_one_however_its_letters_are_written(office: Path, login: str) -> None:
    """Capitals and blanks do not matter; wide letters are another name, and no way around the waiting."""
    if login.isascii():
        sign_in(office, login, PASSWORD).close()
    else:
        with pytest.raises(WrongPassword):
            sign_in(office, login, PASSWORD)


@pytest.mark.parametrize("login", ["", "\x00", "a" * 100_000, "'; --", "\udcff", "аnna", "../anna"])
@pytest.mark.parametrize("password", ["", PASSWORD, "\x00" * 50, "\udcff" * 20, "a" * 1_000_000])
def test_strange_names_and_passwords_are_wrong_ones(office: Path, login: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        sign_in(office, login, password)


def test_what_is_saved_lies_nowhere_in_clear(office: Path) -> None:
    mark = "Zielony Żółw Nadgodzinowy"
    with closing(signed_in(office)) as services:
        services.units.create(UnitDraft(symbol="ZZ", name=mark))
        for path in office.parent.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert mark.encode() not in content, path.name
                assert PASSWORD.encode() not in content, path.name
                assert services.key is not None
                assert services.key not in content, path.name
                assert services.key.hex().encode() not in content.lower(), path.name
