"""Polish text: folding for search, alphabetical order, plurals. SQLite and PostgreSQL get the same columns."""

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

_POLISH = str.maketrans("ąćęłńóśźżđø", "acelnoszzdo")
"""Polish letters, and the two foreign ones that Unicode does not take apart either."""

_SIGNS = " _-–—,;:!?.'\"«»()[]{}§@*/\\&#%`^°+<=>|~$€"
"""Signs in the order of the Unicode collation as ICU and Qt's QCollator apply it: before digits."""
_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_VARIANTS = {"\xa0": " 1", "\u202f": " 2", "\t": " 3", "\n": " 4", "\r": " 5"} | {
    "’": "'1", "“": '"1', "”": '"2', "„": '"3', "…": "...1"
}  # fmt: skip
"""Signs that differ from plainer ones as foreign letters do from base letters: the plainer one, and a rank."""
_FIRST_RANK = 0x20
_RANKS = {sign: chr(_FIRST_RANK + rank) for rank, sign in enumerate(f"{_SIGNS}0123456789{_ALPHABET}")}
_KEYS = str.maketrans(
    _RANKS | {sign: "".join(_RANKS[plain] for plain in plainer[:-1]) for sign, plainer in _VARIANTS.items()}
)
"""Each sign as one character below U+00A0, so that other alphabets keep their place after Polish."""
_NUMBER = re.compile(r"\d+")
_LEVEL = "\x01"
"""Separates the letters from the finer differences; lower than any rank, so ``Ala`` stays before ``Alan``."""


def fold(text: str) -> str:
    """Lower case without diacritics: what a search compares (``Łódź`` gives ``lodz``).

    Any Unicode text is accepted; folding a folded text changes nothing.
    """
    folded = text.lower().translate(_POLISH)
    if folded.isascii():
        return folded
    folded = normalize("NFKD", normalize("NFKD", folded.casefold()).casefold())
    return "".join(char for char in folded if not combining(char)).translate(_POLISH)


def sort_key(text: str) -> str:
    """A key whose plain code-point order is the Polish alphabetical order (a, ą, b, c, ć …).

    The order is that of ``QCollator(pl_PL)`` with ICU: spaces, signs, digits, then letters; foreign
    letters stand with their base letter (ü with u). Where two texts differ only in foreign diacritics or in
    case, plain comes before marked and small before capital at the first differing letter: ``ala`` before
    ``alA`` before ``Ala``. Compare keys by code point; in PostgreSQL that is the collation ``"C"``.
    """
    composed = normalize("NFC", text)
    small = composed.lower()
    letters = small.translate(_KEYS)
    if not _VARIANTS.keys().isdisjoint(composed) or not all(char < "\xa0" for char in letters):
        return _sort_key_with_foreign_letters(composed)
    capitals = _capitals(composed, small)
    return letters + _LEVEL + _LEVEL + capitals if capitals else letters


def _capitals(composed: str, small: str) -> str:
    if composed[1:] == small[1:]:
        return "1" if composed != small else ""
    return "".join("1" if char != char.lower() else "0" for char in composed).rstrip("0")


def _sort_key_with_foreign_letters(composed: str) -> str:
    primary: list[str] = []
    marks: list[str] = []
    for char in composed.casefold():
        plainer = _VARIANTS.get(char)
        base = char if char in _RANKS or plainer else fold(char) or char
        primary.append(base.translate(_KEYS))
        marks.append(plainer[-1] if plainer else "01"[base != char])
    foreign = "".join(marks).rstrip("0")
    return "".join(primary) + _LEVEL + foreign + _LEVEL + _capitals(composed, composed.lower())


def natural_key(text: str) -> str:
    """A ``sort_key`` in which numbers count by value: ``SO-2`` before ``SO-10``, room 9 before room 12.

    Holds for numbers of up to eight digits.
    """
    return sort_key(_NUMBER.sub(lambda run: run[0].zfill(8), text))


def counted(found: Mapping[str, int]) -> str:
    """``dotacje (2), konsultacje (1)``: how many of what, for a sentence that lists kinds of records."""
    return ", ".join(f"{name} ({number})" for name, number in found.items())


def plural(number: int, one: str, few: str, many: str) -> str:
    """The right form after a number: 1 karta, 2 karty, 5 kart, 22 karty, 112 kart."""
    if abs(number) == 1:
        return one
    last, last_two = abs(number) % 10, abs(number) % 100
    if 2 <= last <= 4 and not 12 <= last_two <= 14:
        return few
    return many
