"""ZIP archives from a memory stick, looked at for traps before anything in them is unpacked."""

import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.core.errors import Refusal
from app.geo.disk import unreadable

MAX_ENTRIES = 2000
MAX_DIRECTORY = 4 * 1024 * 1024
"""Bytes of the list of entries, which is read whole."""
MAX_ENTRY = 1024 * 1024 * 1024
"""Unpacked bytes of one file: the borders of all gminas of Poland have 164 million."""
MAX_RATIO = 200
"""Times that a large file may grow when unpacked; tables full of blanks grow fiftyfold."""
LARGE = 16 * 1024 * 1024
"""Bytes from which the ratio is looked at."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """A ZIP file whose list of entries has been checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            _check_directory(path)
            with zipfile.ZipFile(path) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        except OSError as error:
            raise unreadable(path, error) from error
        except _BROKEN as error:
            raise self._damaged() from error
        self._check(entries)
        self._entries = {entry.filename: entry for entry in entries}

    def names(self) -> tuple[str, ...]:
        """Paths inside the archive, in its order."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Unpacked bytes as the list declares them."""
        return self._entries[name].file_size

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of an entry."""
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self._entries[name]) as file:
                return file.read(size)
        except OSError as error:
            raise unreadable(self.path, error) from error
        except _BROKEN as error:
            raise self._damaged() from error

    def heads(self, size: int) -> Iterator[tuple[str, bytes]]:
        """Every name with the first bytes of its entry; the archive is opened once."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                for name, entry in self._entries.items():
                    with archive.open(entry) as file:
                        yield name, file.read(size)
        except OSError as error:
            raise unreadable(self.path, error) from error
        except _BROKEN as error:
            raise self._damaged() from error

    @contextmanager
    def unpacked(self, name: str) -> Iterator[BinaryIO]:
        """An entry as a file that can be read from anywhere; it is gone when the ``with`` ends.

        Raises Refusal for an entry that holds more than it declares, told without unpacking the rest.
        """
        with tempfile.TemporaryFile() as target:
            try:
                # zipfile unpacks to the declared size before it compares: one byte more shows a lie
                roomier = copy(self._entries[name])
                roomier.file_size += 1
                with zipfile.ZipFile(self.path) as archive, archive.open(roomier) as file:
                    shutil.copyfileobj(file, target, 1024 * 1024)
            except OSError as error:
                raise unreadable(self.path, error) from error
            except _BROKEN as error:
                raise self._damaged() from error
            if target.tell() != self._entries[name].file_size:
                raise self._damaged()
            target.seek(0)
            yield target

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len({entry.filename for entry in entries}) != len(entries):
            raise self._damaged()
        for entry in entries:
            if _leads_elsewhere(entry.filename):
                raise Refusal(
                    f"Archiwum „{self.path.name}” zawiera plik ze ścieżką poza archiwum. Nie korzystaj z niego – "
                    "pobierz dane ponownie z geoportalu."
                )
            if entry.flag_bits & 1:
                raise Refusal(
                    f"Archiwum „{self.path.name}” jest zabezpieczone hasłem. Rozpakuj je i wybierz pliki z folderu."
                )
            if entry.file_size > MAX_ENTRY or entry.file_size > max(LARGE, MAX_RATIO * entry.compress_size):
                raise Refusal(
                    f"Plik „{entry.filename}” w archiwum „{self.path.name}” jest po rozpakowaniu za duży. Pobierz dane "
                    "samej gminy albo powiatu."
                )

    def _damaged(self) -> Refusal:
        return Refusal(f"Archiwum „{self.path.name}” jest uszkodzone albo ucięte. Skopiuj je albo pobierz ponownie.")


def _check_directory(path: Path) -> None:
    """Refuse a list of entries too long to be read; zipfile would take any amount of memory for it."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 70_000))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0:
        raise zipfile.BadZipFile("no end of the list")
    longer = tail.rfind(b"PK\6\6")  # the longer end of the list, which some servers always write
    if longer >= 0:
        entries, size = (int.from_bytes(tail[longer + at : longer + at + 8], "little") for at in (32, 40))
    else:
        entries, size = (
            int.from_bytes(tail[end + at : end + at + width], "little") for at, width in ((10, 2), (12, 4))
        )
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Refusal(f"W archiwum „{path.name}” jest za dużo plików. Rozpakuj je i wybierz potrzebne pliki z folderu.")


def _leads_elsewhere(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in PurePosixPath(plain).parts or ":" in plain.split("/")[0]
