"""Registers of evaluations as spreadsheets in an export of everything."""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.administration.portability.sheet import RegisterSheet
from app.core.clock import Clock
from app.core.permissions import Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.registers.evaluations.campaigns.sheet import write_lines
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.events.sheet import write_events
from app.registers.evaluations.events.usecases import WorkEvents
from app.registers.evaluations.regulations.sheet import write_regulations
from app.registers.evaluations.regulations.usecases import Regulations
from db.store import Store


def evaluation_sheets(
    store: Store, clock: Clock, allowed: Callable[[], Actor], people: Callable[[], Mapping[int, str]]
) -> tuple[RegisterSheet, ...]:
    """Those of evaluations; ``people`` names employees by id. Sheets of people are no spreadsheets."""
    campaigns = Campaigns(store, clock, allowed)

    def write_campaigns(path: Path, form: Format, progress: Progress) -> int:
        listed = [(each, campaigns.lines(each.id)) for each in campaigns.all()]
        write_lines(listed, path, form, progress)
        return sum(len(lines) for _, lines in listed)

    return (
        RegisterSheet("kampanie-ocen", "Kampanie ocen", write_campaigns),
        RegisterSheet.of(
            "regulaminy-ocen", "Regulaminy ocen", Regulations(store, clock, allowed).all, write_regulations
        ),
        RegisterSheet.of(
            "zdarzenia-w-pracy",
            "Zdarzenia w pracy",
            WorkEvents(store, clock, allowed).all,
            lambda found, path, form, progress: write_events(found, path, form, people(), progress),
        ),
    )
