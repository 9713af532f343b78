"""The demonstration data as the program loads them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.demo.cards import demo_cards
from app.demo.office import demo_units
from app.registers.service_cards.domain import ServiceCardDraft

FOLDER = Path(__file__).parents[2] / "resources" / "demo"


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def unit_ids() -> Mapping[str, int]:
    return {entry.unit.symbol: number for number, entry in enumerate(demo_units(FOLDER), 1)}


@pytest.fixture(scope="session")
def cards(unit_ids: Mapping[str, int]) -> Mapping[str, ServiceCardDraft]:
    return {card.symbol: card for card in demo_cards(unit_ids, FOLDER)}
