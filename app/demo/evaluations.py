"""The invented office's evaluation regulations and events at work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.demo.toml_records import BadDataFile, read_records
from app.people.employees.domain import Employee
from app.registers.evaluations.events.domain import Sign, WorkEventDraft
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.regulations.patterns import pattern_draft

_CHANGE = date(2024, 1, 1)
"""The first day of the thirteen criteria; before it the office used the pattern of 2007."""


@dataclass(frozen=True, kw_only=True)
class DemoEvent:
    """An event about the first person in a post of a unit, so many days ago."""

    unit: str
    post: str
    days_ago: int
    sign: Sign
    criterion: str = ""
    event: str


def demo_regulations() -> tuple[RegulationDraft, ...]:
    """Both shipped patterns, one after the other."""
    before = replace(pattern_draft("wzor_2007"), valid_from=date(2012, 4, 1), valid_to=_CHANGE - timedelta(days=1))
    return before, replace(pattern_draft("trzynascie_kryteriow"), valid_from=_CHANGE)


def demo_events(
    employees: Sequence[Employee], unit_ids: Mapping[str, int], today: date, folder: Path
) -> tuple[WorkEventDraft, ...]:
    """The events from ``work_events.toml``; ``folder`` is ``resources/demo``."""
    found = []
    for event in read_records(folder / "work_events.toml", "events", DemoEvent):
        named = [each for each in employees if (each.unit_id, each.post) == (unit_ids.get(event.unit), event.post)]
        if not named:
            raise BadDataFile(f"work_events.toml: nobody in {event.unit!r} has the post {event.post!r}")
        found.append(
            WorkEventDraft(
                employee_id=named[0].id,
                happened_on=today - timedelta(days=event.days_ago),
                sign=event.sign,
                criterion=event.criterion,
                event=event.event,
            )
        )
    return tuple(found)
