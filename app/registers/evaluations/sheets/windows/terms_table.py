"""Columns and filters of „Terminy ocen”."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.polish import sort_key
from app.registers.evaluations.sheets.domain import Tone as Pressing
from app.registers.evaluations.sheets.due import WITH_SHEET, WITHOUT_SHEET, PersonTerm
from app.registers.evaluations.sheets.table import TONES
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Terminy ocen",
    one="osoba",
    few="osoby",
    many="osób",
    search="Szukaj osoby",
    placeholder="Nazwisko, numer, stanowisko, komórka albo numer arkusza",
    empty_title="Nikt nie podlega ocenie okresowej",
    empty_hint="Ocenie podlegają osoby na stanowiskach urzędniczych, w tym kierowniczych. Uzupełnij stanowiska "
    "w rejestrze pracowników.",
    none="Żadna osoba",
)
UNKNOWN = "unknown"
STATES: Mapping[str, str] = {
    Pressing.LATE.value: "po terminie",
    Pressing.SOON.value: "wkrótce",
    Pressing.CALM.value: "w terminie",
    UNKNOWN: "nie wiadomo",
}
SHEETS: Mapping[str, str] = {WITHOUT_SHEET: "bez arkusza", WITH_SHEET: "arkusz w toku"}


def state(term: PersonTerm) -> str:
    """Which of the states holds for the last day."""
    return UNKNOWN if term.last is None else term.status.value


def _in_words(term: PersonTerm) -> str:
    return STATES[state(term)] if term.sheet_id is None else SHEETS[WITH_SHEET]


def _second(term: PersonTerm) -> str:
    left = "" if term.last is None else term.left
    return left if term.sheet_id is None else " · ".join(filter(None, (term.sheet_number, left)))


def _tone(term: PersonTerm) -> Tone:
    if term.last is None:
        return Tone.QUIET if term.sheet_id is not None else Tone.WARNING
    return TONES[term.status]


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def columns(today: date) -> tuple[Column[PersonTerm], ...]:
    """The columns; every date explains itself in its tooltip."""
    return (
        Column(
            key="person",
            title="Osoba",
            text=lambda term: term.person,
            second=lambda term: " · ".join(filter(None, (term.number, term.post))),
            sort="person",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(key="unit", title="Komórka", text=lambda term: term.unit, sort="unit", width=21, when_wide=True),
        Column(
            key="evaluated_on",
            title="Ostatnia ocena",
            text=lambda term: _day(term.evaluated_on) or "brak",
            sort="evaluated_on",
            width=18,
            when_wide=True,
        ),
        Column(
            key="first",
            title="Najwcześniej",
            text=lambda term: _day(term.first) or "już wolno",
            second=lambda term: "już wolno" if term.first is not None and term.first <= today else "",
            tooltip=lambda term: term.first_why or "Nic nie wstrzymuje oceny tej osoby.",
            sort="first",
            width=16,
        ),
        Column(
            key="last",
            title="Najpóźniej",
            text=lambda term: _day(term.last) or "nie wiadomo",
            tooltip=lambda term: term.last_why,
            sort="last",
            width=14,
        ),
        Column(
            key="state",
            title="Stan",
            text=_in_words,
            second=_second,
            tone=_tone,
            tooltip=lambda term: term.last_why,
            sort="state",
            width=27,
        ),
    )


def filters(source: MemorySource[PersonTerm]) -> tuple[FilterGroup, ...]:
    """State of the term, sheet, unit; ``source`` names the units."""

    def unit(value: str) -> str:
        return next((term.unit for term in source.records if str(term.unit_id or "") == value), "") or "bez komórki"

    return (
        FilterGroup.choices("state", "Termin", STATES),
        FilterGroup.choices("sheet", "Arkusz oceny", SHEETS),
        FilterGroup(key="unit", title="Komórka organizacyjna", label=unit, single=True),
    )


def _sheet(term: PersonTerm) -> Sequence[str]:
    return (WITHOUT_SHEET if term.sheet_id is None else WITH_SHEET,)


def term_source() -> MemorySource[PersonTerm]:
    """People as the table asks for them."""
    return MemorySource(
        Questions(
            text=lambda term: f"{term.person} {term.number} {term.post} {term.unit} {term.sheet_number}",
            values={"state": lambda term: (state(term),), "sheet": _sheet, "unit": lambda t: (str(t.unit_id or ""),)},
            sorts={
                "person": lambda term: sort_key(" ".join(reversed(term.person.rsplit(" ", 1)))),
                "unit": lambda term: sort_key(term.unit),
                "evaluated_on": lambda term: term.evaluated_on or date.min,
                "first": lambda term: term.first or date.min,
                "last": lambda term: term.last or date.max,
                "state": lambda term: (list(STATES).index(state(term)), term.last or date.max),
            },
        )
    )
