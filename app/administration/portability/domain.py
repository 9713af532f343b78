"""A whole database on the way: what an exported folder says of itself, and what was counted on both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

FORMAT = "przejrzysty-urzad-calosc"
FORMAT_VERSION = 1
"""Raised when a folder is written in a way that older programs cannot read."""
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How the folder writes a moment, in UTC."""
TABLES = "tabele"
FILES = "pliki"
SHEETS = "arkusze"
README = "README.txt"


@dataclass(frozen=True)
class TableCount:
    """Rows of one table where they were and where they are now; ``same`` when also their content is equal."""

    table: str
    here: int
    there: int
    same: bool


@dataclass(frozen=True)
class Sealed:
    """The head of an audit log: how many entries and the last seal; ``sound`` when its seals were in order."""

    count: int
    mac: str
    sound: bool = True

    def __str__(self) -> str:
        return f"{self.count}:{self.mac[:16]}"


@dataclass(frozen=True)
class Contents:
    """What an exported folder holds; ``moment`` in UTC, ``rows`` by table, ``seal`` the head of its audit log.

    ``fingerprint`` is the SHA-256 of the manifest, to be compared with the one told at export.
    """

    folder: Path
    program: str
    schema: int
    moment: datetime
    office: str
    demonstration: bool
    rows: Mapping[str, int]
    files: int
    size: int
    seal: Sealed
    fingerprint: str
    logins: Sequence[str] = ()
    """Logins of the accounts that may sign in."""


@dataclass(frozen=True)
class OneTimePassword:
    """Handed to one person; it must be changed at the first sign-in."""

    login: str
    name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Arrived:
    """A database that arrived whole; ``recovery`` is its recovery key, blank where there are no accounts."""

    location: str
    counts: tuple[TableCount, ...]
    passwords: tuple[OneTimePassword, ...] = ()
    recovery: str = field(default="", repr=False)

    @property
    def rows(self) -> int:
        """Rows in all."""
        return sum(count.there for count in self.counts)


@dataclass(frozen=True)
class Administrator:
    """Who is to sign in first to the new database; on a server with a one-time password, as everybody."""

    login: str
    name: str
    password: str = field(default="", repr=False)
