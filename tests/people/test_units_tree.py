"""Units stand under their parents, indented only while the list shows that order."""

import pytest

from app.bootstrap import Services
from app.core.records import Query
from tests.registers.service_cards.drafts import add_unit


@pytest.fixture
def tree(services: Services) -> Services:
    """OR with BR and KA (which has KZ) below, and FN."""
    office = add_unit(services, "OR", "Organizacja")
    staff = add_unit(services, "KA", "Kadry", parent_id=office)
    add_unit(services, "BR", "Biuro Rady", parent_id=office)
    add_unit(services, "KZ", "Zatrudnienie", parent_id=staff)
    add_unit(services, "FN", "Finanse")
    return services


def _symbols(services: Services, query: Query, offset: int = 0, limit: int = 100) -> list[str]:
    return [unit.symbol for unit in services.units.page(query, offset, limit)]


def test_each_unit_follows_its_parent_by_symbol_inside(tree: Services) -> None:
    assert _symbols(tree, Query()) == ["FN", "OR", "BR", "KA", "KZ"]
    assert _symbols(tree, Query(), 2, 2) == ["BR", "KA"]
    assert [unit.symbol for unit in tree.units.all()] == ["FN", "OR", "BR", "KA", "KZ"]


def test_a_chosen_order_leaves_the_tree(tree: Services) -> None:
    assert _symbols(tree, Query(sort="symbol")) == ["BR", "FN", "KA", "KZ", "OR"]


def test_a_unit_whose_parent_is_not_shown_stands_by_itself(tree: Services) -> None:
    assert _symbols(tree, Query("zatrudnienie")) == ["KZ"]
    staff = next(unit for unit in tree.units.all() if unit.symbol == "KA")
    assert _symbols(tree, Query(filters={"parent_id": frozenset({str(staff.id)})})) == ["KZ"]
