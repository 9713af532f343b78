"""The stored form of a record's words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.document import SYNONYMS, SearchDocument
from app.search.index import SearchIndex
from tests.search.cards import stored

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=80)


def test_each_word_stands_once_on_the_line_of_its_heaviest_field() -> None:
    document = SearchDocument("service_card", 1, "OS-01", "Drzewo", ((SYNONYMS, "drzewo, wycinka"),))
    _symbol, title, synonyms = document.terms.split("\n")
    assert title == "1 drzewo/drzewo"
    assert synonyms == "0.85 wycinka/wycinek/wycinka"


def test_synonyms_typed_without_marks_get_their_dictionary_form() -> None:
    document = SearchDocument("service_card", 1, "", "", ((SYNONYMS, "zgubilem"),))
    assert document.terms == "0.85 zgubilem/zgubic"


def test_whole_phrases_stand_on_a_line_of_their_own() -> None:
    phrases = ("Nowy adres", "meldunek", "nowy  ADRES", "–")
    document = SearchDocument("service_card", 1, "", "", ((SYNONYMS, "meldunek"),), phrases)
    assert document.terms.split("\n")[1:] == ["= nowy adres|meldunek"]


def test_a_weight_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        _ = SearchDocument("service_card", 1, "", "", ((0.0, "słowo"),)).terms


def test_fingerprint_changes_with_any_part() -> None:
    first = SearchDocument("service_card", 1, "OS-01", "Drzewo", ((SYNONYMS, "wycinka"),))
    others = [
        SearchDocument("unit", 1, "OS-01", "Drzewo", ((SYNONYMS, "wycinka"),)),
        SearchDocument("service_card", 1, "OS-02", "Drzewo", ((SYNONYMS, "wycinka"),)),
        SearchDocument("service_card", 1, "OS-01", "drzewo", ((SYNONYMS, "wycinka"),)),
        SearchDocument("service_card", 1, "OS-01", "Drzewo", ((SYNONYMS, "ścinka"),)),
        SearchDocument("service_card", 1, "OS-01", "Drzewo", ((0.3, "wycinka"),)),
        SearchDocument("service_card", 1, "OS-01", "Drzewo", ((SYNONYMS, "wycinka"),), ("wycinka",)),
    ]
    assert first.fingerprint not in {other.fingerprint for other in others}
    same = SearchDocument("service_card", 1, "OS-01", "Drzewo", ((SYNONYMS, "wycinka"),))
    assert same.fingerprint == first.fingerprint


@settings(max_examples=150, deadline=None)
@given(symbol=ANY_TEXT, title=ANY_TEXT, text=ANY_TEXT, typed=ANY_TEXT)
def test_any_text_can_be_stored_and_searched(symbol: str, title: str, text: str, typed: str) -> None:
    document = stored(SearchDocument("service_card", 1, symbol, title, ((SYNONYMS, text),), (text,)))
    index = SearchIndex()
    index.update([document])
    index.search(typed)
    index.update([], [("service_card", 1)])
    assert index.search(text) == []
