"""How a post speaks Polish: labels of its fields, names of kinds, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.people.posts.domain import PostKind
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Stanowiska",
    one="stanowisko",
    few="stanowiska",
    many="stanowisk",
    search="Szukaj stanowiska",
    placeholder="Nazwa albo wymagania",
    empty_title="Nie ma jeszcze żadnego stanowiska",
    empty_hint="Dodaj stanowiska z wykazu albo własne: ich rodzaj decyduje, kto podlega ocenie okresowej.",
)

FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa stanowiska", "Tak jak w umowach i zakresach czynności.", "inspektor"),
    "kind": FieldWords(
        "Rodzaj stanowiska",
        "Od niego zależy, czy osoba podlega ocenie okresowej; podpowiada się przy pracowniku.",
    ),
    "requirements": FieldWords("Wymagania", "Wykształcenie, staż i uprawnienia według regulaminu wynagradzania."),
}

KINDS: dict[StrEnum, str] = {
    PostKind.MANAGERIAL: "kierownicze urzędnicze",
    PostKind.CLERICAL: "urzędnicze",
    PostKind.AUXILIARY: "pomocnicze i obsługi",
    PostKind.ADVISER: "doradca lub asystent",
    PostKind.ELECTED: "z wyboru lub powołania",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {PostKind: KINDS}

PROBLEMS: dict[str, str] = {
    "not_unique": "Stanowisko „{value}” jest już w wykazie. Popraw tamto albo wpisz inną nazwę.",
}


def kind_label(kind: PostKind | None) -> str:
    """The Polish name, blank where no kind was given."""
    return "" if kind is None else KINDS[kind]
