"""The folders in which the copies of one database lie: listed, told from other databases' copies, thinned."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.administration.backups import words
from app.administration.backups.domain import Backup, Keeping, PlaceState, State, to_drop
from app.core.errors import EnvironmentProblem
from app.records import environment
from db import backup_folder
from db.audit import AUDIT_HEAD
from db.backup_folder import BadBackup, Manifest
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore

_CHECKED = "sprawdzenie.json"
"""When a copy was last read again and what was found; no part of the copy itself."""
_NAME = re.compile(r"(.+)-\d{8}-\d{6}(-\d+)?")


class Vault:
    """All copies of one open database; reads folders anew each time, for other programs use them too."""

    def __init__(self, store: FileStore, folders: Callable[[], Sequence[Path]]) -> None:
        self._store, self._folders = store, folders
        self._identity: str | None = None

    @property
    def own_place(self) -> Path:
        """The folder of copies beside the database."""
        return backup_folder.usual_place(self._store.path)

    def further_places(self) -> tuple[Path, ...]:
        """Other folders from the settings, absent ones too."""
        own = self.own_place.resolve()
        return tuple(folder for folder in self._folders() if folder.resolve() != own)

    def identity(self) -> str:
        """What tells this database's copies from others'."""
        if self._identity is None:
            with environment.reading(self._store) as session:
                secret = session.scalar(select(AUDIT_HEAD.c.key))
            self._identity = backup_folder.identity_of(secret) if secret else ""
        return self._identity

    def all(self) -> tuple[Backup, ...]:
        """Every copy of this database, the newest first."""
        found = [copy for place in (self.own_place, *self.further_places()) for copy in self.listed(place)]
        return tuple(sorted(found, key=lambda copy: (copy.moment, copy.name), reverse=True))

    def listed(self, place: Path) -> Iterator[Backup]:
        """The copies of this database in one folder; an absent or refusing folder has none."""
        try:
            folders = sorted(place.iterdir())
        except OSError:
            return
        for folder in folders:
            if _NAME.fullmatch(folder.name) is None or folder.name.startswith("."):
                continue
            with suppress(BadBackup):
                manifest = backup_folder.read(folder)
                if self.is_own(folder, manifest):
                    yield self.described(folder, manifest)

    def is_own(self, folder: Path, manifest: Manifest) -> bool:
        """Whether it is a copy of this database; copies of old schemas are known by place and name only."""
        identity = manifest.contents.identity
        if identity:
            return identity == self.identity()
        name = _NAME.fullmatch(folder.name)
        return folder.parent == self.own_place or (name is not None and name[1] == self._store.path.stem)

    def described(self, folder: Path, manifest: Manifest) -> Backup:
        """What the manifest says, with what the last check found."""
        state, checked, fault = State.SOUND, None, ""
        private = {}
        try:
            private = dict(backup_folder.private_part(folder, manifest, self._store.key))
        except BadBackup as bad:
            # sealed with an older key of the database, or changed
            if self._opens(folder):
                state, fault = State.FAULTY, words.fault(bad.fault, folder, bad.detail)
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads((folder / _CHECKED).read_text(encoding="utf-8"))
            checked = datetime.fromisoformat(said["checked"])
            if said["fault"]:
                state, fault = State.FAULTY, str(said["fault"])
        return Backup(
            folder,
            manifest.moment,
            manifest.reason,
            manifest.size,
            manifest.contents.schema,
            manifest.program,
            manifest.encrypted,
            manifest.contents.rows,
            manifest.contents.revisions,
            private.get("office", ""),
            private.get("author", ""),
            state,
            checked,
            fault,
        )

    def _opens(self, folder: Path) -> bool:
        try:
            return backup_folder.opens(folder / backup_folder.DATABASE, self._store.key)
        except DatabaseProblem:
            return False

    def note_check(self, folder: Path, at: datetime, fault: str) -> None:
        """Remember what a check found, where the folder can be written."""
        with suppress(OSError):
            temporary = folder / f".{_CHECKED}.tmp"
            temporary.write_text(json.dumps({"checked": at.isoformat(), "fault": fault}), encoding="utf-8")
            temporary.replace(folder / _CHECKED)

    # -- further folders -------------------------------------------------------------------------------------

    def copy_to_places(self, newest: Path) -> tuple[PlaceState, ...]:
        """Bring a finished copy to every further folder that is there; one that refuses keeps nobody else waiting."""
        return tuple(self._copy_to(place, newest) for place in self.further_places())

    def _copy_to(self, place: Path, newest: Path) -> PlaceState:
        if not place.is_dir():
            return PlaceState(place, present=False)
        try:
            with environment.explained():
                manifest = backup_folder.read(newest)
                if any(copy.moment == manifest.moment for copy in self.listed(place)):
                    return PlaceState(place, present=True)
                backup_folder.mirror(newest, place)
        except BadBackup as bad:
            return PlaceState(place, present=True, problem=words.fault(bad.fault, bad.path, bad.detail))
        except EnvironmentProblem as problem:
            kind = problem.__cause__.kind if isinstance(problem.__cause__, DatabaseProblem) else None
            return PlaceState(place, present=True, problem=_place_problem(place, kind))
        return PlaceState(place, present=True)

    # -- thinning --------------------------------------------------------------------------------------------

    def thin(self, now: datetime, keeping: Keeping) -> int:
        """Remove what is no longer needed in each folder; a folder that refuses is let be. How many went."""
        dropped = 0
        for place in (self.own_place, *self.further_places()):
            for copy in to_drop(self.listed(place), now, keeping):
                with suppress(DatabaseProblem):
                    backup_folder.remove(copy.path)
                    dropped += 1
        return dropped


def _place_problem(place: Path, kind: ProblemKind | None) -> str:
    why = {
        ProblemKind.DISK_FULL: "brakuje miejsca. Usuń z niego zbędne pliki albo wskaż inny folder",
        ProblemKind.READ_ONLY: "jest tylko do odczytu. Zdejmij blokadę zapisu albo wskaż inny folder",
        ProblemKind.NO_ACCESS: "brak prawa zapisu. Wskaż inny folder albo poproś informatyka o uprawnienia",
    }
    reason = why.get(kind, "dysk zgłasza błąd. Sprawdź go albo wskaż inny folder") if kind else "dysk zgłasza błąd"
    return f"Kopia nie trafiła do folderu „{place}”: {reason}."
