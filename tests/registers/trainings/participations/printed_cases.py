"""Invented participations at every stage of the procedure, for tests of prints."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.registers.trainings.courses.domain import Component, CostLine, Course, CourseKind, Mode, Session
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.participations.domain import (
    Attendance,
    Outcome,
    OwnCost,
    Participation,
    Seat,
    Step,
    StepDone,
)
from app.registers.trainings.participations.due import Whereabouts, days_waiting, lateness
from app.registers.trainings.participations.printout.paper import Case

DAY = date(2026, 11, 22)
INSTITUTION = Institution(
    id=4,
    version=1,
    name="Ośrodek Doskonalenia Kadr Samorządowych w Zmyślonej",
    street="ul. Ćwiczebna 7",
    postal_code="00-002",
    town="Zmyślona",
    phone="00 000 04 04",
    email="zgloszenia@osrodek.example",
    nip="0000000000",
    contact="Żaneta Źródlana",
    apart=(),
)
COURSE = Course(
    id=9,
    version=2,
    topic="Kodeks postępowania administracyjnego w praktyce urzędu gminy",
    area="postępowanie administracyjne",
    mode=Mode.MIXED,
    institution_id=4,
    institution=INSTITUTION.name,
    lecturer="dr Łucja Ćwik",
    place="Zmyślona, ul. Ćwiczebna 7, sala 3",
    starts_on=date(2026, 10, 5),
    ends_on=date(2026, 10, 6),
    days=2,
    hours=16,
    places=12,
    sessions=(
        Session(held_on=date(2026, 10, 5), starts_at="09:00", ends_at="15:00", place="sala 3", subject="Wszczęcie"),
        Session(held_on=date(2026, 10, 6), starts_at="09:00", ends_at="14:00", place="zdalnie", subject="Decyzja"),
    ),
    costs=(
        CostLine(component=Component.FEE, amount=60000, note="cennik ośrodka"),
        CostLine(component=Component.LODGING, shared=True, amount=45000, note="faktura zbiorcza"),
        CostLine(component=Component.CO_FUNDING, shared=True, amount=10000, note="fundusz szkoleniowy"),
    ),
    programme="Wszczęcie postępowania\nDowody\nDecyzja i jej uzasadnienie\nOdwołanie",
    cancelled_on=None,
    cancel_reason="",
)
INTERNAL = replace(
    COURSE,
    id=10,
    topic="Ochrona danych osobowych w codziennej pracy urzędu",
    kind=CourseKind.INTERNAL,
    institution_id=None,
    institution="",
    mode=Mode.ON_SITE,
    place="sala sesyjna, pokój 21",
    entitlement="upoważnienie do przetwarzania danych",
    validity_months=24,
    costs=(),
)
STEPS = (
    StepDone(step=Step.SELECT_OFFER, done_on=date(2026, 9, 1), actor="Jan Sekretarski", document="oferta z 31.08.2026"),
    StepDone(step=Step.ANALYSE_OFFER, done_on=date(2026, 9, 3), reason="oferta dotyczy jednej komórki"),
    StepDone(step=Step.REQUEST, done_on=date(2026, 9, 4), actor="Maria Wiśniewska-Dąbrowska"),
    StepDone(step=Step.APPROVE, done_on=date(2026, 9, 8), actor="Maria Przykładowska", document="adnotacja na wniosku"),
    StepDone(step=Step.REGISTER, done_on=date(2026, 9, 10), document="zgłoszenie z 10.09.2026, delegacja nr 14/2026"),
    StepDone(step=Step.FILL_CARD, done_on=date(2026, 10, 8), actor="Jan Żółć"),
    StepDone(step=Step.READ_CARD, done_on=date(2026, 10, 12), actor="Maria Wiśniewska-Dąbrowska"),
    StepDone(step=Step.TALK, done_on=date(2026, 10, 13), actor="Maria Wiśniewska-Dąbrowska"),
    StepDone(step=Step.HAND_OVER, done_on=date(2026, 10, 14), document="pismo OR.2130.4.2026"),
    StepDone(step=Step.NOTE, done_on=date(2026, 10, 15), reason="adnotacja w zestawieniu papierowym"),
)


def requested(**more: Any) -> Participation:
    """A request that waits for the decision."""
    values: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "course_id": 9,
        "employee_id": 5,
        "number": "12/2026",
        "topic": COURSE.topic,
        "kind": COURSE.kind,
        "institution_id": 4,
        "institution": COURSE.institution,
        "starts_on": date(2026, 10, 5),
        "ends_on": date(2026, 10, 6),
        "days": 2,
        "person": "Jan Żółć",
        "person_number": "0112",
        "post": "inspektor do spraw ewidencji ludności i dowodów osobistych",
        "unit_id": 1,
        "unit": "SO",
        "requested_on": date(2026, 9, 4),
        "justification": "Od stycznia prowadzi sprawy wymagające decyzji.",
        "duties": "Przygotowywanie decyzji administracyjnych.",
        "goal": "Samodzielne prowadzenie postępowań do 31.03.2027.",
        "criteria": ("Umiejętność stosowania odpowiednich przepisów", "Przygotowanie merytoryczne"),
        "budget_line": "750-75023-4700",
        "head_opinion": "Popieram, szkolenie jest potrzebne na tym stanowisku.",
        "costs": (OwnCost(component=Component.TRAVEL, amount=8240, note="bilet kolejowy"),),
        "seat": Seat.CONFIRMED,
        "outcome": Outcome.OPEN,
        "outcome_on": None,
        "outcome_reason": "",
        "waiting_for": Step.APPROVE,
        "waiting_since": date(2026, 9, 4),
        "steps": STEPS[:3],
        "attendance": Attendance.EXPECTED,
        "missed": (),
        "head_remarks": "",
        "mean": None,
        "travel_costs": 0,
        "lodging_costs": 0,
        "cost": 79490,
        "effect_on": None,
        "effect_mark": None,
        "effect_note": "",
    }
    return Participation(**{**values, **more})


def approved(**more: Any) -> Participation:
    """Approved and registered; the card waits for the training's end."""
    opinions = {"secretary_opinion": "Bez uwag.", "treasurer_opinion": "Środki są w planie."}
    values: dict[str, Any] = {"steps": STEPS[:5], "waiting_for": Step.FILL_CARD, "waiting_since": date(2026, 10, 6)}
    return requested(**{**opinions, **values, **more})


def carded(**more: Any) -> Participation:
    """The card is filled, read, talked about and handed over."""
    values: dict[str, Any] = {
        "steps": STEPS,
        "waiting_for": Step.LIST,
        "waiting_since": date(2027, 1, 1),
        "attendance": Attendance.PARTLY,
        "missed": ("2026-10-06",),
        "content": 5,
        "lecturer": 4,
        "usefulness": 5,
        "materials": 3,
        "organisation": 4,
        "value": 5,
        "mean": 433,
        "applied": "Uzasadnienia decyzji napiszę według wzoru ze szkolenia.",
        "recommended": True,
        "complaint": "Materiały przyszły dopiero po szkoleniu.",
        "head_remarks": "Wzór uzasadnienia wprowadzimy w całym referacie.",
        "certificate": "ODK/77/2026",
        "certificate_on": date(2026, 10, 6),
        "valid_until": date(2028, 10, 6),
        "effect_on": date(2027, 2, 3),
        "effect_mark": 4,
        "effect_note": "Mniej uchylonych decyzji.",
    }
    return approved(**{**values, **more})


def refused(**more: Any) -> Participation:
    """A request that was refused."""
    values: dict[str, Any] = {
        "outcome": Outcome.REFUSED,
        "outcome_on": date(2026, 9, 8),
        "steps": (*STEPS[:3], StepDone(step=Step.APPROVE, done_on=date(2026, 9, 8), actor="Burmistrz")),
        "outcome_reason": "Budżet szkoleń na ten rok jest wyczerpany; wniosek można złożyć ponownie w styczniu.",
        "waiting_for": None,
        "waiting_since": None,
    }
    return requested(**{**values, **more})


def case(record: Participation, course: Course = COURSE) -> Case:
    """The participation with what stands beside it."""
    return Case(
        participation=record,
        course=course,
        institution=INSTITUTION if course.institution_id else None,
        unit="Referat Spraw Obywatelskich",
        head="Maria Wiśniewska-Dąbrowska",
        plan="poz. 3 planu na 2026 r.: postępowanie administracyjne",
        need="nowe zadania referatu od stycznia",
    )


def waiting(record: Participation, day: date = DAY, turn: str = "kierownik komórki: Ewa Wrona") -> Whereabouts:
    """Where the card of somebody who waits for a step is on that day."""
    assert record.waiting_for is not None, "a sample that waits"
    assert record.waiting_since is not None, "a sample that waits"
    return Whereabouts(
        participation_id=record.id,
        version=record.version,
        number=record.number,
        employee_id=record.employee_id or 0,
        person=record.person,
        unit_id=record.unit_id,
        unit=record.unit,
        course_id=record.course_id or 0,
        topic=record.topic,
        seat=record.seat,
        step=record.waiting_for,
        turn=turn,
        since=record.waiting_since,
        days=days_waiting(record.waiting_since, day),
        late=lateness(record.waiting_for, record.waiting_since, day, (7, 14)),
    )


_SURNAMES = ("Źrebiec", "Ćwikła", "Łęcka", "Nowak-Wiśniewska", "Śnieg", "Żuk", "Brzęczyszczykiewicz", "Ós")
_NAMES = ("Ewa", "Łukasz", "Stanisława", "Bogusław", "Żaneta")


def group(count: int, course: Course = INTERNAL) -> list[Case]:
    """As many people of one training, each with a name of the own."""
    found = []
    for number in range(count):
        person = f"{_NAMES[number % 5]} {_SURNAMES[number % 8]}"
        record = approved(
            id=number + 1, employee_id=100 + number, number=f"{20 + number}/2026", person=person,
            person_number=f"{number:04d}", topic=course.topic, kind=course.kind, institution=course.institution,
        )  # fmt: skip
        found.append(case(record, course))
    return found


def many_sessions(count: int) -> Course:
    """The internal training in so many weekly sessions."""
    first = date(2026, 9, 1)
    sessions = tuple(
        Session(
            held_on=first + timedelta(weeks=number), starts_at="08:00", ends_at="10:00", subject=f"Część {number + 1}"
        )
        for number in range(count)
    )
    return replace(INTERNAL, sessions=sessions, ends_on=first + timedelta(weeks=max(count - 1, 0)), starts_on=first)
