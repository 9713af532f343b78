"""How an event at work speaks Polish: labels of its fields, names of signs, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.registers.evaluations.events.domain import Sign
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Zdarzenia w pracy",
    one="zdarzenie",
    few="zdarzenia",
    many="zdarzeń",
    search="Szukaj zdarzenia w pracy",
    placeholder="Nazwisko, kryterium albo słowo z opisu",
    empty_title="Nie ma jeszcze żadnego zdarzenia",
    empty_hint="Zapisuj krótko, co się udało, a co nie, od razu gdy się stało. Przy ocenie stanie to obok kryteriów.",
)

HEALTH_WARNING = (
    "Nie wpisuj danych o zdrowiu (choroby, ciąża, zwolnienia lekarskie, niepełnosprawność) ani innych danych "
    "szczególnych kategorii (art. 9 RODO). Opisuj pracę i jej skutki."
)
"""Where no regulation holds that has words of its own."""

FIELDS: dict[str, FieldWords] = {
    "employee_id": FieldWords("Pracownik", "Wpisz nazwisko albo jego część."),
    "happened_on": FieldWords("Dzień zdarzenia"),
    "sign": FieldWords("Znak"),
    "criterion": FieldWords("Kryterium", "Z regulaminu ocen. Puste: zdarzenie dotyczy całej pracy."),
    "event": FieldWords("Co się stało", HEALTH_WARNING),
}

SIGNS: dict[StrEnum, str] = {Sign.PLUS: "plus", Sign.MINUS: "minus"}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {Sign: SIGNS}

PROBLEMS: dict[str, str] = {
    "future_day": "Zdarzenie nie może mieć daty z przyszłości. Wpisz dzień nie późniejszy niż {day}.",
    "before_employment": "Ta osoba pracuje w urzędzie dopiero od {day}. Popraw datę albo wybierz inną osobę.",
    "after_employment": "Ta osoba pracowała w urzędzie do {day}. Popraw datę albo wybierz inną osobę.",
    "no_such_criterion": "Żaden regulamin ocen nie ma kryterium „{value}”. Wybierz je z podpowiedzi albo zostaw puste.",
    "not_own": "Możesz zapisywać zdarzenia tylko osób ze swojej komórki i z komórek podległych. Wybierz inną osobę.",
    "about_oneself": "Nie można zapisywać zdarzeń o sobie. Zrobi to przełożony albo kadry.",
}
