"""What can be done with a participation now, by the person at work, and what it is called on buttons and in menus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, Step
from app.registers.trainings.participations.due import EffectTerm, effect_term
from app.registers.trainings.participations.steps import attended, card_filled, listed
from app.registers.trainings.participations.usecases import Participations


class Way(StrEnum):
    """One deed on one participation."""

    APPROVE = "approve"
    REFUSE = "refuse"
    ADMIT = "admit"
    REGISTER = "register"
    ATTENDANCE = "attendance"
    FILL_CARD = "fill_card"
    CORRECT_CARD = "correct_card"
    READ_CARD = "read_card"
    TALK = "talk"
    HAND_OVER = "hand_over"
    NOTE = "note"
    EFFECT = "effect"
    SKIP = "skip"
    BACK = "back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class WayWords:
    """The button or menu entry, the window's title, the button that does it, and a sentence in between."""

    menu: str
    title: str
    deed: str
    intro: str = ""


WORDS: Mapping[Way, WayWords] = {
    Way.APPROVE: WayWords("Zatwierdź wniosek…", "Zatwierdzenie wniosku", "&Zatwierdź wniosek"),
    Way.REFUSE: WayWords(
        "Odrzuć wniosek…",
        "Odrzucenie wniosku",
        "&Odrzuć wniosek",
        "Powód stanie na odmowie, którą dostanie kierownik komórki.",
    ),
    Way.ADMIT: WayWords(
        "Przyjmij z listy rezerwowej…",
        "Przyjęcie z listy rezerwowej",
        "&Przyjmij na szkolenie",
        "Osoba dostanie wolne miejsce, a jej koszty wejdą do budżetu.",
    ),
    Way.REGISTER: WayWords(
        "Zapisz zgłoszenie…",
        "Zgłoszenie na szkolenie",
        "&Zapisz zgłoszenie",
        "Zgłoszenie u organizatora, delegacja i karta uczestnictwa wydana pracownikowi.",
    ),
    Way.ATTENDANCE: WayWords("Wpisz obecność…", "Lista obecności", "&Zapisz obecność"),
    Way.FILL_CARD: WayWords("Wpisz kartę…", "Karta uczestnictwa", "&Zapisz kartę"),
    Way.CORRECT_CARD: WayWords("Popraw kartę…", "Poprawienie karty", "&Zapisz kartę"),
    Way.READ_CARD: WayWords(
        "Zapisz zapoznanie się z kartą…",
        "Zapoznanie się z kartą",
        "&Zapisz",
        "Kierownik komórki przeczytał kartę. Może dopisać uwagi.",
    ),
    Way.TALK: WayWords("Zapisz rozmowę…", "Rozmowa o szkoleniu", "&Zapisz rozmowę"),
    Way.HAND_OVER: WayWords(
        "Przekaż kartę…",
        "Przekazanie karty",
        "&Zapisz przekazanie",
        "Karta trafia do wydziału administracyjno-organizacyjnego.",
    ),
    Way.NOTE: WayWords("Zapisz adnotację…", "Adnotacja w zestawieniu szkoleń", "&Zapisz adnotację"),
    Way.EFFECT: WayWords(
        "Sprawdź efekt szkolenia…",
        "Efekt szkolenia",
        "&Zapisz efekt",
        "Krótkie sprawdzenie przez kierownika po kilku miesiącach: czy szkolenie widać w pracy.",
    ),
    Way.SKIP: WayWords(
        "Pomiń ten krok…",
        "Pominięcie kroku",
        "&Pomiń krok",
        "Krok można pominąć tylko z powodem, który zostaje w aktach.",
    ),
    Way.BACK: WayWords(
        "Cofnij o krok…",
        "Cofnięcie o krok",
        "&Cofnij o krok",
        "To, co zapisał ostatni krok, zniknie; w dzienniku czynności zostanie ślad.",
    ),
    Way.WITHDRAW: WayWords(
        "Wycofaj z udziału…",
        "Wycofanie z udziału",
        "&Wycofaj",
        "Osoba nie weźmie udziału w szkoleniu. Jej miejsce się zwolni.",
    ),
}
STEP_OF: Mapping[Way, Step] = {
    Way.APPROVE: Step.APPROVE,
    Way.REGISTER: Step.REGISTER,
    Way.FILL_CARD: Step.FILL_CARD,
    Way.READ_CARD: Step.READ_CARD,
    Way.TALK: Step.TALK,
    Way.HAND_OVER: Step.HAND_OVER,
    Way.NOTE: Step.NOTE,
}
"""The step that a way takes; the others take none."""
_WAY_OF = {step: way for way, step in STEP_OF.items()}
_SIDE_WAYS = (Way.CORRECT_CARD, Way.REFUSE, Way.SKIP, Way.BACK, Way.WITHDRAW)


def ways(participation: Participation, participations: Participations, today: date) -> tuple[Way, ...]:
    """What the person at work may do with it now, the deed that carries the procedure on before the others."""
    return tuple(_ways(participation, participations, today))


def next_of(found: Sequence[Way], each: Participation, today: date) -> Way | None:
    """The deed that carries the procedure on; None while there is only to wait, or nothing more.

    An effect is asked for while it is due, later it can still be written down.
    """
    aside = _SIDE_WAYS if today <= _effect_term(each, today).last else (*_SIDE_WAYS, Way.EFFECT)
    return next((way for way in found if way not in aside), None)


def _ways(each: Participation, participations: Participations, today: date) -> Iterator[Way]:
    actor, following = participations.actor(), participations.deeds(each)
    edits = actor.may("training_participation.edit")
    everywhere = edits and not actor.own_only("training_participation.edit")
    yield from _onwards(each, following)
    if everywhere and each.outcome is Outcome.OPEN and each.seat is Seat.WAITING:
        yield Way.ADMIT
    if everywhere and _attendance_possible(each, today):
        yield Way.ATTENDANCE
    others = actor.employee_id is None or actor.employee_id != each.employee_id
    if edits and others and _effect_possible(each, today):
        yield Way.EFFECT
    if edits and others and card_filled(each) and not listed(each):
        yield Way.CORRECT_CARD
    yield from _sideways(each, following)
    if participations.may_step_back(each):
        yield Way.BACK
    if edits and each.outcome is Outcome.OPEN and each.attendance is Attendance.EXPECTED:
        yield Way.WITHDRAW


def _onwards(each: Participation, following: Sequence[Step]) -> Iterator[Way]:
    """The step that comes next, where it can be taken by hand now."""
    for step in following:
        waits = each.seat is Seat.WAITING and step is not Step.APPROVE
        nobody_knows = step is Step.FILL_CARD and not attended(each)
        if step in _WAY_OF and not waits and not nobody_knows:
            yield _WAY_OF[step]


def _sideways(each: Participation, following: Sequence[Step]) -> Iterator[Way]:
    if Step.APPROVE in following:
        yield Way.REFUSE
    elif following and each.seat is Seat.CONFIRMED and _may_be_skipped(each, following[0]):
        yield Way.SKIP


def _may_be_skipped(each: Participation, step: Step) -> bool:
    """A card of somebody about whom nobody knows whether they were there cannot be skipped either."""
    return step is Step.REGISTER or attended(each)


def _attendance_possible(each: Participation, today: date) -> bool:
    """From the first day on; later also to correct what was written."""
    if each.seat is Seat.WAITING or each.waiting_for is Step.APPROVE or today < each.starts_on:
        return False
    return each.outcome is Outcome.ABSENT or (each.outcome is Outcome.OPEN and each.waiting_for is Step.FILL_CARD)


def _effect_possible(each: Participation, today: date) -> bool:
    if each.effect_on is not None or not attended(each):
        return False
    if each.outcome not in (Outcome.OPEN, Outcome.COMPLETED):
        return False
    return _effect_term(each, today).first <= today


def _effect_term(each: Participation, today: date) -> EffectTerm:
    rules = rules_on(today)
    return effect_term(each.ends_on, (rules.effect_from_months, rules.effect_to_months))
