"""The thresholds of statistics as dated data."""

import tomllib
from datetime import date
from functools import cache

from app.core import paths
from app.core.dated import in_order
from app.core.dates import format_date
from app.core.errors import Refusal
from app.registers.evaluations.statistics.domain import Thresholds


def thresholds(on: date) -> Thresholds:
    """The version in force that day; Refusal when there is none."""
    for version in _versions():
        if version.holds_on(on):
            return version
    raise Refusal(f"Na dzień {format_date(on)} program nie zna progów statystyki ocen. Sprawdź datę w komputerze.")


@cache
def _versions() -> tuple[Thresholds, ...]:
    text = (paths.resources() / "dictionaries" / "evaluation_statistics.toml").read_text(encoding="utf-8")
    return in_order("evaluation_statistics", (Thresholds(**table) for table in tomllib.loads(text)["version"]))
