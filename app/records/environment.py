"""Failures of the computer said in Polish, with what to do, wherever the database is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.errors import EnvironmentProblem
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
    ProblemKind.REPLACED: "Plik bazy „{path}” został usunięty, przeniesiony albo zastąpiony innym, gdy program z niego "
    "korzystał. Nic nie zostało zapisane. Przywróć plik na miejsce albo zamknij program i otwórz bazę ponownie.",
}


def sentence(kind: ProblemKind, path: Path) -> str:
    """What happened and what to do."""
    return _SENTENCES[kind].format(path=path)


@contextmanager
def explained() -> Iterator[None]:
    """Raise EnvironmentProblem with a Polish sentence in place of DatabaseProblem."""
    try:
        yield
    except DatabaseProblem as problem:
        raise EnvironmentProblem(sentence(problem.kind, problem.path)) from problem


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
