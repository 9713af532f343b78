"""How a list of preferred institutions speaks Polish: fields, the formula, sentences about lines and problems."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.participations import words as card_words
from app.registers.trainings.participations.domain import MARKS as CARD_MARKS
from app.registers.trainings.preferred.domain import ListState, PreferredList, PreferredListDraft
from app.widgets.register_words import RegisterWords

T = TypeVar("T")

WORDS = RegisterWords(
    title="Preferowane instytucje",
    one="lista",
    few="listy",
    many="list",
    search="Szukaj listy preferowanych instytucji",
    placeholder="Rok albo słowo z uwag",
    empty_title="Nie ma jeszcze żadnej listy",
    empty_hint="W styczniu dodaj listę za miniony rok: program ułoży ją z kart uczestnictwa i pokaże, jak liczył.",
)
MARKS = tuple(card_words.FIELDS[name].label.lower() for name in CARD_MARKS)
"""The six questions of a card, in its order."""

FIELDS: dict[str, FieldWords] = {
    "year": FieldWords(
        "Za rok", "Rok szkoleń, których karty się liczą. Listę sporządza się w styczniu następnego roku."
    ),
    "since": FieldWords("Szkolenia od", "Pierwszy dzień szkoleń, których karty się liczą."),
    "until": FieldWords("Szkolenia do", "Ostatni dzień; szkolenie należy do dnia, w którym się zaczęło."),
    "notes": FieldWords("Uwagi do instytucji"),
    "notes.institution_id": FieldWords("Instytucja", "Wpisz nazwę albo jej część."),
    "notes.left_out": FieldWords("Pomiń na liście", "Instytucja nie dostanie miejsca; w uwadze podaj powód."),
    "notes.note": FieldWords("Uwaga"),
    "note": FieldWords("Uwagi do listy", "Stoją na wydruku pod tabelą."),
    "state": FieldWords("Stan"),
    "approved_on": FieldWords("Dzień zatwierdzenia"),
    "approved_by": FieldWords("Zatwierdził(a)"),
}
STATES: dict[StrEnum, str] = {ListState.DRAFT: "robocza", ListState.APPROVED: "zatwierdzona"}
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {ListState: STATES}
WHY_NOT = {"left_out": "pominięta", "too_few": "za mało kart"}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Koniec okresu jest przed jego początkiem. Popraw jedną z dat.",
    "year_taken": "Lista za rok {year} już jest. Otwórz ją zamiast dodawać drugą.",
    "institution_twice": "Do tej instytucji jest już uwaga wyżej. Zostaw jedną.",
    "note_needs_institution": "Wybierz instytucję albo usuń tę uwagę.",
    "left_out_needs_reason": "Napisz, dlaczego instytucję pominięto.",
    "list_is_approved": "Lista jest zatwierdzona i nie można jej zmieniać. Najpierw wycofaj zatwierdzenie.",
    "approved_too_early": "Okres listy trwa do {until}. Zatwierdź ją po tym dniu.",
    "approval_in_future": "Dzień zatwierdzenia nie może być późniejszy niż dziś ({today}).",
    "no_cards": "Za ten okres nie ma ani jednej karty uczestnictwa, więc nie ma czego zatwierdzać.",
}
NOT_YET = (
    "Lista za rok {year} nie jest jeszcze zatwierdzona. Powstaje z kart wszystkich osób; zobaczysz ją po zatwierdzeniu."
)
NO_DELETE = "Lista za rok {year} jest zatwierdzona. Wycofaj zatwierdzenie, zanim ją usuniesz."


def title(record: PreferredList | PreferredListDraft) -> str:
    """„Lista preferowanych instytucji za rok 2025”."""
    return f"Lista preferowanych instytucji szkoleniowych za rok {record.year or '…'}"


def formula(shrink: int, least_cards: int, office_mean: int | None) -> str:
    """How the result was found, for the screen and the print alike."""
    known = "" if office_mean is None else f" (w tym okresie {mark(office_mean)})"
    return (
        f"Wynik = (C × m + s) ÷ (C + n), gdzie n to liczba kart instytucji, s – suma średnich ocen z tych kart, "
        f"m – średnia ze wszystkich kart urzędu{known}, C = {shrink} – waga średniej urzędu, jakby dodano do kart "
        f"instytucji {shrink} {plural(shrink, 'kartę', 'karty', 'kart')} o ocenie m. Dzięki temu jedna bardzo dobra "
        f"lub zła karta nie przesądza o miejscu. Miejsce dostają instytucje, które mają co najmniej {least_cards} "
        f"{plural(least_cards, 'kartę', 'karty', 'kart')}. Średnia karty to średnia z ocen od 1 do 5, które na niej "
        "postawiono; liczy się bez zaokrągleń, zaokrągla się dopiero wynik."
    )


def mark(hundredths: int | None) -> str:
    """``452`` gives „4,52”; nothing gives „–”."""
    return "–" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02d}"


def change(hundredths: int | None) -> str:
    """„+0,35”, „−0,20”, „0,00”; nothing gives „–”."""
    if hundredths is None:
        return "–"
    sign = "+" if hundredths > 0 else "\u2212" if hundredths < 0 else ""
    return f"{sign}{mark(abs(hundredths))}"


def price(grosze: int | None) -> str:
    """The price of a participant and day; „–” where it is not known."""
    return "–" if grosze is None else format_money(grosze)


def period(record: PreferredListDraft) -> str:
    """„1.01.2025–31.12.2025”."""
    if record.since is None or record.until is None:
        return ""
    return f"{format_date(record.since)}–{format_date(record.until)}"
