"""Use cases for a whole database: written to an open folder, moved between file and server."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import __version__
from app.access import moved
from app.access.moved import Moved, Stage
from app.access.roles import matrix
from app.administration.accounts.model import AccountRow
from app.administration.personal_data.model import ErasureRow
from app.administration.portability import repository
from app.administration.portability.domain import (
    FORMAT,
    FORMAT_VERSION,
    MOMENT,
    README,
    SHEETS,
    Administrator,
    Arrived,
    Contents,
    Sealed,
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
from app.administration.portability.publishing import check_administrator, check_login, new_file, publish
from app.administration.portability.words import KIND_WORDS, not_readable, readme
from app.core.clock import Clock
from app.core.errors import NotAllowed, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.progress import NoProgress, Progress
from app.exchange.open_folder import whole_folder
from app.exchange.spreadsheets import Format
from app.people.office.model import OfficeRow
from app.records import environment
from app.records.environment import explained
from db import audit, schema_version
from db.audit import AUDIT_ENTRY
from db.audit_check import verify
from db.base import Base
from db.file_store import FileStore
from db.store import Store

_log = logging.getLogger(__name__)
_READ_AS = {AUDIT_ENTRY.name: "audit.export", ErasureRow.__tablename__: "personal_data.read"}
"""The right to read tables that belong to no register."""


class PeopleSheet(Protocol):
    """A register as spreadsheets for people; ``name`` is the file's name without its ending."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    def write(self, path: Path, form: Format, progress: Progress) -> int:
        """Write every record; returns how many."""


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
            check_login(administrator)
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
    check_administrator(administrator)
    moved.remove_unfinished(path)
    with ExitStack() as stack:
        new = stack.enter_context(new_file(path, encrypted=True))
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
                code = publish(new, path, administrator, issued)
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
        "moment": contents.moment.strftime(MOMENT),
        "office": contents.office,
        "demonstration": contents.demonstration,
        "audit": {"count": contents.seal.count, "mac": contents.seal.mac, "sound": contents.seal.sound},
        "logins": list(contents.logins),
        # in this order no row refers to one of a later table
        "tables": [{"name": name, "rows": number} for name, number in rows.items()],
    }
