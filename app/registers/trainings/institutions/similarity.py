"""Which institutions may be one written down twice: names compared without what every such name has.

„Ośrodek Szkoleniowy FENIKS Sp. z o.o.”, „FENIKS – ośrodek szkoleń” and „FENIKS” are one name once the legal form and
the words of the trade are left out. A tax number decides where both have one. Nothing is merged by itself: what is
found here is proposed to a person.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.core.identifiers import digits
from app.core.polish import fold
from app.registers.trainings.institutions.domain import InstitutionDraft, name_key
from app.registers.trainings.institutions.words import Likeness

THRESHOLD = 85
"""The least likeness, of 100, that is proposed, and the least of each word.

RapidFuzz's ``ratio`` of two words of n letters that differ in one is 100·(n − 1)/n: 85 lets one wrong letter pass in
words of seven letters or more („akademja”), a missing one from four on („fenks”), and keeps short names that differ
(„OSA”, „OSP”) apart. The three spellings above reach 100, and two towns more or less never reach 85 by themselves.
"""
_ONE_IN_OTHER = 90
_OTHER_TOWN = 10
"""What another town costs: equal names are still proposed (a firm moves, teaches elsewhere), lookalikes are not."""
_TOO_COMMON = 4
"""A word in the names of more institutions than this tells nothing about one of them („rozwoju”)."""
_TELLING = 4
"""The least letters of a name that counts as a part of a longer one."""
_LEGAL_FORMS = (
    "spolka z ograniczona odpowiedzialnoscia spolka komandytowa",
    "spolka z ograniczona odpowiedzialnoscia",
    "spolka komandytowo akcyjna",
    "prosta spolka akcyjna",
    "spolka komandytowa",
    "spolka partnerska",
    "spolka akcyjna",
    "spolka cywilna",
    "spolka jawna",
    "sp z o o sp k",
    "spolka z o o",
    "sp z o o",
    "sp z oo",
    "sp zoo",
    "p s a",
    "s k a",
    "sp k",
    "sp j",
    "sp p",
    "s a",
    "s c",
    "psa",
    "sa",
    "sc",
    "fundacja",
    "stowarzyszenie",
)
"""Folded, longest first, so that none is cut in two."""
_TRADE = (
    "akadem",
    "biur",
    "centr",
    "consult",
    "doradc",
    "doradztw",
    "doskonal",
    "edukac",
    "firm",
    "grup",
    "instytut",
    "kadr",
    "konsult",
    "ksztalc",
    "kurs",
    "organizac",
    "osrod",
    "polsk",
    "przedsiebiorst",
    "szkol",
    "trening",
    "training",
    "uslug",
    "zaklad",
    "zawodow",
)
"""How words begin that any training institution may have in its name, folded, whatever their ending."""
_JOINING = frozenset({"a", "d", "dla", "do", "ds", "i", "im", "na", "o", "oraz", "przy", "w", "we", "z", "ze"})
_TOWN_STEM = 4
"""Letters by which a town is found in a name in any case: „Opole”, „w Opolu”."""


@dataclass(frozen=True)
class Pair:
    """Two institutions by their places in the list that was compared, how alike they are (of 100), and why."""

    first: int
    second: int
    score: int
    why: Likeness


@dataclass(frozen=True)
class _Name:
    """A name as it is compared: its telling words in order, and what its words begin with, legal form in and out."""

    words: tuple[str, ...]
    initials: frozenset[str]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class _Known:
    nip: str
    regon: str
    town: str
    names: tuple[_Name, ...]


def pairs(institutions: Sequence[InstitutionDraft]) -> tuple[Pair, ...]:
    """Every two that may be one, the most alike first."""
    known = [_known(each) for each in institutions]
    common = _too_common(known)
    found = (_compared(known, first, second, common) for first, second in _candidates(known))
    return tuple(sorted((pair for pair in found if pair is not None), key=lambda p: (-p.score, p.first, p.second)))


def near(asked: Sequence[InstitutionDraft], others: Sequence[InstitutionDraft]) -> tuple[tuple[Pair, ...], ...]:
    """For each one asked about those of the others that it may be, the most alike first.

    In each pair ``first`` is the place among those asked about, ``second`` that among the others.
    """
    known = [_known(each) for each in others]
    common = _too_common(known)
    found = []
    for place, each in enumerate(asked):
        both = (_known(each), *known)
        pairs_ = (_compared(both, 0, other + 1, common) for other in range(len(known)))
        told = (Pair(place, pair.second - 1, pair.score, pair.why) for pair in pairs_ if pair is not None)
        found.append(tuple(sorted(told, key=lambda pair: (-pair.score, pair.second))))
    return tuple(found)


def _known(institution: InstitutionDraft) -> _Known:
    names = dict.fromkeys(_name(each, institution.town) for each in institution.names)
    # a branch has the first nine digits of its REGON from the whole
    return _Known(
        digits(institution.nip).upper().removeprefix("PL"),
        digits(institution.regon)[:9],
        name_key(institution.town),
        tuple(name for name in names if name.words),
    )


def _name(name: str, town: str) -> _Name:
    """The words that tell it from others, folded and sorted; all words where none of them does."""
    plain = f" {name_key(fold(name).replace('&', ' i '))} "
    whole = [word for word in plain.split() if word not in _JOINING]
    for form in _LEGAL_FORMS:
        plain = plain.replace(f" {form} ", " ")
    stem = name_key(town)[:_TOWN_STEM]
    words = [word for word in plain.split() if word not in _JOINING] or whole
    telling = [word for word in words if not word.startswith(_TRADE)] or words
    here = [word for word in telling if len(stem) < _TOWN_STEM or not word.startswith(stem)] or telling
    initials = frozenset("".join(word[0] for word in each) for each in (whole, words) if len(each) > 1)
    # „Fenix” and „Feniks” sound the same
    return _Name(tuple(sorted(word.replace("x", "ks") for word in here)), initials)


def _candidates(known: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    """Places of pairs worth a closer look, each once."""
    return iter(sorted({*_of_one_number(known), *_of_like_names(known)}))


def _of_one_number(known: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(known):
        for kind, number in (("nip", each.nip), ("regon", each.regon)):
            if number:
                places[kind, number].append(place)
    for same in places.values():
        yield from combinations(same, 2)


def _of_like_names(known: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    listed = [(name, place) for place, each in enumerate(known) for name in each.names]
    texts = [name.text for name, _ in listed]
    by_word: dict[str, set[int]] = defaultdict(set)
    by_initials: dict[str, set[int]] = defaultdict(set)
    for name, place in listed:
        for letters in name.initials:
            by_initials[letters].add(place)
        for word in name.words:
            by_word[word].add(place)
    for number, (name, place) in enumerate(listed):
        # one search over all later names runs in C; the words are looked at afterwards
        rest = texts[number + 1 :]
        like = process.extract(name.text, rest, scorer=fuzz.ratio, processor=None, score_cutoff=THRESHOLD, limit=None)
        others = {listed[number + 1 + index][1] for _, _, index in like}
        rare = min((by_word[word] for word in name.words), key=len)
        if len(rare) <= _TOO_COMMON:
            others |= rare
        others |= by_initials.get(name.text, set())
        yield from ((min(place, other), max(place, other)) for other in others - {place})


def _too_common(known: Sequence[_Known]) -> frozenset[str]:
    counted: dict[str, int] = defaultdict(int)
    for each in known:
        for word in {word for name in each.names for word in name.words}:
            counted[word] += 1
    return frozenset(word for word, number in counted.items() if number > _TOO_COMMON)


def _compared(known: Sequence[_Known], first: int, second: int, common: frozenset[str]) -> Pair | None:
    one, other = known[first], known[second]
    for mine, theirs, why in ((one.nip, other.nip, Likeness.SAME_NIP), (one.regon, other.regon, Likeness.SAME_REGON)):
        if mine and theirs:
            return Pair(first, second, 100, why) if mine == theirs else None
    away = _OTHER_TOWN if one.town and other.town and one.town != other.town else 0
    alike = (_likeness(mine, theirs, common) for mine in one.names for theirs in other.names)
    score, why = max(alike, key=lambda each: each[0], default=(0, Likeness.SPELLING))
    return Pair(first, second, score - away, why) if score - away >= THRESHOLD else None


def _likeness(one: _Name, other: _Name, common: frozenset[str]) -> tuple[int, Likeness]:
    from rapidfuzz import fuzz

    if one.words == other.words:
        return 100, Likeness.SAME_NAME
    if _is_short_for(one, other) or _is_short_for(other, one):
        return _ONE_IN_OTHER, Likeness.INITIALS
    less, more = sorted((set(one.words), set(other.words)), key=len)
    if less < more and not less <= common and sum(map(len, less)) >= _TELLING:
        return _ONE_IN_OTHER, Likeness.PART
    if len(one.words) == len(other.words) and all(
        max(fuzz.ratio(word, like) for like in other.words) >= THRESHOLD for word in one.words
    ):
        return min(round(fuzz.ratio(one.text, other.text)), 99), Likeness.SPELLING
    return 0, Likeness.SPELLING


def _is_short_for(short: _Name, name: _Name) -> bool:
    """Whether a name of one word of three letters or more consists of the other's first letters."""
    return len(short.words) == 1 and len(short.text) >= 3 and short.text in name.initials
