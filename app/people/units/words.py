"""How an organisational unit speaks Polish: labels of its fields and sentences for its problems."""

from app.core.words import FieldWords

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
}

PROBLEMS: dict[str, str] = {
    "bad_symbol": "Symbol zaczyna się wielką literą i ma tylko wielkie litery, cyfry i kropki, na przykład SO.",
    "not_unique": "Symbol „{value}” ma już inna komórka, także usunięta. Wpisz inny.",
    "bad_pattern": "Wzór ma jedno miejsce na numer z samych znaków #, a przed nim tekst, na przykład SO-##.",
    "unit_ring": "Komórka nie może podlegać samej sobie ani komórce, która podlega jej. Wybierz inną nadrzędną.",
}
