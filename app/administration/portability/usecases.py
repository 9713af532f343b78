"""Use cases for a whole database: written to an open folder, rebuilt from it, moved between file and server."""

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app import __version__
from app.access import key_file, keyring, moved, passwords, recovery
from app.access.keyring import KeyRing
from app.access.moved import Moved, Stage
from app.access.roles import matrix
from app.administration.accounts.domain import LOGIN
from app.administration.accounts.model import AccountRow
from app.administration.personal_data.model import ErasureRow
from app.administration.portability import repository
from app.administration.portability.domain import (
    FORMAT,
    FORMAT_VERSION,
    README,
    SHEETS,
    TABLES,
    Administrator,
    Arrived,
    Contents,
    OneTimePassword,
    Sealed,
    TableCount,
)
from app.administration.portability.moving import (
    ALL_DATA,
    ENTITY,
    There,
    close_server,
    copied,
    moved_from,
    opened_server,
    prepared_server,
)
from app.administration.portability.words import KIND_WORDS, not_readable, readme
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem, Invalid, NotAllowed, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.exchange.open_folder import Damaged, Reading, remove_abandoned, whole_folder
from app.exchange.spreadsheets import Format
from app.people.office.model import OfficeRow
from app.records import environment
from app.records.environment import explained, sentence
from db import audit, backup, schema_version
from db.audit import AUDIT_ENTRY
from db.audit_check import verify
from db.base import Base
from db.errors import ProblemKind, UniqueViolation
from db.file_store import FileStore
from db.store import Store

R = TypeVar("R")
_log = logging.getLogger(__name__)
_READ_AS = {AUDIT_ENTRY.name: "audit.export", ErasureRow.__tablename__: "personal_data.read"}
"""The right to read tables that belong to no register."""
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


class PeopleSheet(Protocol):
    """A register as spreadsheets for people; ``name`` is the file's name without its ending."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    def write(self, path: Path, form: Format, progress: Progress) -> int:
        """Write every record; returns how many."""


@dataclass(frozen=True)
class RegisterSheet:
    """A :class:`PeopleSheet` from a function."""

    name: str
    title: str
    writer: Callable[[Path, Format, Progress], int]

    def write(self, path: Path, form: Format, progress: Progress) -> int:
        """Write every record; returns how many."""
        return self.writer(path, form, progress)

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        found: Callable[[], Sequence[R]],
        write: Callable[[Sequence[R], Path, Format, Progress], object],
    ) -> Self:
        """All that ``found`` gives at the time, as ``write`` puts it into a file."""

        def writer(path: Path, form: Format, progress: Progress) -> int:
            listed = found()
            write(listed, path, form, progress)
            return len(listed)

        return cls(name, title, writer)


class Transfer:
    """What can be done with the whole of an open database.

    ``sheets`` write registers for people; they are built for an actor who may read everything, because the rights
    to read everything are asked here.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        sheets: Sequence[PeopleSheet] = (),
    ) -> None:
        self.store = store
        self.clock = clock
        self.actor = actor
        self._sheets = sheets

    def export_all(self, target: Path, progress: Progress | None = None) -> Contents:
        """Write everything into a new folder, in open formats, not encrypted; the audit log tells of it.

        Raises NotAllowed, which names the rights that are missing, Refusal when the folder is not empty,
        EnvironmentProblem, Cancelled; then no folder is left behind.
        """
        self.actor().require("transfer.export")
        self._require_reading()
        progress = progress or NoProgress()
        with whole_folder(target) as folder:
            with environment.reading(self.store) as session:
                office, demonstration = _office(session)
                checked = verify(session)
                logins = _logins(session)
                rows = repository.write_tables(session, Base.metadata, folder, progress)
            sheets = {}
            for sheet in self._sheets:
                for form in Format:
                    name = f"{sheet.name}.{form.value}"
                    progress.report(0, 0, f"Zapisuję arkusz {name}")
                    number = sheet.write(folder.path(f"{SHEETS}/{name}"), form, NoProgress())
                    folder.written(f"{SHEETS}/{name}")
                    sheets[name] = f"{sheet.title}: {number}"
            moment = self.clock.now()
            contents = Contents(
                folder=target,
                program=__version__,
                schema=schema_version.newest(),
                moment=moment,
                office=office,
                demonstration=demonstration,
                rows=rows,
                files=len(folder.files),
                size=sum(entry["size"] for entry in folder.files.values()),
                seal=Sealed(checked.head.count, checked.head.mac, checked.ok),
                fingerprint="",
                logins=logins,
            )
            folder.put(README, readme(contents, sheets, KIND_WORDS).encode())
            folder.finish(_manifest(contents, rows))
            progress.report(1, 1, "Zapisuję w dzienniku czynności")
            # told before the folder gets its name: a log that tells too much is better than one that is silent
            self._note("export", {"rows": sum(rows.values()), "fingerprint": folder.fingerprint})
            return Contents(**{**vars(contents), "fingerprint": folder.fingerprint, "files": len(folder.files)})

    def _require_reading(self) -> None:
        """Nobody writes out, unencrypted, what they may not read: neither the log nor evaluations."""
        actor = self.actor()
        missing = [right for right in rights_of_export() if not actor.may(right) or actor.own_only(right)]
        if missing:
            raise NotAllowed(not_readable(matrix().words_of(missing)))

    def move_to_server(
        self,
        url: str,
        owner_password: str,
        *,
        administrator: Administrator | None = None,
        progress: Progress | None = None,
    ) -> Arrived:
        """Move everything to an empty database of the office's server, whose owner's password this is.

        Nobody can save meanwhile. Everybody who has an account gets a one-time password from the result. A database
        without an account that administers needs an ``administrator``. The file stays as it was, with a note beside
        it that keeps people from working in it. Whatever fails, nothing has moved. A move that was interrupted is
        finished when the server already has everything, and begun anew otherwise.
        """
        for right in ("transfer.export", "server.edit"):
            self.actor().require(right)
        file = self.store
        if not isinstance(file, FileStore):
            raise Refusal("Te dane są już na serwerze. Do pliku przenosi je polecenie: urzad move --to PLIK.db")
        if administrator is not None:
            _check_login(administrator)
        target, arrived = prepared_server(url, owner_password), None
        try:
            with explained(), closing(target), file.writing(self.actor().name) as here:
                there = There(file, target, self.clock)
                arrived = there.finish_or_fill(here, administrator, progress or NoProgress())
                moved.mark(file.path, target.location, self.clock.now())
                # the data are there now; from here on only notes are written
                audit.note(here, "move", ENTITY, title=ALL_DATA, facts={"to": target.location})
        except Exception as error:
            if arrived is None or moved.still_on_the_way(file.path):
                raise
            # passwords for the new place must not be lost to a full disk here
            _log.warning("a finished move is missing in the log of the file it left: %s", type(error).__name__)
        return arrived

    def _note(self, deed: str, facts: dict[str, Any]) -> None:
        with environment.writing(self.store, self.actor().name) as session:
            audit.note(session, deed, ENTITY, title=ALL_DATA, facts=facts)


def rights_of_export() -> frozenset[str]:
    """What somebody must be allowed to read who writes everything, beside ``transfer.export`` itself.

    Tables of kinds that no role is asked about, such as numbers given so far, need nothing.
    """
    described = {right.key for right in matrix().rights}
    wanted = {_READ_AS.get(kind, f"{kind}.read") for kind in repository.kinds_written(Base.metadata)}
    return frozenset(wanted & described)


# -- between file and server -------------------------------------------------------------------------------------


def move_to_file(
    url: str,
    owner_password: str,
    path: Path,
    clock: Clock,
    administrator: Administrator,
    progress: Progress | None = None,
) -> Arrived:
    """Move everything from the server into a new encrypted file; who knows the owner's password may do that.

    The data stay on the server as they were, but its people are no longer let in, so that nobody goes on working
    there. Whatever fails, nothing has moved. A file that an interrupted move left behind is made anew.
    """
    progress = progress or NoProgress()
    _check(administrator)
    moved.remove_unfinished(path)
    with ExitStack() as stack:
        new = stack.enter_context(_new_file(path, encrypted=True))
        stack.enter_context(explained())
        source = stack.enter_context(closing(opened_server(url, owner_password)))
        with source.writing() as here:
            with closing(FileStore.create(new.path, key=new.key)) as file:
                file.now = clock.now
                with file.writing(administrator.login) as there:
                    counts = copied(here, there, progress)
                    issued = repository.renew_accounts(there, administrator, clock)
                    facts = moved_from(here, counts, source.location)
                    audit.note(there, "move", ENTITY, title=ALL_DATA, facts=facts)
            # people work in one place only: not in the file before the server lets nobody in
            moved.leave(path, Moved(source.location, clock.now(), Stage.ARRIVING, digest=moved.digest(new.path)))
            try:
                code = _publish(new, path, administrator, issued)
            except BaseException:
                if moved.digest(path) != moved.digest(new.path):
                    moved.clear(path)
                raise
            audit.note(here, "move", ENTITY, title=ALL_DATA, facts={"to": str(path)})
            close_server(here)
    moved.clear(path)
    return Arrived(str(path), tuple(counts), issued, code)


def _office(session: Session) -> tuple[str, bool]:
    row = session.scalars(select(OfficeRow).where(OfficeRow.deleted_at.is_(None))).first()
    return ("", False) if row is None else (row.name, row.demonstration)


def _logins(session: Session) -> tuple[str, ...]:
    statement = select(AccountRow.login).where(AccountRow.active, AccountRow.deleted_at.is_(None))
    return tuple(session.scalars(statement.order_by(AccountRow.login)))


def _manifest(contents: Contents, rows: dict[str, int]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "program": contents.program,
        "schema": contents.schema,
        "moment": contents.moment.strftime(_MOMENT),
        "office": contents.office,
        "demonstration": contents.demonstration,
        "audit": {"count": contents.seal.count, "mac": contents.seal.mac, "sound": contents.seal.sound},
        "logins": list(contents.logins),
        # in this order no row refers to one of a later table
        "tables": [{"name": name, "rows": number} for name, number in rows.items()],
    }


# -- reading a folder --------------------------------------------------------------------------------------------


def contents_of(folder: Path, progress: Progress | None = None) -> Contents:
    """What a folder holds, after every file was compared with the list.

    Refusal when it is none of ours, of a newer program, incomplete or changed.
    """
    return _opened(folder, progress or NoProgress())[1]


def _opened(folder: Path, progress: Progress) -> tuple[Reading, Contents]:
    if folder.suffix.lower() == ".zip" and folder.is_file():
        raise Refusal(f"„{folder}” to archiwum. Rozpakuj je i wskaż folder, w którym leży plik manifest.json.")
    reading = Reading(folder)
    manifest = reading.manifest
    if manifest.get("format") != FORMAT:
        raise Refusal(f"Folder „{folder}” nie zawiera danych zapisanych przez Przejrzysty Urząd. Wskaż inny folder.")
    if manifest.get("version") != FORMAT_VERSION or manifest.get("schema", 0) > schema_version.newest():
        raise Refusal("Ten folder zapisała nowsza wersja programu. Zaktualizuj program i wczytaj folder ponownie.")
    try:
        contents = Contents(
            folder=folder,
            program=str(manifest["program"]),
            schema=int(manifest["schema"]),
            moment=datetime.strptime(manifest["moment"], _MOMENT).replace(tzinfo=UTC),
            office=str(manifest["office"]),
            demonstration=bool(manifest["demonstration"]),
            rows={str(table["name"]): int(table["rows"]) for table in manifest["tables"]},
            files=len(reading.files) + 1,
            size=sum(int(entry["size"]) for entry in reading.files.values()),
            seal=_sealed(manifest["audit"]),
            fingerprint=reading.fingerprint,
            logins=tuple(str(login) for login in manifest["logins"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("Plik manifest.json jest uszkodzony. Zapisz folder ponownie w programie.") from error
    reading.check(progress)
    if wrong := [name for name in contents.rows if f"{TABLES}/{name}.json" not in reading.files]:
        raise Damaged(f"W folderze brakuje tabeli „{wrong[0]}”. Skopiuj cały folder jeszcze raz.")
    return reading, contents


def _sealed(head: dict[str, Any]) -> Sealed:
    return Sealed(int(head["count"]), str(head["mac"]), bool(head["sound"]))


def import_all(
    folder: Path,
    path: Path,
    clock: Clock,
    *,
    administrator: Administrator | None = None,
    fingerprint: str = "",
    recovery_code: str = "",
    progress: Progress | None = None,
) -> Arrived:
    """Rebuild a database from an exported folder at ``path``, where nothing may be yet.

    With an ``administrator`` the file is encrypted: that person signs in with the password given, everybody else
    who has an account with a one-time password from the result. Without one the file is plain and nobody signs in;
    the accounts stay in it, asleep. ``recovery_code`` is one that is on paper already, else a new one is made.
    Whatever fails, no database is left behind.
    """
    progress = progress or NoProgress()
    reading, contents = _opened(folder, progress)
    if fingerprint and reading.fingerprint != fingerprint.strip().lower():
        raise Damaged(
            "Odcisk spisu jest inny niż podany: to nie jest folder, który zapisano, albo ktoś go zmienił razem ze "
            "spisem. Niczego nie wczytano."
        )
    if administrator is not None:
        _check(administrator)
    with _new_file(path, encrypted=administrator is not None) as new:
        counts = _rebuilt(reading, contents, new, progress)
        with explained(), closing(FileStore.open(new.path, key=new.key)) as store:
            store.now = clock.now
            _require_same_log(store, contents.seal)
            author = "" if administrator is None else administrator.login
            issued: tuple[OneTimePassword, ...] = ()
            with store.writing(author) as session:
                audit.note(session, "import", ENTITY, title=ALL_DATA, facts=_origin(contents, counts))
                if administrator is not None:
                    issued = repository.renew_accounts(session, administrator, clock)
        code = _publish(new, path, administrator, issued, recovery_code)
    return Arrived(str(path), tuple(counts), issued, code)


@dataclass(frozen=True)
class _NewFile:
    path: Path
    key: bytes | None


@contextmanager
def _new_file(path: Path, *, encrypted: bool) -> Iterator[_NewFile]:
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
        yield _NewFile(making / path.name, keyring.new_key() if encrypted else None)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _rebuilt(reading: Reading, contents: Contents, new: _NewFile, progress: Progress) -> list[TableCount]:
    """The database as it was exported, in the schema of that time, loaded in one transaction."""
    with ExitStack() as stack:
        versions = stack.enter_context(_versions(contents.schema))
        stack.enter_context(explained())
        store = stack.enter_context(closing(FileStore.create(new.path, key=new.key, versions=versions)))
        try:
            with store.writing() as session:
                counts = repository.read_tables(session, reading, tuple(contents.rows), progress)
                wrong = [c.table for c in counts if not c.same or contents.rows[c.table] != c.there]
                if wrong:
                    raise Damaged(f"Tabela „{wrong[0]}” nie wczytała się w całości. Niczego nie zapisano.")
        except (StatementError, UniqueViolation) as error:
            # a reference to nowhere, a value that its column refuses
            raise Damaged("Dane w folderze są niespójne. Niczego nie wczytano; zapisz folder ponownie.") from error
    return counts


@contextmanager
def _versions(schema: int) -> Iterator[Path]:
    """The migrations up to a schema number."""
    if schema == schema_version.newest():
        yield schema_version.VERSIONS
        return
    with tempfile.TemporaryDirectory() as folder:
        for file in schema_version.VERSIONS.glob("*.py"):
            if re.match(r"\d{4}_", file.name) and int(file.name[:4]) <= schema:
                shutil.copy(file, folder)
        yield Path(folder)


def _require_same_log(store: Store, seal: Sealed) -> None:
    """Entries carry hashes of their details, which no new seal can hide; a log that was unsound before stays so."""
    with environment.reading(store) as session:
        checked = verify(session)
    if checked.head.count != seal.count or (seal.sound and not checked.ok):
        raise Damaged("Dziennik czynności w folderze został zmieniony. Niczego nie wczytano.")


def _origin(contents: Contents, counts: Sequence[TableCount]) -> dict[str, Any]:
    return {
        "exported": contents.moment.strftime(_MOMENT),
        "head": f"{contents.seal.count}:{contents.seal.mac}",
        "head_sound": contents.seal.sound,
        "fingerprint": contents.fingerprint,
        "rows": sum(count.there for count in counts),
    }


def _check(administrator: Administrator) -> None:
    _check_login(administrator)
    problems = passwords.check(administrator.password, administrator.login, administrator.name)
    if problems:
        raise Invalid(problems, passwords.sentences(problems))


def _check_login(administrator: Administrator) -> None:
    if not LOGIN.fullmatch(administrator.login):
        sentence = "Nazwa użytkownika zaczyna się małą literą bez polskich znaków; dalej także cyfry oraz . _ -"
        raise Invalid((Problem("login", "bad_login"),), (sentence,))


def _publish(
    new: _NewFile,
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
