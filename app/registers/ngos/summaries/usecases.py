"""Use cases of the yearly report of cooperation: what all registers of the family say of a year and those before."""

from collections.abc import Callable
from typing import ClassVar

from app.core.clock import Clock
from app.core.permissions import EVERYTHING, Actor
from app.records import environment
from app.registers.ngos.consultations.usecases import Consultations
from app.registers.ngos.cooperation_figures import CooperationMoney
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.summaries.figures import CooperationYear, Register, register_of
from db import audit
from db.store import Store

REPORT = "cooperation_report"
"""What the audit log calls it among the facts of an entry."""
RIGHTS = ("ngo_programme", "ngo", "ngo_consultation", "ngo_contest", "ngo_offer", "ngo_grant")
"""Kinds of records that the report tells of: all of them must be readable, or its sums would be wrong."""
_BEFORE = 2
"""Years that stand beside the one of the report."""


class CooperationSummaries:
    """The report on a year of cooperation (art. 5a ust. 3), for who may read everything it tells of."""

    entity: ClassVar[str] = "ngo_programme"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        organisations: Organisations,
        programmes: Programmes,
        consultations: Consultations,
        money: CooperationMoney,
    ) -> None:
        self.store, self.clock, self.actor = store, clock, actor
        self._organisations, self._programmes = organisations, programmes
        self._consultations, self._money = consultations, money

    def years(self) -> tuple[int, ...]:
        """Years that a report can be about, the newest first: those of programmes, and this one with the last."""
        self._require()
        today = self.clock.today().year
        found = {each.first_year for each in self._programmes.all() if each.first_year is not None}
        return tuple(sorted({*(year for year in found if year <= today), today, today - 1}, reverse=True))

    def usual_year(self) -> int:
        """The year whose report is made now: the last one, until it was reported on, then this one."""
        self._require()
        last = self.clock.today().year - 1
        programme = self._programmes.of_year(last)
        return last + (programme is not None and programme.report_on is not None)

    def year(self, year: int) -> CooperationYear:
        """One year as the registers have it."""
        self._require()
        return CooperationYear(
            year=year,
            programme=self._programmes.of_year(year),
            grants=tuple(self._money.grants_of(year)),
            contests=tuple(self._money.contests_of(year)),
            consultations=self._consultations.in_year(year),
            small_handed_over=tuple(self._money.small_handed_over(year)),
        )

    def compared(self, year: int) -> tuple[CooperationYear, ...]:
        """The year after those that stand beside it, the oldest first."""
        return tuple(self.year(each) for each in range(year - _BEFORE, year + 1))

    def register(self) -> Register:
        """The organisations of today."""
        self._require()
        return register_of(self._organisations.all(), self.spheres().group_of)

    def spheres(self) -> SphereList:
        """The spheres that the office works with."""
        self._require()
        return self._organisations.spheres()

    def log(self, deed: str, form: str, year: int) -> None:
        """Log a ``print`` or an ``export`` of a report."""
        self._require()
        with environment.writing(self.store, self.actor().name) as session:
            audit.note(session, deed, self.entity, None, "", facts={"report": REPORT, "format": form, "year": year})

    def _require(self) -> None:
        for entity in RIGHTS:
            self.actor().require(f"{entity}.read")
