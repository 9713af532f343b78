"""How a training need speaks Polish: labels of its fields, names of choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.needs.domain import NeedState, Priority, Source
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Potrzeby szkoleniowe",
    one="potrzeba",
    few="potrzeby",
    many="potrzeb",
    search="Szukaj potrzeby szkoleniowej",
    placeholder="Temat, nazwisko albo słowo z uzasadnienia",
    empty_title="Nie ma jeszcze żadnej potrzeby szkoleniowej",
    empty_hint="Dodaj potrzebę ręcznie albo zbierz je z ocen pracowników i z kończących się ważności szkoleń.",
    none="Żadna potrzeba",
)

FIELDS: dict[str, FieldWords] = {
    "source": FieldWords("Skąd potrzeba"),
    "topic": FieldWords("Temat szkolenia", "Podobne tematy połączysz później w jedną pozycję planu."),
    "area": FieldWords("Dziedzina", "Na przykład: finanse, zamówienia publiczne, obsługa mieszkańców."),
    "reason": FieldWords(
        "Uzasadnienie", "Czego brakuje w pracy i co szkolenie ma zmienić; przy zmianie prawa – jaki przepis."
    ),
    "employee_id": FieldWords("Pracownik", "Puste: potrzeba całej komórki albo całego urzędu."),
    "unit_id": FieldWords("Komórka", "Puste przy osobie: komórka tej osoby. Puste bez osoby: cały urząd."),
    "people": FieldWords("Liczba osób"),
    "wanted_by": FieldWords("Potrzebne do"),
    "priority": FieldWords("Priorytet"),
    "dropped_reason": FieldWords("Powód odrzucenia", "Jedno zdanie, które zobaczy zgłaszający."),
    "state": FieldWords("Stan"),
    "plan_item_id": FieldWords("Pozycja planu"),
    "person": FieldWords("Imię i nazwisko"),
    "origin": FieldWords("Gdzie program ją znalazł"),
}

SOURCES: dict[StrEnum, str] = {
    Source.EVALUATION: "ocena okresowa",
    Source.HEAD: "kierownik komórki",
    Source.LAW: "zmiana prawa",
    Source.EXPIRY: "koniec ważności",
    Source.OTHER: "inne",
}
PRIORITIES: dict[StrEnum, str] = {Priority.HIGH: "wysoki", Priority.MEDIUM: "średni", Priority.LOW: "niski"}
STATES: dict[StrEnum, str] = {
    NeedState.NEW: "nowa",
    NeedState.PLANNED: "w planie",
    NeedState.DROPPED: "odrzucona",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {Source: SOURCES, Priority: PRIORITIES, NeedState: STATES}

CONCERNS: Mapping[str, str] = {"late": "po terminie", "soon": "termin wkrótce"}

PROBLEMS: dict[str, str] = {
    "one_person": "Przy wskazanej osobie liczba osób to 1. Wyczyść to pole albo pole „Pracownik”.",
    "not_own": "Możesz zgłaszać potrzeby tylko osób ze swojej komórki i z komórek podległych. Wybierz inną osobę.",
    "not_own_unit": "Możesz zgłaszać potrzeby tylko swojej komórki i komórek podległych. Wskaż jedną z nich.",
    "office_by_personnel": "Potrzebę całego urzędu wpisują kadry. Wskaż osobę albo swoją komórkę.",
    "law_by_personnel": "Potrzebę ze zmiany prawa wpisują kadry. Wybierz „kierownik komórki” albo „inne”.",
    "not_employed": "Ta osoba nie pracuje już w urzędzie (do {day}). Wybierz inną.",
    "unit_closed": "Ta komórka została zlikwidowana ({day}). Wybierz tę, która przejęła jej zadania.",
    "no_reason": "Napisz, dlaczego potrzeba odpada: zgłaszający musi to wiedzieć.",
    "not_new": "Ta potrzeba nie czeka już na decyzję ({state}). Odśwież listę.",
}


def people(number: int) -> str:
    """``1 osoba``, ``2 osoby``, ``5 osób``."""
    return f"{number} {plural(number, 'osoba', 'osoby', 'osób')}"
