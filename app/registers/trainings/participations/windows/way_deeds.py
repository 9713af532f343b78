"""Every small window of a participation as a deed: its fields, what it sets off in words, which use case it calls."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.date_words import from_to
from app.core.dates import format_date
from app.core.drafts import day, number, text
from app.core.money import format_money
from app.core.problems import Problem
from app.core.records import Outcome as Done
from app.core.words import FieldWords
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations import steps
from app.registers.trainings.participations.domain import (
    HIGHEST_MARK,
    LOWEST_MARK,
    MARKS,
    Outcome,
    Participation,
    Seat,
    Step,
    StepDone,
)
from app.registers.trainings.participations.due import effect_term
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.windows.ways import STEP_OF, WORDS, Way
from app.registers.trainings.participations.words import DEED_FIELDS, FIELDS, OUTCOMES, PROBLEMS, STEPS, who
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Day, Field, LongText, Number, Reference, Text

WORDS_OF_FIELDS: Mapping[str, FieldWords] = {
    **FIELDS,
    **DEED_FIELDS,
    "actor_id": FieldWords("Kto", "Puste: program wpisze osobę, do której ten krok należy."),
    "outcome_on": FieldWords("Dzień"),
    "outcome_reason": FieldWords("Powód"),
    "effect_on": FieldWords("Dzień"),
    "effect_mark": FieldWords("Ocena efektu", "Od 1 (nie widać) do 5 (widać na co dzień)."),
    "effect_note": FieldWords("Co widać w pracy", "Przykłady, jednym lub dwoma zdaniami."),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Limits of what the small windows ask for."""

    done_on: date | None = day()
    actor_id: int | None = None
    document: str = text(160)
    reason: str = text(300)
    outcome_on: date | None = day()
    outcome_reason: str = text(300)
    head_remarks: str = text(1000)
    effect_on: date | None = day()
    effect_mark: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    effect_note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a deed needs beside the participation.

    ``people`` are those who may have taken a step, ``names`` the same by id without what tells them apart,
    ``warning`` what the budget says about the approval. ``head`` is what this office calls its head.
    """

    participations: Participations
    today: date
    people: Sequence[Option] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    warning: str = ""
    over_budget: bool = False
    head: str = ""


_EXAMPLES: Mapping[Way, str] = {
    Way.APPROVE: "podpisany wniosek",
    Way.REGISTER: "zgłoszenie z 12.03.2026, delegacja nr 14/2026",
    Way.HAND_OVER: "karta i kopia zaświadczenia",
    Way.NOTE: "poz. 12 zestawienia szkoleń",
}


def about(participation: Participation) -> str:
    """``Ewa Nowak (RF, inspektor) – Kodeks postępowania administracyjnego, 9–10.11.2026``."""
    apart = ", ".join(filter(None, (participation.unit, participation.post)))
    days = from_to(participation.starts_on, participation.ends_on)
    return f"{participation.person}{f' ({apart})' if apart else ''} – {participation.topic}, {days}"


def deed_of(way: Way, each: Participation, around: Around) -> Deed:
    """The deed; ValueError for attendance and cards, which have windows of their own."""
    if way in (Way.ATTENDANCE, Way.FILL_CARD):
        raise ValueError(way)
    words = WORDS[way]

    def check(values: Values) -> Sequence[Problem]:
        return tuple(_check(way, each, values, around.today))

    return Deed(
        key=f"participation_{way.value}",
        title=words.title,
        about=about(each),
        text=words.deed,
        intro=_intro(way, each),
        fields=_fields(way, around),
        start=_start(way, each, around.today),
        facts=tuple(_facts(way, each, around)),
        words={**WORDS_OF_FIELDS, "document": FieldWords("Dokument", example=_EXAMPLES.get(way, ""))},
        sentences=PROBLEMS,
        shape=Asked,
        check=check,
        call=lambda values: _call(way, each, values, around),
    )


def certificates_deed(topic: str, people: Sequence[Participation], course_id: int, around: Around) -> Deed:
    """Number a certificate for everybody who was at an internal training and has none."""
    names = ", ".join(each.person for each in people)
    return Deed(
        key="participation_certificates",
        title="Zaświadczenia",
        about=topic,
        text="&Wystaw zaświadczenia",
        intro="Każda obecna osoba bez zaświadczenia dostanie kolejny numer. Wydrukujesz je potem w „Druki szkolenia…”.",
        fields=(Day(name="certificate_on", required=True, span=6),),
        start={"certificate_on": around.today},
        facts=(Effect(f"Osoby ({len(people)}): {names}."),) if people else (),
        words={**FIELDS, "certificate_on": FieldWords("Dzień wystawienia")},
        sentences=PROBLEMS,
        call=lambda values: around.participations.issue_certificates(course_id, values["certificate_on"]),
    )


# -- fields ----------------------------------------------------------------------------------------------------------


def _fields(way: Way, around: Around) -> tuple[Field, ...]:
    on = Day(name="done_on", required=True, span=6)
    who = Reference(name="actor_id", options=around.people, span=12)
    who_row: tuple[Field, ...] = (who,) if around.people else ()
    document = Text(name="document")
    if way in (Way.APPROVE, Way.REGISTER, Way.HAND_OVER, Way.NOTE):
        return (on, *who_row, document)
    if way is Way.READ_CARD:
        return (on, LongText(name="head_remarks", lines=4))
    if way is Way.TALK:
        return (on, *who_row)
    if way is Way.SKIP:
        return (on, LongText(name="reason", lines=3, required=True))
    if way is Way.REFUSE:
        return (
            Day(name="outcome_on", required=True, span=6),
            *who_row,
            LongText(name="outcome_reason", lines=3, required=True),
        )
    if way is Way.WITHDRAW:
        return (Day(name="outcome_on", required=True, span=6), LongText(name="outcome_reason", lines=3, required=True))
    if way is Way.EFFECT:
        return (
            Day(name="effect_on", required=True, span=6),
            Number(name="effect_mark", required=True, span=6),
            LongText(name="effect_note", lines=4),
        )
    return ()


def _start(way: Way, each: Participation, today: date) -> dict[str, Any]:
    start: dict[str, Any] = {"actor_id": None, "document": "", "done_on": today}
    if way is Way.REGISTER:
        start["document"] = f"zgłoszenie z {format_date(today)}, karta uczestnictwa nr {each.number}"
    if way is Way.READ_CARD:
        start["head_remarks"] = each.head_remarks
    if way is Way.SKIP:
        start["reason"] = ""
    if way in (Way.REFUSE, Way.WITHDRAW):
        start |= {"outcome_on": today, "outcome_reason": ""}
    if way is Way.EFFECT:
        start |= {"effect_on": today, "effect_mark": None, "effect_note": ""}
    return start


# -- in words --------------------------------------------------------------------------------------------------------


def _intro(way: Way, each: Participation) -> str:
    words = WORDS[way].intro
    if way is Way.SKIP and each.waiting_for is not None:
        return f"Krok: {STEPS[each.waiting_for].label}. {words}"
    if way is Way.BACK:
        return f"{_last(each)} {words}"
    return words


def _last(each: Participation) -> str:
    if each.outcome is Outcome.WITHDRAWN:
        return f"Cofniesz wycofanie z udziału ({each.outcome_reason})."
    if not each.steps:
        return ""
    last = each.steps[-1]
    if each.outcome is Outcome.REFUSED:
        return f"Cofniesz odrzucenie wniosku ({each.outcome_reason})."
    on = "" if last.done_on is None else f" z {format_date(last.done_on)}"
    return f"Cofniesz krok: {STEPS[last.step].label}{on}."


def _facts(way: Way, each: Participation, around: Around) -> Iterator[Effect]:
    yield from _OWN_FACTS.get(way, _no_facts)(each, around)
    said = _next_in_words(way, each, around.head)
    if said:
        yield Effect(said)


def _no_facts(_each: Participation, _around: Around) -> Iterator[Effect]:
    return iter(())


def _of_approval(each: Participation, around: Around) -> Iterator[Effect]:
    if around.warning:
        yield Effect(around.warning, color="danger" if around.over_budget else "warning")
    elif each.cost:
        yield Effect(f"Koszt {format_money(each.cost)} mieści się w budżecie szkoleń.")
    if each.seat is Seat.WAITING:
        yield Effect("Osoba jest na liście rezerwowej: zatwierdzony wniosek czeka na wolne miejsce.")


def _of_refusal(_each: Participation, _around: Around) -> Iterator[Effect]:
    yield Effect(f"Sprawa się zakończy: {OUTCOMES[Outcome.REFUSED]}. „Cofnij” otworzy ją na nowo.")


def _of_step_back(each: Participation, _around: Around) -> Iterator[Effect]:
    card = bool(each.steps) and each.steps[-1].step is Step.FILL_CARD and not each.steps[-1].reason
    if card and each.outcome is not Outcome.WITHDRAWN:
        yield Effect("Oceny i teksty karty znikną.", color="warning")


def _of_effect(each: Participation, around: Around) -> Iterator[Effect]:
    rules = rules_on(around.today)
    term = effect_term(each.ends_on, (rules.effect_from_months, rules.effect_to_months))
    yield Effect(f"Efekt sprawdza się od {format_date(term.first)} do {format_date(term.last)}.")
    if each.goal:
        yield Effect(each.goal, FIELDS["goal"].label, "accent")
    if each.criteria:
        yield Effect(f"{', '.join(each.criteria)}.", FIELDS["criteria"].label, "accent")
    if each.applied:
        yield Effect(each.applied, FIELDS["applied"].label, "accent")


def _card_in_words(each: Participation, _around: Around) -> Iterator[Effect]:
    marks = [f"{FIELDS[name].label.lower()} {mark}" for name in MARKS if (mark := getattr(each, name)) is not None]
    if marks:
        yield Effect(f"{', '.join(marks)}.".capitalize(), "Oceny na karcie", "accent")
    if each.applied:
        yield Effect(each.applied, FIELDS["applied"].label, "accent")
    if each.complaint:
        yield Effect(each.complaint, FIELDS["complaint"].label, "accent")


_OWN_FACTS: Mapping[Way, Callable[[Participation, Around], Iterator[Effect]]] = {
    Way.APPROVE: _of_approval,
    Way.REFUSE: _of_refusal,
    Way.BACK: _of_step_back,
    Way.EFFECT: _of_effect,
    Way.READ_CARD: _card_in_words,
}


def _next_in_words(way: Way, each: Participation, head: str) -> str:
    step = STEP_OF.get(way)
    if way is Way.SKIP:
        step = each.waiting_for
    if step is None:
        return ""
    reason = "x" if way is Way.SKIP else ""
    after = steps.taken(each, StepDone(step=step, done_on=each.ends_on, reason=reason))
    following = after.waiting_for
    if following is None:
        return "To ostatni krok: sprawa się zakończy."
    return f"Potem: {STEPS[following].label} – {who(following, head)}."


# -- rules and use cases ---------------------------------------------------------------------------------------------


def _check(way: Way, each: Participation, values: Values, today: date) -> Iterator[Problem]:
    step = STEP_OF.get(way) or (each.waiting_for if way is Way.SKIP else None)
    if step is not None and values["done_on"] is not None:
        reason = "x" if way is Way.SKIP else ""
        done = StepDone(step=step, done_on=values["done_on"], reason=reason)
        yield from steps.problems(each, done, today)
    elif way in (Way.REFUSE, Way.WITHDRAW) and values["outcome_on"] is not None:
        yield from steps.ending_problems(each, values["outcome_on"], today, refusing=way is Way.REFUSE)


def _call(way: Way, each: Participation, values: Values, around: Around) -> Done[Participation]:
    use_cases, key = around.participations, (each.id, each.version)
    actor = around.names.get(values.get("actor_id") or 0, "")
    if way is Way.APPROVE:
        return use_cases.approve(*key, values["done_on"], values["document"], actor)
    if way is Way.REFUSE:
        return use_cases.refuse(*key, values["outcome_on"], values["outcome_reason"], actor)
    if way is Way.WITHDRAW:
        return use_cases.withdraw(*key, values["outcome_on"], values["outcome_reason"])
    if way is Way.ADMIT:
        return use_cases.admit(*key)
    if way is Way.BACK:
        return use_cases.step_back(*key)
    if way is Way.EFFECT:
        return use_cases.record_effect(*key, values["effect_on"], values["effect_mark"], values["effect_note"])
    if way is Way.SKIP:
        assert each.waiting_for is not None, "offered only while something is waited for"
        return use_cases.skip(*key, each.waiting_for, values["done_on"], values["reason"])
    return _step(way, each, values, around)


def _step(way: Way, each: Participation, values: Values, around: Around) -> Done[Participation]:
    done = StepDone(
        step=STEP_OF[way],
        done_on=values["done_on"],
        actor_id=values.get("actor_id"),
        document=values.get("document", ""),
    )
    if way is Way.READ_CARD:
        return around.participations.read_card(each.id, each.version, done.done_on, values["head_remarks"])
    return around.participations.take(each.id, each.version, done)
