"""The procedure of one participation as a state machine: which step may follow, when, and what it makes of it.

Pure: a participation goes in, a participation comes out. The eleven steps are those of the seed, slides 32 and 33; each
is taken, or skipped with a reason, in their order. What the seed leaves open is decided here so:

- Steps 1 to 3 come with the request; it is corrected, not taken back.
- A card is filled in for who was there, not before the training's last day. Absence ends the matter.
- The January list concerns those cards only that were filled in and are about an institution.
- A step back is possible as long as nobody relied on the step.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from app.core.dates import format_date
from app.core.drafts import day_problems
from app.core.problems import Problem
from app.registers.trainings.courses.domain import TAUGHT_OUTSIDE
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Outcome,
    Participation,
    Seat,
    Step,
    StepDone,
    is_blank,
    mean_of,
)
from app.registers.trainings.participations.words import OUTCOMES, STEPS

ORDER = tuple(Step)
OF_REQUEST = (Step.SELECT_OFFER, Step.ANALYSE_OFFER, Step.REQUEST)
"""Steps that are taken by saving the request."""
AFTER_TRAINING = ORDER[ORDER.index(Step.FILL_CARD) :]
_NEEDS_CARD = (Step.READ_CARD, Step.HAND_OVER)
_THERE = (Attendance.PRESENT, Attendance.PARTLY)
CARD_FIELDS = tuple(spec.name for spec in fields(Card))


# -- which step may follow -------------------------------------------------------------------------------------------


def next_step(participation: Participation) -> Step | None:
    """What comes next; None when nothing does."""
    if participation.outcome not in (Outcome.OPEN, Outcome.COMPLETED) or not participation.steps:
        return None
    place = ORDER.index(participation.steps[-1].step) + 1
    if place == len(ORDER) or (ORDER[place] is Step.LIST and not concerns_list(participation)):
        return None
    return ORDER[place]


def concerns_list(participation: Participation) -> bool:
    """Whether its card counts for the January list: it was filled in and is about an institution."""
    outside = participation.kind in TAUGHT_OUTSIDE and participation.institution_id is not None
    return outside and card_filled(participation)


def card_filled(participation: Participation) -> bool:
    """Whether there is a card; one that was skipped is none."""
    return any(done.step is Step.FILL_CARD and not done.reason for done in participation.steps)


def listed(participation: Participation) -> bool:
    """Whether an approved January list rests on its card."""
    return any(done.step is Step.LIST and not done.reason for done in participation.steps)


def attended(participation: Participation) -> bool:
    """Whether the person was there, at least partly."""
    return participation.attendance in _THERE


def problems(
    participation: Participation, done: StepDone, today: date, card: Card | None = None
) -> tuple[Problem, ...]:
    """Why the step cannot be taken, or skipped where ``done`` has a reason; nothing when it can."""
    if out_of_place := _out_of_place(participation, done.step):
        return (out_of_place,)
    found = [*_day_problems(participation, done, today)]
    if done.reason.strip():
        return tuple(found)
    if done.step in _NEEDS_CARD and not card_filled(participation):
        found.append(Problem("step", "no_card"))
    if done.step is Step.FILL_CARD and (card is None or is_blank(card)):
        found.append(Problem("content", "blank_card"))
    return tuple(found)


def _out_of_place(participation: Participation, step: Step) -> Problem | None:
    outcome, expected = participation.outcome, next_step(participation)
    if outcome is Outcome.ABSENT and step in AFTER_TRAINING:
        return Problem("attendance", "was_absent")
    if outcome is not Outcome.OPEN:
        return Problem("outcome", "closed", {"outcome": OUTCOMES[outcome]})
    if step in OF_REQUEST:
        return Problem("step", "step_of_request")
    if step is not expected:
        return Problem("step", "other_step", {"expected": "" if expected is None else STEPS[expected].label})
    if step is not Step.APPROVE and participation.seat is Seat.WAITING:
        return Problem("seat", "on_waiting_list")
    if step in AFTER_TRAINING and not attended(participation):
        return Problem("attendance", "attendance_first")
    return None


def _day_problems(participation: Participation, done: StepDone, today: date) -> Iterator[Problem]:
    on = done.done_on
    yield from date_problems(participation, on, today, "done_on")
    if on is not None and done.step is Step.FILL_CARD and on < participation.ends_on:
        yield Problem("done_on", "before_training_end", {"date": format_date(participation.ends_on)})


def date_problems(participation: Participation, on: date | None, today: date, place: str) -> Iterator[Problem]:
    """Whether something can be written down for that day, after the last step."""
    last = last_day(participation)
    if on is None:
        yield Problem(place, "required")
    elif on > today:
        yield Problem(place, "in_the_future", {"today": format_date(today)})
    elif last is not None and on < last:
        yield Problem(place, "before_last_step", {"date": format_date(last)})
    else:
        yield from day_problems(on, place)


def last_day(participation: Participation) -> date | None:
    """The day of the last step that has one."""
    return next((done.done_on for done in reversed(participation.steps) if done.done_on is not None), None)


def ending_problems(
    participation: Participation, on: date | None, today: date, *, refusing: bool
) -> tuple[Problem, ...]:
    """Why the request cannot be refused, or the participation withdrawn, on that day."""
    if refusing and (found := _out_of_place(participation, Step.APPROVE)):
        return (found,)
    if participation.outcome is not Outcome.OPEN:
        return (Problem("outcome", "closed", {"outcome": OUTCOMES[participation.outcome]}),)
    if participation.attendance is not Attendance.EXPECTED:
        return (Problem("attendance", "attended_already"),)
    return tuple(date_problems(participation, on, today, "outcome_on"))


def moving_problems(participation: Participation, today: date) -> Iterator[Problem]:
    """Why the training cannot be on the days it has now: what was written down of it would not be true any more."""
    starts_on, ends_on, person = participation.starts_on, participation.ends_on, participation.person
    if participation.attendance is not Attendance.EXPECTED and starts_on > today:
        yield Problem("starts_on", "attended_before_start", {"person": person})
    card = next((done.done_on for done in participation.steps if done.step is Step.FILL_CARD and not done.reason), None)
    if card is not None and card < ends_on:
        yield Problem("ends_on", "card_before_end", {"person": person, "date": format_date(card)})
    away = [each for each in participation.missed if not starts_on.isoformat() <= each <= ends_on.isoformat()]
    if away:
        details = {"person": person, "date": format_date(date.fromisoformat(away[0]))}
        yield Problem("starts_on", "missed_outside", details)


def back_problems(participation: Participation) -> tuple[Problem, ...]:
    """Why the last step cannot be taken back."""
    if participation.outcome is Outcome.CANCELLED:
        return (Problem("outcome", "back_over_cancelled"),)
    if participation.outcome is Outcome.ABSENT:
        return (Problem("attendance", "back_over_attendance"),)
    if participation.outcome is Outcome.WITHDRAWN:
        return ()
    last = participation.steps[-1] if participation.steps else None
    if last is None or last.step in OF_REQUEST:
        return (Problem("step", "no_way_back"),)
    if last.step is Step.LIST and not last.reason:
        return (Problem("step", "listed"),)
    if last.step not in AFTER_TRAINING and participation.attendance is not Attendance.EXPECTED:
        return (Problem("attendance", "back_over_attendance"),)
    return ()


def correction_problems(participation: Participation, card: Card) -> tuple[Problem, ...]:
    """Why what stands on the card cannot be corrected: there is none, or a signed list rests on it."""
    if not card_filled(participation):
        return (Problem("step", "no_card_to_correct"),)
    if listed(participation):
        return (Problem("step", "listed"),)
    return (Problem("content", "blank_card"),) if is_blank(card) else ()


# -- what a step makes of it -------------------------------------------------------------------------------------------


def taken(participation: Participation, done: StepDone, card: Card | None = None) -> Participation:
    """The participation after the step; ``problems`` must have found none."""
    after = replace(participation, steps=(*participation.steps, done))
    return settled(after if card is None else with_card(after, card))


def with_card(participation: Participation, card: Card) -> Participation:
    """The participation with what stands on this card; the steps stay as they are."""
    return replace(participation, mean=mean_of(card), **{name: getattr(card, name) for name in CARD_FIELDS})


def ended(participation: Participation, outcome: Outcome, on: date | None, reason: str) -> Participation:
    """The participation closed with another outcome than its completion."""
    return settled(replace(participation, outcome=outcome, outcome_on=on, outcome_reason=reason))


def reopened(participation: Participation) -> Participation:
    """The participation open again where its steps had led it."""
    return settled(replace(participation, outcome=Outcome.OPEN, outcome_on=None, outcome_reason=""))


def stepped_back(participation: Participation) -> Participation:
    """One step back; ``back_problems`` must have found none. What the step wrote is gone."""
    if participation.outcome is Outcome.WITHDRAWN:
        return reopened(participation)
    *kept, last = participation.steps
    after = replace(participation, steps=tuple(kept))
    if last.step is Step.FILL_CARD:
        blank = Card()
        after = replace(after, mean=None, **{name: getattr(blank, name) for name in CARD_FIELDS})
    if last.step is Step.READ_CARD:
        after = replace(after, head_remarks="")
    return reopened(after)


def present(participation: Participation, attendance: Attendance, missed: tuple[str, ...]) -> Participation:
    """The participation with the attendance written down; absence ends it, anything else opens it again."""
    after = replace(participation, attendance=attendance, missed=missed if attendance is Attendance.PARTLY else ())
    if attendance is Attendance.ABSENT:
        return ended(after, Outcome.ABSENT, participation.ends_on, "")
    return reopened(after) if participation.outcome is Outcome.ABSENT else settled(after)


def settled(participation: Participation) -> Participation:
    """The same with its outcome and what it waits for worked out anew from its steps."""
    if participation.outcome not in (Outcome.OPEN, Outcome.COMPLETED):
        return replace(participation, waiting_for=None, waiting_since=None)
    step, last = next_step(participation), last_day(participation)
    if step is None and participation.steps:
        return replace(participation, outcome=Outcome.COMPLETED, outcome_on=last, waiting_for=None, waiting_since=None)
    return replace(
        participation,
        outcome=Outcome.OPEN,
        outcome_on=None,
        waiting_for=step,
        waiting_since=_since(participation, step, last),
    )


def _since(participation: Participation, step: Step | None, last: date | None) -> date | None:
    first = (
        {
            Step.FILL_CARD: participation.ends_on,
            Step.LIST: date(participation.starts_on.year + 1, 1, 1),
        }.get(step, last)
        if step is not None
        else None
    )
    return max((day for day in (first, last) if day is not None), default=None)
