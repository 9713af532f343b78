"""Dates as Polish offices write them."""

import re
from datetime import date

_POLISH = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})(?: ?r\.?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", re.ASCII)


def parse_date(text: str) -> date:
    """A date from ``22.11.2026`` or ``2026-11-22``; ValueError for anything else."""
    cleaned = text.strip()
    if match := _POLISH.fullmatch(cleaned):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(cleaned):
        return date(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(text)


def format_date(day: date) -> str:
    """``22.11.2026``."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
