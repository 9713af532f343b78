"""Numbers without gaps and without doubles, on both databases."""

import threading
from collections.abc import Callable

import pytest

from db.numbering import next_number, next_numbers
from db.store import Store


@pytest.fixture(params=["store", "server_store"])
def shared(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


def take(store: Store, series: str = "zarzadzenie/2026") -> int:
    with store.writing() as session:
        return next_number(session, series)


def test_each_series_counts_by_itself(shared: Store) -> None:
    assert [take(shared), take(shared), take(shared, "inna")] == [1, 2, 1]


def test_numbers_taken_at_once_follow_each_other_and_those_taken_singly(shared: Store) -> None:
    def several(count: int) -> list[int]:
        with shared.writing() as session:
            return list(next_numbers(session, "zarzadzenie/2026", count))

    assert [several(3), take(shared), several(2)] == [[1, 2, 3], 4, [5, 6]]
    with pytest.raises(ValueError, match="0"):
        several(0)


def test_a_number_that_was_not_used_is_given_again(shared: Store) -> None:
    def take_and_fail() -> None:
        with shared.writing() as session:
            assert next_number(session, "zarzadzenie/2026") == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_and_fail()
    assert take(shared) == 1


def test_many_at_once_get_no_gap_and_no_double(shared: Store) -> None:
    given: list[int] = []
    threads = [threading.Thread(target=_take_some, args=(given, lambda: take(shared))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 41))


def _take_some(given: list[int], one: Callable[[], int]) -> None:
    given.extend(one() for _ in range(10))
