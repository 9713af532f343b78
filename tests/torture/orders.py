"""What a tortured process is told to do; goes through a pipe as one line of JSON."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Order:
    """One process's work: ``deed`` names a function of ``deeds``.

    ``key`` is hexadecimal (keys of these tests protect nothing). ``limit`` is the number of the last save, None: until
    it is killed. ``synchronous`` is SQLite's mode, to prove that the harness sees what a weaker one loses. ``tape`` is
    where ``disk.c`` writes down what happened. ``failing`` is the probability that a write or sync fails, from
    ``seed``; ``room`` the bytes by which files may grow.
    """

    deed: str
    database: str
    key: str | None = None
    name: str = "A"
    first: int = 1
    limit: int | None = None
    synchronous: str = "FULL"
    versions: str | None = None
    tape: str | None = None
    failing: float = 0.0
    seed: int = 0
    room: int | None = None
    largest_file: int | None = None

    @property
    def path(self) -> Path:
        return Path(self.database)

    @property
    def raw_key(self) -> bytes | None:
        return None if self.key is None else bytes.fromhex(self.key)

    def line(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of_line(cls, line: str) -> "Order":
        return cls(**json.loads(line))

    def changed(self, **changes: Any) -> "Order":
        return replace(self, **changes)
