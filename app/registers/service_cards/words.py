"""How the service card speaks Polish: labels of fields and choices, sentences for problems, short texts."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    CollectWay,
    Concern,
    DocumentForm,
    DocumentHandling,
    Fee,
    FeeKind,
    LegalBasis,
    PaymentWay,
    ServiceCardDraft,
    SilenceEffect,
    SubmitWay,
    TimeUnit,
)
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Karty usług",
    one="karta",
    few="karty",
    many="kart",
    none="Żadna karta",
    advice="Spróbuj krócej albo innymi słowami, na przykład tak, jak mówi mieszkaniec.",
    search="Szukaj karty słowami mieszkańca",
    placeholder="Z czym przychodzi mieszkaniec? Na przykład: zgubiłem dowód",
    empty_title="Nie ma jeszcze żadnej karty usługi",
    empty_hint="Załóż pierwszą kartę albo wczytaj karty z arkusza, jeśli urząd ma je już spisane.",
)

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CardStatus: {
        CardStatus.DRAFT: "projekt",
        CardStatus.REVIEW: "w uzgodnieniu",
        CardStatus.PUBLISHED: "opublikowana",
        CardStatus.ARCHIVED: "wycofana",
    },
    DocumentHandling: {
        DocumentHandling.ATTACH: "do złożenia",
        DocumentHandling.SHOW: "do wglądu",
    },
    DocumentForm: {
        DocumentForm.ORIGINAL: "oryginał",
        DocumentForm.COPY: "kopia",
        DocumentForm.CERTIFIED_COPY: "kopia poświadczona",
        DocumentForm.ANY: "oryginał lub kopia",
    },
    FeeKind: {
        FeeKind.STAMP_DUTY: "opłata skarbowa",
        FeeKind.PERMIT_FEE: "opłata za zezwolenie",
        FeeKind.DOCUMENT_FEE: "opłata za dokument",
        FeeKind.LOCAL_FEE: "opłata lokalna",
        FeeKind.TAX: "podatek",
        FeeKind.OTHER: "inna opłata",
        FeeKind.FREE: "bez opłat",
    },
    TimeUnit: {
        TimeUnit.AT_ONCE: "od ręki",
        TimeUnit.DAYS: "dni",
        TimeUnit.WORKING_DAYS: "dni robocze",
        TimeUnit.WEEKS: "tygodnie",
        TimeUnit.MONTHS: "miesiące",
    },
    AppealKind: {
        AppealKind.NOT_STATED: "nie podano",
        AppealKind.APPEAL: "odwołanie",
        AppealKind.COMPLAINT: "zażalenie",
        AppealKind.NONE: "nie przysługuje",
    },
    SilenceEffect: {
        SilenceEffect.NOT_STATED: "nie podano",
        SilenceEffect.NONE: "brak skutków – urząd musi odpowiedzieć",
        SilenceEffect.CONSENT: "milcząca zgoda",
        SilenceEffect.REMINDER: "można wnieść ponaglenie",
    },
    SubmitWay: {
        SubmitWay.IN_PERSON: "osobiście",
        SubmitWay.POST: "pocztą",
        SubmitWay.ATTORNEY: "przez pełnomocnika",
        SubmitWay.E_DELIVERY: "przez e-Doręczenia",
        SubmitWay.EPUAP: "przez ePUAP",
        SubmitWay.ONLINE_SERVICE: "przez usługę internetową",
        SubmitWay.PHONE: "telefonicznie",
    },
    CollectWay: {
        CollectWay.IN_PERSON: "osobiście",
        CollectWay.POST: "pocztą",
        CollectWay.ATTORNEY: "przez pełnomocnika",
        CollectWay.E_DELIVERY: "przez e-Doręczenia",
        CollectWay.EPUAP: "przez ePUAP",
        CollectWay.AT_ONCE: "od ręki",
    },
    PaymentWay: {
        PaymentWay.CASH_DESK: "gotówką w kasie",
        PaymentWay.CARD: "kartą",
        PaymentWay.TRANSFER: "przelewem",
        PaymentWay.ONLINE: "przez internet",
    },
    Concern: {
        Concern.REVIEW_OVERDUE: "przegląd zaległy",
        Concern.REVIEW_SOON: "przegląd wkrótce",
        Concern.NO_REVIEW_DATE: "brak daty przeglądu",
        Concern.FEE_EXPIRED: "opłata nieaktualna",
        Concern.WAITS_FOR_APPROVAL: "czeka na zatwierdzenie",
    },
}


def label(member: StrEnum) -> str:
    """The Polish name of a choice."""
    return LABELS[type(member)][member]


FIELDS: dict[str, FieldWords] = {
    "symbol": FieldWords("Symbol", "Według wzoru komórki, np. SO-01. Raz nadany nie wraca do użytku."),
    "name": FieldWords("Nazwa usługi", example="Wydanie dowodu osobistego"),
    "status": FieldWords("Stan", "Mieszkaniec dostaje tylko karty opublikowane."),
    "category": FieldWords("Kategoria", "Grupa spraw w przewodniku i w filtrach.", "Dokumenty tożsamości"),
    "life_event": FieldWords("Sytuacja życiowa", "Kiedy mieszkaniec tego potrzebuje.", "Utrata dokumentów"),
    "purpose": FieldWords("Czego dotyczy", "Jedno, dwa zdania prostym językiem."),
    "steps": FieldWords("Jak to przebiega", "Krok po kroku, jeden krok w wierszu."),
    "who_may_apply": FieldWords("Kto może złożyć", "Jedna grupa osób w wierszu."),
    "not_for": FieldWords("Kogo nie dotyczy", "Oszczędza zbędnej wizyty. Jedna grupa w wierszu."),
    "synonyms": FieldWords(
        "Słowa mieszkańców", "Jak ludzie to mówią przy okienku, np. „zgubiłem dowód”. Jedno określenie w wierszu."
    ),
    "legal_bases": FieldWords("Podstawa prawna"),
    "legal_bases.act": FieldWords("Akt prawny", example="Ustawa z dnia 6 sierpnia 2010 r. o dowodach osobistych"),
    "legal_bases.journal_year": FieldWords("Rok Dz.U."),
    "legal_bases.journal_number": FieldWords("Numer Dz.U.", "Tylko dla dzienników do 2011 roku."),
    "legal_bases.journal_item": FieldWords("Pozycja"),
    "legal_bases.articles": FieldWords("Artykuły", example="art. 24–32"),
    "documents": FieldWords("Dokumenty"),
    "documents.name": FieldWords("Dokument"),
    "documents.handling": FieldWords("Sposób"),
    "documents.form": FieldWords("Postać"),
    "documents.condition": FieldWords("Kiedy potrzebny", "Puste: zawsze.", "gdy wniosek składa opiekun"),
    "documents.note": FieldWords("Uwaga"),
    "documents.form_file": FieldWords("Plik formularza"),
    "documents.form_file_name": FieldWords("Nazwa pliku formularza"),
    "fees": FieldWords("Opłaty"),
    "fees.kind": FieldWords("Rodzaj"),
    "fees.title": FieldWords("Za co"),
    "fees.amount": FieldWords("Kwota (zł)", "0 oznacza „bez opłat”; puste – kwota wynika ze sposobu obliczenia."),
    "fees.formula": FieldWords("Sposób obliczenia", example="stawka × m² × liczba dni"),
    "fees.basis": FieldWords("Podstawa opłaty"),
    "fees.exemption": FieldWords("Zwolnienia"),
    "fees.account_purpose": FieldWords("Rachunek", "Przeznaczenie rachunku z danych urzędu."),
    "fees.valid_from": FieldWords("Obowiązuje od"),
    "fees.valid_to": FieldWords("Obowiązuje do"),
    "payment_ways": FieldWords("Jak zapłacić"),
    "limit_unit": FieldWords("Termin urzędu – jednostka"),
    "limit_number": FieldWords("Termin urzędu – liczba"),
    "limit_note": FieldWords("Jak liczony jest termin", example="od złożenia kompletnego wniosku"),
    "limit_extension": FieldWords("Kiedy się przedłuża"),
    "resident_limit_unit": FieldWords("Termin mieszkańca – jednostka"),
    "resident_limit_number": FieldWords("Termin mieszkańca – liczba"),
    "resident_limit_note": FieldWords("Od czego liczony", example="od dnia przybycia"),
    "unit_id": FieldWords("Komórka prowadząca sprawę"),
    "supervising_unit_id": FieldWords("Komórka odpowiedzialna za kartę", "Gdy inna niż prowadząca sprawę."),
    "building": FieldWords("Budynek"),
    "floor": FieldWords("Piętro"),
    "room": FieldWords("Pokój"),
    "window": FieldWords("Okienko"),
    "phone": FieldWords("Telefon"),
    "email": FieldWords("E-mail"),
    "clerk_post": FieldWords("Kto załatwia (stanowisko)", "Stanowisko, nie nazwisko – urlop nie zmienia karty."),
    "hours": FieldWords("Godziny przyjęć", "Puste: godziny pracy urzędu."),
    "hours.weekday": FieldWords("Dzień"),
    "hours.opens": FieldWords("Od"),
    "hours.closes": FieldWords("Do"),
    "submit_ways": FieldWords("Jak złożyć"),
    "submit_address": FieldWords("Adres usługi internetowej lub skrzynki"),
    "collect_ways": FieldWords("Jak odebrać"),
    "appeal_kind": FieldWords("Środek odwoławczy"),
    "appeal_body": FieldWords("Organ odwoławczy", example="Samorządowe Kolegium Odwoławcze"),
    "appeal_days": FieldWords("Termin odwołania (dni)"),
    "appeal_through": FieldWords("Za czyim pośrednictwem"),
    "appeal_note": FieldWords("Uwagi o odwołaniu"),
    "result": FieldWords("Wynik sprawy", example="dowód osobisty"),
    "silence_effect": FieldWords("Gdy urząd milczy"),
    "silence_note": FieldWords("Skutek milczenia – wyjaśnienie"),
    "notes": FieldWords("Uwagi"),
    "data_protection": FieldWords("Klauzula o ochronie danych", "Puste: klauzula z danych urzędu."),
    "sign_language": FieldWords("Język migowy", "Adres nagrania albo informacja o tłumaczu."),
    "attachments": FieldWords("Załączniki"),
    "attachments.title": FieldWords("Opis"),
    "attachments.file_name": FieldWords("Plik"),
    "prepared_by": FieldWords("Opracował(a)"),
    "prepared_on": FieldWords("Data opracowania"),
    "checked_by": FieldWords("Sprawdził(a)"),
    "checked_on": FieldWords("Data sprawdzenia"),
    "approved_by": FieldWords("Zatwierdził(a)"),
    "approved_on": FieldWords("Data zatwierdzenia"),
    "valid_from": FieldWords("Obowiązuje od"),
    "review_on": FieldWords("Następny przegląd"),
    "facts_as_of": FieldWords("Stan faktów na dzień", "Kiedy sprawdzono przepisy i stawki."),
}

PROBLEMS = {
    "required_to_publish": "Tego nie może brakować w karcie opublikowanej. Uzupełnij albo zmień stan na „projekt”.",
    "amount_or_formula": "Podaj kwotę albo sposób jej obliczenia (0 oznacza „bez opłat”).",
    "free_has_amount": "Rodzaj „bez opłat” nie może mieć kwoty. Usuń kwotę albo zmień rodzaj.",
    "symbol_pattern": "Symbol „{value}” nie pasuje do wzoru tej komórki ({pattern}). Najbliższy wolny: {suggestion}.",
    "symbol_taken": "Symbol „{value}” ma już inna karta, także usunięta lub wycofana. Najbliższy wolny: {suggestion}.",
}

_UNIT_FORMS = {
    # after a number; after „do” comes the genitive
    TimeUnit.DAYS: ("dzień", "dni", "dni", "dnia", "dni"),
    TimeUnit.WORKING_DAYS: ("dzień roboczy", "dni robocze", "dni roboczych", "dnia roboczego", "dni roboczych"),
    TimeUnit.WEEKS: ("tydzień", "tygodnie", "tygodni", "tygodnia", "tygodni"),
    TimeUnit.MONTHS: ("miesiąc", "miesiące", "miesięcy", "miesiąca", "miesięcy"),
}


def duration_text(unit: TimeUnit | None, number: int | None) -> str:
    """``30 dni``, ``1 miesiąc``, ``2 miesiące``; blank when nothing is stated."""
    if unit is None:
        return ""
    if unit is TimeUnit.AT_ONCE or number is None:
        return label(TimeUnit.AT_ONCE)
    one, few, many, _, _ = _UNIT_FORMS[unit]
    return f"{number} {plural(number, one, few, many)}"


def limit_text(card: ServiceCardDraft) -> str:
    """The office's time limit in a table or box: ``do 30 dni``, ``do 1 miesiąca``, ``od ręki``."""
    if card.limit_unit is None:
        return ""
    if card.limit_unit is TimeUnit.AT_ONCE or card.limit_number is None:
        return label(TimeUnit.AT_ONCE)
    *_, one, many = _UNIT_FORMS[card.limit_unit]
    return f"do {card.limit_number} {one if card.limit_number == 1 else many}"


def fee_text(card: ServiceCardDraft, day: date) -> str:
    """What it costs on a day, in one short text: ``bez opłat``, ``22,00 / 33,00 zł``, ``według wyliczenia``.

    The first line in force is the main one. Lines of its kind are alternatives and join it; the others (an
    attorney's paper, a duplicate) would make a free service look paid, so they stand only in the list of fees.
    """
    in_force = [fee for fee in card.fees if fee.in_force(day)]
    if not in_force:
        return ""
    main = in_force[0]
    if main.free:
        return label(FeeKind.FREE)
    if not main.amount:
        return "według wyliczenia"
    distinct = list(dict.fromkeys(fee.amount for fee in in_force if fee.kind is main.kind and fee.amount))
    if len(distinct) > 3:
        return f"{_bare(min(distinct))}–{format_money(max(distinct))}"
    return " / ".join([*map(_bare, distinct[:-1]), format_money(distinct[-1])])


def _bare(grosze: int) -> str:
    return format_money(grosze).removesuffix("zł").rstrip()


def fee_line(fee: Fee) -> str:
    """One fee in full: ``odpis skrócony – 22,00 zł (opłata skarbowa)``."""
    amount = label(FeeKind.FREE) if fee.free else format_money(fee.amount) if fee.amount else fee.formula
    title = f"{fee.title} – " if fee.title else ""
    kind = "" if fee.kind in (FeeKind.FREE, FeeKind.OTHER) else f" ({label(fee.kind)})"
    return f"{title}{amount}{kind}"


def fee_days(fee: Fee) -> str:
    """``od 01.01.2026 do 31.12.2026``, as far as the days are stated."""
    days = (("od", fee.valid_from), ("do", fee.valid_to))
    return " ".join(f"{word} {format_date(day)}" for word, day in days if day)


def fee_facts(fees: Sequence[Fee]) -> list[tuple[str, str]]:
    """Kinds, bases and days of fees that stand in one list, each said once: pairs of a lead and a text.

    Fees of the same kind and basis share a pair; the smaller groups name their fees.
    """
    groups: dict[tuple[str, str], list[Fee]] = {}
    for fee in fees:
        groups.setdefault((label(fee.kind), fee.basis), []).append(fee)
    largest = max(groups.values(), key=len, default=[])
    facts = []
    for (kind, basis), members in groups.items():
        named = "" if members is largest else ", ".join(fee.title for fee in members if fee.title)
        about = f" ({named})" if named else ""
        if basis:
            facts.append((kind[0].upper() + kind[1:] + about, basis))
        elif not all(fee.free or kind in (fee.title or kind).casefold() for fee in members):
            facts.append((f"Rodzaj{about}", kind))
    if _same_days(fees) and (days := fee_days(fees[0])):
        facts.append(("Obowiązuje", days))
    return facts


def fee_title(fee: Fee, fees: Sequence[Fee]) -> str:
    """What is paid for, with the days where they differ from those of the other ``fees`` of the list."""
    days = "" if _same_days(fees) else fee_days(fee)
    title = fee.title or label(fee.kind)
    return f"{title} ({days})" if days else title


def _same_days(fees: Sequence[Fee]) -> bool:
    return len({(fee.valid_from, fee.valid_to) for fee in fees}) == 1


def silence_text(effect: SilenceEffect) -> str:
    """What the office's silence means, as a sentence; blank when the card does not say."""
    if effect is SilenceEffect.NOT_STATED:
        return ""
    words = label(effect)
    return f"{words[0].upper()}{words[1:]}."


def place_text(card: ServiceCardDraft) -> str:
    """Where to go: ``pokój 12, parter, okienko 2``."""
    return ", ".join(
        part
        for part in (
            f"pokój {card.room}" if card.room else "",
            card.floor,
            f"okienko {card.window}" if card.window else "",
            card.building,
        )
        if part
    )


def basis_text(basis: LegalBasis) -> str:
    """``Ustawa … (Dz.U. 2022 poz. 671), art. 24–32``."""
    number = f" nr {basis.journal_number}" if basis.journal_number else ""
    journal = (
        f" (Dz.U. {basis.journal_year}{number} poz. {basis.journal_item})"
        if basis.journal_year and basis.journal_item
        else ""
    )
    return f"{basis.act}{journal}{', ' + basis.articles if basis.articles else ''}"


def appeal_text(card: ServiceCardDraft) -> str:
    """The way of appeal in one plain sentence; blank when the card does not state it."""
    if card.appeal_kind is AppealKind.NOT_STATED:
        return card.appeal_note
    if card.appeal_kind is AppealKind.NONE:
        return " ".join(filter(None, ("Odwołanie nie przysługuje.", card.appeal_note)))
    verb = "odwołać się" if card.appeal_kind is AppealKind.APPEAL else "złożyć zażalenie"
    days = card.appeal_days or 0
    term = f" w ciągu {days} {plural(days, 'dnia', 'dni', 'dni')} od doręczenia" if days else ""
    body = f" (organ: {card.appeal_body})" if card.appeal_body else ""
    through = f" Pismo składa się za pośrednictwem: {card.appeal_through}." if card.appeal_through else ""
    sentence = f"Można {verb}{term}{body}.{through}"
    return " ".join(filter(None, (sentence, card.appeal_note)))
