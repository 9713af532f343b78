"""Files on the office's disks: written whole or not at all, and Polish words for what the computer refuses."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import EnvironmentProblem, Refusal

_WHY = {
    errno.ENOSPC: "na dysku brakuje miejsca. Zwolnij miejsce albo wybierz inny dysk.",
    errno.EDQUOT: "wyczerpano przydział miejsca na dysku. Zwolnij miejsce albo wybierz inny dysk.",
    errno.EROFS: "dysk jest tylko do odczytu. Wybierz inny folder.",
    errno.ENOENT: "plik albo folder nie istnieje. Sprawdź ścieżkę.",
    errno.ENOTDIR: "podana ścieżka nie prowadzi przez folder. Sprawdź ścieżkę.",
    errno.EISDIR: "to jest folder, a potrzebny jest plik. Podaj nazwę pliku.",
    errno.ENODEV: "to jest urządzenie, a potrzebny jest plik. Podaj nazwę pliku.",
    errno.ELOOP: "to jest skrót, który prowadzi do samego siebie. Podaj nazwę pliku.",
    errno.ENAMETOOLONG: "nazwa jest za długa. Skróć ją.",
    errno.EINVAL: "nazwa ma znaki, których ten dysk nie przyjmuje. Podaj inną nazwę.",
    errno.EFBIG: "plik jest za duży dla tego dysku. Wybierz inny dysk.",
    errno.ETIMEDOUT: "dysk sieciowy nie odpowiada. Sprawdź połączenie i spróbuj ponownie.",
    errno.ESTALE: "dysk sieciowy został odłączony. Sprawdź połączenie i spróbuj ponownie.",
    errno.EIO: "dysk zgłasza błąd. Sprawdź, czy jest podłączony, i spróbuj ponownie.",
}
_DATABASE_MARK = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal")
_NO_RIGHTS = (
    "brakuje uprawnień albo plik jest otwarty w innym programie. "
    "Zamknij go (na przykład w Excelu) albo wybierz inny folder."
)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside ``path`` that replaces it once everything is written.

    On any failure the old file stays as it was. Raises EnvironmentProblem when the disk or its rights fail, and
    Refusal rather than replace a database.
    """
    target, temporary = _places(path)
    try:
        _check_target(target, path)
        # created here, so that the rights of the folder are known before the long work and umask applies
        temporary.open("xb").close()
        if target.exists():
            rights = stat.S_IMODE(target.stat().st_mode) | stat.S_IREAD | stat.S_IWRITE
            # a file that others must not read stays so; disks without rights take no change of them
            if rights != stat.S_IMODE(temporary.stat().st_mode):
                temporary.chmod(rights)
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    except OSError as error:
        raise environment_problem("Nie można zapisać pliku", path, error) from error
    finally:
        _discard(temporary)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write the bytes, or leave what was there; raises as :func:`whole_file`.

    A ``private`` file is shut for everybody but its owner before the first byte is in it.
    """
    with whole_file(path) as temporary:
        if private:
            temporary.chmod(stat.S_IREAD | stat.S_IWRITE)
        temporary.write_bytes(content)


def _places(path: Path) -> tuple[Path, Path]:
    """The file that is meant, and a temporary one beside it; raises Refusal for what can be no file's name."""
    try:
        target = path.resolve()
        os.fsencode(target)
        return target, target.with_name(f".{secrets.token_hex(6)}.tmp")
    except (ValueError, RuntimeError) as error:
        # signs that no system takes, links in a circle, the root of a disk
        named = str(path).encode("utf-8", "replace").decode().replace("\0", "?")
        raise Refusal(f"Nie można zapisać pliku „{named}”: taka ścieżka jest niemożliwa. Podaj inną nazwę.") from error


def _check_target(target: Path, named: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "folder", str(target))
    if target.exists() and not target.is_file():
        # replacing a device by a file would break the computer for every program
        raise OSError(errno.ENODEV, "device", str(target))
    if _is_database(target):
        raise Refusal(f"Plik „{named}” należy do bazy danych. Podaj inną nazwę, aby jej nie nadpisać.")


def _is_database(target: Path) -> bool:
    """Whether the file is a database or lies beside an open one as its log; an encrypted one shows by its log."""
    for ending in _COMPANIONS:
        if target.name.endswith(ending) and target.with_name(target.name.removesuffix(ending)).is_file():
            return True
        # not Path.exists, which raises for a name that is the longest possible even without the ending
        if os.path.exists(f"{target}{ending}"):  # noqa: PTH110
            return True
    return target.exists() and content(target, len(_DATABASE_MARK) - 1) == _DATABASE_MARK


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
        if path.exists() and not path.is_file() and not path.is_dir():
            # a pipe into which nobody writes would be waited for without end
            raise OSError(errno.ENODEV, "device", str(path))
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
