"""The bill of a journey at home: what is due for time, nights, local transport, kilometres and documents, and why.

Source: regulation of 29 January 2013 on travel of staff of the public sector (Dz.U. 2023 poz. 2190) § 3–9; articles,
rates and shares come from ``rates``. Hours are read off the clock on the wall, as they stand on the order, also in
nights when clocks are changed. Amounts are whole grosze; what is not is an exact fraction until it is rounded once,
half up, and the total is the sum of the lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from math import floor

from app.core.money import format_money
from app.core.polish import plural
from app.registers.trainings.travel.domain import Meals, Vehicle
from app.registers.trainings.travel.rates import Allowance, TravelRates, TravelRules
from app.registers.trainings.travel.words import VEHICLES

DAY = timedelta(days=1)
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


class LineKind(StrEnum):
    """What a line of the bill is for."""

    ALLOWANCE = "allowance"
    MEALS = "meals"
    LODGING = "lodging"
    LOCAL = "local"
    FARE = "fare"
    MILEAGE = "mileage"
    OTHER = "other"


@dataclass(frozen=True)
class Hotel:
    """A bill for nights that cost the same each; ``amount`` in grosze."""

    nights: int
    amount: int
    above_cap_agreed: bool = False
    """The employer agreed to repay more than the cap."""


@dataclass(frozen=True)
class Drive:
    """Kilometres in one's own vehicle."""

    on: date
    kilometres: int
    vehicle: Vehicle


@dataclass(frozen=True)
class Expense:
    """A documented cost in grosze: a ticket (``fare``) or another necessary expense."""

    what: str
    amount: int
    fare: bool = True


@dataclass(frozen=True, kw_only=True)
class Trip:
    """What a traveller declares; moments are local and without a zone."""

    departure: datetime
    back: datetime
    meals: Sequence[Meals] = ()
    """Free meals by calendar day, also those in the price of a hotel."""
    hotels: Sequence[Hotel] = ()
    """In the order of the nights; lump sums are for nights after them."""
    lump_nights: int = 0
    local_transport: bool = False
    """Whether local transport was paid for; without it there is no lump sum."""
    drives: Sequence[Drive] = ()
    expenses: Sequence[Expense] = ()


@dataclass(frozen=True)
class Line:
    """One line of a bill: ``quantity`` times ``rate`` (grosze, both exact) gives ``amount`` (grosze)."""

    kind: LineKind
    what: str
    quantity: Fraction
    unit: str
    rate: Fraction
    amount: int
    why: str


@dataclass(frozen=True)
class Account:
    """What is due; ``remarks`` say what must be checked before it is paid."""

    lines: tuple[Line, ...]
    basis: str
    """The act that articles without another one belong to, in the genitive."""
    remarks: tuple[str, ...]

    @property
    def total(self) -> int:
        """The sum of the lines in grosze, never negative."""
        return sum(line.amount for line in self.lines)

    def of(self, *kinds: LineKind) -> int:
        """The sum of the lines of these kinds in grosze."""
        return sum(line.amount for line in self.lines if line.kind in kinds)


@dataclass(frozen=True)
class TravelDay:
    """A day of travel: 24 hours from the departure or from the end of the day before, the last one maybe less."""

    number: int
    begins: datetime
    ends: datetime
    percent: int
    """How much of the daily allowance its length gives."""

    @property
    def is_whole(self) -> bool:
        """Whether it has all its 24 hours."""
        return self.ends - self.begins == DAY


def travel_days(departure: datetime, back: datetime, rules: TravelRules) -> tuple[TravelDay, ...]:
    """The days of a journey; ValueError when it does not end after it began."""
    if back <= departure:
        raise ValueError(f"{departure} – {back}")
    lasted = back - departure
    if lasted <= DAY:
        return (TravelDay(1, departure, back, _percent_within_day(lasted, rules)),)
    whole, rest = lasted // DAY, lasted % DAY
    days = [TravelDay(n + 1, departure + n * DAY, departure + (n + 1) * DAY, 100) for n in range(whole)]
    if rest:
        percent = 100 if rest > rules.begun_half_to_hours * _HOUR else rules.half_percent
        days.append(TravelDay(whole + 1, departure + whole * DAY, back, percent))
    return tuple(days)


def nights(departure: datetime, back: datetime) -> tuple[date, ...]:
    """The days on which the nights of a journey began: every day but the last."""
    return tuple(departure.date() + n * DAY for n in range((back.date() - departure.date()).days))


def lump_sum_nights(departure: datetime, back: datetime, rules: TravelRules) -> tuple[date, ...]:
    """The nights long enough for a lump sum; time spent on the way must still be left out by who knows it."""
    least = rules.night_least_hours * _HOUR
    return tuple(
        evening
        for evening in nights(departure, back)
        if min(datetime.combine(evening + DAY, time(rules.night_to)), back)
        - max(datetime.combine(evening, time(rules.night_from)), departure)
        >= least
    )


def account(trip: Trip, rates: TravelRates) -> Account:
    """What is due for the trip.

    ValueError for what no form lets through: an end before the start, a meal outside the journey, more nights than it
    has, a negative amount. Refusal for days without a known rate.
    """
    rules = rates.rules_on(trip.departure.date())
    days = travel_days(trip.departure, trip.back, rules)
    dated = [(day, rates.allowance_on(day.begins.date())) for day in days]
    lines = (
        *_allowances(trip, dated, rules),
        *_meals(trip, dated, rules),
        *_lodging(trip, rates, rules),
        *_local_transport(trip, dated, rules),
        *_drives(trip, rates, rules),
        *_expenses(trip, rules),
    )
    return Account(lines, rules.act, tuple(_remarks(dated, rules)))


def half_up(exact: Fraction) -> int:
    """Whole grosze, a half rounded up; ``exact`` is not negative."""
    return floor(exact + Fraction(1, 2))


def in_words(lasted: timedelta, *, accusative: bool = False) -> str:
    """``2 doby 5 godzin 30 minut``, ``1 godzina``; in the accusative ``1 godzinę``."""
    whole, rest = lasted // DAY, lasted % DAY
    parts = [
        (whole, "dobę" if accusative else "doba", "doby", "dób"),
        (rest // _HOUR, "godzinę" if accusative else "godzina", "godziny", "godzin"),
        (rest % _HOUR // _MINUTE, "minutę" if accusative else "minuta", "minuty", "minut"),
    ]
    return " ".join(f"{n} {plural(n, one, few, many)}" for n, one, few, many in parts if n)


def _percent_within_day(lasted: timedelta, rules: TravelRules) -> int:
    if lasted < rules.half_from_hours * _HOUR:
        return 0
    return 100 if lasted > rules.full_over_hours * _HOUR else rules.half_percent


_Dated = Sequence[tuple[TravelDay, Allowance]]


def _allowances(trip: Trip, dated: _Dated, rules: TravelRules) -> Iterator[Line]:
    for (rate, _whole, percent), found in groupby(
        dated, key=lambda each: (each[1].daily, each[0].is_whole, each[0].percent)
    ):
        days = [day for day, _ in found]
        share = Fraction(percent, 100)
        amount = len(days) * half_up(share * rate)
        what = f"Dieta, {_numbers(days)}"
        why = _why_allowance(trip, days[0], percent, rules)
        yield Line(LineKind.ALLOWANCE, what, len(days) * share, "dieta", Fraction(rate), amount, why)


def _why_allowance(trip: Trip, day: TravelDay, percent: int, rules: TravelRules) -> str:
    lasted = trip.back - trip.departure
    lead = f"Podróż trwała {in_words(lasted, accusative=True)}"
    due = f"przysługuje {percent}% diety" if percent < 100 else "przysługuje cała dieta"
    if lasted <= DAY:
        low, high = rules.half_from_hours, rules.full_over_hours
        length = {0: f"mniej niż {low} godzin", 100: f"ponad {high} godzin"}.get(percent, f"od {low} do {high} godzin")
        due = due if percent else "dieta nie przysługuje"
        return f"{lead}, czyli {length}: {due} ({rules.articles['within_day']})."
    article, hours = rules.articles["longer"], rules.begun_half_to_hours
    if day.is_whole:
        return f"{lead}. Za każdą pełną dobę {due} ({article})."
    length = f"ponad {hours} godzin" if percent == 100 else f"nie więcej niż {hours} godzin"
    rest = in_words(day.ends - day.begins, accusative=True)
    return f"{lead}. Ostatnia, rozpoczęta doba trwała {rest}, czyli {length}: {due} ({article})."


def _meals(trip: Trip, dated: _Dated, rules: TravelRules) -> Iterator[Line]:
    eaten = _eaten([day for day, _ in dated], trip.meals, rules)
    fed = [(day, rate.daily, counts) for (day, rate), counts in zip(dated, eaten, strict=True) if any(counts)]
    for (rate, percent, counts), found in groupby(fed, key=lambda each: (each[1], each[0].percent, each[2])):
        days = [day for day, _, _ in found]
        parts = [(number, *words) for number, words in zip(counts, _meal_words(rules), strict=True) if number]
        shares = sum(number * share for number, _, share in parts)
        worth, due = half_up(Fraction(shares * rate, 100)), half_up(Fraction(percent * rate, 100))
        each = min(worth, due)
        named = ", ".join(word if number == 1 else f"{word} × {number}" for number, word, _ in parts)
        told = ", ".join(f"{word} {share}% diety" for _, word, share in parts)
        why = f"Posiłki bez opłaty zmniejszają dietę: {told}, razem {format_money(worth)}"
        if worth > due:
            why += f"; potrąca się najwyżej należną dietę, czyli {format_money(due)}"
        why += f" ({rules.articles['meals']})."
        what = f"Potrącenie za posiłki ({named}), {_numbers(days)}"
        amount = -len(days) * each
        yield Line(LineKind.MEALS, what, Fraction(len(days)), "doba", Fraction(-each), amount, why)


def _meal_words(rules: TravelRules) -> tuple[tuple[str, int], ...]:
    return (
        ("śniadanie", rules.breakfast_percent),
        ("obiad", rules.lunch_percent),
        ("kolacja", rules.dinner_percent),
    )


def _eaten(days: Sequence[TravelDay], meals: Sequence[Meals], rules: TravelRules) -> list[tuple[int, int, int]]:
    """How many breakfasts, lunches and dinners each day of travel had."""
    eaten = [[0, 0, 0] for _ in days]
    for each in meals:
        if each.on is None or not days[0].begins.date() <= each.on <= days[-1].ends.date():
            raise ValueError(each)
        given = (each.breakfast, each.lunch, each.dinner)
        for which, (was, at) in enumerate(
            zip(given, (rules.breakfast_at, rules.lunch_at, rules.dinner_at), strict=True)
        ):
            if was:
                moment = datetime.combine(each.on, at)
                later = [index for index, day in enumerate(days) if moment >= day.begins]
                eaten[later[-1] if later else 0][which] += 1
    return [(breakfasts, lunches, dinners) for breakfasts, lunches, dinners in eaten]


def _lodging(trip: Trip, rates: TravelRates, rules: TravelRules) -> Iterator[Line]:
    evenings = nights(trip.departure, trip.back)
    billed = sum(hotel.nights for hotel in trip.hotels)
    long_enough = lump_sum_nights(trip.departure, trip.back, rules)
    if billed + trip.lump_nights > len(evenings) or not 0 <= trip.lump_nights <= len(long_enough):
        raise ValueError(f"{billed} + {trip.lump_nights} > {len(evenings)}")
    first = 0
    for hotel in trip.hotels:
        if hotel.nights < 1 or hotel.amount < 0:
            raise ValueError(hotel)
        yield _hotel_line(hotel, evenings[first : first + hotel.nights], rates, rules)
        first += hotel.nights
    chosen = long_enough[len(long_enough) - trip.lump_nights :]
    for rate, found in groupby(chosen, key=lambda evening: rates.allowance_on(evening).daily):
        exact, slept = Fraction(rules.lodging_percent * rate, 100), list(found)
        why = (
            f"Bez rachunku przysługuje {rules.lodging_percent}% diety za noc ({rules.articles['lodging_percent']}), "
            f"jeżeli nocleg trwał co najmniej {rules.night_least_hours} godzin między godziną {rules.night_from} "
            f"a {rules.night_to} ({rules.articles['night']})."
        )
        amount = len(slept) * half_up(exact)
        yield Line(LineKind.LODGING, "Ryczałt za nocleg", Fraction(len(slept)), "noc", exact, amount, why)


def _hotel_line(hotel: Hotel, evenings: Sequence[date], rates: TravelRates, rules: TravelRules) -> Line:
    cap = sum(rules.lodging_cap_allowances * rates.allowance_on(evening).daily for evening in evenings)
    count = f"{hotel.nights} {plural(hotel.nights, 'noc', 'noce', 'nocy')}"
    stated = f"Rachunek za {count} na {format_money(hotel.amount)}"
    limit = f"{rules.lodging_cap_allowances} diet za dobę hotelową, razem {format_money(cap)}"
    amount = hotel.amount if hotel.above_cap_agreed else min(hotel.amount, cap)
    article = rules.articles["lodging_bill"]
    if hotel.amount <= cap:
        why = f"{stated} nie przekracza limitu ({limit}; {article})."
    elif hotel.above_cap_agreed:
        agreed = f"pracodawca zgodził się na zwrot całości ({rules.articles['lodging_over_cap']})"
        why = f"{stated} przekracza limit ({limit}; {article}); {agreed}."
    else:
        why = f"{stated} przekracza limit ({limit}); zwraca się kwotę limitu ({article})."
    rate = Fraction(amount, hotel.nights)
    return Line(LineKind.LODGING, "Nocleg z rachunkiem", Fraction(hotel.nights), "noc", rate, amount, why)


def _local_transport(trip: Trip, dated: _Dated, rules: TravelRules) -> Iterator[Line]:
    if not trip.local_transport:
        return
    for rate, found in groupby(dated, key=lambda each: each[1].daily):
        days = [day for day, _ in found]
        exact = Fraction(rules.local_percent * rate, 100)
        why = f"Za każdą rozpoczętą dobę podróży przysługuje {rules.local_percent}% diety ({rules.articles['local']})."
        amount = len(days) * half_up(exact)
        what = f"Ryczałt na dojazdy na miejscu, {_numbers(days)}"
        yield Line(LineKind.LOCAL, what, Fraction(len(days)), "doba", exact, amount, why)


def _drives(trip: Trip, rates: TravelRates, rules: TravelRules) -> Iterator[Line]:
    if any(drive.kilometres < 0 for drive in trip.drives):
        raise ValueError(trip.drives)
    ordered = sorted(trip.drives, key=lambda drive: (drive.vehicle, drive.on))
    for (vehicle, law), found in groupby(ordered, key=lambda drive: (drive.vehicle, rates.mileage_on(drive.on))):
        kilometres = sum(drive.kilometres for drive in found)
        exact = 100 * Fraction(law.zloty[vehicle])
        rate = f"{law.zloty[vehicle]}".replace(".", ",")
        why = (
            f"Kilometry liczą się po {rate}\u00a0zł, kwotę zaokrągla się do grosza "
            f"({rules.articles['mileage']}; {law.article} {law.act})."
        )
        what = f"Własny pojazd: {VEHICLES[vehicle]}"
        amount = half_up(kilometres * exact)
        yield Line(LineKind.MILEAGE, what, Fraction(kilometres), "km", exact, amount, why)


def _expenses(trip: Trip, rules: TravelRules) -> Iterator[Line]:
    for each in trip.expenses:
        if each.amount < 0:
            raise ValueError(each)
        kind = LineKind.FARE if each.fare else LineKind.OTHER
        why = (
            f"Przejazd w kwocie z biletu lub faktury ({rules.articles['fares']})."
            if each.fare
            else f"Niezbędny wydatek w kwocie z dokumentu ({rules.articles['other']})."
        )
        yield Line(kind, each.what, Fraction(1), "", Fraction(each.amount), each.amount, why)


def _remarks(dated: _Dated, rules: TravelRules) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, (rate.doubt_on(day.begins.date()) for day, rate in dated)))
    if len({rate.daily for _, rate in dated}) > 1:
        yield rules.change_note


def _numbers(days: Sequence[TravelDay]) -> str:
    first, last = days[0].number, days[-1].number
    return f"{first}. doba" if first == last else f"doby {first}.–{last}."
