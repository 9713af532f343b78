"""A file whose data live elsewhere now: it is kept, and a note beside it keeps people from working in it."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.dates import format_date
from app.core.errors import Refusal

_ENDING = ".przeniesiono"


@dataclass(frozen=True)
class Moved:
    """Where the data went and when."""

    to: str
    moment: datetime


def note_beside(database: Path) -> Path:
    """The note of a database file."""
    return database.with_name(database.name + _ENDING)


def mark(database: Path, to: str, moment: datetime) -> None:
    """Leave the note."""
    content = json.dumps({"to": to, "moment": moment.isoformat()}, ensure_ascii=False)
    note_beside(database).write_text(content + "\n", encoding="utf-8")


def moved(database: Path) -> Moved | None:
    """The note, None when there is none or nobody can read it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(note_beside(database).read_text(encoding="utf-8"))
        return Moved(str(content["to"]), datetime.fromisoformat(content["moment"]))
    return None


def refuse_moved(database: Path) -> None:
    """Refusal with the new place and the way back."""
    found = moved(database)
    if found is not None:
        raise Refusal(
            f"Dane z pliku „{database}” przeniesiono {format_date(found.moment.astimezone().date())} do: {found.to}. "
            f"Otwórz je tam. Ten plik zachowano tylko na wszelki wypadek; aby mimo to go otworzyć, usuń plik "
            f"„{note_beside(database).name}”, który leży obok. Zmiany w nim nie trafią w nowe miejsce."
        )
