"""How the office's own data speak Polish."""

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


FIELDS = {
    "name": FieldWords("Nazwa urzędu", "Tak, jak ma stać na wydrukach.", "Urząd Miejski w Przykładowej"),
    "gmina": FieldWords("Nazwa gminy", example="Gmina Przykładowa"),
    "kind": FieldWords("Rodzaj gminy"),
    "teryt": FieldWords("Kod TERYT", "Siedem cyfr."),
    "street": FieldWords("Ulica i numer"),
    "postal_code": FieldWords("Kod pocztowy", example="00-000"),
    "town": FieldWords("Miejscowość"),
    "phone": FieldWords("Telefon"),
    "fax": FieldWords("Faks"),
    "email": FieldWords("E-mail"),
    "website": FieldWords("Strona internetowa"),
    "bip": FieldWords("Adres BIP", "Biuletyn Informacji Publicznej."),
    "delivery_address": FieldWords("Adres do e-Doręczeń", example="AE:PL-00000-00000-AAAAA-00"),
    "nip": FieldWords("NIP"),
    "regon": FieldWords("REGON"),
    "head_title": FieldWords("Tytuł kierownika gminy"),
    "head_name": FieldWords("Imię i nazwisko kierownika"),
    "coat_of_arms": FieldWords("Herb", "Plik PNG lub SVG; stoi na wydrukach."),
    "coat_of_arms_note": FieldWords("Opis herbu", "Dla osób, które słuchają dokumentu zamiast na niego patrzeć."),
    "hours": FieldWords("Godziny pracy"),
    "hours.weekday": FieldWords("Dzień"),
    "hours.opens": FieldWords("Od"),
    "hours.closes": FieldWords("Do"),
    "hours_exceptions": FieldWords("Wyjątki od godzin pracy", "Dni z innymi godzinami; puste godziny: nieczynne."),
    "hours_exceptions.day": FieldWords("Data"),
    "hours_exceptions.opens": FieldWords("Od"),
    "hours_exceptions.closes": FieldWords("Do"),
    "hours_exceptions.reason": FieldWords("Powód"),
    "bank_accounts": FieldWords("Rachunki bankowe", "Jeden rachunek na każde przeznaczenie."),
    "bank_accounts.purpose": FieldWords("Przeznaczenie", example="opłata skarbowa"),
    "bank_accounts.nrb": FieldWords("Numer rachunku (NRB)"),
    "bank_accounts.note": FieldWords("Uwaga"),
    "appeal_body": FieldWords("Zwykły organ odwoławczy", example="Samorządowe Kolegium Odwoławcze"),
    "data_protection": FieldWords("Klauzula o ochronie danych", "Drukowana z kartami, które nie mają własnej."),
    "demonstration": FieldWords("Dane przykładowe", "Każdy wydruk mówi wtedy, że gmina jest zmyślona."),
}

PROBLEMS: dict[str, str] = {}
