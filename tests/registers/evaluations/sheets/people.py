"""A small office for tests of evaluation sheets: a mayor, the head of a unit, two clerks, and a regulation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.evaluations.sheets.domain import (
    CriterionMark,
    Delivery,
    Evaluation,
    EvaluationDraft,
    Goal,
    TrainingNeed,
    Verdict,
)

SINCE = date(2024, 1, 2)
"""When everybody began; on 22.11.2026, the day of the tests' clock, the first evaluation is overdue."""


@dataclass(frozen=True)
class People:
    """Ids of the people and the unit."""

    unit: int
    mayor: int
    head: int
    clerk: int
    other: int


def add_people(services: Services) -> People:
    """The office with the regulation of the thirteen criteria in force since 2024, unless one is in force."""
    if services.regulations.in_force(services.clock.today()) is None:
        services.regulations.add_pattern("trzynascie_kryteriow", date(2024, 1, 1))
    above = services.units.create(UnitDraft(symbol="KU", name="Kierownictwo")).record.id
    unit = services.units.create(UnitDraft(symbol="RF", name="Referat Finansowy", parent_id=above)).record.id
    mayor = add_person(services, "Mazur", above, post="burmistrz", post_kind=PostKind.ELECTED, heads_unit=True)
    head = add_person(services, "Wrona", unit, post="kierownik", post_kind=PostKind.MANAGERIAL, heads_unit=True)
    clerk = add_person(services, "Nowak", unit, number="17")
    other = add_person(services, "Nowak", unit, number="18")
    return People(unit, mayor, head, clerk, other)


def add_person(services: Services, surname: str, unit: int, **more: Any) -> int:
    """An employee since 2024, an inspector unless said otherwise; the id."""
    usual = {"post": "inspektor", "post_kind": PostKind.CLERICAL, "post_since": SINCE, "employed_from": SINCE}
    draft = EmployeeDraft(surname=surname, first_name="Ewa", unit_id=unit, **{**usual, **more})
    return services.employees.create(draft).record.id


def change_person(services: Services, employee_id: int, **changes: Any) -> None:
    """Change an employee."""
    record = services.employees.get(employee_id)
    services.employees.update(employee_id, record.version, replace(draft_of(record, EmployeeDraft), **changes))


def planned_draft(services: Services) -> EvaluationDraft:
    """A draft whose lists have a row each; its office is made with it."""
    return EvaluationDraft(
        employee_id=add_people(services).clerk,
        planned_on=date(2026, 12, 10),
        opinion="Opinia",
        conclusions="Wnioski",
        goals=(Goal(goal="Poznać program", due_on=date(2027, 6, 30)),),
        needs=(TrainingNeed(topic="Zamówienia publiczne", reason="nowe zadania"),),
    )


def planned(services: Services, employee_id: int) -> Evaluation:
    """A new sheet of the employee."""
    return services.evaluations.create(EvaluationDraft(employee_id=employee_id)).record


def marked(services: Services, sheet: Evaluation, mark: int = 4, **more: Any) -> Evaluation:
    """The sheet with criteria given and every criterion marked, not closed."""
    on = more.pop("on", services.clock.today())
    if not sheet.marks:
        sheet = services.evaluations.give_criteria(sheet.id, sheet.version, on).record
    marks = tuple(replace(each, mark=mark, reason="Uzasadnienie") for each in sheet.marks)
    return services.evaluations.update(sheet.id, sheet.version, with_marks(sheet, marks)).record


def with_marks(sheet: Evaluation, marks: tuple[CriterionMark, ...]) -> EvaluationDraft:
    """The sheet's draft with these marks."""
    return replace(draft_of(sheet, EvaluationDraft), marks=marks)


def signed(services: Services, sheet: Evaluation, mark: int = 4, on: date | None = None) -> Evaluation:
    """The sheet up to the signature, all on one day; a mark of 1 makes it negative."""
    day, evaluations = on or services.clock.today(), services.evaluations
    sheet = marked(services, sheet, mark, on=day)
    verdict = Verdict.NEGATIVE if mark == 1 else Verdict.POSITIVE
    sheet = evaluations.close_marks(sheet.id, sheet.version, day, verdict, "Bo tak wynika z pracy").record
    if sheet.talk_on is None:
        sheet = evaluations.hold_talk(sheet.id, sheet.version, day, "Wnioski").record
    return evaluations.sign(sheet.id, sheet.version, day).record


def delivered(services: Services, sheet: Evaluation, mark: int = 4, on: date | None = None) -> Evaluation:
    """The sheet delivered, all on one day."""
    day = on or services.clock.today()
    sheet = signed(services, sheet, mark, day)
    return services.evaluations.deliver(sheet.id, sheet.version, day, Delivery.HAND).record


def refused(deed: Callable[[], Any], *wanted: str) -> str:
    """What the deed is refused with; the codes of its problems must be these."""
    with pytest.raises(Invalid) as refusal:
        deed()
    assert [problem.code for problem in refusal.value.problems] == list(wanted)
    return str(refusal.value)
