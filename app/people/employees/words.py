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
