"""Failures of the computer said in Polish, with what to do, wherever the database is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.errors import EnvironmentProblem, PassingProblem
from db.errors import DatabaseProblem, ProblemKind
from db.store import Store

_SENTENCES = {
    ProblemKind.MISSING: "Nie ma pliku bazy danych „{path}”. Sprawdź nazwę albo załóż nową bazę (urzad init).",
    ProblemKind.EXISTS: "Plik „{path}” już istnieje. Wskaż inną nazwę, aby niczego nie nadpisać.",
    ProblemKind.NOT_A_DATABASE: "Plik „{path}” nie jest bazą danych programu Przejrzysty Urząd. Wskaż właściwy plik.",
    ProblemKind.NEWER_VERSION: "Bazę „{path}” zapisała nowsza wersja programu. "
    "Zaktualizuj program na tym komputerze; baza pozostała nietknięta.",
    ProblemKind.READ_ONLY: "Baza „{path}” jest tylko do odczytu. Zdejmij ochronę przed zapisem albo skopiuj plik "
    "do folderu, w którym wolno zapisywać.",
    ProblemKind.DISK_FULL: "Na dysku z plikiem „{path}” nie ma już miejsca. Zwolnij miejsce i spróbuj ponownie; "
    "wcześniej zapisane dane są bezpieczne.",
    ProblemKind.LOCKED: "Z bazy „{path}” korzysta teraz inny program i nie zwolnił jej na czas. "
    "Zamknij go albo spróbuj za chwilę; nic nie zostało zapisane.",
    ProblemKind.NO_ACCESS: "Brak dostępu do „{path}”. Sprawdź, czy folder istnieje i czy masz do niego prawo zapisu.",
    ProblemKind.CORRUPT: "Baza „{path}” jest uszkodzona. Nie zapisuj w niej niczego więcej: "
    "zrób kopię pliku i odtwórz ostatnią kopię zapasową.",
    ProblemKind.IO_ERROR: "Dysk zgłosił błąd przy pliku „{path}”. Nic nie zostało zapisane. "
    "Sprawdź dysk i spróbuj ponownie.",
    ProblemKind.NETWORK_SHARE: "Baza „{path}” leży na dysku innego komputera (udział sieciowy), a tam plik bazy może "
    "się uszkodzić. Przenieś ją na dysk tego komputera; jeżeli ma z niej korzystać kilka komputerów, poproś "
    "informatyka o wspólny serwer PostgreSQL urzędu.",
    ProblemKind.TAMPERED: "W pliku bazy „{path}” są polecenia, których ten program nie zakłada: ktoś zmienił plik "
    "innym programem. Baza nie została otwarta. Odtwórz ostatnią kopię zapasową i zawiadom informatyka.",
    ProblemKind.REPLACED: "Plik bazy „{path}” został usunięty, przeniesiony albo zastąpiony innym, gdy program z niego "
    "korzystał. Nic nie zostało zapisane. Przywróć plik na miejsce albo zamknij program i otwórz bazę ponownie.",
}

_SERVER_SENTENCES = {
    ProblemKind.MISSING: "Na serwerze nie ma bazy danych o adresie {path}. Sprawdź adres w instrukcji informatyka.",
    ProblemKind.NOT_A_DATABASE: "Baza {path} nie jest jeszcze przygotowana dla programu Przejrzysty Urząd. "
    "Poproś informatyka o jej przygotowanie (urzad server prepare).",
    ProblemKind.NEWER_VERSION: "Bazę {path} przygotowano dla nowszej wersji programu. "
    "Zaktualizuj program na tym komputerze; dane pozostały nietknięte.",
    ProblemKind.OLDER_VERSION: "Baza {path} jest przygotowana dla starszej wersji programu. Poproś informatyka "
    "o jej aktualizację (urzad server prepare); dane pozostały nietknięte.",
    ProblemKind.READ_ONLY: "Serwer {path} przyjmuje teraz tylko odczyt. Nic nie zostało zapisane. "
    "Zawiadom informatyka.",
    ProblemKind.DISK_FULL: "Na dysku serwera {path} nie ma już miejsca. Nic nie zostało zapisane; "
    "wcześniej zapisane dane są bezpieczne. Zawiadom informatyka.",
    ProblemKind.LOCKED: "Inny komputer zapisuje właśnie coś dużego w bazie {path}. Nic nie zostało zapisane. "
    "Spróbuj ponownie za chwilę.",
    ProblemKind.CORRUPT: "Serwer {path} zgłosił uszkodzenie danych. Przerwij pracę i zawiadom informatyka: "
    "bazę trzeba odtworzyć z kopii zapasowej.",
    ProblemKind.IO_ERROR: "Dysk serwera {path} zgłosił błąd. Nic nie zostało zapisane. Zawiadom informatyka.",
    ProblemKind.UNREACHABLE: "Nie ma połączenia z serwerem {path}. Sprawdź, czy działa sieć, i spróbuj ponownie; "
    "jeżeli inne komputery też go nie widzą, zawiadom informatyka.",
    ProblemKind.SIGN_IN_REFUSED: "Serwer {path} nie przyjął nazwy użytkownika lub hasła. Wpisz je ponownie; "
    "jeżeli to nie pomoże, poproś administratora o sprawdzenie konta.",
    ProblemKind.CERTIFICATE: "Nie można sprawdzić, czy {path} to naprawdę serwer urzędu: nie zgadza się jego "
    "certyfikat. Hasło nie zostało wysłane. Poproś informatyka o plik z certyfikatem urzędu.",
    ProblemKind.CONNECTION_LOST: "Połączenie z serwerem {path} zostało przerwane. Nic nie zostało zapisane. "
    "Spróbuj ponownie.",
    ProblemKind.OUTCOME_UNKNOWN: "Połączenie z serwerem {path} zostało przerwane w chwili zapisu i nie wiadomo, "
    "czy zapis się udał. Po powrocie połączenia otwórz tę pozycję ponownie i sprawdź ją.",
    ProblemKind.SERVER_TOO_OLD: "Serwer {path} ma za stary PostgreSQL. Program potrzebuje wersji 15 albo nowszej. "
    "Zawiadom informatyka.",
    ProblemKind.SERVER_BUSY: "Serwer {path} jest przeciążony i nie odpowiedział na czas. Nic nie zostało zapisane. "
    "Spróbuj ponownie za chwilę.",
    ProblemKind.NO_RIGHT: "Serwer {path} odmówił tej czynności, bo nie masz do niej uprawnienia. "
    "Poproś administratora programu o jego nadanie.",
}
"""For an address; what a server cannot report has no sentence here."""


_PASSING = frozenset(
    {ProblemKind.LOCKED, ProblemKind.UNREACHABLE, ProblemKind.CONNECTION_LOST, ProblemKind.SERVER_BUSY}
)
"""After these nothing was saved and the same deed may succeed in a moment."""


def sentence(kind: ProblemKind, path: Path | str) -> str:
    """What happened and what to do; ``path`` is a file or a server's address."""
    return (_SERVER_SENTENCES if isinstance(path, str) else _SENTENCES)[kind].format(path=path)


@contextmanager
def explained() -> Iterator[None]:
    """Raise EnvironmentProblem with a Polish sentence in place of DatabaseProblem."""
    try:
        yield
    except DatabaseProblem as problem:
        kind = PassingProblem if problem.kind in _PASSING else EnvironmentProblem
        raise kind(sentence(problem.kind, problem.path)) from problem


@contextmanager
def reading(store: Store) -> Iterator[Session]:
    """A reading session whose failures are explained."""
    with explained(), store.reading() as session:
        yield session


@contextmanager
def writing(store: Store, author: str = "") -> Iterator[Session]:
    """A writing session, one transaction, whose failures are explained; ``author`` is named in the audit log."""
    with explained(), store.writing(author) as session:
        yield session
