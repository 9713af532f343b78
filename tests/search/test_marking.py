"""Words shown bold."""

from hypothesis import given
from hypothesis import strategies as st

from app.search.marking import spans
from tests.search import cards


def marked(text: str, matched: frozenset[str]) -> list[str]:
    return [text[start:end] for start, end in spans(text, matched)]


def test_whole_words_are_marked_in_any_spelling() -> None:
    text = "Zgubiłem dowód? DOWÓD osobisty, dowo\u0301d – zgubilem."
    assert marked(text, frozenset({"zgubilem", "dowod"})) == [
        "Zgubiłem", "dowód", "DOWÓD", "dowo\u0301d", "zgubilem",
    ]  # fmt: skip


def test_part_of_a_word_is_not_marked() -> None:
    assert spans("niedowód dowody", frozenset({"dowod"})) == []


def test_parts_of_hyphenated_words_are_marked_alone() -> None:
    assert marked("SO-01", frozenset({"01"})) == ["01"]


def test_nothing_matched_marks_nothing() -> None:
    assert spans("dowód", frozenset()) == []


def test_title_is_marked_where_the_search_found_it() -> None:
    hit = cards.index().search("dowod osob")[0]
    assert marked(hit.title, hit.matched) == ["dowodu", "osobistego"]
    assert marked("Wydanie dowodu", hit.matched) == ["dowodu"]


@given(st.text(st.characters(codec=None, categories=None)))
def test_ranges_are_in_order_and_apart(text: str) -> None:
    found = spans(text, frozenset({"a", "b", "1"}))
    places = [place for span in found for place in span]
    assert places == sorted(places)
    assert all(start < end <= len(text) for start, end in found)
