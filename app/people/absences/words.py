"""How an absence speaks Polish: labels of its fields, names of kinds, sentences for problems."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.words import FieldWords
from app.people.absences.domain import AbsenceKind
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Nieobecności",
    one="nieobecność",
    few="nieobecności",
    many="nieobecności",
    search="Szukaj nieobecności",
    placeholder="Nazwisko albo uwaga",
    empty_title="Nie ma jeszcze żadnej nieobecności",
    empty_hint="Wpisuj tylko dłuższe nieobecności, które przesuwają termin oceny. Przyczyn zdrowotnych nie podawaj.",
)

FIELDS: dict[str, FieldWords] = {
    "employee_id": FieldWords("Pracownik", "Wpisz nazwisko albo jego część."),
    "kind": FieldWords("Rodzaj nieobecności", "Tylko ogólnie: przyczyn zdrowotnych program nie przechowuje."),
    "valid_from": FieldWords("Pierwszy dzień"),
    "valid_to": FieldWords("Ostatni dzień", "Puste: nieobecność trwa i nie wiadomo, do kiedy."),
    "note": FieldWords(
        "Uwaga", "Na przykład numer pisma. Nie wpisuj tu chorób, niepełnosprawności ani innych danych o zdrowiu."
    ),
}

KINDS: dict[StrEnum, str] = {
    AbsenceKind.PARENTAL: "urlop związany z rodzicielstwem",
    AbsenceKind.UNPAID: "urlop bezpłatny",
    AbsenceKind.OTHER: "inna dłuższa nieobecność",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {AbsenceKind: KINDS}

PROBLEMS: dict[str, str] = {
    "absence_order": "Ostatni dzień nie może być wcześniejszy niż pierwszy. Popraw jedną z dat.",
    "absence_overlap": "W tym czasie ta osoba ma już inną nieobecność ({span}). Zmień daty albo popraw tamtą.",
    "before_employment": "Ta osoba pracuje w urzędzie dopiero od {day}. Popraw datę albo dane pracownika.",
    "after_employment": "Ta osoba pracowała w urzędzie do {day}. Wpisz ostatni dzień nie późniejszy niż ten.",
}


def span_in_words(first: date | None, last: date | None) -> str:
    """``od 01.03.2026 do 30.06.2026`` or ``od 01.03.2026``; blank where nothing is known."""
    parts = ("" if first is None else f"od {format_date(first)}", "" if last is None else f"do {format_date(last)}")
    return " ".join(filter(None, parts))
