"""Columns and filters of the table of consultations, and of the list of those who were asked."""

from collections.abc import Callable
from datetime import date

from app.core.dates import format_date
from app.registers.ngos.consultations.domain import Consultation, ConsultationState, state_on
from app.registers.ngos.consultations.usecases import AskedLine
from app.registers.ngos.consultations.words import (
    CHANNELS,
    CONCERNS,
    STATES,
    SUBJECTS,
    TAKEN,
    WAYS,
    period,
)
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    ConsultationState.PLANNED: Tone.QUIET,
    ConsultationState.RUNNING: Tone.OK,
    ConsultationState.WAITING: Tone.WARNING,
    ConsultationState.CLOSED: Tone.QUIET,
}
NOT_ASKED, WAITING, NO_REMARKS, OPINION = "not_asked", "waiting", "no_remarks", "opinion"
ANSWERS = {
    NOT_ASKED: "nie zapytano",
    WAITING: "bez odpowiedzi",
    NO_REMARKS: "bez uwag",
    OPINION: "opinia",
}
_ANSWER_TONES = {NOT_ASKED: Tone.WARNING, WAITING: Tone.QUIET, NO_REMARKS: Tone.OK, OPINION: Tone.OK}


def columns(today: Callable[[], date]) -> tuple[Column[Consultation], ...]:
    """``today`` is the day that states are told for."""

    def kind(each: Consultation) -> str:
        number = f"nr {each.draft_number}" if each.draft_number else ""
        return ", ".join(filter(None, (number, SUBJECTS[each.kind])))

    return (
        Column(
            key="subject",
            title="Przedmiot",
            text=lambda each: each.subject,
            second=kind,
            tooltip=lambda each: each.subject,
            sort="subject",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(
            key="starts_on",
            title="Termin",
            text=period,
            second=lambda each: ", ".join(WAYS[way] for way in each.ways),
            tooltip=lambda each: ", ".join(WAYS[way] for way in each.ways),
            sort="starts_on",
            width=24,
        ),
        Column(
            key="asked",
            title="Zapytano",
            text=lambda each: str(each.asked_count),
            second=lambda each: f"odpowiedzi: {each.answered_count}",
            sort="asked",
            width=15,
        ),
        Column(
            key="results_on",
            title="Wyniki",
            text=lambda each: "" if each.results_on is None else format_date(each.results_on),
            second=lambda each: each.results_where,
            sort="results_on",
            width=14,
            when_wide=True,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            tone=lambda each: _TONES[state_on(each, today())],
            width=15,
        ),
    )


def filters() -> tuple[FilterGroup, ...]:
    """As the use cases know them."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup.choices("kind", "Rodzaj", SUBJECTS),
        FilterGroup(key="year", title="Rok", label=lambda value: value or "bez daty", single=True),
    )


def answer(line: AskedLine) -> str:
    """Key of ``ANSWERS``: how far it came with one of the list."""
    if line.asked.answered:
        return OPINION if line.asked.opinion.strip() else NO_REMARKS
    return NOT_ASKED if line.asked.asked_on is None else WAITING


def asked_columns() -> tuple[Column[AskedLine], ...]:
    """Of the window in which somebody is asked and answers."""

    def place(line: AskedLine) -> str:
        seat = None if line.organisation is None else line.organisation.seat
        return "" if seat is None else seat.place

    def taken(line: AskedLine) -> str:
        if not line.asked.opinion.strip():
            return ""
        return TAKEN[line.asked.taken] if line.asked.taken else "nierozstrzygnięto"

    return (
        Column(
            key="name",
            title="Organizacja",
            text=lambda line: line.asked.name,
            second=lambda line: line.email or (place(line) if line.organisation else "spoza rejestru"),
            tooltip=lambda line: "\n".join(filter(None, (line.asked.name, line.email, place(line)))),
            sort="name",
            width=28,
            flexible=True,
            strong=True,
        ),
        Column(
            key="asked_on",
            title="Zapytano",
            text=lambda line: "" if line.asked.asked_on is None else format_date(line.asked.asked_on),
            second=lambda line: CHANNELS[line.asked.channel] if line.asked.channel else "",
            sort="asked_on",
            width=14,
        ),
        Column(
            key="answer",
            title="Odpowiedź",
            text=lambda line: ANSWERS[answer(line)],
            second=lambda line: "" if line.asked.answered_on is None else format_date(line.asked.answered_on),
            tone=lambda line: _ANSWER_TONES[answer(line)],
            sort="answer",
            width=18,
        ),
        Column(
            key="taken",
            title="Rozpatrzenie",
            text=taken,
            second=lambda line: line.asked.reason,
            tooltip=lambda line: "\n\n".join(filter(None, (line.asked.opinion, line.asked.reason))),
            width=22,
            when_wide=True,
        ),
        Column(
            key="number",
            title="Lp.",
            text=lambda line: str(line.position + 1),
            width=7,
            align=Align.RIGHT,
            optional=True,
        ),
    )


def asked_filters() -> tuple[FilterGroup, ...]:
    """Answers and mail addresses."""
    return (
        FilterGroup.choices("answer", "Odpowiedź", ANSWERS),
        FilterGroup.choices("email", "Adres e-mail", {"yes": "jest", "no": "brak"}),
    )
