"""Terms of keeping: how long the office keeps what, each with its source and the day from which the term holds."""

import tomllib
from typing import Any

from app.administration.personal_data.domain import Period
from app.core import paths
from app.core.polish import plural


def periods() -> tuple[Period, ...]:
    """The table ``resources/dictionaries/retention.toml``."""
    found = dictionary("retention.toml")
    return tuple(
        Period(
            key,
            entry["label"],
            entry["entity"],
            entry["years"] or None,
            entry["counted_from"],
            entry["source"],
            entry["valid_from"],
            entry["confirmed"],
            entry.get("hired_from"),
            entry.get("hired_to"),
        )
        for key, entry in found.items()
    )


def period_text(period: Period) -> str:
    """``10 lat od końca roku …``, ``do ustalenia …``."""
    if period.years is None:
        return f"do ustalenia, {period.counted_from}"
    text = f"{period.years} {plural(period.years, 'rok', 'lata', 'lat')} {period.counted_from}"
    return text if period.confirmed else f"{text} (do potwierdzenia)"


def kept(term: str) -> str:
    """Why a text is kept as a proof, blank for one that is none."""
    period = next((each for each in periods() if each.key == term), None)
    return "" if period is None else f"{period.label}: {period_text(period)}. {period.source}"


def dictionary(name: str) -> dict[str, Any]:
    """A table of ``resources/dictionaries``."""
    return tomllib.loads((paths.resources() / "dictionaries" / name).read_text(encoding="utf-8"))
