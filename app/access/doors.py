"""How people are let into the data: by the key file beside a database, or by the office's server."""

from dataclasses import dataclass, field
from typing import Protocol

from app.access import envelope
from app.access.keyring import KeyRing


class Doors(Protocol):
    """What accounts ask of the place where the data are. Every method may be called from a worker thread."""

    def let_in(self, login: str, password: str) -> None:
        """From now on this password, and no older one, lets the person in."""

    def shut_out(self, login: str) -> None:
        """The person can no longer get in; others stay as they are."""

    def holds(self, login: str) -> bool:
        """Whether the person has a password at all."""

    def check(self, login: str, password: str) -> None:
        """WrongPassword unless the password is the person's."""

    def secret(self, purpose: str) -> bytes:
        """32 bytes that everybody who can sign in may know, for what is kept outside the database."""


@dataclass(frozen=True)
class FileDoors:
    """The doors of an encrypted file; holds its key while it is open and never shows it."""

    ring: KeyRing
    key: bytes = field(repr=False)

    def let_in(self, login: str, password: str) -> None:
        self.ring.put(login, password, self.key)

    def shut_out(self, login: str) -> None:
        self.ring.remove(login)

    def holds(self, login: str) -> bool:
        return self.ring.holds(login)

    def check(self, login: str, password: str) -> None:
        self.ring.unlock(login, password)

    def secret(self, purpose: str) -> bytes:
        return envelope.from_random(self.key, b"", purpose)
