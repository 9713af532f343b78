"""Drafts of forms over an encrypted database lie encrypted, by a key made from the database key."""

from app.access import envelope

PURPOSE = "drafts of forms"
"""Of the key, so that no other key made from the database's is the same."""


class DraftCipher:
    """AES-256-GCM; the key is ``SignedIn.secret(PURPOSE)``, and the ``repr`` shows nothing of it."""

    def __init__(self, key: bytes) -> None:
        self._key = key

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
