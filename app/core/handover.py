"""What was opened goes to somebody else, or is closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Open(Protocol):
    """Something that holds files or connections."""

    def close(self) -> None:
        """Let go of them."""


@contextmanager
def closed_unless_handed_over(opened: Open) -> Iterator[None]:
    """Close it when a step raises; otherwise who gets it closes it.

    An open database would keep its file from being moved on Windows, and a connection of the server busy.
    """
    try:
        yield
    except BaseException:
        opened.close()
        raise
