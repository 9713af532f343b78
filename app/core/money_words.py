"""Amounts in Polish words, as official forms repeat them under the figures.

No library: those that know Polish either come without wheels for all their parts, which the lock files require, or
bring a build system along.
"""

from app.core.polish import plural

_UNITS = ("", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć",
          "jedenaście", "dwanaście", "trzynaście", "czternaście", "piętnaście", "szesnaście", "siedemnaście",
          "osiemnaście", "dziewiętnaście")  # fmt: skip
_TENS = ("", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt", "sześćdziesiąt", "siedemdziesiąt",
         "osiemdziesiąt", "dziewięćdziesiąt")  # fmt: skip
_HUNDREDS = ("", "sto", "dwieście", "trzysta", "czterysta", "pięćset", "sześćset", "siedemset", "osiemset",
             "dziewięćset")  # fmt: skip
_THOUSANDS = (("tysiąc", "tysiące", "tysięcy"), ("milion", "miliony", "milionów"), ("miliard", "miliardy", "miliardów"))


def number_words(number: int) -> str:
    """``1234`` gives ``tysiąc dwieście trzydzieści cztery``; ValueError for less than 0 or 10^12 and more."""
    if not 0 <= number < 10**12:
        raise ValueError(number)
    words = [_below_thousand(number % 1000)]
    for power, (one, few, many) in enumerate(_THOUSANDS, start=1):
        count = number // 1000**power % 1000
        if count:
            counted = "" if count == 1 else f"{_below_thousand(count)} "
            words.insert(0, f"{counted}{plural(count, one, few, many)}")
    return " ".join(filter(None, words)) or "zero"


def money_words(grosze: int) -> str:
    """``12345`` gives ``sto dwadzieścia trzy złote czterdzieści pięć groszy``; a debt begins with ``minus``."""
    zloty, rest = divmod(abs(grosze), 100)
    whole = f"{number_words(zloty)} {plural(zloty, 'złoty', 'złote', 'złotych')}"
    parts = f"{number_words(rest)} {plural(rest, 'grosz', 'grosze', 'groszy')}"
    return f"{'minus ' if grosze < 0 else ''}{whole} {parts}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    parts = (_HUNDREDS[hundreds], _UNITS[rest]) if rest < 20 else (_HUNDREDS[hundreds], _TENS[tens], _UNITS[units])
    return " ".join(filter(None, parts))
