"""Polish words of backups."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from app.administration.backups.domain import (
    Backup,
    Difference,
    Keeping,
    PlaceState,
    Preview,
    Reason,
    State,
    Status,
    age_is_known,
)
from app.core.dates import format_date
from app.core.polish import plural

REASONS = {
    Reason.AUTOMATIC: "automatyczna",
    Reason.MANUAL: "na życzenie",
    Reason.UPGRADE: "przed aktualizacją",
    Reason.IMPORT: "przed wczytaniem danych",
    Reason.REPLACED: "zastąpiona",
}
TABLES = {
    "service_card": "Karty usług",
    "unit": "Komórki organizacyjne",
    "employee": "Pracownicy",
    "stored_file": "Pliki",
    "account": "Konta",
    "audit_entry": "Wpisy dziennika czynności",
}
"""Tables whose numbers a person understands, in the order of telling."""
FAULTS = {
    "not_a_backup": "Folder „{path}” nie jest kopią zapasową tego programu. Wskaż folder z plikiem manifest.json.",
    "newer_format": "Kopię „{path}” zapisała nowsza wersja programu. Zainstaluj ją, aby odtworzyć tę kopię.",
    "incomplete": "Kopia „{path}” jest niepełna: brakuje w niej pliku {detail}. Wybierz inną kopię.",
    "damaged": "Kopia „{path}” jest uszkodzona ({detail}). Wybierz inną kopię; tej nie można odtworzyć.",
    "tampered": "Kopia „{path}” została zmieniona po zapisaniu. Nie odtwarzaj jej; wybierz inną "
    "i powiadom informatyka.",
    "other_key": "Klucz otwartej bazy nie otwiera kopii „{path}”: zrobiono ją przed zmianą klucza "
    "albo należy do innego urzędu. Potrzebna jest nazwa i hasło z dnia zrobienia kopii.",
}
NEWER_SCHEMA = (
    "Kopię „{path}” zapisała nowsza wersja programu (schemat {schema}, ten program zna najwyżej {newest}). "
    "Zainstaluj tę wersję i odtwórz kopię w niej."
)
FOREIGN = (
    "Kopia „{path}” należy do innej bazy danych. Aby ją otworzyć obok obecnej, odtwórz ją jako nową bazę: "
    "urzad --database NOWA.db backup restore „{path}”."
)
PLAIN_AND_ENCRYPTED = (
    "Otwarta baza i kopia „{path}” różnią się szyfrowaniem. Odtwórz kopię jako nową bazę: "
    "urzad --database NOWA.db backup restore „{path}”."
)
ON_SERVER = (
    "Dane leżą na serwerze urzędu i tam robi się ich kopie. Informatyk znajdzie opis i gotowe polecenia "
    "w folderze packaging/server."
)
LOG_BROKEN = (
    "Dziennik czynności w kopii „{path}” nie zgadza się z zapisanym w niej skrótem: ktoś go zmienił. "
    "Nie odtwarzaj tej kopii; wybierz inną i powiadom informatyka."
)
CHANGED_MEANWHILE = "Dane zmieniły się od próby. Powtórz próbę odtworzenia, aby niczego nie zgubić."
IN_USE = "Z bazy „{path}” korzysta inny program albo inne okno. Zamknij je i spróbuj ponownie; niczego nie zmieniono."
KEYS_BACK = (
    "Bazie brakowało tylko pliku kluczy. Wzięto go z kopii; danych nie zmieniono. Hasła są z dnia zrobienia kopii."
)
REPEAT_ERASURES = (
    "Jeżeli po zrobieniu tej kopii usuwano dane osobowe, usuń je teraz ponownie: listy usunięć nie dało się odczytać "
    "z utraconej bazy."
)
NO_PLACE = "Nie ma folderu „{path}”. Podłącz nośnik albo wskaż inny folder."


def reason(code: str) -> str:
    """Why a copy was made; an unknown code as it is."""
    return REASONS[Reason(code)] if code in set(Reason) else code


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """``22.11.2026 11:00`` in this computer's time."""
    local = at.astimezone(zone)
    return f"{format_date(local.date())} {local:%H:%M}"


def age(at: datetime, now: datetime) -> str:
    """How long ago: ``przed chwilą``, ``12 minut temu``, ``3 godziny temu``, ``2 dni temu``."""
    if not age_is_known(at, now):
        return f"z datą z przyszłości ({moment(at)})"
    passed = max(now - at, timedelta())
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "przed chwilą"
    if minutes < 60:
        return f"{minutes} {plural(minutes, 'minutę', 'minuty', 'minut')} temu"
    if minutes < 24 * 60:
        hours = minutes // 60
        return f"{hours} {plural(hours, 'godzinę', 'godziny', 'godzin')} temu"
    return f"{passed.days} {plural(passed.days, 'dzień', 'dni', 'dni')} temu"


ASK_IT = "Powiadom informatyka: kopie robi serwer (systemctl status urzad-kopia)."


def failed_on_server(at: datetime) -> str:
    """The server tried and could not make a good copy."""
    return f"Kopia, którą serwer robił {moment(at)}, się nie udała."


def no_young_backup(last: datetime | None) -> str:
    """Why the schema of a filled database on a server stays as it is."""
    found = "nie ma jeszcze żadnej sprawdzonej kopii" if last is None else f"ostatnia kopia jest z {moment(last)}"
    return (
        f"Baza zawiera dane, a {found}. Zrób kopię na serwerze (systemctl start urzad-kopia) i spróbuj ponownie. "
        "Bez kopii schemat zmieni tylko polecenie z opcją --without-backup."
    )


def status(state: Status, now: datetime) -> str:
    """The words of the status line."""
    last = f"Ostatnia kopia: {age(state.last, now)}" if state.last else "Nie ma jeszcze kopii zapasowej"
    if state.problem:
        return f"{last} – nowa się nie udała"
    return f"{last} – za dawno" if state.late and state.last else last


def status_details(state: Status, now: datetime) -> Iterator[str]:
    """Sentences behind the words of the status line."""
    if state.problem:
        yield state.problem
    if state.last is not None and state.changed is None:
        yield f"Ostatnia kopia jest z {moment(state.last)}."
    elif state.last is not None:
        yield f"Ostatnia kopia jest z {moment(state.last)}" + (
            "; od tego czasu zmieniono dane." if state.changed else "; od tego czasu danych nie zmieniono."
        )
    for folder in state.places:
        if sentence := place_sentence(folder):
            yield sentence


def what_to_do(state: Status) -> str:
    """Advice for a state that is not well."""
    return ASK_IT if state.on_server else WHAT_TO_DO


WHAT_TO_DO = "Zrób kopię teraz: Narzędzia → Kopie zapasowe."


def place(copy: Backup, own: Path) -> str:
    """Where a copy lies: the folder, or that it is the usual one."""
    return "obok bazy" if copy.place == own else str(copy.place)


def place_sentence(place: PlaceState) -> str:
    """What keeps copies from a further folder; blank when nothing does."""
    if place.problem:
        return place.problem
    return "" if place.present else f"Nie ma teraz folderu „{place.folder}”; kopia trafi tam, gdy będzie dostępny."


def made(name: str, places: tuple[PlaceState, ...]) -> str:
    """What to say after a copy was made."""
    there = sum(place.present and not place.problem for place in places)
    also = f" Także w {there} {plural(there, 'dodatkowym folderze', 'dodatkowych folderach', 'dodatkowych folderach')}."
    missing = [sentence for place in places if (sentence := place_sentence(place))]
    return " ".join((f"Zrobiono i sprawdzono kopię {name}." + (also if there else ""), *missing))


def difference(one: Difference) -> tuple[str, str, str, str]:
    """Table, rows in the copy, rows now, what changes: ``-3``, ``+2``, ``tyle samo``.

    An equal number says nothing of what the rows contain, so it is not called unchanged.
    """
    if one.now is None:
        return TABLES.get(one.table, one.table), str(one.then), "–", "–"
    gap = one.then - one.now
    change = f"{gap:+d}".replace("-", "−") if gap else "tyle samo"
    return TABLES.get(one.table, one.table), str(one.then), str(one.now), change


def preview_facts(preview: Preview, now: datetime) -> Iterator[tuple[str, str]]:
    """Label and value of everything a person should know of a copy."""
    for label, value in backup_facts(preview.backup, now):
        older = label == SCHEMA and preview.upgraded_from is not None
        yield label, f"{value} – starszy; program go zaktualizuje" if older else value


SCHEMA = "Schemat danych"


def backup_facts(copy: Backup, now: datetime) -> Iterator[tuple[str, str]]:
    """Label and value of what a copy says of itself."""
    from app.core.file_sizes import size_text

    yield "Urząd", copy.office or "–"
    yield "Zrobiona", f"{moment(copy.moment)} ({age(copy.moment, now)})"
    yield "Powód", reason(copy.reason) + (f", przez: {copy.author}" if copy.author else "")
    yield "Wielkość", size_text(copy.size) + (", zaszyfrowana" if copy.encrypted else ", niezaszyfrowana")
    yield "Wersja programu", copy.program or "–"
    yield SCHEMA, str(copy.schema)
    yield "Miejsce", str(copy.path)


def keeping(rule: Keeping) -> str:
    """The rule of keeping copies in one sentence."""
    return (
        f"Zostają: wszystkie kopie z {rule.days_all} ostatnich dni, potem {rule.daily} dziennych, "
        f"{rule.weekly} tygodniowych i {rule.monthly} miesięcznych; kopie zrobione przed aktualizacją, wczytaniem "
        f"i odtworzeniem co najmniej {rule.safety_days} dni."
    )


def fault(code: str, path: Path, detail: str) -> str:
    """Why a copy cannot be used."""
    return FAULTS[code].format(path=path, detail=detail or "błąd odczytu")


def state(copy: Backup) -> str:
    """What is known of a copy, in short."""
    if copy.state is State.FAULTY:
        return "nie do użycia"
    if copy.checked is None:
        return "sprawdzona przy zapisie"
    return f"sprawdzona {moment(copy.checked)}"


def rehearsed(preview: Preview, reapplied: int, *, has_account: bool) -> Iterator[str]:
    """What the rehearsal found."""
    yield "Kopia otwiera się, jest cała, a jej dziennik czynności zgadza się ze skrótem."
    if preview.upgraded_from is not None:
        yield "Program zaktualizował ją do swojego schematu danych."
    if reapplied:
        record = plural(reapplied, "pozycję", "pozycje", "pozycji")
        yield f"Ponownie usunięto dane osobowe, które usunięto po zrobieniu kopii: {reapplied} {record}."
    if preview.newer_changes:
        yield "Od zrobienia kopii zmieniono dane; po odtworzeniu tych zmian nie będzie."
    if not has_account:
        yield "Uwaga: w tej kopii nie ma Twojego czynnego konta. Po odtworzeniu zaloguje się tylko ktoś inny."
