"""Divides what a training costs among its people, to the grosz: the parts add up to the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.registers.trainings.courses.domain import Component

COSTS = tuple(component for component in Component if component is not Component.CO_FUNDING)


@dataclass(frozen=True)
class Line:
    """A cost of a training, in grosze: of the whole group where ``shared``, else of each person."""

    component: Component
    shared: bool
    amount: int


@dataclass(frozen=True)
class Share:
    """What one participation costs, grosze by component."""

    fee: int = 0
    vat: int = 0
    travel: int = 0
    lodging: int = 0
    internal: int = 0
    co_funding: int = 0

    @property
    def total(self) -> int:
        """What the office pays; below zero where the co-funding is larger than the cost, which must be refused."""
        return self.fee + self.vat + self.travel + self.lodging + self.internal - self.co_funding


def part(amount: int, people: int, place: int) -> int:
    """Of ``amount`` grosze the part of the person at ``place`` (0-based): whole parts, the first ones get the rest."""
    return (amount + people - 1 - place) // people


def shares(lines: Iterable[Line], own: Mapping[int, Mapping[Component, int]]) -> dict[int, Share]:
    """By person: the part in shared lines, the lines of each person, and what the person costs beside them (``own``).

    The order is that of the ids. No part of a line differs from another by more than a grosz; the odd grosze of the
    next line go on where those of the last one ended, so that the sums differ by no more than a grosz, either.
    """
    people = sorted(own)
    found = {person: dict.fromkeys(Component, 0) for person in people}
    done = {True: 0, False: 0}
    for line in lines:
        given = line.component is Component.CO_FUNDING
        for place, person in enumerate(people):
            if line.shared:
                before = part(done[given], len(people), place)
                found[person][line.component] += part(done[given] + line.amount, len(people), place) - before
            else:
                found[person][line.component] += line.amount
        if line.shared:
            done[given] += line.amount
    for person in people:
        for component, amount in own[person].items():
            found[person][component] += amount
    return {person: Share(**{str(name.value): amount for name, amount in found[person].items()}) for person in people}


def own_part(share: Share, common: Share) -> dict[Component, int]:
    """What a person costs beside the training's lines: the share less the part in them."""
    return {component: getattr(share, component.value) - getattr(common, component.value) for component in Component}


def common_shares(lines: Sequence[Line], people: Iterable[int]) -> dict[int, Share]:
    """The parts of people who cost nothing beside the training's lines."""
    return shares(lines, {person: {} for person in people})
