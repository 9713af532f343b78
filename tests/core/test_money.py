"""Amounts as people write them and as forms print them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import MAX_GROSZE, format_money, parse_money


@pytest.mark.parametrize(
    ("written", "grosze"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5", 1250),
        ("0", 0),
        ("1 200", 120_000),
        ("1\u00a0200,00\u00a0zł", 120_000),
        ("1\u202f200 zł", 120_000),
        ("  17 zł ", 1700),
        ("17zł", 1700),
        ("999 999 999,99", MAX_GROSZE),
    ],
)
def test_amounts_as_written_in_offices(written: str, grosze: int) -> None:
    assert parse_money(written) == grosze


@pytest.mark.parametrize(
    "written",
    ["", "zł", "12,5a", "12,505", "-1", "1.200,50", "12 00", "1e3", "١٢", "12,", ",50", "1 000 000 000", "12,50 zł zł"],
)
def test_everything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_money(written)


def test_printed_amounts_never_break_across_lines() -> None:
    assert format_money(123_450) == "1\u00a0234,50\u00a0zł"
    assert format_money(5) == "0,05\u00a0zł"
    assert format_money(-123_450) == "\u22121\u00a0234,50\u00a0zł"
    assert format_money(-5) == "\u22120,05\u00a0zł"


@given(st.integers(0, MAX_GROSZE))
def test_a_printed_amount_is_read_back(grosze: int) -> None:
    assert parse_money(format_money(grosze)) == grosze


@given(st.text())
def test_any_text_is_an_amount_or_a_value_error(written: str) -> None:
    with contextlib.suppress(ValueError):
        assert 0 <= parse_money(written) <= MAX_GROSZE
