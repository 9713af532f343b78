"""The recovery key: 160 random bits as text that a person can copy from paper, with typing errors located.

Eight groups of five signs. The first four carry 20 bits in Crockford's base 32 (no I, L, O, U); the fifth checks
them: a weighted sum in the field of 32 elements, which finds every single wrong sign, every swap of two
neighbours, and a group written in another group's place.
"""

import os
from collections.abc import Sequence

from app.core.errors import Refusal
from app.core.polish import plural

BYTES = 20
GROUPS = 8
_DATA = 4
_BITS = 5
_GROUP_BITS = _DATA * _BITS
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {sign: value for value, sign in enumerate(_SIGNS)} | {"O": 0, "I": 1, "L": 1}
# x^5 + x^2 + 1, irreducible over GF(2)
_MODULUS = 0b100101


class Mistyped(Refusal):
    """The recovery key was copied wrongly; ``groups`` are the places (from 1) that do not check."""

    def __init__(self, groups: Sequence[int], sentence: str) -> None:
        super().__init__(sentence)
        self.groups = tuple(groups)


def new() -> str:
    """A recovery key as people see it: ``groups`` joined by hyphens."""
    return written(os.urandom(BYTES))


def written(secret: bytes) -> str:
    """A secret of 20 bytes as text."""
    number = int.from_bytes(secret)
    groups = []
    for place in range(GROUPS):
        bits = number >> (_GROUP_BITS * (GROUPS - 1 - place)) & ((1 << _GROUP_BITS) - 1)
        values = [bits >> (_BITS * (_DATA - 1 - index)) & 31 for index in range(_DATA)]
        groups.append("".join(_SIGNS[value] for value in (*values, _check(place, values))))
    return "-".join(groups)


def read(text: str) -> bytes:
    """The secret behind a typed recovery key; case, spaces, hyphens and look-alike signs do not matter.

    Raises Mistyped, which names the groups to look at.
    """
    groups = split(text)
    wrong = [place + 1 for place, group in enumerate(groups) if not group_fits(place, group)]
    if len(groups) != GROUPS:
        raise Mistyped(
            wrong,
            f"Klucz odzyskiwania ma {GROUPS} grup po {_DATA + 1} znaków. Przepisz go z wydruku w całości.",
        )
    if wrong:
        word = plural(len(wrong), "grupie", "grupach", "grupach")
        raise Mistyped(
            wrong, f"Błąd w przepisanym kluczu, w {word} nr {', '.join(map(str, wrong))}. Porównaj znaki z wydrukiem."
        )
    number = 0
    for group in groups:
        for sign in group[:_DATA]:
            number = number << _BITS | _VALUE[sign]
    return number.to_bytes(BYTES)


def split(text: str) -> list[str]:
    """The groups of a typed key, in capitals; the last may be unfinished."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    return [signs[start : start + _DATA + 1] for start in range(0, len(signs), _DATA + 1)]


def group_fits(place: int, group: str) -> bool:
    """Whether a group (``place`` from 0) is whole and its check sign agrees; for checking while it is typed."""
    if len(group) != _DATA + 1 or any(sign not in _VALUE for sign in group):
        return False
    *values, check = (_VALUE[sign] for sign in group)
    return _check(place, values) == check


def _check(place: int, values: Sequence[int]) -> int:
    # weights 2, 4, 8, 16 and the check sign's own 1 are all different, hence swaps of neighbours show
    total = place + 1
    for index, value in enumerate(values):
        total ^= _times(1 << (index + 1), value)
    return total


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= _MODULUS
        other >>= 1
    return product
