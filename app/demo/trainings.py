"""Invented trainings of three years: institutions, offers, trainings with cards, needs, plan, budgets and what waits.

What is over is taken over at once, as an office's old register would be; what goes on now is done deed by deed.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Services
from app.core.periods import add_months
from app.core.records import Query
from app.demo.toml_records import read_table, record_from
from app.people.employees.domain import Employee
from app.registers.trainings.agreements.domain import AgreementDraft
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import Component, CostLine, CourseDraft, CourseKind, Mode, Session
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.needs.domain import NeedDraft, Priority, Source
from app.registers.trainings.offers.domain import OfferDraft, Reply, Routing
from app.registers.trainings.participations.domain import (
    MARKS,
    Attendance,
    Card,
    Outcome,
    Participation,
    ParticipationDraft,
    Step,
    StepDone,
)
from app.registers.trainings.participations.taking import Past
from app.registers.trainings.plan.domain import PlanItemDraft
from app.registers.trainings.travel.domain import Bill, BillKind

SEED = 1999
"""Any other number gives other dates and marks."""
_YEARS = 3
_VAT = 23
"""Per cent, of invented invoices."""
_NO_OFFER = "szkolenie spoza zebranych ofert, na wniosek kierownika komórki"
_APPLIED = (
    "Uporządkuję wzory pism, których używamy na stanowisku.",
    "Przekażę najważniejsze zmiany koleżankom na naradzie w referacie.",
    "Zmienię sposób liczenia terminów w prowadzonych sprawach.",
    "Użyję przykładów ze szkolenia przy najbliższych decyzjach.",
    "Na razie niewiele: temat był omówiony bardzo ogólnie.",
)
_COMPLAINT = "Program różnił się od oferty, a materiały przysłano dopiero po upomnieniu."
_REMARKS = ("Szkolenie potrzebne, proszę o krótką notatkę dla referatu.", "", "", "Temat do powtórzenia za rok.")


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


@dataclass(frozen=True, kw_only=True)
class _Group:
    """A training of many people of all units; ``external`` where an institution holds it for a price for the group."""

    topic: str
    area: str
    institution: str = ""
    price: int = 0
    people: int
    entitlement: str = ""
    validity_months: int | None = None
    every: int = 1


_GROUPS = (
    _Group(
        topic="Szkolenie okresowe BHP pracowników administracyjno-biurowych",
        area="bezpieczeństwo pracy",
        institution="OSTOJA",
        price=1_450_00,
        people=14,
        entitlement="Szkolenie okresowe BHP",
        validity_months=72,
    ),
    _Group(topic="Ochrona danych: instrukcje urzędu i przykłady", area="ochrona danych", people=26),
    _Group(topic="Etyka pracownika samorządowego", area="zarządzanie", price=900_00, institution="ECHO", people=18),
    _Group(
        topic="Pierwsza pomoc przedmedyczna",
        area="bezpieczeństwo pracy",
        institution="OSTOJA",
        price=1_100_00,
        people=11,
        entitlement="Pierwsza pomoc",
        validity_months=24,
    ),
)


def add_trainings(services: Services, unit_ids: Mapping[str, int], folder: Path) -> None:
    """Three years of trainings; ``folder`` is ``resources/demo``."""
    _Office(services, unit_ids, folder).fill()


class _Office:
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

    def fill(self) -> None:
        self._found_institutions()
        past: list[CourseDraft] = []
        groups: list[list[Employee]] = []
        for back in reversed(range(_YEARS)):
            self._year(self.today.year - back, past, groups)
        courses = self.services.courses.create_many(past)
        pasts = [
            self._past(course.id, course, person, place)
            for course, group in zip(courses, groups, strict=True)
            for place, person in enumerate(group)
        ]
        self.services.participations.take_over(pasts)
        for back in (2, 1):
            self._list(self.today.year - back)
        self._budgets()
        self._plan_and_needs()
        self._offers()
        self._ahead()
        self._studies()
        self._journey()

    # -- what is over ----------------------------------------------------------------------------------------

    def _found_institutions(self) -> None:
        drafts = [
            InstitutionDraft(name=each.name, town=each.town, street=each.street, aliases=each.aliases)
            for each in self.known
        ]
        for each, saved in zip(self.known, self.services.institutions.create_many(drafts), strict=True):
            self.institutions[each.key] = saved.id
            self.quality[saved.id] = each.quality

    def _year(self, year: int, courses: list[CourseDraft], groups: list[list[Employee]]) -> None:
        """Trainings of the year that are over by a fortnight, with who was there."""
        for number, topic in enumerate(self.topics):
            for time in range(1 + (number + year) % 2):
                first = self._working_day(year, number * 13 + time * 150 + (year % 5) * 3)
                people = self._takers(topic, self.draw.randint(1, topic.people + 1), first)
                if people and self._is_over(first, topic.days):
                    key = topic.institution
                    if key == "KOMPAS" and self.draw.random() < 0.3:
                        key = "KOMPAS2"
                    courses.append(self._course(replace(topic, institution=key), first))
                    groups.append(people)
        for number, group in enumerate(_GROUPS):
            first = self._working_day(year, 40 + number * 70)
            start = (year * 7 + number * 29) % len(self.everybody)
            ring = [*self.everybody[start:], *self.everybody[:start]]
            people = [person for person in ring if _works(person, first)][: group.people]
            if self._is_over(first, 1):
                courses.append(self._group_course(group, first))
                groups.append(people)

    def _is_over(self, first: date, days: int) -> bool:
        return first + timedelta(days=days) <= self.today

    def _working_day(self, year: int, place: int) -> date:
        """A Tuesday, Wednesday or Thursday, none of July and August."""
        day = date(year, 1, 12) + timedelta(days=place % 335)
        if day.month in (7, 8):
            day = day.replace(month=day.month - 3, day=min(day.day, 28))
        return day + timedelta(days=(1 - day.weekday()) % 7 if day.weekday() not in (1, 2) else 0)

    def _takers(self, topic: DemoTopic, count: int, first: date) -> list[Employee]:
        own = [person for unit in topic.units for person in self.people.get(unit, []) if _works(person, first)]
        return self.draw.sample(own, min(count, len(own)))

    def _course(self, topic: DemoTopic, first: date) -> CourseDraft:
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
            place="" if mode is Mode.ONLINE else "Miasto Przykładowe",
            starts_on=first,
            ends_on=last,
            days=topic.days,
            hours=topic.hours,
            costs=tuple(costs),
        )

    def _group_course(self, group: _Group, first: date) -> CourseDraft:
        outside = bool(group.institution)
        costs = [CostLine(component=Component.FEE, shared=True, amount=group.price)] if group.price else []
        if not outside:
            costs.append(CostLine(component=Component.INTERNAL, shared=True, amount=120_00, note="materiały"))
        return CourseDraft(
            topic=group.topic,
            area=group.area,
            kind=CourseKind.EXTERNAL if outside else CourseKind.INTERNAL,
            institution_id=self.institutions[group.institution] if outside else None,
            lecturer="" if outside else "inspektor ochrony danych",
            place="sala konferencyjna urzędu",
            starts_on=first,
            ends_on=first,
            days=1,
            hours=5,
            sessions=(Session(held_on=first, starts_at="09:00", ends_at="13:30", place="sala konferencyjna urzędu"),),
            costs=tuple(costs),
            entitlement=group.entitlement,
            validity_months=group.validity_months,
        )

    def _past(self, course_id: int, course: CourseDraft, person: Employee, place: int) -> Past:
        assert course.starts_on is not None, "every invented training has its days"
        assert course.ends_on is not None, "as above"
        draw, first, last = self.draw, course.starts_on, course.ends_on
        outside = course.institution_id is not None
        requested = first - timedelta(days=28)
        reason = _NO_OFFER if outside else "szkolenie wewnętrzne, bez oferty"
        head = self._head_of(person)
        steps = [
            StepDone(step=Step.SELECT_OFFER, done_on=requested, reason=reason),
            StepDone(step=Step.ANALYSE_OFFER, done_on=requested, reason=reason),
            self._step(Step.REQUEST, requested, head, f"wniosek z {requested:%d.%m.%Y}"),
            self._step(Step.APPROVE, first - timedelta(days=21), self._mayor, ""),
            self._step(Step.REGISTER, first - timedelta(days=18), self._personnel, "zgłoszenie, karta uczestnictwa"),
        ]
        absent = draw.random() < 0.02
        days = (self.today - last).days
        # the last weeks stand where they would: some cards still wait, a few for too long
        filled = None if absent else self._after(last, draw.choice((1, 2, 3, 5, 6, 9)), place, days)
        card = Card()
        if filled is not None:
            card = self._card(course)
            steps.append(self._step(Step.FILL_CARD, filled, person, ""))
            on = filled
            for step, gap, who in (
                (Step.READ_CARD, 3, head),
                (Step.TALK, 2, head),
                (Step.HAND_OVER, 4, head),
                (Step.NOTE, 5, self._secretary),
            ):
                on += timedelta(days=gap + draw.randint(0, 3))
                if on > self.today or (days < 60 and draw.random() < 0.12):
                    break
                steps.append(self._step(step, on, who, "zestawienie szkoleń" if step is Step.NOTE else ""))
        checked = last + timedelta(days=100 + draw.randint(0, 60))
        effect = filled is not None and checked <= self.today and draw.random() < 0.55
        entitled = bool(course.entitlement) and not absent
        return Past(
            course_id=course_id,
            employee_id=person.id,
            requested_on=requested,
            steps=tuple(steps),
            attendance=Attendance.ABSENT if absent else Attendance.PRESENT,
            outcome=Outcome.ABSENT if absent else Outcome.OPEN,
            outcome_on=last if absent else None,
            card=card,
            head_remarks=draw.choice(_REMARKS) if len(steps) > 6 else "",
            justification="Temat należy do bieżących zadań stanowiska.",
            no_offer_reason=reason,
            criteria=("Przygotowanie merytoryczne",) if draw.random() < 0.2 else (),
            certificate=f"Z/{course_id}/{place + 1}" if entitled else "",
            certificate_on=last if entitled else None,
            valid_until=_months_later(last, course.validity_months) if entitled else None,
            effect_on=checked if effect else None,
            effect_mark=min(5, max(2, round(draw.gauss(3.8, 0.8)))) if effect else None,
            effect_note="Sprawy prowadzone szybciej, mniej poprawek w pismach." if effect else "",
        )

    def _after(self, last: date, gap: int, place: int, days: int) -> date | None:
        """When the card was filled in; None where it still waits: most of the last days, one or two for longer."""
        on = last + timedelta(days=gap)
        late = days < 40 and place % 3 == 1
        return None if late or on > self.today else on

    def _card(self, course: CourseDraft) -> Card:
        quality = self.quality.get(course.institution_id or 0, 420) / 100
        marks = {name: min(5, max(1, round(self.draw.gauss(quality, 0.7)))) for name in MARKS}
        mean = sum(marks.values()) / len(marks)
        return Card(
            **marks,
            applied=self.draw.choice(_APPLIED),
            recommended=mean >= 3.5,
            complaint=_COMPLAINT if mean < 2.7 else "",
        )

    def _list(self, year: int) -> None:
        """The January list of a year that is over, approved on 20 January."""
        lists = self.services.preferred_lists
        on = date(year + 1, 1, 20)
        if on > self.today:
            return
        draft = replace(lists.next_draft(), year=year, since=date(year, 1, 1), until=date(year, 12, 31))
        record = lists.create(draft).record
        lists.approve(record.id, record.version, on, self.services.office().head_name)

    # -- what goes on now ------------------------------------------------------------------------------------

    def _budgets(self) -> None:
        for year in range(self.today.year - _YEARS + 1, self.today.year + 1):
            units = [
                UnitBudget(unit_id=number, amount=self._planned(len(self.people.get(symbol, []))))
                for symbol, number in self.unit_ids.items()
            ]
            reserve = UnitBudget(amount=5_000_00, note="rezerwa ogólna")
            approved = date(year, 1, 8)
            draft = BudgetDraft(
                year=year,
                units=(*units, reserve),
                approved_on=approved,
                approved_by=self.services.office().head_name,
            )
            self.services.training_budgets.create(draft)

    def _planned(self, people: int) -> int:
        """640 zł a head and something for the head of the unit, in whole hundreds of złote."""
        return (people * 640_00 + 900_00) // 100_00 * 100_00

    def _plan_and_needs(self) -> None:
        year = self.today.year
        items = [
            PlanItemDraft(
                year=year + place // 9,
                topic=topic.topic,
                area=topic.area,
                unit_id=self.unit_ids[topic.units[0]],
                people=topic.people,
                quarter=1 + place % 4,
                priority=tuple(Priority)[place % 3],
                estimate=topic.price * topic.people,
            )
            for place, topic in enumerate(self.topics[:15])
        ]
        self.services.training_plan.create_many(items)
        law, head = self.topics[4], self.topics[15]
        self.services.training_needs.create_many(
            [
                NeedDraft(
                    source=Source.LAW,
                    topic=law.topic,
                    area=law.area,
                    reason="Zmiana przepisów wchodzi w życie od nowego roku.",
                    unit_id=self.unit_ids[law.units[0]],
                    people=3,
                    wanted_by=self.today + timedelta(days=60),
                    priority=Priority.HIGH,
                ),
                NeedDraft(
                    topic=head.topic,
                    area=head.area,
                    reason="Dwie nowe osoby w referacie.",
                    unit_id=self.unit_ids[head.units[0]],
                    people=2,
                ),
                NeedDraft(
                    source=Source.OTHER,
                    topic="Język angielski w obsłudze interesanta",
                    area="obsługa mieszkańców",
                    reason="Coraz więcej spraw cudzoziemców.",
                    unit_id=self.unit_ids["USC"],
                    people=2,
                    priority=Priority.LOW,
                ),
            ]
        )

    def _offers(self) -> None:
        """One just received, one passed to heads who have not all answered, one rejected."""
        received, author = self.today - timedelta(days=12), "sekretarz gminy"
        topics = self.topics
        passed = replace(
            self._offer(topics[1], received),
            selected_on=received + timedelta(days=1),
            selected_by=author,
            routings=(
                Routing(
                    unit_id=self.unit_ids["SO"],
                    passed_on=received + timedelta(days=1),
                    reply=Reply.WANTED,
                    replied_on=received + timedelta(days=4),
                    people=2,
                ),
                Routing(unit_id=self.unit_ids["FN"], passed_on=received + timedelta(days=1)),
            ),
        )
        rejected = replace(
            self._offer(topics[22], received),
            selected_on=received + timedelta(days=2),
            selected_by=author,
            rejected_reason="Cena znacznie wyższa niż w podobnych ofertach.",
        )
        fresh = self._offer(topics[11], self.today - timedelta(days=2))
        self.services.training_offers.create_many([fresh, passed, rejected])

    def _offer(self, topic: DemoTopic, received: date) -> OfferDraft:
        first = self.today + timedelta(days=45)
        return OfferDraft(
            topic=topic.topic,
            area=topic.area,
            institution_id=self.institutions[topic.institution],
            received_on=received,
            starts_on=first,
            ends_on=first + timedelta(days=topic.days - 1),
            place="Miasto Przykładowe",
            price=topic.price,
        )

    def _ahead(self) -> None:
        """Three trainings to come: one with requests to decide, one full with a waiting list, one cancelled."""
        courses = self.services.courses
        topics = (self.topics[11], self.topics[8], self.topics[20])
        days = (self.today + timedelta(days=14 + 9 * place) for place in range(len(topics)))
        drafts = [self._course(topic, first) for topic, first in zip(topics, days, strict=True)]
        drafts[1] = replace(drafts[1], places=2)
        decided, full, cancelled = courses.create_many(drafts)
        self._request(decided.id, topics[0], 3, approve=1, refuse=True)
        self._request(full.id, topics[1], 3, approve=2)
        self._request(cancelled.id, topics[2], 1)
        courses.cancel(cancelled.id, cancelled.version, self.today, "za mało zgłoszeń u organizatora")

    def _request(self, course_id: int, topic: DemoTopic, count: int, *, approve: int = 0, refuse: bool = False) -> None:
        participations = self.services.participations
        requested = self.today - timedelta(days=4)
        made: list[Participation] = []
        for person in self._takers(topic, count, self.today):
            draft = ParticipationDraft(
                course_id=course_id,
                employee_id=person.id,
                requested_on=requested,
                justification="Temat należy do bieżących zadań stanowiska.",
                no_offer_reason=_NO_OFFER,
            )
            made.append(participations.create(draft).record)
        for record in made[:approve]:
            participations.approve(record.id, record.version, self.today - timedelta(days=1))
        if refuse and len(made) > approve + 1:
            last = made[-1]
            participations.refuse(last.id, last.version, self.today, "Ta sama tematyka była w tym roku.")

    def _studies(self) -> None:
        """Somebody studies on the office's cost and promised to stay."""
        person = self.people["FN"][-1]
        begun = date(self.today.year - 1, 10, 1)
        self.services.training_agreements.create(
            AgreementDraft(
                employee_id=person.id,
                signed_on=begun - timedelta(days=14),
                subject="Studia podyplomowe: rachunkowość jednostek sektora publicznego",
                training_starts_on=begun,
                training_ends_on=date(self.today.year, 6, 30),
                cost=4_800_00,
                months=24,
                leave_days=6,
                benefits="Opłata za studia i sześć dni urlopu szkoleniowego.",
            )
        )

    def _journey(self) -> None:
        """A travel order for somebody of the next training, and a settled one of the last."""
        orders, participations = self.services.travel_orders, self.services.participations
        query = Query(filters={"outcome": frozenset({"open"})}, sort="starts_on", descending=True)
        for record in participations.page(query, 0, 40):
            over = record.ends_on < self.today
            if over and "zdalnie" not in record.topic:
                order = orders.create(replace(orders.draft_for(record.id), destination="Wzorcowo")).record
                draft = orders.settlement_of(order)
                times = (("07:10", "08:40"), ("15:20", "16:50"))
                legs = (
                    replace(leg, departs_at=departs, arrives_at=arrives)
                    for leg, (departs, arrives) in zip(draft.legs, times, strict=True)
                )
                tickets = Bill(kind=BillKind.FARE, amount=46_80, document="dwa bilety autobusowe")
                orders.settle(order.id, order.version, replace(draft, legs=tuple(legs), bills=(tickets,)))
                return

    # -- people ----------------------------------------------------------------------------------------------

    def _step(self, step: Step, on: date, who: Employee | None, document: str) -> StepDone:
        day = min(on, self.today)
        if who is None:
            return StepDone(step=step, done_on=day, document=document)
        name = f"{who.first_name} {who.surname}"
        return StepDone(step=step, done_on=day, actor_id=who.id, actor=name, document=document)

    def _head_of(self, person: Employee) -> Employee | None:
        own = self.people.get(self.symbols.get(person.unit_id or 0, ""), [])
        return next((each for each in own if each.heads_unit and each.id != person.id), self._mayor)

    @property
    def _mayor(self) -> Employee | None:
        return self._called("burmistrz")

    @property
    def _secretary(self) -> Employee | None:
        return self._called("sekretarz gminy")

    @property
    def _personnel(self) -> Employee | None:
        return self._called("inspektor ds. szkoleń i ocen pracowników")

    def _called(self, post: str) -> Employee | None:
        return next((person for person in self.everybody if person.post == post), None)


def _works(person: Employee, day: date) -> bool:
    since, until = person.employed_from, person.employed_to
    return (since is None or since <= day) and (until is None or day <= until)


def _months_later(day: date, months: int | None) -> date | None:
    return None if months is None else add_months(day, months)
