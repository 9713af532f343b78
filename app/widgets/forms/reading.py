"""What an editor holds at the moment: a value, and what the person typed that is no value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.problems import Problem


@dataclass(frozen=True)
class Reading:
    """The value of one editor.

    ``problems`` are about text that cannot be read (``12,5a`` as an amount); their ``field`` is the place
    inside the editor, blank for the editor itself. ``typed`` keeps that text by the same places, so that a
    saved draft gives it back letter by letter.
    """

    value: Any
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


def unreadable(code: str, text: str) -> Reading:
    """A reading without value for text that says nothing the field understands."""
    return Reading(None, (Problem("", code, {"value": text}),), {"": text})


def join(*parts: str) -> str:
    """A place from its parts: ``join("fees", "0", "")`` gives ``fees.0``."""
    return ".".join(part for part in parts if part)


def moved_under(prefix: str, problem: Problem) -> Problem:
    """The same problem seen from one level up."""
    return replace(problem, field=join(prefix, problem.field))


def head_and_rest(place: str) -> tuple[str, str]:
    """``fees.0.amount`` gives ``fees`` and ``0.amount``."""
    head, _, rest = place.partition(".")
    return head, rest
