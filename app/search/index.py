"""The search itself, in memory: over 1,000 records an answer takes about a millisecond, for every key press."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from app.core.polish import sort_key
from app.search.document import PHRASES, SYMBOL, TITLE, folded_words
from app.search.lemmas import lemmas, lemmas_without_marks
from app.search.query import Term, parse, phrase, stop_words, symbol_spellings
from app.search.repository import StoredDocument
from app.search.typos import closest, closest_beginnings
from app.search.vocabulary import Form, Vocabulary, WeightedDocuments

EXACT, LEMMA, PREFIX, RELATED, TYPO = 1.0, 0.9, 0.7, 0.55, 0.45
"""How well a typed word fits: the same, another inflected form, its beginning, an inflected form of what it
begins, misspelt."""
SYMBOL_EXACT, SYMBOL_PREFIX = 3.0, 1.5
_WHOLE_TITLE = 0.3
"""What a document gains whose title consists of nothing but the words looked for."""
_WHOLE_PHRASE = 0.5
"""What a document gains whose title or phrase is exactly what was typed: „meldunek” stands before „meldunek
noworodka”, and a synonym before a title that has more words, but not before a symbol."""
_PREPOSITION = 3
"""Words of a title up to this length do not make it longer."""
_RELATED_FROM = 3
"""Letters from which a beginning stands for its word in other inflected forms too."""
_ENOUGH = 0.75
"""Where no document has all words, those stay that have this share of the best one's (weighted) words."""


Level = tuple[float, float, int]
"""Quality times field weight, field weight, and the documents (bit set) that have the word so well."""


class Hit(NamedTuple):
    """One record found.

    ``score`` only compares hits of one search. ``matched`` are the folded words to be marked
    (``app.search.marking``); it is shared by the hits of a search, so it may name words other records hold.
    ``complete`` is False when no record has all words that were typed, so that these are only the nearest; it
    is the same for all hits of a search.
    """

    entity: str
    record_id: int
    symbol: str
    title: str
    score: float
    matched: frozenset[str]
    complete: bool = True


@dataclass(frozen=True)
class _Entry:
    document: StoredDocument
    title_words: int
    order: tuple[str, ...]


class _Match(NamedTuple):
    """What one term found: per level (score, field weight) documents not already on a better level."""

    levels: list[Level]
    documents: int
    rarity: float


class SearchIndex:
    """Documents and their words. Not thread-safe; ``app.search.service`` guards it."""

    def __init__(
        self,
        lemmatise: Callable[[str], frozenset[str]] = lemmas,
        lemmatise_without_marks: Callable[[str], frozenset[str]] = lemmas_without_marks,
    ) -> None:
        self._lemmatise = lemmatise
        self._lemmatise_without_marks = lemmatise_without_marks
        self._vocabulary = Vocabulary(stop_words())
        self._entries: list[_Entry | None] = []
        self._free: list[int] = []
        self._place: dict[tuple[str, int], int] = {}
        self._of_entity: dict[str, int] = {}
        self._symbols: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._rank: dict[bool, list[int]] = {}

    def __len__(self) -> int:
        return len(self._place)

    def update(self, documents: Iterable[StoredDocument], removed: Iterable[tuple[str, int]] = ()) -> None:
        """Take in new and changed documents, and forget records given as (entity, record_id)."""
        first = not self._place
        changed: list[str] = []
        for key in removed:
            changed += self._remove(key)
        for document in documents:
            changed += self._remove((document.entity, document.record_id))
            changed.append(self._add(document))
        self._vocabulary.refresh(None if first else changed)
        self._rank.clear()

    def _add(self, document: StoredDocument) -> str:
        place = self._free.pop() if self._free else len(self._entries)
        if place == len(self._entries):
            self._entries.append(None)
        title_words = sum(len(word) > _PREPOSITION for word in document.title.split())
        key = (sort_key(document.title), sort_key(document.symbol), document.entity, f"{document.record_id:020}")
        self._entries[place] = _Entry(document, max(title_words, 1), key)
        self._place[document.entity, document.record_id] = place
        self._of_entity[document.entity] = self._of_entity.get(document.entity, 0) | 1 << place
        for spelling in symbol_spellings(document.symbol):
            self._symbols[spelling] = self._symbols.get(spelling, 0) | 1 << place
        for whole in _phrases(document):
            self._phrases[whole] = self._phrases.get(whole, 0) | 1 << place
        self._vocabulary.add(place, document.terms)
        return document.terms

    def _remove(self, key: tuple[str, int]) -> list[str]:
        place = self._place.pop(key, None)
        entry = None if place is None else self._entries[place]
        if place is None or entry is None:
            return []
        self._entries[place] = None
        self._free.append(place)
        self._of_entity[key[0]] &= ~(1 << place)
        _withdraw(self._symbols, symbol_spellings(entry.document.symbol), place)
        _withdraw(self._phrases, _phrases(entry.document), place)
        self._vocabulary.remove(place, entry.document.terms)
        return [entry.document.terms]

    def search(self, words: str, entity: str | None = None, limit: int | None = None) -> list[Hit]:
        """The documents that fit best, best first; equal ones in Polish order of title, then symbol
        (of symbol, where only symbols were typed).

        ``words`` is what stands in the search field, unfinished as it may be; any text is accepted, and a text
        without letters and digits finds nothing. ``entity`` restricts to one kind of record.
        """
        terms = parse(words, self._is_symbol)
        scope = -1 if entity is None else self._of_entity.get(entity, 0)
        matched: set[str] = set()
        matches = [found for term in terms if (found := self._match(term, scope, matched)).documents]
        if not matches:
            return []
        everywhere = _common(matches)
        scores = self._scores(matches, everywhere or self._with_most(matches))
        for place in _places(self._phrases.get(phrase(words), 0)):
            if place in scores:
                scores[place] += _WHOLE_PHRASE
        ranks = self._ranks(all(match.levels[0][1] == SYMBOL for match in matches))
        order = sorted(sorted(scores, key=ranks.__getitem__), key=scores.__getitem__, reverse=True)
        marks = frozenset(matched)
        complete = bool(everywhere) and len(matches) == len(terms)
        return [self._hit(place, scores[place], marks, complete) for place in order[:limit]]

    def _hit(self, place: int, score: float, matched: frozenset[str], complete: bool) -> Hit:
        entry = self._entries[place]
        assert entry is not None
        document = entry.document
        return Hit(document.entity, document.record_id, document.symbol, document.title, score, matched, complete)

    def _ranks(self, by_symbol: bool) -> list[int]:
        """Rank by place among all documents: in order of symbol when a symbol was typed, else of title."""
        if by_symbol not in self._rank:
            used = [
                (entry.order[1:] if by_symbol else entry.order, place)
                for place, entry in enumerate(self._entries)
                if entry is not None
            ]
            ranks = self._rank[by_symbol] = [0] * len(self._entries)
            for rank, (_order, place) in enumerate(sorted(used)):
                ranks[place] = rank
        return self._rank[by_symbol]

    def _scores(self, matches: list[_Match], wanted: int) -> dict[int, float]:
        """Score by place, of the wanted documents."""
        whole = sum(match.rarity for match in matches)
        scores: dict[int, float] = {}
        in_title: dict[int, float] = {}
        for levels, _documents, rarity in matches:
            for level, weight, documents in levels:
                share = level * rarity / whole
                title = TITLE <= weight < SYMBOL
                for place in _places(documents & wanted):
                    scores[place] = scores.get(place, 0.0) + share
                    if title:
                        in_title[place] = in_title.get(place, 0.0) + level
        for place, found in in_title.items():
            entry = self._entries[place]
            if entry is not None:
                scores[place] += _WHOLE_TITLE * min(found / max(entry.title_words, len(matches)), 1.0)
        return scores

    @staticmethod
    def _with_most(matches: list[_Match]) -> int:
        shares: dict[int, float] = {}
        for match in matches:
            for place in _places(match.documents):
                shares[place] = shares.get(place, 0.0) + match.rarity
        enough = max(shares.values()) * _ENOUGH
        wanted = 0
        for place, share in shares.items():
            if share >= enough:
                wanted |= 1 << place
        return wanted

    def _is_symbol(self, spelling: str, growing: bool) -> bool:
        return spelling in self._symbols or (growing and any(known.startswith(spelling) for known in self._symbols))

    def _match(self, term: Term, scope: int, matched: set[str]) -> _Match:
        levels = self._symbol_levels(term, matched) if term.symbol else []
        certain = 0
        if not term.only_symbol:
            word_levels, certain = self._word_levels(term, scope, matched)
            levels += word_levels
        levels.sort(key=lambda level: level[:2], reverse=True)
        seen = 0
        kept: list[Level] = []
        for level, weight, documents in levels:
            fresh = documents & scope & ~seen
            if fresh:
                kept.append((level, weight, fresh))
                seen |= fresh
        often = (certain & scope or seen).bit_count()
        return _Match(kept, seen, 1.0 + log((len(self._place) + 1) / (often + 0.5)))

    def _symbol_levels(self, term: Term, matched: set[str]) -> list[Level]:
        exact = self._symbols.get(term.symbol, 0)
        begun = 0
        if term.growing:
            for spelling, documents in self._symbols.items():
                if spelling.startswith(term.symbol):
                    begun |= documents
        for place in _places(exact | begun):
            entry = self._entries[place]
            if entry is not None:
                matched.update(folded for _written, folded in folded_words(entry.document.symbol))
        return [(SYMBOL_EXACT, SYMBOL, exact), (SYMBOL_PREFIX, SYMBOL, begun)]

    def _word_levels(self, term: Term, scope: int, matched: set[str]) -> tuple[list[Level], int]:
        """Levels of one word, and the documents that have it for certain (the word or its inflected forms)."""
        vocabulary = self._vocabulary
        if term.growing and term.folded in stop_words():
            # a lone „z” is rather the beginning of „zgon” than the preposition
            levels = self._beginning_levels(term, matched)
            if _union(levels) & scope:
                return levels, 0
        exact = vocabulary.exact(term.folded)
        inflected = self._inflected(term, exact)
        levels = _levels(EXACT, vocabulary.documents(exact)) + _levels(LEMMA, vocabulary.documents(inflected))
        matched.update(form.surface for form in (*exact, *inflected))
        certain = _union(levels)
        if term.growing or not certain & scope:
            levels += self._beginning_levels(term, matched)
        if not _union(levels) & scope:
            levels = self._levels_without_marks(term, matched)
        if not _union(levels) & scope:
            levels = self._typo_levels(term, scope, matched)
        return levels, certain

    def _inflected(self, term: Term, exact: list[Form]) -> list[Form]:
        """Inflected forms; the dictionary is asked only for words no document has."""
        dictionary = {lemma for form in exact for lemma in form.lemmas} or self._lemmatise(term.written)
        return self._vocabulary.with_lemmas(dictionary | {term.folded})

    def _levels_without_marks(self, term: Term, matched: set[str]) -> list[Level]:
        forms = self._vocabulary.with_lemmas(self._lemmatise_without_marks(term.written))
        matched.update(form.surface for form in forms)
        return _levels(LEMMA, self._vocabulary.documents(forms))

    def _beginning_levels(self, term: Term, matched: set[str]) -> list[Level]:
        vocabulary, prefix = self._vocabulary, term.folded
        if not term.growing and len(prefix) < _RELATED_FROM:
            return []
        levels = _levels(PREFIX, vocabulary.documents_starting(prefix))
        matched.update(vocabulary.surfaces_starting(prefix))
        if len(prefix) >= _RELATED_FROM:
            dictionary = {lemma for form in vocabulary.completions(prefix) for lemma in form.lemmas}
            related = vocabulary.with_lemmas(dictionary.union(vocabulary.lemma_completions(prefix)))
            levels += _levels(RELATED, vocabulary.documents(related))
            matched.update(form.surface for form in related)
        return levels

    def _typo_levels(self, term: Term, scope: int, matched: set[str]) -> list[Level]:
        vocabulary = self._vocabulary
        for similar in self._similar(term):
            forms: list[Form] = [form for known in similar for form in vocabulary.exact(known)]
            forms += vocabulary.with_lemmas({lemma for form in forms for lemma in form.lemmas})
            levels = _levels(TYPO, vocabulary.documents(forms))
            if _union(levels) & scope:
                matched.update(form.surface for form in forms)
                return levels
        return []

    def _similar(self, term: Term) -> Iterator[list[str]]:
        """Groups of words that may have been meant, likeliest first."""
        vocabulary = self._vocabulary
        yield from closest(term.folded, vocabulary.surfaces)
        if term.growing:
            yield closest_beginnings(term.folded, vocabulary.surfaces)
        yield vocabulary.sounding_like(term.folded)


def _phrases(document: StoredDocument) -> frozenset[str]:
    """What names the document in full: its title and the phrases stored with it."""
    _others, marked, line = document.terms.rpartition(f"{PHRASES} ")
    whole = [document.title, *line.split("|")] if marked else [document.title]
    return frozenset(filter(None, map(phrase, whole)))


def _withdraw(held: dict[str, int], keys: Iterable[str], place: int) -> None:
    """Take one document out of the bit sets under these keys."""
    for key in keys:
        held[key] &= ~(1 << place)
        if not held[key]:
            del held[key]


def _common(matches: list[_Match]) -> int:
    """The documents that have every word found."""
    common = -1
    for match in matches:
        common &= match.documents
    return common


def _levels(quality: float, documents: WeightedDocuments) -> list[Level]:
    return [(quality * weight, weight, mask) for weight, mask in documents.items()]


def _union(levels: list[Level]) -> int:
    union = 0
    for _level, _weight, documents in levels:
        union |= documents
    return union


def _places(mask: int) -> Iterator[int]:
    """The places of the set bits, lowest first."""
    if mask.bit_count() * 8 > mask.bit_length():
        for place, bit in enumerate(bin(mask)[:1:-1]):
            if bit == "1":
                yield place
        return
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
