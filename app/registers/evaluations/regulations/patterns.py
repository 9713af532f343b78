"""Patterns of regulations shipped with the program, as data in ``resources/dictionaries/evaluation_regulations``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.core import paths
from app.core.codec import CodecError, decode
from app.core.errors import Refusal
from app.registers.evaluations.regulations.domain import RegulationDraft


@dataclass(frozen=True)
class Pattern:
    """One pattern; ``key`` is the name of its file."""

    key: str
    title: str


def patterns() -> tuple[Pattern, ...]:
    """Every pattern, by file name. Refusal when a file cannot be understood."""
    return tuple(Pattern(key, title) for key, (title, _) in _known().items())


def pattern_draft(key: str) -> RegulationDraft:
    """The pattern as a new regulation without dates. Refusal for an unknown key or a file that is damaged."""
    known = _known()
    if key not in known:
        raise Refusal(f"Nie ma wzoru „{key}”. Wzory: {', '.join(known)}.")
    return known[key][1]


@cache
def _known() -> Mapping[str, tuple[str, RegulationDraft]]:
    folder = paths.resources() / "dictionaries" / "evaluation_regulations"
    return {file.stem: read(file.name, file.read_bytes()) for file in sorted(folder.glob("*.toml"))}


def read(name: str, content: bytes) -> tuple[str, RegulationDraft]:
    """Title and draft from the content of a file; Refusal names the file and the place."""
    try:
        table: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
        title = table.pop("title")
        regulation = table.pop("regulation")
        if not isinstance(title, str) or table:
            raise CodecError(", ".join(table) or "title")
        return title, decode(RegulationDraft, regulation)
    except KeyError as error:
        raise _damaged(name, f"brakuje „{error.args[0]}”") from error
    except ValueError as error:  # no UTF-8, no TOML, or not the fields of a regulation
        raise _damaged(name, str(error)) from error


def _damaged(name: str, what: str) -> Refusal:
    return Refusal(f"Pliku ze wzorem regulaminu „{name}” nie da się odczytać ({what}). Zainstaluj program ponownie.")
