"""Work that survives a crash: while a form is modified, its values lie in a file beside the program's data.

A lock file beside each says which running program it belongs to, so that a second window of the same person does
not take work in progress for work left behind; Qt frees the lock of a program that was killed. Over an encrypted
database the files are encrypted, too.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QLockFile

from app.core.clock import Clock
from app.core.codec import CodecError, decode, encode

_FORMAT = 1


class Cipher(Protocol):
    """Encrypts draft files; ``about`` is not hidden but must be the same when reading."""

    def lock(self, content: bytes, about: bytes) -> bytes:
        """Encrypt."""

    def unlock(self, locked: bytes, about: bytes) -> bytes:
        """Decrypt; ValueError when key, content or ``about`` differ."""


@dataclass(frozen=True, kw_only=True)
class SavedWork:
    """Unsaved values of a form.

    ``base`` are the values the form was opened with, ``version`` the version of that record (None for a new
    one): with them the changes can be carried over to a record that somebody saved meanwhile. ``typed`` is
    text that could not be read as a value, by place. ``erasures`` is how often
    somebody had been erased from the data when the base was read.
    """

    saved_at: datetime
    version: int | None
    base: Any
    values: Any
    typed: Mapping[str, str] = field(default_factory=dict)
    erasures: int = -1


class DraftSlot:
    """The file of one open form."""

    def __init__(self, owner: "FormDrafts", path: Path, draft_type: type) -> None:
        self._owner, self._path, self._draft_type = owner, path, draft_type

    def write(
        self, *, version: int | None, base: Any, values: Any, typed: Mapping[str, str], erasures: int = -1
    ) -> None:
        """Replace the file's content at once: a reader finds the old or the new work, never half of it.

        Raises OSError when the computer cannot.
        """
        data = {
            "format": _FORMAT,
            "kind": self._draft_type.__name__,
            "saved_at": encode(self._owner.clock.now()),
            "version": version,
            "base": encode(base),
            "values": encode(values),
            "typed": dict(typed),
            "erasures": erasures,
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = self._owner.locked(json.dumps(data, ensure_ascii=False).encode(), self._path)
        handle, temporary = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.stem, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self._path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def read(self) -> SavedWork | None:
        """The work left behind, None when there is none.

        A file that does not fit is set aside with the ending ``.bad``, so that it neither stops the form
        nor is lost.
        """
        try:
            data = json.loads(self._owner.unlocked(self._path.read_bytes(), self._path))
            if data["format"] != _FORMAT or data["kind"] != self._draft_type.__name__:
                raise CodecError("foreign")
            return SavedWork(
                saved_at=decode(datetime, data["saved_at"]),
                version=decode(int | None, data["version"]),
                base=decode(self._draft_type, data["base"]),
                values=decode(self._draft_type, data["values"]),
                typed={str(place): str(text) for place, text in data["typed"].items()},
                # work of an earlier version of the program does not tell
                erasures=decode(int, data.get("erasures", -1)),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            self._path.replace(self._path.with_suffix(".bad"))
            return None
        except OSError:
            return None

    def remove(self) -> None:
        """Forget the work, since it was saved or given up."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            # what cannot be removed is offered once more; that is a nuisance, not a loss
            return

    def release(self) -> None:
        """The form is closed; another one may take the slot."""
        self._owner.release(self._path)


class FormDrafts:
    """The folder with unsaved work of all forms of one person on one computer; plain without a ``cipher``."""

    def __init__(self, folder: Path, clock: Clock, cipher: Cipher | None = None) -> None:
        self._folder, self._cipher = folder, cipher
        self.clock = clock
        self._taken: dict[Path, QLockFile] = {}

    def claim(self, entity: str, record_id: int | None, draft_type: type) -> DraftSlot:
        """The slot of a form; several forms for new records at the same time get one each.

        A slot with work left behind comes first; one that another running program uses is passed over.
        """
        with suppress(OSError):
            # a lock needs the folder; without it the form still works
            self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{entity}-new" if record_id is None else f"{entity}-{record_id}"
        left = sorted(self._folder.glob(f"{name}-*.json"))
        if record_id is not None:
            left.insert(0, self._folder / f"{name}.json")
        free = (self._folder / f"{name}-{number}.json" for number in range(1, 1000))
        return DraftSlot(self, next(path for path in (*left, *free) if self._take(path)), draft_type)

    def _take(self, path: Path) -> bool:
        if path in self._taken:
            return False
        lock = _lock_of(path)
        if not lock.tryLock(0) and _held_elsewhere(lock):
            return False
        # without the right to lock, the form works on and keeps its draft as far as the computer lets it
        self._taken[path] = lock
        return True

    def release(self, path: Path) -> None:
        """Called by the slot."""
        lock = self._taken.pop(path, None)
        if lock is not None:
            lock.unlock()

    def locked(self, content: bytes, path: Path) -> bytes:
        """Called by the slot: what is written to its file."""
        return content if self._cipher is None else self._cipher.lock(content, path.name.encode())

    def unlocked(self, content: bytes, path: Path) -> bytes:
        """Called by the slot: what its file says; ValueError when the key is another."""
        return content if self._cipher is None else self._cipher.unlock(content, path.name.encode())

    def left_behind(self) -> tuple[str, ...]:
        """Names of entities and records with unsaved work (``service_card-12``), for a hint at the start."""
        return tuple(sorted(p.stem for p in self._folder.glob("*.json") if p not in self._taken and _abandoned(p)))


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    # never stale by age: a form may stay open over night
    lock.setStaleLockTime(0)
    return lock


def _abandoned(path: Path) -> bool:
    """Whether no other running program works on the file."""
    lock = _lock_of(path)
    if lock.tryLock(0):
        lock.unlock()
        return True
    return not _held_elsewhere(lock)


def _held_elsewhere(lock: QLockFile) -> bool:
    """Whether another running program has it; this one knows its own slots."""
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return False
    holder, _host, _name = lock.getLockInfo()
    return holder != os.getpid()
