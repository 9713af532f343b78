"""What is written between keystrokes comes back as it was; damaged data are refused as a whole."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.codec import CodecError, decode, encode
from app.core.opening_hours import OpeningHours
from app.people.office.domain import OfficeDraft
from app.registers.service_cards.domain import Fee, LegalBasis, NeededDocument, ServiceCardDraft

CARDS = st.builds(
    ServiceCardDraft,
    steps=st.lists(st.text()).map(tuple),
    legal_bases=st.lists(st.builds(LegalBasis, act=st.text()), max_size=2).map(tuple),
    documents=st.lists(st.builds(NeededDocument, name=st.text()), max_size=2).map(tuple),
    fees=st.lists(st.builds(Fee), max_size=3).map(tuple),
    hours=st.lists(st.builds(OpeningHours, weekday=st.integers(0, 6)), max_size=2).map(tuple),
    valid_from=st.none() | st.dates(),
)


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_a_card_survives_the_way_through_json(card: ServiceCardDraft) -> None:
    assert decode(ServiceCardDraft, json.loads(json.dumps(encode(card)))) == card


@settings(max_examples=20, deadline=None)
@given(st.builds(OfficeDraft))
def test_an_office_survives_the_way_through_json(office: OfficeDraft) -> None:
    assert decode(OfficeDraft, json.loads(json.dumps(encode(office)))) == office


def test_every_field_is_written() -> None:
    data = encode(ServiceCardDraft())
    assert isinstance(data, dict)
    assert set(data) == {spec.name for spec in fields(ServiceCardDraft)}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"nmae": "x"}, "nmae"),
        ({"name": 5}, "name"),
        ({"unit_id": "7"}, "unit_id"),
        ({"unit_id": True}, "unit_id"),
        ({"status": "lost"}, "status"),
        ({"valid_from": "31.12.2026"}, "valid_from"),
        ({"fees": {}}, "fees"),
        ({"fees": [{"kind": "tax"}, {"amount": "12,50"}]}, r"fees\[1\].amount"),
        ({"steps": [None]}, r"steps\[0\]"),
    ],
)
def test_data_that_do_not_fit_are_refused_with_the_place(change: dict[str, object], place: str) -> None:
    data = encode(ServiceCardDraft())
    assert isinstance(data, dict)
    with pytest.raises(CodecError, match=place):
        decode(ServiceCardDraft, data | change)


def test_a_field_added_since_takes_its_default() -> None:
    card = replace(ServiceCardDraft(), symbol="SO-01", valid_from=date(2026, 1, 2))
    data = encode(card)
    assert isinstance(data, dict)
    del data["sign_language"]
    assert decode(ServiceCardDraft, data) == card


def test_a_field_without_default_may_not_be_absent() -> None:
    with pytest.raises(CodecError, match="weekday"):
        decode(OpeningHours, {"opens": "07:30"})
