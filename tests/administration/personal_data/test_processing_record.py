"""The entry for the record of processing says what is true where the data are."""

from app.administration.personal_data.words import ENTITIES
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from db.base import Base, Versioned
from db.server_store import ServerStore


def transfers(services: Services) -> set[str]:
    return {activity.transfers for activity in services.personal_data.processing_record().activities}


def test_a_file_on_this_computer_is_told_to_leave_it_for_nobody(demo_services: Services) -> None:
    (told,) = transfers(demo_services)
    assert "nie łączy się z internetem" in told


def test_a_server_is_named_and_its_owner_has_to_be_filled_in(server_store: ServerStore, clock: FixedClock) -> None:
    (told,) = transfers(build(server_store, clock))
    assert "serwerem bazy danych" in told
    assert "nie łączy się z internetem" not in told
    assert "[" in told


def test_what_the_program_cannot_know_is_left_to_be_filled_in(services: Services) -> None:
    told = {value.label: value.text for value in services.personal_data.processing_record().controller}
    assert told["Administrator"] == "[uzupełnij]"
    assert told["Inspektor ochrony danych"].startswith("[uzupełnij")


def test_every_kind_of_record_that_may_name_a_person_has_a_polish_name() -> None:
    kinds = {mapper.class_.entity for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)}
    assert kinds - set(ENTITIES) == set()


def test_people_of_organisations_are_told_with_the_consent_and_the_task_they_stand_on(services: Services) -> None:
    (told,) = (
        activity for activity in services.personal_data.processing_record().activities if "mapa" in activity.name
    )
    assert "lit. e" in told.basis
    assert "lit. a" in told.basis
    assert "do ustalenia, od końca kadencji" in told.terms
