"""How a training budget speaks Polish: labels of its fields, sentences for problems, short texts."""

from app.core.dates import format_date
from app.core.words import FieldWords
from app.registers.trainings.budgets.domain import BudgetDraft
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Budżet szkoleń",
    one="budżet",
    few="budżety",
    many="budżetów",
    search="Szukaj budżetu szkoleń",
    placeholder="Rok albo osoba, która zatwierdziła",
    empty_title="Nie ma jeszcze budżetu szkoleń",
    empty_hint="Środki na szkolenia pracowników planuje się na każdy rok (art. 29 ustawy o pracownikach "
    "samorządowych). Dodaj rok i wpisz kwoty dla komórek.",
)

RESERVE = "rezerwa wspólna"
"""What a line without a unit is called."""

FIELDS: dict[str, FieldWords] = {
    "year": FieldWords("Rok", example="2026"),
    "units": FieldWords(
        "Kwoty",
        "Ile może wydać każda komórka. Pozycja bez komórki to rezerwa wspólna całego urzędu. "
        "Klasyfikacja to dział, rozdział i paragraf, na przykład 750 75023 4700.",
    ),
    "units.unit_id": FieldWords("Komórka", example=RESERVE),
    "units.amount": FieldWords("Kwota (zł)", example="12 000"),
    "units.line": FieldWords("Klasyfikacja"),
    "units.note": FieldWords("Uwagi"),
    "approved_on": FieldWords("Zatwierdzono dnia"),
    "approved_by": FieldWords("Zatwierdził", example="kierownik urzędu"),
    "note": FieldWords("Uwagi"),
    "total": FieldWords("Razem"),
}

PROBLEMS: dict[str, str] = {
    "year_taken": "Budżet szkoleń na rok {year} już jest. Popraw tamten albo wpisz inny rok.",
    "unit_twice": "Ta komórka (albo rezerwa wspólna) jest już na liście. Połącz obie kwoty w jednej pozycji.",
    "unit_closed": "Komórka {unit} nie działa w roku {year}: zlikwidowano ją z dniem {day}. Wybierz inną.",
    "approval_without_day": "Podano, kto zatwierdził. Wpisz też dzień albo wyczyść tamto pole.",
    "approval_without_person": "Podano dzień zatwierdzenia. Wpisz, kto zatwierdził, albo wyczyść datę.",
}


def approval(draft: BudgetDraft) -> str:
    """``12.01.2026, Jan Kowalski``; blank for one that is not approved."""
    return "" if draft.approved_on is None else f"{format_date(draft.approved_on)}, {draft.approved_by}"
