"""What a record offers to the search, and its compact stored form; worked out at each save, not at start-up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

from app.core.polish import fold
from app.search.lemmas import lemmas, lemmas_without_marks

SYMBOL = 1.2
TITLE = 1.0
SYNONYMS = 0.85
CATEGORIES = 0.6
DOCUMENTS = 0.4
REST = 0.2
"""How much a word counts by the field it stands in; a document may use other weights above 0 as well."""

PHRASES = "="
"""What begins the stored line of whole phrases, in place of a weight; ``|`` divides them, no word has either."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
"""Letters and digits, with marks typed as separate characters; hyphens and underscores divide words."""

_REMEMBERED = 16_384
"""Words kept with their forms: the cards of an office use the same few thousand again and again."""


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text with their places, as stored documents, queries and marking all divide them."""
    return _WORD.finditer(text)


def folded_words(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of (word as written, folded word); a sign such as ``½`` that unfolds into several words gives each."""
    for match in words(text):
        written = match.group()
        folded = fold(written)
        if folded.isalnum():
            yield written, folded
        else:
            for piece in words(folded):
                yield piece.group(), piece.group()


@dataclass(frozen=True)
class SearchDocument:
    """One record as the search sees it.

    ``entity`` and ``record_id`` name the record. ``parts`` are (weight, text) pairs; symbol and title need
    not be repeated there. ``phrases`` are texts, synonyms say, that answer best when typed in full; their
    words must stand in a part as well. Working out ``terms`` looks words up in the dictionary: call ``look_up``
    before a transaction is opened, so that the first save does not hold the lock for 0.3 s.
    """

    entity: str
    record_id: int
    symbol: str
    title: str
    parts: tuple[tuple[float, str], ...] = ()
    phrases: tuple[str, ...] = ()

    @cached_property
    def terms(self) -> str:
        """The stored form: one line per weight, ``0.85 zgubilem/zgubic dowod/dowod``.

        Each word of the record stands once, folded, followed by its folded dictionary forms, on the line of
        the heaviest field that has it. Whole phrases follow on a line of their own: ``= meldunek|nowy adres``.
        """
        parts = ((SYMBOL, self.symbol), (TITLE, self.title), *self.parts)
        lines = list(_lines(sorted(parts, key=lambda part: -part[0])))
        phrases = dict.fromkeys(" ".join(folded for _written, folded in folded_words(each)) for each in self.phrases)
        whole = "|".join(filter(None, phrases))
        return "\n".join([*lines, f"{PHRASES} {whole}"] if whole else lines)

    def look_up(self) -> None:
        """Ask the dictionary for every word, so that working out ``terms`` takes no time of a transaction."""
        texts = " ".join((self.symbol, self.title, *(text for _weight, text in self.parts)))
        for word in set(_WORD.findall(texts)):
            _forms(word)

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the content; an index reloads only what differs."""
        content = "\0".join((self.entity, str(self.record_id), self.symbol, self.title, self.terms))
        return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _lines(parts: Iterable[tuple[float, str]]) -> Iterator[str]:
    seen: dict[str, frozenset[str]] = {}
    by_weight: dict[float, list[str]] = {}
    for weight, text in parts:
        if weight <= 0:
            raise ValueError(f"weight of a search field must be above 0, not {weight}")
        own = by_weight.setdefault(weight, [])
        for match in words(text):
            for folded, forms in _forms(match.group()):
                known = seen.get(folded)
                if known is None:
                    own.append(folded)
                    seen[folded] = forms
                elif known is not forms:
                    seen[folded] = known | forms
    for weight, own in by_weight.items():
        if own:
            yield f"{weight:g} " + " ".join([_stored(word, seen[word]) for word in own])


@lru_cache(maxsize=_REMEMBERED)
def _forms(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The folded words of a word as written, with their dictionary forms."""
    return tuple(
        (folded, _one_of_equals(lemmas(written) or lemmas_without_marks(written)))
        for written, folded in folded_words(word)
    )


@lru_cache(maxsize=_REMEMBERED)
def _one_of_equals(forms: frozenset[str]) -> frozenset[str]:
    """The same object for equal sets, so that „Wniosek” and „wniosek” need not be united again and again."""
    return forms


@lru_cache(maxsize=_REMEMBERED)
def _stored(word: str, forms: frozenset[str]) -> str:
    return "/".join((word, *sorted(forms)))
