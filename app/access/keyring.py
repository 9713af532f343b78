"""The keys of one database: who can open it, by password or by the recovery key, without any list of names.

A database file is encrypted by one random key. The key file beside it holds a slot for each person (see
``envelope``). A slot's id is an HMAC of the login, so that the file names nobody. Whoever can sign in holds the
database key: roles inside one file are kept by the program, not by cryptography.
"""

import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.access import envelope, key_file, recovery
from app.access.envelope import Cost, Unopened
from app.core.errors import EnvironmentProblem, Refusal

RECOVERY = "recovery"
"""The slot of the recovery key."""

Fits = Callable[[bytes], bool]
"""Tells whether a key opens the database."""


class WrongPassword(Refusal):
    """Login or password is wrong; which of the two is not told, and takes the same time to find out."""

    def __init__(self) -> None:
        super().__init__("Nazwa użytkownika albo hasło się nie zgadza. Sprawdź je i spróbuj ponownie.")


class WrongRecoveryKey(Refusal):
    """The recovery key is written correctly but belongs to another database or was replaced."""

    def __init__(self) -> None:
        super().__init__(
            "Ten klucz odzyskiwania nie pasuje do tej bazy. Sprawdź nazwę urzędu i datę na wydruku: "
            "po zmianie klucza ważny jest tylko najnowszy."
        )


def new_key() -> bytes:
    """A database key: 32 random bytes."""
    return os.urandom(envelope.KEY_BYTES)


def folded(login: str) -> str:
    """One spelling of a login."""
    return login.strip().casefold()


@dataclass(frozen=True)
class KeyRing:
    """The key file of one database; every change is atomic and made under a lock. Holds no key itself."""

    path: Path
    mode: int = 0o600
    cost: Cost = field(default_factory=lambda: usual_cost())  # noqa: PLW0108 - asked when made, so that tests can make it cheap

    @classmethod
    def of(cls, database: Path) -> "KeyRing":
        """The key ring of a database, whether it has one or not."""
        return cls(key_file.beside(database), key_file.rights(database))

    @property
    def exists(self) -> bool:
        """Whether the database has accounts and is encrypted."""
        return self.path.exists()

    @classmethod
    def create(cls, database: Path, key: bytes, recovery_code: str) -> "KeyRing":
        """Write a key file with the recovery key alone; EnvironmentProblem when there is one already."""
        ring = cls.of(database)
        with key_file.alone(ring.path):
            if ring.exists:
                raise EnvironmentProblem(f"Plik kluczy „{ring.path}” już istnieje. Wybierz inną nazwę bazy.")
            content: key_file.Content = {
                "format": key_file.FORMAT,
                "version": key_file.VERSION,
                "salt": os.urandom(envelope.SALT_BYTES).hex(),
                "current": os.urandom(4).hex(),
                "slots": {},
            }
            content["slots"][RECOVERY] = _recovery_slot(content, recovery_code, key)
            key_file.write(ring.path, content, ring.mode)
        return ring

    # -- people ----------------------------------------------------------------------------------------------

    def put(self, login: str, password: str, key: bytes) -> None:
        """Let a person open the database with this password, in place of any older one. ``key`` opens it now.

        Wrong keys are refused with ValueError: such a slot would open nothing.
        """
        with self._changing() as content:
            if not _is_current(content, key):
                raise ValueError("the key is not that of this database")
            slot = _slot_id(content, login)
            content["slots"][slot] = self._password_slot(content, slot, password, key)

    def remove(self, login: str) -> bool:
        """Take a person's slot away, others stay as they are; whether there was one."""
        with self._changing() as content:
            return content["slots"].pop(_slot_id(content, login), None) is not None

    def holds(self, login: str) -> bool:
        """Whether the person has a slot."""
        content = key_file.read(self.path)
        return _slot_id(content, login) in content["slots"]

    def put_recovery(self, code: str, key: bytes) -> None:
        """Replace the recovery key; the one on older prints no longer opens anything."""
        with self._changing() as content:
            if not _is_current(content, key):
                raise ValueError("the key is not that of this database")
            content["slots"][RECOVERY] = _recovery_slot(content, code, key)

    # -- opening ---------------------------------------------------------------------------------------------

    def unlock(self, login: str, password: str, fits: Fits | None = None) -> bytes:
        """The database key; WrongPassword after the same work whether or not there is such a login.

        ``fits`` decides which key is in force when a change of the key was cut off in the middle.
        """
        content = key_file.read(self.path)
        slot_id = _slot_id(content, login)
        slot = content["slots"].get(slot_id)
        cost, salt = self._price(content, slot_id, slot)
        secret = envelope.from_password(password, salt, cost)
        if slot is None:
            raise WrongPassword
        try:
            private = _private(slot_id, slot, secret)
            key = self._chosen(content, slot_id, slot, private, fits)
        except Unopened:
            raise WrongPassword from None
        if cost.below(self.cost):
            # an older program made this slot; a folder that refuses keeps it for the next time
            with suppress(EnvironmentProblem, ValueError):
                self.put(login, password, key)
        return key

    def unlock_with_recovery(self, code: str, fits: Fits | None = None) -> bytes:
        """The database key; Mistyped with the place of a typing error, WrongRecoveryKey when it is another's."""
        secret = recovery.read(code)
        content = key_file.read(self.path)
        slot = content["slots"].get(RECOVERY)
        if slot is None:
            raise WrongRecoveryKey
        try:
            derived = envelope.from_random(secret, bytes.fromhex(slot["salt"]), RECOVERY)
            return self._chosen(content, RECOVERY, slot, _private(RECOVERY, slot, derived), fits)
        except Unopened:
            raise WrongRecoveryKey from None

    def _price(self, content: key_file.Content, slot_id: str, slot: Any) -> tuple[Cost, bytes]:
        if slot is not None:
            return Cost(*slot["cost"]), bytes.fromhex(slot["salt"])
        # an absent name is tried at the price of the others, so that the clock tells nothing
        known = [Cost(*other["cost"]) for name, other in content["slots"].items() if name != RECOVERY]
        return max(known, key=lambda cost: cost.memory * cost.passes, default=self.cost), bytes.fromhex(slot_id)[:16]

    def _chosen(self, content: key_file.Content, slot_id: str, slot: Any, private: bytes, fits: Fits | None) -> bytes:
        pending = content.get("next")
        current = _opened(slot_id, slot, content["current"], private)
        if not pending or fits is None:
            return current
        if fits(current):
            self.settle(content["current"])
            return current
        # this slot may have been left out of the change: then nothing opens the database any more
        key = _opened(slot_id, slot, pending, private)
        if not fits(key):
            raise Unopened
        self.settle(pending)
        return key

    # -- a new database key ----------------------------------------------------------------------------------

    @contextmanager
    def changing_key(self) -> Iterator[None]:
        """Around a change of the key: no other program changes or settles the key file meanwhile."""
        with key_file.alone(self.path):
            yield

    def prepare(self, old: bytes, new: bytes, logins: Iterable[str]) -> str:
        """First step of a change of the key: seal the new key, beside the old one, to these people and the recovery.

        Returns the new key's id. Slots whose mark was not made with the old key are left out: somebody may have
        slipped them in. Call inside ``changing_key``; ``settle_alone`` ends the change.
        """
        content = key_file.read(self.path)
        if not _is_current(content, old):
            raise ValueError("the key is not that of this database")
        kid = os.urandom(4).hex()
        for slot_id in {RECOVERY, *(_slot_id(content, login) for login in logins)}:
            slot = content["slots"].get(slot_id)
            if slot is not None and _is_marked(slot_id, slot, content["current"], old):
                _add_key(slot_id, slot, kid, new)
        content["next"] = kid
        key_file.write(self.path, content, self.mode)
        return kid

    def settle(self, kid: str) -> None:
        """Last step of a change of the key: only the key with this id stays, and only slots that have it.

        Does nothing while another program is in the middle of the change.
        """
        with suppress(EnvironmentProblem), key_file.alone(self.path, wait=0):
            self.settle_alone(kid)

    def settle_alone(self, kid: str) -> None:
        """``settle`` inside ``changing_key``."""
        content = key_file.read(self.path)
        if kid not in (content["current"], content.get("next")):
            return
        content.pop("next", None)
        content["current"] = kid
        kept = {}
        for slot_id, slot in content["slots"].items():
            if kid in slot["keys"]:
                slot["keys"] = {kid: slot["keys"][kid]}
                kept[slot_id] = slot
        content["slots"] = kept
        key_file.write(self.path, content, self.mode)

    def pending(self) -> tuple[str, str]:
        """Ids of the key in force and of the one being brought in (blank when none is)."""
        content = key_file.read(self.path)
        return content["current"], content.get("next") or ""

    # -- inside ----------------------------------------------------------------------------------------------

    @contextmanager
    def _changing(self) -> Iterator[key_file.Content]:
        with key_file.alone(self.path):
            content = key_file.read(self.path)
            if content.get("next"):
                raise EnvironmentProblem(
                    "Zmiana klucza bazy nie została dokończona. "
                    "Wyloguj się i zaloguj ponownie, a potem powtórz czynność."
                )
            yield content
            key_file.write(self.path, content, self.mode)

    def _password_slot(self, content: key_file.Content, slot_id: str, password: str, key: bytes) -> dict[str, Any]:
        salt = os.urandom(envelope.SALT_BYTES)
        secret = envelope.from_password(password, salt, self.cost)
        slot = _slot(slot_id, secret, content["current"], key)
        return {**slot, "salt": salt.hex(), "cost": [self.cost.passes, self.cost.memory, self.cost.lanes]}


def usual_cost() -> Cost:
    """The cost of a guess for new slots; tests make it cheap here."""
    return envelope.usual_cost()


def _slot_id(content: key_file.Content, login: str) -> str:
    # bytes of a command line that are no letters arrive as lone surrogates
    name = folded(login).encode("utf-8", "surrogatepass")
    return hmac.digest(bytes.fromhex(content["salt"]), name, sha256).hex()[:32]


def _recovery_slot(content: key_file.Content, code: str, key: bytes) -> dict[str, Any]:
    salt = os.urandom(envelope.SALT_BYTES)
    secret = envelope.from_random(recovery.read(code), salt, RECOVERY)
    return {**_slot(RECOVERY, secret, content["current"], key), "salt": salt.hex()}


def _slot(slot_id: str, secret: bytes, kid: str, key: bytes) -> dict[str, Any]:
    public, private = envelope.new_pair()
    locked = envelope.lock(secret, private, slot_id.encode() + public)
    slot: dict[str, Any] = {"public": public.hex(), "private": locked.hex(), "keys": {}}
    _add_key(slot_id, slot, kid, key)
    return slot


def _add_key(slot_id: str, slot: dict[str, Any], kid: str, key: bytes) -> None:
    public = bytes.fromhex(slot["public"])
    slot["keys"][kid] = {
        "sealed": envelope.seal(key, public, f"{slot_id} {kid}".encode()).hex(),
        "mark": envelope.mark(key, f"{slot_id} {kid} {slot['public']}".encode()).hex(),
    }


def _is_marked(slot_id: str, slot: Any, kid: str, key: bytes) -> bool:
    found = slot["keys"].get(kid, {}).get("mark", "")
    return envelope.same(bytes.fromhex(found), envelope.mark(key, f"{slot_id} {kid} {slot['public']}".encode()))


def _is_current(content: key_file.Content, key: bytes) -> bool:
    """Whether the key is the one the recovery slot was marked with."""
    slot = content["slots"].get(RECOVERY)
    return slot is not None and _is_marked(RECOVERY, slot, content["current"], key)


def _private(slot_id: str, slot: Any, secret: bytes) -> bytes:
    private = envelope.unlock(secret, bytes.fromhex(slot["private"]), slot_id.encode() + bytes.fromhex(slot["public"]))
    if envelope.public_of(private).hex() != slot["public"]:
        raise Unopened
    return private


def _opened(slot_id: str, slot: Any, kid: str, private: bytes) -> bytes:
    try:
        sealed = bytes.fromhex(slot["keys"][kid]["sealed"])
    except (KeyError, TypeError, ValueError):
        raise Unopened from None
    return envelope.unseal(sealed, private, f"{slot_id} {kid}".encode())
