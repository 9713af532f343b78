"""How a participation speaks Polish: the eleven steps and who takes them, labels, sentences for problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.words import FieldWords
from app.registers.trainings.courses.domain import Component, CourseKind
from app.registers.trainings.courses.words import COMPONENTS, KINDS
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, Step
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Udział w szkoleniach",
    one="udział",
    few="udziały",
    many="udziałów",
    search="Szukaj udziału w szkoleniu",
    placeholder="Nazwisko, numer, stanowisko, temat albo instytucja",
    empty_title="Nikt nie bierze jeszcze udziału w szkoleniu",
    empty_hint="Najpierw dodaj szkolenie. Każdy udział zaczyna się od wniosku o przeszkolenie pracownika; grupę "
    "dopiszesz naraz w rejestrze „Szkolenia”.",
    none="Żaden udział",
)


@dataclass(frozen=True)
class StepWords:
    """A step of the procedure: its name, who takes it, and what is said when it was taken (with a capital).

    ``{head}`` in ``roles`` stands for the head of the office: a Wójt, a Burmistrz or a Prezydent.
    """

    label: str
    roles: str
    taken: str


STEPS: Mapping[Step, StepWords] = {
    Step.SELECT_OFFER: StepWords("Wybór oferty i skierowanie do kierownika", "Sekretarz, {head}", "Wybrano ofertę"),
    Step.ANALYSE_OFFER: StepWords("Analiza oferty", "kierownik komórki, Sekretarz", "Przeanalizowano ofertę"),
    Step.REQUEST: StepWords("Wniosek o przeszkolenie", "kierownik komórki", "Złożono wniosek"),
    Step.APPROVE: StepWords("Zatwierdzenie wniosku", "{head}", "Zatwierdzono wniosek"),
    Step.REGISTER: StepWords("Zgłoszenie, delegacja i karta uczestnictwa", "stanowisko ds. personalnych", "Zgłoszono"),
    Step.FILL_CARD: StepWords("Wypełnienie karty uczestnictwa", "pracownik", "Wpisano kartę uczestnictwa"),
    Step.READ_CARD: StepWords("Zapoznanie się z kartą", "kierownik komórki", "Zapisano zapoznanie się z kartą"),
    Step.TALK: StepWords("Rozmowa o szkoleniu", "kierownik komórki", "Zapisano rozmowę o szkoleniu"),
    Step.HAND_OVER: StepWords(
        "Przekazanie karty do wydziału administracyjno-organizacyjnego",
        "kierownik komórki",
        "Zapisano przekazanie karty",
    ),
    Step.NOTE: StepWords("Adnotacja w zestawieniu szkoleń", "Sekretarz", "Zapisano adnotację w zestawieniu"),
    Step.LIST: StepWords("Lista preferowanych instytucji", "{head}, w styczniu", "Ujęto na liście preferowanych"),
}
"""The procedure of the seed, slides 32 and 33."""


def surname_first(person: str) -> str:
    """``Nowak-Żak Ewa`` from ``Ewa Nowak-Żak``, as lists are ordered.

    A participation keeps the name as one text, so the last word is taken for the surname; who can ask for the employee
    (``EmployeesById.surname_first``) does that instead.
    """
    first, _, surname = person.rpartition(" ")
    return f"{surname} {first}".strip()


def who(step: Step, head: str) -> str:
    """Who takes the step: ``Sekretarz, Wójt``; ``head`` is ``office.words.head_title``."""
    return STEPS[step].roles.format(head=head)


OUTCOMES: Mapping[StrEnum, str] = {
    Outcome.OPEN: "w toku",
    Outcome.COMPLETED: "zakończony",
    Outcome.REFUSED: "wniosek odrzucony",
    Outcome.WITHDRAWN: "wycofany",
    Outcome.CANCELLED: "szkolenie odwołane",
    Outcome.ABSENT: "nieobecność na szkoleniu",
}
SEATS: Mapping[StrEnum, str] = {Seat.CONFIRMED: "miejsce potwierdzone", Seat.WAITING: "lista rezerwowa"}
ATTENDANCE: Mapping[StrEnum, str] = {
    Attendance.EXPECTED: "jeszcze nie wpisano",
    Attendance.PRESENT: "obecność",
    Attendance.PARTLY: "częściowa obecność",
    Attendance.ABSENT: "nieobecność",
}
CONCERNS: Mapping[str, str] = {
    "very_late": "czeka bardzo długo",
    "late": "czeka za długo",
    "to_approve": "do zatwierdzenia",
    "no_attendance": "brak obecności",
    "effect_due": "do sprawdzenia efektu",
    "waiting_list": "na liście rezerwowej",
}
"""Labels of ``concerns.Concern`` by value."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Step: {step: words.label for step, words in STEPS.items()},
    Outcome: OUTCOMES,
    Seat: SEATS,
    Attendance: ATTENDANCE,
    Component: COMPONENTS,
    CourseKind: KINDS,
}

MARK_HELP = "Od 1 do 5, gdzie 5 to najlepiej. Puste: bez oceny."

FIELDS: dict[str, FieldWords] = {
    "course_id": FieldWords("Szkolenie", "Wpisz temat albo jego część."),
    "employee_id": FieldWords("Pracownik", "Wpisz nazwisko albo jego część."),
    "need_id": FieldWords("Potrzeba szkoleniowa", "Puste: wniosek nie wynika z zapisanej potrzeby."),
    "requested_on": FieldWords("Dzień wniosku"),
    "justification": FieldWords("Uzasadnienie"),
    "duties": FieldWords("Związek z obowiązkami", "Przy jakich zadaniach szkolenie się przyda."),
    "goal": FieldWords("Cel", "Co osoba ma po szkoleniu umieć. Z rozmowy oceniającej albo własnymi słowami."),
    "criteria": FieldWords("Kryteria oceny, które szkolenie ma poprawić", "Posłużą do porównania ocen przed i po."),
    "budget_line": FieldWords("Klasyfikacja budżetowa", "Dział, rozdział, paragraf.", "750-75023-4700"),
    "head_opinion": FieldWords("Opinia kierownika komórki"),
    "secretary_opinion": FieldWords("Opinia Sekretarza"),
    "treasurer_opinion": FieldWords("Opinia Skarbnika"),
    "no_offer_reason": FieldWords(
        "Dlaczego bez oferty",
        "Wymagane, gdy szkolenia nie wybrano z oferty albo kierownik na nią nie odpowiedział: te kroki zostaną "
        "pominięte z tym powodem.",
    ),
    "costs": FieldWords("Koszty tej osoby", "Poza kosztami samego szkolenia i rozliczonymi delegacjami."),
    "costs.component": FieldWords("Składnik"),
    "costs.amount": FieldWords("Kwota (zł)", example="120,50"),
    "costs.note": FieldWords("Uwagi"),
    "certificate": FieldWords("Numer zaświadczenia"),
    "certificate_on": FieldWords("Zaświadczenie z dnia"),
    "valid_until": FieldWords("Ważne do", "Puste: bezterminowo albo program policzy to ze szkolenia."),
    "note": FieldWords("Uwagi"),
    # what the procedure writes
    "number": FieldWords("Numer"),
    "topic": FieldWords("Temat"),
    "kind": FieldWords("Rodzaj szkolenia"),
    "institution_id": FieldWords("Instytucja szkoląca (numer wewnętrzny)"),
    "institution": FieldWords("Instytucja szkoląca"),
    "starts_on": FieldWords("Pierwszy dzień szkolenia"),
    "ends_on": FieldWords("Ostatni dzień szkolenia"),
    "days": FieldWords("Dni szkolenia"),
    "person": FieldWords("Imię i nazwisko"),
    "person_number": FieldWords("Numer ewidencyjny"),
    "post": FieldWords("Stanowisko"),
    "unit_id": FieldWords("Komórka (numer wewnętrzny)"),
    "unit": FieldWords("Komórka organizacyjna (symbol)"),
    "seat": FieldWords("Miejsce"),
    "outcome": FieldWords("Stan"),
    "outcome_on": FieldWords("Zakończono dnia"),
    "outcome_reason": FieldWords("Powód"),
    "waiting_for": FieldWords("Czeka na"),
    "waiting_since": FieldWords("Czeka od"),
    "steps": FieldWords("Przebieg"),
    "steps.step": FieldWords("Krok"),
    "steps.done_on": FieldWords("Dzień"),
    "steps.actor_id": FieldWords("Kto (numer wewnętrzny)"),
    "steps.actor": FieldWords("Kto"),
    "steps.document": FieldWords("Dokument", example="zgłoszenie z 12.03.2026, delegacja nr 14/2026"),
    "steps.reason": FieldWords("Powód pominięcia"),
    "attendance": FieldWords("Obecność"),
    "missed": FieldWords("Opuszczone dni"),
    "content": FieldWords("Treść", MARK_HELP),
    "lecturer": FieldWords("Prowadzący", MARK_HELP),
    "usefulness": FieldWords("Przydatność", MARK_HELP),
    "materials": FieldWords("Materiały", MARK_HELP),
    "organisation": FieldWords("Organizacja", MARK_HELP),
    "value": FieldWords("Wartość w stosunku do ceny", MARK_HELP),
    "applied": FieldWords("Co zastosuję w pracy"),
    "recommended": FieldWords("Czy polecam to szkolenie"),
    "complaint": FieldWords("Zastrzeżenia", "Trafią do zestawienia instytucji szkolących."),
    "head_remarks": FieldWords("Uwagi kierownika"),
    "mean": FieldWords("Średnia karty (w setnych)"),
    "travel_costs": FieldWords("Przejazdy i diety z delegacji (zł)"),
    "lodging_costs": FieldWords("Noclegi z delegacji (zł)"),
    "cost": FieldWords("Koszt (zł)"),
    "effect_on": FieldWords("Efekt sprawdzono dnia"),
    "effect_mark": FieldWords("Efekt szkolenia", "Od 1 do 5: na ile widać go w pracy."),
    "effect_note": FieldWords("Efekt szkolenia słowami"),
}

DEED_FIELDS: dict[str, FieldWords] = {
    "step": FieldWords("Krok"),
    "done_on": FieldWords("Dzień"),
    "actor_id": FieldWords("Kto"),
    "actor": FieldWords("Kto"),
    "document": FieldWords("Dokument", example="zgłoszenie z 12.03.2026, delegacja nr 14/2026"),
    "reason": FieldWords("Powód"),
}
"""What windows of single deeds ask for."""

PROBLEMS: dict[str, str] = {
    # the request
    "already_takes_part": "{person} bierze już udział w tym szkoleniu (nr {number}). Wybierz inną osobę albo popraw "
    "tamten zapis.",
    "unit_closed": "Komórka tej osoby nie działa dnia {day}. Zmień komórkę w rejestrze pracowników albo wybierz inną "
    "osobę.",
    "not_employed": "Ta osoba nie pracuje w urzędzie dnia {day}. Sprawdź daty zatrudnienia w rejestrze pracowników.",
    "not_own": "Możesz składać wnioski tylko za osoby ze swojej komórki i z komórek podległych. Wybierz inną osobę.",
    "takes_part_again": "{person} bierze już udział w tym szkoleniu z innego wniosku (nr {number}), więc tego zapisu "
    "nie można przywrócić.",
    "person_in_papers": "Do tego udziału wystawiono już delegację albo umowę, więc osoby nie można zmienić. Usuń "
    "je albo złóż osobny wniosek.",
    "attended_before_start": "Zapisano już obecność ({person}), więc szkolenie nie może się zaczynać w przyszłości. "
    "Popraw datę albo najpierw wyczyść listę obecności.",
    "card_before_end": "Karta uczestnictwa ({person}) ma datę {date}, więc szkolenie nie może się skończyć później. "
    "Popraw datę albo najpierw cofnij wpisanie karty.",
    "missed_outside": "Na liście obecności jest dzień {date} ({person}), którego nowy termin nie obejmuje. Popraw datę "
    "albo najpierw zmień listę obecności.",
    "course_cancelled": "To szkolenie odwołano {day}. Wybierz inne.",
    "request_in_future": "Wniosek nie może mieć daty z przyszłości. Wpisz dzień nie późniejszy niż {day}.",
    "no_offer": "Tego szkolenia nie wybrano z oferty. Napisz dlaczego: kroki 1 i 2 zostaną pominięte z tym powodem.",
    "offer_not_selected": "Oferty tego szkolenia jeszcze nie wybrano. Uzupełnij ją w rejestrze ofert albo napisz, "
    "dlaczego krok 1 pominięto.",
    "offer_not_answered": "Kierownik komórki {unit} nie odpowiedział na ofertę. Uzupełnij to w rejestrze ofert albo "
    "napisz, dlaczego krok 2 pominięto.",
    "request_is_decided": "Wniosek jest już rozpatrzony, więc tego nie można zmienić. Cofnij zatwierdzenie albo złóż "
    "nowy wniosek.",
    "validity_before_certificate": "Ważność nie może kończyć się przed wydaniem zaświadczenia. Popraw jedną z dat.",
    "co_funding_too_large": "Dofinansowanie jest większe niż koszt udziału ({person}: o {over}). Zmniejsz je albo "
    "uzupełnij koszty.",
    # steps
    "closed": "Ta sprawa jest zakończona ({outcome}). Jeśli to pomyłka, cofnij ostatni krok.",
    "other_step": "Teraz kolej na krok: {expected}. Wykonaj go albo pomiń, podając powód.",
    "step_of_request": "Ten krok wynika z wniosku. Popraw wniosek.",
    "in_the_future": "Tego dnia jeszcze nie było. Wpisz datę nie późniejszą niż {today}.",
    "before_last_step": "Ta data nie może być wcześniejsza niż dzień poprzedniego kroku ({date}).",
    "before_training_end": "Szkolenie kończy się {date}. Kartę wypełnia się najwcześniej tego dnia.",
    "reason_required": "Krok można pominąć tylko z powodem. Napisz go.",
    "on_waiting_list": "Ta osoba jest na liście rezerwowej. Najpierw przyjmij ją na szkolenie.",
    "attendance_first": "Nie wpisano jeszcze obecności. Najpierw wpisz listę obecności szkolenia.",
    "was_absent": "Tej osoby nie było na szkoleniu, więc nie ma karty uczestnictwa. Popraw obecność, jeśli to pomyłka.",
    "no_card": "Karty nie wypełniono, więc nie ma się z czym zapoznać ani czego przekazać. Pomiń ten krok z powodem.",
    "no_card_to_correct": "Karty jeszcze nie wpisano, więc nie ma czego poprawiać.",
    "blank_card": "Karta jest pusta. Wpisz przynajmniej jedną ocenę albo pomiń ten krok z powodem.",
    "training_is_over": "Szkolenie już się odbyło. Wpisz nieobecność na liście obecności.",
    "attended_already": "Obecność jest już wpisana, więc udziału nie można wycofać ani odrzucić.",
    "no_way_back": "Tego kroku nie można cofnąć.",
    "back_over_attendance": "Obecność jest już wpisana. Najpierw wyczyść ją na liście obecności.",
    "taken_by_list": "Ten krok zapisuje zatwierdzenie styczniowej listy preferowanych instytucji. Można go tylko "
    "pominąć, podając powód.",
    "listed": "Kartę ujęto na zatwierdzonej liście preferowanych instytucji. Najpierw wycofaj zatwierdzenie listy.",
    "back_over_cancelled": "Odwołano całe szkolenie. Przywróć je w rejestrze szkoleń.",
    # seats and attendance
    "has_seat": "Ta osoba ma już miejsce na szkoleniu.",
    "no_free_place": "Na szkoleniu nie ma wolnego miejsca (miejsc: {places}). Zwiększ ich liczbę albo poczekaj, "
    "aż ktoś zrezygnuje.",
    "before_training": "Szkolenie zaczyna się {date}. Obecność wpisuje się najwcześniej tego dnia.",
    "not_approved": "Wniosek nie jest zatwierdzony, więc obecności nie można wpisać. Najpierw go zatwierdź.",
    "card_is_filled": "Karta uczestnictwa jest już wypełniona, więc obecności nie można zmienić na nieobecność.",
    "not_of_course": "Ta osoba nie bierze udziału w tym szkoleniu. Odśwież listę.",
    "missed_not_session": "Dnia {date} nie ma spotkania tego szkolenia. Wybierz dzień ze szkolenia.",
    # cards in a workbook
    "unknown_number": "Nie ma udziału o tym numerze albo go nie widzisz. Sprawdź numer w rejestrze „Udział w "
    "szkoleniach”.",
    "other_person": "Pod tym numerem w programie jest inna osoba: {person}. Popraw numer albo usuń wiersz.",
    "not_waiting": "Ten udział nie czeka na kartę ({state}). Usuń wiersz albo cofnij krok w programie.",
    "card_differs": "Karta tej osoby jest już wpisana i różni się od tej w pliku. Usuń wiersz albo cofnij krok w "
    "programie.",
    # effect
    "not_attended": "Tej osoby nie było na szkoleniu, więc nie ma efektu do sprawdzenia.",
    "effect_too_early": "Efekt sprawdza się najwcześniej {first}. Wpisz późniejszy dzień.",
}

NO_OFFER: Mapping[CourseKind, str] = {
    CourseKind.INTERNAL: "szkolenie wewnętrzne, bez oferty",
    CourseKind.SELF_STUDY: "samokształcenie, bez oferty",
}
"""Why steps 1 and 2 are skipped where no offer can be expected."""

OWN_REQUEST = "Nikt nie rozpatruje własnego wniosku ani nie ocenia własnego szkolenia. Poproś o to inną osobę."
ONLY_PERSONNEL = "To zapisują kadry. Poproś o to pracownika kadr."
NO_DELETE = (
    "Usunąć można tylko wniosek, którego jeszcze nie rozpatrzono. Ten wycofaj, podając powód, albo cofnij kroki."
)
ONLY_INTERNAL = (
    "Zaświadczenia o szkoleniu zewnętrznym wystawia instytucja szkoląca. Wpisz ich numery w udziałach poszczególnych "
    "osób."
)
NOBODY_TO_CERTIFY = "Nie ma komu wystawić zaświadczenia: nikt bez zaświadczenia nie był obecny na tym szkoleniu."
FIRST_IN_LINE = "Zwolniło się miejsce. Pierwsza na liście rezerwowej: {person} ({unit}), wniosek z {day}."
NOW_WAITING = "Wszystkie miejsca są zajęte, więc ta osoba trafiła na listę rezerwową."
IN_USE = "Nie można usunąć udziału {title}: {users} (na przykład delegacja albo umowa szkoleniowa). Najpierw je usuń."
LIST_OF_ATTENDANCE = " (lista obecności)"
SOME_WAITING = "Zabrakło miejsc, więc na listę rezerwową trafiło osób: {count}."
OVER_BUDGET = (
    "Zatwierdzenie przekroczy budżet szkoleń na rok {year}, {whose}: plan {plan}, zaangażowane {committed}, wydane "
    "{spent}, ten wniosek {cost}. Przekroczenie: {over}."
)
NO_BUDGET = "Na rok {year} nie ma budżetu szkoleń, więc nie wiadomo, czy wniosek ({cost}) się w nim mieści."
LATE_EFFECT = "Efekt sprawdza się do {last}. Zapisano go po tym terminie."


def step_label(participation: Participation) -> str:
    """What is waited for, or how it ended: ``Wypełnienie karty uczestnictwa``, ``wniosek odrzucony``."""
    step = participation.waiting_for
    return OUTCOMES[participation.outcome] if step is None else STEPS[step].label
