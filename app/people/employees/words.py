"""How an employee speaks Polish: labels of fields and sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.dates import format_date
from app.core.words import FieldWords
from app.people.employees.domain import Employee, EmployeeDraft, PastPosition
from app.people.posts.words import LABELS as POST_LABELS
from app.people.posts.words import kind_label
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Pracownicy",
    one="pracownik",
    few="pracownicy",
    many="pracowników",
    search="Szukaj pracownika",
    placeholder="Nazwisko, numer, stanowisko, pokój albo telefon",
    empty_title="Nie ma jeszcze żadnego pracownika",
    empty_hint="Dodaj pracowników urzędu: ich stanowiska podpowiadają się w kartach usług.",
)

FIELDS: dict[str, FieldWords] = {
    "surname": FieldWords("Nazwisko"),
    "first_name": FieldWords("Imię"),
    "post": FieldWords("Stanowisko", example="inspektor"),
    "unit_id": FieldWords("Komórka organizacyjna", "Wpisz symbol albo część nazwy."),
    "room": FieldWords("Pokój"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
    "number": FieldWords("Numer ewidencyjny", "Odróżnia osoby o tym samym imieniu i nazwisku."),
    "post_kind": FieldWords("Rodzaj stanowiska", "Nie podano: taki, jaki ma to stanowisko w rejestrze stanowisk."),
    "superior_id": FieldWords("Bezpośredni przełożony", "Puste: kierownik komórki, a dla niego kierownik wyższej."),
    "heads_unit": FieldWords("Kieruje tą komórką"),
    "post_since": FieldWords("Na tym stanowisku od", "Puste: od początku zatrudnienia."),
    "employed_from": FieldWords("Zatrudnienie od"),
    "employed_to": FieldWords("Zatrudnienie do", "Puste: nadal."),
    "photo": FieldWords("Zdjęcie", "Na identyfikator."),
    "history": FieldWords("Wcześniejsze stanowiska", "Od najdawniejszego; każde z ostatnim dniem."),
    "history.post": FieldWords("Stanowisko"),
    "history.post_kind": FieldWords("Rodzaj stanowiska"),
    "history.unit_id": FieldWords("Komórka organizacyjna"),
    "history.superior_id": FieldWords("Bezpośredni przełożony", "Puste: kierownik komórki."),
    "history.heads_unit": FieldWords("Kierował(a) komórką"),
    "history.valid_from": FieldWords("Od"),
    "history.valid_to": FieldWords("Do"),
}

CHANGE_FIELDS: dict[str, FieldWords] = {
    **{name: FIELDS[name] for name in ("post", "post_kind", "unit_id", "heads_unit", "superior_id")},
    "post_since": FieldWords("Od dnia", "Dotychczasowe stanowisko kończy się dzień wcześniej."),
}
"""Words of the window „Zmień stanowisko”."""

LINE_FIELDS: dict[str, FieldWords] = {
    "superior": FieldWords("Przełożony", "Numer ewidencyjny albo imię i nazwisko; puste: kierownik komórki.", "014"),
    "history.superior": FieldWords("Przełożony", "Numer ewidencyjny albo imię i nazwisko.", "014"),
}
"""Words of columns that only spreadsheets have."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = POST_LABELS

PROBLEMS: dict[str, str] = {
    "superior_not_taken": "Wiersza osoby „{value}” nie można przyjąć przed tym wierszem: został odrzucony albo jej "
    "przełożeni tworzą pierścień. Popraw najpierw tamten wiersz.",
    "unknown_superior": "Nie ma pracownika „{value}”. Wpisz numer ewidencyjny osoby, która jest w programie albo w tym "
    "pliku.",
    "many_superiors": "Kilka osób nazywa się „{value}”. Wpisz numer ewidencyjny.",
    "own_superior": "Nikt nie może być swoim przełożonym. Wskaż inną osobę albo zostaw puste pole.",
    "superior_ring": "Powstałoby koło przełożonych: {people}. Wskaż kogoś innego.",
    "superior_left": "Ta osoba pracowała w urzędzie do {day}. Wskaż kogoś, kto pracuje.",
    "second_head": "W tym czasie komórką kieruje już {person}. Najpierw zmień stanowisko tamtej osoby.",
    "closed_unit": "Ta komórka została zlikwidowana z dniem {day}. Wybierz inną albo wpisz koniec zatrudnienia.",
    "namesake": "W urzędzie jest już {person} ({post}). Wpisz numer ewidencyjny, aby odróżnić te osoby.",
    "number_taken": "Numer „{value}” ma już {person}. Wpisz inny.",
    "employment_order": "Koniec zatrudnienia nie może być wcześniejszy niż początek. Popraw jedną z dat.",
    "before_employment": "Ta data nie może być wcześniejsza niż początek zatrudnienia ({day}).",
    "after_employment": "Ta data nie może być późniejsza niż koniec zatrudnienia ({day}).",
    "past_order": "Ostatni dzień nie może być wcześniejszy niż pierwszy. Popraw jedną z dat.",
    "past_overlap": "Stanowisko zaczyna się przed końcem poprzedniego ({day}). Popraw daty albo przesuń wiersze "
    "tak, aby stały od najdawniejszego.",
    "past_overlaps_present": "Obecne stanowisko zaczyna się {day}. Wpisz wcześniejszy ostatni dzień.",
    "change_too_early": "Obecne stanowisko trwa od {day}. Wpisz późniejszy dzień albo popraw tę datę w danych "
    "pracownika.",
    "same_position": "Nic się nie zmienia: wpisz nowe stanowisko, komórkę albo przełożonego.",
    "since_needed": "Przy wcześniejszych stanowiskach podaj, od kiedy trwa obecne.",
}


def told_apart(employee: Employee, unit_symbols: Mapping[int, str]) -> str:
    """A person in a list to choose from, so that namesakes differ: ``Nowak Ewa (nr 12) – inspektor, SO``."""
    name = f"{employee.surname} {employee.first_name}" + (f" (nr {employee.number})" if employee.number else "")
    about = ", ".join(filter(None, (employee.post, unit_symbols.get(employee.unit_id or 0, ""))))
    left = f", do {format_date(employee.employed_to)}" if employee.employed_to else ""
    return f"{name} – {about}{left}" if about else f"{name}{left}"


def position_in_words(position: PastPosition, unit_symbols: Mapping[int, str]) -> str:
    """One line: ``01.01.2020–31.12.2024 podinspektor, SO``."""
    first = "" if position.valid_from is None else format_date(position.valid_from)
    last = "" if position.valid_to is None else format_date(position.valid_to)
    span = f"{first}–{last}" if first or last else ""
    about = ", ".join(filter(None, (position.post, unit_symbols.get(position.unit_id or 0, ""))))
    return " ".join(filter(None, (span, about)))


def facts(employee: EmployeeDraft, unit: str, superior: str = "") -> list[tuple[str, str]]:
    """What is known of an employee, by label, in the order of the print; nothing blank."""
    unit_words = f"{unit} (kieruje)" if unit and employee.heads_unit else unit
    known = (
        (FIELDS["number"].label, employee.number),
        (FIELDS["post"].label, employee.post),
        (FIELDS["post_kind"].label, kind_label(employee.post_kind)),
        (FIELDS["unit_id"].label, unit_words),
        (FIELDS["superior_id"].label, superior),
        *((FIELDS[name].label, getattr(employee, name)) for name in ("room", "phone", "email")),
        *(
            (FIELDS[name].label, "" if day is None else format_date(day))
            for name in ("post_since", "employed_from", "employed_to")
            for day in (getattr(employee, name),)
        ),
    )
    return [(label, value) for label, value in known if value]
