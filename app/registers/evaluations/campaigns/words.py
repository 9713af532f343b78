"""How an evaluation campaign speaks Polish: labels, and a sentence for every reason why somebody is in or out."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.core.polish import plural
from app.core.words import FieldWords
from app.people.posts.domain import PostKind
from app.registers.evaluations.campaigns.domain import CampaignState, Candidate, Reason
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Kampanie ocen",
    one="kampania",
    few="kampanie",
    many="kampanii",
    search="Szukaj kampanii ocen",
    placeholder="Nazwa albo uwagi",
    empty_title="Nie ma jeszcze żadnej kampanii ocen",
    empty_hint="Kampania wyszukuje, kto podlega ocenie okresowej, wskazuje oceniających i zakłada arkusze. "
    "Najpierw dodaj regulamin ocen i uzupełnij stanowiska pracowników.",
    none="Żadna kampania",
)

FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa", example="Oceny okresowe 2026"),
    "regulation_id": FieldWords("Regulamin ocen", "Wpisz część nazwy; regulamin musi obowiązywać w dniu struktury."),
    "structure_on": FieldWords(
        "Dzień struktury",
        "Stanowiska, komórki i bezpośredni przełożeni z tego dnia zostaną zapisane w arkuszach.",
    ),
    "starts_on": FieldWords("Początek ocen"),
    "ends_on": FieldWords("Koniec ocen", "Termin wewnętrzny urzędu; ustawowy liczy się dla każdej osoby osobno."),
    "extended": FieldWords(
        "Oceniani także",
        "Rodzaje stanowisk, które kierownik urzędu objął ocenami ponad wymagania ustawy.",
    ),
    "note": FieldWords("Uwagi", "Nie wpisuj tu danych o zdrowiu."),
    "state": FieldWords("Stan"),
    "choices": FieldWords("Decyzje o osobach"),
    "choices.employee_id": FieldWords("Pracownik", "Wpisz nazwisko."),
    "choices.included": FieldWords("Oceniać"),
    "choices.reason": FieldWords("Powód", "Jedno zdanie; nie wpisuj danych o zdrowiu."),
}

PROBLEMS: dict[str, str] = {
    "not_unique": "Kampanię o nazwie „{value}” już założono. Wpisz inną nazwę, na przykład z rokiem.",
    "campaign_order": "Oceny nie mogą się skończyć przed początkiem ({date}). Popraw jedną z dat.",
    "structure_after_end": "Dzień struktury nie może być późniejszy niż koniec ocen ({date}). Popraw jedną z dat.",
    "chosen_twice": "O tej osobie jest już decyzja powyżej. Usuń jedną z nich.",
    "campaign_started": "Kampanię już rozpoczęto, więc tego nie można zmienić. "
    "Można zmienić koniec ocen i uwagi albo cofnąć rozpoczęcie, dopóki żaden arkusz nie jest wypełniany.",
    "regulation_not_in_force": "Ten regulamin nie obowiązuje w dniu struktury ({date}). "
    "Wybierz inny albo zmień dzień struktury.",
}

STATES: Mapping[StrEnum, str] = {
    CampaignState.PREPARED: "w przygotowaniu",
    CampaignState.RUNNING: "trwa",
    CampaignState.CLOSED: "zamknięta",
}

KINDS: Mapping[StrEnum, str] = {
    PostKind.MANAGERIAL: "kierownicze urzędnicze",
    PostKind.CLERICAL: "urzędnicze",
    PostKind.AUXILIARY: "pomocnicze i obsługi",
    PostKind.ADVISER: "doradca lub asystent",
    PostKind.ELECTED: "z wyboru lub powołania",
}

STRIP: Mapping[str, str] = {
    "in": "do oceny",
    "out": "poza kampanią",
    "no_rater": "bez oceniającego",
    "due": "termin ustawowy w kampanii",
    "overdue": "po terminie ustawowym",
    "done": "doręczone",
}
"""What the numbers above a campaign's people count; ``figures.counted`` counts them."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {CampaignState: STATES, PostKind: KINDS}

REASONS: Mapping[str, str] = {
    # out
    "not_employed": "Nie pracuje w urzędzie w dniu {day}.",
    "kind_missing": "Nie wiadomo, jaki to rodzaj stanowiska: uzupełnij rodzaj stanowiska w kartotece pracownika.",
    "kind_auxiliary": "Stanowisko pomocnicze lub obsługi nie podlega ocenie okresowej ({article}).",
    "kind_adviser": "Doradca lub asystent nie podlega ocenie okresowej ({article}).",
    "kind_elected": "Osoba z wyboru lub powołania nie podlega ocenie okresowej ({article}).",
    "open_sheet": "Ma już arkusz oceny, który nie jest zakończony: {number}.",
    "too_early": "Ostatnia ocena: {last}; następna najwcześniej {opens} ({article}).",
    "too_early_by_regulation": "Ostatnia ocena: {last}; następna najwcześniej {opens} (regulamin ocen).",
    "too_early_after_negative": "Ostatnia ocena była negatywna; ponowna najwcześniej {opens} ({article}).",
    "short_in_post": "Na stanowisku od {since}; regulamin ocen pozwala na ocenę najwcześniej {opens}.",
    "absent": "Nieobecność od {first} do {last}; ocena po powrocie, najpóźniej {until} ({basis}).",
    "absent_without_end": "Nieobecność od {first} bez podanego końca; ocena po powrocie.",
    "bad_dates": "Nie da się policzyć terminów. {problem}",
    "chosen_out": "Wyłączono decyzją: {reason}",
    "choice_void": "Decyzji o włączeniu nie można zastosować: {reason}",
    # in
    "first": "Pierwsza ocena; na stanowisku od {since}.",
    "first_since_unknown": "Pierwsza ocena; uzupełnij w kartotece pracownika, od kiedy jest na tym stanowisku.",
    "none_recorded": "W programie nie ma wcześniejszej oceny; na stanowisku od {since}. Jeśli była, dopisz ją.",
    "due": "Ostatnia ocena: {last}; następna najpóźniej {due} ({article}).",
    "overdue": "Ocena spóźniona: ostatnia {last}, następna miała być najpóźniej {due} ({article}).",
    "after_negative": "Ponowna ocena po negatywnej z {last} ({article}).",
    "extended": "Stanowisko „{kind}” objął ocenami kierownik urzędu.",
    "chosen_in": "Włączono decyzją: {reason}",
    # who rates
    "rater_none": "Brak oceniającego: nie ma wskazanego przełożonego ani kierownika komórki lub komórki nadrzędnej.",
    "rater_self": "Brak oceniającego: jako przełożony wskazana jest ta sama osoba. Popraw kartotekę pracownika.",
    "rater_ring": "Brak oceniającego: przełożeni wskazują na siebie w koło ({people}). Popraw kartoteki.",
    "rater_gone": "Wskazany przełożony nie pracuje w urzędzie w tym dniu; ocenia {rater}.",
    "rater_absent": "{rater}: nieobecność od {first}. Nikt inny nie może ocenić za bezpośredniego przełożonego.",
    "unit_closed": "Komórki organizacyjnej tej osoby nie było tego dnia w strukturze. Popraw kartotekę pracownika.",
}
"""Sentences without a word on why somebody was away."""

SHORT_REASONS: Mapping[str, str] = {
    "not_employed": "nie pracuje w tym dniu",
    "kind_missing": "brak rodzaju stanowiska",
    "kind_auxiliary": "pomocnicze i obsługi",
    "kind_adviser": "doradca lub asystent",
    "kind_elected": "z wyboru lub powołania",
    "open_sheet": "arkusz w toku",
    "too_early": "za wcześnie (ustawa)",
    "too_early_by_regulation": "za wcześnie (regulamin)",
    "too_early_after_negative": "za wcześnie po negatywnej",
    "short_in_post": "za krótko na stanowisku",
    "absent": "nieobecność",
    "absent_without_end": "nieobecność bez końca",
    "bad_dates": "błędne daty",
    "chosen_out": "wyłączenie decyzją",
    "choice_void": "decyzja bez skutku",
    "first": "pierwsza ocena",
    "first_since_unknown": "pierwsza, bez daty objęcia",
    "none_recorded": "brak wcześniejszej oceny",
    "due": "kolejna ocena",
    "overdue": "ocena spóźniona",
    "after_negative": "ponowna po negatywnej",
    "extended": "rozszerzenie",
    "chosen_in": "włączenie decyzją",
    "rater_none": "brak przełożonego",
    "rater_self": "przełożony to ta sama osoba",
    "rater_ring": "przełożeni w koło",
    "rater_gone": "przełożony odszedł",
    "rater_absent": "nieobecność oceniającego",
    "unit_closed": "komórki nie ma w strukturze",
}
"""How a filter names the same reasons."""


def sentence(reason: Reason) -> str:
    """The reason as a Polish sentence."""
    return REASONS[reason.code].format(**reason.details)


def why(candidate: Candidate) -> str:
    """All reasons, one sentence after another."""
    return " ".join(sentence(reason) for reason in candidate.reasons)


def told(candidates: Iterable[Candidate], employee_id: int) -> tuple[tuple[str, str], ...]:
    """What the frozen list says of one person, as label and text, for the person's own copy of data."""
    return tuple(
        pair
        for candidate in candidates
        if candidate.employee_id == employee_id
        for pair in (
            ("Imię i nazwisko", candidate.person),
            ("Numer ewidencyjny", candidate.number),
            ("Stanowisko", candidate.post),
            ("Komórka organizacyjna", candidate.unit),
            ("Oceniający", candidate.rater),
            ("Bierze udział w kampanii", "tak" if candidate.included else "nie"),
            ("Dlaczego", why(candidate)),
        )
        if pair[1]
    )


def rater(candidate: Candidate) -> str:
    """Who rates, told apart from namesakes: ``Ewa Nowak (123)``."""
    number = f" ({candidate.rater_number})" if candidate.rater_number else ""
    return f"{candidate.rater}{number}"


def called(candidate: Candidate) -> str:
    """The person, told apart from namesakes by number or post."""
    return ", ".join(filter(None, (candidate.person, candidate.number or candidate.post)))


def people(number: int) -> str:
    """``1 osoba``, ``2 osoby``, ``5 osób``."""
    return f"{number} {plural(number, 'osoba', 'osoby', 'osób')}"
