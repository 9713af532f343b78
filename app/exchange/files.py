"""Files on the office's disks: written whole or not at all, and Polish words for what the computer refuses."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import EnvironmentProblem

_WHY = {
    errno.ENOSPC: "na dysku brakuje miejsca. Zwolnij miejsce albo wybierz inny dysk.",
    errno.EDQUOT: "wyczerpano przydział miejsca na dysku. Zwolnij miejsce albo wybierz inny dysk.",
    errno.EROFS: "dysk jest tylko do odczytu. Wybierz inny folder.",
    errno.ENOENT: "plik albo folder nie istnieje. Sprawdź ścieżkę.",
    errno.ENOTDIR: "podana ścieżka nie prowadzi przez folder. Sprawdź ścieżkę.",
    errno.EISDIR: "to jest folder, a potrzebny jest plik. Podaj nazwę pliku.",
    errno.ENAMETOOLONG: "nazwa jest za długa. Skróć ją.",
    errno.EIO: "dysk zgłasza błąd. Sprawdź, czy jest podłączony, i spróbuj ponownie.",
}
_NO_RIGHTS = (
    "brakuje uprawnień albo plik jest otwarty w innym programie. "
    "Zamknij go (na przykład w Excelu) albo wybierz inny folder."
)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside ``path`` that replaces it once everything is written.

    On any failure the old file stays as it was. Raises EnvironmentProblem when the disk or its rights fail.
    """
    target = path.resolve()
    temporary = target.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "folder", str(target))
        # created here, so that the rights of the folder are known before the long work and umask applies
        temporary.open("xb").close()
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    except OSError as error:
        raise environment_problem("Nie można zapisać pliku", path, error) from error
    finally:
        _discard(temporary)


def environment_problem(deed: str, path: Path, error: OSError) -> EnvironmentProblem:
    """What the system's error means, in Polish."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        why = _NO_RIGHTS
    else:
        why = _WHY.get(error.errno or 0, f"system zgłosił błąd: {error.strerror or error}.")
    return EnvironmentProblem(f"{deed} „{path}”: {why}")


def content(path: Path, limit: int) -> bytes:
    """The bytes of a file, at most ``limit + 1`` of them; raises EnvironmentProblem."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise environment_problem("Nie można odczytać pliku", path, error) from error


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # the folder has gone or lost its rights; there is nothing left to tidy
        return
