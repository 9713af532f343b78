"""How the summaries of trainings speak Polish: names of pages, headings, sentences."""

from collections.abc import Mapping
from datetime import date

from app.core.date_words import from_to
from app.core.dates import format_date
from app.core.polish import plural

REGISTER, COSTS, ACCESS, EFFECTS = "register", "costs", "access", "effects"
PAGES: Mapping[str, str] = {
    COSTS: "Koszty i wykonanie planu",
    ACCESS: "Dostęp do szkoleń",
    EFFECTS: "Efekty szkoleń",
}
"""Pages with charts; the register has a window of its own."""
REGISTER_TITLE = "Zestawienie szkoleń"
REPORT_TITLE = "Roczne sprawozdanie ze szkoleń"

WHOLE_OFFICE = "Cały urząd"
NO_UNIT = "bez komórki"
NO_AREA = "bez dziedziny"
NO_TOPIC = "bez tematu"
NO_INSTITUTION = "bez instytucji"
MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")

COLUMNS = (
    "Lp.",
    "Symbol kko",
    "Nazwisko i imię pracownika",
    "Stanowisko",
    "Data / ilość dni",
    "Temat",
    "Instytucja szkoląca",
    "Koszt szkolenia",
)
"""The columns of the seed, slide 34."""
TOTAL_COST = "Łączny koszt szkoleń"
TOTAL_COUNT = "Łączna liczba szkoleń"
BY_UNIT = "Liczba szkoleń z podziałem na komórki organizacyjne urzędu"

EMPTY = "W tym okresie nie ma ani jednego szkolenia."
COUNTED = (
    "Liczą się udziały z potwierdzonym miejscem, które nie zostały odrzucone, wycofane ani odwołane; nieobecność nie "
    "zwraca kosztu. Szkolenie należy do dnia, w którym się zaczęło."
)
CAUTION = (
    "Zmiana ocen po szkoleniu nie dowodzi, że spowodowało ją szkolenie: na ocenę wpływa wiele rzeczy, a przy kilku "
    "osobach decyduje przypadek."
)


def entries(count: int) -> str:
    """„1 szkolenie”, „5 szkoleń”: participations, as the seed counts them."""
    return f"{count} {plural(count, 'szkolenie', 'szkolenia', 'szkoleń')}"


def people(count: int) -> str:
    """„1 osoba”, „5 osób”."""
    return f"{count} {plural(count, 'osoba', 'osoby', 'osób')}"


def cases(count: int) -> str:
    """„1 przypadku”, „5 przypadkach”: in how many."""
    return f"{count} {plural(count, 'przypadku', 'przypadkach', 'przypadkach')}"


def effect_title(months: tuple[int, int]) -> str:
    """What the chart of effects is called; ``months`` are those after which heads look."""
    return f"Ocena efektu po {months[0]}–{months[1]} miesiącach"


def days(count: int) -> str:
    """„1 dzień”, „5 dni”."""
    return f"{count} {plural(count, 'dzień', 'dni', 'dni')}"


def when(starts_on: date, ends_on: date, length: int | None) -> str:
    """The fifth column of the register: „12–14.03.2026 / 3 dni”."""
    told = from_to(starts_on, ends_on)
    return told if length is None else f"{told} / {days(length)}"


def period(since: date, until: date) -> str:
    """„rok 2026” for a whole year, else both days."""
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
        return f"rok {since.year}"
    return f"{format_date(since)}–{format_date(until)}"


PROBLEMS: dict[str, str] = {
    "unknown_person": "Program nie zna pracownika „{value}”. Dodaj go w rejestrze pracowników (także gdy już nie "
    "pracuje, z datą odejścia) albo popraw nazwisko.",
    "unknown_number": "Nikt w rejestrze pracowników nie ma numeru „{value}”. Popraw numer albo usuń go: wystarczy "
    "nazwisko i imię.",
    "many_people": "W rejestrze jest kilka osób „{value}”. Dopisz kolumnę „Numer ewidencyjny” albo symbol komórki, "
    "w której ta osoba pracuje.",
    "not_over": "To szkolenie trwa do {value}, a wczytać można tylko te, które już się odbyły. Trwające i przyszłe "
    "dodaj w programie.",
    "course_has_costs": "To szkolenie jest już w programie i ma tam wpisane koszty, więc koszt z pliku liczyłby się "
    "drugi raz. Usuń koszt z wiersza albo dodaj osobę w programie.",
    "line_twice": "„{value}” jest w tym szkoleniu już w innym wierszu pliku. Zostaw jeden z nich.",
}
"""Why a line of an old register cannot be saved."""
