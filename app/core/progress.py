"""Progress and cancelling of long work, without Qt: the window, the command line and tests each bring their own."""

from typing import Protocol


class Cancelled(Exception):
    """The person cancelled the work; whoever started it rolls back quietly."""


class Progress(Protocol):
    """Told by long work how far it is."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """``done`` of ``total`` steps; raises Cancelled once the person has cancelled."""


class NoProgress:
    """Nobody watches."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the report."""
