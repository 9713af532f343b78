"""Polish identifiers with their check digits; all numbers are invented."""

import pytest

from app.core.identifiers import digits, format_nrb, is_nip, is_nrb, is_regon

NRB = "61109010140000071219812874"


@pytest.mark.parametrize(
    "text", [NRB, "PL" + NRB, "pl 61 1090 1014 0000 0712 1981 2874", "61-1090-1014-0000-0712-1981-2874"]
)
def test_an_account_number_may_be_grouped(text: str) -> None:
    assert is_nrb(text)
    assert format_nrb(text) == "61 1090 1014 0000 0712 1981 2874"


@pytest.mark.parametrize("text", ["", NRB[:-1], NRB + "1", NRB[:-1] + "5", "DE89370400440532013000", "x" * 26, "PL"])
def test_a_wrong_account_number(text: str) -> None:
    assert not is_nrb(text)


def test_every_slip_in_one_digit_of_an_account_is_noticed() -> None:
    for place in range(26):
        slipped = NRB[:place] + str((int(NRB[place]) + 1) % 10) + NRB[place + 1 :]
        assert not is_nrb(slipped), place


@pytest.mark.parametrize(
    ("text", "good"),
    [("123-456-32-18", True), ("1234563218", True), ("1234563219", False), ("", False), ("abc", False)],
)
def test_tax_numbers(text: str, good: bool) -> None:
    assert is_nip(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [("123456785", True), ("12345678512347", True), ("123456784", False), ("12345678512348", False), ("", False)],
)
def test_statistical_numbers(text: str, good: bool) -> None:
    assert is_regon(text) is good


def test_only_spaces_and_hyphens_are_dropped() -> None:
    assert digits(" 12-34\u00a056 a") == "123456a"
