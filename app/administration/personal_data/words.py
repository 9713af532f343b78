"""Polish words of personal data: kinds of records, what stays and why, titles of prints."""

from collections.abc import Mapping

from app.administration.personal_data.domain import Staying

ENTITIES: Mapping[str, str] = {
    "account": "Konto w programie",
    "employee": "Pracownik",
    "office": "Dane urzędu",
    "service_card": "Karta usługi",
    "unit": "Komórka organizacyjna",
}


def entity_name(entity: str) -> str:
    """What people call a kind of record; the kind itself where nobody has named it yet."""
    return ENTITIES.get(entity, entity)


ACCOUNT_FIELDS: Mapping[str, str] = {
    "login": "Nazwa użytkownika",
    "name": "Imię i nazwisko",
    "roles": "Role",
    "active": "Konto włączone",
}

LOG_STAYS = Staying(
    "Nazwa użytkownika, moment, czynność i numer pozycji we wpisach dziennika czynności",
    "Dziennik jest dowodem, kto zmieniał dane urzędu (art. 5 ust. 2 i art. 32 RODO; art. 17 ust. 3 lit. b i e). "
    "Treść wpisów o tej osobie zostaje usunięta.",
)
NUMBER_STAYS = Staying(
    "Numer pozycji, komórka organizacyjna i daty utworzenia i usunięcia",
    "Bez imienia i nazwiska nie wskazują osoby, a inne pozycje się do nich odwołują.",
)
UNCHOSEN_STAYS = Staying(
    "Wzmianki, których nie zaznaczysz",
    "Mogą dotyczyć kogoś o tym samym nazwisku albo należeć do dokumentu, który trzeba zachować bez zmian.",
)
COPIES_STAY = Staying(
    "Dane w starszych kopiach zapasowych",
    "Kopii nie da się zmienić bez utraty jej wiarygodności. Po odtworzeniu starszej kopii program powtarza "
    "anonimizację, a same kopie usuwa reguła przechowywania.",
)
PAPER_STAYS = Staying(
    "Wydruki, pliki wyeksportowane i akta osobowe poza programem",
    "Program o nich nie wie. Akta osobowe mają własny okres przechowywania (art. 94 pkt 9b Kodeksu pracy).",
)

NO_BASIS_CHECK = (
    "Program nie ocenia, czy żądanie jest zasadne. Zanim usuniesz dane, sprawdź z inspektorem ochrony danych, czy "
    "przepis nie nakazuje ich zachować (art. 17 ust. 3 RODO)."
)
