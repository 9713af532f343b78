"""Turns the Polish words for the command-line library into the form gettext loads: ``urzad.po`` to ``urzad.mo``."""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

CATALOGUE = Path(__file__).resolve().parent.parent / "resources" / "i18n" / "pl" / "LC_MESSAGES" / "urzad.po"
_MAGIC = 0x950412DE


def messages(text: str) -> dict[str, str]:
    """Message by key as in a .mo file: singular and plural, and the forms, are joined by NUL characters."""
    return {"\0".join(keys): "\0".join(forms) for keys, forms in _entries(text)}


def compiled(text: str) -> bytes:
    """The .mo file of a .po file whose every text stands in one line."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages(text).items())
    start = 7 * 4 + len(pairs) * 16
    tables: list[bytes] = []
    body = b""
    for part in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[part]), start + len(body)))
            body += pair[part] + b"\0"
    head = struct.pack("<IIIIIII", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + body


def _entries(text: str) -> Iterator[tuple[list[str], list[str]]]:
    for block in text.split("\n\n"):
        keys: list[str] = []
        forms: list[str] = []
        for line in block.splitlines():
            word, _, quoted = line.partition(" ")
            if word.startswith("msgid"):
                keys.append(ast.literal_eval(quoted))
            elif word.startswith("msgstr"):
                forms.append(ast.literal_eval(quoted))
        if keys:
            yield keys, forms


if __name__ == "__main__":
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(CATALOGUE.read_text(encoding="utf-8")))
