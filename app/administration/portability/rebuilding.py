"""A database made anew from a folder in open formats: the folder compared with its list, then loaded and sealed."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import StatementError

from app.administration.portability import repository
from app.administration.portability.domain import (
    FORMAT,
    FORMAT_VERSION,
    MOMENT,
    TABLES,
    Administrator,
    Arrived,
    Contents,
    OneTimePassword,
    Sealed,
    TableCount,
)
from app.administration.portability.moving import ALL_DATA, ENTITY
from app.administration.portability.publishing import NewFile, check_administrator, new_file, publish
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import NoProgress, Progress
from app.exchange.open_folder import Damaged, Reading
from app.records import environment
from app.records.environment import explained
from db import audit, schema_version
from db.audit_check import verify
from db.errors import UniqueViolation
from db.file_store import FileStore
from db.store import Store


def contents_of(folder: Path, progress: Progress | None = None) -> Contents:
    """What a folder holds, after every file was compared with the list.

    Refusal when it is none of ours, of a newer program, incomplete or changed.
    """
    return _opened(folder, progress or NoProgress())[1]


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
        check_administrator(administrator)
    with new_file(path, encrypted=administrator is not None) as new:
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
        code = publish(new, path, administrator, issued, recovery_code)
    return Arrived(str(path), tuple(counts), issued, code)


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
            moment=datetime.strptime(manifest["moment"], MOMENT).replace(tzinfo=UTC),
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


def _rebuilt(reading: Reading, contents: Contents, new: NewFile, progress: Progress) -> list[TableCount]:
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
        "exported": contents.moment.strftime(MOMENT),
        "head": f"{contents.seal.count}:{contents.seal.mac}",
        "head_sound": contents.seal.sound,
        "fingerprint": contents.fingerprint,
        "rows": sum(count.there for count in counts),
    }
