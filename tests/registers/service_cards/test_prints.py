"""Prints with everything they need looked up: the office, its coat of arms, the day, the published cards."""

from io import BytesIO
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.core.progress import Cancelled
from app.registers.service_cards.domain import CardStatus
from tests.registers.service_cards.drafts import add_unit, plain


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def flat(text: str) -> str:
    return " ".join(text.replace("\xad", "").replace("\ufffe", "").split())


@pytest.mark.parametrize("variant", ["standard", "large"])
def test_a_card_carries_the_office_the_day_and_polish_letters(demo_services: Services, variant: str) -> None:
    card = demo_services.cards.by_symbol("USC-02")
    assert card is not None
    text = flat(text_of(demo_services.prints.cards((card,), variant)))
    for part in ("USC-02", "Zawarcie związku małżeńskiego", "22.11.2026", demo_services.office().name):
        assert part in text, part


def test_a_batch_holds_every_card_in_order(demo_services: Services) -> None:
    cards = demo_services.cards.all()[:3]
    text = flat(text_of(demo_services.prints.cards(cards, "standard")))
    places = [text.index(card.name) for card in cards]
    assert places == sorted(places)


def test_the_guide_holds_published_cards_only(demo_services: Services) -> None:
    text = flat(text_of(demo_services.prints.guide()))
    for card in demo_services.cards.all():
        assert (card.name in text) is (card.status is CardStatus.PUBLISHED), card.symbol


def test_a_guide_of_nothing_is_refused(services: Services) -> None:
    services.cards.create(plain(add_unit(services)))
    with pytest.raises(Refusal, match="przewodnik byłby pusty"):
        services.prints.guide()


def test_an_office_without_data_still_prints(services: Services) -> None:
    card = services.cards.create(plain(add_unit(services))).record
    assert "SO-01" in text_of(services.prints.cards((card,), "standard"))


class _Impatient:
    def report(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def test_a_print_can_be_cancelled(demo_services: Services, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        demo_services.prints.guide(_Impatient())


def test_an_unknown_variant_is_a_mistake_of_the_program(demo_services: Services) -> None:
    with pytest.raises(ValueError, match="huge"):
        demo_services.prints.cards(demo_services.cards.all()[:1], "huge")
