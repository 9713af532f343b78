"""A file whose data live elsewhere now, or are just on their way: a note beside it keeps people from working in it.

A move commits in two places, one after the other. The note is on the disk before the first of them, so that whatever
ends the program in between, there are never two databases in which people work.
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.core.dates import format_date
from app.core.errors import EnvironmentProblem, Refusal

_ENDING = ".przeniesiono"


class Stage(StrEnum):
    """How far a move got."""

    LEAVING = "leaving"
    """The server may hold the data already, or not yet."""
    MOVED = "moved"
    ARRIVING = "arriving"
    """The file is complete; the server may still let people in."""


@dataclass(frozen=True)
class Moved:
    """Where the data went (or, ARRIVING, came from) and when.

    ``attempt`` is what the server's log says of this move; ``entries`` how long the file's own log was then.
    ``digest`` is the SHA-256 of the file that nobody has opened yet.
    """

    to: str
    moment: datetime
    stage: Stage = Stage.MOVED
    attempt: str = ""
    entries: int = 0
    digest: str = ""


def note_beside(database: Path) -> Path:
    """The note of a database file."""
    return database.with_name(database.name + _ENDING)


def leave(database: Path, note: Moved) -> None:
    """Write the note; on the disk when this returns. EnvironmentProblem when that fails."""
    content = {
        "to": note.to,
        "moment": note.moment.isoformat(),
        "stage": note.stage.value,
        "attempt": note.attempt,
        "entries": note.entries,
        "digest": note.digest,
    }
    path = note_beside(database)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise EnvironmentProblem(
            f"Nie można zapisać obok bazy pliku „{path.name}” ({error.strerror}). "
            "Sprawdź miejsce na dysku i uprawnienia do folderu."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def mark(database: Path, to: str, moment: datetime) -> None:
    """The data live there now."""
    leave(database, Moved(to, moment))


def clear(database: Path) -> None:
    """Let people work in the file again."""
    note_beside(database).unlink(missing_ok=True)
    _sync_folder(database.parent)


def moved(database: Path) -> Moved | None:
    """The note; None when there is none. Refusal when it cannot be read: then nobody knows where the data live."""
    path = note_beside(database)
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        return Moved(
            str(content["to"]),
            datetime.fromisoformat(content["moment"]),
            Stage(content.get("stage", Stage.MOVED)),
            str(content.get("attempt", "")),
            int(content.get("entries", 0)),
            str(content.get("digest", "")),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(
            f"Nie da się odczytać pliku „{path}”, który mówi, dokąd przeniesiono dane. Zapytaj informatyka, gdzie są "
            "dane; jeśli w tym pliku bazy, usuń plik z końcówką „.przeniesiono”."
        ) from None


def still_on_the_way(database: Path) -> bool:
    """Whether the note says that a move has not ended."""
    found = moved(database)
    return found is not None and found.stage is not Stage.MOVED


def refuse_moved(database: Path, *, resuming: bool = False) -> None:
    """Refusal with the new place and the way back; ``resuming`` lets in who finishes an interrupted move."""
    found = moved(database)
    if found is None or (resuming and found.stage is Stage.LEAVING):
        return
    day = format_date(found.moment.astimezone().date())
    match found.stage:
        case Stage.MOVED:
            raise Refusal(
                f"Dane z pliku „{database}” przeniesiono {day} do: {found.to}. "
                "Otwórz je tam. Ten plik zachowano tylko na wszelki wypadek; aby mimo to go otworzyć, usuń plik "
                f"„{note_beside(database).name}”, który leży obok. Zmiany w nim nie trafią w nowe miejsce."
            )
        case Stage.LEAVING:
            raise Refusal(
                f"Przenoszenie danych z pliku „{database}” do: {found.to} przerwano {day}, zanim się skończyło. "
                f"Powtórz je poleceniem: urzad --user NAZWA --database „{database}” move --to {found.to} – program "
                "sprawdzi, co jest na serwerze, i dokończy albo zacznie od nowa. Aby zrezygnować i pracować dalej "
                f"w tym pliku: urzad --database „{database}” move --cancel"
            )
        case Stage.ARRIVING:
            raise Refusal(
                f"Przenoszenie danych z serwera {found.to} do pliku „{database}” przerwano {day}, zanim się "
                "skończyło. Powtórz je tym samym poleceniem (move --to): program utworzy plik od nowa. "
                "Do tego czasu dane są na serwerze."
            )


def remove_unfinished(path: Path) -> None:
    """The file of an interrupted move that nobody has opened; the server still has everything."""
    note = moved(path)
    if note is None or note.stage is not Stage.ARRIVING:
        return
    if path.exists():
        if digest(path) != note.digest:
            raise EnvironmentProblem(
                f"Plik „{path}” zmienił się po przerwanym przenoszeniu. Podaj inną nazwę nowego pliku."
            )
        path.unlink()
    clear(path)


def digest(path: Path) -> str:
    """SHA-256 of a file, blank when there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return str(hashlib.file_digest(file, "sha256").hexdigest())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
