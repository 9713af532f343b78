"""Rules of Polish typography and the cleaning of pasted text."""

import pytest

from app.printing.typography import NBSP, bind_short_words, clean


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("zamek i park w lesie", "zamek i~park w~lesie"),
        ("W domu, a w nim", "W~domu, a~w~nim"),
        ("(w urzędzie) i o tym", "(w~urzędzie) i~o~tym"),
        ("art. 24 ust. 1 pkt 2", "art.~24 ust.~1 pkt~2"),
        ("Dz.U. 2022 poz. 671", "Dz.U.~2022~poz.~671"),
        ("w ciągu 14 dni", "w~ciągu 14~dni"),
        ("2 100,00 zł", "2~100,00~zł"),
        ("ul. Ratuszowa 1", "ul. Ratuszowa 1"),
        ("stary i", "stary i"),
        ("tak, aby", "tak, aby"),
    ],
)
def test_no_line_ends_with_a_one_letter_word(text: str, bound: str) -> None:
    assert bind_short_words(text) == bound.replace("~", NBSP)


def test_control_and_invisible_characters_vanish() -> None:
    assert clean("a\x00b\x1fc\u200bd\u00ade\ufeff") == "abcde"


def test_decomposed_letters_are_composed() -> None:
    assert clean("za\u0301z\u0307o\u0301\u0142c\u0301") == "zá\u017có\u0142ć"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b"])
def test_every_kind_of_line_end_is_one(end: str) -> None:
    assert clean(f"ą{end}b") == "ą\nb"


def test_lone_surrogates_and_private_characters_become_the_replacement_sign() -> None:
    assert clean("ą\ud800\ue123") == "ą\ufffd\ufffd"
