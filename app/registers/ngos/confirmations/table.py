"""Columns and filters of the table of rounds, and of the list of organisations in a round."""

from collections.abc import Callable
from datetime import date

from app.registers.ngos.confirmations.domain import ConfirmationRound, LineState, RoundState, state_on
from app.registers.ngos.confirmations.usecases import RoundLine
from app.registers.ngos.confirmations.words import (
    LINE_STATES,
    STATES,
    WAYS,
    day,
    months,
    reminded_words,
)
from app.registers.ngos.organisations.words import organisations
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    RoundState.EMPTY: Tone.QUIET,
    RoundState.RUNNING: Tone.OK,
    RoundState.LATE: Tone.WARNING,
    RoundState.CLOSED: Tone.QUIET,
}
_LINE_TONES = {
    LineState.NOT_SENT: Tone.QUIET,
    LineState.WAITING: Tone.QUIET,
    LineState.LATE: Tone.WARNING,
    LineState.CONFIRMED: Tone.OK,
    LineState.CHANGED: Tone.OK,
    LineState.GONE: Tone.WARNING,
}


def columns(today: Callable[[], date]) -> tuple[Column[ConfirmationRound], ...]:
    """``today`` is the day that states are told for."""
    return (
        Column(
            key="name",
            title="Runda",
            text=lambda each: each.name,
            second=lambda each: f"ważne {months(each.valid_months or 0)}",
            tooltip=lambda each: each.name,
            sort="name",
            width=22,
            flexible=True,
            strong=True,
        ),
        Column(
            key="answer_by",
            title="Odpowiedź do",
            text=lambda each: day(each.answer_by),
            second=lambda each: f"od {day(each.starts_on)}",
            sort="answer_by",
            width=15,
        ),
        Column(
            key="answered",
            title="Odpowiedzi",
            text=lambda each: f"{each.answered_count} z {each.line_count}",
            second=lambda each: f"wysłano: {each.sent_count}",
            tooltip=lambda each: organisations(each.line_count),
            sort="answered",
            width=14,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: STATES[state_on(each, today())],
            second=lambda each: day(each.closed_on),
            tone=lambda each: _TONES[state_on(each, today())],
            width=16,
        ),
    )


def filters() -> tuple[FilterGroup, ...]:
    """As the use cases know them."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup(key="year", title="Rok", label=lambda value: value or "bez daty", single=True),
    )


def line_columns() -> tuple[Column[RoundLine], ...]:
    """Of the window with the organisations of a round."""

    def place(line: RoundLine) -> str:
        if line.organisation is None:
            return "nie ma jej już w rejestrze"
        return "" if line.organisation.seat is None else line.organisation.seat.place

    return (
        Column(
            key="name",
            title="Organizacja",
            text=lambda line: line.line.name,
            second=place,
            tooltip=lambda line: line.line.name,
            sort="name",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(
            key="sent_on",
            title="Wysłano",
            text=lambda line: day(line.line.sent_on),
            second=lambda line: WAYS[line.line.sent_by] if line.line.sent_by else "",
            sort="sent_on",
            width=13,
        ),
        Column(
            key="state",
            title="Odpowiedź",
            text=lambda line: LINE_STATES[line.state],
            second=lambda line: day(line.line.answered_on),
            tone=lambda line: _LINE_TONES[line.state],
            sort="state",
            width=20,
        ),
        Column(
            key="reminders",
            title="Przypomnienia",
            text=lambda line: str(len(line.line.reminders) or ""),
            second=lambda line: day(line.line.last_asked) if line.line.reminders else "",
            tooltip=lambda line: reminded_words(line.line),
            sort="reminders",
            width=15,
            when_wide=True,
        ),
        Column(
            key="note",
            title="Uwagi",
            text=lambda line: line.line.note,
            tooltip=lambda line: line.line.note,
            width=24,
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


def line_filters() -> tuple[FilterGroup, ...]:
    """Answers, and whether there is an address to write to."""
    return (
        FilterGroup.choices("state", "Odpowiedź", LINE_STATES),
        FilterGroup.choices("email", "Adres e-mail", {"yes": "jest", "no": "brak"}),
    )
