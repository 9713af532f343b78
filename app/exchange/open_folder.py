"""A folder of files that belong together: written whole or not at all, and checked file by file when read.

``manifest.json`` lists every file with its size and SHA-256. That finds damage and careless changes; who writes
the list anew can hide a change, therefore the SHA-256 of the manifest itself is told to people as its fingerprint.
"""

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

from app.core.errors import Refusal
from app.core.files import environment_problem
from app.core.progress import Progress

MANIFEST = "manifest.json"
MAX_MANIFEST = 64 * 1024 * 1024
"""Bytes; a hundred thousand files fit."""
_CHUNK = 1024 * 1024
_ABANDONED_AFTER = 3600
"""Seconds; an unfinished folder that old belongs to a program that was killed."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_NAME_LENGTH = 120
"""Characters of one name: Windows allows 260 for a whole path."""


class Damaged(Refusal):
    """The folder is not what was exported."""


def file_name(text: str) -> str:
    """A name that every system takes as one plain file name; never blank, never leading elsewhere."""
    bare = re.sub(r'[\x00-\x1f\x7f\ud800-\udfff<>:"/\\|?*]', "_", text).strip(" .")
    if not bare or _RESERVED.fullmatch(bare):
        bare = f"_{bare}"
    stem, dot, suffix = bare.rpartition(".")
    if dot and len(suffix) < 10:
        return f"{stem[: _NAME_LENGTH - len(suffix) - 1]}.{suffix}"
    return bare[:_NAME_LENGTH].rstrip(" .")


class Writing:
    """A folder being filled; every file is on the disk when its ``with`` ends."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, dict[str, Any]] = {}
        self.fingerprint = ""

    def path(self, name: str) -> Path:
        """Where a file of this name (``folder/file``) belongs; call ``written`` when it is complete."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def written(self, name: str) -> None:
        """Take the file into the list."""
        path = self.root / name
        self.files[name] = {"size": path.stat().st_size, "sha256": _digest(path)}
        _sync(path)

    def put(self, name: str, content: bytes) -> str:
        """Write a whole file; returns its SHA-256."""
        self.path(name).write_bytes(content)
        self.written(name)
        return str(self.files[name]["sha256"])

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A text file to write to (UTF-8)."""
        with self.path(name).open("w", encoding="utf-8", newline="\n") as file:
            yield file
        self.written(name)

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest with the list of files; nothing may be added afterwards."""
        content = {**manifest, "files": dict(sorted(self.files.items()))}
        data = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
        self.fingerprint = self.put(MANIFEST, data)


@contextmanager
def whole_folder(target: Path) -> Iterator[Writing]:
    """A folder that appears under its name when everything in it is written; before that nothing is there.

    Raises Refusal when something is there already, EnvironmentProblem when the disk or its rights fail.
    """
    target = target.absolute()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")
    try:
        _require_free(target)
        remove_abandoned(target)
        temporary.mkdir(mode=0o700)
        yield Writing(temporary)
        _require_free(target)
        if target.exists():
            target.rmdir()
        for folder in sorted({path.parent for path in temporary.rglob("*")}, reverse=True):
            _sync_folder(folder)
        temporary.rename(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise environment_problem("Nie można zapisać folderu", target, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_abandoned(target: Path) -> None:
    """Remove what a killed program left of ``target``: it may hold data that nobody protects."""
    for left in target.parent.iterdir():
        ours = left.name.startswith(f".{target.name}.") and left.name.endswith(".tmp")
        if ours and left.is_dir() and not left.is_symlink() and time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
            shutil.rmtree(left, ignore_errors=True)


def _require_free(target: Path) -> None:
    if target.is_dir():
        if any(target.iterdir()):
            raise Refusal(f"Folder „{target}” nie jest pusty. Podaj nazwę nowego folderu, aby niczego nie zastąpić.")
    elif target.exists() or target.is_symlink():
        raise Refusal(f"„{target}” już istnieje i nie jest folderem. Podaj inną nazwę.")


class Reading:
    """An exported folder whose manifest was read; files are handed out only when they are as listed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not root.is_dir():
            raise Refusal(f"„{root}” nie jest folderem. Wskaż folder zapisany czynnością „Zapisz wszystko”.")
        data = self._content(MANIFEST, MAX_MANIFEST)
        self.fingerprint = sha256(data).hexdigest()
        try:
            self.manifest: dict[str, Any] = json.loads(data)
            self.files: dict[str, dict[str, Any]] = self.manifest["files"]
            listed = [(name, int(entry["size"]), str(entry["sha256"])) for name, entry in self.files.items()]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Damaged(f"Plik {MANIFEST} jest uszkodzony. Zapisz folder ponownie w programie.") from error
        if any(not _is_plain(name) for name, _, _ in listed):
            raise Damaged(f"Plik {MANIFEST} wskazuje plik poza folderem. Takiego folderu program nie wczyta.")

    def check(self, progress: Progress) -> None:
        """Compare every listed file with the list; Damaged names the first that is missing or changed."""
        for done, name in enumerate(self.files):
            progress.report(done, len(self.files), f"Sprawdzam {name}")
            self._require_unchanged(name)

    def content(self, name: str) -> bytes:
        """The file's bytes, checked once more; Damaged when they are not as listed, or the file is not."""
        if name not in self.files:
            raise Damaged(f"W spisie nie ma pliku „{name}”. Zapisz folder ponownie w programie.")
        data = self._content(name, int(self.files[name]["size"]))
        if sha256(data).hexdigest() != self.files[name]["sha256"]:
            raise self._changed(name)
        return data

    def _require_unchanged(self, name: str) -> None:
        path = self._path(name)
        entry = self.files[name]
        try:
            same = path.stat().st_size == entry["size"] and _digest(path) == entry["sha256"]
        except OSError as error:
            raise environment_problem("Nie można odczytać pliku", path, error) from error
        if not same:
            raise self._changed(name)

    def _content(self, name: str, limit: int) -> bytes:
        path = self._path(name)
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise environment_problem("Nie można odczytać pliku", path, error) from error
        if len(data) > limit:
            raise self._changed(name)
        return data

    def _path(self, name: str) -> Path:
        path = self.root / name
        above = [path, *(self.root / folder for folder in PurePosixPath(name).parents)]
        if any(each.is_symlink() for each in above if each != self.root):
            raise Damaged(f"„{name}” jest skrótem do innego miejsca. Takiego folderu program nie wczyta.")
        if not path.is_file():
            raise Damaged(f"W folderze brakuje pliku „{name}”. Skopiuj cały folder jeszcze raz.")
        return path

    def _changed(self, name: str) -> Damaged:
        return Damaged(
            f"Plik „{name}” zmienił się od czasu zapisu. Folder jest uszkodzony albo ktoś go poprawiał; "
            "niczego z niego nie wczytano. Weź inny egzemplarz folderu."
        )


def _is_plain(name: str) -> bool:
    """Whether the name stays inside the folder on every system."""
    parts = name.split("/")
    return all(part and part not in (".", "..") and file_name(part) == part for part in parts)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
