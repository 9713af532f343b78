"""How a travel order speaks Polish: labels of its fields, names of choices, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.dates import format_date
from app.core.money import format_money
from app.core.words import FieldWords
from app.registers.trainings.travel.domain import (
    Bill,
    BillKind,
    Leg,
    Meals,
    Transport,
    TravelOrder,
    TravelOrderDraft,
    TravelState,
    Vehicle,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Delegacje",
    one="delegacja",
    few="delegacje",
    many="delegacji",
    search="Szukaj delegacji",
    placeholder="Numer, nazwisko, miejscowość albo cel",
    empty_title="Nie ma jeszcze żadnej delegacji",
    empty_hint="Wystaw polecenie wyjazdu. Po powrocie rozlicz je: program policzy diety, noclegi i kilometry.",
)

FIELDS: dict[str, FieldWords] = {
    "participation_id": FieldWords(
        "Szkolenie", "Udział w szkoleniu, na które jest wyjazd. Rozliczenie wejdzie do kosztu tego udziału."
    ),
    "employee_id": FieldWords("Pracownik", "Wpisz nazwisko albo jego część."),
    "destination": FieldWords("Dokąd", "Miejscowość, w której pracownik ma wykonać zadanie.", "Opole"),
    "purpose": FieldWords("Cel wyjazdu", "", "udział w szkoleniu „Kodeks postępowania administracyjnego”"),
    "starts_on": FieldWords("Od dnia"),
    "ends_on": FieldWords("Do dnia"),
    "transport": FieldWords("Środek transportu"),
    "vehicle": FieldWords("Rodzaj własnego pojazdu", "Od niego zależy stawka za kilometr."),
    "plate": FieldWords("Numer rejestracyjny", "", "OKL 12345"),
    "ordered_on": FieldWords("Data polecenia"),
    "ordered_by": FieldWords("Zlecający wyjazd", "Kto podpisuje polecenie.", "Sekretarz Jan Kowalski"),
    "advance": FieldWords("Zaliczka", "Kwota wypłacona przed wyjazdem. Puste: bez zaliczki.", "200,00"),
    "legs": FieldWords("Przebieg podróży", "Godziny według zegara, w miejscu wyjazdu i przyjazdu."),
    "legs.from_place": FieldWords("Skąd"),
    "legs.departs_on": FieldWords("Wyjazd – dzień"),
    "legs.departs_at": FieldWords("Wyjazd – godz.", "", "7:15"),
    "legs.to_place": FieldWords("Dokąd"),
    "legs.arrives_on": FieldWords("Przyjazd – dzień"),
    "legs.arrives_at": FieldWords("Przyjazd – godz.", "", "9:40"),
    "legs.transport": FieldWords("Środek transportu"),
    "legs.kilometres": FieldWords("Kilometry własnym pojazdem", "", "96"),
    "meals": FieldWords("Bezpłatne posiłki", "Także te w cenie szkolenia lub hotelu."),
    "meals.on": FieldWords("Dzień"),
    "meals.breakfast": FieldWords("Śniadanie"),
    "meals.lunch": FieldWords("Obiad"),
    "meals.dinner": FieldWords("Kolacja"),
    "bills": FieldWords("Rachunki i bilety"),
    "bills.kind": FieldWords("Za co"),
    "bills.amount": FieldWords("Kwota", "", "62,50"),
    "bills.nights": FieldWords("Liczba nocy", "Tylko przy noclegu."),
    "bills.document": FieldWords("Dokument", "", "bilet PKP Intercity nr 1234567"),
    "bills.above_cap_agreed": FieldWords("Zgoda pracodawcy na zwrot noclegu ponad limit"),
    "lump_nights": FieldWords(
        "Noce bez rachunku", "Za każdą przysługuje ryczałt. Bez nocy spędzonych w drodze i noclegów bezpłatnych."
    ),
    "local_transport": FieldWords("Pracownik płacił za dojazdy na miejscu – przysługuje ryczałt"),
    "allowance_rate": FieldWords(
        "Inna stawka diety", "Tylko gdy stawka programu jest nieaktualna. Puste: stawka z przepisów, które zna program."
    ),
    "settled_on": FieldWords("Data rozliczenia"),
    "note": FieldWords("Uwagi"),
    "number": FieldWords("Numer"),
    "person": FieldWords("Imię i nazwisko"),
    "post": FieldWords("Stanowisko"),
    "unit": FieldWords("Komórka"),
    "state": FieldWords("Stan"),
    "cancel_reason": FieldWords("Powód odwołania"),
    "allowance": FieldWords("Diety"),
    "fares": FieldWords("Przejazdy"),
    "lodging": FieldWords("Noclegi"),
    "other": FieldWords("Inne koszty"),
    "total": FieldWords("Koszt podróży"),
    "balance": FieldWords("Do wypłaty"),
}

TRANSPORTS: dict[StrEnum, str] = {
    Transport.TRAIN: "pociąg",
    Transport.BUS: "autobus",
    Transport.OFFICE_CAR: "samochód służbowy",
    Transport.OWN_CAR: "własny pojazd",
    Transport.OTHER: "inny",
}
VEHICLES: dict[StrEnum, str] = {
    Vehicle.CAR_ABOVE_900: "samochód powyżej 900 cm³",
    Vehicle.CAR_UP_TO_900: "samochód do 900 cm³",
    Vehicle.MOTORCYCLE: "motocykl",
    Vehicle.MOPED: "motorower",
}
BILL_KINDS: dict[StrEnum, str] = {
    BillKind.FARE: "przejazd",
    BillKind.LODGING: "nocleg",
    BillKind.OTHER: "inny wydatek",
}
STATES: dict[StrEnum, str] = {
    TravelState.ORDERED: "wystawiona",
    TravelState.SETTLED: "rozliczona",
    TravelState.CANCELLED: "odwołana",
}

DUE: dict[str, str] = {
    "late": "po terminie",
    "to_settle": "do rozliczenia",
    "ahead": "przed powrotem",
}
"""Where an order stands that is neither settled nor cancelled."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Transport: TRANSPORTS,
    Vehicle: VEHICLES,
    BillKind: BILL_KINDS,
    TravelState: STATES,
}

PROBLEMS: dict[str, str] = {
    "ends_before_start": "Wyjazd nie może się kończyć przed swoim początkiem ({day}). Popraw jedną z dat.",
    "too_long_journey": "Podróż może trwać najwyżej {days} dni. Sprawdź rok w datach.",
    "vehicle_needed": "Wybierz rodzaj pojazdu: od niego zależy stawka za kilometr.",
    "departs_before_arrival": "Ten odcinek zaczyna się, zanim skończył się poprzedni. Popraw godziny albo kolejność.",
    "arrives_before_departure": "Przyjazd musi być później niż wyjazd. Popraw dzień albo godzinę.",
    "day_twice": "Dzień {day} jest już na liście. Zaznacz posiłki w jednej pozycji.",
    "nights_needed": "Wpisz, za ile nocy jest ten rachunek.",
    "nights_of_no_lodging": "Liczbę nocy wpisuje się tylko przy noclegu. Usuń ją albo zmień rodzaj rachunku.",
    "no_legs": "Wpisz przebieg podróży: co najmniej jeden odcinek z dniem i godziną wyjazdu i przyjazdu.",
    "kilometres_needed": "Wpisz liczbę kilometrów przejechanych własnym pojazdem.",
    "settled_too_early": "Rozliczenie nie może być wcześniejsze niż powrót ({day}).",
    "settled_ahead": "Rozliczenie nie może mieć daty z przyszłości. Wpisz dzień nie późniejszy niż {day}.",
    "not_the_ordered_days": "Podróż odbyła się poza dniami z polecenia ({first} – {last}). Popraw datę.",
    "meal_outside": "Ten dzień nie należy do podróży ({first} – {last}). Popraw datę albo usuń pozycję.",
    "before_the_rates": "Program zna stawki diet od {day}. Sprawdź datę podróży.",
    "too_many_nights": "Podróż miała tyle nocy: {nights}, a rachunki są za {billed}. Popraw liczbę nocy.",
    "too_many_lump_nights": "Ryczałt może przysługiwać najwyżej za tyle nocy: {nights} (nocleg co najmniej "
    "{hours} między {first} a {last}, bez nocy z rachunkiem). Popraw liczbę.",
    "other_person": "To udział w szkoleniu innej osoby ({person}). Wybierz właściwy udział albo pracownika.",
    "does_not_go": "Ten udział w szkoleniu jest zakończony bez wyjazdu. Wybierz inny albo zostaw puste.",
    "not_employed": "Ta osoba nie pracuje w urzędzie w dniu wyjazdu ({day}). Popraw datę albo wybierz inną osobę.",
    "overlaps": "Ta osoba ma w tych dniach delegację {number} ({days}). Popraw daty albo odwołaj jeden z wyjazdów.",
}


def title(record: TravelOrder | TravelOrderDraft) -> str:
    """How sentences name the order: its number and the person's name."""
    return f"{record.number} – {record.person}" if isinstance(record, TravelOrder) else record.destination


def days_of(record: TravelOrderDraft) -> str:
    """``22.11.2026`` or ``22.11.2026 – 24.11.2026``."""
    if record.starts_on is None or record.ends_on is None:
        return ""
    first, last = format_date(record.starts_on), format_date(record.ends_on)
    return first if first == last else f"{first} – {last}"


def meals_help(breakfast: int, lunch: int, dinner: int) -> str:
    """What stands under the field of free meals; by how many percent each lessens the allowance is in ``rates``."""
    return f"{FIELDS['meals'].help} Śniadanie zmniejsza dietę o {breakfast}%, obiad o {lunch}%, kolacja o {dinner}%."


def leg_in_words(leg: Leg) -> str:
    """A leg in one line."""
    places = " → ".join(filter(None, (leg.from_place, leg.to_place)))
    departs = " ".join(filter(None, (format_date(leg.departs_on) if leg.departs_on else "", leg.departs_at)))
    arrives = " ".join(filter(None, (format_date(leg.arrives_on) if leg.arrives_on else "", leg.arrives_at)))
    return ", ".join(filter(None, (places, " – ".join(filter(None, (departs, arrives))), TRANSPORTS[leg.transport])))


def meals_in_words(meals: Meals) -> str:
    """The meals of one day in one line."""
    given = (("śniadanie", meals.breakfast), ("obiad", meals.lunch), ("kolacja", meals.dinner))
    named = ", ".join(word for word, was in given if was) or "bez posiłków"
    return f"{format_date(meals.on)}: {named}" if meals.on else named


def bill_in_words(bill: Bill) -> str:
    """A bill in one line."""
    amount = "" if bill.amount is None else format_money(bill.amount)
    return ", ".join(filter(None, (BILL_KINDS[bill.kind], bill.document, amount)))
