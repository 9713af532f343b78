"""How employees speak Polish."""

from app.core.words import FieldWords

FIELDS = {
    "surname": FieldWords("Nazwisko"),
    "first_name": FieldWords("Imię"),
    "post": FieldWords("Stanowisko", example="podinspektor ds. ewidencji ludności"),
    "unit_id": FieldWords("Komórka organizacyjna"),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
}

PROBLEMS: dict[str, str] = {}
