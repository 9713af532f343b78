"""Words that differ from a typed one by a slip of the finger or of spelling."""

from collections.abc import Iterable, Sequence

_ONE_ERROR_FROM, _TWO_ERRORS_FROM = 4, 8
"""Letters a word needs before one or two errors are forgiven; shorter words are too much alike."""
_SAME_INITIAL_UP_TO = 4
"""In words this short the first letter must be right."""
_UNFINISHED_FROM = 5
_SOUNDS_ALIKE = (("rz", "z"), ("ch", "h"), ("u", "o"))
"""Folded spellings confused in writing: rz/ż, ch/h, u/ó."""


def allowed_errors(word: str) -> int:
    """Letters added, lost, changed or swapped with their neighbour that a word of this length may have."""
    if any(map(str.isdigit, word)) or len(word) < _ONE_ERROR_FROM:
        return 0
    return 1 if len(word) < _TWO_ERRORS_FROM else 2


def sound(word: str) -> str:
    """A spelling in which sounds confused by writers are the same: ``rzaba`` and ``żaba`` give ``zaba``."""
    for spelled, simple in _SOUNDS_ALIKE:
        word = word.replace(spelled, simple)
    return word


def closest(word: str, vocabulary: Sequence[str]) -> list[list[str]]:
    """The words that differ by as many errors as are allowed, grouped by number of errors, fewest first."""
    errors = allowed_errors(word)
    if not errors:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    groups: dict[int, list[str]] = {}
    for known, distance, _place in process.extract(
        word, vocabulary, scorer=OSA.distance, score_cutoff=errors, limit=None
    ):
        if len(word) > _SAME_INITIAL_UP_TO or known[0] == word[0]:
            groups.setdefault(distance, []).append(known)
    return [groups[distance] for distance in sorted(groups)]


def closest_beginnings(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Words that begin, with one error, as the unfinished word does; its first letter must be right."""
    if len(word) < _UNFINISHED_FROM or not allowed_errors(word):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    beginnings: dict[str, list[str]] = {}
    for known in vocabulary:
        if known[0] == word[0]:
            for length in (len(word) - 1, len(word), len(word) + 1):
                if len(known) >= length:
                    beginnings.setdefault(known[:length], []).append(known)
    found = process.extract(word, list(beginnings), scorer=OSA.distance, score_cutoff=1, limit=None)
    return list(dict.fromkeys(known for match, _distance, _place in found for known in beginnings[match]))
