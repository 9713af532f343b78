"""Polish labels of fields: one description feeds forms, tables, exports and messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.problems import Problem

_BLANKS = re.compile(r"[^\S\r\n]{2,}")


def tidied_line(text: str) -> str:
    """A text of one line without blanks around it and with one space where it had several.

    ``Stowarzyszenie   Sąsiedzka Pomoc`` would neither be found nor sorted as the name it is. Single spaces that do
    not break stay; so does a text of several lines, where columns may be meant.
    """
    line = text.strip()
    return line if "\n" in line else _BLANKS.sub(" ", line)


@dataclass(frozen=True)
class FieldWords:
    """How a field is called and explained; ``help`` stands under the field, ``example`` inside it."""

    label: str
    help: str = ""
    example: str = ""


def place_of(problem: Problem, fields: Mapping[str, FieldWords]) -> str:
    """The label of the faulty place: ``fees.0.amount`` gives ``Opłaty, pozycja 1: Kwota``."""
    name, _, rest = problem.field.partition(".")
    words = fields.get(name)
    label = words.label if words else name
    if not rest:
        return label
    index, _, part = rest.partition(".")
    inner = fields.get(f"{name}.{part}")
    suffix = f": {inner.label}" if inner else ""
    return f"{label}, pozycja {int(index) + 1}{suffix}"
