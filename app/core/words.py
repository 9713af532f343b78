"""Polish labels of fields: one description feeds forms, tables, exports and messages."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.problems import Problem


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
