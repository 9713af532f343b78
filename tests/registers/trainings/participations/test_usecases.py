"""The way of a participation through the office."""

from app.bootstrap import Services
from app.registers.trainings.participations.domain import Outcome, Step
from tests.registers.trainings.people import People, add_course, noted


def test_a_card_goes_all_the_way(services: Services, people: People) -> None:
    course = add_course(services)
    found = noted(services, course.id, people.clerk)
    assert (found.outcome, found.waiting_for, found.mean) == (Outcome.OPEN, Step.LIST, 417)
    assert [done.step for done in found.steps] == list(Step)[:-1]
    assert found.cost == 300_00
