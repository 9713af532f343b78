"""How an evaluation regulation speaks Polish: labels of fields and choices, sentences for problems, short texts."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from app.core.dates import format_date
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.evaluations.regulations.domain import (
    CriterionKind,
    NotEarlierFrom,
    Regulation,
    RegulationDraft,
    mean_text,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Regulaminy ocen",
    one="regulamin",
    few="regulaminy",
    many="regulaminów",
    search="Szukaj regulaminu ocen",
    placeholder="Nazwa, numer zarządzenia albo kryterium",
    empty_title="Nie ma jeszcze żadnego regulaminu ocen",
    empty_hint="Zacznij od wzoru i popraw go tak, jak stanowi zarządzenie w Twoim urzędzie.",
)

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CriterionKind: {
        CriterionKind.COMPULSORY: "obowiązkowe",
        CriterionKind.ELECTIVE: "do wyboru",
        CriterionKind.OWN: "własne oceniającego",
    },
    NotEarlierFrom: {
        NotEarlierFrom.LATER: "od późniejszego z obu dni",
        NotEarlierFrom.DELIVERY: "od doręczenia oceny",
        NotEarlierFrom.FINALITY: "od ostateczności oceny",
    },
}

_FILLED_IN = "Długości terminów i przepisy program wstawia sam w miejsca w nawiasach, na przykład {termin odwołania}."

FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa", example="Regulamin okresowej oceny pracowników"),
    "order_number": FieldWords("Numer zarządzenia", example="120.5.2026"),
    "order_date": FieldWords("Data zarządzenia"),
    "valid_from": FieldWords("Obowiązuje od"),
    "valid_to": FieldWords("Obowiązuje do", "Puste: do odwołania."),
    "groups": FieldWords("Grupy kryteriów", "W tej kolejności stoją na arkuszu; kryteria nazywają je symbolem."),
    "groups.symbol": FieldWords("Symbol", example="I"),
    "groups.name": FieldWords("Nazwa", example="Umiejętności podstawowe"),
    "criteria": FieldWords("Kryteria", "W tej kolejności stoją na arkuszu."),
    "criteria.name": FieldWords("Nazwa"),
    "criteria.group": FieldWords("Grupa", "Symbol grupy.", "I"),
    "criteria.kind": FieldWords("Rodzaj"),
    "criteria.weight": FieldWords("Waga", example="1"),
    "criteria.description": FieldWords("Opis"),
    "criteria.descriptors": FieldWords(
        "Co znaczy każda ocena", "Po jednym wierszu na ocenę, od najniższej. Puste: wystarczą opisy ze skali."
    ),
    "scale": FieldWords("Skala ocen", "Od najniższej oceny do najwyższej."),
    "scale.value": FieldWords("Ocena", example="1"),
    "scale.name": FieldWords("Nazwa"),
    "scale.description": FieldWords("Opis"),
    "scale.needs_reason": FieldWords("Wymaga uzasadnienia"),
    "levels": FieldWords("Poziomy wyniku", "Od najniższego; każdy sięga do początku następnego."),
    "levels.name": FieldWords("Nazwa"),
    "levels.from_mean": FieldWords("Od średniej", example="2,00"),
    "elective_least": FieldWords("Do wyboru najmniej"),
    "elective_most": FieldWords("Do wyboru najwięcej"),
    "own_most": FieldWords("Własnych najwięcej"),
    "may_not_apply": FieldWords(
        "Kryterium można pominąć", "Oznaczając je „nie dotyczy”: trzeba podać powód, a do średniej się nie liczy."
    ),
    "negative_below": FieldWords("Średnia niższa niż", "Puste: średnia nie decyduje.", "2,00"),
    "negative_mark": FieldWords("Ocena (lub niższa)", "Puste: pojedyncza ocena nie decyduje.", "1"),
    "negative_groups": FieldWords("W grupach", "Symbole, każdy w osobnym wierszu. Puste: w każdej grupie.", "I"),
    "months_at_most": FieldWords("Najrzadziej co", "Liczba miesięcy między ocenami."),
    "months_at_least": FieldWords("Najczęściej co", "Liczba miesięcy między ocenami."),
    "months_in_post": FieldWords("Staż na stanowisku", "Liczba miesięcy przed pierwszą oceną. Puste: od razu."),
    "not_earlier_from": FieldWords(
        "Czas do ponownej oceny liczy się",
        "Od dnia doręczenia czy od dnia, w którym ocena stała się ostateczna? Ustawa tego nie rozstrzyga.",
    ),
    "with_self_assessment": FieldWords("Oceniany może wypełnić samoocenę"),
    "appeal_instruction": FieldWords("Pouczenie o odwołaniu", _FILLED_IN),
    "notice_text": FieldWords("Zawiadomienie o terminie i kryteriach", _FILLED_IN),
    "invitation_text": FieldWords("Zaproszenie na rozmowę", _FILLED_IN),
    "second_negative_warning": FieldWords("Ostrzeżenie przy drugiej ocenie negatywnej", _FILLED_IN),
    "health_warning": FieldWords("Uwaga pod polami opisowymi", "Przypomina, żeby nie wpisywać danych o zdrowiu."),
}

PROBLEMS: dict[str, str] = {
    "no_groups": "Dodaj przynajmniej jedną grupę kryteriów.",
    "no_criteria": "Dodaj przynajmniej jedno kryterium.",
    "repeated": "„{value}” już jest na tej liście. Wpisz inną nazwę albo usuń powtórzenie.",
    "empty_group": "Żadne kryterium nie należy do tej grupy. Przypisz jej kryterium albo usuń ją.",
    "no_such_group": "Nie ma grupy „{value}”. Symbole grup: {allowed}.",
    "descriptors_count": "Liczba wierszy ma być równa liczbie ocen skali ({count}) albo pole ma być puste.",
    "less_than_least": "Wpisz liczbę nie mniejszą niż {least}.",
    "too_few_elective": "Kryteriów do wyboru jest na liście {count}. Wpisz najwyżej tyle albo dodaj kryteria.",
    "own_missing": "Dodaj na liście kryterium rodzaju „własne oceniającego”: wyznacza grupę i wagę tego, co doda "
    "oceniający.",
    "own_number_missing": "Na liście jest kryterium własne oceniającego. Wpisz, ile takich kryteriów można dodać.",
    "own_twice": "Kryterium rodzaju „własne oceniającego” może być na liście tylko jedno: wyznacza grupę i wagę.",
    "short_scale": "Skala ma przynajmniej dwie oceny. Dodaj je od najniższej.",
    "not_ascending": "Wartość musi być większa niż w poprzedniej pozycji.",
    "levels_start": "Najniższy poziom musi obejmować najniższą ocenę skali: wpisz {mean} albo mniej.",
    "above_scale": "Taka średnia nie jest możliwa: najwyższa to {mean}.",
    "outside_scale": "Wpisz średnią wyższą niż {low} i nie wyższą niż {high}.",
    "groups_without_mark": "Wskazano grupy, a brak oceny. Wpisz ocenę, która w tych grupach wskazuje wynik negatywny.",
    "bad_mean": "„{value}” to nie jest średnia. Wpisz na przykład 2,00.",
    "bad_placeholder": "Program nie zna miejsca {value}. Może wstawić: {allowed}.",
    "overlaps": "W tych dniach obowiązuje już „{name}” ({validity}). Jednego dnia obowiązuje jeden regulamin: "
    "zmień datę albo zakończ tamten.",
    "not_after": "Nowa wersja musi obowiązywać później niż poprzednia (od {date}). Wpisz późniejszą datę.",
    "in_use": "Na tym regulaminie opierają się już arkusze lub kampanie, więc tego nie można zmienić. "
    "Wpisz „Obowiązuje do” i utwórz nową wersję.",
    "rarer_than_law": "Ustawa każe oceniać nie rzadziej niż co {months} mies. ({article}). Wpisz tyle albo mniej.",
    "oftener_than_law": "Ustawa każe oceniać nie częściej niż co {months} mies. ({article}). Wpisz tyle albo więcej.",
}


def label(choice: StrEnum) -> str:
    """The Polish name of a choice."""
    return LABELS[type(choice)][choice]


def validity(draft: RegulationDraft) -> str:
    """``od 01.01.2026 do odwołania``."""
    start = f"od {format_date(draft.valid_from)}" if draft.valid_from else "bez daty początku"
    return f"{start} do {format_date(draft.valid_to)}" if draft.valid_to else f"{start} do odwołania"


def order(draft: RegulationDraft) -> str:
    """``zarządzenie nr 120.5.2026 z 02.01.2026``; blank without number and date."""
    number = f" nr {draft.order_number}" if draft.order_number else ""
    day = f" z {format_date(draft.order_date)}" if draft.order_date else ""
    return f"zarządzenie{number}{day}" if number or day else ""


def chosen_in_words(draft: RegulationDraft) -> str:
    """``3 obowiązkowe, od 3 do 5 do wyboru, najwyżej 1 własne``."""
    compulsory = sum(criterion.kind is CriterionKind.COMPULSORY for criterion in draft.criteria)
    parts = [f"{compulsory} {plural(compulsory, 'obowiązkowe', 'obowiązkowe', 'obowiązkowych')}"]
    if draft.elective_most:
        least, most = draft.elective_least or 0, draft.elective_most
        number = f"{most}" if least == most else f"od {least} do {most}"
        parts.append(f"{number} do wyboru")
    if draft.own_most:
        parts.append(f"najwyżej {draft.own_most} {plural(draft.own_most, 'własne', 'własne', 'własnych')}")
    return ", ".join(parts)


def negative_rule(draft: RegulationDraft) -> str:
    """When a negative result is proposed, in a sentence; blank where nothing proposes it."""
    conditions = []
    if draft.negative_below is not None:
        conditions.append(f"średnia jest niższa niż {mean_text(draft.negative_below)}")
    if draft.negative_mark is not None:
        groups = ", ".join(draft.negative_groups)
        where = f"w grupie {groups}" if len(draft.negative_groups) == 1 else f"w grupach {groups}"
        lowest = min((mark.value for mark in draft.scale if mark.value is not None), default=draft.negative_mark)
        lower = " lub niższa" if lowest < draft.negative_mark else ""
        conditions.append(f"jest ocena {draft.negative_mark}{lower} {where if groups else 'w dowolnej grupie'}")
    if not conditions:
        return ""
    return (
        f"Wynik negatywny proponuje się, gdy {' lub gdy '.join(conditions)}. "
        "O wyniku rozstrzyga oceniający: potwierdza go słowami i uzasadnia."
    )


def formula(draft: RegulationDraft) -> str:
    """How the marks give the mean."""
    left_out = " Kryteriów oznaczonych „nie dotyczy” nie liczy się." if draft.may_not_apply else ""
    return (
        "Średnia to suma iloczynów oceny i wagi każdego ocenionego kryterium podzielona przez sumę tych wag, "
        f"zaokrąglona do setnych (połówki w górę).{left_out}"
    )


def rhythm(draft: RegulationDraft) -> Iterator[tuple[str, str]]:
    """How often and from when people are evaluated, by label; nothing that is not set."""
    for name, lead in (("months_at_most", "nie rzadziej niż co"), ("months_at_least", "nie częściej niż co")):
        months = getattr(draft, name)
        if months is not None:
            yield lead, f"{months} {plural(months, 'miesiąc', 'miesiące', 'miesięcy')}"
    if draft.months_in_post:
        yield "pierwsza ocena po", f"{draft.months_in_post} mies. na stanowisku"


def facts(regulation: Regulation) -> list[tuple[str, str]]:
    """What is known of a regulation at a glance, by label, in the order of the print; nothing blank."""
    known = (
        ("Podstawa", order(regulation)),
        ("Obowiązuje", validity(regulation)),
        ("Kryteria", chosen_in_words(regulation)),
        ("Skala", ", ".join(str(mark.value) for mark in regulation.scale)),
        *((lead[0].upper() + lead[1:], value) for lead, value in rhythm(regulation)),
        ("Samoocena", "możliwa" if regulation.with_self_assessment else "nie przewidziano"),
    )
    return [(lead, value) for lead, value in known if value]
