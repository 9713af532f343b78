"""How a training speaks Polish: labels of fields and choices, sentences for problems, short texts."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from app.core.date_words import from_to
from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.courses.domain import (
    Component,
    CostLine,
    Course,
    CourseDraft,
    CourseKind,
    CourseState,
    Headcount,
    Mode,
    Session,
    per_person,
    shared,
    state_on,
    total,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Szkolenia",
    one="szkolenie",
    few="szkolenia",
    many="szkoleń",
    search="Szukaj szkolenia",
    placeholder="Temat, dziedzina, instytucja, miejsce albo wykładowca",
    empty_title="Nie ma jeszcze żadnego szkolenia",
    empty_hint="Dodaj szkolenie albo utwórz je z oferty w rejestrze „Oferty szkoleń”. Potem wybierz "
    "„Dopisz uczestników…”. Dawne zestawienie z arkusza wczytasz w menu „Więcej”.",
)

KINDS: Mapping[StrEnum, str] = {
    CourseKind.EXTERNAL: "zewnętrzne",
    CourseKind.INTERNAL: "wewnętrzne",
    CourseKind.SELF_STUDY: "samokształcenie",
    CourseKind.STUDIES: "studia",
}
MODES: Mapping[StrEnum, str] = {
    Mode.ON_SITE: "stacjonarnie",
    Mode.ONLINE: "zdalnie",
    Mode.MIXED: "częściowo zdalnie",
}
COMPONENTS: Mapping[StrEnum, str] = {
    Component.FEE: "opłata",
    Component.VAT: "VAT",
    Component.TRAVEL: "dojazd",
    Component.LODGING: "nocleg",
    Component.INTERNAL: "koszt wewnętrzny",
    Component.CO_FUNDING: "dofinansowanie",
}
STATES: Mapping[StrEnum, str] = {
    CourseState.AHEAD: "przed nami",
    CourseState.RUNNING: "trwa",
    CourseState.OVER: "odbyło się",
    CourseState.CANCELLED: "odwołane",
}
CONCERNS: Mapping[str, str] = {"empty": "{within}, bez uczestników", "soon": "{within}"}
"""What calls for attention, the most urgent first; ``concern_in_words`` fills in the days."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {CourseKind: KINDS, Mode: MODES, Component: COMPONENTS}

FIELDS: dict[str, FieldWords] = {
    "topic": FieldWords("Temat", example="Kodeks postępowania administracyjnego w praktyce"),
    "area": FieldWords("Dziedzina", "Do zestawień według tematyki.", "prawo administracyjne"),
    "kind": FieldWords("Rodzaj"),
    "mode": FieldWords("Forma"),
    "institution_id": FieldWords(
        "Instytucja szkoląca",
        "Wymagana, gdy szkolenie jest zewnętrzne lub to studia. Nową dodasz w rejestrze „Instytucje szkolące”.",
    ),
    "lecturer": FieldWords("Wykładowca"),
    "offer_id": FieldWords("Z oferty", "Puste: szkolenie nie pochodzi z oferty."),
    "plan_item_id": FieldWords("Pozycja planu szkoleń", "Puste: szkolenie poza planem."),
    "place": FieldWords("Miejsce", "", "Opole, ul. Piastowska 14"),
    "starts_on": FieldWords("Pierwszy dzień"),
    "ends_on": FieldWords("Ostatni dzień"),
    "days": FieldWords("Dni szkolenia", "Puste: z terminów spotkań albo z kalendarza."),
    "hours": FieldWords("Godziny", "Lekcyjne, jak na zaświadczeniu."),
    "places": FieldWords("Liczba miejsc", "Puste: bez ograniczeń."),
    "sessions": FieldWords(
        "Spotkania", "Gdy szkolenie ma kilka spotkań lub ważne są godziny. Z nich powstaje lista obecności."
    ),
    "sessions.held_on": FieldWords("Dzień"),
    "sessions.starts_at": FieldWords("Od", example="9:00"),
    "sessions.ends_at": FieldWords("Do", example="15:00"),
    "sessions.place": FieldWords("Miejsce", "Puste: miejsce szkolenia."),
    "sessions.subject": FieldWords("Czego dotyczy"),
    "costs": FieldWords(
        "Koszty",
        "Dofinansowanie to kwota, którą zapłaci kto inny; zmniejsza koszt urzędu. Koszty jednej osoby, na "
        "przykład jej dojazd, wpisuje się przy jej udziale.",
    ),
    "costs.component": FieldWords("Składnik"),
    "costs.shared": FieldWords("Jedna kwota za całą grupę, do podziału między uczestników"),
    "costs.amount": FieldWords("Kwota (zł)", example="1 200,50"),
    "costs.note": FieldWords("Uwagi", example="faktura 12/2026"),
    "entitlement": FieldWords("Uprawnienie", "Co trzeba potem odnawiać.", "szkolenie okresowe bhp"),
    "validity_months": FieldWords("Ważne przez (miesięcy)", "Od ostatniego dnia szkolenia. Puste: bezterminowo."),
    "programme": FieldWords("Program szkolenia"),
    "file": FieldWords("Plik", "Program, umowa albo zgłoszenie."),
    "file_name": FieldWords("Nazwa pliku"),
    "note": FieldWords("Uwagi"),
    "cancelled_on": FieldWords("Dzień odwołania"),
    "cancel_reason": FieldWords("Powód odwołania", example="organizator odwołał z powodu małej liczby zgłoszeń"),
}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Ostatni dzień nie może być wcześniejszy niż pierwszy. Popraw jedną z dat.",
    "institution_required": "Szkolenie zewnętrzne i studia prowadzi instytucja: wybierz ją. Gdy jej nie ma na liście, "
    "dodaj ją najpierw w rejestrze „Instytucje szkolące”.",
    "more_days_than_span": "Od pierwszego do ostatniego dnia jest ich {span}. Wpisz najwyżej tyle albo popraw daty.",
    "entitlement_missing": "Podano, jak długo trwa ważność. Wpisz, czego dotyczy, albo wyczyść liczbę miesięcy.",
    "session_outside": "Spotkanie musi być między pierwszym a ostatnim dniem szkolenia ({first} – {last}). Popraw "
    "dzień spotkania albo daty szkolenia.",
    "start_missing": "Podano koniec bez początku. Wpisz, o której spotkanie się zaczyna.",
    "session_ends_before_start": "Koniec spotkania musi być późniejszy niż początek. Popraw godzinę.",
    "sessions_overlap": "O tej porze odbywa się już spotkanie z pozycji {number}. Popraw godziny albo usuń jedno z "
    "nich.",
    "cancelled_day_future": "Odwołanie nie może mieć daty z przyszłości. Wpisz dzień nie późniejszy niż {day}.",
    "too_few_places": "Miejsce potwierdzono już {taken} osobom. Wpisz przynajmniej tyle albo najpierw wycofaj kogoś.",
}


def within(days: int) -> str:
    """``w ciągu 7 dni``, ``w ciągu 1 dnia``."""
    return f"w ciągu {days} {plural(days, 'dnia', 'dni', 'dni')}"


def concern_in_words(key: str, alarms: tuple[int, int]) -> str:
    """``w ciągu 30 dni, bez uczestników``; ``alarms`` are ``TrainingRules.course_alarms``."""
    return CONCERNS[key].format(within=within(dict(zip(("soon", "empty"), alarms, strict=True))[key]))


def state_in_words(course: Course, today: date) -> str:
    """``odwołane 12.03.2026``, ``trwa``."""
    state = state_on(course, today)
    if state is CourseState.CANCELLED and course.cancelled_on is not None:
        return f"{STATES[state]} {format_date(course.cancelled_on)}"
    return STATES[state]


def days_in_words(draft: CourseDraft) -> str:
    """``12–14.03.2026``, one day alone, blank without any."""
    days = [day for day in (draft.starts_on, draft.ends_on) if day is not None]
    return from_to(days[0], days[-1]) if days else ""


def length_in_words(draft: CourseDraft, *, short: bool = False) -> str:
    """``3 dni, 24 godziny lekcyjne``, ``short`` with ``24 godz.``; blank where neither is known."""
    days, hours = draft.days, draft.hours
    said = []
    if days is not None:
        said.append(f"{days} {plural(days, 'dzień', 'dni', 'dni')}")
    if hours is not None:
        lessons = plural(hours, "godzina lekcyjna", "godziny lekcyjne", "godzin lekcyjnych")
        said.append(f"{hours} {'godz.' if short else lessons}")
    return ", ".join(said)


def heads_in_words(heads: Headcount, places: int | None) -> str:
    """``12 z 20, rezerwa 3``: people with a confirmed place, places, and how many wait for one."""
    said = f"{heads.confirmed}" if places is None else f"{heads.confirmed} z {places}"
    return f"{said}, rezerwa\u00a0{heads.waiting}" if heads.waiting else said


def session_in_words(session: Session) -> str:
    """``12.03.2026, 9:00–15:00, sala 12``; blank for one that is not filled in."""
    hours = "–".join(filter(None, (session.starts_at, session.ends_at)))
    day = "" if session.held_on is None else format_date(session.held_on)
    return ", ".join(filter(None, (day, hours, session.place, session.subject)))


def cost_in_words(line: CostLine) -> str:
    """``opłata: 500,00 zł od osoby``; blank for one without an amount."""
    if line.amount is None:
        return ""
    per = "za całą grupę" if line.shared else "od osoby"
    note = f" ({line.note})" if line.note else ""
    return f"{COMPONENTS[line.component]}: {format_money(line.amount)} {per}{note}"


def total_in_words(costs: tuple[CostLine, ...], people: int | None) -> str:
    """What the lines come to, in a sentence; ``people`` is for how many, None where nobody can say."""
    if not any(line.amount for line in costs):
        return "Bez kosztów."
    each, together = per_person(costs), shared(costs)
    if people is None:
        parts = ((together, "za całą grupę"), (each, "od osoby"))
        said = " i ".join(f"{format_money(amount)} {per}" for amount, per in parts if amount)
        return f"Razem: {said or format_money(0)}."
    whole = f"Razem: {format_money(total(costs, people))} za {people} {plural(people, 'osobę', 'osoby', 'osób')}"
    if not each or not together:
        return f"{whole}."
    return f"{whole}: {format_money(together)} za całą grupę i {format_money(each)} od osoby."


def facts(course: Course, today: date, heads: Headcount | None = None) -> Iterator[tuple[str, str]]:
    """What is known of a training at a glance, by label, in the order of the print; nothing blank."""
    known = (
        ("Termin", days_in_words(course)),
        ("Długość", length_in_words(course)),
        ("Stan", state_in_words(course, today)),
        ("Instytucja szkoląca", course.institution),
        (FIELDS["lecturer"].label, course.lecturer),
        ("Rodzaj i forma", f"{KINDS[course.kind]}, {MODES[course.mode]}"),
        (FIELDS["area"].label, course.area),
        (FIELDS["place"].label, course.place),
        ("Uczestnicy", "" if heads is None else heads_in_words(heads, course.places)),
        (FIELDS["entitlement"].label, course.entitlement),
        ("Ważność", _validity(course)),
        (FIELDS["cancel_reason"].label, course.cancel_reason),
    )
    return ((label, value) for label, value in known if value)


def _validity(course: Course) -> str:
    months = course.validity_months
    if not course.entitlement:
        return ""
    return "bezterminowo" if months is None else f"{months} {plural(months, 'miesiąc', 'miesiące', 'miesięcy')}"
