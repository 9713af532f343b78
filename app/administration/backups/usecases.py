"""What people and the program itself do with backups. On a server they belong to the server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from app import __version__
from app.access.keyring import KeyRing
from app.access.waiting import Waiting
from app.administration.accounts.model import AccountRow
from app.administration.backups import words
from app.administration.backups.copying import (
    ENTITY,
    PROGRAM,
    Copying,
    CopyingState,
    UnusableBackup,
    explained,
    login_of,
    pages_told,
    plan_of_computer,
)
from app.administration.backups.domain import (
    Backup,
    Difference,
    Made,
    PlaceState,
    Plan,
    Preview,
    Reason,
    Status,
    changed_since,
)
from app.administration.personal_data.model import ErasureRow
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.progress import Progress
from app.records import environment
from db import audit, backup_folder, rehearsal, schema_version, server_backups, swap
from db.backup_folder import Fault, Label, Manifest
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Rehearsal:
    """A copy that was tried beside the database and can take its place; ``discard`` when it shall not."""

    preview: Preview
    tried: rehearsal.Rehearsed
    reapplied: int
    """Records made anonymous again."""
    has_account: bool
    """Whether the person who restores can sign in afterwards."""
    erased: frozenset[tuple[str, int, datetime]]
    """What had been erased in the present database at the rehearsal."""

    def discard(self) -> None:
        """Remove the tried copy."""
        self.tried.discard()


class Safeguard(Copying):
    """The program's own deeds; they need no right, for they protect everybody's work."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        plan: Callable[[], Plan] = plan_of_computer,
        state: CopyingState | None = None,
    ) -> None:
        super().__init__(store, clock, actor, plan, state)
        self._problem = ""
        self._places: tuple[PlaceState, ...] = ()

    def status(self) -> Status:
        """How old the last copy is and what hinders the next; on a server as its script for copies wrote it down."""
        if self.on_server:
            return self._status_of_server()
        newest, now = self._newest(), self._clock.now()
        last = None if newest is None else newest.moment
        return Status(
            last,
            self.plan.schedule.is_late(last=last, now=now),
            changed_since(newest, self._revisions(), audit.ENTITY),
            self._problem,
            self._places,
        )

    def _status_of_server(self) -> Status:
        with environment.reading(self._store) as session:
            found = server_backups.last(session.connection())
        late = self.plan.schedule.is_late(last=found.verified_at, now=self._clock.now())
        problem = "" if found.failed_at is None else words.failed_on_server(found.failed_at)
        return Status(found.verified_at, late, None, problem, on_server=True)

    def is_due(self) -> bool:
        """Whether the plan asks for a copy now."""
        if self.on_server or not self.plan.schedule.automatic:
            return False
        newest = self._newest()
        changed = changed_since(newest, self._revisions(), audit.ENTITY)
        last = None if newest is None else newest.moment
        return self.plan.schedule.is_due(changed=changed, last=last, now=self._clock.now())

    def make_if_due(self, progress: Progress | None = None) -> Made | None:
        """Make a copy when the plan asks for one, else see to the further folders; Refusal when it fails.

        The failure also stays in ``status`` until a copy succeeds.
        """
        if self.on_server or not self._state.turn.acquire(blocking=False):
            return None
        try:
            if self.is_due():
                return self._kept(lambda: self._make(Reason.AUTOMATIC, self._author(), None, progress))
            self._see_to_places()
            return None
        finally:
            self._state.turn.release()

    def is_due_at_end(self) -> bool:
        """Whether the person leaves changes behind that no copy holds, however young the last one is."""
        if self.on_server or not self.plan.schedule.automatic:
            return False
        return changed_since(self._newest(), self._revisions(), audit.ENTITY)

    def make_at_end(self, progress: Progress | None = None) -> Made:
        """The copy at the end of work; Refusal when it fails."""
        with self._state.turn:
            return self._kept(lambda: self._make(Reason.AUTOMATIC, self._author(), None, progress))

    def before_import(self) -> None:
        """Make a copy before many records change at once; Refusal when it fails, and nothing should be imported."""
        if not self.on_server:
            with self._state.turn:
                self._kept(lambda: self._make(Reason.IMPORT, self._author(), None, None))

    def _kept(self, work: Callable[[], Made]) -> Made:
        try:
            made = work()
        except Refusal as refusal:
            self._problem = str(refusal)
            raise
        self._problem, self._places = "", made.places
        return made

    def _see_to_places(self) -> None:
        """A memory stick may have come back since the last copy."""
        newest = self._newest()
        if newest is None or not any(place.is_dir() for place in self._copies().further_places()):
            return
        with explained():
            self._places = self._copies().copy_to_places(newest.path)

    def _author(self) -> str:
        name = self._actor().name
        return PROGRAM if name == EVERYTHING.name else name


class Backups(Copying):
    """A person's deeds; each asks for its right."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        plan: Callable[[], Plan] = plan_of_computer,
        reapply: Callable[[Store], int] = lambda _store: 0,
        state: CopyingState | None = None,
    ) -> None:
        super().__init__(store, clock, actor, plan, state)
        self._reapply = reapply

    @property
    def own_place(self) -> Path:
        """The folder of copies beside the database."""
        return self._copies().own_place

    def copies(self) -> tuple[Backup, ...]:
        """All copies of this database in all folders, the newest first."""
        self._require("read")
        return self._copies().all()

    def find(self, path: Path) -> Backup:
        """The copy in a folder, wherever it lies; Refusal when there is none."""
        self._require("read")
        with explained():
            return self._copies().described(path, backup_folder.read(path))

    def create(self, *, to: Path | None = None, progress: Progress | None = None) -> Made:
        """Make a copy now, in the usual place or in the folder ``to``."""
        self._require("create")
        if to is not None and not to.is_dir():
            raise Refusal(words.NO_PLACE.format(path=to))
        with self._state.turn:
            return self._make(Reason.MANUAL, self._actor().name, to, progress)

    def verify(self, path: Path, progress: Progress | None = None, key: bytes | None = None) -> Backup:
        """Read a whole copy again and remember what was found; Refusal (UnusableBackup) when it cannot be used."""
        self._require("read")
        vault, own_key = self._copies(), self._file().key
        try:
            with explained():
                manifest = backup_folder.verify(path, key=key or own_key, progress=pages_told(progress))
        except UnusableBackup as refusal:
            if not refusal.needs_password:
                vault.note_check(path, self._clock.now(), str(refusal))
            raise
        except EnvironmentProblem as problem:
            cause = problem.__cause__
            if isinstance(cause, DatabaseProblem) and cause.kind is ProblemKind.CORRUPT:
                vault.note_check(path, self._clock.now(), words.fault("damaged", path, "baza"))
            raise
        vault.note_check(path, self._clock.now(), "")
        return vault.described(path, manifest)

    def delete(self, path: Path) -> None:
        """Remove a copy for good; the newest sound one stays."""
        self._require("restore")
        with self._state.turn:
            self._delete(path)

    def _delete(self, path: Path) -> None:
        newest = self._newest()
        if newest is not None and newest.path.resolve() == path.resolve():
            raise Refusal("To najnowsza dobra kopia. Najpierw zrób nową, a potem usuń tę.")
        with explained():
            manifest = backup_folder.read(path)
            if not self._copies().is_own(path, manifest):
                raise Refusal(words.FOREIGN.format(path=path))
            with environment.writing(self._store, self._actor().name) as session:
                audit.note(session, "delete", ENTITY, None, path.name, None, {"made": manifest.moment.isoformat()})
                # no copy goes without an entry, and a copy that stays leaves none
                backup_folder.remove(path)

    # -- restoring -------------------------------------------------------------------------------------------

    def preview(self, path: Path) -> Preview:
        """What a copy holds and how it differs from the present data, from its manifest."""
        self._require("read")
        store = self._file()
        with explained():
            manifest = backup_folder.read(path)
            copy = self._copies().described(path, manifest)
            self._refuse_foreign(path, manifest)
            now = backup_folder.contents_of(store.path, store.key)
        then = manifest.contents
        tables = [table for table in words.TABLES if table in then.rows or table in now.rows]
        differences = tuple(Difference(table, then.rows.get(table, 0), now.rows.get(table, 0)) for table in tables)
        older = then.schema if then.schema < schema_version.newest() else None
        return Preview(copy, differences, older, changed_since(copy, now.revisions, audit.ENTITY))

    def rehearse(self, path: Path, *, key: bytes | None = None, progress: Progress | None = None) -> Rehearsal:
        """Unpack the copy beside the database, upgrade it, check everything, erase again what was erased since.

        ``key`` opens a copy made before the key of the database was changed. Nothing in use is touched. Raises
        Refusal; UnusableBackup with ``needs_password`` when another key is needed.
        """
        self._require("restore")
        store = self._file()
        preview = self.preview(path)
        with environment.reading(store) as session:
            head = audit.head(session)
            erasures = [dict(row._mapping) for row in session.execute(select(_ERASURE))]
            erased = _erased(session)
            audit_key = session.scalar(select(audit.AUDIT_HEAD.c.key)) or ""
        with explained():
            tried = rehearsal.rehearse(
                path,
                store.path,
                copy_key=key or store.key,
                key=store.key,
                audit_key=audit_key,
                progress=pages_told(progress),
            )
        try:
            if not tried.log_ok:
                raise Refusal(words.LOG_BROKEN.format(path=path))
            reapplied, has_account = self._prepare(tried, erasures, preview, head)
        except BaseException:
            tried.discard()
            raise
        return Rehearsal(preview, tried, reapplied, has_account, erased)

    def _prepare(
        self, tried: rehearsal.Rehearsed, erasures: list[dict[str, object]], preview: Preview, head: audit.Anchor
    ) -> tuple[int, bool]:
        """Let the copy catch up with erasures, and write into its log that it was restored."""
        store, copy, actor = self._file(), preview.backup, self._actor()
        with explained(), FileStore.open(tried.prepared, key=store.key) as prepared:
            with environment.writing(prepared, actor.name) as session:
                known = _erased(session)
                missing = [row for row in erasures if (row["subject"], row["record_id"], row["at"]) not in known]
                for row in missing:
                    session.execute(insert(_ERASURE).values({name: row[name] for name in row if name != "id"}))
            reapplied = self._reapply(prepared)
            facts = {"made": copy.moment.isoformat(), "replaced_head": head.text, "erased_again": reapplied}
            with environment.writing(prepared, actor.name) as session:
                audit.note(session, "restore", ENTITY, None, copy.name, None, facts)
            with environment.reading(prepared) as session:
                own = select(AccountRow.id).where(
                    AccountRow.login == actor.name, AccountRow.active, AccountRow.deleted_at.is_(None)
                )
                has_account = actor == EVERYTHING or session.scalar(own) is not None
        with explained():
            swap.make_single(tried.prepared, store.key)
        return reapplied, has_account

    def put_in_place(self, tried: Rehearsal, progress: Progress | None = None) -> Made:
        """Put a rehearsed copy in the place of the database, which is kept as a copy itself; then open it anew.

        Closes the store. Refusal when another program has the database open or data changed since the rehearsal in
        a way that must not be lost; then nothing has happened and the store goes on.
        """
        self._require("restore")
        with self._state.turn:
            return self._put_in_place(tried, progress)

    def _put_in_place(self, tried: Rehearsal, progress: Progress | None) -> Made:
        store, vault = self._file(), self._copies()
        place, key = vault.own_place, store.key
        label = Label(Reason.REPLACED, self._clock.now(), __version__, self._office(), login_of(self._actor().name))
        with environment.reading(store) as session:
            if _erased(session) != tried.erased:
                raise Refusal(words.CHANGED_MEANWHILE)
        kept: list[Backup] = []

        def keep(held: object) -> None:
            path = backup_folder.make(store.path, place, label, key=key, progress=pages_told(progress), held=held)
            # read before the swap: after it nothing may fail, for the data are replaced already
            kept.append(vault.described(path, backup_folder.read(path)))

        store.close()
        try:
            with explained():
                swap.swap(store.path, tried.tried.prepared, key=key, keep=keep)
        except EnvironmentProblem as problem:
            cause = problem.__cause__
            if isinstance(cause, DatabaseProblem) and cause.kind is ProblemKind.LOCKED:
                raise EnvironmentProblem(words.IN_USE.format(path=store.path)) from problem
            raise
        self._state.restored.add(store.location)
        (replaced,) = kept
        return Made(replaced, vault.copy_to_places(replaced.path))

    def _refuse_foreign(self, path: Path, manifest: Manifest) -> None:
        if manifest.encrypted != (self._file().key is not None):
            raise Refusal(words.PLAIN_AND_ENCRYPTED.format(path=path))
        if manifest.contents.identity not in ("", self._copies().identity()):
            raise Refusal(words.FOREIGN.format(path=path))
        newest = schema_version.newest()
        if manifest.contents.schema > newest:
            raise Refusal(words.NEWER_SCHEMA.format(path=path, schema=manifest.contents.schema, newest=newest))

    def _require(self, deed: str) -> None:
        self._actor().require(f"{ENTITY}.{deed}")


_ERASURE: Table = ErasureRow.__table__  # type: ignore[assignment]


def _erased(session: Session) -> frozenset[tuple[str, int, datetime]]:
    return frozenset((row.subject, row.record_id, row.at) for row in session.execute(select(_ERASURE)))


def unlocked(path: Path, login: str, password: str, waiting: Waiting) -> bytes:
    """The key of a copy from its own key file, which stays as it is.

    ``waiting`` is that of the database: a wrong password for a copy is a failed attempt like any other. Raises
    WrongPassword, TooSoon.
    """
    with waiting.attempt():
        return key_of(path, login, password)


def key_of(path: Path, login: str, password: str) -> bytes:
    """The same without any waiting, for who counts the attempt."""
    import shutil

    from app.core.private_folders import PrivateFolder

    keys = path / backup_folder.KEYS
    if not keys.is_file():
        raise Refusal(words.fault(Fault.INCOMPLETE, path, backup_folder.KEYS))
    with PrivateFolder() as folder:
        return KeyRing(Path(shutil.copyfile(keys, folder.path() / backup_folder.KEYS))).unlock(login, password)
