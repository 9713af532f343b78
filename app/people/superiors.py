"""Who is the direct superior of a position: the one rule, over an office that is in memory or in the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.people.posts.domain import PostKind


class SuperiorHow(StrEnum):
    """Why somebody is the superior, or why there is none."""

    NAMED = "named"
    HEAD_OF_UNIT = "head_of_unit"
    HEAD_OF_UNIT_ABOVE = "head_of_unit_above"
    NONE = "none"
    SELF = "self"
    RING = "ring"


class Held(Protocol):
    """What the rule asks of a position."""

    @property
    def post_kind(self) -> PostKind | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def superior_id(self) -> int | None: ...


class OfficeOnDay(Protocol):
    """What the rule asks of the office on one day."""

    def works(self, employee_id: int) -> bool:
        """Whether the person works in the office."""

    def head(self, unit_id: int, other_than: int) -> int | None:
        """Who heads the unit, unless it is ``other_than``."""

    def above(self, unit_id: int) -> int | None:
        """The unit above; None for one at the top or unknown."""


@dataclass(frozen=True)
class Found:
    """The superior before rings are looked for; ``unit_id`` is the unit whose head it is."""

    employee_id: int | None
    how: SuperiorHow
    unit_id: int | None = None


def superior_in(office: OfficeOnDay, employee_id: int, held: Held) -> Found:
    """The superior named with the position, else the head of the own unit, else of the unit above, and so on up.

    Never oneself. Who is elected or appointed stands under no head of a unit, only under a superior that is named. A
    named superior who does not work here counts as not named.
    """
    named = held.superior_id
    if named is not None and office.works(named):
        return Found(None, SuperiorHow.SELF) if named == employee_id else Found(named, SuperiorHow.NAMED)
    if held.post_kind is not PostKind.ELECTED:
        for unit_id in _upwards(office, held.unit_id):
            head = office.head(unit_id, employee_id)
            if head is not None:
                own = unit_id == held.unit_id
                return Found(head, SuperiorHow.HEAD_OF_UNIT if own else SuperiorHow.HEAD_OF_UNIT_ABOVE, unit_id)
    return Found(None, SuperiorHow.NONE)


def _upwards(office: OfficeOnDay, unit_id: int | None) -> Iterator[int]:
    seen: set[int] = set()
    while unit_id is not None and unit_id not in seen:
        seen.add(unit_id)
        yield unit_id
        unit_id = office.above(unit_id)
