"""Dictionary forms of Polish words, so that any inflected form finds any other."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product
from threading import Lock
from typing import Any

from app.core.polish import fold

MAX_RESTORED_LETTERS = 4
"""How many letters of one word may get their marks back; no common form has more unmarked in a guess."""
MAX_GUESSES = 96
"""Spellings tried for one word typed without diacritics; about 2 ms."""
LONGEST_WORD = 40
"""Longer strings are no words; looking them up would cost time for nothing."""

_MARKED = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_VOWELS = frozenset("aąeęioóuy")
_SOFT = frozenset("ćńśź")
_DIGRAPH_STARTS = frozenset("cs")
"""Before z they make one sound (cz, sz); rz and dz may well be rż, dż or dź."""
_BEFORE_NASAL_NEVER = frozenset("mnńjr")

_lock = Lock()
_analyser: Any = None


def warm_up() -> None:
    """Load the dictionary (about 0.3 s); call it from a worker once the window is painted."""
    with _lock:
        _load()


def _load() -> Any:
    global _analyser
    if _analyser is None:
        import morfeusz2

        _analyser = morfeusz2.Morfeusz(generate=False, expand_tags=False)
    return _analyser


@lru_cache(maxsize=65_536)
def lemmas(word: str) -> frozenset[str]:
    """Folded dictionary forms of one word as it is spelt; empty when the dictionary does not know it.

    All readings are returned (``miałem``: ``miec`` and ``mial``), in any case. Thread-safe; the first call
    loads the dictionary.
    """
    small = word.lower()
    return _known(small) if small.isalpha() and len(small) <= LONGEST_WORD else frozenset()


@lru_cache(maxsize=4_096)
def lemmas_without_marks(word: str) -> frozenset[str]:
    """Folded dictionary forms of the words this one may be with Polish marks put back.

    ``zgubilem`` gives ``zgubic``. Empty for words that have Polish letters: who types one types them all.
    """
    small = word.lower()
    if not small.isalpha() or not small.isascii() or len(small) > LONGEST_WORD:
        return frozenset()
    return frozenset().union(*(_known(guess) for guess in _respellings(small)))


def _known(word: str) -> frozenset[str]:
    with _lock:
        readings = _load().analyse(word)
    return frozenset(
        # after the colon stands which of several words of one form is meant: oko:Sn2_col
        fold(lemma.partition(":")[0])
        for start, _end, (_form, lemma, tag, *_rest) in readings
        if start == 0 and tag != "ign" and "_" not in lemma.partition(":")[0]
    )


def _respellings(word: str) -> Iterator[str]:
    """Spellings with Polish marks, fewest first, at most MAX_GUESSES; impossible neighbours are left out."""
    places = [place for place, letter in enumerate(word) if letter in _MARKED]
    count = 0
    for number in range(1, MAX_RESTORED_LETTERS + 1):
        for chosen in combinations(places, number):
            for marked in product(*(_MARKED[word[place]] for place in chosen)):
                letters = list(word)
                for place, letter in zip(chosen, marked, strict=True):
                    letters[place] = letter
                if all(_possible(letters, place) for place in chosen):
                    yield "".join(letters)
                    count += 1
                    if count >= MAX_GUESSES:
                        return


def _possible(letters: list[str], place: int) -> bool:
    """Whether Polish spelling allows the marked letter at this place (rules of orthography, not a guess)."""
    letter = letters[place]
    before = letters[place - 1] if place else ""
    after = letters[place + 1] if place + 1 < len(letters) else ""
    if letter in _SOFT:
        return after not in _VOWELS and (letter, after) not in {("ć", "z"), ("ś", "z")} and before != letter
    if letter in "ąę":
        return bool(before) and after not in _VOWELS | _BEFORE_NASAL_NEVER and before not in _VOWELS - {"i"}
    if letter == "ó":
        return bool(after) and after not in _VOWELS and before not in _VOWELS - {"i"}
    if letter == "ł":
        return after != "i"
    return before not in _DIGRAPH_STARTS
