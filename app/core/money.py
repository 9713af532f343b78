"""Amounts in grosze as whole numbers: read as people write them, written as Polish forms print them."""

import re

_AMOUNT = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?", re.ASCII)
MAX_GROSZE = 99_999_999_999
"""The largest amount a field takes: 999 999 999,99 zł."""


def parse_money(text: str) -> int:
    """Amount in grosze from ``12,50``, ``12.50``, ``1 200`` or ``12,50 zł``, with any kind of space.

    Raises ValueError for anything else, also for negative amounts and a third decimal.
    """
    cleaned = " ".join(text.split()).removesuffix("zł").strip()
    match = _AMOUNT.fullmatch(cleaned)
    if match is None:
        raise ValueError(text)
    whole, decimals = match.group(1).replace(" ", ""), (match.group(2) or "").ljust(2, "0")
    grosze = int(whole) * 100 + int(decimals)
    if grosze > MAX_GROSZE:
        raise ValueError(text)
    return grosze


def format_money(grosze: int) -> str:
    """``123450`` gives ``1 234,50 zł`` with no-break spaces; below nothing it begins with a minus sign."""
    whole, rest = divmod(abs(grosze), 100)
    sign = "\u2212" if grosze < 0 else ""
    return f"{sign}{whole:,}".replace(",", "\u00a0") + f",{rest:02d}\u00a0zł"
