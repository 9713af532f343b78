"""Text as Polish typography wants it on paper, and cleaned of what no printer can show."""

import re
from functools import lru_cache
from unicodedata import category, normalize

NBSP = "\N{NO-BREAK SPACE}"
_START = r"(?<![^\s(\[„«\"'–-])"
_ONE_LETTER = re.compile(_START + r"([aiouwzAIOUWZ]) (?=\S)")
_BEFORE_NUMBER = re.compile(
    _START + r"((?:art|ust|pkt|poz|nr|ul|al|pl|tel|lit|r|godz|str|okienko|pokój|sala|sali)\.?|§|Dz\.U\.) (?=[\d„])",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=(?:zł|gr|mm|cm|m|m²|km|ha|%|r\.|dni|dnia|lat|poz\.|nr|°C)(?![^\W\d_]))")
_THOUSANDS = re.compile(r"(?<=\d)[ \u2009\u202f](?=\d{3}(?:\D|$))")
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_TAB = re.compile("[\t ]{2,}|\t")


def bind_short_words(text: str) -> str:
    """No-break spaces after one-letter words and between numbers and what they count.

    ``zamek i park w lesie`` may not break after ``i`` or ``w``; ``art. 24``, ``14 dni`` and ``2 100,00 zł`` stay
    together.
    """
    if " " not in text and "\u202f" not in text:
        return text
    bound = _THOUSANDS.sub(NBSP, text)
    bound = _ONE_LETTER.sub(r"\1" + NBSP, bound)
    bound = _BEFORE_NUMBER.sub(r"\1" + NBSP, bound)
    return _AFTER_NUMBER.sub(NBSP, bound)


def clean(text: str) -> str:
    """Composed letters, ``\\n`` as the only line break, no invisible or control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", normalize("NFC", text))
    text = _UNPRINTABLE.sub("", _TAB.sub(" ", text))
    return "".join("\ufffd" if category(char) in ("Cs", "Co", "Cn") else char for char in text) if _odd(text) else text


def _odd(text: str) -> bool:
    return max(text, default="") >= "\ud800"


@lru_cache(maxsize=20_000)
def prepare(text: str) -> str:
    """Cleaned and bound: how the kit treats every text before it measures it."""
    return bind_short_words(clean(text))
