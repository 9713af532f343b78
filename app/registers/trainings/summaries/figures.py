"""What the register of trainings adds up to: totals, costs against the plan, who was trained and who was not; pure.

Everything is counted in whole grosze, so that parts add up to wholes. An entry is one person in one training.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.core.periods import add_months
from app.core.polish import sort_key
from app.registers.trainings.participations.repository import RegisterRow

K = TypeVar("K")


@dataclass(frozen=True)
class UnitTotal:
    """Trainings of one unit: number of entries and grosze."""

    unit_id: int | None
    unit: str
    count: int
    cost: int


@dataclass(frozen=True)
class Totals:
    """The three totals of the register (seed, slide 34): cost, number, number by unit."""

    cost: int
    count: int
    units: tuple[UnitTotal, ...]


@dataclass(frozen=True)
class Sum:
    """Entries of one group: their number, people, days and lesson hours of training, and grosze."""

    name: str
    count: int
    people: int
    days: int
    hours: int
    cost: int


@dataclass(frozen=True, kw_only=True)
class Execution:
    """A unit's year in grosze: what was planned and what became of it.

    ``requested`` waits for approval, ``committed`` is approved and ahead, ``spent`` is over. ``planned_ahead`` are
    estimates of lines of the plan for which no training was set up yet. ``plan`` is None without a budget.
    """

    unit_id: int | None
    unit: str
    plan: int | None = None
    requested: int = 0
    committed: int = 0
    spent: int = 0
    planned_ahead: int = 0

    @property
    def forecast(self) -> int:
        """What the year will cost if everything asked for and planned comes true."""
        return self.spent + self.committed + self.requested + self.planned_ahead

    @property
    def left(self) -> int | None:
        """What may still be committed; below zero where the plan is passed."""
        return None if self.plan is None else self.plan - self.spent - self.committed


@dataclass(frozen=True)
class Person:
    """Somebody who works in the office: for who was trained and who was not."""

    employee_id: int
    person: str
    post: str
    unit_id: int | None
    unit: str
    employed_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonAccess:
    """A person's trainings in the period; ``last_on`` is the last day ever, None for never."""

    who: Person
    count: int = 0
    days: int = 0
    cost: int = 0
    last_on: date | None = None
    without: bool = False
    """None at all in the months looked at, and employed through them."""


@dataclass(frozen=True, kw_only=True)
class UnitAccess:
    """A unit's trainings by head; ``days`` and ``cost`` are sums, ``trained`` people with at least one."""

    unit_id: int | None
    unit: str
    people: int
    trained: int
    without: int
    days: int
    cost: int


UnitKey = int | str
"""A unit's id; its symbol where the program knows no such unit, which an old register may name; blank without one."""


def unit_key(unit_id: int | None, unit: str) -> UnitKey:
    """By which entries of one unit belong together, also when it has changed its symbol in between."""
    return unit if unit_id is None else unit_id


def totals(rows: Iterable[RegisterRow]) -> Totals:
    """Cost, number and number by unit; units in their order of symbols."""
    cost = count = 0
    units: dict[UnitKey, list[int]] = {}
    named: dict[UnitKey, tuple[date, str]] = {}
    for row in rows:
        amount = row.total
        cost += amount
        count += 1
        key = row.unit if row.unit_id is None else row.unit_id
        found = units.get(key)
        if found is None:
            units[key] = [1, amount]
            named[key] = row.starts_on, row.unit
            continue
        found[0] += 1
        found[1] += amount
        if row.starts_on > named[key][0]:
            # a unit that has changed its symbol stands under the last one
            named[key] = row.starts_on, row.unit
    found_units = [
        UnitTotal(key if isinstance(key, int) else None, named[key][1], number, amount)
        for key, (number, amount) in units.items()
    ]
    return Totals(cost, count, tuple(sorted(found_units, key=lambda each: (each.unit == "", sort_key(each.unit)))))


def grouped(rows: Iterable[RegisterRow], key: Callable[[RegisterRow], str], *, blank: str) -> tuple[Sum, ...]:
    """Sums by group, the dearest first; rows without one stand under ``blank``."""
    counts: dict[str, int] = defaultdict(int)
    costs: dict[str, int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    hours: dict[str, int] = defaultdict(int)
    people: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        name = key(row) or blank
        counts[name] += 1
        costs[name] += row.total
        days[name] += row.days or 0
        hours[name] += row.hours or 0
        people[name].add(row.employee_id)
    found = [Sum(name, counts[name], len(people[name]), days[name], hours[name], costs[name]) for name in counts]
    return tuple(sorted(found, key=lambda each: (-each.cost, -each.count, sort_key(each.name))))


def by_month(rows: Iterable[RegisterRow]) -> Mapping[int, int]:
    """Grosze by month of the first day, January to December."""
    found = dict.fromkeys(range(1, 13), 0)
    for row in rows:
        found[row.starts_on.month] += row.total
    return found


def execution(
    rows: Iterable[RegisterRow],
    planned: Mapping[int | None, int],
    ahead: Mapping[int | None, int],
    names: Mapping[int, str],
    today: date,
) -> tuple[Execution, ...]:
    """Plan and cost of one year by unit.

    ``planned`` are grosze of the budget and ``ahead`` estimates of the plan that no training realises yet, by unit;
    None is the whole office, where entries without a unit stand, too. ``names`` are symbols of units.
    """
    requested: dict[UnitKey, int] = defaultdict(int)
    committed: dict[UnitKey, int] = defaultdict(int)
    spent: dict[UnitKey, int] = defaultdict(int)
    symbols: dict[UnitKey, str] = dict(names.items())
    for row in rows:
        key = unit_key(row.unit_id, row.unit)
        symbols.setdefault(key, row.unit)
        kind = requested if not row.approved else spent if row.ends_on < today else committed
        kind[key] += row.total
    plan = {"" if unit is None else unit: amount for unit, amount in planned.items()}
    estimates = {"" if unit is None else unit: amount for unit, amount in ahead.items()}
    units = sorted(
        {*requested, *committed, *spent, *plan, *estimates},
        key=lambda unit: (unit == "", sort_key(symbols.get(unit, ""))),
    )
    return tuple(
        Execution(
            unit_id=unit if isinstance(unit, int) else None,
            unit=symbols.get(unit, ""),
            plan=plan.get(unit) if plan else None,
            requested=requested[unit],
            committed=committed[unit],
            spent=spent[unit],
            planned_ahead=estimates.get(unit, 0),
        )
        for unit in units
    )


def whole(lines: Sequence[Execution]) -> Execution:
    """The office's year: the sum of its units."""
    plans = [line.plan for line in lines if line.plan is not None]
    return Execution(
        unit_id=None,
        unit="",
        plan=sum(plans) if plans else None,
        requested=sum(line.requested for line in lines),
        committed=sum(line.committed for line in lines),
        spent=sum(line.spent for line in lines),
        planned_ahead=sum(line.planned_ahead for line in lines),
    )


def access(
    rows: Sequence[RegisterRow],
    people: Sequence[Person],
    since: date,
    until: date,
    months_without: int,
    on: date | None = None,
) -> tuple[PersonAccess, ...]:
    """Everybody's trainings that begin from ``since`` to ``until``; ``rows`` reach back as far as is known.

    Somebody is without training who had none in ``months_without`` months up to ``on``, the last day of the period
    unless it is given, nor has one ahead in the period, and worked here all the time.
    """
    of: dict[int, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        of[row.employee_id].append(row)
    from_day = add_months(on or until, -months_without)
    found = []
    for who in people:
        own = of[who.employee_id]
        counted = [row for row in own if since <= row.starts_on <= until]
        last = max((row.ends_on for row in own if row.starts_on <= until), default=None)
        long_enough = who.employed_from is not None and who.employed_from <= from_day
        found.append(
            PersonAccess(
                who=who,
                count=len(counted),
                days=sum(row.days or 0 for row in counted),
                cost=sum(row.total for row in counted),
                last_on=last,
                without=(last is None or last < from_day) and (long_enough or who.employed_from is None),
            )
        )
    return tuple(found)


def access_of_units(lines: Sequence[PersonAccess]) -> tuple[UnitAccess, ...]:
    """The same by unit, in the order of symbols."""
    of: dict[tuple[int | None, str], list[PersonAccess]] = defaultdict(list)
    for line in lines:
        of[line.who.unit_id, line.who.unit].append(line)
    return tuple(
        UnitAccess(
            unit_id=unit_id,
            unit=unit,
            people=len(own),
            trained=sum(line.count > 0 for line in own),
            without=sum(line.without for line in own),
            days=sum(line.days for line in own),
            cost=sum(line.cost for line in own),
        )
        for (unit_id, unit), own in sorted(of.items(), key=lambda item: (item[0][1] == "", sort_key(item[0][1])))
    )
