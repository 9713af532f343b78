"""Every kind of print of a record is tagged PDF/UA-1."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Services
from tests.printing.reading import tagging_faults

PRINTS: dict[str, Callable[[Services], bytes]] = {
    "card": lambda services: services.prints.cards(services.cards.all()[:1], "standard"),
    "card in large print": lambda services: services.prints.cards(services.cards.all()[:1], "large"),
    "batch of cards": lambda services: services.prints.cards(services.cards.all()[:3], "standard"),
    "guide": lambda services: services.prints.guide(),
}


@pytest.mark.parametrize("kind", PRINTS)
def test_a_print_breaks_no_rule_that_a_machine_can_check(demo_services: Services, tmp_path: Path, kind: str) -> None:
    assert tagging_faults(PRINTS[kind](demo_services), tmp_path) == []
