"""The entry for the record of processing says what is true where the data are."""

from app.bootstrap import Services, build
from app.core.clock import FixedClock
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
