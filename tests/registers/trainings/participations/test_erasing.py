"""A person who is erased: the participation stays in the sums, without a name or a word about the person."""

from app.administration.personal_data.domain import Subject
from app.bootstrap import Services
from app.core.records import Query
from app.registers.trainings.participations.domain import Step
from tests.registers.trainings.people import People, add_course, noted


def test_an_erased_person_leaves_costs_and_marks_and_no_name(services: Services, people: People) -> None:
    found = noted(services, add_course(services).id, people.clerk)
    services.personal_data.erase(Subject("employee", people.clerk), reason="koniec okresu przechowywania")
    now = services.participations.get(found.id)
    assert now.person == f"Osoba usunięta nr {people.clerk}"
    assert not {"Nowak", found.justification, found.applied} & set(str(now).split("'"))
    assert (now.cost, now.mean, now.waiting_for) == (found.cost, found.mean, Step.LIST)
    assert services.participations.count(Query("nowak")) == 0


def test_an_erased_head_leaves_the_cards_of_others_whole(services: Services, people: People) -> None:
    found = noted(services, add_course(services).id, people.clerk)
    services.personal_data.erase(Subject("employee", people.head), reason="koniec okresu przechowywania")
    now = services.participations.get(found.id)
    assert "Wrona" not in str(now)
    assert (now.person, now.applied, now.head_remarks) == (found.person, found.applied, found.head_remarks)
    assert f"Osoba usunięta nr {people.head}" in {done.actor for done in now.steps}
