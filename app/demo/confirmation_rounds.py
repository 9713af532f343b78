"""This year's round of confirming in the demonstration: who confirmed the data in it says the register itself."""

from dataclasses import replace
from datetime import date, timedelta

from app.bootstrap import Services
from app.registers.ngos.confirmations.domain import Answer, Line, Reminder, RoundDraft, Way
from app.registers.ngos.organisations.domain import Organisation, OrganisationStatus
from app.registers.ngos.rules import rules_on

_CHANGED_EACH = 4
"""Every fourth answer came with corrections."""
_WAYS = (Way.POST, Way.EMAIL, Way.POST, Way.DESK)


def add_round(services: Services) -> None:
    """One round that goes on, its forms sent in January, a reminder in May, answers asked for by the end of June."""
    today = services.clock.today()
    starts = date(today.year, 1, 2) if today > date(today.year, 1, 3) else today
    living = [one for one in services.organisations.all() if one.status is not OrganisationStatus.DISSOLVED]
    services.confirmations.create(
        RoundDraft(
            name=f"Potwierdzenie danych {today.year}",
            starts_on=starts,
            answer_by=date(today.year, 6, 30),
            valid_months=rules_on(today).confirmation_months,
            note="Formularze wysłano razem z ankietą do programu współpracy.",
            lines=tuple(_line(number, one, starts, today) for number, one in enumerate(living)),
        )
    )


def _line(number: int, one: Organisation, starts: date, today: date) -> Line:
    sent_by = _WAYS[number % len(_WAYS)]
    line = Line(ngo_id=one.id, name=one.name, sent_on=min(starts + timedelta(days=1), today), sent_by=sent_by)
    answered, reminded = one.confirmed_on, date(today.year, 5, 15)
    in_time = answered is not None and line.sent_on is not None and line.sent_on <= answered <= today
    reminders: tuple[Reminder, ...] = ()
    if reminded <= today and not (in_time and answered is not None and answered < reminded):
        reminders = (Reminder(sent_on=reminded, sent_by=Way.EMAIL if one.email else Way.POST),)
    if not in_time:
        return replace(line, reminders=reminders)
    answer = Answer.CHANGED if number % _CHANGED_EACH == 0 else Answer.CONFIRMED
    return replace(line, reminders=reminders, answered_on=answered, answer=answer)
