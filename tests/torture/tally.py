"""The figures of a run, one line for each scenario, and their table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.torture.soundness import Verdict

SHOWN_FAULTS = 5


@dataclass
class Tally:
    """``events`` are kills, cuts or refused writes; ``corrupt`` counts events after which something was wrong."""

    scenario: str
    kind: str
    seed: int
    events: int = 0
    acknowledged: int = 0
    lost: int = 0
    corrupt: int = 0
    faults: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict, place: object = "") -> None:
        """One more event and what was found after it."""
        self.events += 1
        self.lost += verdict.lost
        self.corrupt += bool(verdict.faults)
        self.notes += verdict.notes
        if verdict.lost:
            self.faults.append(f"{place}: {verdict.lost} lost")
        self.faults += [f"{place}: {fault}" for fault in verdict.faults]

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing damaged."""
        return not self.lost and not self.corrupt and not self.faults

    def join(self, other: "Tally") -> None:
        """Add another part of the same scenario."""
        self.events += other.events
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.corrupt += other.corrupt
        self.faults += other.faults
        self.notes += other.notes


_HEADS = ("kind", "scenario", "events", "acknowledged", "lost", "corrupt", "first seed", "remarks")


def table(tallies: Iterable[Tally]) -> str:
    """A table for people, in plain text."""
    rows: list[tuple[str, ...]] = [_HEADS]
    for one in tallies:
        notes = ", ".join(f"{number} {what}" for what, number in sorted(one.notes.items()))
        figures = (one.events, one.acknowledged, one.lost, one.corrupt, one.seed)
        rows.append((one.kind, one.scenario, *(f"{figure:,}" for figure in figures), notes))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if 2 <= column <= 6 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
