"""How an employee speaks Polish: labels of fields and sentences for problems."""

from app.core.words import FieldWords

FIELDS: dict[str, FieldWords] = {
    "surname": FieldWords("Nazwisko"),
    "first_name": FieldWords("Imię"),
    "post": FieldWords("Stanowisko", example="inspektor"),
    "unit_id": FieldWords("Komórka organizacyjna", "Wpisz symbol albo część nazwy."),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
}

PROBLEMS: dict[str, str] = {}
