"""How a training offer speaks Polish: labels of its fields, states and replies, sentences for problems."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.core.date_words import from_to
from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.trainings.offers.domain import Offer, OfferDraft, OfferState, Reply, Routing, awaited, waiting_days
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Oferty szkoleń",
    one="oferta",
    few="oferty",
    many="ofert",
    search="Szukaj oferty szkolenia",
    placeholder="Temat, dziedzina, instytucja albo słowo z opisu",
    empty_title="Nie ma jeszcze żadnej oferty",
    empty_hint="Zapisuj oferty, które przychodzą do urzędu. Sekretarz lub kierownik urzędu wybiera "
    "z nich te, które trafią do kierowników komórek.",
)

FIELDS: dict[str, FieldWords] = {
    "topic": FieldWords("Temat szkolenia", example="Zamówienia publiczne po zmianach"),
    "area": FieldWords("Dziedzina", example="prawo"),
    "institution_id": FieldWords("Instytucja szkoląca", "Wpisz nazwę albo jej część. Nowe dodaje się w ich rejestrze."),
    "received_on": FieldWords("Data wpływu"),
    "starts_on": FieldWords("Szkolenie od"),
    "ends_on": FieldWords("Szkolenie do", "Puste: jeden dzień."),
    "place": FieldWords("Miejsce", example="online"),
    "price": FieldWords("Cena za osobę", "Bez dojazdu i noclegu.", "450,00"),
    "description": FieldWords("Opis", "Program, dla kogo, co jest w cenie."),
    "file": FieldWords("Plik oferty", "PDF, DOCX, ODT, PNG albo JPG, do 10 MB."),
    "file_name": FieldWords("Nazwa pliku oferty"),
    "selected_on": FieldWords("Dzień decyzji", "O wyborze albo odrzuceniu oferty."),
    "selected_by": FieldWords("Kto zdecydował", "Sekretarz albo kierownik urzędu.", "Sekretarz"),
    "rejected_reason": FieldWords("Powód odrzucenia", "Wypełnij tylko wtedy, gdy oferta zostaje odrzucona."),
    "routings": FieldWords("Komórki, do których przekazano ofertę"),
    "routings.unit_id": FieldWords("Komórka"),
    "routings.passed_on": FieldWords("Przekazano"),
    "routings.reply": FieldWords("Odpowiedź kierownika"),
    "routings.replied_on": FieldWords("Dzień odpowiedzi"),
    "routings.people": FieldWords("Ile osób", "Ilu pracowników kierownik chce skierować."),
    "routings.note": FieldWords("Uwagi kierownika"),
    "state": FieldWords("Stan"),
    "institution": FieldWords("Instytucja"),
}

STATES: dict[StrEnum, str] = {
    OfferState.RECEIVED: "czeka na wybór",
    OfferState.SELECTED: "wybrana",
    OfferState.PASSED: "przekazana",
    OfferState.REJECTED: "odrzucona",
}
REPLIES: dict[StrEnum, str] = {
    Reply.AWAITED: "czeka na odpowiedź",
    Reply.WANTED: "są chętni",
    Reply.NOT_WANTED: "bez zainteresowania",
}
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {OfferState: STATES, Reply: REPLIES}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Szkolenie nie może skończyć się przed swoim początkiem. Popraw jedną z dat.",
    "future_day": "Ta data nie może być z przyszłości. Wpisz dzień nie późniejszy niż {day}.",
    "decision_day": "Wpisz dzień decyzji albo wyczyść pole „Kto zdecydował”.",
    "decision_author": "Wpisz, kto zdecydował: sekretarz albo kierownik urzędu.",
    "rejected_when": "Wpisz, kiedy ofertę odrzucono.",
    "not_selected": "Do komórek przekazuje się tylko wybraną ofertę. Wpisz dzień wyboru.",
    "before_received": "Decyzja nie może być wcześniejsza niż wpływ oferty ({day}). Popraw jedną z dat.",
    "unit_twice": "Do tej komórki oferta jest już przekazana w wierszu wyżej. Usuń powtórzenie albo wybierz inną.",
    "unit_closed": "Komórka {unit} została zlikwidowana z dniem {day}, przed przekazaniem oferty. Wybierz inną.",
    "passed_before_selected": "Ofertę przekazuje się najwcześniej w dniu wyboru ({day}). Popraw jedną z dat.",
    "which_reply": "Jest dzień odpowiedzi albo liczba osób, a odpowiedzi brak. Wybierz ją.",
    "replied_before_passed": "Odpowiedź nie może być wcześniejsza niż przekazanie oferty ({day}).",
    "nobody_wanted": "Skoro są chętni, wpisz przynajmniej jedną osobę albo zostaw to pole puste.",
    "people_of_refusal": "Bez zainteresowania nie podaje się liczby osób. Wyczyść pole albo zmień odpowiedź.",
    "no_reply_awaited": "Ta komórka nie czeka z odpowiedzią na tę ofertę. Wybierz inną.",
    "already_rejected": "Ta oferta jest odrzucona. Aby ją przekazać, usuń w formularzu powód odrzucenia.",
}


def days_in_words(days: int) -> str:
    """``od dziś``, ``od 1 dnia``, ``od 12 dni``."""
    return "od dziś" if days <= 0 else f"od {days} {plural(days, 'dnia', 'dni', 'dni')}"


def people_in_words(people: int) -> str:
    """``1 osoba``, ``3 osoby``, ``7 osób``."""
    return f"{people} {plural(people, 'osoba', 'osoby', 'osób')}"


def reply_in_words(routing: Routing, today: date) -> str:
    """``czeka na odpowiedź od 5 dni``; ``są chętni: 2 osoby (12.03.2026)``."""
    if routing.reply is Reply.AWAITED:
        since = "" if routing.passed_on is None else days_in_words((today - routing.passed_on).days)
        return f"{REPLIES[Reply.AWAITED]} {since}".strip()
    people = f": {people_in_words(routing.people)}" if routing.people else ""
    day = "" if routing.replied_on is None else f" ({format_date(routing.replied_on)})"
    return f"{REPLIES[routing.reply]}{people}{day}"


def routing_in_words(routing: Routing, unit: str, today: date) -> str:
    """One line: ``SO – czeka na odpowiedź od 5 dni``."""
    note = f"; {routing.note}" if routing.note else ""
    return f"{unit or '?'} – {reply_in_words(routing, today)}{note}"


def state_in_words(offer: Offer, today: date) -> str:
    """The state, and of one that was passed how the replies stand."""
    days = waiting_days(offer, today)
    return state_alone(offer) if days is None else f"{REPLIES[Reply.AWAITED]} {days_in_words(days)}"


def state_alone(offer: Offer) -> str:
    """The same without the days."""
    if offer.state is not OfferState.PASSED:
        return STATES[offer.state]
    if awaited(offer):
        return REPLIES[Reply.AWAITED]
    return "są chętni" if any(each.reply is Reply.WANTED for each in offer.routings) else "nikt nie jest zainteresowany"


def progress_in_words(offer: OfferDraft, today: date) -> str:
    """``od 12 dni, jest 2 z 5``, ``odpowiedzi: 5 z 5``; blank for an offer that was not passed on."""
    if not offer.routings:
        return ""
    days = waiting_days(offer, today)
    answered = sum(each.reply is not Reply.AWAITED for each in offer.routings)
    said = "odpowiedzi:" if days is None else f"{days_in_words(days)}, jest"
    return f"{said} {answered} z {len(offer.routings)}"


def days_of(offer: OfferDraft) -> str:
    """``12.03.2026`` or ``12–13.03.2026``; blank where no day was offered."""
    return "" if offer.starts_on is None else from_to(offer.starts_on, offer.ends_on or offer.starts_on)


def facts(offer: OfferDraft, institution: str) -> Sequence[tuple[str, str]]:
    """What is known of an offer, by label, in the order of the print; nothing blank, topic and description left out."""
    decision = ", ".join(
        filter(None, (offer.selected_by, "" if offer.selected_on is None else format_date(offer.selected_on)))
    )
    known = (
        (FIELDS["institution_id"].label, institution),
        ("Termin", days_of(offer)),
        (FIELDS["place"].label, offer.place),
        (FIELDS["price"].label, "" if offer.price is None else format_money(offer.price)),
        (FIELDS["area"].label, offer.area),
        (FIELDS["received_on"].label, "" if offer.received_on is None else format_date(offer.received_on)),
        ("Decyzja", decision),
        (FIELDS["rejected_reason"].label, offer.rejected_reason),
    )
    return [(label, value) for label, value in known if value]
