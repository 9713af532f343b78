"""How an evaluation sheet speaks Polish: labels of fields and choices, sentences for problems, short texts."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.registers.evaluations.sheets.domain import Decision, Delivery, Evaluation, Kind, State, Tone, Verdict
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Oceny",
    one="ocena",
    few="oceny",
    many="ocen",
    search="Szukaj arkusza oceny",
    placeholder="Nazwisko, numer arkusza, stanowisko albo oceniający",
    empty_title="Nie ma jeszcze żadnego arkusza oceny",
    empty_hint="Arkusze wielu osób zakłada kampania ocen. Pojedynczy arkusz albo ocenę sporządzoną dawniej na "
    "papierze dodasz tutaj.",
    none="Żadna ocena",
)

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    State: {
        State.PLANNED: "zaplanowana",
        State.CRITERIA_GIVEN: "kryteria przekazane",
        State.SELF_ASSESSED: "po samoocenie",
        State.MARKED: "ocenione kryteria",
        State.TALK_HELD: "po rozmowie",
        State.SIGNED: "podpisana",
        State.DELIVERED: "doręczona",
        State.APPEALED: "odwołanie w toku",
        State.FINAL: "ostateczna",
        State.CHANGED: "zmieniona po odwołaniu",
        State.REPEATED: "powtórzona po odwołaniu",
        State.CANCELLED: "anulowana",
    },
    Kind: {
        Kind.PERIODIC: "ocena okresowa",
        Kind.AFTER_NEGATIVE: "ponowna ocena po negatywnej",
        Kind.CHANGED_ON_APPEAL: "ocena zmieniona po odwołaniu",
        Kind.REPEATED_ON_APPEAL: "ocena powtórzona po odwołaniu",
        Kind.CORRECTION: "korekta",
        Kind.PAPER: "ocena sporządzona na papierze",
    },
    Delivery: {
        Delivery.HAND: "do rąk własnych",
        Delivery.POST: "pocztą za potwierdzeniem odbioru",
        Delivery.REFUSED: "odmowa przyjęcia",
    },
    Verdict: {Verdict.POSITIVE: "pozytywna", Verdict.NEGATIVE: "negatywna"},
    Decision: {
        Decision.UPHELD: "ocena utrzymana",
        Decision.CHANGED: "ocena zmieniona",
        Decision.REPEATED: "ocena do powtórzenia",
    },
    Tone: {Tone.CALM: "w terminie", Tone.SOON: "wkrótce", Tone.LATE: "po terminie"},
}

EARLIER_FIELDS: dict[str, FieldWords] = {
    "number": FieldWords("Numer ewidencyjny", "Po nim program poznaje osobę.", "014"),
    "surname": FieldWords("Nazwisko", "Dla sprawdzenia numeru; może być puste."),
    "first_name": FieldWords("Imię", "Tylko dla czytających."),
    "signed_on": FieldWords("Dzień oceny", "Dzień, w którym ocenę sporządzono.", "14.10.2024"),
    "verdict": FieldWords("Wynik"),
    "level": FieldWords("Poziom", "Jeśli regulamin go nadaje.", "dobry"),
}
"""Columns of the workbook of evaluations made before the program."""

FIELDS: dict[str, FieldWords] = {
    "employee_id": FieldWords("Oceniany", "Wpisz nazwisko."),
    "planned_on": FieldWords("Planowany dzień oceny", "Dzień, do którego ocena ma być sporządzona."),
    "marks": FieldWords("Kryteria"),
    "marks.criterion": FieldWords("Kryterium"),
    "marks.group": FieldWords("Grupa"),
    "marks.weight": FieldWords("Waga"),
    "marks.mark": FieldWords("Ocena"),
    "marks.self_mark": FieldWords("Samoocena"),
    "marks.not_applicable": FieldWords("Nie dotyczy"),
    "marks.reason": FieldWords("Uzasadnienie"),
    "opinion": FieldWords("Opinia oceniającego"),
    "conclusions": FieldWords("Wnioski z rozmowy"),
    "goals": FieldWords("Cele rozwojowe"),
    "goals.goal": FieldWords("Cel"),
    "goals.due_on": FieldWords("Do kiedy"),
    "goals.done_on": FieldWords("Osiągnięty dnia"),
    "needs": FieldWords("Potrzeby szkoleniowe"),
    "needs.topic": FieldWords("Temat"),
    "needs.reason": FieldWords("Po co"),
    "needs.wanted_by": FieldWords("Potrzebne do"),
    # what the steps write
    "number": FieldWords("Numer arkusza"),
    "kind": FieldWords("Rodzaj oceny"),
    "state": FieldWords("Stan oceny"),
    "campaign_id": FieldWords("Kampania (numer wewnętrzny)"),
    "campaign": FieldWords("Kampania ocen"),
    "origin_id": FieldWords("Wcześniejszy arkusz (numer wewnętrzny)"),
    "origin_reason": FieldWords("Powód korekty"),
    "regulation_id": FieldWords("Regulamin ocen (numer wewnętrzny)"),
    "rules": FieldWords("Treść regulaminu"),
    "frozen_on": FieldWords("Dane na dzień"),
    "person": FieldWords("Imię i nazwisko ocenianego"),
    "person_number": FieldWords("Numer ewidencyjny"),
    "post": FieldWords("Stanowisko"),
    "unit_id": FieldWords("Komórka (numer wewnętrzny)"),
    "unit": FieldWords("Komórka organizacyjna"),
    "rater_id": FieldWords("Oceniający (numer wewnętrzny)"),
    "rater": FieldWords("Oceniający"),
    "rater_post": FieldWords("Stanowisko oceniającego"),
    "rater_reason": FieldWords("Powód zmiany oceniającego"),
    "period_from": FieldWords("Okres oceny od"),
    "due_by": FieldWords("Ustawowo najpóźniej"),
    "not_before": FieldWords("Ustawowo najwcześniej"),
    "due_by_why": FieldWords("Skąd ustawowy ostatni dzień"),
    "not_before_why": FieldWords("Skąd ustawowy pierwszy dzień"),
    "criteria_approved_on": FieldWords("Kryteria zatwierdzone dnia"),
    "criteria_on": FieldWords("Kryteria przekazane dnia"),
    "self_assessed_on": FieldWords("Samoocena z dnia"),
    "marked_on": FieldWords("Oceny wystawione dnia"),
    "talk_planned_on": FieldWords("Rozmowa zaplanowana na"),
    "talk_place": FieldWords("Miejsce rozmowy"),
    "talk_on": FieldWords("Rozmowa odbyta dnia"),
    "signed_on": FieldWords("Arkusz podpisany dnia"),
    "delivered_on": FieldWords("Doręczono pracownikowi dnia"),
    "delivery": FieldWords("Sposób doręczenia"),
    "delivery_note": FieldWords("Uwagi o doręczeniu"),
    "head_delivered_on": FieldWords("Doręczono kierownikowi urzędu dnia"),
    "appeal_on": FieldWords("Odwołanie wniesione dnia"),
    "appeal_grounds": FieldWords("Uzasadnienie odwołania"),
    "restore_on": FieldWords("Prośba o przywrócenie terminu z dnia"),
    "restore_grounds": FieldWords("Przyczyna uchybienia terminowi"),
    "restore_granted": FieldWords("Termin przywrócony"),
    "restore_decided_on": FieldWords("Prośbę o przywrócenie terminu rozpatrzono dnia"),
    "decision": FieldWords("Rozstrzygnięcie odwołania"),
    "decision_on": FieldWords("Odwołanie rozpatrzone dnia"),
    "decision_grounds": FieldWords("Uzasadnienie rozstrzygnięcia"),
    "decision_delivered_on": FieldWords("Rozstrzygnięcie doręczono dnia"),
    "final_on": FieldWords("Ocena ostateczna od"),
    "cancelled_on": FieldWords("Anulowana dnia"),
    "cancel_reason": FieldWords("Powód anulowania"),
    "override_reason": FieldWords("Powód oceny przed terminem"),
    "mean": FieldWords("Średnia (w setnych)"),
    "level": FieldWords("Poziom oceny"),
    "proposed_negative": FieldWords("Proponowany wynik negatywny"),
    "verdict": FieldWords("Wynik oceny"),
    "verdict_reason": FieldWords("Uzasadnienie wyniku"),
    "seal": FieldWords("Suma kontrolna"),
}

PROBLEMS: dict[str, str] = {
    # making a sheet
    "not_employed": "Ta osoba nie pracuje w urzędzie dnia {day}. Sprawdź daty zatrudnienia w rejestrze pracowników.",
    "not_evaluated_post": "Stanowisko „{post}” nie podlega ocenie okresowej (art. 27 ust. 1 ustawy o pracownikach "
    "samorządowych). Jeżeli ocenę rozszerzono na takie stanowiska, utwórz arkusz w kampanii.",
    "no_post_kind": "Brak rodzaju stanowiska, więc nie wiadomo, czy osoba podlega ocenie. Uzupełnij go w rejestrze "
    "pracowników.",
    "no_rater": "Nie wiadomo, kto jest bezpośrednim przełożonym tej osoby dnia {day}. Uzupełnij przełożonego albo "
    "kierownika komórki w rejestrze pracowników.",
    "own_superior": "Ta osoba jest wpisana jako własny przełożony. Popraw przełożonego w rejestrze pracowników.",
    "superior_ring": "Przełożeni tworzą zamknięte koło, więc nie ma kto ocenić tej osoby. Popraw przełożonych "
    "w rejestrze pracowników.",
    "superior_gone": "Wskazany przełożony tej osoby nie pracuje w urzędzie dnia {day} albo go nie widzisz. Popraw "
    "przełożonego w rejestrze pracowników albo poproś o to kadry.",
    "no_regulation": "Dnia {day} nie obowiązuje żaden regulamin ocen. Dodaj regulamin albo popraw daty jego "
    "obowiązywania.",
    "open_sheet": "Ta osoba ma już otwarty arkusz {number} ({state}) za ten sam okres. Dokończ go albo anuluj.",
    "planned_too_early": "Ocenę wolno zaplanować najwcześniej na {first}. {why} Wpisz późniejszy dzień.",
    "again_too_early": "{why} Jeżeli ocena ma być wcześniejsza, podaj powód; zostanie zapisany na arkuszu.",
    "again_already": "Ponowna ocena jest już założona: arkusz {number}. Otwórz go.",
    "corrected_already": "Do tej oceny jest już korekta: arkusz {number}. Popraw tamten arkusz.",
    # writing on it
    "person_is_fixed": "Nie można zmienić osoby na założonym arkuszu. Anuluj go i utwórz nowy.",
    "criteria_are_fixed": "Kryteria, grupy i wagi są ustalone w chwili przekazania kryteriów. Zmień tylko oceny.",
    "criteria_not_given": "Kryteria trzeba najpierw przekazać pracownikowi. Wykonaj krok „Przekaż kryteria”.",
    "self_marks_are_fixed": "Samooceny nie zmienia oceniający. Wpisz ją krokiem „Samoocena”.",
    "marks_are_closed": "Oceny są już wystawione. Aby je poprawić, cofnij arkusz o krok do stanu sprzed ich "
    "wystawienia.",
    "sheet_is_signed": "Arkusz jest podpisany i nie można go zmieniać. Przed doręczeniem możesz cofnąć podpisanie, "
    "później sporządź korektę jako nowy arkusz.",
    "only_mark_once": "To kryterium nie stoi na arkuszu albo powtarza się. Wpisz samooceny do kryteriów z arkusza.",
    # criteria
    "unknown_criterion": "Kryterium „{name}” nie należy do wybieranych w regulaminie. Wybierz je z listy.",
    "criterion_twice": "Kryterium „{name}” powtarza się. Zostaw je raz.",
    "too_few_elective": "Regulamin wymaga co najmniej {least} kryteriów do wyboru, a wybrano {count}.",
    "too_many_elective": "Regulamin pozwala na najwyżej {most} kryteriów do wyboru, a wybrano {count}.",
    "too_many_own": "Regulamin pozwala na najwyżej {most} własnych kryteriów, a wpisano {count}.",
    "no_criteria": "Regulamin nie ma kryteriów. Uzupełnij go i utwórz arkusz ponownie.",
    # verdict
    "verdict_against_proposal": "Wynik różni się od proponowanego przez regulamin ({proposed}). Uzasadnij go "
    "własnymi słowami.",
    "negative_in_words": "Wynik negatywny oceniający potwierdza własnymi słowami. Napisz, dlaczego ocena jest "
    "negatywna.",
    # steps
    "closed": "Ta ocena jest zamknięta i nic się w niej nie zmienia. Błąd popraw korektą, czyli nowym, powiązanym "
    "arkuszem.",
    "done_already": "Ten krok jest już za tą oceną. Odśwież arkusz i sprawdź jego stan.",
    "criteria_first": "Najpierw przekaż pracownikowi kryteria oceny.",
    "no_self_assessment": "Regulamin tej oceny nie przewiduje samooceny. Przejdź do wystawienia ocen.",
    "marks_first": "Najpierw wystaw oceny i wynik.",
    "talk_first": "Najpierw zapisz rozmowę oceniającą.",
    "delivery_before_signature": "Nie można doręczyć arkusza, który nie jest podpisany. Najpierw zapisz podpisanie.",
    "appeal_before_delivery": "Odwołanie przysługuje od doręczenia oceny (art. 27 ust. 5 ustawy o pracownikach "
    "samorządowych), a ta nie została doręczona. Najpierw zapisz doręczenie.",
    "appeal_already": "Odwołanie od tej oceny jest już zapisane.",
    "no_appeal": "Od tej oceny nie wniesiono odwołania. Najpierw je zapisz.",
    "appeal_late": "Odwołanie wniesiono po terminie. Najpierw zapisz prośbę o przywrócenie terminu i jej rozpatrzenie.",
    "restore_not_needed": "Odwołanie wniesiono w terminie, więc nie ma czego przywracać. Rozpatrz odwołanie.",
    "no_restore_request": "Nie ma prośby o przywrócenie terminu. Najpierw ją zapisz.",
    "decided_already": "Odwołanie jest już rozpatrzone. Zapisz doręczenie rozstrzygnięcia.",
    "no_decision": "Odwołanie nie jest jeszcze rozpatrzone. Najpierw zapisz rozstrzygnięcie.",
    "upheld_too_late": "Termin na rozpatrzenie odwołania minął {end}. Po nim urząd nie może już utrzymać oceny "
    "(art. 27 ust. 6 ustawy o pracownikach samorządowych i komentarze do niego). Wybierz zmianę oceny albo jej "
    "powtórzenie.",
    "final_before_delivery": "Bez doręczenia pracownikowi ocena nie może być ostateczna. Najpierw zapisz doręczenie.",
    "appeal_term_runs": "Ocena nie jest jeszcze ostateczna: pracownik może się odwołać do {end}. {why} "
    "Poczekaj, aż ten dzień minie.",
    "appeal_pending": "Odwołanie jest w toku. Ocena będzie ostateczna po doręczeniu rozstrzygnięcia.",
    "again_before_final": "Ponowną ocenę planuje się dopiero, gdy poprzednia jest ostateczna.",
    "again_after_positive": "Poprzednia ocena jest pozytywna. Następną utwórz jako zwykłą ocenę okresową.",
    "correct_open": "Korektę sporządza się do oceny ostatecznej. Otwarty arkusz popraw wprost albo cofnij o krok.",
    "cancel_after_delivery": "Doręczonej oceny nie można anulować. Pracownik może się od niej odwołać, a błąd "
    "poprawia się korektą.",
    "no_way_back": "Tego kroku nie można już cofnąć. Po doręczeniu błąd poprawia się korektą.",
    "back_over_marks": "Na arkuszu są już oceny. Usuń je, zanim cofniesz przekazanie kryteriów.",
    "in_the_future": "Tego dnia jeszcze nie było. Wpisz datę nie późniejszą niż {today}.",
    "before_last_step": "Ta data nie może być wcześniejsza niż dzień poprzedniego kroku ({date}).",
    "too_early": "Ocenę wolno sporządzić najwcześniej {first} (art. 27 ust. 2 i 8 ustawy o pracownikach "
    "samorządowych). Podpisz ją od tego dnia.",
    "rater_left": "Oceniający {rater} nie pracuje w urzędzie dnia {day}. Kadry muszą wskazać nowego oceniającego.",
    "employee_left": "{person} nie pracuje w urzędzie dnia {day}. Anuluj arkusz, podając powód.",
    # rater
    "rater_is_person": "Nikt nie ocenia sam siebie. Wybierz inną osobę.",
    "rater_not_employed": "Ta osoba nie pracuje dziś w urzędzie. Wybierz kogoś, kto pracuje.",
    "same_rater": "Ta osoba już jest oceniającym na tym arkuszu. Wybierz inną.",
    "rater_after_signature": "Arkusz jest podpisany, więc oceniającego nie można już zmienić.",
    # paper
    "paper_in_future": "Ocena na papierze musi być już sporządzona. Wpisz jej dzień, najpóźniej {today}.",
    "earlier_unknown": "Nie ma pracownika o numerze „{value}”. Popraw numer albo najpierw dodaj tę osobę.",
    "earlier_mixed_up": "Numer {number} ma {person}. Popraw numer albo nazwisko.",
    "earlier_own": "Nikt nie wpisuje ocen samego siebie. Tę ocenę wczyta ktoś inny.",
    "paper_twice": "Ocena tej osoby z dnia {day} jest już zapisana jako arkusz {number}.",
    "decision_grounds_required": "Napisz uzasadnienie rozstrzygnięcia.",
}

ONLY_RATER = "Ten arkusz wypełnia jego oceniający albo kadry. Poproś jednego z nich."
ONLY_PERSONNEL = "To zapisują kadry. Poproś o to pracownika kadr."
NOT_ONESELF = "Nie można prowadzić własnej oceny. Poproś o to inną osobę z kadr."
NO_DELETE = (
    "Usunąć można tylko arkusz, na którym ocena jeszcze się nie zaczęła, albo wpis o ocenie z papieru. "
    "Ten anuluj, podając powód."
)
SEAL_BROKEN = (
    "Suma kontrolna arkusza {number} nie zgadza się z jego treścią: po podpisaniu ktoś zmienił ją poza programem. "
    "Porównaj arkusz z podpisanym wydrukiem i zawiadom inspektora ochrony danych."
)
SECOND_NEGATIVE = (
    "To druga z rzędu negatywna ocena. Zgodnie z art. 27 ust. 9 ustawy o pracownikach samorządowych uzyskanie ponownej "
    "negatywnej oceny skutkuje rozwiązaniem umowy o pracę z zachowaniem okresów wypowiedzenia. Program niczego nie "
    "robi sam: decyzję podejmuje kierownik urzędu."
)
UPHELD_IN_DOUBT = (
    "Termin na rozpatrzenie odwołania minął {end}, w dniu wolnym. Czy przesuwa się na dzień roboczy, jest sporne: "
    "utrzymanie oceny dziś można podważyć. Skonsultuj to z radcą prawnym."
)
LATE_APPEAL = (
    "Odwołanie wniesiono po terminie, który minął {end}. Zostało przyjęte do akt, ale rozpatruje się je dopiero po "
    "przywróceniu terminu; do tego czasu nie wstrzymuje ostateczności oceny."
)
RATER_LEFT = "Oceniający {rater} nie pracuje już w urzędzie. Kadry muszą wskazać nowego oceniającego."
EMPLOYEE_LEFT = "{person} nie pracuje już w urzędzie. Anuluj arkusz, podając powód."
NOT_THE_SUPERIOR = (
    "Według struktury urzędu bezpośrednim przełożonym tej osoby {superior}, a ocenia bezpośredni przełożony "
    "({article}). Popraw przełożonego w kartotece albo oceniającego na arkuszu."
)
UNIT_CLOSED = "Komórka „{unit}” już nie działa. Sprawdź, czy oceniający nadal jest bezpośrednim przełożonym."


def named(evaluation: Evaluation) -> str:
    """The person as on the sheet, told apart from namesakes: ``Ewa Nowak (123)``, ``Ewa Nowak (Referat Finansowy)``."""
    apart = evaluation.person_number or evaluation.unit
    return f"{evaluation.person} ({apart})" if apart else evaluation.person
