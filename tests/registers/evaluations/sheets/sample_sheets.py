"""Invented sheets made from the shipped pattern of thirteen criteria, for tests of windows."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.core.codec import encode
from app.registers.evaluations.events.domain import Sign, WorkEvent
from app.registers.evaluations.regulations.domain import CriterionKind, RegulationDraft
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, Kind, State
from app.registers.evaluations.sheets.windows.known import Known

THIRTEEN = pattern_draft("trzynascie_kryteriow")
_TEXTS = {spec.name for spec in fields(Evaluation) if spec.type in (str, "str")}


def marks(rules: RegulationDraft = THIRTEEN, **other: Any) -> tuple[CriterionMark, ...]:
    """The compulsory criteria without marks."""
    return tuple(
        CriterionMark(criterion=criterion.name, group=criterion.group, weight=criterion.weight, **other)
        for criterion in rules.criteria
        if criterion.kind is CriterionKind.COMPULSORY
    )


def sheet(state: State = State.CRITERIA_GIVEN, rules: RegulationDraft = THIRTEEN, **other: Any) -> Evaluation:
    """A sheet of Jan Nowak."""
    values: dict[str, Any] = {spec.name: "" if spec.name in _TEXTS else None for spec in fields(Evaluation)}
    values |= {
        "id": 12,
        "version": 3,
        "employee_id": 5,
        "number": "12/2026",
        "kind": Kind.PERIODIC,
        "state": state,
        "rules": encode(rules),
        "frozen_on": date(2026, 10, 1),
        "person": "Jan Nowak",
        "person_number": "0112",
        "post": "inspektor do spraw ewidencji ludności i dowodów osobistych",
        "unit": "Referat Spraw Obywatelskich",
        "rater_id": 2,
        "rater": "Maria Wiśniewska-Dąbrowska",
        "rater_post": "kierownik referatu",
        "criteria_on": date(2026, 10, 5),
        "marks": marks(rules),
        "goals": (),
        "needs": (),
        "proposed_negative": False,
    }
    return Evaluation(**{**values, **other})


def event(number: int, sign: Sign, criterion: str, text: str) -> WorkEvent:
    """An event at work."""
    return WorkEvent(
        id=number,
        version=1,
        person="Jan Nowak",
        employee_id=5,
        happened_on=date(2026, 3, number),
        sign=sign,
        criterion=criterion,
        event=text,
    )


def known() -> Known:
    """An evaluation before, and three events."""
    names = [mark.criterion for mark in marks()]
    before = tuple(replace(mark, mark=3 + number % 3) for number, mark in enumerate(marks()))
    return Known(
        earlier=sheet(State.FINAL, id=4, number="3/2024", marks=before, signed_on=date(2024, 11, 8)),
        events=(
            event(9, Sign.PLUS, names[0], "Sam przygotował wzór decyzji po zmianie ustawy o dowodach osobistych."),
            event(7, Sign.MINUS, names[1], "Wniosek leżał trzy tygodnie bez odpowiedzi."),
            event(5, Sign.PLUS, "", "Mieszkanka podziękowała na piśmie za cierpliwość."),
        ),
    )
