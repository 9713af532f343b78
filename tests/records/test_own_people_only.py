"""The hook by which a register shows a person some rows only: no use case reaches the others by their number."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import ColumnElement

from app.core.clock import FixedClock
from app.core.errors import NotFound
from app.core.permissions import Actor
from app.core.records import Query
from app.people.units.domain import Unit, UnitDraft
from app.people.units.model import UnitRow
from app.people.units.usecases import Units
from db.store import Store

OWN = frozenset({"unit.read", "unit.edit", "unit.delete"})


class OwnUnits(Units):
    """A register for tests: who has rights for own people only sees the units of the own rooms.

    Nothing rests on them: who does not see all that may rest on a record may not delete it.
    """

    rests = frozenset()

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        return UnitRow.room.in_(sorted(map(str, actor.units))) if actor.own_only("unit.read") else None


@pytest.fixture
def everything(store: Store, clock: FixedClock) -> OwnUnits:
    return OwnUnits(store, clock)


@pytest.fixture
def own(store: Store, clock: FixedClock) -> OwnUnits:
    return OwnUnits(store, clock, lambda: Actor("szef", OWN, 1, frozenset({7}), OWN))


@pytest.fixture
def mine(everything: OwnUnits) -> Unit:
    return everything.create(UnitDraft(symbol="MOJA", name="Moja", room="7")).record


@pytest.fixture
def hidden(everything: OwnUnits) -> Unit:
    return everything.create(UnitDraft(symbol="OBCA", name="Obca", room="8")).record


def test_lists_counts_and_filters_hold_own_rows_only(own: OwnUnits, mine: Unit, hidden: Unit) -> None:
    assert own.all() == (mine,)
    assert own.page(Query(), 0, 9) == (mine,)
    assert own.page(Query(sort="name"), 0, 9) == (mine,)
    assert own.page(Query("Obca"), 0, 9) == ()
    assert own.many([hidden.id, mine.id]) == (mine,)
    assert own.count(Query()) == 1
    assert own.facets(Query())["parent_id"] == {"": 1}
    assert own.position(Query(), hidden.id) is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda units, unit: units.get(unit.id),
        lambda units, unit: units.problems(UnitDraft(symbol="X", name="X"), unit.id),
        lambda units, unit: units.update(unit.id, unit.version, UnitDraft(symbol="OBCA", name="Zmieniona")),
        lambda units, unit: units.delete(unit.id, unit.version),
    ],
    ids=["get", "problems", "update", "delete"],
)
def test_a_hidden_row_is_as_if_it_were_not(
    own: OwnUnits, everything: OwnUnits, mine: Unit, hidden: Unit, deed: Callable[[Any, Unit], Any]
) -> None:
    with pytest.raises(NotFound) as refusal:
        deed(own, hidden)
    with pytest.raises(NotFound) as nothing:
        own.get(9999)
    assert str(refusal.value) == str(nothing.value), "the answer does not tell that it exists"
    assert everything.get(hidden.id) == hidden


def test_a_hidden_row_that_was_deleted_is_not_brought_back(own: OwnUnits, everything: OwnUnits, hidden: Unit) -> None:
    gone = everything.delete(hidden.id, hidden.version).record
    with pytest.raises(NotFound):
        own.undelete(gone.id, gone.version)


def test_own_rows_are_worked_with_as_ever(own: OwnUnits, mine: Unit, hidden: Unit) -> None:
    changed = own.update(mine.id, mine.version, UnitDraft(symbol="MOJA", name="Nowa nazwa", room="7"))
    assert changed.undo is not None
    gone = own.delete(mine.id, changed.undo.run().record.version).record
    assert own.undelete(gone.id, gone.version).record.name == "Moja"


def test_a_right_for_all_wins_and_without_units_nothing_is_seen(
    store: Store, clock: FixedClock, mine: Unit, hidden: Unit
) -> None:
    assert len(OwnUnits(store, clock, lambda: Actor("kadry", OWN, 1, frozenset({7}))).all()) == 2
    assert OwnUnits(store, clock, lambda: Actor("nikt", OWN, None, frozenset(), OWN)).all() == ()
