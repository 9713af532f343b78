"""Drafts of forms over an encrypted database lie encrypted, by a key of their own made from the database key."""

from app.access import envelope

_PURPOSE = "drafts of forms"


class DraftCipher:
    """AES-256-GCM with a key that HKDF derives from the database key; its ``repr`` shows nothing of either."""

    def __init__(self, database_key: bytes) -> None:
        self._key = envelope.from_random(database_key, b"", _PURPOSE)

    def __repr__(self) -> str:
        return "DraftCipher()"

    def lock(self, content: bytes, about: bytes) -> bytes:
        """Encrypt; ``about`` (the file's name) is not hidden but must be the same when reading."""
        return envelope.lock(self._key, content, about)

    def unlock(self, locked: bytes, about: bytes) -> bytes:
        """The content; ValueError when key, content or ``about`` differ."""
        try:
            return envelope.unlock(self._key, locked, about)
        except envelope.Unopened:
            raise ValueError("a draft of another key") from None
