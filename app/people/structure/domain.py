"""Who worked where and under whom on any day, worked out from employees and units; no database, no clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from app.core.periods import full_months_between
from app.people.employees.domain import Employee, PastPosition
from app.people.posts.domain import PostKind
from app.people.superiors import SuperiorHow, superior_in
from app.people.units.domain import Unit


@dataclass(frozen=True, kw_only=True)
class Position:
    """A post held by one person from ``valid_from`` to ``valid_to``, both included; None is open.

    ``person`` is the name as on a badge, ``number`` the office's own, blank where it has none.
    """

    employee_id: int
    person: str
    number: str
    post: str
    post_kind: PostKind | None
    unit_id: int | None
    superior_id: int | None
    heads_unit: bool
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether the person held it on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Superior:
    """The direct superior on a day; ``employee_id`` is None where there is none to name.

    ``unit_id`` is the unit whose head it is. ``ring`` are the people who are each other's superiors, in order.
    ``named_gone`` is the superior named with the position who did not work in the office on that day.
    """

    employee_id: int | None
    how: SuperiorHow
    unit_id: int | None = None
    ring: tuple[int, ...] = ()
    named_gone: int | None = None


@dataclass(frozen=True)
class _Place:
    """A unit's name and the unit above it for some time."""

    name: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Branch:
    """A unit on a day with who worked in it and what stood below it.

    ``unit_id`` is None for people without a unit. ``closed_on`` is the last day of a unit that was closed before.
    The head stands first among ``people``.
    """

    unit_id: int | None
    name: str
    closed_on: date | None
    head: int | None
    people: tuple[Position, ...]
    below: tuple["Branch", ...]


class _Day:
    """Positions, heads and the units that were there on one day."""

    def __init__(
        self,
        positions: Mapping[int, Position],
        places: Mapping[int, _Place],
        parents: Mapping[int, int | None],
    ) -> None:
        self.positions, self.places, self._parents = positions, places, parents
        self.heads: dict[int, int] = {}
        for position in positions.values():
            unit_id = position.unit_id
            if position.heads_unit and unit_id is not None and unit_id in places:
                held = self.heads.get(unit_id)
                if held is None or _began(position) > _began(positions[held]):
                    self.heads[unit_id] = position.employee_id

    def works(self, employee_id: int) -> bool:
        """Whether the person works in the office."""
        return employee_id in self.positions

    def head(self, unit_id: int, other_than: int) -> int | None:
        """Who heads the unit, unless it is ``other_than``."""
        head = self.heads.get(unit_id)
        return None if head == other_than else head

    def above(self, unit_id: int) -> int | None:
        """The unit above; one that was not there hands on to the one above it."""
        place = self.places.get(unit_id)
        return self._parents.get(unit_id) if place is None else place.parent_id

    @cached_property
    def rings(self) -> tuple[tuple[int, ...], ...]:
        """People who are each other's superiors; each ring once, beginning with its lowest id."""
        found, done = [], set[int]()
        for employee_id in sorted(self.positions):
            way: dict[int, int] = {}
            current: int | None = employee_id
            while current is not None and current not in done:
                done.add(current)
                way[current] = len(way)
                current = superior_in(self, current, self.positions[current]).employee_id
            if current is not None and current in way:
                ring = tuple(way)[way[current] :]
                start = ring.index(min(ring))
                found.append((*ring[start:], *ring[:start]))
        return tuple(found)

    def ring(self, employee_id: int) -> tuple[int, ...]:
        """The ring the person stands in, blank for who stands in none."""
        return next((ring for ring in self.rings if employee_id in ring), ())


class Structure:
    """The office on any day. Namesakes are told apart by id; show ``number`` beside a name.

    Who is whose superior follows the rule of ``people.superiors``.
    """

    def __init__(self, employees: Iterable[Employee], units: Iterable[Unit]) -> None:
        self._employees: dict[int, tuple[Position, ...]] = {
            employee.id: tuple(_positions(employee)) for employee in employees
        }
        self._units: dict[int, tuple[_Place, ...]] = {unit.id: tuple(_places(unit)) for unit in units}
        # where a unit was not there on a day, the way up is the one known nearest to the present
        self._parents = {unit_id: places[-1].parent_id for unit_id, places in self._units.items()}
        self._days: dict[date, _Day] = {}

    def position(self, employee_id: int, day: date) -> Position | None:
        """What the person did on that day; None when not in the office, or unknown."""
        return self._on(day).positions.get(employee_id)

    def positions(self, day: date) -> tuple[Position, ...]:
        """Of everybody who worked in the office on that day, in the order the employees came."""
        return tuple(self._on(day).positions.values())

    def latest(self) -> tuple[Position, ...]:
        """The present or last position of everybody, also of those who left."""
        return tuple(held[-1] for held in self._employees.values())

    def held(self, employee_id: int) -> tuple[Position, ...]:
        """Every position the person had, the oldest first."""
        return self._employees.get(employee_id, ())

    def unit(self, unit_id: int, day: date) -> tuple[str, int | None] | None:
        """Name and unit above on that day; None when it was closed or not yet there."""
        place = self._on(day).places.get(unit_id)
        return None if place is None else (place.name, place.parent_id)

    def units(self, day: date) -> dict[int, tuple[str, int | None]]:
        """Every unit that was there on that day: name and unit above, by id."""
        return {unit_id: (place.name, place.parent_id) for unit_id, place in self._on(day).places.items()}

    def head(self, unit_id: int, day: date) -> int | None:
        """Who headed the unit on that day; of two by mistake, who began later."""
        return self._on(day).heads.get(unit_id)

    def tree(self, day: date) -> tuple[Branch, ...]:
        """The whole office on that day: units below units, closed ones last, then people without a unit.

        Units stand in the order in which they came; one that was not there yet is left out unless somebody is in it.
        """
        known, people = self._on(day), self._people(day)
        closed = {
            unit_id: places[-1]
            for unit_id, places in self._units.items()
            if unit_id not in known.places and (ended := places[-1].valid_to) is not None and ended < day
        }
        early = {unit_id: self._units[unit_id][0] for unit_id in people if unit_id in self._units}
        shown = {**early, **closed, **known.places}
        below: dict[int | None, list[int]] = {}
        for unit_id in (*(u for u in self._units if u not in closed), *closed):
            if unit_id in shown:
                parent = shown[unit_id].parent_id
                below.setdefault(parent if parent in shown else None, []).append(unit_id)

        placed: set[int] = set()

        def branch(unit_id: int) -> Branch:
            placed.add(unit_id)
            place, head = shown[unit_id], known.heads.get(unit_id)
            listed = sorted(people.get(unit_id, ()), key=lambda each: each.employee_id != head)
            ended = place.valid_to if unit_id in closed else None
            lower = tuple(branch(each) for each in below.get(unit_id, ()) if each not in placed)
            return Branch(unit_id, place.name, ended, head, tuple(listed), lower)

        top = [branch(unit_id) for unit_id in below.get(None, ())]
        # units that stood in a ring hang from nothing, and nobody may be missing
        top += [branch(unit_id) for unit_id in shown if unit_id not in placed]
        nowhere = tuple(each for key, found in people.items() if key not in shown for each in found)
        return (*top, Branch(None, "", None, None, nowhere, ())) if nowhere else tuple(top)

    def _people(self, day: date) -> dict[int | None, list[Position]]:
        found: dict[int | None, list[Position]] = {}
        for position in self._on(day).positions.values():
            found.setdefault(position.unit_id, []).append(position)
        return found

    def superior(self, employee_id: int, day: date) -> Superior:
        """The direct superior on that day, and why."""
        known = self._on(day)
        position = known.positions.get(employee_id)
        if position is None:
            return Superior(None, SuperiorHow.NONE)
        named = position.superior_id
        gone = None if named is None or known.works(named) else named
        ring = known.ring(employee_id)
        if ring:
            return Superior(None, SuperiorHow.RING, ring=ring, named_gone=gone)
        found = superior_in(known, employee_id, position)
        return Superior(found.employee_id, found.how, found.unit_id, named_gone=gone)

    def rings(self, day: date) -> tuple[tuple[int, ...], ...]:
        """People who are each other's superiors on that day; each ring once, beginning with its lowest id."""
        return self._on(day).rings

    def post_since(self, employee_id: int, day: date) -> date | None:
        """The first day of the post held on that day, counted over positions that follow each other without a gap.

        A change of unit or superior leaves the post as it is. None when not in the office or the beginning is unknown.
        """
        position = self.position(employee_id, day)
        if position is None or position.valid_from is None:
            return None
        since = position.valid_from
        for earlier in reversed(self._employees[employee_id]):
            if earlier.valid_to is None or earlier.valid_to >= since:
                continue
            if earlier.valid_to + timedelta(days=1) < since or not _same_post(earlier, position):
                break
            if earlier.valid_from is None:
                return None
            since = earlier.valid_from
        return since

    def months_in_post(self, employee_id: int, day: date) -> int | None:
        """Full months in the same post up to that day; None where ``post_since`` is."""
        since = self.post_since(employee_id, day)
        return None if since is None else full_months_between(since, day)

    def _on(self, day: date) -> _Day:
        known = self._days.get(day)
        if known is None:
            positions = {
                employee_id: position
                for employee_id, held in self._employees.items()
                if (position := _held_on(held, day)) is not None
            }
            places = {
                unit_id: place
                for unit_id, listed in self._units.items()
                if (place := _place_on(listed, day)) is not None
            }
            known = self._days[day] = _Day(positions, places, self._parents)
        return known


def _positions(employee: Employee) -> Iterator[Position]:
    """The oldest first; the present one begins on ``post_since``, else after the last, else with the employment."""

    def held(source: Employee | PastPosition, valid_from: date | None, valid_to: date | None) -> Position:
        return Position(
            employee_id=employee.id,
            person=employee.full_name,
            number=employee.number,
            post=source.post,
            post_kind=source.post_kind,
            unit_id=source.unit_id,
            superior_id=source.superior_id,
            heads_unit=source.heads_unit,
            valid_from=valid_from,
            valid_to=valid_to,
        )

    past = sorted(employee.history, key=lambda row: row.valid_from or date.min)
    for row in past:
        yield held(row, row.valid_from, row.valid_to)
    since = employee.post_since
    if since is None and past and past[-1].valid_to is not None:
        since = past[-1].valid_to + timedelta(days=1)
    yield held(employee, since or employee.employed_from, employee.employed_to)


def _places(unit: Unit) -> Iterator[_Place]:
    for row in sorted(unit.history, key=lambda row: row.valid_from or date.min):
        yield _Place(row.name, row.parent_id, row.valid_from, row.valid_to)
    yield _Place(unit.name, unit.parent_id, unit.since, unit.closed_on)


def _held_on(held: Sequence[Position], day: date) -> Position | None:
    # the latest first: where rows overlap by mistake, the newer one is meant
    return next((position for position in reversed(held) if position.holds(day)), None)


def _place_on(places: Sequence[_Place], day: date) -> _Place | None:
    return next(
        (
            place
            for place in reversed(places)
            if (place.valid_from is None or place.valid_from <= day)
            and (place.valid_to is None or day <= place.valid_to)
        ),
        None,
    )


def _began(position: Position) -> tuple[date, int]:
    return position.valid_from or date.min, -position.employee_id


def _same_post(one: Position, other: Position) -> bool:
    return " ".join(one.post.casefold().split()) == " ".join(other.post.casefold().split())
