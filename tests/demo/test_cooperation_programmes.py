"""Invented programmes and consultations come as far as they would have by the day on the clock."""

from datetime import date

import pytest

from app.bootstrap import build
from app.core import paths
from app.demo.cooperation_programmes import add_cooperation, demo_cooperation
from app.registers.ngos import dictionary
from app.registers.ngos.consultations.domain import ConsultationState
from app.registers.ngos.consultations.domain import state_on as consultation_state
from app.registers.ngos.programmes.domain import ProgrammeState, state_on
from app.registers.ngos.programmes.due import missing
from db.store import Store
from tests.registers.ngos.programmes.days import at

FOLDER = paths.resources() / "demo"


def test_every_sphere_is_in_force() -> None:
    known = {sphere.code for sphere in dictionary.shipped().on(date(2026, 11, 22))}
    data = demo_cooperation(FOLDER)
    used = {task.sphere for task in data.programme.tasks} | {code for act in data.acts for code in act.spheres}
    assert used <= known


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 11, 22), {2024: "closed", 2025: "closed", 2026: "running", 2027: "draft"}),
        (date(2026, 11, 28), {2024: "closed", 2025: "closed", 2026: "running", 2027: "passed"}),
        (date(2026, 10, 10), {2024: "closed", 2025: "closed", 2026: "running", 2027: "consulted"}),
        (date(2027, 2, 1), {2025: "closed", 2026: "to_report", 2027: "running"}),
        (date(2028, 2, 29), {2026: "closed", 2027: "to_report", 2028: "running"}),
    ],
)
def test_programmes_stand_where_the_day_puts_them(store: Store, day: date, states: dict[int, str]) -> None:
    services = build(store, at(day))
    add_cooperation(services, FOLDER)
    found = {each.first_year: state_on(each, day) for each in services.programmes.all()}
    assert found == {year: ProgrammeState(state) for year, state in states.items()}
    assert all(missing(each) == () for each in services.programmes.all() if each.passed_on is not None)
    kinds = {consultation_state(each, day) for each in services.consultations.all()}
    assert {ConsultationState.RUNNING, ConsultationState.WAITING, ConsultationState.CLOSED} <= kinds
