"""What the computer refuses while a memory stick is read, in Polish."""

from pathlib import Path

from app.core.errors import EnvironmentProblem


def unreadable(path: Path) -> EnvironmentProblem:
    """The sentence for a file that is gone, locked or on a stick that was pulled out."""
    return EnvironmentProblem(
        f"Nie można odczytać pliku „{path}”. Sprawdź, czy pamięć jest podłączona i czy plik nie jest otwarty w innym "
        "programie, i spróbuj ponownie."
    )
