"""The audit log in a spreadsheet: one row an entry, for auditors who bring their own tools; never read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.administration.audit.domain import AuditEntry
from app.administration.audit.words import Vocabulary, deed, when, who
from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Number, Text
from app.exchange.layout import Column, Layout
from app.exchange.spreadsheets import Format, write_records

_LONGEST = 30_000
"""Characters; a workbook's cell holds 32,767."""


@dataclass(frozen=True)
class Line:
    """One entry as it stands in the file."""

    number: int
    at: str
    author: str
    deed: str
    kind: str
    record_id: int | None
    title: str
    changes: str
    mac: str


_FIELDS = {
    "number": FieldWords("Nr", "Numer wpisu; numery idą po kolei bez przerw."),
    "at": FieldWords("Kiedy", "Czas tego komputera."),
    "author": FieldWords("Kto", "Nazwa użytkownika."),
    "deed": FieldWords("Czynność"),
    "kind": FieldWords("Rodzaj"),
    "record_id": FieldWords("Nr pozycji"),
    "title": FieldWords("Czego dotyczy"),
    "changes": FieldWords("Zmiany", "Pole: było → jest."),
    "mac": FieldWords("Pieczęć", "HMAC-SHA256 wpisu i wszystkich przed nim."),
}
_NUMBERS = ("number", "record_id")
_LAYOUT: Layout[Line] = Layout(
    "Dziennik",
    Line,
    "number",
    tuple(Column(name, words, Number() if name in _NUMBERS else Text(exact=True)) for name, words in _FIELDS.items()),
    (),
    _FIELDS,
)


def write_entries(
    entries: Sequence[AuditEntry], words: Vocabulary, path: Path, form: Format, progress: Progress, notice: str = ""
) -> None:
    """Write the entries; the file appears whole or not at all. Raises as ``write_records`` does."""
    write_records(_LAYOUT, [_line(entry, words) for entry in entries], path, form, progress, notice)


def _line(entry: AuditEntry, words: Vocabulary) -> Line:
    changes = [f"{label}: {old} → {new}" for label, old, new in words.rows(entry)]
    changes += [f"{label}: {value}" for label, value in words.facts(entry)]
    text = "treść usunięto" if entry.erased else "\n".join(changes)
    return Line(
        entry.id,
        when(entry.at),
        who(entry),
        deed(entry.deed),
        words.kind(entry.entity),
        entry.record_id,
        entry.title,
        text if len(text) <= _LONGEST else text[:_LONGEST] + "…",
        entry.mac,
    )
