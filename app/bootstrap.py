"""The way into data: databases without accounts, signing in, and a new office."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.access import key_file, passwords, recovery
from app.access.doors import Doors, FileDoors
from app.access.keyring import KeyRing, WrongPassword, folded, new_key
from app.access.location import FileLocation, Location, ServerLocation
from app.access.moved import refuse_moved
from app.access.roles import ADMINISTRATION, matrix
from app.access.waiting import Waiting
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.session import SignedIn
from app.administration.accounts.usecases import Accounts
from app.composition.services import Services, build
from app.core.clock import Clock, SystemClock
from app.core.errors import Invalid, NotFound, Refusal
from app.core.handover import closed_unless_handed_over
from app.core.permissions import EVERYTHING
from app.core.problems import Problem
from app.people.office.domain import OfficeDraft
from app.records.environment import explained
from db.errors import DatabaseProblem, ProblemKind, translated
from db.file_store import FileStore
from db.store import Store

__all__ = [
    "Services",
    "SignInNeeded",
    "build",
    "create_office",
    "create_services",
    "needs_sign_in",
    "open_services",
    "rekey",
    "sign_in",
    "sign_in_with_recovery",
    "waiting_for",
]


# -- databases without accounts ----------------------------------------------------------------------------------


def needs_sign_in(location: Path | Location) -> bool:
    """Whether the data open only to somebody who signs in."""
    place = _place(location)
    return isinstance(place, ServerLocation) or KeyRing.of(place.path).exists


def open_services(location: Path | Location, clock: Clock | None = None, *, resuming: bool = False) -> Services:
    """Open an existing database without accounts; EnvironmentProblem with advice when that fails.

    ``resuming`` opens also a file whose move to a server was interrupted.
    """
    place = _place(location)
    if not isinstance(place, FileLocation) or needs_sign_in(place):
        raise SignInNeeded
    refuse_moved(place.path, resuming=resuming)
    with explained():
        return build(FileStore.open(place.path), clock)


def create_services(path: Path, clock: Clock | None = None) -> Services:
    """Make a new, empty database without accounts; EnvironmentProblem when the name is taken or the folder refuses."""
    with explained():
        return build(FileStore.create(path), clock)


class SignInNeeded(Refusal):
    """The database has accounts and nobody has signed in."""

    def __init__(self) -> None:
        super().__init__("Ta baza wymaga zalogowania. Podaj nazwę użytkownika opcją --user; o hasło program zapyta.")


# -- signing in --------------------------------------------------------------------------------------------------


def sign_in(
    location: Path | Location, login: str, password: str, clock: Clock | None = None, *, resuming: bool = False
) -> Services:
    """Open a database as this person; ``resuming`` as for ``open_services``.

    Raises WrongPassword (the same for an unknown name, a wrong password and a disabled account), TooSoon after
    several failures, EnvironmentProblem with advice when the data cannot be opened at all.
    """
    place, clock = _place(location), clock or SystemClock()
    if isinstance(place, ServerLocation):
        return _sign_in_to_server(place, folded(login), password, clock)
    if not needs_sign_in(place):
        raise Refusal("Ta baza nie ma kont, więc nie trzeba się logować. Otwórz ją bez nazwy użytkownika.")
    waiting = waiting_for(place, clock)
    with waiting.attempt() as attempt:
        key = KeyRing.of(place.path).unlock(login, password, lambda key: _fits(place.path, key))
        services = _open_as(place.path, key, folded(login), waiting, clock, resuming=resuming)
    return _noted(services, "sign_in", attempt.failures)


def _sign_in_to_server(place: ServerLocation, login: str, password: str, clock: Clock) -> Services:
    from app.records.server_doors import ServerDoors
    from db.server_store import ServerStore

    waiting = waiting_for(place, clock)
    with waiting.attempt() as attempt, explained():
        try:
            store = ServerStore.open(place.url, login, password)
        except DatabaseProblem as problem:
            if problem.kind is ProblemKind.SIGN_IN_REFUSED:
                raise WrongPassword from None
            raise
        services = _signed_in(store, ServerDoors(store), login, waiting, clock)
    return _noted(services, "sign_in", attempt.failures)


def sign_in_with_recovery(path: Path, code: str, login: str, new_password: str, clock: Clock | None = None) -> Services:
    """Open the database with the recovery key and give an account a new password.

    The account is switched on and, when no administrator is left, becomes one. Raises Mistyped, WrongRecoveryKey,
    NotFound for an unknown login, Invalid for a password that breaks the rules, TooSoon.
    """
    refuse_moved(path)
    clock = clock or SystemClock()
    waiting = waiting_for(FileLocation(path), clock)
    ring, name = KeyRing.of(path), folded(login)
    with waiting.attempt():
        key = ring.unlock_with_recovery(code, lambda key: _fits(path, key))
    with explained():
        store = FileStore.open(path, key=key)
    with closed_unless_handed_over(store):
        accounts = Accounts(store, clock, lambda: replace(EVERYTHING, name=name), FileDoors(ring, key))
        account = accounts.by_login(name)
        if account is None:
            raise NotFound(f"Nie ma konta „{name}”. Sprawdź nazwę użytkownika.")
        _require_good(new_password, account.login, account.name)
        accounts.recover(account.id)
        ring.put(name, new_password, key)
        services = _build_as(store, FileDoors(ring, key), name, waiting, clock)
    return _noted(services, "sign_in", recovery_key=True)


def rekey(
    path: Path, login: str, password: str, tell: Callable[[Services, str], object], clock: Clock | None = None
) -> Services:
    """Give the database a new random key and a new recovery key; every active account keeps its password.

    ``tell`` hands the new recovery key over, while the old one still works. Only for who may edit accounts, and only
    while nobody else has the database open (EnvironmentProblem). A kill at any moment leaves a database that the
    passwords and a recovery key on paper open. Raises as ``sign_in``.
    """
    from db.rekey import rekey as change

    services = sign_in(path, login, password, clock)
    old, new = services.key, new_key()
    try:
        services.actor().require(ADMINISTRATION)
        logins = [account.login for account in services.accounts.all() if account.active]
    finally:
        services.close()
    ring, prepared = KeyRing.of(path), [""]
    assert old is not None
    with ring.changing_key(), explained():
        try:
            change(path, old, new, lambda: prepared.append(ring.prepare(old, new, logins)))
        except BaseException:
            if prepared[-1]:
                ring.settle_alone(ring.pending()[1 if _fits(path, new) else 0])
            raise
        ring.settle_alone(prepared[-1])
    services = _open_as(path, new, folded(login), waiting_for(path, clock), clock or SystemClock())
    code = recovery.new()
    with closed_unless_handed_over(_noted(services, "rekey").store):
        tell(services, code)
        ring.put_recovery(code, new)
    return services


def waiting_for(location: Path | Location, clock: Clock | None = None) -> Waiting:
    """The growing delay after failed attempts to sign in to these data."""
    place = _place(location)
    text = str(place.path.resolve()) if isinstance(place, FileLocation) else place.text
    return Waiting(text, clock or SystemClock())


def _open_as(path: Path, key: bytes, login: str, waiting: Waiting, clock: Clock, *, resuming: bool = False) -> Services:
    refuse_moved(path, resuming=resuming)
    with explained():
        store = FileStore.open(path, key=key)
    return _signed_in(store, FileDoors(KeyRing.of(path), key), login, waiting, clock)


def _signed_in(store: Store, doors: Doors, login: str, waiting: Waiting, clock: Clock) -> Services:
    """The services of a person whose password was right; WrongPassword when the account is gone or disabled."""
    with closed_unless_handed_over(store):
        services = _build_as(store, doors, login, waiting, clock)
        account = services.session.account
        if account is None or not account.active:
            # its password was left behind, for example by a restore; it must not tell that the name exists
            raise WrongPassword
    return services


def _noted(services: Services, deed: str, failures: int = 0, **facts: object) -> Services:
    """The same services with a deed of the session in the log, and the failed attempts before it."""
    with closed_unless_handed_over(services.store):
        services.session.note(deed, **facts)
        if failures:
            services.session.note("sign_in_failed", attempts=failures)
    return services


def _build_as(store: Store, doors: Doors, login: str, waiting: Waiting, clock: Clock) -> Services:
    return build(store, clock, SignedIn(store, login, doors, waiting))


def _fits(path: Path, key: bytes) -> bool:
    from db.engine import connect

    try:
        with translated(path):
            connection = connect(path, key=key)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                connection.close()
    except DatabaseProblem as problem:
        if problem.kind is ProblemKind.NOT_A_DATABASE:
            return False
        raise
    return True


def _place(location: Path | Location) -> Location:
    return FileLocation(location) if isinstance(location, Path) else location


# -- a new office ------------------------------------------------------------------------------------------------


def create_office(
    path: Path,
    *,
    login: str,
    name: str,
    password: str,
    office_name: str = "",
    fill: Callable[[Services], object] | None = None,
    recovery_code: str = "",
    clock: Clock | None = None,
) -> tuple[Services, str]:
    """Make an encrypted database with its first account and open it as that person; also the recovery key.

    ``fill`` puts data into it before anybody works (such as ``demo.install.fill``). ``recovery_code`` is one that
    was made and put on paper before. Raises Invalid with every broken rule before anything is made. Neither a
    failure nor a kill leaves a half-made database under the name.
    """
    login, clock = folded(login), clock or SystemClock()
    _require_good(password, login, name)
    if path.exists():
        with explained():
            raise DatabaseProblem(ProblemKind.EXISTS, path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    key, code = new_key(), recovery_code or recovery.new()
    try:
        with explained():
            store = FileStore.create(temporary, key=key)
        try:
            _first_deeds(build(store, clock), login, name, office_name, fill)
        finally:
            store.close()
        ring = KeyRing.create(temporary, key, code)
        ring.put(login, password, key)
        _publish(temporary, path)
    finally:
        _discard(temporary)
    waiting = waiting_for(path, clock)
    services = _open_as(path, key, login, waiting, clock)
    return _noted(services, "sign_in"), code


def _first_deeds(
    services: Services, login: str, name: str, office_name: str, fill: Callable[[Services], object] | None
) -> None:
    draft = AccountDraft(login=login, name=name, roles=matrix().first)
    account = services.accounts.create(draft).record
    services.accounts.mark_own_password(account.id)
    if fill is not None:
        fill(services)
    elif office_name:
        services.offices.save(OfficeDraft(name=office_name))


def _publish(temporary: Path, path: Path) -> None:
    from db.backup import publish

    keys = key_file.beside(path)
    with explained():
        try:
            if keys.exists():
                # the database of these keys may only have been moved away for a while
                keys.rename(keys.with_name(f"{keys.name}.{datetime.now().astimezone():%Y%m%d-%H%M%S}"))
            key_file.beside(temporary).rename(keys)
            keys.chmod(key_file.rights(temporary))
            publish(temporary, path)
        except FileExistsError as error:
            raise DatabaseProblem(ProblemKind.EXISTS, path) from error


def _discard(temporary: Path) -> None:
    from db.backup import remove_with_companions

    remove_with_companions(temporary)
    keys = key_file.beside(temporary)
    for file in (keys, key_file.lock_beside(keys)):
        file.unlink(missing_ok=True)


def _require_good(password: str, login: str, name: str) -> None:
    problems: tuple[Problem, ...] = passwords.check(password, login, name)
    if problems:
        raise Invalid(problems, passwords.sentences(problems))
