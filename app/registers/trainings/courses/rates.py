"""The figures that the register of trainings rests on, as dated data: ``resources/dictionaries/trainings.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
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


@dataclass(frozen=True, kw_only=True)
class TrainingRules:
    """What held on one day; days, months and cards are whole."""

    card_alarms: tuple[int, int]
    """Days of waiting after which a card is late, and very late."""
    course_alarms: tuple[int, int]
    """Days before a training in which the office is told of it, and that nobody takes part in it."""
    agreement_alarm: int
    """Days before the end of a duty to stay in which the office is told of it."""
    shrink: int
    """Cards with the mean of the office that are added to those of an institution."""
    least_cards: int
    expiry_alarms: tuple[int, int]
    """Days before the end of validity, the longer first."""
    months_without: int
    effect_from_months: int
    effect_to_months: int
    stay_months_at_most: int


def rules_on(day: date) -> TrainingRules:
    """The figures in force that day; Refusal when the dictionary does not reach back so far."""
    found = figures_on(day)
    values: dict[str, Any] = {key: figure.value for key, figure in found.items()}
    return TrainingRules(**values)


def figures_on(day: date) -> Mapping[str, Figure]:
    """The same with labels and sources, by key; Refusal when one of them did not hold yet."""
    found = {figure.key: figure for figure in _figures() if figure.holds_on(day)}
    if len(found) < len(fields(TrainingRules)):
        first = max(min(each.valid_from for each in _figures() if each.key == name) for name in _names())
        raise Refusal(
            f"Na dzień {format_date(day)} program nie zna zasad szkoleń; zna je od {format_date(first)}. Sprawdź datę."
        )
    return found


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(TrainingRules))


@cache
def _figures() -> tuple[Figure, ...]:
    """Every version, by figure and oldest first; ValueError where a name is unknown or two versions overlap."""
    path = paths.resources() / "dictionaries" / "trainings.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["figure"]
    found = [_figure(table) for table in tables]
    if {each.key for each in found} != set(_names()):
        raise ValueError(sorted({each.key for each in found} ^ set(_names())))
    return tuple(
        each for name in _names() for each in in_order(name, (figure for figure in found if figure.key == name))
    )


def _figure(table: Mapping[str, Any]) -> Figure:
    value = table["value"]
    return Figure(**{**table, "value": tuple(value) if isinstance(value, list) else value})
