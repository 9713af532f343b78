"""How the training plan speaks Polish: labels of its fields, names of choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.registers.trainings.needs.domain import Priority
from app.registers.trainings.needs.words import PRIORITIES
from app.registers.trainings.plan.domain import Progress
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Plan szkoleń",
    one="pozycja planu",
    few="pozycje planu",
    many="pozycji planu",
    search="Szukaj w planie szkoleń",
    placeholder="Temat, dziedzina albo grupa",
    empty_title="Plan szkoleń jest jeszcze pusty",
    empty_hint="Dodaj pozycję ręcznie albo zaznacz potrzeby szkoleniowe i wybierz „Do planu…”.",
    none="Żadna pozycja",
)

FIELDS: dict[str, FieldWords] = {
    "year": FieldWords("Rok"),
    "topic": FieldWords("Temat szkolenia"),
    "area": FieldWords("Dziedzina"),
    "unit_id": FieldWords("Komórka", "Puste: cały urząd albo grupa z kilku komórek."),
    "group": FieldWords("Grupa", "Na przykład: kierownicy, nowi pracownicy, SO i FN."),
    "people": FieldWords("Liczba osób"),
    "quarter": FieldWords("Kwartał", "Od 1 do 4; puste: dowolny."),
    "priority": FieldWords("Priorytet"),
    "estimate": FieldWords("Szacowany koszt", "Dla wszystkich osób razem, z dojazdem i VAT.", example="1 200,00"),
    "note": FieldWords("Uwagi"),
    "carried_from_id": FieldWords("Przeniesiona z pozycji"),
}

ITEM = FieldWords("Dołącz do pozycji planu", "Puste: powstanie nowa pozycja z danymi niżej.")
"""The field of „Do planu” that no line has."""

PROGRESS: dict[StrEnum, str] = {
    Progress.PLANNED: "zaplanowane",
    Progress.ORGANISED: "zorganizowane",
    Progress.DONE: "zrealizowane",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {Priority: PRIORITIES, Progress: PROGRESS}

PROBLEMS: dict[str, str] = {
    "unit_closed": "Ta komórka została zlikwidowana ({day}). Wskaż tę, która przejęła jej zadania.",
    "no_needs": "Zaznacz co najmniej jedną potrzebę, która czeka na decyzję.",
}

QUARTERS: Mapping[int | None, str] = {
    1: "I kwartał",
    2: "II kwartał",
    3: "III kwartał",
    4: "IV kwartał",
    None: "Bez kwartału",
}


def title_of_year(year: int) -> str:
    """How the print of a year's plan is called."""
    return f"Plan szkoleń na rok {year}"
