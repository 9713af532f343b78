"""Figures that rules rest on, read from a dictionary with dates of validity: ``[[figure]]`` tables of a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from app.core import paths
from app.core.dated import Dated, in_order
from app.core.dates import format_date
from app.core.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Figure(Dated):
    """One version of one figure; one that is not ``confirmed`` is practice, not law."""

    key: str
    label: str
    value: int | tuple[int, ...]


class FigureBook:
    """The figures of one file of ``resources/dictionaries``, read when first asked for.

    ``names`` are the keys it must have; ``rules`` says in the genitive what they rule: ``zasad szkoleń``.
    """

    def __init__(self, file: str, names: tuple[str, ...], rules: str) -> None:
        self._file = file
        self._names = names
        self._rules = rules

    def on(self, day: date) -> Mapping[str, Figure]:
        """The figures in force that day, by key; Refusal when one of them did not hold yet."""
        found = {figure.key: figure for figure in self._versions if figure.holds_on(day)}
        if len(found) < len(self._names):
            first = max(min(each.valid_from for each in self._versions if each.key == name) for name in self._names)
            raise Refusal(
                f"Na dzień {format_date(day)} program nie zna {self._rules}; zna je od {format_date(first)}. "
                "Sprawdź datę."
            )
        return found

    @cached_property
    def _versions(self) -> tuple[Figure, ...]:
        """Every version, by figure and oldest first; ValueError where a name is unknown or two versions overlap."""
        path = paths.resources() / "dictionaries" / self._file
        found = [_figure(table) for table in tomllib.loads(path.read_text(encoding="utf-8"))["figure"]]
        if {each.key for each in found} != set(self._names):
            raise ValueError(sorted({each.key for each in found} ^ set(self._names)))
        return tuple(
            each for name in self._names for each in in_order(name, (figure for figure in found if figure.key == name))
        )


def _figure(table: Mapping[str, Any]) -> Figure:
    value = table["value"]
    return Figure(**{**table, "value": tuple(value) if isinstance(value, list) else value})
