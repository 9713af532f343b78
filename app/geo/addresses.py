"""Polish addresses as people write them, brought to one form that can be compared.

Nothing here knows any gmina: whether „Polna 5, Zalesie” names a street or a village is decided by
:mod:`app.geo.placing`, which knows the places.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from app.core.polish import fold


class Address(NamedTuple):
    """The parts of a written address; ``street`` is blank in villages without streets, any part may be blank."""

    place: str
    street: str
    number: str


class HouseNumber(NamedTuple):
    """``9a/2`` is ``(9, "A", "2")``; ``part`` is a flat, or the second number of a building at a corner."""

    number: int
    letter: str = ""
    part: str = ""

    def __str__(self) -> str:
        return f"{self.number}{self.letter}{'/' if self.part else ''}{self.part}"


class StreetName(NamedTuple):
    """``kind`` is one of the values of :data:`_KINDS` or blank where nobody wrote it; ``words`` are folded."""

    kind: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words in one line, for measuring how alike two names are."""
        return " ".join(self.words)

    @property
    def last(self) -> tuple[str, ...]:
        """The last word that is no number, with what follows: ``mickiewicza``, ``pawla 2``."""
        for index in range(len(self.words) - 1, -1, -1):
            if not self.words[index].isdigit():
                return self.words[index:]
        return self.words

    @property
    def numbers(self) -> tuple[str, ...]:
        """Words that are numbers: they are never misspelt by accident, „1 Maja” is not „3 Maja”."""
        return tuple(sorted(word for word in self.words if word.isdigit()))


_KINDS = {
    "ul": "ul", "ulica": "ul", "ulicy": "ul",
    "al": "al", "aleja": "al", "aleje": "al", "alei": "al",
    "pl": "pl", "plac": "pl", "placu": "pl",
    "os": "os", "osiedle": "os", "osiedlu": "os",
    "rondo": "rondo", "skwer": "skwer", "bulwar": "bulwar", "bulw": "bulwar", "park": "park",
    "szosa": "szosa", "droga": "droga", "wybrzeze": "wyb", "wyb": "wyb",
}  # fmt: skip
"""What the kind of a street is called, as in the register of streets (TERYT, ULIC)."""
_SPLITTING = frozenset(_KINDS) - {"park", "droga", "szosa", "wyb", "wybrzeze"}
"""Kinds that begin a street in the middle of a text, too; the others are as often a part of a name."""

_SAME_WORDS = {
    "sw": ("swietego", "swietej", "swietych", "swietemu"),
    "bl": ("blogoslawionego", "blogoslawionej"),
    "ks": ("ksiedza", "ksiecia", "ksieznej", "xiedza"),
    "bp": ("biskupa",),
    "abp": ("arcybiskupa",),
    "kard": ("kardynala",),
    "gen": ("generala", "gral"),
    "marsz": ("marszalka",),
    "plk": ("pulkownika",),
    "pplk": ("podpulkownika",),
    "mjr": ("majora",),
    "kpt": ("kapitana",),
    "por": ("porucznika",),
    "ppor": ("podporucznika",),
    "rtm": ("rotmistrza",),
    "dr": ("doktora",),
    "prof": ("profesora",),
    "inz": ("inzyniera",),
    "hm": ("harcmistrza",),
    "boh": ("bohaterow",),
    "powst": ("powstancow",),
    "wlkp": ("wielkopolski", "wielkopolska", "wielkopolskie"),
    "1": ("pierwszego",),
    "2": ("drugiego", "drugiej"),
    "3": ("trzeciego",),
    "9": ("dziewiatego",),
    "11": ("jedenastego",),
    "15": ("pietnastego",),
    "tysiaclecia": ("1000lecia",),
}
_ONE_WORD = {other: word for word, others in _SAME_WORDS.items() for other in others}
_TITLES = frozenset(word for word in _SAME_WORDS if word.isalpha() and len(word) <= 5) - {"wlkp"}
_WRITTEN_OUT = {
    "jp": ("jana", "pawla"),
    "jp2": ("jana", "pawla", "2"),
    "jpii": ("jana", "pawla", "2"),
    "ak": ("armii", "krajowej"),
    "wp": ("wojska", "polskiego"),
    "ken": ("komisji", "edukacji", "narodowej"),
    "nmp": ("najswietszej", "maryi", "panny"),
}
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}

_THOUSANDTH = re.compile(r"\b(1000|[1-9]0|[ivx]{1,4})\s*[-–]?\s*lecia\b")
_ORDINAL_END = re.compile(r"\b(\d{1,2})\s*[-–]?\s*(?:go|ego|ej)\b")
_WORD = re.compile(r"[^\W_]+")

_NEARBY = re.compile(r"(?<=\w)\W+(?:k|kolo|gm|gmina|pow|powiat)\b.*")

_NUMBER = re.compile(r"(\d{1,4})(?:\s*[-/]?\s*([a-z])(?![a-z\d]))?(?:\s*[-/]\s*(\d{1,4}[a-z]?|[a-z]))?(?!\d)")
_FLAT = re.compile(
    r"(\d\s?[^\W\d_]?)\s*[,/]?\s*(?:m|lok|lokal|lokalu|miesz|mieszk|mieszkanie|pok|pokój|pokoj)\b\.?\s*"
    r"(?:nr\.?\s*)?\d+\s?[^\W\d_]?\b",
    re.IGNORECASE,
)
_FLAT_GLUED = re.compile(r"(\d\s?[^\W\d_]?)\s?(?:m|lok)\.?\s?\d+\b", re.IGNORECASE)
_POSTAL_CODE = re.compile(
    r"(?<![\d/])\d{2}\s*[-–—]\s*\d{3}(?!\d)|(?<![\d/-])\d{5}(?!\d)|(?<![\d/])\d{2} \d{3}(?=\s+[^\W\d])"
)
_NUMBER_WORD = re.compile(r"\b(?:nr|numer)\b\.?\s*(?=\d)", re.IGNORECASE)
_WITHOUT_NUMBER = re.compile(r"\b(?:b/n|bn|bez\s+n(?:ume)?r[ua]?)\b\.?", re.IGNORECASE)
_OTHER_UNITS = re.compile(
    r"^(?:k\.|koło\b|woj|województwo|pow|powiat|gm|gmina|poczta|polska|kraj)\b|\b(?:piętro|parter|pokój|pok)\b",
    re.IGNORECASE,
)
_LETTER = r"[^\W\d_](?![^\W_]|\.\s?\w)"
_HOUSE = rf"\d{{1,4}}(?:\s?[-/]?\s?{_LETTER})?(?:\s?[-–/]\s?\d{{1,4}}[^\W\d_]?(?![^\W_])){{0,2}}"
_ENDING_NUMBER = re.compile(rf"(?:^|(?<=[\s.,]))({_HOUSE})$")
_NUMBER_INSIDE = re.compile(rf"(?<=\s)({_HOUSE})(?=\s+(?:[^\W\d_]{{2}}|k\.))", re.IGNORECASE)
_KIND_AT_START = re.compile(r"^([^\W\d_]+)(\.\s*|\s+)(?=[^\W_])")
_KIND_INSIDE = re.compile(r"(?<=[^\s,.])\s+(?=([^\W\d_]+)(?:\.\s*(?=\w)|\s+(?=[^\W\d_])))")
_GAPS = re.compile(r"[^\S\n\r]+")
_MARK = "\x00"
LONGEST = 400
"""Characters of an address that are read; the longest real one has a quarter of that."""


@lru_cache(maxsize=8192)
def house_number(text: str) -> HouseNumber | None:
    """The number out of ``9 a``, ``9A m. 2``, ``nr 9/A``; None where there is none."""
    found = _NUMBER.search(fold(without_flat(text[:LONGEST])))
    if found is None:
        return None
    number, letter, part = found[1], found[2] or "", found[3] or ""
    if part.isalpha() and not letter:
        letter, part = part, ""
    return HouseNumber(int(number), letter.upper(), part.upper())


def without_flat(text: str) -> str:
    """The text without ``m. 3``, ``lok. 3`` after a house number; ``/3`` stays, as it may be a second number."""
    return _FLAT_GLUED.sub(r"\1", _FLAT.sub(r"\1", text))


@lru_cache(maxsize=8192)
def street_name(text: str) -> StreetName:
    """The kind and the comparable words of a street: ``Al. gen. Wł. Sikorskiego`` and its like.

    Idempotent on ``StreetName.text``; a name of nothing but a kind (``Rondo``) keeps it as its word.
    """
    folded = _ORDINAL_END.sub(r"\1", _THOUSANDTH.sub(_anniversary, fold(text)))
    words: list[str] = []
    for word in _WORD.findall(folded):
        words.extend(_WRITTEN_OUT.get(word, (_ONE_WORD.get(word, word),)))
    kind = ""
    while len(words) > 1 and words[0] in _KINDS:
        # „ul. Plac Wolności” is plac Wolności: the last kind is the true one
        kind = _KINDS[words.pop(0)]
    return StreetName(kind, tuple(_arabic(word) for word in words))


@lru_cache(maxsize=4096)
def place_key(text: str) -> str:
    """A locality's name for comparing: folded words without „k. Wzorcowa”, Roman numbers in Arabic."""
    name = _NEARBY.sub("", fold(text))
    return " ".join(_arabic(_ONE_WORD.get(word, word)) for word in _WORD.findall(name))


def compatible(one: StreetName, other: StreetName) -> bool:
    """Whether two names with the same last word may be one street: „A. Mickiewicza”, „Adama Mickiewicza”.

    Every further word of the shorter name is in the longer one, or is the initial of one; titles do not matter.
    """
    if one.last != other.last or one.numbers != other.numbers:
        return False
    first, second = (
        [word for word in name.words[: len(name.words) - len(name.last)] if word not in _TITLES]
        for name in (one, other)
    )
    shorter, longer = sorted((first, second), key=len)
    return all(any(_same_or_initial(word, full) for full in longer) for word in shorter)


def parse_address(text: str) -> Address:
    """Place, street and number of an address in one line, in any usual order, with or without a postal code.

    Where nothing tells a street from a village (``Kuniów 12, 46-200 Kluczbork``), the name before the number is
    given as the street; the index of addresses knows better. Any text is accepted, :data:`LONGEST` characters are read.
    """
    plain: list[str] = []
    post_town = street = number = named = ""
    for segment in _segments(text):
        is_post = segment.startswith(_MARK)
        name = segment.removeprefix(_MARK).strip(" .,-")
        if not name or _OTHER_UNITS.search(name):
            continue
        if not street and _begins_street(name):
            street, own_number, rest = _split_number(name)
            number = own_number or number
            plain.append(rest)
            continue
        before, own_number, rest = _split_number(name)
        if own_number and not before:
            number = number or own_number
            plain.append(rest)
        elif own_number and not named and not street:
            named, number = before, own_number
            plain.append(rest)
        elif is_post and not post_town:
            post_town = before
        else:
            plain.append(before)
    plain = [name for name in plain if name and not _OTHER_UNITS.search(name)]
    place = plain[0] if plain else post_town
    if not street and named:
        street, place = (named, place) if place else ("", named)
    elif not street and len(plain) > 1:
        street = plain[1]
    if place_key(street) == place_key(place):
        street = ""
    return Address(place, street, number)


def _segments(text: str) -> list[str]:
    tidy = _GAPS.sub(" ", normalize("NFC", text)[:LONGEST].replace(_MARK, " "))
    tidy = re.sub(r"[\"„”'()\[\]]", " ", tidy)
    tidy = _WITHOUT_NUMBER.sub(" ", _NUMBER_WORD.sub("", tidy))
    tidy = re.sub(r"[;\n\r|]+|\s[-–—]\s", ",", _POSTAL_CODE.sub(f", {_MARK}", tidy))
    tidy = _GAPS.sub(" ", without_flat(tidy))
    found: list[str] = []
    for segment in tidy.split(","):
        start = 0
        for match in _KIND_INSIDE.finditer(segment):
            if fold(match[1]) in _SPLITTING and not _begins_street(segment[start : match.start()]):
                found.append(segment[start : match.start()])
                start = match.end()
        found.append(segment[start:])
    # a mark alone stands before a comma: the post town is the next segment
    joined: list[str] = []
    for segment in (part.strip() for part in found):
        if joined and joined[-1] == _MARK:
            joined[-1] += segment
        else:
            joined.append(segment)
    return joined


def _begins_street(text: str) -> bool:
    found = _KIND_AT_START.match(text.strip())
    return found is not None and fold(found[1]) in _SPLITTING


def _split_number(text: str) -> tuple[str, str, str]:
    """Name, house number and what stands behind it: ``Wolności 5 Kluczbork``."""
    if found := _ENDING_NUMBER.search(text):
        return text[: found.start()].strip(" ,-"), found[1], ""
    for found in reversed(list(_NUMBER_INSIDE.finditer(text))):
        name = text[: found.start()].strip()
        if fold(name).strip(". ") not in _KINDS:
            return name, found[1], text[found.end() :].strip()
    return text.strip(), "", ""


def _anniversary(found: re.Match[str]) -> str:
    return "tysiaclecia" if found[1] == "1000" else f"{_arabic(found[1])} lecia"


def _arabic(word: str) -> str:
    # a single „i” is „and”
    if word == "i" or not _ROMAN.fullmatch(word):
        return word
    values = [_ROMAN_VALUES[letter] for letter in word]
    return str(sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)))


def _same_or_initial(word: str, full: str) -> bool:
    short, long = sorted((word, full), key=len)
    return word == full or (len(short) <= 2 and long.startswith(short) and short.isalpha())
