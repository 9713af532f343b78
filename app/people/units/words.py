"""How organisational units speak Polish."""

from app.core.words import FieldWords

FIELDS = {
    "symbol": FieldWords("Symbol", "Skrót używany w znakach spraw i symbolach kart.", "SO"),
    "name": FieldWords("Nazwa", example="Referat Spraw Obywatelskich"),
    "parent_id": FieldWords("Komórka nadrzędna", "Puste: podlega bezpośrednio kierownictwu urzędu."),
    "building": FieldWords("Budynek"),
    "floor": FieldWords("Piętro"),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
    "card_pattern": FieldWords(
        "Wzór symboli kart", "Znaki # to kolejny numer. Puste: symbol komórki i dwie cyfry, np. SO-##.", "SO-##"
    ),
}

PROBLEMS = {
    "bad_symbol": "Symbol składa się z wielkich liter, cyfr i kropek i zaczyna się literą, na przykład SO albo OR.1.",
    "bad_pattern": "Wzór zaczyna się tekstem i ma jedno miejsce na numer, na przykład SO-##.",
    "unit_ring": "Komórka nie może podlegać sama sobie ani komórce, która jej podlega. Wybierz inną nadrzędną.",
}
