"""Dictionary forms of words as residents type them."""

from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.lemmas import MAX_GUESSES, _respellings, lemmas, lemmas_without_marks, warm_up


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("dowodu", "dowod"),
        ("osobistego", "osobisty"),
        ("zgubiłem", "zgubic"),
        ("zgubiłam", "zgubic"),
        ("drzew", "drzewo"),
        ("ślubu", "slub"),
        ("dziecka", "dziecko"),
        ("alkoholem", "alkohol"),
        ("psa", "pies"),
        ("ZAMELDOWANIA", "zameldowac"),
    ],
)
def test_inflected_form_leads_to_its_dictionary_form(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


def test_all_readings_are_kept() -> None:
    assert {"miec", "mial"} <= lemmas("miałem")


def test_markers_with_an_underscore_are_stripped_too() -> None:
    assert "oko" in lemmas("oczy")


def test_markers_of_homonyms_are_stripped() -> None:
    assert lemmas("psa") == {"pies"}


@pytest.mark.parametrize("word", ["", "zgrblfx", "12", "so-01", "a" * 5000, "łł"])
def test_what_is_no_word_has_no_lemma(word: str) -> None:
    assert lemmas(word) == frozenset()


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("zgubilem", "zgubic"),
        ("zaswiadczenie", "zaswiadczyc"),
        ("slubu", "slub"),
        ("wyciac", "wyciac"),
        ("dzierzawa", "dzierzawa"),
        ("studiow", "studia"),
        ("malzenstwo", "malzenstwo"),
        ("zona", "zona"),
        ("zalozyc", "zalozyc"),
    ],
)
def test_word_typed_without_marks_leads_to_its_dictionary_form(typed: str, lemma: str) -> None:
    assert lemma in lemmas_without_marks(typed)


def test_words_with_polish_letters_are_not_respelt() -> None:
    assert lemmas_without_marks("ślubu") == frozenset()


def test_respelling_is_bounded() -> None:
    assert len(list(_respellings("zaneczyszczanozalecanoszczanecoza"))) == MAX_GUESSES


def test_soft_consonants_are_not_put_before_vowels() -> None:
    assert all("śi" not in guess and "ćz" not in guess for guess in _respellings("siczosi"))


@settings(max_examples=200)
@given(st.text(st.characters(codec=None, categories=None), max_size=60))
def test_no_text_raises(text: str) -> None:
    assert all(lemma == lemma.lower() for lemma in lemmas(text) | lemmas_without_marks(text))


def test_threads_may_ask_at_once() -> None:
    warm_up()
    answers: list[frozenset[str]] = []
    words = ["dowodami", "drzewami", "kartami", "podatkami"] * 20

    def ask() -> None:
        answers.extend(lemmas.__wrapped__(word) for word in words)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [lemmas(word) for word in words] * 4
