"""Deeds on some rows of a list inside a record, which are known by their positions, from 0."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from app.core.errors import Refusal

T = TypeVar("T")


def known(rows: Sequence[object], places: Collection[int], sentences: Mapping[str, str]) -> frozenset[int]:
    """The positions meant; Refusal ``nothing_chosen`` without any, ``gone_from_list`` where one is not there."""
    if not places:
        raise Refusal(sentences["nothing_chosen"])
    if not all(0 <= place < len(rows) for place in places):
        raise Refusal(sentences["gone_from_list"])
    return frozenset(places)


def changed(rows: Sequence[T], places: Collection[int], change: Callable[[T], T]) -> tuple[T, ...]:
    """The rows with those at these positions changed."""
    return tuple(change(row) if place in places else row for place, row in enumerate(rows))


def without(rows: Sequence[T], places: Collection[int]) -> tuple[T, ...]:
    """The rows but for those at these positions."""
    return tuple(row for place, row in enumerate(rows) if place not in places)
