"""What residents type finds the right card, best first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.document import REST, SYNONYMS, SearchDocument
from app.search.index import SearchIndex
from tests.search import cards


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return cards.index()


def symbols(index: SearchIndex, typed: str) -> list[str]:
    return [hit.symbol for hit in index.search(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        # inflected forms
        ("dowodu osobistego", ["SO-01", "SO-02"]),
        ("zgubiłem dowód", ["SO-01"]),
        ("zgubiłam dowód", ["SO-01"]),
        ("drzew", ["OS-01", "OS-02"]),
        ("drzewo", ["OS-01", "OS-02"]),
        ("ślubem", ["USC-01", "USC-02"]),
        ("dziecka", ["USC-03", "PS-02"]),
        ("alkoholem", ["DG-01"]),
        ("wódką", ["DG-01"]),
        ("niezaleganie w podatkach", ["FN-02"]),
        ("odpisy aktów", ["USC-01"]),
        # synonyms
        ("meldunek", ["SO-04", "SO-03", "SO-05"]),
        ("zameldowanie", ["SO-03", "SO-04"]),
        ("pogrzebu", ["USC-04"]),
        # without marks
        ("zgubilem dowod", ["SO-01"]),
        ("zgubilam dowod", ["SO-01"]),
        ("wyciac drzewo", ["OS-01", "OS-02"]),
        ("zaswiadczen", ["FN-02", "SO-03"]),
        ("slubem", ["USC-01", "USC-02"]),
        # typing and spelling errors
        ("dowud", ["SO-01", "SO-02"]),
        ("zameldwanie", ["SO-03", "SO-04"]),
        ("zamledowanie", ["SO-03", "SO-04"]),
        ("podatke", ["FN-01", "FN-02"]),
        ("alkochol", ["DG-01"]),
        ("zameldwan", ["SO-03", "SO-04"]),
        # beginnings
        ("zgu", ["SO-01"]),
        ("dow", ["SO-01", "SO-02"]),
        ("zgub dow", ["SO-01"]),
        # symbols
        ("SO-01", ["SO-01"]),
        ("so01", ["SO-01"]),
        ("so 1", ["SO-01"]),
        ("so1", ["SO-01"]),
        ("usc 3", ["USC-03"]),
        ("SO", ["SO-01", "SO-02", "SO-03", "SO-04", "SO-05"]),
        ("so-0", ["SO-01", "SO-02", "SO-03", "SO-04", "SO-05"]),
        ("so-01 dowód", ["SO-01"]),
        # whole sentences
        ("jak chcę wyciąć drzewo na mojej działce", ["OS-02"]),
        ("Dzień dobry, proszę: urodziło mi się dziecko!", ["USC-03"]),
        ("chciałbym założyć firmę", ["DG-02"]),
    ],
)
def test_typed_words_find_the_card(index: SearchIndex, typed: str, first: list[str]) -> None:
    assert symbols(index, typed)[: len(first)] == first


def test_every_key_press_on_the_way_keeps_the_card_in_sight(index: SearchIndex) -> None:
    sought = "zgubiłem dowód"
    for length in range(3, len(sought) + 1):
        assert symbols(index, sought[:length])[0] == "SO-01", sought[:length]


def test_the_right_card_is_first_before_the_second_word_is_finished(index: SearchIndex) -> None:
    assert symbols(index, "zgubiłem d")[0] == "SO-01"


def test_a_card_with_all_words_excludes_those_with_some(index: SearchIndex) -> None:
    assert symbols(index, "zgubiłem dowód") == ["SO-01"]


def test_a_word_nobody_has_does_not_spoil_the_others(index: SearchIndex) -> None:
    assert symbols(index, "dowód osobisty xqxqxqxq") == symbols(index, "dowód osobisty")


def test_the_whole_phrase_typed_stands_before_a_longer_one() -> None:
    index = SearchIndex()
    longer = SearchDocument(
        "service_card", 1, "A-1", "Aaa", ((SYNONYMS, "meldunek noworodka"),), ("meldunek noworodka",)
    )
    title = SearchDocument("service_card", 2, "A-2", "Meldunek noworodka i zameldowanie czasowe")
    whole = SearchDocument("service_card", 3, "A-3", "Zzz", ((SYNONYMS, "meldunek adres"),), ("adres", "Meldunek"))
    index.update(map(cards.stored, (longer, title, whole)))
    assert symbols(index, "meldunek") == ["A-3", "A-2", "A-1"]
    assert symbols(index, "meldunek noworodka")[0] == "A-1"
    index.update([cards.stored(SearchDocument("service_card", 3, "A-3", "Zzz", ((SYNONYMS, "meldunek adres"),)))])
    assert symbols(index, "meldunek") == ["A-2", "A-1", "A-3"]


def test_words_without_meaning_do_not_make_another_phrase() -> None:
    index = SearchIndex()
    index.update(
        cards.stored(SearchDocument("service_card", number, f"A-{number}", title))
        for number, title in enumerate(("Wniosek i dowód", "Wniosek na dowód osobisty syna"), 1)
    )
    assert symbols(index, "proszę o wniosek na dowód")[0] == "A-1"


@pytest.mark.parametrize(
    ("typed", "complete"),
    [
        ("zgubiłem dowód", True),
        ("zgubilem dow", True),
        ("so 1", True),
        ("dowud", True),
        ("dowód osobisty xqxqxqxq", False),
        ("noworodek becikowe wesele", False),
    ],
)
def test_hits_say_whether_they_have_all_words(index: SearchIndex, typed: str, complete: bool) -> None:
    assert {hit.complete for hit in index.search(typed)} == {complete}


def test_where_no_card_has_all_words_those_with_most_are_found(index: SearchIndex) -> None:
    assert symbols(index, "noworodek becikowe wesele")[0] == "USC-03"
    assert "USC-02" not in symbols(index, "noworodek becikowe wesele")


def test_symbol_typed_exactly_stands_before_longer_ones() -> None:
    index = SearchIndex()
    index.update(
        cards.stored(SearchDocument("service_card", number, f"SO-{number}", f"Karta {number}"))
        for number in (10, 1, 12)
    )
    assert symbols(index, "so 1") == ["SO-1", "SO-10", "SO-12"]
    assert symbols(index, "so 1 ") == ["SO-1"]


@pytest.mark.parametrize("typed", ["", "   ", "!?", "…", "\x00", "jak proszę"])
def test_nothing_sought_finds_nothing(index: SearchIndex, typed: str) -> None:
    assert index.search(typed) == []


def test_a_word_without_meaning_counts_when_it_is_all_there_is(index: SearchIndex) -> None:
    assert "FN-02" in symbols(index, "nie ")
    assert symbols(index, "nie dowód") == symbols(index, "dowód")


def test_short_words_do_not_get_typing_errors_forgiven(index: SearchIndex) -> None:
    assert symbols(index, "dox") == []


def test_heavier_fields_count_more() -> None:
    index = SearchIndex()
    index.update(
        map(
            cards.stored,
            (
                SearchDocument("service_card", 1, "A-1", "Aaa", ((REST, "żaba"),)),
                SearchDocument("service_card", 2, "A-2", "Bbb", ((SYNONYMS, "żaba"),)),
                SearchDocument("service_card", 3, "A-3", "Żaba"),
            ),
        )
    )
    assert symbols(index, "zaba") == ["A-3", "A-2", "A-1"]


def test_equal_hits_stand_in_polish_order_of_title() -> None:
    titles = ["Żwir", "Łąka", "Las", "Zoo", "Ćma"]
    index = SearchIndex()
    index.update(
        cards.stored(SearchDocument("service_card", number, "", title, ((REST, "wspólne"),)))
        for number, title in enumerate(titles)
    )
    assert [hit.title for hit in index.search("wspólne")] == ["Ćma", "Las", "Łąka", "Zoo", "Żwir"]


def test_a_rare_word_weighs_more_than_a_common_one(index: SearchIndex) -> None:
    # „dowód” stands on thirteen cards, „becikowe” on one; no card has both it and „skrócony”
    assert symbols(index, "wniosek becikowe")[0] == "USC-03"


def test_kinds_are_kept_apart_and_limit_is_kept(index: SearchIndex) -> None:
    both = SearchIndex()
    both.update(map(cards.stored, cards.documents()))
    both.update([cards.stored(SearchDocument("unit", 1, "SO", "Referat Dowodów"))])
    assert {hit.entity for hit in both.search("dowód")} == {"service_card", "unit"}
    assert [hit.entity for hit in both.search("dowód", "unit")] == ["unit"]
    assert both.search("dowód", "employee") == []
    assert both.search("dowód", limit=2) == both.search("dowód")[:2]


def test_a_typing_error_is_forgiven_within_the_kind_sought() -> None:
    index = SearchIndex()
    index.update(
        cards.stored(document)
        for document in (
            SearchDocument("employee", 1, "", "Jan Podatki"),
            SearchDocument("service_card", 1, "", "Podarunki"),
        )
    )
    assert [hit.title for hit in index.search("podatunki", "service_card")] == ["Podarunki"]


def test_matched_words_are_those_of_the_text(index: SearchIndex) -> None:
    (hit,) = index.search("zgubilam dowod")
    assert {"zgubilem", "dowod", "dowodu"} <= hit.matched
    assert "nowy" not in hit.matched


def test_a_changed_record_is_found_by_its_new_words_only() -> None:
    index = cards.index()
    index.update([cards.stored(SearchDocument("service_card", 1, "XY-07", "Hodowla kanarków"))])
    assert symbols(index, "kanarek")[0] == "XY-07"
    assert symbols(index, "xy7") == ["XY-07"]
    assert "SO-01" not in symbols(index, "dowód osobisty")
    assert symbols(index, "zgubiłem") == []
    assert len(index) == 20


def test_a_removed_record_is_not_found_and_its_place_is_used_again() -> None:
    index = cards.index()
    index.update([], [("service_card", 1), ("service_card", 999)])
    assert "SO-01" not in symbols(index, "so")
    assert symbols(index, "zgubiłem") == []
    index.update([cards.stored(SearchDocument("service_card", 21, "SO-21", "Zgubiony kot"))])
    assert symbols(index, "kota") == ["SO-21"]
    assert len(index) == 20


def test_updating_step_by_step_equals_building_at_once() -> None:
    stepwise = SearchIndex()
    for document in map(cards.stored, cards.documents()):
        stepwise.update([document])
    for typed in ("dowod", "z", "podatke", "so 1", "akt urodzenia"):
        assert stepwise.search(typed) == cards.index().search(typed)


def test_words_documents_have_need_no_dictionary() -> None:
    def unavailable(word: str) -> frozenset[str]:
        raise AssertionError(word)

    index = SearchIndex(unavailable, unavailable)
    index.update(map(cards.stored, cards.documents()))
    assert symbols(index, "dowodu osobistego")[0] == "SO-01"
    assert symbols(index, "drzewa")[:2] == ["OS-01", "OS-02"]


PIECES = st.sampled_from(["dowod", "zgub", "so", "01", "-", " ", "1", "ł", "drzew", "na", "\u0301", "\ud800"])


@settings(max_examples=150, deadline=None)
@given(typed=st.one_of(st.text(st.characters(codec=None, categories=None)), st.lists(PIECES, max_size=12).map("".join)))
def test_no_text_raises_and_hits_are_in_order(index: SearchIndex, typed: str) -> None:
    hits = index.search(typed)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.record_id for hit in hits}) == len(hits)
