"""Use cases for statistics of evaluations: everything is read at once, and that reading is one entry of the log."""

from collections.abc import Callable
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.codec import decode
from app.core.errors import NotFound
from app.core.permissions import EVERYTHING, Actor
from app.records import environment
from app.records.noting import ranges
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.statistics import repository
from app.registers.evaluations.statistics.domain import Choice
from app.registers.evaluations.statistics.figures import Statistics
from app.registers.evaluations.statistics.material import Campaign, counting, materials
from app.registers.evaluations.statistics.thresholds import thresholds
from db import audit
from db.store import Store

REPORT = "evaluation_statistics"
"""What the audit log calls it among the facts of an entry."""


class EvaluationStatistics:
    """Statistics of closed sheets.

    ``evaluation.summary`` opens them without any name. Raters and single people see only those who may read every
    evaluation (``evaluation.read`` not for own people alone): the view of raters names them. For all others a period
    appears once it is complete: figures that grow by one person would tell that person's marks.
    """

    entity: ClassVar[str] = "evaluation"

    def __init__(self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING) -> None:
        self.store, self.clock, self.actor = store, clock, actor

    @property
    def with_names(self) -> bool:
        """Whether the person at work sees raters and people by name."""
        actor = self.actor()
        return actor.may("evaluation.read") and not actor.own_only("evaluation.read")

    def read(self) -> Statistics:
        """All that may be shown to the person at work. NotAllowed without ``evaluation.summary``."""
        self._require()
        names, today = self.with_names, self.clock.today()
        with environment.reading(self.store) as session:
            found = repository.sheets(session)
            counted = counting(found, repository.origins(session))
            rules = {
                (regulation, number if regulation is None else None): _rules(frozen)
                for regulation, number, frozen in repository.rules(session)
                if frozen
            }
            waiting = repository.waiting(session)
            years = {sheet.signed_on.year for sheet in found} - {today.year}
            made = materials(
                counted,
                (tuple(row) for row in repository.marks(session)),
                rules,
                _campaigns(session, waiting),
                years - {year for campaign, year in waiting if campaign is None and year is not None},
                with_names=names,
            )
        statistics = Statistics(made, thresholds(today), self.clock.now(), with_names=names)
        if counted:
            numbers = [sheet.id for sheet, _ in counted]
            self._log("read", count=len(numbers), ids=ranges(numbers))
        return statistics

    def log(self, deed: str, form: str) -> None:
        """Log a ``print`` or an ``export`` of statistics."""
        self._require()
        self._log(deed, format=form)

    def choice_of(self, statistics: Statistics, campaign: str) -> Choice:
        """The choice of a campaign by its name, whatever its case; NotFound that lists those there are."""
        wanted = campaign.strip().casefold()
        for number, material in enumerate(statistics.materials):
            for place, period in enumerate(material.periods):
                if period.name.casefold() == wanted:
                    return Choice(number, place)
        known = [period.name for material in statistics.materials for period in material.periods]
        listed = ", ".join(f"„{name}”" for name in known) or "jeszcze żadna"
        raise NotFound(f"Nie ma zakończonych ocen z kampanii „{campaign}”. Są: {listed}.")

    def _require(self) -> None:
        if not self.with_names:
            self.actor().require("evaluation.summary")

    def _log(self, deed: str, **facts: Any) -> None:
        with environment.writing(self.store, self.actor().name) as session:
            audit.note(session, deed, self.entity, None, "", facts={"report": REPORT, **facts})


def _rules(frozen: Any) -> RegulationDraft:
    found: RegulationDraft = decode(RegulationDraft, dict(frozen))
    return found


def _campaigns(session: Session, waiting: set[tuple[int | None, int | None]]) -> dict[int, Campaign]:
    unfinished = {campaign for campaign, _ in waiting}
    return {
        number: Campaign(each.name, each.starts_on, each.state is CampaignState.CLOSED and number not in unfinished)
        for number, each in repository.campaigns(session).items()
    }
