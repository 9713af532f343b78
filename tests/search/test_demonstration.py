"""What visitors of the demonstration office type leads to the card they mean."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.records import Query
from app.demo.install import create_demonstration
from app.registers.service_cards.usecases import ServiceCards


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceCards]:
    path: Path = tmp_path_factory.mktemp("demonstration") / "office.db"
    services = create_demonstration(path)
    yield services.cards
    services.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("meldunek", ["SO-03", "SO-04"]), ("akt urodzenia", ["USC-01", "USC-03"]), ("ślub", ["USC-02"])],
)
def test_a_synonym_typed_in_full_comes_first(cards: ServiceCards, typed: str, first: list[str]) -> None:
    assert [card.symbol for card in cards.find(typed, len(first))] == first


def test_the_nearest_cards_are_not_passed_off_as_fitting(cards: ServiceCards) -> None:
    assert cards.count(Query("zgubiłem prawo jazdy"))
    assert not cards.complete(Query("zgubiłem prawo jazdy"))
    assert cards.complete(Query("zgubiłem dowód"))
    assert cards.complete(Query())
