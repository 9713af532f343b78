"""How the audit log speaks Polish: deeds, kinds of records, fields, values, and what verification found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from app.access.roles import matrix
from app.administration.audit.domain import AuditEntry
from app.core.dates import format_date
from app.core.file_sizes import size_text
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.widgets.register_words import RegisterWords

if TYPE_CHECKING:
    from db.server_audit import Unlogged

WORDS = RegisterWords(
    title="Dziennik czynności",
    one="wpis",
    few="wpisy",
    many="wpisów",
    search="Szukaj w dzienniku",
    placeholder="Kto, co albo treść zmiany",
    empty_title="W dzienniku nie ma jeszcze żadnego wpisu",
    empty_hint="Wpisy powstają same: przy każdym dodaniu, zmianie i usunięciu, przy logowaniu i kopiach zapasowych. "
    "Nikt nie może ich zmienić ani usunąć.",
    none="Żaden wpis",
)

DEEDS: Mapping[str, str] = {
    "create": "dodanie",
    "update": "zmiana",
    "delete": "usunięcie",
    "undelete": "przywrócenie",
    "read": "odczyt",
    "print": "wydruk",
    "export": "zapis do pliku",
    "import": "wczytanie z pliku",
    "sign_in": "zalogowanie",
    "sign_in_failed": "nieudane próby przed tym zalogowaniem (dowolna nazwa)",
    "sign_out": "wylogowanie",
    "lock": "zablokowanie programu",
    "unlock": "odblokowanie programu",
    "password": "zmiana hasła",
    "recovery": "użycie klucza odzyskiwania",
    "role": "zmiana ról",
    "back_up": "kopia zapasowa",
    "restore": "odtworzenie kopii",
    "erase": "usunięcie danych osobowych",
    "anonymise": "anonimizacja",
    "check": "sprawdzenie",
    "rekey": "zmiana klucza bazy",
    "move": "przeniesienie danych",
    "settings": "zmiana ustawień",
}
KINDS: Mapping[str, str] = {
    "account": "konto",
    "audit": "dziennik czynności",
    "backup": "kopia zapasowa",
    "database": "baza danych",
    "erasure": "usunięcie danych osobowych",
    "personal_data": "dane osobowe",
    "stored_file": "plik w bazie",
}
"""Kinds without use cases of their own; the others are named by their registers."""
FACTS: Mapping[str, str] = {
    "attempt": "Próba przeniesienia",
    "attempts": "Liczba prób",
    "bytes": "Wielkość",
    "changed": "Zmienione",
    "copies": "Liczba egzemplarzy",
    "count": "Liczba pozycji",
    "database_was_unreadable": "Bazy nie dało się odczytać",
    "details": "Treść",
    "entries": "Liczba wpisów",
    "erased_again": "Ponownie zanonimizowane osoby",
    "exported": "Zapisano",
    "faults": "Nieprawidłowości",
    "fields": "Pola",
    "file": "Plik",
    "fingerprint": "Odcisk zapisanych danych",
    "first": "Od wpisu",
    "format": "Rodzaj pliku",
    "from": "Skąd",
    "head": "Stan dziennika",
    "head_sound": "Dziennik nienaruszony",
    "ids": "Numery pozycji",
    "letter": "Pismo",
    "made": "Kopia z",
    "media_type": "Rodzaj pliku",
    "month": "Miesiąc",
    "new": "Nowe",
    "personal_data": "Dane jednej osoby",
    "reason": "Powód",
    "recovery_key": "Kluczem odzyskiwania",
    "refused": "Odrzucone",
    "report": "Zestawienie",
    "replaced_head": "Stan dziennika zastąpionej bazy",
    "rows": "Liczba wierszy",
    "sha256": "SHA-256",
    "size": "Wielkość",
    "to": "Dokąd",
    "unchanged": "Bez zmian",
    "year": "Rok",
}
FACT_VALUES: Mapping[str, Mapping[str, str]] = {
    "reason": {
        "automatic": "automatyczna",
        "manual": "na życzenie",
        "upgrade": "przed aktualizacją",
        "import": "przed wczytaniem danych",
        "replaced": "zastąpiona",
    },
    "report": {
        "evaluation_statistics": "statystyka ocen",
        "cooperation_report": "sprawozdanie z programu współpracy",
    },
    "format": {
        "xlsx": "Excel (XLSX)",
        "csv": "CSV",
        "json": "JSON",
        "pdf": "PDF",
        "geojson": "GeoJSON",
        "html": "HTML",
    },
}
"""Codes among the facts, by the fact's name."""
COMMON: Mapping[str, str] = {
    "active": "Konto czynne",
    "edition": "Wydanie",
    "edition_on": "Data wydania",
    "must_change": "Hasło jednorazowe",
    "position": "Miejsce",
}
"""Fields that no form edits."""
NAMELESS = frozenset({"sign_in_failed"})
"""Deeds whose entry bears the name of somebody else than who did them."""
UNKNOWN = "nie wiadomo"
WITHOUT_ACCOUNTS = "operator"
"""The author in a database without accounts."""
MONTH_NAMES = (
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
)
_DAYS = {"1": "dzisiaj", "7": "ostatnie 7 dni", "30": "ostatnie 30 dni"}
_BLANK = "—"
ERASED = "Treść wpisu usunięto razem z danymi osobowymi. Sam wpis pozostaje."
SENSITIVE = "Uwaga, nowy dostęp:"
"""Marks a change of roles that opened sensitive data; the areas follow."""
_SHORT = 60
_REFERENCES = {"unit_id": "unit", "supervising_unit_id": "unit", "parent_id": "unit", "employee_id": "employee"}


@dataclass(frozen=True)
class Kind:
    """A kind of record as its register describes it; ``labels`` are those of its choices, ``amounts`` hold grosze."""

    name: str
    fields: Mapping[str, FieldWords] = field(default_factory=dict)
    draft: Any = None
    labels: Mapping[type[StrEnum], Mapping[StrEnum, str]] = field(default_factory=dict)
    amounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """Turns entries into Polish; ``names`` are what referred units and people are called now."""

    kinds: Mapping[str, Kind]
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def kind(self, entity: str) -> str:
        """What a kind of record is called; an unknown one as it stands."""
        known = self.kinds.get(entity)
        return known.name if known is not None else KINDS.get(entity, entity)

    def record(self, entry: AuditEntry) -> str:
        """What the entry is about: its title then, else its number."""
        if entry.deed in NAMELESS:
            return ""
        if entry.title:
            return entry.title
        if entry.record_id is not None:
            return f"nr {entry.record_id}"
        number = entry.facts.get("count")
        return f"{number} {plural(number, 'pozycja', 'pozycje', 'pozycji')}" if isinstance(number, int) else ""

    def field(self, entity: str, name: str) -> str:
        """The label of a field."""
        known = self.kinds.get(entity)
        words = known.fields.get(name) if known is not None else None
        return words.label if words is not None else COMMON.get(name, FACTS.get(name, name))

    def rows(self, entry: AuditEntry) -> list[tuple[str, str, str]]:
        """Label, old and new value of every change."""
        return [
            (
                self.field(entry.entity, change.name),
                self.value(entry.entity, change.name, change.old),
                self.value(entry.entity, change.name, change.new),
            )
            for change in entry.changes
        ]

    def facts(self, entry: AuditEntry) -> list[tuple[str, str]]:
        """What else is known, by label."""
        return [(FACTS.get(name, name), self._fact(entry.entity, name, value)) for name, value in entry.facts.items()]

    def _fact(self, entity: str, name: str, value: Any) -> str:
        if name == "fields" and isinstance(value, list):
            return ", ".join(self.field(entity, str(part)) for part in value)
        if name in ("size", "bytes") and isinstance(value, int):
            return size_text(value)
        known = FACT_VALUES.get(name, {}).get(value) if isinstance(value, str) else None
        return known or self.value("", name, value)

    def text(self, entry: AuditEntry) -> str:
        """The whole entry in plain words, a line each."""
        lines = [
            f"Wpis nr {entry.id}, {when(entry.at)}, {who(entry)}",
            f"{deed(entry.deed)}: {self.kind(entry.entity)} {self.record(entry)}".rstrip(),
        ]
        lines += [f"{label}: było {old}, jest {new}" for label, old, new in self.rows(entry)]
        lines += [f"{label}: {value}" for label, value in self.facts(entry)]
        return "\n".join([*lines, *([ERASED] if entry.erased else [])])

    def short(self, entry: AuditEntry) -> str:
        """The changes in a line: one as old and new value, several by their labels."""
        if entry.erased:
            return "treść usunięto (dane osobowe)"
        rows = self.rows(entry)
        if entry.deed in ("update", "role") and len(rows) == 1 and not entry.concealed:
            label, old, new = rows[0]
            if entry.deed == "role":
                # nothing left out: this is what the officer looks for
                return f"{label}: {old} → {new}"
            return f"{label}: {_cut(old)} → {_cut(new)}"
        if entry.deed in ("create", "delete") and rows:
            return ""
        if rows:
            return ", ".join(label for label, _old, _new in rows)
        # how many there are stands in the column before
        told = [(name, value) for name, value in entry.facts.items() if name != "count"][:3]
        return ", ".join(
            f"{FACTS.get(name, name)}: {_cut(self._fact(entry.entity, name, value))}" for name, value in told
        )

    def value(self, entity: str, name: str, value: Any) -> str:
        """A JSON value in Polish."""
        if value is None or value in ("", []):
            return _BLANK
        if isinstance(value, bool):
            return "tak" if value else "nie"
        if isinstance(value, int):
            return self._number(entity, name, value)
        if isinstance(value, str):
            return self._choice(entity, name, value) or _moment(value) or value
        if name == "roles" and isinstance(value, list):
            return ", ".join(matrix().labels().get(str(role), str(role)) for role in value)
        if isinstance(value, list):
            return self._list(entity, name, value)
        if isinstance(value, dict):
            return ", ".join(
                self._part(entity, name, key, part) for key, part in value.items() if part not in (None, "")
            )
        return str(value)

    def _number(self, entity: str, name: str, value: int) -> str:
        last, known = name.rpartition(".")[2], self.kinds.get(entity)
        # an amount inside a JSON list is known by its name only
        if last == "amount" or (known is not None and name in known.amounts):
            return format_money(value)
        if last in _REFERENCES:
            return self.names.get((_REFERENCES[last], value), f"nr {value}")
        return str(value)

    def _list(self, entity: str, name: str, value: list[Any]) -> str:
        if all(isinstance(item, dict) for item in value):
            return "\n".join(f"{place}. {self.value(entity, name, item)}" for place, item in enumerate(value, 1))
        return "; ".join(self.value(entity, name, item) for item in value)

    def _part(self, entity: str, name: str, key: str, part: Any) -> str:
        inner = f"{name}.{key}"
        known = self.kinds.get(entity)
        words = known.fields.get(inner) if known is not None else None
        label = words.label if words is not None else FACTS.get(key, key)
        return f"{label}: {self.value(entity, inner, part)}"

    def _choice(self, entity: str, name: str, value: str) -> str:
        known = self.kinds.get(entity)
        if known is None:
            return ""
        for kind in _choices(known.draft, tuple(name.split("."))):
            if value in set(kind) and kind in known.labels:
                return known.labels[kind][kind(value)]
        return ""


def sensitive_areas(entry: AuditEntry) -> tuple[str, ...]:
    """For a change of roles: the areas, such as evaluations, that it opened to the person."""
    lists = [(change.old, change.new) for change in entry.changes if change.name == "roles"] if _is_role(entry) else []
    return tuple(area for old, new in lists for area in matrix().newly_sensitive(_roles(old), _roles(new)))


def _is_role(entry: AuditEntry) -> bool:
    return entry.deed == "role" and entry.entity == "account"


def _roles(value: Any) -> list[str]:
    return [str(role) for role in value] if isinstance(value, list) else []


# a page of the log asks the same thousands of times, and the types behind a field do not change
@lru_cache(maxsize=4096)
def _choices(draft: Any, path: tuple[str, ...]) -> tuple[type[StrEnum], ...]:
    """The enumerations that the field at the path may hold."""
    if not (isinstance(draft, type) and is_dataclass(draft)) or path[0] not in {spec.name for spec in fields(draft)}:
        return ()
    parts = tuple(_parts(get_type_hints(draft)[path[0]]))
    if len(path) > 1:
        return tuple(kind for part in parts for kind in _choices(part, path[1:]))
    return tuple(part for part in parts if isinstance(part, type) and issubclass(part, StrEnum))


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _moment(value: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return format_date(datetime.fromisoformat(value).date())
        except ValueError:
            return ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+00:00", value, re.ASCII):
        return when(datetime.fromisoformat(value))
    return ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def when(at: datetime) -> str:
    """``22.11.2026 10:15:30``, by this computer's time zone."""
    local = at.astimezone()
    return f"{format_date(local.date())} {local:%H:%M:%S}"


def deed(key: str) -> str:
    """What a deed is called; an unknown one as it stands."""
    return DEEDS.get(key, key)


def who(entry: AuditEntry) -> str:
    """Who did it; nobody knows who failed to sign in, for the entry is made at the next success, under its name."""
    return UNKNOWN if entry.deed in NAMELESS else author(entry.author)


def author(login: str) -> str:
    """Who did it."""
    if login == WITHOUT_ACCOUNTS:
        return "bez logowania"
    return login or "program"


def period_label(key: str) -> str:
    """``ostatnie 7 dni``, ``listopad 2026``."""
    return _DAYS[key] if key in _DAYS else month_label(key)


def month_label(key: str) -> str:
    """``listopad 2026``."""
    year, _, number = key.partition("-")
    return f"{MONTH_NAMES[int(number) - 1]} {year}"


FAULTS: Mapping[str, str] = {
    "altered": "wpis nr {number} zmieniono, podłożono albo przestawiono",
    "details_altered": "zmieniono treść wpisu nr {number}",
    "missing": "brakuje wpisu nr {number}",
    "cut": "dziennik ucięto: brakuje wpisów od nr {number}",
    "beyond_head": "wpisów od nr {number} nie zna stan dziennika zapisany w bazie",
    "head_altered": "zmieniono zapisany w bazie stan dziennika (wpis nr {number})",
    "anchor": "wpis nr {number} jest inny niż wtedy, gdy zachowano jego znak: dziennik napisano od nowa",
    "unprotected": "z bazy usunięto zabezpieczenie, które nie pozwala zmieniać wpisów",
}

UNPROVEN_RESTORE = (
    "Nie da się potwierdzić, że znaki dziennika zachowane w kopiach zapasowych różnią się z powodu odtworzenia kopii "
    "(wpis nr {number}): nie ma kopii zastąpionej bazy, która by tego dowodziła, albo nie pasuje ona do wpisu. "
    "Odszukaj tę kopię (powód: zastąpiona) i sprawdź dziennik ponownie, także ze znakiem z wydrukowanego raportu."
)


def fault_sentences(faults: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """What is wrong, one sentence for each place."""
    found = (FAULTS.get(kind, kind).format(number=number) for kind, number in faults)
    return tuple(f"{sentence[0].upper()}{sentence[1:]}." for sentence in dict.fromkeys(found))


def sound_sentence(entries: int, anchors: int) -> str:
    """What a sound log is told as."""
    counted = f"{entries} {plural(entries, 'wpis', 'wpisy', 'wpisów')}"
    compared = (
        f" i {plural(anchors, 'zgadza', 'zgadzają', 'zgadza')} się z nim "
        f"{anchors} {plural(anchors, 'zachowany stan', 'zachowane stany', 'zachowanych stanów')}"
        if anchors
        else ""
    )
    return f"Dziennik jest nienaruszony: {counted}{compared}."


OPERATIONS: Mapping[str, str] = {
    "INSERT": "dodano",
    "UPDATE": "zmieniono",
    "DELETE": "usunięto",
    "TRUNCATE": "opróżniono tabelę",
}
"""What another program did to rows on a server."""
_MOST_TOLD = 5


def unlogged_sentences(changes: Sequence["Unlogged"]) -> Iterator[str]:
    """Changes on a server that the log does not tell of, the newest ones one by one."""
    if not changes:
        return
    number = len(changes)
    yield (
        f"{number} {plural(number, 'zmianę', 'zmiany', 'zmian')} w danych zrobiono poza programem: dziennik nic o "
        f"{plural(number, 'niej', 'nich', 'nich')} nie mówi. Zapytaj te osoby o powód i powiadom informatyka."
    )
    for change in reversed(changes[-_MOST_TOLD:]):
        moment = change.at.astimezone()
        rows = "" if change.operation == "TRUNCATE" else f" {change.rows} {plural(change.rows, *_ROWS)}"
        yield (
            f"{format_date(moment.date())} {moment:%H:%M}, {change.login}, "
            f"{f'program {change.application}' if change.application else 'nieznany program'}, "
            f"tabela {change.table}: {OPERATIONS.get(change.operation, change.operation)}{rows}."
        )
    if number > _MOST_TOLD:
        yield f"Starszych takich zmian, których tu nie wymieniono, jest {number - _MOST_TOLD}."


_ROWS = ("wiersz", "wiersze", "wierszy")
