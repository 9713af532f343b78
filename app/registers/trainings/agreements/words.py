"""How a training agreement speaks Polish: labels of its fields, names of choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.agreements.domain import AgreementState, Ending
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Umowy szkoleniowe",
    one="umowa",
    few="umowy",
    many="umów",
    search="Szukaj umowy szkoleniowej",
    placeholder="Nazwisko, numer albo temat",
    empty_title="Nie ma jeszcze żadnej umowy szkoleniowej",
    empty_hint="Umowa jest potrzebna tylko wtedy, gdy po szkoleniu pracownik ma pozostać w zatrudnieniu przez umówiony "
    "czas (art. 103⁴ § 3 Kodeksu pracy).",
    none="Żadna umowa",
)

FIELDS: dict[str, FieldWords] = {
    "participation_id": FieldWords(
        "Udział w szkoleniu", "Wypełnia osobę, temat, daty i koszt. Puste: wpiszesz je poniżej."
    ),
    "employee_id": FieldWords("Pracownik", "Wpisz nazwisko albo jego część."),
    "signed_on": FieldWords("Data zawarcia"),
    "subject": FieldWords("Czego dotyczy", "Temat szkolenia albo kierunek studiów."),
    "training_starts_on": FieldWords("Początek szkolenia"),
    "training_ends_on": FieldWords("Koniec szkolenia"),
    "cost": FieldWords(
        "Koszt dodatkowych świadczeń",
        "Opłata, dojazd, podręczniki, nocleg (art. 103³ KP). Bez wynagrodzenia za urlop szkoleniowy.",
        "6 000,00",
    ),
    "months": FieldWords("Miesiące zobowiązania", "Liczone od dnia po zakończeniu szkolenia; 0: bez zobowiązania."),
    "leave_days": FieldWords("Urlop szkoleniowy, dni", "6 albo 21 (art. 103² KP); puste: nie przysługuje."),
    "benefits": FieldWords("Inne świadczenia urzędu", "Na przykład: zwolnienie z części dnia pracy na zajęcia."),
    "duties": FieldWords("Inne obowiązki pracownika"),
    "left_on": FieldWords("Ostatni dzień pracy", "Przy przerwaniu szkolenia: dzień, w którym je przerwano."),
    "ending": FieldWords("Jak się skończyło"),
    "waived": FieldWords("Odstąpienie od zwrotu", "Kwota, której urząd nie żąda; puste: żąda całej."),
    "waived_reason": FieldWords("Powód odstąpienia"),
    "repaid_on": FieldWords("Zwrócono dnia"),
    "note": FieldWords("Uwagi"),
    "number": FieldWords("Numer"),
    "person": FieldWords("Imię i nazwisko"),
    "post": FieldWords("Stanowisko"),
    "unit": FieldWords("Komórka"),
    "stay_until": FieldWords("Zobowiązanie do"),
    "repayment": FieldWords("Do zwrotu"),
}

ENDINGS: dict[StrEnum, str] = {
    Ending.NOTICE_BY_EMPLOYEE: "wypowiedzenie przez pracownika",
    Ending.FAULT: "bez wypowiedzenia z winy pracownika",
    Ending.WITHOUT_NOTICE_BY_EMPLOYEE: "bez wypowiedzenia przez pracownika, mimo braku przyczyn",
    Ending.NOT_TAKEN_UP: "szkolenie niepodjęte albo przerwane bez uzasadnionych przyczyn",
    Ending.NOTICE_AFTER_MOBBING: "wypowiedzenie przez pracownika z powodu mobbingu",
    Ending.BY_EMPLOYER: "wypowiedzenie przez urząd",
    Ending.BY_AGREEMENT: "porozumienie stron",
}

STATES: dict[StrEnum, str] = {
    AgreementState.RUNNING: "trwa",
    AgreementState.KEPT: "dotrzymana",
    AgreementState.NOTHING_DUE: "bez zwrotu",
    AgreementState.TO_REPAY: "do zwrotu",
    AgreementState.REPAID: "zwrócono",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {Ending: ENDINGS, AgreementState: STATES}

CONCERNS: Mapping[str, str] = {"left": "odejście w czasie zobowiązania", "soon": "zobowiązanie kończy się wkrótce"}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Szkolenie nie może się skończyć przed swoim początkiem ({day}). Popraw daty.",
    "stay_too_long": "Zobowiązanie może trwać najwyżej {most}. {source} Wpisz krótszy okres.",
    "left_before_signing": "Tego dnia umowy jeszcze nie było: zawarto ją {day}. Popraw jedną z dat.",
    "training_was_over": "Szkolenie skończyło się {day}, więc nie można go było przerwać później. Wybierz inny sposób "
    "zakończenia albo popraw dzień.",
    "waiver_needs_reason": "Napisz, dlaczego urząd odstępuje od zwrotu: to decyzja o pieniądzach publicznych.",
    "waived_too_much": "Do zwrotu jest {due}, więc nie można odstąpić od {waived}. Wpisz najwyżej {due}.",
    "repaid_before_leaving": "Zwrot nie może być wcześniejszy niż {day}. Popraw datę.",
    "not_employed": "Ta osoba nie pracowała w urzędzie w dniu zawarcia umowy ({day}). Popraw datę albo osobę.",
    "other_person": "Ten udział w szkoleniu dotyczy innej osoby ({person}). Wybierz tę osobę albo inny udział.",
    "already_agreed": "O tym udziale w szkoleniu jest już umowa {number}. Otwórz ją, zamiast pisać drugą.",
    "nothing_to_repay": "Z tej umowy nie ma nic do zwrotu.",
}


def months(number: int) -> str:
    """``1 miesiąc``, ``2 miesiące``, ``36 miesięcy``."""
    return f"{number} {plural(number, 'miesiąc', 'miesiące', 'miesięcy')}"
