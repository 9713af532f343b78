"""Use cases for the register of trainings and what it adds up to; the rows come from one query."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import NotAllowed, Refusal
from app.core.periods import add_months
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import sort_key
from app.people.employees.repository import of_own_people
from app.people.structure.domain import Position, Structure
from app.people.units.model import UnitRow
from app.records import environment
from app.registers.trainings.budgets import repository as budgets
from app.registers.trainings.courses.rates import TrainingRules, rules_on
from app.registers.trainings.participations import repository as participations
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.summaries import repository
from app.registers.trainings.summaries.domain import DatedMark, Effect, changes
from app.registers.trainings.summaries.figures import Person, PersonAccess, Totals, access, execution, totals
from app.registers.trainings.summaries.pages import Year
from db import audit
from db.store import Store

REPORT = "training_register"
"""What the audit log calls it among the facts of an entry."""

MarksOf = Callable[[Iterable[int]], Mapping[int, tuple[DatedMark, ...]]]
"""Signed marks by employee; NotAllowed for who may not read evaluations."""


@dataclass(frozen=True)
class TrainingRegister:
    """„Zestawienie szkoleń” of a period: its rows in the order of days, and the three totals."""

    since: date
    until: date
    rows: tuple[RegisterRow, ...]
    totals: Totals


class TrainingSummaries:
    """Summaries of the participations that the person at work may see."""

    entity: ClassVar[str] = "training_participation"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        structure: Callable[[], Structure],
        marks_of: MarksOf,
    ) -> None:
        """``structure`` gives the whole office, ``marks_of`` marks of evaluations."""
        self.store, self.clock, self.actor = store, clock, actor
        self._structure, self._marks_of = structure, marks_of

    def register(self, since: date, until: date) -> TrainingRegister:
        """The register of trainings that began in the period, both days included.

        Refusal when it ends before it starts.
        """
        _require_order(since, until)
        rows = _approved(self._rows(since, until))
        return TrainingRegister(since, until, rows, totals(rows))

    def years(self) -> tuple[int, ...]:
        """Years with trainings or a budget, the newest first; the current one always."""
        self._require()
        with environment.reading(self.store) as session:
            found = {*repository.years(session), *budgets.years(session), self.clock.today().year}
        return tuple(sorted(found, reverse=True))

    def year(self, year: int) -> Year:
        """Costs of a year against its plan, with the year before."""
        today, with_plan = self.clock.today(), self._may("training_budget.read")
        rows, before = self._rows(*_year(year)), self._rows(*_year(year - 1))
        with environment.reading(self.store) as session:
            planned = dict(budgets.planned(session, year)) if with_plan else {}
            ahead = repository.plan_ahead(session, year) if self._may("training_plan_item.read") else {}
            names = self._unit_names(session)
        own = self._own_units()
        if own is not None:
            planned = {unit: amount for unit, amount in planned.items() if unit in own}
            ahead = {unit: amount for unit, amount in ahead.items() if unit in own}
        lines = execution(rows, planned, ahead, names, today)
        return Year(year=year, rows=_approved(rows), before=_approved(before), lines=lines, with_plan=with_plan)

    def access(self, since: date, until: date) -> tuple[PersonAccess, ...]:
        """Trainings by person, of everybody who works here today and whom the person at work may see."""
        _require_order(since, until)
        rows, own = _approved(self._rows(None, until)), self._own_units()
        on = min(until, self.clock.today())
        people = self._people(on)
        seen = [person for person in people if own is None or person.unit_id in own]
        return access(rows, seen, since, until, rules_on(on).months_without, on)

    def effects(self, since: date, until: date) -> tuple[Effect, ...]:
        """What came of trainings that began in the period: those checked, those due, and those with linked criteria."""
        _require_order(since, until)
        self._require()
        today = self.clock.today()
        with environment.reading(self.store) as session:
            found = repository.effects(session, since, until, self._own_people())
        try:
            marks = self._marks_of({each.employee_id for each in found if each.criteria})
        except NotAllowed:
            marks = {}
        effects = []
        for each in found:
            rules = rules_on(each.ends_on)
            due = each.effect_mark is None and today >= add_months(each.ends_on, rules.effect_from_months)
            own = marks.get(each.employee_id, ())
            effects.append(
                Effect(
                    participation_id=each.id,
                    person=each.person,
                    topic=each.topic,
                    ends_on=each.ends_on,
                    mark=each.effect_mark,
                    note=each.effect_note,
                    due=due,
                    changes=changes(own, each.criteria, each.starts_on, each.ends_on),
                )
            )
        return tuple(effect for effect in effects if effect.due or effect.mark is not None or effect.changes)

    def rules(self, on: date) -> TrainingRules:
        """After how many months somebody without training is named, and when effects are looked at."""
        return rules_on(on)

    def log(self, deed: str, form: str, count: int) -> None:
        """Log a ``print`` or an ``export`` of a summary with names."""
        self._require()
        with environment.writing(self.store, self.actor().name) as session:
            facts = {"report": REPORT, "format": form, "count": count}
            audit.note(session, deed, self.entity, None, "", facts=facts)

    def _people(self, on: date) -> tuple[Person, ...]:
        """Who works in the office that day, by name."""
        structure = self._structure()
        with environment.reading(self.store) as session:
            symbols = self._unit_names(session)
        found = (_person(structure, position, symbols) for position in structure.positions(on))
        return tuple(sorted(found, key=lambda person: sort_key(surname_first(person.person))))

    def _rows(self, since: date | None, until: date | None) -> tuple[RegisterRow, ...]:
        """What counts of the period, also what waits for approval."""
        self._require()
        with environment.reading(self.store) as session:
            found = participations.register_rows(session, since, until, self._own_people())
        return tuple(row for row in found if row.counts)

    def _require(self) -> None:
        self.actor().require(f"{self.entity}.read")

    def _may(self, right: str) -> bool:
        return self.actor().may(right)

    def _own_units(self) -> frozenset[int] | None:
        """The units whose people this person sees; None for everybody."""
        actor = self.actor()
        return actor.units if actor.own_only(f"{self.entity}.read") else None

    def _own_people(self) -> ColumnElement[bool] | None:
        actor = self.actor()
        own = actor.own_only(f"{self.entity}.read")
        return of_own_people(ParticipationRow.employee_id, actor) if own else None

    def _unit_names(self, session: Session) -> dict[int, str]:
        return {row.id: row.symbol for row in session.execute(select(UnitRow.id, UnitRow.symbol))}


def _person(structure: Structure, position: Position, symbols: Mapping[int, str]) -> Person:
    return Person(
        employee_id=position.employee_id,
        person=position.person,
        post=position.post,
        unit_id=position.unit_id,
        unit=symbols.get(position.unit_id or 0, ""),
        employed_from=structure.held(position.employee_id)[0].valid_from,
    )


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _approved(rows: Iterable[RegisterRow]) -> tuple[RegisterRow, ...]:
    return tuple(row for row in rows if row.approved)


def _require_order(since: date, until: date) -> None:
    if until < since:
        raise Refusal("Koniec okresu jest przed jego początkiem. Popraw jedną z dat.")
