"""How a training institution speaks Polish: labels of its fields, sentences for problems, why two may be one."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Instytucje szkolące",
    one="instytucja",
    few="instytucje",
    many="instytucji",
    search="Szukaj instytucji szkolącej",
    placeholder="Nazwa, inna nazwa, miejscowość albo NIP",
    empty_title="Nie ma jeszcze żadnej instytucji szkolącej",
    empty_hint="Dodaj firmy i ośrodki, które szkolą pracowników urzędu. Oferty i szkolenia będą się do nich odnosić.",
)

FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa", "Tak jak na fakturach i w ofertach.", "Ośrodek Szkoleniowy Przykład sp. z o.o."),
    "aliases": FieldWords(
        "Inne nazwy", "Każda w osobnym wierszu: skróty i nazwy, pod którymi instytucję zapisywano dawniej."
    ),
    "nip": FieldWords("NIP"),
    "regon": FieldWords("REGON"),
    "street": FieldWords("Ulica i numer"),
    "postal_code": FieldWords("Kod pocztowy", example="00-000"),
    "town": FieldWords("Miejscowość"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail", example="biuro@szkolenia.example"),
    "website": FieldWords("Strona internetowa", example="www.szkolenia.example"),
    "contact": FieldWords("Osoba do kontaktu"),
    "areas": FieldWords("Czego uczy", "Dziedziny w kilku słowach.", "prawo zamówień publicznych, BHP"),
    "note": FieldWords("Uwagi"),
    "apart": FieldWords("Uznane za inne instytucje (numery)"),
}

PROBLEMS: dict[str, str] = {
    "no_letters": "„{value}” nie ma ani jednej litery ani cyfry. Wpisz nazwę.",
    "alias_twice": "Nazwa „{value}” jest tu już wpisana. Usuń powtórzenie.",
    "not_unique": "Instytucja o nazwie „{value}” (albo jedna z jej innych nazw) jest już w pliku wyżej. Usuń "
    "powtórzony wiersz.",
    "name_taken": "Tak nazywa się już instytucja „{other}” (jako nazwa albo inna nazwa). Wybierz tamtą albo wpisz "
    "nazwę, która je odróżni.",
    "alias_taken": "Nazwę „{value}” ma już instytucja „{other}”. Usuń ją tutaj albo połącz obie instytucje.",
}


class Likeness(StrEnum):
    """Why two institutions may be one."""

    SAME_NIP = "same_nip"
    SAME_REGON = "same_regon"
    SAME_NAME = "same_name"
    SPELLING = "spelling"
    PART = "part"
    INITIALS = "initials"
    CHOSEN = "chosen"


WHY: Mapping[Likeness, str] = {
    Likeness.SAME_NIP: "ten sam NIP",
    Likeness.SAME_REGON: "ten sam REGON",
    Likeness.SAME_NAME: "ta sama nazwa bez formy prawnej i słów takich jak „ośrodek” czy „szkolenia”",
    Likeness.SPELLING: "nazwy różnią się pojedynczymi literami",
    Likeness.PART: "jedna nazwa zawiera się w drugiej",
    Likeness.INITIALS: "jedna nazwa to skrót drugiej",
    Likeness.CHOSEN: "wybrane na liście",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {}

_COUNTED = {
    "training_course": ("szkolenie", "szkolenia", "szkoleń"),
    "training_offer": ("oferta", "oferty", "ofert"),
    "preferred_list": ("uwaga na liście preferowanych", "uwagi na listach preferowanych", "uwag na listach"),
}
"""Kinds of records that name institutions, in the order in which they are told."""


def uses_in_words(uses: Mapping[str, int]) -> str:
    """``3 szkolenia, 1 oferta``: how many records of each kind name the institution."""
    told = [
        f"{uses[kind]} {plural(uses[kind], *_COUNTED.get(kind, ('pozycja', 'pozycje', 'pozycji')))}"
        for kind in (*_COUNTED, *sorted(uses.keys() - _COUNTED.keys()))
        if uses.get(kind)
    ]
    return ", ".join(told) or "żadnych szkoleń ani ofert"


def facts(institution: InstitutionDraft) -> list[tuple[str, str]]:
    """What is known of an institution, by label, in the order of the print; nothing blank, the name left out."""
    known = [
        (FIELDS["aliases"].label, "; ".join(institution.aliases)),
        ("Adres", institution.address),
        *(
            (FIELDS[name].label, getattr(institution, name))
            for name in ("nip", "regon", "phone", "email", "website", "contact", "areas", "note")
        ),
    ]
    return [(label, value) for label, value in known if value]
