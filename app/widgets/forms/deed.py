"""One deed on a record as data: what its small window asks, checks, tells and calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.problems import Problem
from app.core.records import Outcome
from app.core.words import FieldWords
from app.widgets.forms.fields import Field

Values = Mapping[str, Any]
"""What the fields hold, by name."""


@dataclass(frozen=True)
class Effect:
    """What a deed sets off, in words; ``title`` may be blank, ``color`` is one of ``theme.Colors``."""

    text: str
    title: str = ""
    color: str = "ink"


def _nothing_wrong(_values: Values) -> Sequence[Problem]:
    return ()


def _no_effects(_values: Values) -> Sequence[Effect]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One deed: what the window asks, checks, tells and calls.

    ``title`` stands in the frame, ``about`` names the record, ``text`` is the button. ``shape`` is the dataclass whose
    fields limit texts of the same names, ``sentences`` are those of problems. ``start`` are the first values of
    ``fields``. ``facts`` are told in any case, ``effects`` of values that are whole. ``call`` runs on the
    writer's thread.
    """

    key: str
    title: str
    about: str
    text: str
    call: Callable[[Values], Outcome[Any]]
    fields: tuple[Field, ...] = ()
    start: Values
    intro: str = ""
    facts: tuple[Effect, ...] = ()
    words: Mapping[str, FieldWords]
    sentences: Mapping[str, str] = field(default_factory=dict)
    shape: type | None = None
    check: Callable[[Values], Sequence[Problem]] = _nothing_wrong
    effects: Callable[[Values], Sequence[Effect]] = _no_effects
