"""What the invented trainings of the demonstration office are made of: institutions, topics, people and days."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Services
from app.core.holidays_pl import polish_holidays
from app.demo.toml_records import read_table, record_from
from app.people.employees.domain import Employee
from app.registers.trainings.courses.domain import Component, CostLine, CourseDraft, Mode
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.participations.domain import Step, StepDone

SEED = 1999
"""Any other number gives other dates and marks."""
NO_OFFER = "szkolenie spoza zebranych ofert, na wniosek kierownika komórki"
_VAT = 23
"""Per cent, of invented invoices."""


@dataclass(frozen=True, kw_only=True)
class DemoInstitution:
    """An institution; ``quality`` is the mean of its cards in hundredths of a mark."""

    key: str
    name: str
    town: str
    street: str = ""
    quality: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DemoTopic:
    """A training that comes back every year; ``price`` in grosze for one person, ``people`` at most in one group."""

    topic: str
    area: str
    institution: str
    price: int
    vat: bool
    days: int
    hours: int
    mode: str
    units: tuple[str, ...]
    people: int


class TrainingOffice:
    """The office with its people and institutions, and a seeded draw of what happens to them."""

    def __init__(self, services: Services, unit_ids: Mapping[str, int], folder: Path) -> None:
        self.services, self.unit_ids = services, unit_ids
        self.today = services.clock.today()
        self.draw = random.Random(SEED)  # noqa: S311 - no secret, only the same office every time
        table = read_table(folder / "trainings.toml")
        self.known = [record_from(row, DemoInstitution, "trainings.toml") for row in table["institutions"]]
        self.topics = [record_from(row, DemoTopic, "trainings.toml") for row in table["topics"]]
        self.people: dict[str, list[Employee]] = {}
        symbols = {number: symbol for symbol, number in unit_ids.items()}
        for person in services.employees.all():
            self.people.setdefault(symbols.get(person.unit_id or 0, ""), []).append(person)
        self.symbols = symbols
        self.everybody = [person for own in self.people.values() for person in own]
        self.institutions: dict[str, int] = {}
        self.quality: dict[int, int] = {}
        self.towns: dict[str, str] = {}
        self.plan: dict[tuple[int, str], int] = {}
        """Lines of the plan by year and topic."""

    def found_institutions(self) -> None:
        """Save all institutions."""
        drafts = [
            InstitutionDraft(name=each.name, town=each.town, street=each.street, aliases=each.aliases)
            for each in self.known
        ]
        for each, saved in zip(self.known, self.services.institutions.create_many(drafts), strict=True):
            self.institutions[each.key] = saved.id
            self.towns[each.key] = each.town
            self.quality[saved.id] = each.quality

    def is_over(self, first: date, days: int) -> bool:
        """Whether a training that began on that day has ended."""
        return first + timedelta(days=days) <= self.today

    def working_day(self, year: int, place: int, days: int = 1) -> date:
        """A Tuesday or Wednesday, none of July and August; no day off among ``days`` of training."""
        day = date(year, 1, 12) + timedelta(days=place % 335)
        if day.month in (7, 8):
            day = day.replace(month=day.month - 3, day=min(day.day, 28))
        day += timedelta(days=(1 - day.weekday()) % 7 if day.weekday() not in (1, 2) else 0)
        return self.next_working_days(day, days)

    def next_working_days(self, day: date, days: int = 1) -> date:
        """That day or the next one from which so many days in a row are working days."""
        days_off = polish_holidays()
        while any(days_off.day_off(day + timedelta(days=number)) for number in range(days)):
            day += timedelta(days=1)
        return day

    def takers(self, topic: DemoTopic, count: int, first: date) -> list[Employee]:
        """So many people of the topic's units, fewer where there are not as many."""
        own = [person for unit in topic.units for person in self.people.get(unit, []) if works(person, first)]
        return self.draw.sample(own, min(count, len(own)))

    def around(self, start: int, count: int, first: date) -> list[Employee]:
        """So many people of all units, beginning with the one at ``start``."""
        ring = [*self.everybody[start % len(self.everybody) :], *self.everybody]
        return [person for person in dict.fromkeys(ring) if works(person, first)][:count]

    def course(self, topic: DemoTopic, first: date) -> CourseDraft:
        """The training of a topic from that day on, with its line of the plan."""
        mode, last = Mode(topic.mode), first + timedelta(days=topic.days - 1)
        costs = [CostLine(component=Component.FEE, amount=topic.price)]
        if topic.vat:
            costs.append(CostLine(component=Component.VAT, amount=topic.price * _VAT // 100))
        if mode is Mode.ON_SITE and topic.days > 1:
            costs.append(CostLine(component=Component.LODGING, amount=180_00, note="nocleg w cenie grupowej"))
        return CourseDraft(
            topic=topic.topic,
            area=topic.area,
            mode=mode,
            institution_id=self.institutions[topic.institution],
            plan_item_id=self.plan.get((first.year, topic.topic)),
            place="" if mode is Mode.ONLINE else self.towns[topic.institution],
            starts_on=first,
            ends_on=last,
            days=topic.days,
            hours=topic.hours,
            costs=tuple(costs),
        )

    # -- people ----------------------------------------------------------------------------------------------

    def step(self, step: Step, on: date, who: Employee | None, document: str) -> StepDone:
        """A step as taken, today at the latest."""
        day = min(on, self.today)
        if who is None:
            return StepDone(step=step, done_on=day, document=document)
        name = f"{who.first_name} {who.surname}"
        return StepDone(step=step, done_on=day, actor_id=who.id, actor=name, document=document)

    def head_of(self, person: Employee) -> Employee | None:
        """The head of the person's unit; the mayor of heads."""
        own = self.people.get(self.symbols.get(person.unit_id or 0, ""), [])
        return next((each for each in own if each.heads_unit and each.id != person.id), self.mayor)

    @property
    def mayor(self) -> Employee | None:
        """Who approves requests."""
        return self._called("burmistrz")

    @property
    def secretary(self) -> Employee | None:
        """Who selects offers and notes trainings in the register."""
        return self._called("sekretarz gminy")

    @property
    def personnel(self) -> Employee | None:
        """Who registers people for trainings."""
        return self._called("inspektor ds. szkoleń i ocen pracowników")

    def _called(self, post: str) -> Employee | None:
        return next((person for person in self.everybody if person.post == post), None)


def works(person: Employee, day: date) -> bool:
    """Whether the person is employed that day."""
    since, until = person.employed_from, person.employed_to
    return (since is None or since <= day) and (until is None or day <= until)
