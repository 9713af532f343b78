"""The invented office of the demonstration: Gmina Przykładowa and its fourteen organisational units."""

from dataclasses import dataclass
from pathlib import Path

from app.demo.toml_records import BadDataFile, read_record, read_records
from app.people.office.domain import OfficeDraft
from app.people.units.domain import UnitDraft

COAT_OF_ARMS = "coat_of_arms.svg"
"""File in the demonstration folder; whoever loads the demonstration stores it and sets its hash on the office."""


@dataclass(frozen=True, kw_only=True)
class DemoUnit:
    """A unit before it has an identifier: its parent is named by symbol, blank at the top."""

    parent: str = ""
    unit: UnitDraft


def demo_office(folder: Path) -> OfficeDraft:
    """The office data from ``office.toml``; ``folder`` is ``resources/demo``."""
    return read_record(folder / "office.toml", OfficeDraft)


def demo_units(folder: Path) -> tuple[DemoUnit, ...]:
    """The units from ``units.toml``, every parent before its children."""
    units = read_records(folder / "units.toml", "units", DemoUnit)
    known = {""}
    for entry in units:
        if entry.parent not in known:
            raise BadDataFile(f"units.toml: {entry.unit.symbol} stands before its parent {entry.parent}")
        known.add(entry.unit.symbol)
    return units
