"""Columns of service cards: what they say, and what stands for urgency beside colour."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.clock import FixedClock
from app.registers.service_cards.domain import CardStatus, Fee, FeeKind, ServiceCard
from app.registers.service_cards.table import columns, filters
from app.widgets.columns import Column, Tone

_CARD = ServiceCard(
    id=1,
    version=1,
    symbol="SO-01",
    name="Wydanie dowodu osobistego",
    status=CardStatus.PUBLISHED,
    synonyms=("zgubiłem dowód", "nowy dowód"),
    room="12",
    floor="parter",
    window="okienko 2",
    fees=(Fee(kind=FeeKind.STAMP_DUTY, amount=1700),),
    review_on=date(2027, 6, 1),
    edition=3,
    edition_on=date(2026, 11, 2),
)


def _column(clock: FixedClock, key: str) -> Column[ServiceCard]:
    (column,) = [column for column in columns(clock) if column.key == key]
    return column


def test_the_resident_s_words_stand_under_the_name(clock: FixedClock) -> None:
    name = _column(clock, "name")
    assert name.text(_CARD) == "Wydanie dowodu osobistego"
    assert name.second is not None
    assert name.second(_CARD) == "zgubiłem dowód, nowy dowód"


def test_the_room_comes_first_and_the_rest_below(clock: FixedClock) -> None:
    place = _column(clock, "place")
    assert place.second is not None
    assert (place.text(_CARD), place.second(_CARD)[:6]) == ("pokój 12", "parter")


@pytest.mark.parametrize(
    ("card", "text", "tone"),
    [
        (_CARD, "aktualna", Tone.OK),
        (replace(_CARD, review_on=date(2026, 11, 21)), "przegląd zaległy", Tone.DANGER),
        (replace(_CARD, review_on=date(2026, 12, 1)), "przegląd wkrótce", Tone.WARNING),
        (replace(_CARD, status=CardStatus.DRAFT), "projekt", Tone.QUIET),
        (replace(_CARD, status=CardStatus.ARCHIVED, review_on=date(2020, 1, 1)), "wycofana", Tone.QUIET),
    ],
)
def test_currency_is_a_word_and_a_shape(clock: FixedClock, card: ServiceCard, text: str, tone: Tone) -> None:
    column = _column(clock, "concern")
    assert column.tone is not None
    assert (column.text(card), column.tone(card)) == (text, tone)


def test_the_edition_names_its_day(clock: FixedClock) -> None:
    assert _column(clock, "edition").text(_CARD) == "3 z 02.11.2026"
    assert _column(clock, "edition").text(replace(_CARD, edition_on=None)) == "3"


def test_units_are_called_by_name_and_missing_ones_in_words() -> None:
    groups = {group.key: group for group in filters(lambda: {7: "Referat Oświaty"})}
    unit = groups["unit_id"]
    assert [unit.label(value) for value in ("7", "8", "")] == ["Referat Oświaty", "bez komórki", "bez komórki"]
    assert groups["status"].options is not None
    assert [groups["status"].label(value) for value in groups["status"].options][-1] == "wycofana"
