"""The demonstration office as the program fills it in."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import EnvironmentProblem
from app.core.records import Query
from app.demo import install
from app.demo.cards import demo_cards
from app.records.mapping import draft_of
from app.registers.service_cards.domain import ServiceCardDraft


def test_the_office_its_units_people_and_cards_are_all_there(demo_services: Services) -> None:
    assert demo_services.units.count(Query()) == 14
    assert demo_services.employees.count(Query()) == 112
    assert demo_services.cards.count(Query()) == 20
    office = demo_services.office()
    assert office.demonstration
    assert office.coat_of_arms is not None
    assert demo_services.files.content(office.coat_of_arms).startswith(b"<")


def test_cards_are_stored_as_their_files_say(demo_services: Services, folder: Path) -> None:
    unit_ids = {unit.symbol: unit.id for unit in demo_services.units.all()}
    stored = {card.symbol: draft_of(card, ServiceCardDraft) for card in demo_services.cards.all()}
    assert stored == {card.symbol: card for card in demo_cards(unit_ids, folder)}


def test_every_card_is_found_by_its_own_words(demo_services: Services) -> None:
    for card in demo_services.cards.all():
        for words in (card.symbol, card.name, card.synonyms[0]):
            assert card.symbol in [found.symbol for found in demo_services.cards.find(words, 5)], words


def test_nothing_is_written_over(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "moja.db"
    path.write_bytes(b"my data")
    with pytest.raises(EnvironmentProblem, match="już istnieje"):
        install.create_demonstration(path, clock)
    assert path.read_bytes() == b"my data"


def test_a_failure_leaves_no_half_filled_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(install, "demo_cards", broken)
    with pytest.raises(ZeroDivisionError):
        install.create_demonstration(tmp_path / "demo.db")
    assert list(tmp_path.iterdir()) == []
