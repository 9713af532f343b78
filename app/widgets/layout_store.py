"""Where screens keep their layout between two starts; the shell writes it to the user's settings."""

from typing import Protocol


class LayoutStore(Protocol):
    """Texts by key; losing them is harmless."""

    def load(self, key: str) -> str | None:
        """What was saved, or None."""

    def save(self, key: str, value: str) -> None:
        """Keep a text."""


class NoLayoutStore:
    """Forgets everything."""

    def load(self, key: str) -> str | None:
        """Nothing was saved."""

    def save(self, key: str, value: str) -> None:
        """Forget it."""
