"""A register as spreadsheets for people, in an export of everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from app.core.progress import Progress
from app.exchange.spreadsheets import Format

R = TypeVar("R")


@dataclass(frozen=True)
class RegisterSheet:
    """A :class:`~app.administration.portability.usecases.PeopleSheet` from a function."""

    name: str
    title: str
    writer: Callable[[Path, Format, Progress], int]

    def write(self, path: Path, form: Format, progress: Progress) -> int:
        """Write every record; returns how many."""
        return self.writer(path, form, progress)

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        found: Callable[[], Sequence[R]],
        write: Callable[[Sequence[R], Path, Format, Progress], object],
    ) -> Self:
        """All that ``found`` gives at the time, as ``write`` puts it into a file."""

        def writer(path: Path, form: Format, progress: Progress) -> int:
            listed = found()
            write(listed, path, form, progress)
            return len(listed)

        return cls(name, title, writer)
