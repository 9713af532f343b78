"""The figures that the register of trainings rests on, as dated data: ``resources/dictionaries/trainings.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.core.figures import Figure, FigureBook


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
    return _BOOK.on(day)


_BOOK = FigureBook("trainings.toml", tuple(field.name for field in fields(TrainingRules)), "zasad szkoleń")
