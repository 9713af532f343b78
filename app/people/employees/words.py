"""How an employee speaks Polish: labels of fields and sentences for problems."""

from app.core.words import FieldWords
from app.people.employees.domain import Employee

FIELDS: dict[str, FieldWords] = {
    "surname": FieldWords("Nazwisko"),
    "first_name": FieldWords("Imię"),
    "post": FieldWords("Stanowisko", example="inspektor"),
    "unit_id": FieldWords("Komórka organizacyjna", "Wpisz symbol albo część nazwy."),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
    "number": FieldWords("Numer ewidencyjny", "Odróżnia osoby o tym samym imieniu i nazwisku."),
    "post_kind": FieldWords("Rodzaj stanowiska", "Od niego zależy, czy osoba podlega ocenie okresowej."),
    "superior_id": FieldWords("Bezpośredni przełożony", "Puste: kierownik komórki."),
    "heads_unit": FieldWords("Kieruje tą komórką"),
    "post_since": FieldWords("Na tym stanowisku od"),
    "employed_from": FieldWords("Zatrudnienie od"),
    "employed_to": FieldWords("Zatrudnienie do", "Puste: nadal."),
    "photo": FieldWords("Zdjęcie", "Na identyfikator."),
    "history": FieldWords("Wcześniejsze stanowiska"),
    "history.post": FieldWords("Stanowisko"),
    "history.post_kind": FieldWords("Rodzaj stanowiska"),
    "history.unit_id": FieldWords("Komórka organizacyjna"),
    "history.superior_id": FieldWords("Bezpośredni przełożony"),
    "history.heads_unit": FieldWords("Kierował(a) komórką"),
    "history.valid_from": FieldWords("Od"),
    "history.valid_to": FieldWords("Do"),
}

PROBLEMS: dict[str, str] = {}


def facts(employee: Employee, unit: str) -> list[tuple[str, str]]:
    """What is known of an employee, by label, in the order of the print; nothing blank."""
    known = (
        (FIELDS["post"].label, employee.post),
        (FIELDS["unit_id"].label, unit),
        *((FIELDS[name].label, getattr(employee, name)) for name in ("room", "phone", "email")),
    )
    return [(label, value) for label, value in known if value]
