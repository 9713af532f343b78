"""Use cases for organisational units."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, natural_key, plural, sort_key
from app.core.problems import Problem
from app.core.records import Query
from app.people.employees.model import EmployeeRow, PastPositionRow
from app.people.units.domain import Unit, UnitDraft, validate
from app.people.units.model import PastUnitRow, UnitRow
from app.people.units.words import FIELDS, PROBLEMS
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.references import referring
from app.records.usecases import Noun, Records
from db.store import Store

_RENAMED = "people.renamed_units"
_NAMED = 5
"""People or units that a refusal names."""


class Units(Records[Unit, UnitDraft]):
    """The office's units."""

    entity = "unit"
    noun = Noun("komórka organizacyjna", "komórkę")
    row, record, draft = UnitRow, Unit, UnitDraft
    fields, sentences = FIELDS, PROBLEMS
    order = (UnitRow.symbol_sort,)
    rests = frozenset(
        {
            "employee",
            "evaluation",
            "service_card",
            "training_need",
            "training_participation",
            "training_plan_item",
            "unit",
        }
    )

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        renamed: Sequence[Callable[[Session, int], None]] = (),
    ) -> None:
        """``renamed`` are told, inside the transaction, the id of each unit whose name changed."""
        super().__init__(store, clock, actor)
        self._renamed = renamed

    def title(self, record: Unit | UnitDraft) -> str:
        return f"{record.symbol} {record.name}"

    def validate(self, draft: UnitDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"state": CaseFilter(self._states), "parent_id": ColumnFilter(UnitRow.parent_id)}

    def _states(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        working = or_(UnitRow.closed_on.is_(None), UnitRow.closed_on >= today)
        return {"working": working, "closed": UnitRow.closed_on < today}

    def sorts(self) -> Mapping[str, Any]:
        return {"symbol": UnitRow.symbol_sort, "name": UnitRow.sort, "room": UnitRow.room_sort}

    def _ids(self, session: Session, query: Query, offset: int, limit: int | None) -> list[int]:
        """In the register's own order each unit stands below its parent, by symbol inside."""
        if query.sort is not None:
            return super()._ids(session, query, offset, limit)
        found = super()._ids(session, query, 0, None)
        ordered = list(_tree_order(session, found))
        return ordered[offset:] if limit is None else ordered[offset : offset + limit]

    def _check(self, session: Session, draft: UnitDraft, row: Any) -> Iterator[Problem]:
        taken = session.scalar(select(UnitRow.id).where(UnitRow.symbol == draft.symbol))
        if taken is not None and (row is None or taken != row.id):
            yield Problem("symbol", "not_unique", {"value": draft.symbol})
        seen = set() if row is None else {row.id}
        parent_id = draft.parent_id
        while parent_id is not None:
            if parent_id in seen:
                yield Problem("parent_id", "unit_ring")
                return
            seen.add(parent_id)
            parent = session.get(UnitRow, parent_id)
            if parent is None or parent.deleted_at is not None:
                yield Problem("parent_id", "missing_reference", {"value": parent_id})
                return
            parent_id = parent.parent_id
        yield from _history(session, draft)
        yield from _parent_closed(session, draft)
        if row is not None and draft.closed_on is not None:
            yield from _left_behind(session, row.id, draft.closed_on)

    def _before_save(self, session: Session, row: Any, draft: UnitDraft, before: Unit | None) -> None:
        row.sort, row.symbol_sort = sort_key(draft.name), natural_key(draft.symbol)
        row.room_sort = natural_key(draft.room)
        row.find = fold(f"{draft.symbol} {draft.name} {draft.room} {draft.phone} {draft.email}")
        if before is not None and before.name != draft.name:
            session.info.setdefault(_RENAMED, set()).add(row.id)

    def _after_save(self, session: Session, record: Unit) -> None:
        if record.id in session.info.get(_RENAMED, ()):
            for tell in self._renamed:
                tell(session, record.id)

    def _may_delete(self, session: Session, record: Unit) -> None:
        users = used_by(session, record.id)
        if users:
            raise Refusal(
                f"Nie można usunąć komórki {record.symbol}: "
                f"{plural(users, 'korzysta', 'korzystają', 'korzysta')} z niej {users} "
                f"{plural(users, 'pozycja', 'pozycje', 'pozycji')} (komórki podległe, pracownicy lub karty). "
                "Najpierw przenieś je do innej komórki. Komórkę, która przestała działać, zamknij polem "
                "„Zlikwidowana z dniem”."
            )
        past = _past_uses(session, record.id)
        if past:
            raise Refusal(
                f"Nie można usunąć komórki {record.symbol}: jest w dawnych danych "
                f"(wcześniejsze stanowiska pracowników lub podległość komórek): {past}. "
                "Zamiast usuwać, wpisz „Zlikwidowana z dniem”."
            )


def _history(session: Session, draft: UnitDraft) -> Iterator[Problem]:
    for index, past in enumerate(draft.history):
        if past.parent_id is not None and session.get(UnitRow, past.parent_id) is None:
            yield Problem(f"history.{index}.parent_id", "missing_reference", {"value": past.parent_id})


def _parent_closed(session: Session, draft: UnitDraft) -> Iterator[Problem]:
    parent = None if draft.parent_id is None else session.get(UnitRow, draft.parent_id)
    if parent is not None and parent.closed_on is not None and (draft.closed_on or date.max) > parent.closed_on:
        details = {"unit": f"{parent.symbol} {parent.name}", "day": format_date(parent.closed_on)}
        yield Problem("parent_id", "closed_parent", details)


def _left_behind(session: Session, unit_id: int, closed_on: date) -> Iterator[Problem]:
    """People and units that would still be in the unit after its last day."""
    person, unit = EmployeeRow, UnitRow
    people = select(person.first_name, person.surname).where(
        person.unit_id == unit_id,
        person.deleted_at.is_(None),
        or_(person.employed_to.is_(None), person.employed_to > closed_on),
    )
    names = [f"{first} {surname}" for first, surname in session.execute(people.order_by(person.sort))]
    if names:
        yield Problem("closed_on", "closed_with_people", {"people": _some(names)})
    units = select(unit.symbol).where(
        unit.parent_id == unit_id, unit.deleted_at.is_(None), or_(unit.closed_on.is_(None), unit.closed_on > closed_on)
    )
    symbols = list(session.scalars(units.order_by(unit.symbol_sort)))
    if symbols:
        yield Problem("closed_on", "closed_with_units", {"units": _some(symbols)})


def _some(names: Sequence[str]) -> str:
    """The first few names and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} i jeszcze {len(names) - _NAMED}"


def _past_uses(session: Session, unit_id: int) -> int:
    """How many living employees or other units had to do with the unit before."""
    of_people = (
        select(func.count(func.distinct(EmployeeRow.id)))
        .join(PastPositionRow, PastPositionRow.employee_id == EmployeeRow.id)
        .where(PastPositionRow.unit_id == unit_id, EmployeeRow.deleted_at.is_(None))
    )
    of_units = (
        select(func.count(func.distinct(UnitRow.id)))
        .join(PastUnitRow, PastUnitRow.unit_id == UnitRow.id)
        .where(PastUnitRow.parent_id == unit_id, UnitRow.deleted_at.is_(None), UnitRow.id != unit_id)
    )
    return (session.scalar(of_people) or 0) + (session.scalar(of_units) or 0)


def _tree_order(session: Session, ids: Sequence[int]) -> Iterator[int]:
    """The ids so that each follows its parent; a unit whose parent is not among them stands as if it had none."""
    parents = {row.id: row.parent_id for row in session.execute(select(UnitRow.id, UnitRow.parent_id))}
    listed = set(ids)
    below: dict[int | None, list[int]] = {}
    for unit_id in ids:
        parent = parents.get(unit_id)
        below.setdefault(parent if parent in listed else None, []).append(unit_id)
    waiting = below.get(None, [])[::-1]
    while waiting:
        unit_id = waiting.pop()
        yield unit_id
        waiting += below.get(unit_id, [])[::-1]


def used_by(session: Session, unit_id: int) -> int:
    """How many records that are not deleted refer to the unit, through any foreign key in the schema."""
    return referring(session, UnitRow, unit_id)
