"""What a password must be: long and not one that everybody tries; no rules of composition, no expiry.

The figures are data with their source in ``resources/dictionaries/passwords.toml``.
"""

import re
import secrets
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.core import paths
from app.core.polish import fold
from app.core.problems import Problem

WORDS = {
    "password_short": "Hasło ma {length}, a musi mieć co najmniej {least} znaków. "
    "Najłatwiej zapamiętać kilka słów ze spacjami.",
    "password_long": "Hasło ma {length}, a może mieć najwyżej {most} znaków. Skróć je.",
    "password_common": "To hasło jest na liście najczęściej używanych i zgaduje się je od razu. "
    "Wymyśl inne, na przykład z kilku słów.",
    "password_login": "Hasło nie może powtarzać nazwy użytkownika ani imienia i nazwiska. Wymyśl inne.",
    "password_simple": "Hasło składa się z powtórzeń albo kolejnych znaków i zgaduje się je od razu. "
    "Wymyśl inne, na przykład z kilku słów.",
    "password_same": "Nowe hasło jest takie samo jak dotychczasowe. Wymyśl inne.",
}
"""Sentences for the problems found here, by code."""

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_WORD = re.compile(r"[^\W\d_]+")
_SIMILAR = str.maketrans("0134578@$!", "oieastbasi")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "q1w2e3r4t5y6u7i8o9p0",
    "1q2w3e4r5t6y7u8i9o0p",
)
_FEWEST_SIGNS = 5
# no signs that look alike, no vowels that could make words
_ONE_TIME_SIGNS = "bcdfghjkmnpqrstvwxyz23456789"
_ONE_TIME_GROUPS = 4
_ONE_TIME_GROUP = 4


@dataclass(frozen=True)
class Rules:
    """``least`` and ``most`` are in characters; ``source`` tells where they come from."""

    least: int
    most: int
    source: str


@cache
def rules() -> Rules:
    """The rules in force."""
    found = tomllib.loads((paths.resources() / "dictionaries" / "passwords.toml").read_text(encoding="utf-8"))
    return Rules(found["least"], found["most"], found["source"])


@cache
def common() -> frozenset[str]:
    """Common passwords and words, folded: small letters without marks."""
    text = (paths.resources() / "dictionaries" / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("# "))


def check(password: str, login: str = "", name: str = "", old: str = "") -> tuple[Problem, ...]:
    """What is wrong with a new password, nothing when it is good; the password is in no problem's details.

    ``old`` is the password in force, when there is one.
    """
    if old and password == old:
        return (_problem("same"),)
    password = unicodedata.normalize("NFKC", password)
    length, limits = len(password), rules()
    if length < limits.least:
        return (_problem("short", length=_signs(length), least=limits.least),)
    if length > limits.most:
        return (_problem("long", length=_signs(length), most=limits.most),)
    folded = fold(password)
    core = _EDGES.sub("", folded)
    if _is_person(folded, (login, *_WORD.findall(f"{login} {name}"))):
        return (_problem("login"),)
    if any(_is_common(text) for text in (folded, core, core.translate(_SIMILAR))):
        return (_problem("common"),)
    if _is_simple(folded):
        return (_problem("simple"),)
    return ()


def sentences(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The problems in Polish."""
    return tuple(problem.sentence(WORDS) for problem in problems)


def one_time() -> str:
    """A random password of 77 bits for the first sign-in, in groups easy to copy by hand."""
    groups = ("".join(secrets.choice(_ONE_TIME_SIGNS) for _ in range(_ONE_TIME_GROUP)) for _ in range(_ONE_TIME_GROUPS))
    return "-".join(groups)


def _problem(code: str, **details: object) -> Problem:
    return Problem("password", f"password_{code}", details)


def _signs(number: int) -> str:
    from app.core.polish import plural

    return f"{number} {plural(number, 'znak', 'znaki', 'znaków')}"


def _is_person(folded: str, words: Sequence[str]) -> bool:
    """Whether little is left of the password without the person's own names."""
    rest = folded
    for word in sorted(map(fold, words), key=len, reverse=True):
        if len(word) > 2:
            rest = rest.replace(word, "")
    return rest != folded and len(re.sub(r"[\W\d_]", "", rest)) < _FEWEST_SIGNS


def _is_common(text: str) -> bool:
    return text in common() or _unrepeated(text) in common()


def _unrepeated(text: str) -> str:
    """„haslohaslo” without its repetition."""
    for length in range(1, len(text) // 2 + 1):
        if len(text) % length == 0 and text[:length] * (len(text) // length) == text:
            return text[:length]
    return text


def _is_simple(folded: str) -> bool:
    if len(set(folded)) < _FEWEST_SIGNS:
        return True
    # what is left when runs of neighbours on the keyboard or in the alphabet are taken out
    rest = folded
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        rest = _without_runs(rest, row)
    return len(rest) < _FEWEST_SIGNS


def _without_runs(text: str, row: str, least: int = 4) -> str:
    kept, start = "", 0
    while start < len(text):
        length = next(
            (size for size in range(len(text) - start, least - 1, -1) if text[start : start + size] in row), 0
        )
        if not length:
            kept += text[start]
        start += length or 1
    return kept
