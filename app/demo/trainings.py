"""Invented trainings of three years with cards and January lists.

What is over is taken over at once, as an office's old register would be; what goes on now is done deed by deed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Services
from app.core.periods import add_months
from app.demo.current_trainings import CurrentTrainings
from app.demo.training_groups import DEFIBRILLATOR, GROUPS, DemoGroup
from app.demo.training_office import NO_OFFER, TrainingOffice
from app.people.employees.domain import Employee
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import Component, CostLine, CourseDraft, CourseKind, Mode, Session
from app.registers.trainings.needs.domain import Priority
from app.registers.trainings.participations.domain import (
    MARKS,
    Attendance,
    Card,
    Outcome,
    Step,
    StepDone,
)
from app.registers.trainings.participations.taking import Past
from app.registers.trainings.participations.words import NO_OFFER as NO_OFFER_NEEDED
from app.registers.trainings.plan.domain import PlanItemDraft

_YEARS = 3
_APPLIED = (
    "Uporządkuję wzory pism, których używamy na stanowisku.",
    "Przekażę najważniejsze zmiany koleżankom na naradzie w referacie.",
    "Zmienię sposób liczenia terminów w prowadzonych sprawach.",
    "Użyję przykładów ze szkolenia przy najbliższych decyzjach.",
    "Na razie niewiele: temat był omówiony bardzo ogólnie.",
)
_COMPLAINT = "Program różnił się od oferty, a materiały przysłano dopiero po upomnieniu."
_REMARKS = ("Szkolenie potrzebne, proszę o krótką notatkę dla referatu.", "", "", "Temat do powtórzenia za rok.")
_CRITERIA = {
    "prawo administracyjne": "Znajomość obowiązujących procedur w Urzędzie",
    "obieg dokumentów": "Wypełnianie obowiązków",
    "obsługa mieszkańców": "Relacje z interesantem",
    "zarządzanie": "Podejmowanie decyzji",
}
"""Criteria of the regulation with thirteen criteria by area of trainings; the first criterion for other areas."""
_DOCUMENTS = {
    Step.FILL_CARD: "karta uczestnictwa",
    Step.READ_CARD: "podpis na karcie",
    Step.TALK: "adnotacja na karcie",
    Step.HAND_OVER: "karta uczestnictwa",
    Step.NOTE: "zestawienie szkoleń",
}
_PAPERS = "zgłoszenie, karta uczestnictwa"
_NO_TALK = "karta omówiona na naradzie referatu"


_ENDS_IN = (20, 75)
"""Days from today after which its validity ends: one within each alarm."""
_NOT_ARRANGED = PlanItemDraft(
    topic="Zarządzanie kryzysowe: ćwiczenia dla kierowników",
    area="zarządzanie",
    group="kierownicy komórek",
    people=12,
    quarter=4,
    priority=Priority.HIGH,
    estimate=3_600_00,
)
"""A line of this year's plan that no training carries out yet."""
_STUDIES = "Studia podyplomowe: rachunkowość jednostek sektora publicznego"
_STUDIES_FEE = 4_800_00


def add_trainings(services: Services, unit_ids: Mapping[str, int], folder: Path) -> None:
    """Three years of trainings; ``folder`` is ``resources/demo``."""
    office = TrainingOffice(services, unit_ids, folder)
    office.found_institutions()
    past = _Past(office)
    past.plan()
    student = past.fill()
    CurrentTrainings(office).fill(student)


class _Past:
    def __init__(self, office: TrainingOffice) -> None:
        self.office, self.services = office, office.services
        self.today, self.draw = office.today, office.draw

    # -- plans and money -------------------------------------------------------------------------------------

    def plan(self) -> None:
        """A budget and some lines of a plan for every year, and a few lines for the next one."""
        for year in range(self.today.year - _YEARS + 1, self.today.year + 2):
            if year <= self.today.year:
                self._budget(year)
            topics = self.office.topics[:9] if year <= self.today.year else self.office.topics[9:15]
            items = [
                PlanItemDraft(
                    year=year,
                    topic=topic.topic,
                    area=topic.area,
                    unit_id=self.office.unit_ids[topic.units[0]],
                    people=topic.people,
                    quarter=1 + place % 4,
                    priority=tuple(Priority)[place % 3],
                    estimate=topic.price * topic.people,
                )
                for place, topic in enumerate(topics)
            ]
            if year == self.today.year:
                items.append(replace(_NOT_ARRANGED, year=year))
            for item in self.services.training_plan.create_many(items):
                self.office.plan[year, item.topic] = item.id

    def _budget(self, year: int) -> None:
        people = self.office.people
        units = [
            UnitBudget(unit_id=number, amount=_planned(len(people.get(symbol, []))))
            for symbol, number in self.office.unit_ids.items()
        ]
        reserve = UnitBudget(amount=5_000_00, note="rezerwa ogólna")
        head = self.services.office().head_name
        draft = BudgetDraft(year=year, units=(*units, reserve), approved_on=date(year, 1, 8), approved_by=head)
        self.services.training_budgets.create(draft)

    # -- what is over ----------------------------------------------------------------------------------------

    def fill(self) -> int:
        """All trainings that are over, with their cards; the participation of whoever studied."""
        drafts = list(self._everything())
        courses = self.services.courses.create_many(draft for draft, _ in drafts)
        pasts = [
            self._past(course.id, course, person, place)
            for course, (_, people) in zip(courses, drafts, strict=True)
            for place, person in enumerate(people)
        ]
        taken = self.services.participations.take_over(pasts)
        for back in (2, 1):
            self._list(self.today.year - back)
        return taken[-1]

    def _everything(self) -> Iterator[tuple[CourseDraft, list[Employee]]]:
        """Trainings with who was there; the studies last."""
        office = self.office
        for back in reversed(range(_YEARS)):
            yield from self._year(self.today.year - back)
        for place, days in enumerate(_ENDS_IN):
            first = office.next_working_days(add_months(self.today + timedelta(days=days), -24))
            yield self._group_course(DEFIBRILLATOR, first), office.around(place * 40, DEFIBRILLATOR.people, first)
        yield self._studies(), [office.people["FN"][-1]]

    def _year(self, year: int) -> Iterator[tuple[CourseDraft, list[Employee]]]:
        office = self.office
        for number, topic in enumerate(office.topics):
            for time in range(1 + (number + year) % 2):
                first = office.working_day(year, number * 13 + time * 150 + (year % 5) * 3, topic.days)
                people = office.takers(topic, self.draw.randint(1, topic.people + 1), first)
                if people and office.is_over(first, topic.days):
                    other_spelling = topic.institution == "KOMPAS" and self.draw.random() < 0.3
                    key = "KOMPAS2" if other_spelling else topic.institution
                    yield office.course(replace(topic, institution=key), first), people
        for number, group in enumerate(GROUPS):
            first = office.working_day(year, 40 + number * 70)
            draft = self._group_course(group, first)
            if office.is_over(first, ((draft.ends_on or first) - first).days + 1):
                yield draft, office.around(year * 7 + number * 29, group.people, first)

    def _group_course(self, group: DemoGroup, first: date) -> CourseDraft:
        outside, alone = bool(group.institution), group.kind is CourseKind.SELF_STUDY
        costs = [CostLine(component=Component.FEE, shared=True, amount=group.price)] if group.price else []
        if group.co_funding:
            note = "dofinansowanie z projektu"
            paid = CostLine(component=Component.CO_FUNDING, shared=True, amount=group.co_funding, note=note)
            costs.append(paid)
        if group.kind is CourseKind.INTERNAL:
            costs.append(CostLine(component=Component.INTERNAL, shared=True, amount=120_00, note="materiały"))
        room = "sala konferencyjna urzędu"
        meetings = [
            self.office.next_working_days(first + timedelta(days=7 * number)) for number in range(group.meetings)
        ]
        sessions = [Session(held_on=day, starts_at="09:00", ends_at="13:30", place=room) for day in meetings]
        return CourseDraft(
            topic=group.topic,
            area=group.area,
            kind=group.kind,
            mode=Mode.ONLINE if alone else Mode.ON_SITE,
            institution_id=self.office.institutions[group.institution] if outside else None,
            lecturer="inspektor ochrony danych" if group.kind is CourseKind.INTERNAL else "",
            place="" if alone else room,
            starts_on=first,
            ends_on=first + timedelta(days=20) if alone else meetings[-1],
            days=None if alone else len(meetings),
            hours=group.hours,
            sessions=() if alone else tuple(sessions),
            costs=tuple(costs),
            entitlement=group.entitlement,
            validity_months=group.validity_months,
        )

    def _studies(self) -> CourseDraft:
        """Studies of the year before the last one."""
        return CourseDraft(
            topic=_STUDIES,
            area="finanse i podatki",
            kind=CourseKind.STUDIES,
            mode=Mode.MIXED,
            institution_id=self.office.institutions["UCZELNIA"],
            place=self.office.towns["UCZELNIA"],
            starts_on=date(self.today.year - 2, 10, 5),
            ends_on=date(self.today.year - 1, 6, 27),
            days=20,
            hours=180,
            costs=(CostLine(component=Component.FEE, amount=_STUDIES_FEE),),
        )

    def _past(self, course_id: int, course: CourseDraft, person: Employee, place: int) -> Past:
        assert course.starts_on is not None, "every invented training has its days"
        assert course.ends_on is not None, "as above"
        draw, first, last = self.draw, course.starts_on, course.ends_on
        requested = first - timedelta(days=28)
        reason = NO_OFFER_NEEDED.get(course.kind, NO_OFFER)
        head = self.office.head_of(person)
        steps = [
            StepDone(step=Step.SELECT_OFFER, done_on=requested, reason=reason),
            StepDone(step=Step.ANALYSE_OFFER, done_on=requested, reason=reason),
            self.office.step(Step.REQUEST, requested, head, f"wniosek z {requested:%d.%m.%Y}"),
            self.office.step(Step.APPROVE, first - timedelta(days=21), self.office.mayor, "adnotacja na wniosku"),
            self.office.step(
                Step.REGISTER, first - timedelta(days=18), self.office.personnel, "zgłoszenie, karta uczestnictwa"
            ),
        ]
        absent = draw.random() < 0.02
        days = (self.today - last).days
        # the last weeks stand where they would: some cards still wait, a few for too long
        filled = None if absent else self._after(last, draw.choice((1, 2, 3, 5, 6, 9)), place, days)
        card = Card()
        if filled is not None:
            card = self._card(course)
            steps.append(self.office.step(Step.FILL_CARD, filled, person, _DOCUMENTS[Step.FILL_CARD]))
            on = filled
            for step, gap, who in (
                (Step.READ_CARD, 3, head),
                (Step.TALK, 2, head),
                (Step.HAND_OVER, 4, head),
                (Step.NOTE, 5, self.office.secretary),
            ):
                on += timedelta(days=gap + draw.randint(0, 3))
                if on > self.today or (days < 60 and draw.random() < 0.12):
                    break
                done = self.office.step(step, on, who, _DOCUMENTS[step])
                if step is Step.TALK and draw.random() < 0.04:
                    done = replace(done, document="", reason=_NO_TALK)
                steps.append(done)
        checked = last + timedelta(days=100 + draw.randint(0, 60))
        effect = filled is not None and checked <= self.today and draw.random() < 0.55
        entitled = bool(course.entitlement) and not absent
        certified = entitled or (course.kind is CourseKind.INTERNAL and filled is not None)
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
            criteria=(_CRITERIA.get(course.area, "Przygotowanie merytoryczne"),) if draw.random() < 0.4 else (),
            certificate=f"{course_id}-{place + 1}/{last.year}" if certified else "",
            certificate_on=last if certified else None,
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
        quality = self.office.quality.get(course.institution_id or 0, 420) / 100
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


def _planned(people: int) -> int:
    """640 zł a head and something for the head of the unit, in whole hundreds of złote."""
    return (people * 640_00 + 900_00) // 100_00 * 100_00


def _months_later(day: date, months: int | None) -> date | None:
    return None if months is None else add_months(day, months)
