"""What was done has a day that is over or today: a slip such as 2062 is refused at its field, in every register."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.registers.ngos.confirmations.domain import Answer, Line, RoundDraft, Way
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft
from app.registers.ngos.contests.domain import Cancelling, Member
from tests.registers.ngos.offers.filed import contest, offer

TODAY, SLIP = date(2026, 11, 22), date(2062, 11, 22)


def consulted(services: Services, on: date, **asked: Any) -> None:
    one = Asked(name="Klub", channel=Channel.EMAIL, **asked)
    draft = ConsultationDraft(subject="Uchwała", starts_on=date(2026, 3, 2), asked=(one,), results_on=on, results="x")
    services.consultations.create(draft)


def asked_again(services: Services, on: date) -> None:
    line = Line(name="Klub", sent_on=date(2026, 3, 2), sent_by=Way.POST, answer=Answer.CONFIRMED, answered_on=on)
    draft = RoundDraft(name="Runda", starts_on=TODAY, answer_by=SLIP, valid_months=24, lines=(line,))
    services.confirmations.create(draft)


DEEDS: dict[str, Callable[[Services, date], object]] = {
    "results_on": consulted,
    "asked.0.asked_on": lambda services, on: consulted(services, TODAY, asked_on=on),
    "lines.0.answered_on": asked_again,
    "decided_on": lambda services, on: contest(services, decided_on=on),
    "cancelled_on": lambda services, on: contest(services, cancelled_on=on, cancelled_why=Cancelling.NO_OFFERS),
    "members.0.declared_on": lambda services, on: contest(services, members=(Member(name="J", declared_on=on),)),
    "filed_on": lambda services, on: offer(services, contest(services), filed_on=on),
    "reasons_asked_on": lambda services, on: offer(services, contest(services), reasons_asked_on=on),
}


@pytest.mark.parametrize("field", DEEDS)
def test_what_was_done_has_no_day_that_has_yet_to_come(services: Services, field: str) -> None:
    with pytest.raises(Invalid, match="Ten dzień jeszcze nie nadszedł") as refusal:
        DEEDS[field](services, SLIP)
    assert [(each.field, each.code) for each in refusal.value.problems] == [(field, "in_future")]
    # today is no day to come
    DEEDS[field](services, TODAY)
