"""Typed text taken apart."""

from app.search.query import parse, stop_words, symbol_spellings

SYMBOLS = {"so01", "so1", "uscsox2j"}


def is_symbol(spelling: str, growing: bool) -> bool:
    return spelling in SYMBOLS or (growing and any(known.startswith(spelling) for known in SYMBOLS))


def test_stop_words_are_folded_and_without_comments() -> None:
    assert {"chce", "jak", "prosze", "na", "sie"} <= stop_words()
    assert not any(word.startswith("#") or not word.isascii() for word in stop_words())


def test_names_of_matters_are_no_stop_words() -> None:
    assert stop_words().isdisjoint({"dowod", "zgubic", "zgubilem", "dziecko", "podatek", "slub", "firma"})


def test_symbol_is_known_with_and_without_leading_zeros() -> None:
    assert symbol_spellings("SO-01") == {"so01", "so1"}
    assert symbol_spellings("USC.SO X/2J") == {"uscsox2j"}
    assert symbol_spellings("100") == {"100"}
    assert symbol_spellings(" – ") == frozenset()


def test_symbol_written_in_several_words_is_one_term() -> None:
    (term,) = parse("usc so x/2j", is_symbol)
    assert (term.symbol, term.only_symbol) == ("uscsox2j", True)
    assert [term.symbol for term in parse("dowód so 01 dziś", is_symbol)] == ["", "so01", ""]


def test_only_the_last_word_grows_and_a_space_ends_it() -> None:
    assert [term.growing for term in parse("zgubiłem dow", is_symbol)] == [False, True]
    assert [term.growing for term in parse("zgubiłem dow ", is_symbol)] == [False, False]


def test_pasted_letter_is_cut() -> None:
    assert len(parse("słowo1 słowo2 " * 10_000, is_symbol)) <= 16
