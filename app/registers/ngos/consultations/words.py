"""How a consultation speaks Polish: labels of its fields, names of choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.dates import format_date
from app.core.words import FieldWords
from app.registers.ngos.consultations.domain import (
    Channel,
    ConsultationDraft,
    ConsultationState,
    Measures,
    Subject,
    Taken,
    Way,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Konsultacje",
    one="konsultacja",
    few="konsultacje",
    many="konsultacji",
    search="Szukaj konsultacji",
    placeholder="Przedmiot, numer projektu albo organizacja",
    empty_title="Nie ma jeszcze żadnych konsultacji",
    empty_hint="Program współpracy i projekty aktów prawa miejscowego urząd konsultuje z organizacjami (art. 5 ust. 2 "
    "i 5 ustawy o działalności pożytku publicznego). Dodaj konsultacje, a potem wybierz, kogo zapytać.",
    none="Żadna konsultacja",
)

ASKED_WORDS = RegisterWords(
    title="Zapytani",
    one="organizacja",
    few="organizacje",
    many="organizacji",
    search="Szukaj organizacji",
    placeholder="Nazwa organizacji albo słowo z opinii",
    empty_title="Nikogo jeszcze nie ma na liście",
    empty_hint="Wybierz „Dodaj organizacje ze sfer…”: lista powstanie z rejestru organizacji.",
)

FIELDS: dict[str, FieldWords] = {
    "subject": FieldWords("Przedmiot konsultacji", example="Projekt uchwały w sprawie …"),
    "kind": FieldWords("Rodzaj"),
    "programme_id": FieldWords("Program współpracy", "Gdy konsultuje się projekt programu."),
    "draft_number": FieldWords("Numer projektu", example="Projekt nr 14/2026"),
    "starts_on": FieldWords("Od"),
    "ends_on": FieldWords("Do"),
    "ways": FieldWords("W jakiej formie"),
    "spheres": FieldWords("Sfery, których dotyczy", "Z nich program proponuje organizacje do zapytania."),
    "announced_on": FieldWords("Ogłoszono dnia"),
    "announced_where": FieldWords("Gdzie ogłoszono", example="BIP, tablica ogłoszeń, strona urzędu"),
    "asked": FieldWords("Zapytani"),
    "asked.ngo_id": FieldWords("Organizacja"),
    "asked.name": FieldWords("Nazwa"),
    "asked.asked_on": FieldWords("Zapytano dnia"),
    "asked.channel": FieldWords("W jaki sposób"),
    "asked.answered_on": FieldWords("Odpowiedź z dnia"),
    "asked.opinion": FieldWords("Opinia albo uwagi", "Puste, gdy organizacja nie zgłosiła uwag."),
    "asked.taken": FieldWords("Czy uwzględniono"),
    "asked.reason": FieldWords("Uzasadnienie"),
    "results_on": FieldWords("Wyniki z dnia"),
    "results": FieldWords("Wyniki konsultacji", "Jedno albo kilka zdań do protokołu."),
    "results_where": FieldWords("Gdzie ogłoszono wyniki", example="BIP, zakładka Konsultacje"),
    "note": FieldWords("Uwagi"),
    "asked_count": FieldWords("Zapytano"),
    "answered_count": FieldWords("Odpowiedziało"),
}

SUBJECTS: dict[StrEnum, str] = {
    Subject.PROGRAMME: "program współpracy",
    Subject.ACT: "projekt aktu prawa miejscowego",
    Subject.OTHER: "inna sprawa",
}

WAYS: dict[StrEnum, str] = {
    Way.WRITTEN: "opinie na piśmie",
    Way.MEETING: "spotkanie",
    Way.FORM: "formularz albo ankieta",
    Way.COUNCIL: "rada działalności pożytku",
    Way.NOTICE: "ogłoszenie",
}

CHANNELS: dict[StrEnum, str] = {
    Channel.EMAIL: "e-mail",
    Channel.POST: "list",
    Channel.IN_PERSON: "do rąk",
    Channel.PHONE: "telefon",
    Channel.MEETING: "na spotkaniu",
}

TAKEN: dict[StrEnum, str] = {Taken.YES: "uwzględniono", Taken.PARTLY: "częściowo", Taken.NO: "nie uwzględniono"}

STATES: dict[StrEnum, str] = {
    ConsultationState.PLANNED: "zaplanowane",
    ConsultationState.RUNNING: "trwają",
    ConsultationState.WAITING: "bez wyników",
    ConsultationState.CLOSED: "zakończone",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Subject: SUBJECTS,
    Way: WAYS,
    Channel: CHANNELS,
    Taken: TAKEN,
    ConsultationState: STATES,
}

CONCERNS: Mapping[str, str] = {
    "no_results": "zakończone bez wyników",
    "nobody_asked": "trwają, a nikogo nie zapytano",
    "undecided": "opinie bez rozstrzygnięcia",
}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Konsultacje nie mogą się skończyć przed początkiem ({day}). Popraw daty.",
    "not_about_programme": "Program wskazuje się tylko przy konsultacjach programu. Zmień rodzaj albo wyczyść pole.",
    "results_without_day": "Wpisano wyniki. Podaj też ich datę.",
    "results_without_text": "Podano datę wyników. Wpisz, z czym skończyły się konsultacje.",
    "results_too_early": "Wyniki nie mogą być wcześniejsze niż koniec konsultacji ({day}). Popraw jedną z dat.",
    "asked_twice": "„{name}” jest już na liście zapytanych. Popraw tamtą pozycję.",
    "answered_before_asked": "Odpowiedź nie może być wcześniejsza niż pytanie ({day}). Popraw jedną z dat.",
    "answer_without_day": "Podaj dzień, w którym przyszła odpowiedź.",
    "refusal_without_reason": "Napisz, dlaczego opinii nie uwzględniono w całości: organizacja ma prawo to wiedzieć.",
    "taken_without_opinion": "Wpisz opinię, zanim zaznaczysz, czy ją uwzględniono.",
    "unknown_sphere": "Nie ma sfery o kodzie {value}. Wybierz sferę z listy.",
    "nobody_matches": "Nie ma na kogo rozszerzyć listy: żadna działająca organizacja spoza listy nie pasuje. Zmień "
    "sfery albo miejscowość.",
    "nothing_chosen": "Wybierz co najmniej jedną pozycję listy.",
    "gone_from_list": "Tej pozycji nie ma już na liście. Otwórz listę ponownie.",
}


def period(draft: ConsultationDraft) -> str:
    """``12.10.2026–26.10.2026``; ``od 12.10.2026``; blank while the days are unknown."""
    if draft.starts_on is None:
        return ""
    if draft.ends_on is None:
        return f"od {format_date(draft.starts_on)}"
    return f"{format_date(draft.starts_on)}–{format_date(draft.ends_on)}"


def measured(found: Measures) -> str:
    """One sentence for a window and for those who listen."""
    told = f"Zapytano: {found.asked}, odpowiedzi: {found.answered}, opinie: {found.opinions}"
    if not found.opinions:
        return f"{told}."
    decided = f"uwzględniono {found.taken}, częściowo {found.partly}, nie uwzględniono {found.refused}"
    left = f", nierozstrzygnięte {found.undecided}" if found.undecided else ""
    return f"{told} ({decided}{left})."
