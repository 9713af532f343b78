"""The key file beside an encrypted database: read whole, written whole, by one program at a time."""

import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core import file_lock
from app.core.errors import EnvironmentProblem

FORMAT = "przejrzysty-urzad/klucze"
VERSION = 1
ENDING = ".klucze"
_MOST = 4 << 20
"""Bytes; thousands of accounts fit, and a foreign file of that name is not read into memory."""
_MOST_PASSES, _MOST_MEMORY, _MOST_LANES = 64, 2 << 20, 64
"""Of Argon2id; memory in KiB."""
_BUSY = "Inny program właśnie zmienia klucze tej bazy. Poczekaj chwilę i spróbuj ponownie."

Content = dict[str, Any]


def beside(database: Path) -> Path:
    """Where the key file of a database lies."""
    return database.with_name(database.name + ENDING)


def lock_beside(path: Path) -> Path:
    """The lock file of a key file."""
    return path.with_name(path.name + ".lock")


def read(path: Path) -> Content:
    """The content; EnvironmentProblem with advice when the file is absent, damaged or from a newer program."""
    try:
        if path.exists() and not path.is_file():
            # opening a pipe would wait for ever
            raise _damaged(path)
        with path.open("rb") as file:
            content = json.loads(file.read(_MOST).decode())
    except FileNotFoundError:
        raise EnvironmentProblem(
            f"Brakuje pliku kluczy „{path}”. Bez niego bazy nie da się odczytać: odtwórz go z kopii zapasowej."
        ) from None
    except OSError as error:
        raise EnvironmentProblem(
            f"Nie można odczytać pliku kluczy „{path}” ({error.strerror}). Sprawdź uprawnienia do folderu."
        ) from error
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT or not _has_shape(content):
        raise _damaged(path)
    if content.get("version") != VERSION:
        raise EnvironmentProblem(f"Plik kluczy „{path}” zapisała nowsza wersja programu. Zainstaluj ją.")
    return content


def _has_shape(content: Mapping[str, Any]) -> bool:
    kinds = {"salt": str, "current": str, "slots": dict}
    whole = all(isinstance(content.get(name), kind) for name, kind in kinds.items())
    return whole and _is_hex(content["salt"]) and all(_is_slot(slot) for slot in content["slots"].values())


def _is_slot(slot: Any) -> bool:
    if not isinstance(slot, dict) or not isinstance(slot.get("keys"), dict):
        return False
    return all(_is_hex(slot.get(name)) for name in ("salt", "public", "private")) and _is_cost(slot.get("cost"))


def _is_cost(cost: Any) -> bool:
    """Absent, or within what an office computer can pay: a forged price must not use up its memory."""
    if cost is None:
        return True
    if not isinstance(cost, list) or [type(number) for number in cost] != [int, int, int]:
        return False
    passes, memory, lanes = map(int, cost)
    return 1 <= passes <= _MOST_PASSES and 8 * lanes <= memory <= _MOST_MEMORY and 1 <= lanes <= _MOST_LANES


def _is_hex(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(bytes.fromhex(text))
    except ValueError:
        return False


def _damaged(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(f"Plik kluczy „{path}” jest uszkodzony. Odtwórz go z kopii zapasowej.")


def write(path: Path, content: Content, mode: int = 0o600) -> None:
    """Replace the file; after a power cut it is the old one or the new one, never a part. EnvironmentProblem."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(content, indent=1, sort_keys=True).encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise EnvironmentProblem(
            f"Nie można zapisać pliku kluczy „{path}” ({error.strerror}). Sprawdź miejsce na dysku i uprawnienia."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def rights(database: Path) -> int:
    """The key file is its owner's alone, or the group's where the group may write the database as well."""
    try:
        shared = stat.S_IMODE(database.stat().st_mode) & 0o060
    except OSError:
        return 0o600
    return 0o660 if shared == 0o060 else 0o600


@contextmanager
def alone(path: Path, wait: float = 5.0) -> Iterator[None]:
    """No other program changes the key file meanwhile; EnvironmentProblem after ``wait`` seconds."""
    try:
        with file_lock.held(lock_beside(path), _BUSY, wait):
            yield
    except OSError as error:
        raise EnvironmentProblem(
            f"Nie można zapisać w folderze „{path.parent}” ({error.strerror}). Sprawdź uprawnienia do niego."
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
