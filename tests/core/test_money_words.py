"""Amounts in words: the forms of złoty and grosz, thousands and millions."""

import pytest

from app.core.money_words import money_words, number_words


@pytest.mark.parametrize(
    ("grosze", "words"),
    [
        (0, "zero złotych zero groszy"),
        (1, "zero złotych jeden grosz"),
        (100, "jeden złoty zero groszy"),
        (202, "dwa złote dwa grosze"),
        (512, "pięć złotych dwanaście groszy"),
        (2121, "dwadzieścia jeden złotych dwadzieścia jeden groszy"),
        (2222, "dwadzieścia dwa złote dwadzieścia dwa grosze"),
        (11_200, "sto dwanaście złotych zero groszy"),
        (12_345, "sto dwadzieścia trzy złote czterdzieści pięć groszy"),
        (100_000, "tysiąc złotych zero groszy"),
        (210_100, "dwa tysiące sto jeden złotych zero groszy"),
        (1_500_000, "piętnaście tysięcy złotych zero groszy"),
        (100_000_001, "milion złotych jeden grosz"),
        (99_999_999_999, "dziewięćset dziewięćdziesiąt dziewięć milionów dziewięćset dziewięćdziesiąt dziewięć tysięcy "
                         "dziewięćset dziewięćdziesiąt dziewięć złotych dziewięćdziesiąt dziewięć groszy"),
        (-2550, "minus dwadzieścia pięć złotych pięćdziesiąt groszy"),
    ],
)  # fmt: skip
def test_an_amount_in_words(grosze: int, words: str) -> None:
    assert money_words(grosze) == words


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_without_words_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        number_words(number)
