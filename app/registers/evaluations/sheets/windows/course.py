"""The course of one sheet as facts: what happened on which day, and each legal date explained; no window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.registers.evaluations.regulations.domain import mean_text
from app.registers.evaluations.sheets.clocks import clocks
from app.registers.evaluations.sheets.domain import Evaluation, Kind, State, Tone
from app.registers.evaluations.sheets.steps import appeal_term, decision_term, finality, is_late
from app.registers.evaluations.sheets.words import LABELS

_TERMS_TOLD = frozenset({"appeal", "decision"})
"""Clocks that the course tells at their events, also once they have passed."""


@dataclass(frozen=True)
class Moment:
    """One day in the course; ``text`` explains it, ``tone`` is None for what simply happened."""

    day: date | None
    title: str
    text: str = ""
    tone: Tone | None = None


def course(evaluation: Evaluation, today: date) -> tuple[Moment, ...]:
    """Everything that happened, in the order of the procedure."""
    if evaluation.kind is Kind.PAPER:
        return (Moment(evaluation.signed_on, "Ocena sporządzona na papierze", _result(evaluation)),)
    return (*_until_signature(evaluation), *_delivery(evaluation), *_appeal(evaluation, today), *_end(evaluation))


def running(evaluation: Evaluation, today: date) -> tuple[Moment, ...]:
    """The terms that run now or can be waited for, beside those told at their events."""
    return tuple(
        Moment(clock.day, f"{clock.title} – {clock.left}", clock.explanation, clock.tone)
        for clock in clocks(evaluation, today)
        if clock.key not in _TERMS_TOLD
    )


def _until_signature(sheet: Evaluation) -> Iterator[Moment]:
    yield Moment(sheet.frozen_on, "Dane osoby, przełożony i regulamin według stanu na ten dzień", _people(sheet))
    if sheet.criteria_approved_on is not None:
        yield Moment(sheet.criteria_approved_on, "Kryteria zatwierdzone przez kierownika urzędu")
    if sheet.criteria_on is not None:
        yield Moment(sheet.criteria_on, "Kryteria przekazane ocenianemu")
    if sheet.self_assessed_on is not None:
        yield Moment(sheet.self_assessed_on, "Samoocena")
    if sheet.marked_on is not None:
        yield Moment(sheet.marked_on, "Oceny wystawione", _result(sheet))
    if sheet.talk_planned_on is not None:
        yield Moment(sheet.talk_planned_on, "Rozmowa zaplanowana", sheet.talk_place)
    if sheet.talk_on is not None:
        yield Moment(sheet.talk_on, "Rozmowa odbyta")
    if sheet.signed_on is not None:
        seal = f"Suma kontrolna: {sheet.seal[:16]}…" if sheet.seal else ""
        yield Moment(sheet.signed_on, "Arkusz podpisany", seal)


def _people(sheet: Evaluation) -> str:
    rater = f"Ocenia: {sheet.rater}" + (f", {sheet.rater_post}" if sheet.rater_post else "")
    facts = [rater if sheet.rater else "", sheet.post, sheet.unit]
    if sheet.rater_reason:
        facts.append(f"zmiana oceniającego: {sheet.rater_reason}")
    if sheet.origin_reason:
        facts.append(f"korekta: {sheet.origin_reason}")
    if sheet.override_reason:
        facts.append(f"ocena przed terminem: {sheet.override_reason}")
    return "; ".join(filter(None, facts))


def _result(sheet: Evaluation) -> str:
    facts = []
    if sheet.mean is not None:
        facts.append(f"średnia {mean_text(sheet.mean)}")
    if sheet.level:
        facts.append(f"poziom: {sheet.level}")
    if sheet.verdict is not None:
        facts.append(f"wynik: {LABELS[type(sheet.verdict)][sheet.verdict]}")
    text = ", ".join(facts)
    return text[:1].upper() + text[1:]


def _delivery(sheet: Evaluation) -> Iterator[Moment]:
    if sheet.delivered_on is not None:
        how = "" if sheet.delivery is None else LABELS[type(sheet.delivery)][sheet.delivery]
        note = "; ".join(filter(None, (how, sheet.delivery_note)))
        yield Moment(sheet.delivered_on, "Doręczono pracownikowi", note[:1].upper() + note[1:])
    if sheet.head_delivered_on is not None:
        yield Moment(sheet.head_delivered_on, "Doręczono kierownikowi urzędu")


def _appeal(sheet: Evaluation, today: date) -> Iterator[Moment]:
    term = appeal_term(sheet)
    if term is not None:
        left = f" – {term.left_in_words(today)}" if sheet.state is State.DELIVERED and not sheet.appeal_on else ""
        yield Moment(term.end, f"Ostatni dzień na odwołanie{left}", term.explanation(), Tone.CALM)
    if sheet.appeal_on is not None:
        late = is_late(sheet)
        in_time = "po terminie" if late else "w terminie"
        yield Moment(
            sheet.appeal_on, f"Odwołanie wniesione {in_time}", sheet.appeal_grounds, Tone.LATE if late else None
        )
    if sheet.restore_on is not None:
        yield Moment(sheet.restore_on, "Prośba o przywrócenie terminu", sheet.restore_grounds)
    if sheet.restore_decided_on is not None:
        said = "Termin przywrócony" if sheet.restore_granted else "Odmowa przywrócenia terminu"
        yield Moment(sheet.restore_decided_on, said)
    yield from _decision(sheet, today)


def _decision(sheet: Evaluation, today: date) -> Iterator[Moment]:
    term = decision_term(sheet)
    heard = sheet.state is State.APPEALED or sheet.decision is not None
    if term is not None and heard:
        left = f" – {term.left_in_words(today)}" if sheet.decision is None else ""
        alarms = ", ".join(format_date(day) for day in term.alarm_days)
        text = f"{term.explanation()} Program przypomina: {alarms}." if alarms else term.explanation()
        tone = next((clock.tone for clock in clocks(sheet, today) if clock.key == "decision"), Tone.CALM)
        yield Moment(term.end, f"Ostatni dzień na rozpatrzenie odwołania{left}", text, tone)
    if sheet.decision_on is not None and sheet.decision is not None:
        said = LABELS[type(sheet.decision)][sheet.decision]
        yield Moment(sheet.decision_on, f"Odwołanie rozpatrzone: {said}", sheet.decision_grounds)
    if sheet.decision_delivered_on is not None:
        yield Moment(sheet.decision_delivered_on, "Rozstrzygnięcie doręczone pracownikowi")


def _end(sheet: Evaluation) -> Iterator[Moment]:
    if sheet.final_on is not None:
        by_term = finality(sheet) == sheet.final_on
        why = "Dzień po ostatnim dniu na odwołanie." if by_term else "Z dniem doręczenia rozstrzygnięcia."
        yield Moment(sheet.final_on, "Ocena ostateczna", why)
    if sheet.state in {State.CHANGED, State.REPEATED}:
        yield Moment(sheet.decision_delivered_on, f"Arkusz zamknięty: {LABELS[State][sheet.state]}")
    if sheet.cancelled_on is not None:
        yield Moment(sheet.cancelled_on, "Ocena anulowana", sheet.cancel_reason)
