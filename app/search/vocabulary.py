"""All words of all documents: which documents hold a word, and which words belong together."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from app.search.document import CATEGORIES, PHRASES
from app.search.typos import sound

_FEW = 8
"""Up to so many documents a bit set is put together by shifting, from there on through a byte array."""
_SHORT_PREFIX = 2
"""A beginning this short is looked for in heavy fields first, and its documents are remembered."""

WeightedDocuments = dict[float, int]
"""Per field weight the documents, as a bit set in a whole number (bit n is the document in place n)."""


class Form:
    """One word as it stands in documents, folded, with its folded dictionary forms."""

    __slots__ = ("lemmas", "masks", "stored", "surface")

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self.surface, *lemmas = stored.split("/")
        self.lemmas = lemmas
        self.masks: tuple[tuple[float, int], ...] | None = None


class Vocabulary:
    """Words and the places of the documents that hold them. Not thread-safe."""

    def __init__(self, ignored: AbstractSet[str] = frozenset()) -> None:
        self._ignored = ignored
        self._places: defaultdict[float, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._forms: dict[str, Form] = {}
        self._by_surface: dict[str, list[Form]] = {}
        self._by_lemma: dict[str, list[Form]] = {}
        self._surfaces: list[str] = []
        self._meaningful: list[str] = []
        self._lemmas: list[str] = []
        self._short_prefixes: dict[str, WeightedDocuments] = {}
        self._sounds: dict[str, list[str]] | None = None

    def add(self, place: int, terms: str) -> None:
        """Note the words of one document, given as ``SearchDocument.terms``."""
        for weight, stored_words in _lines(terms):
            places = self._places[weight]
            for stored in stored_words:
                places[stored].append(place)

    def remove(self, place: int, terms: str) -> None:
        """Forget the words of one document as they were added."""
        for weight, stored_words in _lines(terms):
            for stored in stored_words:
                self._places[weight][stored].remove(place)

    def refresh(self, changed: Iterable[str] | None = None) -> None:
        """Make added and removed words count; ``changed`` are the terms of the documents, None for all."""
        self._short_prefixes.clear()
        if changed is None:
            stored = {word for places in self._places.values() for word in places}
        else:
            stored = {word for terms in changed for _weight, line in _lines(terms) for word in line}
        different = False
        for word in stored:
            form = self._forms.get(word)
            used = any(places.get(word) for places in self._places.values())
            if form is not None:
                form.masks = None
            if used != (form is not None):
                self._register(Form(word)) if form is None else self._forget(form)
                different = True
        if different:
            self._surfaces = sorted(self._by_surface)
            self._meaningful = [surface for surface in self._surfaces if surface not in self._ignored]
            self._lemmas = sorted(self._by_lemma)
            self._sounds = None

    def _register(self, form: Form) -> None:
        self._forms[form.stored] = form
        self._by_surface.setdefault(form.surface, []).append(form)
        for lemma in form.lemmas:
            self._by_lemma.setdefault(lemma, []).append(form)

    def _forget(self, form: Form) -> None:
        del self._forms[form.stored]
        _take_out(self._by_surface, form.surface, form)
        for lemma in form.lemmas:
            _take_out(self._by_lemma, lemma, form)

    @property
    def surfaces(self) -> list[str]:
        """All words, sorted by code point."""
        return self._surfaces

    def exact(self, surface: str) -> list[Form]:
        """The word itself; several when the same folded spelling has different dictionary forms."""
        return self._by_surface.get(surface, [])

    def with_lemmas(self, lemmas: Iterable[str]) -> list[Form]:
        """All inflected forms of these dictionary forms."""
        return [form for lemma in lemmas for form in self._by_lemma.get(lemma, ())]

    def completions(self, prefix: str) -> list[Form]:
        """The words that begin so; words without meaning are left out."""
        return [form for surface in self.surfaces_starting(prefix) for form in self._by_surface[surface]]

    def lemma_completions(self, prefix: str) -> list[str]:
        """The dictionary forms that begin so."""
        return _starting(self._lemmas, prefix)

    def surfaces_starting(self, prefix: str) -> list[str]:
        """The folded words that begin so; words without meaning are left out."""
        return _starting(self._meaningful, prefix)

    def sounding_like(self, word: str) -> list[str]:
        """The folded words that are pronounced the same (``typos.sound``)."""
        if self._sounds is None:
            self._sounds = {}
            for surface in self._surfaces:
                self._sounds.setdefault(sound(surface), []).append(surface)
        return self._sounds.get(sound(word), [])

    def documents(self, forms: Iterable[Form]) -> WeightedDocuments:
        """Where these words stand."""
        found: WeightedDocuments = {}
        for form in forms:
            for weight, mask in form.masks if form.masks is not None else self._masks(form):
                found[weight] = found.get(weight, 0) | mask
        return found

    def documents_starting(self, prefix: str) -> WeightedDocuments:
        """Where words stand that begin so; one or two letters are sought only in the heavy fields, if there."""
        if len(prefix) > _SHORT_PREFIX:
            return self.documents(self.completions(prefix))
        if prefix not in self._short_prefixes:
            found = self.documents(self.completions(prefix))
            heavy = {weight: mask for weight, mask in found.items() if weight >= CATEGORIES and mask}
            self._short_prefixes[prefix] = heavy or found
        return self._short_prefixes[prefix]

    def _masks(self, form: Form) -> tuple[tuple[float, int], ...]:
        found = ((weight, places.get(form.stored)) for weight, places in self._places.items())
        form.masks = tuple((weight, _bits(held)) for weight, held in found if held)
        return form.masks


def _take_out(forms: dict[str, list[Form]], key: str, form: Form) -> None:
    forms[key].remove(form)
    if not forms[key]:
        del forms[key]


def _lines(terms: str) -> Iterator[tuple[float, list[str]]]:
    for line in terms.split("\n"):
        weight, _space, stored = line.partition(" ")
        if stored and weight != PHRASES:
            yield float(weight), stored.split(" ")


def _bits(places: list[int]) -> int:
    if len(places) <= _FEW:
        mask = 0
        for place in places:
            mask |= 1 << place
        return mask
    found = bytearray(max(places) // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _starting(words: list[str], prefix: str) -> list[str]:
    return words[bisect_left(words, prefix) : bisect_left(words, prefix + "\U0010ffff")]
