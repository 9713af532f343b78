"""Which stretches of a text to show bold because the search found them."""

from collections.abc import Set as AbstractSet

from app.core.polish import fold
from app.search.document import words


def spans(text: str, matched: AbstractSet[str]) -> list[tuple[int, int]]:
    """Ranges (start, end) of the words of ``text`` whose folded form was matched, in order, never overlapping.

    ``matched`` is ``Hit.matched``. Positions count Python characters; Qt counts UTF-16 units, which differ only
    after characters beyond U+FFFF.
    """
    if not matched:
        return []
    found: list[tuple[int, int]] = []
    for match in words(text):
        folded = fold(match.group())
        if folded in matched or any(part.group() in matched for part in words(folded)):
            found.append(match.span())
    return found
