"""How a grant speaks Polish: labels of fields, names of choices, sentences for problems, short texts."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.money import format_money
from app.core.words import FieldWords
from app.registers.ngos.contests.domain import TaskForm
from app.registers.ngos.contests.words import FORMS, day_in_words, from_to, money
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import (
    Annex,
    Grant,
    GrantDraft,
    GrantState,
    Tranche,
    posted_term,
    posting_term,
    remarks_term,
    report_term,
    state_on,
)
from app.registers.ngos.organisations.words import UNKNOWN_ORGANISATION
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Dotacje",
    one="dotacja",
    few="dotacje",
    many="dotacji",
    none="Żadna dotacja",
    search="Szukaj dotacji",
    placeholder="Organizacja, zadanie, numer umowy albo znak sprawy",
    empty_title="Nie ma jeszcze żadnej dotacji",
    empty_hint="Umowę z wybranej oferty wypełnia polecenie „Zawrzyj umowę…” w rejestrze „Oferty w konkursach”; mały "
    "grant dodaje się tutaj.",
)

KINDS: Mapping[StrEnum, str] = {
    GrantKind.CONTEST: "z konkursu ofert",
    GrantKind.SMALL: "mały grant (art. 19a)",
    GrantKind.OTHER: "w innym trybie",
}
STATES: Mapping[StrEnum, str] = {
    GrantState.PREPARED: "bez umowy",
    GrantState.REFUSED: "nie przyznano",
    GrantState.RUNNING: "zadanie trwa",
    GrantState.REPORT_DUE: "czeka na sprawozdanie",
    GrantState.REPORT_LATE: "sprawozdanie spóźnione",
    GrantState.TO_SETTLE: "do rozliczenia",
    GrantState.TO_RETURN: "do zwrotu",
    GrantState.SETTLED: "rozliczona",
}
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {GrantKind: KINDS, GrantState: STATES, TaskForm: FORMS}
CONCERNS: Mapping[str, str] = {
    "posting_late": "oferta niezamieszczona w terminie",
    "report_late": "sprawozdanie spóźnione",
    "tranche_late": "transza po terminie",
    "return": "dotacja do zwrotu",
    "posting": "oferta małego grantu do zamieszczenia",
    "settlement": "sprawozdanie czeka na rozliczenie",
    "tranche_soon": "transza wkrótce",
    "report_soon": "sprawozdanie wkrótce",
}
"""What calls for attention, the most urgent first."""

FIELDS: dict[str, FieldWords] = {
    "number": FieldWords("Numer"),
    "kind": FieldWords("Tryb"),
    "offer_id": FieldWords("Oferta", "Wybrana oferta z konkursu; wypełnia organizację, zadanie i kwoty."),
    "ngo_id": FieldWords("Organizacja", "Wpisz część nazwy. Nową dodasz w rejestrze „Organizacje”."),
    "partners": FieldWords("Umowa wspólna", "Pozostałe organizacje, które są stroną umowy (art. 14 ust. 2–5)."),
    "partners.ngo_id": FieldWords("Organizacja"),
    "partners.part": FieldWords("Co wykona"),
    "title": FieldWords("Zadanie", example="Letnia szkoła pływania"),
    "sphere": FieldWords("Sfera zadań publicznych", "Wpisz numer albo słowo, na przykład: 17 albo fizyczna."),
    "year": FieldWords("Rok budżetowy", "Rok, z którego budżetu idą pieniądze."),
    "form": FieldWords("Forma zlecenia", "Art. 5 ust. 4 ustawy."),
    "case_sign": FieldWords("Znak sprawy", example="OR.526.2.2026"),
    "filed_on": FieldWords("Oferta wpłynęła", "Przy małym grancie od tego dnia biegnie czas na zamieszczenie oferty."),
    "posted_on": FieldWords("Ofertę zamieszczono", "W BIP, w siedzibie i na stronie (art. 19a ust. 3)."),
    "posted_until": FieldWords("Zamieszczona do"),
    "remarks": FieldWords("Uwagi mieszkańców", "Co zgłoszono i jak je rozpatrzono (art. 19a ust. 4 i 5)."),
    "asked": FieldWords("Kwota wnioskowana", example="10 000,00"),
    "granted": FieldWords("Kwota dotacji", "Zero, gdy dotacji nie przyznano.", "10 000,00"),
    "own_share": FieldWords("Wkład własny", "Finansowy, osobowy i rzeczowy razem."),
    "agreement_number": FieldWords("Numer umowy", example="14/2026"),
    "agreement_on": FieldWords("Umowa z dnia"),
    "task_from": FieldWords("Zadanie od"),
    "task_until": FieldWords("Zadanie do"),
    "tranches": FieldWords("Transze", "Bez transz program przyjmuje, że całość wypłacono w dniu umowy."),
    "tranches.due_on": FieldWords("Termin"),
    "tranches.amount": FieldWords("Kwota", example="5 000,00"),
    "tranches.paid_on": FieldWords("Wypłacono"),
    "annexes": FieldWords("Aneksy"),
    "annexes.signed_on": FieldWords("Z dnia"),
    "annexes.subject": FieldWords("Czego dotyczy", example="przesunięcie terminu zadania do 30.11.2026"),
    "report_on": FieldWords("Sprawozdanie wpłynęło"),
    "settled": FieldWords("Kwota rozliczona", "Część dotacji, którą urząd uznał za wydaną prawidłowo."),
    "settled_on": FieldWords("Rozliczono"),
    "returned": FieldWords("Kwota zwrócona"),
    "returned_on": FieldWords("Zwrócono"),
    "interest": FieldWords("Odsetki"),
    "control": FieldWords("Kontrola zadania", "Kiedy i co sprawdzono, co stwierdzono (art. 17)."),
    "note": FieldWords("Uwagi"),
    "organisation": FieldWords("Organizacja"),
    "report_due": FieldWords("Sprawozdanie do"),
}

PROBLEMS: dict[str, str] = {
    "small_limit": "{sentence} Zmniejsz kwotę, skróć zadanie albo wybierz inny tryb.",
    "offer_of_contest": "Oferta z konkursu daje dotację z konkursu. Zmień tryb albo wyczyść ofertę.",
    "offer_not_chosen": "Tej oferty nie wybrano, więc nie ma z czego zawrzeć umowy. Zapisz najpierw decyzję o ofercie.",
    "offer_taken": "Z tej oferty zawarto już umowę ({number}). Otwórz ją, zamiast pisać drugą.",
    "contest_undecided": "Konkursu, w którym złożono tę ofertę, jeszcze nie rozstrzygnięto, a umowę zawiera się po "
    "ogłoszeniu wyników (art. 15 ust. 4). Zapisz najpierw rozstrzygnięcie: „Rozstrzygnij konkurs…”. Bez daty umowy "
    "dotację można przygotować już teraz.",
    "contest_cancelled": "Konkurs, w którym złożono tę ofertę, unieważniono {day}, więc nie ma z kim zawrzeć umowy. "
    "Wyczyść datę umowy.",
    "agreement_before_decision": "Konkurs rozstrzygnięto {day}, więc umowy nie można było zawrzeć wcześniej "
    "(art. 15 ust. 4). Popraw datę.",
    "other_bidder": "Ofertę złożyła inna organizacja ({organisation}). Wybierz ją albo popraw ofertę.",
    "over_offer": "Ofercie przyznano {granted}, więc dotacja nie może być wyższa. Popraw kwotę.",
    "partner_twice": "Ta organizacja jest już w umowie. Usuń powtórzenie.",
    "task_ends_before_start": "Zadanie nie może się skończyć przed swoim początkiem ({day}). Popraw daty.",
    "agreement_too_long": "Umowa może trwać najwyżej {most} (art. 16 ust. 3), czyli do {day}. Skróć zadanie.",
    "paid_without_agreement": "Dotację wypłaca się z umowy. Wpisz najpierw jej datę.",
    "paid_before_agreement": "Umowę zawarto {day}, więc nie można było wypłacić wcześniej. Popraw jedną z dat.",
    "tranches_over_grant": "Transze to razem {total}, a dotacja wynosi {granted}. Popraw kwoty.",
    "report_without_agreement": "Nie ma umowy, z której byłoby sprawozdanie. Wpisz najpierw jej datę.",
    "report_before_task": "Zadanie zaczęło się {day}, więc sprawozdanie nie mogło wpłynąć wcześniej. Popraw datę.",
    "settled_without_report": "Rozlicza się sprawozdanie. Wpisz najpierw, kiedy wpłynęło.",
    "settled_over_grant": "Rozliczyć można najwyżej kwotę dotacji ({granted}). Popraw kwotę.",
    "settled_before_report": "Sprawozdanie wpłynęło {day}, więc nie można było rozliczyć go wcześniej. Popraw datę.",
    "returned_over_paid": "Wypłacono {paid}, więc tyle najwyżej mogło wrócić. Odsetki wpisz osobno.",
    "posted_before_filing": "Oferta wpłynęła {day}, więc nie można jej było zamieścić wcześniej. Popraw datę.",
    "posted_too_short": "Oferta musi być zamieszczona przez {days} dni, czyli przynajmniej do {day} (art. 19a ust. 3).",
    "agreement_without_posting": "Przed umową ofertę małego grantu trzeba zamieścić w BIP, w siedzibie i na stronie "
    "(art. 19a ust. 3). Wpisz, kiedy to zrobiono.",
    "agreement_before_remarks": "Każdy ma {days} dni na uwagi do oferty, do {day} (art. 19a ust. 4 i 5), więc umowę "
    "można zawrzeć dopiero później. Popraw datę.",
    "unknown_sphere": "Sfery „{value}” nie ma w wykazie. Wybierz sferę z wykazu sfer zadań publicznych.",
    "unknown_organisation": UNKNOWN_ORGANISATION,
    "unknown_offer": "Oferty „{value}” nie ma w rejestrze. Wczytaj najpierw oferty albo popraw numer.",
}


def tranche_in_words(tranche: Tranche) -> str:
    """``5 000,00 zł do 15.03.2026, wypłacono 12.03.2026``."""
    due = "" if tranche.due_on is None else f" do {format_date(tranche.due_on)}"
    paid = "" if tranche.paid_on is None else f", wypłacono {format_date(tranche.paid_on)}"
    return f"{money(tranche.amount)}{due}{paid}".strip(" ,")


def annex_in_words(annex: Annex) -> str:
    """``12.06.2026 – przesunięcie terminu``."""
    return " – ".join(filter(None, (day_in_words(annex.signed_on), annex.subject)))


def tranches_in_words(draft: GrantDraft) -> str:
    """What the tranches come to, in a sentence; blank without any."""
    if not draft.tranches:
        return ""
    total = sum(each.amount or 0 for each in draft.tranches)
    said = f"Razem: {format_money(total)}, z tego wypłacono {format_money(draft.paid)}."
    if draft.granted is not None and total < draft.granted:
        said += f" Do kwoty dotacji brakuje {format_money(draft.granted - total)}."
    return said


def agreement_in_words(grant: GrantDraft) -> str:
    """``umowa 14/2026 z 02.03.2026``; blank while there is none."""
    if not grant.agreement_number and grant.agreement_on is None:
        return ""
    of = "" if grant.agreement_on is None else f" z {format_date(grant.agreement_on)}"
    return f"umowa {grant.agreement_number}".strip() + of


def terms_in_words(grant: GrantDraft, today: date) -> Iterator[tuple[str, str]]:
    """Terms of the grant with how they were found: label and sentences."""
    posting = posting_term(grant)
    if posting is not None:
        yield "Ofertę zamieścić do", f"{format_date(posting.end)}. {posting.explanation()}"
    posted = posted_term(grant)
    if posted is not None:
        yield "Oferta zamieszczona przynajmniej do", f"{format_date(posted.end)}. {posted.explanation()}"
    remarks = remarks_term(grant)
    if remarks is not None:
        yield "Uwagi do oferty do", f"{format_date(remarks.end)}. {remarks.explanation()}"
    report = report_term(grant)
    if report is not None:
        left = "" if grant.report_on is not None else f" ({report.left_in_words(today)})"
        yield "Sprawozdanie do", f"{format_date(report.end)}{left}. {report.explanation()}"


def warnings(grant: GrantDraft, today: date) -> Iterator[str]:
    """What is late or not usual in a grant, in sentences; nothing of it forbids saving."""
    posting = posting_term(grant)
    if posting is not None and grant.granted != 0 and (grant.posted_on or today) > posting.end:
        if grant.posted_on is not None:
            yield f"Ofertę zamieszczono po terminie, który minął {format_date(posting.end)} (art. 19a ust. 3)."
        else:
            yield f"Oferty nie zamieszczono, a termin minął {format_date(posting.end)} (art. 19a ust. 3)."
    for tranche in grant.tranches:
        if tranche.paid_on is None and tranche.due_on is not None and tranche.due_on < today:
            yield f"Transzy {tranche_in_words(tranche)} nie wypłacono w terminie."
    report = report_term(grant)
    if report is not None and grant.agreement_on is not None and (grant.report_on or today) > report.end:
        if grant.report_on is not None:
            yield f"Sprawozdanie wpłynęło po terminie, który minął {format_date(report.end)} (art. 18 ust. 1)."
        else:
            yield f"Sprawozdania nie ma, a termin minął {format_date(report.end)} (art. 18 ust. 1)."
    if grant.to_return:
        yield f"Do zwrotu zostaje {format_money(grant.to_return)}."


def facts(grant: Grant, today: date, sphere: str, partners: str) -> Iterator[tuple[str, str]]:
    """What is known of a grant at a glance, by label; nothing blank."""
    known = (
        ("Stan", STATES[state_on(grant, today)]),
        (FIELDS["kind"].label, KINDS[grant.kind]),
        (FIELDS["organisation"].label, grant.organisation),
        (FIELDS["partners"].label, partners),
        ("Sfera", sphere),
        (FIELDS["form"].label, FORMS[grant.form]),
        (FIELDS["year"].label, str(grant.year or "")),
        (FIELDS["case_sign"].label, grant.case_sign),
        ("Umowa", agreement_in_words(grant).removeprefix("umowa ")),
        ("Zadanie", from_to(grant.task_from, grant.task_until)),
        (FIELDS["asked"].label, money(grant.asked)),
        (FIELDS["granted"].label, money(grant.granted)),
        (FIELDS["own_share"].label, money(grant.own_share)),
        ("Wypłacono", money(grant.paid) if grant.agreement_on is not None else ""),
        (FIELDS["report_due"].label, day_in_words(grant.report_due)),
        (FIELDS["report_on"].label, day_in_words(grant.report_on)),
        (FIELDS["settled"].label, money(grant.settled)),
        (FIELDS["returned"].label, money(grant.returned)),
        (FIELDS["interest"].label, money(grant.interest)),
        ("Do zwrotu", money(grant.to_return or None)),
    )
    return ((label, value) for label, value in known if value)
