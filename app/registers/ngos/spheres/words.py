"""How the list of spheres speaks Polish."""

from app.core.words import FieldWords

FIELDS: dict[str, FieldWords] = {
    "source": FieldWords("Źródło wykazu", "Ustawa i jej ogłoszenie albo nazwa pliku.", "Dz.U. 2024 poz. 1491"),
    "spheres": FieldWords("Sfery zadań publicznych"),
    "spheres.code": FieldWords("Kod", "Numer punktu z art. 4 ust. 1.", "22a"),
    "spheres.name": FieldWords("Nazwa"),
    "spheres.group": FieldWords("Grupa", "Grupa decyduje o barwie i literze na mapie."),
    "spheres.valid_from": FieldWords("Obowiązuje od"),
    "spheres.valid_to": FieldWords("Obowiązuje do"),
}

PROBLEMS: dict[str, str] = {
    "bad_code": "„{value}” to nie jest kod sfery. Wpisz numer punktu, na przykład 16 albo 22a.",
    "code_twice": "Kod {value} obowiązuje w tym czasie już w innym wierszu. Popraw daty albo usuń powtórzenie.",
    "validity_order": "Koniec obowiązywania nie może być przed początkiem. Popraw daty.",
    "unknown_group": "Nie ma grupy „{value}”. Dozwolone grupy: {allowed}.",
    "no_lines": "W pliku nie ma ani jednej sfery. Wskaż arkusz z kolumnami: kod, nazwa, grupa, obowiązuje od.",
}
