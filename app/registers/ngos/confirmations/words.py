"""How rounds of confirming speak Polish: labels, names of choices, sentences for problems."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.ngos.confirmations.domain import Answer, ConfirmationRound, Line, LineState, RoundState, Way
from app.registers.ngos.organisations import words as of_register
from app.registers.ngos.organisations.domain import OrganisationStatus
from app.registers.ngos.organisations.words import organisations
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Potwierdzanie danych",
    one="runda",
    few="rundy",
    many="rund",
    search="Szukaj rundy",
    placeholder="Nazwa rundy albo organizacja",
    empty_title="Nie było jeszcze żadnej rundy potwierdzania danych",
    empty_hint="Co jakiś czas urząd pyta organizacje, czy ich dane w rejestrze są aktualne. Dodaj rundę, zbierz do "
    "niej działające organizacje i wydrukuj formularze.",
    none="Żadna runda",
)

LINE_WORDS = RegisterWords(
    title="Organizacje w rundzie",
    one="organizacja",
    few="organizacje",
    many="organizacji",
    search="Szukaj organizacji",
    placeholder="Nazwa organizacji albo słowo z uwag",
    empty_title="W rundzie nie ma jeszcze żadnej organizacji",
    empty_hint="Wybierz „Zbierz organizacje”: trafią tu wszystkie, które działają, i jeszcze ich nie ma na liście.",
)

FIELDS: dict[str, FieldWords] = {
    "name": FieldWords("Nazwa rundy", example="Potwierdzenie danych 2027"),
    "starts_on": FieldWords("Początek"),
    "answer_by": FieldWords("Odpowiedź do", "Ten dzień stoi na formularzach i przypomnieniach."),
    "valid_months": FieldWords(
        "Ważność (miesiące)", "Po tylu miesiącach bez potwierdzenia organizacja jest „niepotwierdzona”."
    ),
    "closed_on": FieldWords("Zakończona dnia", "Puste: runda trwa."),
    "note": FieldWords("Uwagi"),
    "lines": FieldWords("Organizacje"),
    "lines.ngo_id": FieldWords("Organizacja"),
    "lines.name": FieldWords("Nazwa"),
    "lines.sent_on": FieldWords("Wysłano dnia"),
    "lines.sent_by": FieldWords("W jaki sposób"),
    "lines.answered_on": FieldWords("Odpowiedź z dnia"),
    "lines.answer": FieldWords("Odpowiedź"),
    "lines.former_confirmed_on": FieldWords("Przed odpowiedzią potwierdzone"),
    "lines.former_status": FieldWords("Stan przed odpowiedzią"),
    "lines.reminders": FieldWords("Przypomnienia"),
    "reminders.sent_on": FieldWords("Przypomniano dnia"),
    "reminders.sent_by": FieldWords("W jaki sposób przypomniano"),
    "lines.note": FieldWords("Uwagi"),
    "line_count": FieldWords("Organizacje"),
    "sent_count": FieldWords("Wysłano"),
    "answered_count": FieldWords("Odpowiedziało"),
}

WAYS: dict[StrEnum, str] = {Way.POST: "list", Way.EMAIL: "e-mail", Way.DESK: "w urzędzie"}

ANSWERS: dict[StrEnum, str] = {
    Answer.CONFIRMED: "dane aktualne",
    Answer.CHANGED: "dane zmienione",
    Answer.GONE: "już nie działa",
}

LINE_STATES: dict[StrEnum, str] = {
    LineState.NOT_SENT: "nie wysłano",
    LineState.WAITING: "czeka na odpowiedź",
    LineState.LATE: "po terminie",
    LineState.CONFIRMED: ANSWERS[Answer.CONFIRMED],
    LineState.CHANGED: ANSWERS[Answer.CHANGED],
    LineState.GONE: ANSWERS[Answer.GONE],
}

STATES: dict[StrEnum, str] = {
    RoundState.EMPTY: "bez organizacji",
    RoundState.RUNNING: "trwa",
    RoundState.LATE: "po terminie",
    RoundState.CLOSED: "zakończona",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Way: WAYS,
    Answer: ANSWERS,
    LineState: LINE_STATES,
    RoundState: STATES,
    OrganisationStatus: of_register.LABELS[OrganisationStatus],
}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Ten dzień nie może być wcześniejszy niż początek rundy ({day}). Popraw jedną z dat.",
    "listed_twice": "„{name}” jest już na liście. Popraw tamtą pozycję.",
    "answered_before_sent": "Odpowiedź nie może być wcześniejsza niż wysłanie formularza ({day}). Popraw jedną z dat.",
    "reminded_before_sent": "Przypomnienie nie może być wcześniejsze niż wysłanie formularza. Popraw datę.",
    "nobody_new": "Wszystkie działające organizacje są już na liście tej rundy.",
    "nothing_chosen": "Wybierz co najmniej jedną organizację z listy.",
    "gone_from_list": "Tej organizacji nie ma już na liście rundy. Otwórz listę ponownie.",
    "nothing_answered": "Żadna z zaznaczonych organizacji nie ma wpisanej odpowiedzi.",
    "former_back": "W rejestrze jest znowu to, co przed odpowiedzią; zmiany zapisane po niej zostały.",
    "former_unknown": "Sprawdź w rejestrze datę potwierdzenia danych.",
    "nothing_sent": "Nie ma o czym przypominać: wybierz organizacje, do których wysłano formularz i które nie "
    "odpowiedziały.",
    "nobody_waits": "Nie ma do kogo pisać: każda organizacja z tej rundy odpowiedziała albo nie wysłano jej jeszcze "
    "formularza.",
    "closed": "Ta runda jest zakończona. Aby coś w niej zmienić, wyczyść w niej pole „Zakończona dnia”.",
}


def months(number: int) -> str:
    """``12 miesięcy``."""
    return f"{number} {plural(number, 'miesiąc', 'miesiące', 'miesięcy')}"


def day(value: date | None) -> str:
    """The day in figures, blank where there is none."""
    return "" if value is None else format_date(value)


def sent_words(line: Line) -> str:
    """``12.01.2027, list``; blank before it was sent."""
    return ", ".join(filter(None, (day(line.sent_on), WAYS[line.sent_by] if line.sent_by else "")))


def reminded_words(line: Line) -> str:
    """Days of all reminders with their way."""
    return "; ".join(
        ", ".join(filter(None, (day(each.sent_on), WAYS[each.sent_by] if each.sent_by else "")))
        for each in line.reminders
    )


def measured(found: ConfirmationRound) -> str:
    """How far the round came, in one sentence."""
    waits = sum(line.sent_on is not None and not line.answered for line in found.lines)
    return (
        f"Na liście: {organisations(found.line_count)}. Wysłano: {found.sent_count}, odpowiedziało: "
        f"{found.answered_count}, czeka: {waits}."
    )
