"""One file of a map wherever it lies, in a folder or inside an archive, and the companions beside it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.core.errors import Refusal
from app.geo.archives import Archive
from app.geo.disk import unreadable
from app.geo.encodings import eight_bits

_LONGEST_LETTER = 4
"""Bytes of a letter in UTF-8; the beginning of a file may end within one."""


@dataclass(frozen=True)
class Source:
    """A file that can be read; ``archive`` and ``member`` are set for one inside a ZIP.

    Every method raises EnvironmentProblem or Refusal, in Polish.
    """

    path: Path
    archive: Archive | None = None
    member: str = ""

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return PurePosixPath(self.member).name if self.archive else self.path.name

    def size(self) -> int:
        """Bytes, unpacked."""
        if self.archive:
            return self.archive.size(self.member)
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise unreadable(self.path, error) from error

    def head(self, size: int) -> bytes:
        """The first bytes."""
        if self.archive:
            return self.archive.head(self.member, size)
        try:
            with self.path.open("rb") as file:
                return file.read(size)
        except OSError as error:
            raise unreadable(self.path, error) from error

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """A binary file that can be read from anywhere."""
        try:
            with self.archive.unpacked(self.member) if self.archive else self.path.open("rb") as file:
                yield file
        except OSError as error:  # also while it is read: the stick was pulled out, or a number led before the start
            if error.errno == errno.EINVAL:
                raise Refusal(f"Plik „{self.name}” jest uszkodzony. Skopiuj go albo pobierz ponownie.") from error
            raise unreadable(self.path, error) from error

    def content(self, limit: int) -> bytes:
        """All bytes of a file that has at most ``limit`` of them."""
        if self.size() > limit:
            raise Refusal(
                f"Plik „{self.name}” jest za duży. Zapisz w nim tylko gminę i jej sąsiadów i wczytaj go ponownie."
            )
        with self.opened() as file:
            return file.read(limit + 1)

    def beside(self, suffix: str) -> "Source | None":
        """The companion of the same name with another ending, in small or great letters."""
        wanted = str(PurePosixPath(self.member or self.path.name).with_suffix(suffix)).lower()
        if self.archive:
            member = next((name for name in self.archive.names() if name.lower() == wanted), None)
            return Source(self.path, self.archive, member) if member else None
        try:
            # a folder of that name is none, and a pipe would be waited for without end
            names = [path for path in self.path.parent.iterdir() if path.name.lower() == wanted and path.is_file()]
        except OSError as error:
            raise unreadable(self.path, error) from error
        return Source(names[0]) if names else None


def source(path: Path, member: str) -> Source:
    """The file as :class:`~app.geo.mapdata.Found` names it; Refusal where the archive was replaced since."""
    if not member:
        return Source(path)
    archive = Archive(path)
    if member not in archive.names():
        raise Refusal(f"Archiwum „{path.name}” zmieniło się podczas czytania. Sprawdź pliki ponownie.")
    return Source(path, archive, member)


def text_of(data: bytes) -> str:
    """A text, or its beginning, in UTF-8, UTF-16 with a mark or eight bits, as Polish programs write them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = len(data) - error.start < _LONGEST_LETTER
        return data.decode("utf-8-sig", "ignore") if cut else data.decode(eight_bits(data), "replace")
