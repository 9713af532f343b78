"""Costs divided among people: to the grosz, nothing lost, nobody below zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import MAX_GROSZE
from app.registers.trainings.courses.domain import Component
from app.registers.trainings.participations.sharing import Line, Share, common_shares, own_part, shares

AMOUNTS = st.integers(0, MAX_GROSZE)
LINES = st.lists(st.builds(Line, st.sampled_from(Component), st.booleans(), AMOUNTS), max_size=8)
OWN = st.dictionaries(
    st.integers(1, 10_000), st.dictionaries(st.sampled_from(Component), AMOUNTS, max_size=3), min_size=1, max_size=30
)


@pytest.mark.parametrize(
    ("amount", "people", "parts"),
    [
        (1, 3, [1, 0, 0]),
        (2, 3, [1, 1, 0]),
        (100_00, 3, [33_34, 33_33, 33_33]),
        (200_00, 3, [66_67, 66_67, 66_66]),
        (0, 4, [0, 0, 0, 0]),
        (5, 1, [5]),
    ],
)
def test_the_odd_grosze_go_to_the_first_ones(amount: int, people: int, parts: list[int]) -> None:
    found = common_shares((Line(Component.FEE, True, amount),), range(1, people + 1))
    assert [found[person].fee for person in sorted(found)] == parts


def test_lines_of_each_person_own_costs_and_co_funding_are_added_up() -> None:
    lines = (
        Line(Component.FEE, True, 1_000_00),
        Line(Component.VAT, False, 23_00),
        Line(Component.CO_FUNDING, True, 300_01),
    )
    found = shares(lines, {7: {Component.TRAVEL: 45_00}, 9: {}})
    assert found[7] == Share(fee=500_00, vat=23_00, travel=45_00, co_funding=150_01)
    assert (found[7].total, found[9].total) == (417_99, 373_00)


def test_the_odd_grosze_of_several_lines_do_not_all_meet_the_same_person() -> None:
    lines = (Line(Component.FEE, True, 1), Line(Component.VAT, True, 1), Line(Component.CO_FUNDING, True, 2))
    found = common_shares(lines, (1, 2, 3))
    assert [found[person].total for person in (1, 2, 3)] == [0, 0, 0]


@given(LINES, OWN)
def test_the_parts_of_every_component_add_up_to_the_whole(
    lines: list[Line], own: dict[int, dict[Component, int]]
) -> None:
    found = shares(lines, own)
    for component in Component:
        whole = sum(line.amount * (1 if line.shared else len(own)) for line in lines if line.component is component)
        whole += sum(each.get(component, 0) for each in own.values())
        assert sum(getattr(share, component.value) for share in found.values()) == whole


@given(LINES, OWN)
def test_what_is_shared_differs_by_a_grosz_at_most(lines: list[Line], own: dict[int, dict[Component, int]]) -> None:
    shared = [line for line in lines if line.shared]
    found = common_shares(shared, own).values()
    costs = [share.total + share.co_funding for share in found]
    funded = [share.co_funding for share in found]
    assert max(costs) - min(costs) <= 1
    assert max(funded) - min(funded) <= 1
    if sum(funded) <= sum(costs):
        assert all(share.total >= 0 for share in found), "divided alike, the co-funding stays below the cost"


@given(LINES, OWN)
def test_what_a_person_costs_beside_the_lines_can_be_told_from_the_share(
    lines: list[Line], own: dict[int, dict[Component, int]]
) -> None:
    found, common = shares(lines, own), common_shares(lines, own)
    for person, costs in own.items():
        assert {key: value for key, value in own_part(found[person], common[person]).items() if value} == {
            key: value for key, value in costs.items() if value
        }
