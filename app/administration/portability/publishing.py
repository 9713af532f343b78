"""A database file in the making: out of sight until it is whole, then named together with its key file."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.access import key_file, keyring, passwords, recovery
from app.access.keyring import KeyRing
from app.administration.accounts.domain import LOGIN
from app.administration.portability.domain import Administrator, OneTimePassword
from app.core.errors import EnvironmentProblem, Invalid
from app.core.problems import Problem
from app.exchange.open_folder import remove_abandoned
from app.records.environment import explained, sentence
from db import backup
from db.errors import ProblemKind


@dataclass(frozen=True)
class NewFile:
    """Where the database is made, and the key it is made with; None for a plain one."""

    path: Path
    key: bytes | None


@contextmanager
def new_file(path: Path, *, encrypted: bool) -> Iterator[NewFile]:
    """A place for a database in the making, on the disk of ``path``; gone at the end, whatever happened."""
    if path.exists():
        raise EnvironmentProblem(sentence(ProblemKind.EXISTS, path))
    if not path.parent.is_dir():
        raise EnvironmentProblem(sentence(ProblemKind.NO_ACCESS, path))
    try:
        remove_abandoned(path)
        making = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent))
    except OSError as error:
        raise EnvironmentProblem(sentence(ProblemKind.NO_ACCESS, path)) from error
    try:
        yield NewFile(making / path.name, keyring.new_key() if encrypted else None)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def check_administrator(administrator: Administrator) -> None:
    """Invalid for a login or a password that no account may have."""
    check_login(administrator)
    problems = passwords.check(administrator.password, administrator.login, administrator.name)
    if problems:
        raise Invalid(problems, passwords.sentences(problems))


def check_login(administrator: Administrator) -> None:
    """Invalid for a login that no account may have."""
    if not LOGIN.fullmatch(administrator.login):
        sentence = "Nazwa użytkownika zaczyna się małą literą bez polskich znaków; dalej także cyfry oraz . _ -"
        raise Invalid((Problem("login", "bad_login"),), (sentence,))


def publish(
    new: NewFile,
    path: Path,
    administrator: Administrator | None,
    issued: Sequence[OneTimePassword],
    recovery_code: str = "",
) -> str:
    """Give the finished database its name, with its key file first; returns the recovery key."""
    code = ""
    backup.sync(new.path)
    if administrator is not None and new.key is not None:
        code = recovery_code or recovery.new()
        ring = KeyRing.create(new.path, new.key, code)
        ring.put(administrator.login, administrator.password, new.key)
        for person in issued:
            ring.put(person.login, person.password, new.key)
    keys, made = key_file.beside(path), key_file.beside(new.path)
    try:
        if keys.exists():
            # the database of these keys may only have been moved away for a while
            keys.rename(keys.with_name(f"{keys.name}.{datetime.now().astimezone():%Y%m%d-%H%M%S}"))
        if made.exists():
            made.rename(keys)
        with explained():
            backup.publish(new.path, path)
            backup.sync_folder(path.parent)
    except FileExistsError as error:
        raise EnvironmentProblem(sentence(ProblemKind.EXISTS, path)) from error
    return code
