"""Polish text: folding for search, alphabetical order, plurals. SQLite and PostgreSQL get the same columns."""

from unicodedata import combining, normalize

_NO_DECOMPOSITION = str.maketrans("łđø", "ldo")
_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_RANKS = {letter: chr(0x4E00 + rank) for rank, letter in enumerate(_ALPHABET)}


def fold(text: str) -> str:
    """Lower case without diacritics: what a search compares (``Łódź`` gives ``lodz``)."""
    decomposed = normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not combining(char)).translate(_NO_DECOMPOSITION)


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Polish alphabetical order (a, ą, b, c, ć …)."""
    return "".join(_RANKS.get(char, char) for char in normalize("NFC", text.casefold()))


def plural(number: int, one: str, few: str, many: str) -> str:
    """The right form after a number: 1 karta, 2 karty, 5 kart, 22 karty, 112 kart."""
    if abs(number) == 1:
        return one
    last, last_two = abs(number) % 10, abs(number) % 100
    if 2 <= last <= 4 and not 12 <= last_two <= 14:
        return few
    return many
