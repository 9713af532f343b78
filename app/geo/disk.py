"""What the computer refuses while a memory stick is read, in Polish."""

import errno
from pathlib import Path

from app.core.errors import EnvironmentProblem


def unreadable(path: Path, error: OSError) -> EnvironmentProblem:
    """The sentence for a file that is gone, locked, on a stick that was pulled out, or has no room to be unpacked."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentProblem(
            f"Brakuje miejsca na dysku, aby rozpakować plik „{path}”. Zwolnij miejsce i spróbuj ponownie."
        )
    return EnvironmentProblem(
        f"Nie można odczytać pliku „{path}”. Sprawdź, czy pamięć jest podłączona i czy plik nie jest otwarty w innym "
        "programie, i spróbuj ponownie."
    )
