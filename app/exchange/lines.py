"""Lists inside one cell: one item in a line, and for CSV one row of parts in a line, so that nothing is lost.

A backslash keeps what would otherwise end an item: ``\\n`` is a line break inside an item, ``\\|`` a bar inside a
part, ``\\\\`` a backslash. An item made of blanks only is written after a single backslash, because blank lines that
people leave in a cell are skipped.
"""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\\n|]")
_ESCAPED = re.compile(r"\\([\\n|])")
_ESCAPED_ITEM = re.compile(r"\\([\\n])")
_PIECE = re.compile(r"\\.|[^\\|]+|\||\\", re.DOTALL)
_BAR = " | "


def join_items(items: Iterable[str]) -> str:
    """One item in a line."""
    return "\n".join(map(_item, items))


def split_items(cell: str) -> tuple[str, ...]:
    """The items of a cell; blank lines are skipped."""
    if "\\" not in cell:
        return tuple(line for line in cell.split("\n") if line and not line.isspace())
    return tuple(_original_item(line) for line in cell.split("\n") if line.strip())


def join_parts(parts: Sequence[str]) -> str:
    """One row as a line: ``Ustawa … | 2022 |  | 671 | art. 24–32``."""
    return _BAR.join(_SPECIAL.sub(_escape, part) for part in parts)


def split_parts(line: str) -> list[str]:
    """The parts of a line; one blank on either side of a bar belongs to the bar."""
    if "\\" not in line:
        padded = f" {line} ".split("|")
        return [part.removeprefix(" ").removesuffix(" ") for part in padded]
    parts: list[str] = [""]
    for piece in _PIECE.findall(line):
        if piece == "|":
            parts[-1] = parts[-1].removesuffix(" ")
            parts.append("")
        elif not parts[-1] and len(parts) > 1:
            parts[-1] = piece.removeprefix(" ")
        else:
            parts[-1] += piece
    return [_ESCAPED.sub(_original, part) for part in parts]


def _item(text: str) -> str:
    if not text.strip() and "\n" not in text:
        return "\\" + text
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _original_item(line: str) -> str:
    if line[0] == "\\" and not line[1:].strip():
        return line[1:]
    return _ESCAPED_ITEM.sub(_original, line)


def _escape(match: re.Match[str]) -> str:
    return "\\n" if match[0] == "\n" else "\\" + match[0]


def _original(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]
