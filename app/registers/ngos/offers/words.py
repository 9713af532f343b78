"""How an offer in a contest speaks Polish: labels of fields, names of choices, sentences for problems, short texts."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from app.core.dates import format_date
from app.core.money import format_money
from app.core.words import FieldWords
from app.registers.ngos.contests.domain import ContestDraft, Criterion, Origin, reasons_term
from app.registers.ngos.offers.domain import (
    ContestOffer,
    ContestOfferDraft,
    Formal,
    OfferDecision,
    OfferState,
    Partner,
    Score,
    reasons_too_late,
    state_of,
)
from app.registers.ngos.organisations.words import UNKNOWN_ORGANISATION
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Oferty w konkursach",
    one="oferta",
    few="oferty",
    many="ofert",
    none="Żadna oferta",
    search="Szukaj oferty w konkursie",
    placeholder="Organizacja, zadanie albo numer konkursu",
    empty_title="Nie ma jeszcze żadnej oferty",
    empty_hint="Oferty wpisuje się do konkursu, który jest już w rejestrze „Konkursy ofert”.",
)

DECISIONS: Mapping[StrEnum, str] = {OfferDecision.CHOSEN: "wybrana", OfferDecision.REJECTED: "odrzucona"}
FORMALS: Mapping[StrEnum, str] = {Formal.RIGHT: "spełnia wymogi", Formal.WRONG: "nie spełnia wymogów"}
STATES: Mapping[StrEnum, str] = {
    OfferState.FILED: "złożona",
    OfferState.RIGHT: "spełnia wymogi formalne",
    OfferState.WRONG: "błędy formalne",
    OfferState.ASSESSED: "oceniona",
    OfferState.CHOSEN: "wybrana",
    OfferState.REJECTED: "odrzucona",
}
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    OfferDecision: DECISIONS,
    Formal: FORMALS,
    OfferState: STATES,
}
CONCERNS: Mapping[str, str] = {"reasons": "ktoś czeka na uzasadnienie", "late": "po terminie, bez decyzji"}

FIELDS: dict[str, FieldWords] = {
    "number": FieldWords("Numer oferty"),
    "contest_id": FieldWords("Konkurs", "Wpisz numer albo część tytułu."),
    "ngo_id": FieldWords("Organizacja", "Wpisz część nazwy. Nową dodasz w rejestrze „Organizacje”."),
    "partners": FieldWords("Oferta wspólna", "Pozostałe organizacje, które złożyły ofertę razem (art. 14 ust. 2)."),
    "partners.ngo_id": FieldWords("Organizacja"),
    "partners.part": FieldWords("Co wykona"),
    "title": FieldWords("Tytuł zadania", example="Letnia szkoła pływania"),
    "filed_on": FieldWords("Data złożenia"),
    "task_from": FieldWords("Zadanie od"),
    "task_until": FieldWords("Zadanie do"),
    "asked": FieldWords("Kwota wnioskowana", example="12 000,00"),
    "own_share": FieldWords("Wkład własny", "Finansowy, osobowy i rzeczowy razem."),
    "formal": FieldWords("Ocena formalna"),
    "formal_reasons": FieldWords("Czego brakuje", example="brak podpisu osoby uprawnionej"),
    "scores": FieldWords("Punkty komisji", "Przy każdym kryterium po jednej liczbie od każdego członka komisji."),
    "scores.criterion": FieldWords("Kryterium"),
    "scores.points": FieldWords("Punkty", example="8; 7; 9"),
    "opinion": FieldWords("Opinia komisji"),
    "decision": FieldWords("Decyzja"),
    "granted": FieldWords("Kwota przyznana"),
    "decision_reasons": FieldWords("Uzasadnienie", "Każdy może go zażądać po ogłoszeniu wyników (art. 15 ust. 2i)."),
    "reasons_asked_on": FieldWords("Zażądano uzasadnienia"),
    "reasons_given_on": FieldWords("Uzasadnienie podano"),
    "note": FieldWords("Uwagi"),
    "organisation": FieldWords("Organizacja"),
    "contest": FieldWords("Konkurs"),
}

PROBLEMS: dict[str, str] = {
    "task_ends_before_start": "Zadanie nie może się skończyć przed swoim początkiem. Popraw daty.",
    "partner_twice": "Ta organizacja jest już w ofercie. Usuń powtórzenie.",
    "formal_needs_reason": "Napisz, jakich wymogów oferta nie spełnia: to uzasadnienie odrzucenia.",
    "bad_points": "„{value}” to nie są punkty. Wpisz liczby całkowite po średniku, na przykład: 8; 7; 9.",
    "uneven_points": "Liczba ocen nie jest przy każdym kryterium taka sama ({numbers}). Wpisz po jednej liczbie od "
    "każdego członka komisji.",
    "points_over": "Za to kryterium można dać najwyżej {most}. Popraw punkty albo kryterium w konkursie.",
    "unknown_criterion": "W konkursie nie ma takiego kryterium. Wybierz jedno z: {allowed}.",
    "criterion_twice": "To kryterium jest już w pozycji {number}. Zostaw jedno.",
    "chosen_without_money": "Wpisz kwotę przyznaną: to ona trafi do ogłoszenia wyników (art. 15 ust. 2h).",
    "granted_over_asked": "Przyznana kwota jest wyższa niż wnioskowana. Popraw jedną z nich.",
    "chosen_not_right": "Wybrać można tylko ofertę, która spełnia wymogi formalne. Zaznacz najpierw ocenę formalną.",
    "chosen_late": "Oferta wpłynęła po terminie ({day}), więc nie można jej wybrać. Odrzuć ją.",
    "money_without_choice": "Kwotę przyznaje się wybranej ofercie. Zaznacz decyzję albo wyczyść kwotę.",
    "reasons_before_asking": "Wpisz, kiedy zażądano uzasadnienia; podać je można tego dnia albo później.",
    "sits_in_commission": "W komisji tego konkursu jest osoba wskazana przez tę organizację ({member}), a startujących "
    "się z niej wyłącza (art. 15 ust. 2d–2f). Usuń najpierw tę osobę z komisji.",
    "contest_not_open": "Konkursu jeszcze nie ogłoszono, więc nie można w nim złożyć oferty. Uzupełnij daty ogłoszeń.",
    "filed_before_notice": "Konkurs ogłoszono {day}, więc oferta nie mogła wpłynąć wcześniej. Popraw datę.",
    "unknown_organisation": UNKNOWN_ORGANISATION,
    "unknown_contest": "Konkursu „{value}” nie ma w rejestrze. Wczytaj najpierw konkursy albo popraw numer.",
    "contest_cancelled": "Ten konkurs unieważniono. Wybierz inny.",
    "has_grant": "Z tej oferty zawarto już umowę ({number}). Popraw najpierw dotację.",
}


def mean_in_words(value: float | None) -> str:
    """``24,33``; a dash for none."""
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def score_in_words(score: Score) -> str:
    """``możliwość realizacji: 8; 7; 9, średnio 8,00``."""
    given = score.given
    if not given:
        return score.criterion
    return f"{score.criterion}: {'; '.join(str(each) for each in given)}, średnio {mean_in_words(score.mean)}"


def sum_in_words(offer: ContestOfferDraft, criteria: Sequence[Criterion]) -> str:
    """``Średnia komisji: 24,33 z 30 punktów.``; blank while nobody gave points."""
    total = offer.sum_of_means
    if total is None:
        return ""
    most = sum(each.points or 0 for each in criteria)
    return f"Suma średnich: {mean_in_words(total)}" + (f" z {most}." if most else ".")


def partner_in_words(partner: Partner, organisations: Mapping[int, str]) -> str:
    """``Koło Gospodyń – zaplecze kuchenne``."""
    return " – ".join(filter(None, (organisations.get(partner.ngo_id or 0, ""), partner.part)))


def filed_in_words(offer: ContestOffer) -> str:
    """``12.03.2026``, a late one ``12.03.2026, po terminie``."""
    filed = "" if offer.filed_on is None else format_date(offer.filed_on)
    return f"{filed}, po terminie" if offer.late else filed


def decision_in_words(offer: ContestOffer) -> str:
    """``wybrana, 10 000,00 zł``; how it stands before a decision."""
    said = STATES[state_of(offer)]
    return f"{said}, {format_money(offer.granted)}" if offer.granted else said


def warnings(offer: ContestOfferDraft, contest: ContestDraft, *, late: bool) -> Iterator[str]:
    """What is not right with an offer, in sentences; nothing of it forbids saving."""
    if late and contest.offers_until is not None:
        yield f"Oferta wpłynęła po terminie: oferty przyjmowano do {format_date(contest.offers_until)}."
    members = sum(each.origin is not Origin.EXPERT for each in contest.members)
    numbers = {len(each.given) for each in offer.scores if each.given}
    if members and numbers and numbers != {members}:
        yield f"Głosujących członków komisji jest {members}, a ocen przy kryterium {max(numbers)}. Sprawdź punkty."
    term = reasons_term(contest)
    if term is not None and reasons_too_late(offer, contest):
        yield f"Uzasadnienia zażądano po terminie, który minął {format_date(term.end)} (art. 15 ust. 2i)."


def facts(offer: ContestOffer, organisations: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """What is known of an offer at a glance, by label; nothing blank."""
    joint = "; ".join(partner_in_words(each, organisations) for each in offer.partners)
    known = (
        ("Stan", decision_in_words(offer)),
        (FIELDS["contest"].label, f"{offer.contest_number} {offer.contest}"),
        (FIELDS["organisation"].label, offer.organisation),
        (FIELDS["partners"].label, joint),
        (FIELDS["filed_on"].label, filed_in_words(offer)),
        (FIELDS["asked"].label, format_money(offer.asked or 0)),
        (FIELDS["own_share"].label, "" if offer.own_share is None else format_money(offer.own_share)),
        (FIELDS["formal"].label, "" if offer.formal is None else FORMALS[offer.formal]),
        (FIELDS["formal_reasons"].label, offer.formal_reasons),
        ("Suma średnich punktów", "" if offer.sum_of_means is None else mean_in_words(offer.sum_of_means)),
        (FIELDS["opinion"].label, offer.opinion),
        (FIELDS["decision_reasons"].label, offer.decision_reasons),
    )
    return ((label, value) for label, value in known if value)
