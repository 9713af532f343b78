"""How the office's own data speak Polish: labels of fields and choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.people.office.domain import GminaKind, HeadTitle

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    GminaKind: {
        GminaKind.URBAN: "miejska",
        GminaKind.RURAL: "wiejska",
        GminaKind.URBAN_RURAL: "miejsko-wiejska",
    },
    HeadTitle: {
        HeadTitle.WOJT: "wójt",
        HeadTitle.BURMISTRZ: "burmistrz",
        HeadTitle.PREZYDENT: "prezydent miasta",
    },
}


def label(member: StrEnum) -> str:
    """The Polish name of a choice."""
    return LABELS[type(member)][member]


def head_title(title: HeadTitle) -> str:
    """``Burmistrz``, ``Prezydent miasta``: as it stands before a name or at the beginning of a line."""
    said = label(title)
    return f"{said[0].upper()}{said[1:]}"


FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa urzędu", "Tak, jak ma stać na wydrukach.", "Urząd Miejski w Przykładowej"),
    "gmina": FieldWords("Gmina", example="Gmina Przykładowa"),
    "kind": FieldWords("Rodzaj gminy"),
    "teryt": FieldWords("Kod TERYT", "Siedem cyfr.", "1601013"),
    "street": FieldWords("Ulica i numer"),
    "postal_code": FieldWords("Kod pocztowy", example="00-000"),
    "town": FieldWords("Miejscowość"),
    "phone": FieldWords("Telefon"),
    "fax": FieldWords("Faks"),
    "email": FieldWords("E-mail", example="urzad@przykladowa.example"),
    "website": FieldWords("Strona internetowa"),
    "bip": FieldWords("Adres BIP", "Biuletyn Informacji Publicznej."),
    "delivery_address": FieldWords("Adres do e-Doręczeń", example="AE:PL-12345-67890-ABCDE-12"),
    "nip": FieldWords("NIP", "Dziesięć cyfr; kreski nie przeszkadzają."),
    "regon": FieldWords("REGON", "Dziewięć albo czternaście cyfr."),
    "head_title": FieldWords("Kierownik urzędu – tytuł"),
    "head_name": FieldWords("Imię i nazwisko kierownika"),
    "coat_of_arms": FieldWords("Herb", "Plik PNG albo SVG; stoi w nagłówku każdego wydruku."),
    "coat_of_arms_note": FieldWords(
        "Opis herbu", "Czyta go osobom niewidomym program odczytu ekranu.", "Herb: w polu błękitnym srebrna wieża"
    ),
    "hours": FieldWords("Godziny pracy", "Puste pola: urząd nieczynny. Wpisz na przykład 7:30."),
    "hours.weekday": FieldWords("Dzień"),
    "hours.opens": FieldWords("Od"),
    "hours.closes": FieldWords("Do"),
    "hours_exceptions": FieldWords("Dni z innymi godzinami"),
    "hours_exceptions.day": FieldWords("Dzień"),
    "hours_exceptions.opens": FieldWords("Od", "Puste: nieczynne."),
    "hours_exceptions.closes": FieldWords("Do"),
    "hours_exceptions.reason": FieldWords("Powód", example="dzień wolny za święto w sobotę"),
    "bank_accounts": FieldWords("Rachunki bankowe"),
    "bank_accounts.purpose": FieldWords("Przeznaczenie", "Na to powołują się opłaty na kartach.", "opłata skarbowa"),
    "bank_accounts.nrb": FieldWords("Numer rachunku (NRB)", "26 cyfr; odstępy nie przeszkadzają."),
    "bank_accounts.note": FieldWords("Uwaga"),
    "appeal_body": FieldWords("Organ odwoławczy", example="Samorządowe Kolegium Odwoławcze"),
    "data_protection": FieldWords("Klauzula o ochronie danych", "Dla kart, które nie mają własnej."),
    "demonstration": FieldWords("Urząd demonstracyjny", "Wszystkie wydruki mówią, że dane są zmyślone."),
}

PROBLEMS: dict[str, str] = {}
