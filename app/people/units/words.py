"""How an organisational unit speaks Polish: labels of its fields and sentences for its problems."""

from app.core.dates import format_date
from app.core.words import FieldWords
from app.people.units.domain import PastUnit, Unit
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Komórki organizacyjne",
    one="komórka",
    few="komórki",
    many="komórek",
    search="Szukaj komórki organizacyjnej",
    placeholder="Symbol, nazwa, pokój albo telefon",
    empty_title="Nie ma jeszcze żadnej komórki organizacyjnej",
    empty_hint="Zacznij od komórek, które przyjmują mieszkańców: każda karta usługi należy do jednej z nich.",
)

FIELDS: dict[str, FieldWords] = {
    "symbol": FieldWords("Symbol", "Wielkie litery, cyfry i kropki.", "SO"),
    "name": FieldWords("Nazwa", example="Referat Spraw Obywatelskich"),
    "parent_id": FieldWords("Komórka nadrzędna", "Puste: podlega bezpośrednio kierownictwu urzędu."),
    "building": FieldWords("Budynek"),
    "floor": FieldWords("Piętro"),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail", example="so@przykladowa.example"),
    "card_pattern": FieldWords(
        "Wzór symboli kart usług", "Znaki # to miejsce na numer. Puste: symbol komórki i dwie cyfry.", "SO-##"
    ),
    "since": FieldWords("Pod tą nazwą i tu od", "Dzień ostatniej zmiany nazwy albo podległości; puste: od zawsze."),
    "closed_on": FieldWords("Zlikwidowana z dniem", "Ostatni dzień działania; puste: działa nadal."),
    "history": FieldWords("Wcześniejsze nazwy i podległość", "Od najdawniejszej; każda z ostatnim dniem."),
    "history.name": FieldWords("Nazwa"),
    "history.parent_id": FieldWords("Komórka nadrzędna"),
    "history.valid_from": FieldWords("Od"),
    "history.valid_to": FieldWords("Do"),
}

PROBLEMS: dict[str, str] = {
    "bad_symbol": "Symbol zaczyna się wielką literą i ma tylko wielkie litery, cyfry i kropki, na przykład SO.",
    "not_unique": "Symbol „{value}” ma już inna komórka, także usunięta. Wpisz inny.",
    "bad_pattern": "Wzór ma jedno miejsce na numer z samych znaków #, a przed nim tekst, na przykład SO-##.",
    "closed_before_since": "Ostatni dzień nie może być wcześniejszy niż pierwszy. Popraw jedną z dat.",
    "past_order": "Ostatni dzień nie może być wcześniejszy niż pierwszy. Popraw jedną z dat.",
    "past_overlap": "Zaczyna się przed końcem poprzedniej ({day}). Popraw daty albo przesuń wiersze tak, aby stały "
    "od najdawniejszego.",
    "past_overlaps_present": "Obecna nazwa i podległość trwają od {day}. Wpisz wcześniejszy ostatni dzień.",
    "since_needed": "Przy wcześniejszych nazwach podaj, od kiedy trwa obecna.",
    "closed_with_people": "Po tym dniu są w niej jeszcze pracownicy: {people}. Najpierw zmień im stanowisko albo "
    "wpisz koniec zatrudnienia.",
    "closed_with_units": "Po tym dniu są pod nią jeszcze komórki: {units}. Najpierw zmień ich komórkę nadrzędną albo "
    "je zlikwiduj.",
    "closed_parent": "Komórka {unit} została zlikwidowana z dniem {day}. Wybierz inną nadrzędną.",
    "unit_ring": "Komórka nie może podlegać samej sobie ani komórce, która podlega jej. Wybierz inną nadrzędną.",
}


def past_in_words(past: PastUnit) -> str:
    """One line: ``01.01.2020–31.12.2024 Wydział Dawny``."""
    first, last = ("" if day is None else format_date(day) for day in (past.valid_from, past.valid_to))
    return " ".join(filter(None, (f"{first}–{last}" if first or last else "", past.name)))


def facts(unit: Unit, parent: Unit | None, head: str = "") -> list[tuple[str, str]]:
    """What is known of a unit, by label, in the order of the print; nothing blank. ``head`` is who heads it."""
    known = (
        ("Kieruje", head),
        ("Zlikwidowana z dniem", "" if unit.closed_on is None else format_date(unit.closed_on)),
        ("Podlega", f"{parent.symbol} {parent.name}" if parent else "bezpośrednio kierownictwu urzędu"),
        *((FIELDS[name].label, getattr(unit, name)) for name in ("building", "floor", "room", "phone", "email")),
        (FIELDS["card_pattern"].label, unit.pattern),
    )
    return [(label, value) for label, value in known if value]
