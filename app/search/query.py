"""What was typed, taken apart: words, symbols, and words that carry no meaning left out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from re import compile as pattern

from app.core.paths import resources
from app.core.polish import fold
from app.search.document import folded_words

MAX_LENGTH = 300
"""Signs of a query that are read; nobody types more, but somebody may paste a letter."""
MAX_WORDS = 16
_LONGEST_SYMBOL = 5
"""Words a typed symbol may fall into: ``USC.SO X/2J`` has four."""

_LEADING_ZEROS = pattern(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True)
class Term:
    """One thing looked for.

    ``written`` is the word as typed (the dictionary needs its marks), ``folded`` what is compared.
    ``symbol`` is the compact symbol it may also be, or empty; ``only_symbol`` when several words make it up.
    ``growing`` says that the word may still be unfinished.
    """

    written: str
    folded: str
    symbol: str = ""
    only_symbol: bool = False
    growing: bool = False


@cache
def stop_words() -> frozenset[str]:
    """Folded words a search ignores unless they are all there is (``search_stopwords.txt``)."""
    path = resources() / "dictionaries" / "search_stopwords.txt"
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def symbol_spellings(symbol: str) -> frozenset[str]:
    """Compact spellings of a symbol: ``SO-01`` is found as ``so01`` and ``so1``."""
    pieces = [folded for _written, folded in folded_words(symbol)]
    return frozenset(spelling for spelling in _spellings(pieces) if spelling)


def _spellings(pieces: list[str]) -> tuple[str, str]:
    return "".join(pieces), "".join(_LEADING_ZEROS.sub("", piece) for piece in pieces)


def parse(typed: str, is_symbol: Callable[[str, bool], bool]) -> tuple[Term, ...]:
    """The terms of a query in the order typed.

    ``is_symbol(compact, growing)`` tells whether the compact spelling is a known symbol or, while growing,
    the beginning of one.
    """
    pieces = list(folded_words(typed[:MAX_LENGTH]))[:MAX_WORDS]
    finished = typed[-1:].isspace()
    terms: list[Term] = []
    place = 0
    while place < len(pieces):
        length, symbol = _symbol_at(pieces, place, is_symbol)
        written, folded = pieces[place]
        last = place + length == len(pieces)
        terms.append(Term(written, folded, symbol, length > 1, last and not finished))
        place += length
    return _meaningful(tuple(dict.fromkeys(terms)))


def phrase(text: str) -> str:
    """The folded words of a text that carry meaning, in order: equal for what is typed and what it names in full."""
    ignored = stop_words()
    folded = [word for _written, word in folded_words(text[:MAX_LENGTH])]
    return " ".join([word for word in folded if word not in ignored] or folded)


def _symbol_at(pieces: list[tuple[str, str]], place: int, is_symbol: Callable[[str, bool], bool]) -> tuple[int, str]:
    """How many words from here make up the longest known symbol, and its spelling; (1, "") when none does."""
    for length in range(min(_LONGEST_SYMBOL, len(pieces) - place), 0, -1):
        growing = place + length == len(pieces)
        for spelling in _spellings([folded for _written, folded in pieces[place : place + length]]):
            if any(map(str.isdigit, spelling)) and is_symbol(spelling, growing):
                return length, spelling
    return 1, ""


def _meaningful(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    ignored = stop_words()
    kept = tuple(term for term in terms if term.symbol or term.folded not in ignored)
    return kept or terms
