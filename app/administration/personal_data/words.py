"""Polish words of personal data: kinds of records, what stays and why, titles of prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.administration.personal_data.domain import Copy, ErasureReport, Medium, Mention, Staying, Value
from app.core.dates import format_date

ENTITIES: Mapping[str, str] = {
    "absence": "Nieobecność",
    "account": "Konto w programie",
    "employee": "Pracownik",
    "evaluation": "Arkusz oceny",
    "evaluation_campaign": "Kampania ocen",
    "evaluation_regulation": "Regulamin ocen",
    "named_person": "Osoba z organizacji",
    "ngo": "Organizacja",
    "ngo_confirmation": "Runda potwierdzania danych",
    "ngo_consultation": "Konsultacja z organizacjami",
    "ngo_contest": "Konkurs ofert",
    "ngo_grant": "Dotacja",
    "ngo_map": "Dane mapy",
    "ngo_offer": "Oferta w konkursie",
    "ngo_programme": "Program współpracy",
    "ngo_sphere_list": "Wykaz sfer",
    "office": "Dane urzędu",
    "post": "Stanowisko",
    "preferred_list": "Lista preferowanych instytucji",
    "rater_package": "Pakiet dla oceniającego",
    "service_card": "Karta usługi",
    "training_agreement": "Umowa szkoleniowa",
    "training_budget": "Budżet szkoleń",
    "training_course": "Szkolenie",
    "training_institution": "Instytucja szkoląca",
    "training_need": "Potrzeba szkoleniowa",
    "training_offer": "Oferta szkolenia",
    "training_participation": "Udział w szkoleniu",
    "training_plan_item": "Pozycja planu szkoleń",
    "travel_order": "Delegacja",
    "unit": "Komórka organizacyjna",
    "work_event": "Zdarzenie w pracy",
}

ROLES: Mapping[str, str] = {
    "rater_id": "oceniający",
    "superior_id": "bezpośredni przełożony",
    "actor_id": "wykonawca kroku procedury szkoleń",
}
"""What a key to a person that does not say whose the record is says of that person."""

LINE_FIELDS: Mapping[str, str] = {"included": "Bierze udział w kampanii", "reason": "Powód decyzji"}
"""Labels of lines in records about something else."""

WITHHELD = "(treści nie podano: należy do zapisu o innej osobie, art. 15 ust. 4 RODO)"
"""In place of a text about somebody else that also names the person."""

BY_SURNAME = "samo nazwisko: sprawdź, czy to ta osoba"
BY_CONTACT = "ten sam telefon albo e-mail: sprawdź, czy należy do tej osoby, a nie do organizacji"
KEPT = "dokument, który trzeba zachować: zobacz, co zostanie i dlaczego"
PERHAPS_SOMEBODY_ELSE = "osoba z organizacji: sprawdź, czy to nie ktoś o tym samym imieniu i nazwisku"
WHOSE_HOME = "sprawdź, czy to mieszkanie tej osoby"
HOME = "Adres w prywatnym mieszkaniu"
HOME_WITHHELD = (
    "(adresu nie podano: program nie wie, czyje to mieszkanie; jeżeli tej osoby, przepisz go z danych organizacji)"
)

SHORT_DOUBTS: Mapping[str, str] = {BY_SURNAME: "samo nazwisko", BY_CONTACT: "sam telefon albo e-mail"}
"""For the person's copy, which asks nobody to check anything."""


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
SHEETS_STAY = Staying(
    "Oceny kryteriów, wyniki i daty w arkuszach ocen tej osoby oraz arkusze, które wystawiła innym",
    "Bez nazwiska, stanowiska i tekstów służą statystyce; w arkuszach innych osób zamiast nazwiska zostaje numer. "
    "Arkusze ocen należą do akt osobowych: sprawdź najpierw, czy minął okres ich przechowywania.",
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
TRACE_STAYS = Staying(
    "Numer osoby i skrót jej imienia i nazwiska w wykazie anonimizacji",
    "Ze skrótu nie da się odczytać nazwiska. Można tylko sprawdzić, czy podane nazwisko do niego pasuje: po tym "
    "program poznaje, czyje dane usunąć ponownie po odtworzeniu starszej kopii.",
)
CONSENTS_STAY = Staying(
    "Zgody organizacji na publikację z datą i źródłem",
    "Urząd musi umieć wykazać, że wolno mu było publikować dane (art. 7 ust. 1 i art. 17 ust. 3 lit. e RODO).",
)
PUBLISHED_STAYS = Staying(
    "Wydruki, wyeksportowane pliki i to, co już opublikowano w BIP",
    "Program o nich nie wie. Opublikowany wykaz i mapę zastąp nowymi.",
)
PAPER_STAYS = Staying(
    "Wydruki, pliki wyeksportowane i akta osobowe poza programem",
    "Program o nich nie wie. Akta osobowe mają własny okres przechowywania (art. 94 pkt 9b Kodeksu pracy).",
)

CHANGED_SINCE = (
    "W międzyczasie ktoś zmienił pozycję z zaznaczoną wzmianką i nie wiadomo, czy nadal dotyczy tej osoby. Niczego "
    "nie usunięto. Zamknij to okno, otwórz je ponownie i sprawdź wzmianki jeszcze raz."
)
STILL_LET_IN = (
    "Nie udało się usunąć hasła tej osoby. Zalogować się już nie może, ale usuń je także: poproś administratora "
    "o zmianę klucza bazy (urzad rekey), a na serwerze – informatyka o usunięcie roli tej osoby."
)
DRAFTS_LEFT = (
    "Nie wszystkie kopie robocze formularzy udało się usunąć. Zamknij program i usuń pliki, które zostały "
    "w folderze „{path}”."
)
FILE_IN_USE = (
    "Pliku bazy nie dało się teraz przepisać, bo korzysta z niego inny program: ślady usuniętych danych mogą w nim "
    "jeszcze być. Zamknij tamten program; plik zostanie przepisany przy następnej anonimizacji kogokolwiek."
)
FILE_LEFT = (
    "Nie udało się przepisać pliku bazy, więc ślady usuniętych danych mogą w nim jeszcze być. Usuń przyczynę; "
    "plik zostanie przepisany przy następnej anonimizacji kogokolwiek."
)
COPIES_UNKNOWN = (
    "Nie udało się sprawdzić, które kopie zapasowe zawierają jeszcze te dane. Sprawdź folder kopii; po odtworzeniu "
    "starszej kopii program powtarza anonimizację."
)

NAMED_STAY = (TRACE_STAYS, LOG_STAYS, UNCHOSEN_STAYS, CONSENTS_STAY, COPIES_STAY, PUBLISHED_STAYS)
"""Of a person who has no record of their own."""
RECORDED_STAY = (NUMBER_STAYS, SHEETS_STAY, LOG_STAYS, UNCHOSEN_STAYS, COPIES_STAY, PAPER_STAYS)
"""Of an employee or the owner of an account."""


def kept(mentions: Iterable[Mention]) -> tuple[Staying, ...]:
    """Why some of the places that name the person should stay, each reason once."""
    return tuple(Staying(*keep.split(": ", 1)) for keep in dict.fromkeys(m.keep for m in mentions if m.keep))


NO_BASIS_CHECK = (
    "Program nie ocenia, czy żądanie jest zasadne. Zanim usuniesz dane, sprawdź z inspektorem ochrony danych, czy "
    "przepis nie nakazuje ich zachować (art. 17 ust. 3 RODO)."
)


@dataclass(frozen=True)
class InForce:
    """What protects the data at this moment."""

    encrypted: bool
    accounts: bool
    server: bool
    backups: bool
    last_backup: datetime | None


def safeguards(found: InForce) -> tuple[Value, ...]:
    """The general description of technical and organisational measures (art. 30 par. 1 lit. g), as it is, not as
    it should be."""
    access = (
        "Każda osoba ma własne konto i hasło; role dają tylko potrzebne uprawnienia (macierz: Narzędzia → Role i "
        "uprawnienia)."
        if found.accounts
        else "BRAK: baza działa bez kont i haseł. Załóż bazę z administratorem i wczytaj do niej dane."
    )
    if found.server:
        encryption = "Połączenie z serwerem jest szyfrowane (TLS); szyfrowanie dysku serwera opisuje informatyk urzędu."
        backups = "Kopie serwera robi informatyk urzędu (pg_dump) i sprawdza ich odtworzenie."
    else:
        encryption = (
            "Plik bazy i kopie zapasowe są zaszyfrowane (SQLCipher, AES-256); klucz chronią hasła (Argon2id)."
            if found.encrypted
            else "BRAK: plik bazy nie jest zaszyfrowany."
        )
        backups = _backups(found)
    return (
        Value("Dostęp", access),
        Value("Szyfrowanie", encryption),
        Value("Kopie zapasowe", backups),
        Value(
            "Rozliczalność",
            "Dziennik czynności: kto, kiedy i co zmienił; wpisów nie da się zmienić bez śladu, stan dziennika zapisują "
            "kopie zapasowe i raport miesięczny.",
        ),
        Value("Usuwanie", "Usunięte dane są nadpisywane w pliku; anonimizacja jest powtarzana po odtworzeniu kopii."),
        Value("Sieć", "Program nie łączy się z internetem."),
    )


def _backups(found: InForce) -> str:
    if found.last_backup is None:
        return "BRAK: nie zrobiono jeszcze żadnej kopii."
    how = "same po zmianach" if found.backups else "ręcznie (samoczynne wyłączono w ustawieniach)"
    return f"Robione {how}, każda sprawdzana po zapisaniu; ostatnia: {found.last_backup.astimezone():%d.%m.%Y %H:%M}."


def copy_line(copy: Copy) -> str:
    """What is to be known of a backup that still holds erased data."""
    made = f"{copy.moment.astimezone():%d.%m.%Y %H:%M}"
    leaves = f"zniknie najpóźniej {format_date(copy.leaves_on)}" if copy.leaves_on else "trzeba ją usunąć ręcznie"
    return f"Kopia zapasowa z {made} ({copy.name}): {leaves}."


def traces_text(report: ErasureReport) -> str:
    """What the protocol may say of bytes that nothing points to any more: only what was really searched."""
    if report.medium is Medium.SERVER:
        return "dane leżą na serwerze, który sam porządkuje zwolnione miejsce; jego plików nie sprawdzono"
    if not report.compacted:
        return "pliku nie udało się przepisać, więc mogły zostać"
    if report.traces:
        return "plik przepisano; imię i nazwisko jest w nim nadal, na przykład w tekstach, których nie zaznaczono"
    if not report.sought:
        return "plik przepisano; nie szukano w nim tekstów, bo osoba nie miała imienia i nazwiska"
    how = (
        "przeszukano bajt po bajcie"
        if report.medium is Medium.PLAIN
        else "odszyfrowano i przeszukano strona po stronie"
    )
    return f"plik przepisano i {how}: pełnego imienia i nazwiska w nim nie ma"
