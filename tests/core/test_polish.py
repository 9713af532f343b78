"""Folding, alphabetical order and plurals of Polish words."""

import random
from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.polish import fold, natural_key, plural, sort_key

LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"


def test_every_polish_letter_is_folded() -> None:
    assert fold("ąćęłńóśźż") == "acelnoszz"
    assert fold("ĄĆĘŁŃÓŚŹŻ") == "acelnoszz"
    assert fold("Zażółć gęślą jaźń") == "zazolc gesla jazn"


def test_marks_typed_as_separate_characters_are_folded() -> None:
    assert fold("Z\u0301ro\u0301dło") == "zrodlo"


@pytest.mark.parametrize(
    ("text", "folded"), [("Müller", "muller"), ("Straße", "strasse"), ("№", "no"), ("Đorđe", "dorde")]
)
def test_foreign_letters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(codec=None, categories=None)))
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(LETTERS))
def test_folded_polish_words_are_plain_small_letters(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)


def test_polish_letters_stand_after_their_base_letter() -> None:
    names = ["Żak", "Zych", "Źrebiec", "Łódź", "Lublin", "Zabrze", "Ćwik", "Cis", "Ącki", "Azja", "Baran"]
    assert sorted(names, key=sort_key) == [
        "Azja", "Ącki", "Baran", "Cis", "Ćwik", "Lublin", "Łódź", "Zabrze", "Zych", "Źrebiec", "Żak",
    ]  # fmt: skip


def test_case_decides_only_between_equal_words_small_letters_first() -> None:
    words = ["Ala", "ala", "alA", "Alan", "ALA"]
    assert sorted(words, key=sort_key) == ["ala", "alA", "Ala", "ALA", "Alan"]


def test_foreign_letters_stand_with_their_base_letter() -> None:
    names = ["Muzyk", "Müller", "Muller", "Mucha"]
    assert sorted(names, key=sort_key) == ["Mucha", "Muller", "Müller", "Muzyk"]


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_text_has_a_sort_key(text: str) -> None:
    assert isinstance(sort_key(text), str)


def _random_words(characters: str, number: int, seed: int) -> list[str]:
    source = random.Random(seed)
    # short words over few letters collide often, which is where orders differ
    return ["".join(source.choices(characters, k=source.randint(1, 6))) for _ in range(number)]


@pytest.mark.parametrize(
    "characters",
    [
        pytest.param(LETTERS, id="small letters"),
        pytest.param("aAąĄbBcCćĆlLłŁoOóÓzZźŹżŻ", id="mixed case"),
        pytest.param("aąAzżź 019-–.,:;/()„”'’\"", id="signs and digits"),
        pytest.param("aAuUüoöóÓeéęsš", id="foreign letters"),
    ],
)
def test_order_is_that_of_qcollator(characters: str) -> None:
    from PySide6.QtCore import QCollator, QLocale

    collator = QCollator(QLocale("pl_PL"))
    words = sorted(set(_random_words(characters, 4000, seed=20)))
    expected = sorted(words, key=cmp_to_key(collator.compare))
    ours = sorted(words, key=sort_key)
    assert [(a, b) for a, b in zip(ours, expected, strict=True) if collator.compare(a, b)] == []


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "kart"), (1, "karta"), (2, "karty"), (4, "karty"), (5, "kart"), (11, "kart"), (12, "kart"),
     (14, "kart"), (21, "kart"), (22, "karty"), (25, "kart"), (101, "kart"), (104, "karty"), (112, "kart"),
     (122, "karty"), (-1, "karta"), (-3, "karty")],
)  # fmt: skip
def test_plural_after_a_number(number: int, form: str) -> None:
    assert plural(number, "karta", "karty", "kart") == form


def test_numbers_count_by_value_where_asked() -> None:
    assert sorted(["SO-10", "SO-2"], key=natural_key) == ["SO-2", "SO-10"]
    assert sorted(["105", "9a", "12", "9"], key=natural_key) == ["9", "9a", "12", "105"]
