"""The invented round of confirming agrees with the invented register."""

from app.bootstrap import Services
from app.registers.ngos.confirmations.domain import RoundState, state_on


def test_the_round_goes_on_and_its_answers_are_those_of_the_register(demo_services: Services) -> None:
    (found,) = demo_services.confirmations.all()
    assert state_on(found, demo_services.clock.today()) is RoundState.LATE
    assert 0 < found.answered_count < found.line_count == found.sent_count
    known = {one.id: one.confirmed_on for one in demo_services.organisations.all()}
    answered = [line for line in found.lines if line.answered]
    assert [line.name for line in answered if line.answered_on != known[line.ngo_id or 0]] == []
