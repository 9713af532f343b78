"""Sealing the database key so that only a password or the recovery key opens it again.

Each person has an X25519 key pair: the public half lies open, the private half is encrypted by a key that Argon2id
makes of the password, and the database key is sealed to the public half. A new database key can therefore be given
to everybody without a password, and a new password never touches the database key. Primitives: RFC 9106 (Argon2id),
RFC 7748 (X25519), RFC 5869 (HKDF with SHA-256), AES-256-GCM; all from argon2-cffi and ``cryptography``.
"""

import hmac
import os
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12


class Unopened(Exception):
    """The secret does not open this envelope, or the envelope was changed; it says nothing more on purpose."""


@dataclass(frozen=True)
class Cost:
    """What one guess of a password costs: passes over the memory, memory in KiB, lanes in parallel."""

    passes: int
    memory: int
    lanes: int

    def below(self, other: "Cost") -> bool:
        """Whether a guess costs less in any respect that slows a guesser down."""
        return self.passes < other.passes or self.memory < other.memory


def usual_cost() -> Cost:
    """The cost recommended by the library in use: 64 MiB in three passes (RFC 9106, second recommendation)."""
    from argon2.profiles import RFC_9106_LOW_MEMORY as RECOMMENDED

    return Cost(RECOMMENDED.time_cost, RECOMMENDED.memory_cost, RECOMMENDED.parallelism)


def from_password(password: str, salt: bytes, cost: Cost) -> bytes:
    """A key of 32 bytes from a password; slow on purpose (0.2 s at the usual cost)."""
    from argon2.low_level import Type, hash_secret_raw

    # one spelling of each letter: another keyboard may send ó as o and a mark
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)


def from_random(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """A key of 32 bytes from a secret that is long and random already; fast."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, purpose.encode()).derive(secret)


def lock(key: bytes, content: bytes, about: bytes) -> bytes:
    """Encrypt and authenticate; ``about`` is not hidden but must be the same at opening."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def unlock(key: bytes, locked: bytes, about: bytes) -> bytes:
    """The content that was locked; Unopened when key, content or ``about`` differ."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        # without the library's exception as context: tracebacks with locals must not reach what was tried
        raise Unopened from None


def new_pair() -> tuple[bytes, bytes]:
    """A public and a private key, 32 bytes each."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw(), private.private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(content: bytes, public: bytes, about: bytes) -> bytes:
    """Encrypt for the owner of the public key; nobody else can open it, not even who sealed it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    passing = X25519PrivateKey.generate()
    sender = passing.public_key().public_bytes_raw()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(public))
    return sender + lock(from_random(shared, sender + public, "seal"), content, about)


def unseal(sealed: bytes, private: bytes, about: bytes) -> bytes:
    """What was sealed to the public half of ``private``; Unopened when it was not."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    sender, locked = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        raise Unopened from None
    return unlock(from_random(shared, sender + own.public_key().public_bytes_raw(), "seal"), locked, about)


def mark(key: bytes, content: bytes) -> bytes:
    """Proof that ``content`` was written by somebody who knows the database key (32 bytes)."""
    return hmac.digest(from_random(key, b"", "mark"), content, sha256)


def same(one: bytes, other: bytes) -> bool:
    """Compare in a time that does not depend on where they differ."""
    return hmac.compare_digest(one, other)
