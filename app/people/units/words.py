"""How an organisational unit speaks Polish: labels of its fields and sentences for its problems."""

from app.core.words import FieldWords
from app.people.units.domain import Unit

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
    "since": FieldWords("Pod tą nazwą i w tym miejscu od"),
    "closed_on": FieldWords("Zlikwidowana z dniem", "Puste: działa nadal."),
    "history": FieldWords("Wcześniejsze nazwy i podległość"),
    "history.name": FieldWords("Nazwa"),
    "history.parent_id": FieldWords("Komórka nadrzędna"),
    "history.valid_from": FieldWords("Od"),
    "history.valid_to": FieldWords("Do"),
}

PROBLEMS: dict[str, str] = {
    "bad_symbol": "Symbol zaczyna się wielką literą i ma tylko wielkie litery, cyfry i kropki, na przykład SO.",
    "not_unique": "Symbol „{value}” ma już inna komórka, także usunięta. Wpisz inny.",
    "bad_pattern": "Wzór ma jedno miejsce na numer z samych znaków #, a przed nim tekst, na przykład SO-##.",
    "unit_ring": "Komórka nie może podlegać samej sobie ani komórce, która podlega jej. Wybierz inną nadrzędną.",
}


def facts(unit: Unit, parent: Unit | None) -> list[tuple[str, str]]:
    """What is known of a unit, by label, in the order of the print; nothing blank."""
    known = (
        ("Podlega", f"{parent.symbol} {parent.name}" if parent else "bezpośrednio kierownictwu urzędu"),
        *((FIELDS[name].label, getattr(unit, name)) for name in ("building", "floor", "room", "phone", "email")),
        (FIELDS["card_pattern"].label, unit.pattern),
    )
    return [(label, value) for label, value in known if value]
