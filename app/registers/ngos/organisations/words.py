"""How an organisation speaks Polish: labels of fields and choices, sentences for problems, short texts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.words import FieldWords
from app.geo.placing import PlacingMethod
from app.registers.ngos.geography.words import METHODS
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    LegalForm,
    OrganisationPerson,
    OrganisationStatus,
    PublicField,
    Reach,
    ServedGroup,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Organizacje",
    one="organizacja",
    few="organizacje",
    many="organizacji",
    none="Żadna organizacja",
    search="Szukaj organizacji",
    placeholder="Nazwa, KRS, miejscowość, osoba albo czym się zajmuje",
    empty_title="Nie ma jeszcze żadnej organizacji",
    empty_hint="Dodaj pierwszą organizację albo wczytaj wykaz z arkusza, jeśli urząd go prowadzi.",
)


class State(StrEnum):
    """What the table shows: the status, or that nobody confirmed the data lately."""

    ACTIVE = "active"
    UNCONFIRMED = "unconfirmed"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"


class Placement(StrEnum):
    """How an organisation stands on the map."""

    NONE = "none"
    APPROXIMATE = "approximate"
    EXACT = "exact"


class Concern(StrEnum):
    """What in an organisation calls for attention, the most urgent first."""

    TERM_ENDED = "term_ended"
    UNCONFIRMED = "unconfirmed"
    UNPLACED = "unplaced"


LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    LegalForm: {
        LegalForm.ASSOCIATION: "stowarzyszenie",
        LegalForm.ORDINARY_ASSOCIATION: "stowarzyszenie zwykłe",
        LegalForm.FOUNDATION: "fundacja",
        LegalForm.FIRE_BRIGADE: "ochotnicza straż pożarna",
        LegalForm.SPORTS_CLUB: "klub sportowy",
        LegalForm.RURAL_CIRCLE: "koło gospodyń wiejskich",
        LegalForm.CHURCH_BODY: "kościelna osoba prawna",
        LegalForm.SOCIAL_COOPERATIVE: "spółdzielnia socjalna",
        LegalForm.BRANCH: "oddział terenowy",
        LegalForm.INFORMAL: "grupa nieformalna",
    },
    OrganisationStatus: {
        OrganisationStatus.ACTIVE: "działa",
        OrganisationStatus.SUSPENDED: "zawieszona",
        OrganisationStatus.DISSOLVED: "rozwiązana",
    },
    State: {
        State.ACTIVE: "działa",
        State.UNCONFIRMED: "niepotwierdzona",
        State.SUSPENDED: "zawieszona",
        State.DISSOLVED: "rozwiązana",
    },
    Reach: {
        Reach.LOCALITY: "miejscowość",
        Reach.GMINA: "gmina",
        Reach.POWIAT: "powiat",
        Reach.REGION: "województwo",
        Reach.COUNTRY: "cały kraj",
        Reach.ABROAD: "także zagranica",
    },
    ServedGroup: {
        ServedGroup.EVERYONE: "ogół mieszkańców",
        ServedGroup.CHILDREN: "dzieci",
        ServedGroup.YOUTH: "młodzież",
        ServedGroup.SENIORS: "seniorzy",
        ServedGroup.FAMILIES: "rodziny",
        ServedGroup.DISABLED: "osoby z niepełnosprawnością",
        ServedGroup.POOR: "osoby ubogie",
        ServedGroup.UNEMPLOYED: "osoby bezrobotne",
        ServedGroup.ADDICTED: "osoby uzależnione i ich bliscy",
        ServedGroup.MIGRANTS: "cudzoziemcy",
        ServedGroup.ANIMALS: "zwierzęta",
    },
    AddressKind: {
        AddressKind.SEAT: "siedziba",
        AddressKind.MAIL: "do korespondencji",
        AddressKind.ACTIVITY: "miejsce działania",
    },
    PlacingMethod: METHODS,
    PublicField: {
        PublicField.LISTING: "wpis w wykazie",
        PublicField.ADDRESS: "adres",
        PublicField.PEOPLE: "osoby",
        PublicField.PHONES: "telefony",
        PublicField.EMAIL: "e-mail",
        PublicField.WEBSITE: "strona internetowa",
        PublicField.NUMBERS: "numery rejestrowe",
        PublicField.SPHERES: "sfery działania",
        PublicField.SERVED: "komu pomaga",
        PublicField.AIMS: "cele statutowe",
        PublicField.TASKS: "wykonywane zadania",
        PublicField.ACHIEVEMENTS: "osiągnięcia",
        PublicField.SIZE: "liczba członków i wolontariuszy",
        PublicField.PREMISES: "udostępniane pomieszczenia",
    },
    Placement: {
        Placement.NONE: "bez położenia",
        Placement.APPROXIMATE: "położenie przybliżone",
        Placement.EXACT: "położenie dokładne",
    },
    Concern: {
        Concern.UNCONFIRMED: "dane niepotwierdzone",
        Concern.UNPLACED: "bez położenia na mapie",
        Concern.TERM_ENDED: "kadencja minęła",
    },
}


def label(member: StrEnum) -> str:
    """The Polish name of a choice."""
    return LABELS[type(member)][member]


FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Pełna nazwa", "Tak jak w statucie albo w rejestrze.", "Stowarzyszenie Przyjaciół Przykładowej"),
    "short_name": FieldWords("Krótka nazwa", "Pod nią organizację znają mieszkańcy; stoi na mapie.", "SPP"),
    "legal_form": FieldWords("Forma prawna", "Od niej zależy, które numery są wymagane."),
    "status": FieldWords("Stan", "„Niepotwierdzona” wynika z daty ostatniego potwierdzenia danych."),
    "krs": FieldWords("KRS", "10 cyfr, z zerami na początku."),
    "nip": FieldWords("NIP"),
    "regon": FieldWords("REGON"),
    "register_entry": FieldWords(
        "Wpis do innego rejestru", "Ewidencja starosty albo Krajowy Rejestr Kół Gospodyń Wiejskich.", "STW.12.2019"
    ),
    "opp_since": FieldWords("Status OPP od", "Organizacja pożytku publicznego. Puste: nie ma tego statusu."),
    "founded_year": FieldWords("Rok założenia"),
    "registered_on": FieldWords("Data wpisu do rejestru"),
    "addresses": FieldWords("Adresy", "Pierwsza siedziba na liście stoi w wykazach i w tabeli."),
    "addresses.kind": FieldWords("Rodzaj"),
    "addresses.premises": FieldWords("Obiekt", "Nazwa budynku, jeśli ułatwia trafienie.", "Dom Kultury"),
    "addresses.street": FieldWords("Ulica", "Puste, gdy w miejscowości nie ma ulic.", "ul. Polna"),
    "addresses.number": FieldWords("Numer", example="5a/2"),
    "addresses.postal_code": FieldWords("Kod", example="00-000"),
    "addresses.place": FieldWords("Miejscowość"),
    "addresses.post_town": FieldWords("Poczta", "Tylko gdy jest w innej miejscowości.", "Przykładowa"),
    "addresses.private": FieldWords(
        "To prywatne mieszkanie", "W wykazie i na publicznej mapie będzie tylko miejscowość."
    ),
    "addresses.x": FieldWords("Położenie: x"),
    "addresses.y": FieldWords("Położenie: y"),
    "addresses.method": FieldWords("Sposób położenia"),
    "addresses.certainty": FieldWords("Pewność położenia"),
    "addresses.placed_as": FieldWords("Położone jako"),
    "people": FieldWords("Ludzie", "Jako pierwszą wpisz osobę, która kieruje organizacją, na przykład prezesa."),
    "people.name": FieldWords("Imię i nazwisko"),
    "people.role": FieldWords("Funkcja", example="prezes"),
    "people.since": FieldWords("Od"),
    "people.until": FieldWords("Do", "Koniec kadencji."),
    "people.phone": FieldWords("Telefon"),
    "people.email": FieldWords("E-mail"),
    "phones": FieldWords("Telefony", "Jeden numer w wierszu."),
    "email": FieldWords("E-mail", example="biuro@organizacja.example"),
    "website": FieldWords("Strona internetowa", example="www.organizacja.example"),
    "leading": FieldWords("Sfera wiodąca", "Jedna z zaznaczonych; daje barwę i literę na mapie."),
    "spheres": FieldWords("Sfery działania", "Według art. 4 ust. 1 ustawy o działalności pożytku publicznego."),
    "reach": FieldWords("Zasięg działania"),
    "served": FieldWords("Komu pomaga"),
    "members": FieldWords("Liczba członków"),
    "volunteers": FieldWords("Liczba wolontariuszy"),
    "premises": FieldWords("Udostępniane pomieszczenia", "Co i na jakich zasadach może użyczyć innym."),
    "aims": FieldWords("Cele statutowe"),
    "tasks": FieldWords("Wykonywane zadania"),
    "achievements": FieldWords("Osiągnięcia", "Najważniejsze, według lat."),
    "achievements.year": FieldWords("Rok"),
    "achievements.text": FieldWords("Osiągnięcie"),
    "account": FieldWords("Numer rachunku", "Do użytku urzędu; nigdy nie jest publikowany."),
    "consents": FieldWords(
        "Zgody na publikację", "Tylko to, na co jest zgoda, trafia do wykazów, na mapę i do plików."
    ),
    "consents.field": FieldWords("Co wolno publikować"),
    "consents.given_on": FieldWords("Data zgody"),
    "consents.source": FieldWords("Źródło", "Pismo, formularz albo e-mail.", "formularz z 12.03.2026"),
    "consents.withdrawn_on": FieldWords("Wycofana"),
    "confirmed_on": FieldWords("Dane potwierdzone dnia", "Kiedy organizacja ostatnio potwierdziła swoje dane."),
    "note": FieldWords("Uwagi", "Do użytku urzędu; nigdy nie są publikowane."),
}

UNKNOWN_ORGANISATION = "Organizacji „{value}” nie ma w rejestrze. Dodaj ją najpierw albo popraw nazwę."
"""For files of other registers that name organisations."""

PROBLEMS: dict[str, str] = {
    "half_place": "Położenie na mapie to dwie liczby. Wpisz obie albo żadnej.",
    "place_outside": "To położenie jest poza Polską. Wpisz metry w układzie PL-1992 (EPSG:2180): x na wschód, "
    "y na północ, na przykład 412345,67 i 351000,00, albo zostaw oba pola puste.",
    "bad_metres": "„{value}” to nie są metry. Wpisz liczbę, na przykład 412345,67.",
    "no_letters": "„{value}” nie ma ani jednej litery ani cyfry. Wpisz nazwę.",
    "founded_later": "Organizacja nie mogła powstać po roku {year}, który trwa. Popraw rok.",
    "bad_krs": "„{value}” to nie jest numer KRS: ma on 10 cyfr, razem z zerami na początku. Popraw go.",
    "number_required": "Przy tej formie prawnej numer jest wymagany ({source}). Uzupełnij go albo zmień formę prawną.",
    "leading_not_chosen": "Sfera wiodąca musi być też zaznaczona na liście sfer. Zaznacz ją albo wybierz inną.",
    "consent_source": "Wpisz, skąd jest zgoda, na przykład: formularz z 12.03.2026.",
    "unknown_sphere": "Sfery „{value}” nie ma w wykazie. Wybierz sferę z wykazu sfer zadań publicznych.",
    "entered_already": "Organizacja o tej nazwie, formie i miejscowości jest już w rejestrze. Popraw tamtą albo dopisz "
    "do nazwy to, czym się różnią.",
    "number_taken": "Ten numer ma już organizacja „{other}”. Sprawdź numer albo popraw tamtą organizację.",
    "not_unique": "Organizacja „{value}” jest już w pliku wyżej. Usuń powtórzony wiersz.",
}


def confirmed_words(day: date | None) -> str:
    """When the data were confirmed, for the table and prints."""
    return "nigdy" if day is None else format_date(day)


def address_words(address: Address) -> str:
    """The address with the name of its building: ``Dom Kultury, ul. Polna 5, 46-200 Przykładów``."""
    return ", ".join(part for part in (address.premises, address.line) if part)


def person_words(person: OrganisationPerson) -> str:
    """``Anna Nowak – prezes``."""
    return " – ".join(part for part in (person.name, person.role) if part)


def placing_words(address: Address) -> str:
    """``dokładny adres, pewność 100 %``; that it has no place, or that the address was changed since."""
    if not address.placed or address.method is None:
        return label(Placement.NONE)
    certainty = "" if address.certainty is None else f", pewność {address.certainty}\u00a0%"
    late = "; adres zmieniono po umieszczeniu na mapie" if address.outdated_place else ""
    return f"{label(address.method)}{certainty}{late}"


def organisations(number: int) -> str:
    """``1 organizacja``, ``2 organizacje``, ``5 organizacji``."""
    return WORDS.counted(number)
