"""Generated cards are valid, varied and cheap."""

import time
from collections import Counter
from collections.abc import Mapping
from itertools import islice

import pytest

from app.demo.generator import synthetic_cards
from app.people.units.domain import symbol_matches
from app.registers.service_cards.domain import CardStatus, validate


def test_cards_validate_and_have_symbols_of_their_own(unit_ids: Mapping[str, int]) -> None:
    cards = list(synthetic_cards(1000, unit_ids))
    assert len({card.symbol for card in cards}) == len(cards) == 1000
    assert [(card.symbol, problem) for card in cards for problem in validate(card)] == []
    symbols = {number: symbol for symbol, number in unit_ids.items()}
    for card in cards:
        assert card.unit_id is not None
        assert symbol_matches(f"{symbols[card.unit_id]}-##", card.symbol)


def test_cards_do_not_collide_with_the_written_ones(unit_ids: Mapping[str, int], cards: Mapping[str, object]) -> None:
    assert not {card.symbol for card in synthetic_cards(200, unit_ids)} & set(cards)


def test_cards_are_varied_and_as_long_as_real_ones(unit_ids: Mapping[str, int]) -> None:
    cards = list(synthetic_cards(1000, unit_ids))
    assert len({card.name for card in cards}) > 900
    assert len({card.status for card in cards}) == len(CardStatus)
    assert all(len(card.purpose) > 100 and card.steps and len(card.synonyms) >= 5 for card in cards)
    assert Counter(card.status for card in cards)[CardStatus.PUBLISHED] > 700


def test_same_seed_gives_same_cards_and_a_longer_run_begins_alike(unit_ids: Mapping[str, int]) -> None:
    assert list(synthetic_cards(30, unit_ids)) == list(islice(synthetic_cards(500, unit_ids), 30))
    assert list(synthetic_cards(30, unit_ids)) != list(synthetic_cards(30, unit_ids, seed=1))


def test_ten_thousand_cards_take_seconds(unit_ids: Mapping[str, int]) -> None:
    start = time.process_time()
    assert sum(1 for _ in synthetic_cards(10_000, unit_ids)) == 10_000
    assert time.process_time() - start < 10


def test_without_units_there_is_nowhere_to_put_cards() -> None:
    with pytest.raises(ValueError, match="no unit"):
        list(synthetic_cards(1, {}))
