"""Synthetic service cards for benchmarks: any number, realistic in length and vocabulary, invented in content.

Nothing in them is a legal fact; a card says so in its notes.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    CollectWay,
    DocumentForm,
    DocumentHandling,
    Fee,
    FeeKind,
    LegalBasis,
    NeededDocument,
    PaymentWay,
    ServiceCardDraft,
    SilenceEffect,
    SubmitWay,
    TimeUnit,
)

V = TypeVar("V")

FIRST_NUMBER = 101
"""Numbers below are left to the written cards of the demonstration."""

_MATTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Zaświadczenie o {}",
        "zaświadczenie",
        (
            "wielkości gospodarstwa rolnego", "przeznaczeniu działki", "numerze porządkowym budynku",
            "liczbie osób zameldowanych", "braku opłat za odpady", "położeniu w strefie rewitalizacji",
            "dochodach z gospodarstwa", "rejestracji psa", "okresie zatrudnienia rodziców", "zgodności z planem",
            "stanie technicznym drogi", "podziale nieruchomości",
        ),
    ),
    (
        "Zezwolenie na {}",
        "decyzja – zezwolenie",
        (
            "umieszczenie reklamy", "ustawienie rusztowania", "przejazd pojazdu ciężkiego", "lokalizację zjazdu",
            "prowadzenie schroniska", "opróżnianie zbiorników", "imprezę na stadionie", "handel na targowisku",
            "korzystanie z przystanków", "odbiór odpadów", "pokaz sztucznych ogni", "budowę przyłącza",
        ),
    ),
    (
        "Zgłoszenie {}",
        "przyjęte zgłoszenie",
        (
            "przydomowej oczyszczalni", "zbiornika na ścieki", "zgromadzenia", "imprezy plenerowej", "źródła ciepła",
            "awarii latarni", "dziury w jezdni", "dzikiego wysypiska", "zagubionego zwierzęcia", "zmiany deklaracji",
            "szkody łowieckiej", "strat po gradobiciu",
        ),
    ),
    (
        "Wpis do rejestru {}",
        "wpis do rejestru",
        (
            "żłobków i klubów dziecięcych", "instytucji kultury", "obiektów hotelarskich", "działalności regulowanej",
            "umów dzierżawy", "zabytków gminnych", "placówek niepublicznych", "wyborców", "przewoźników",
            "kół gospodyń", "miejsc pamięci", "punktów sprzedaży",
        ),
    ),
    (
        "Dofinansowanie {}",
        "umowa o dofinansowanie",
        (
            "wymiany pieca", "usunięcia azbestu", "zbiornika na deszczówkę", "wyprawki szkolnej", "zajęć sportowych",
            "kształcenia młodocianych", "remontu zabytku", "paneli słonecznych", "transportu uczniów", "stypendium",
            "sterylizacji kota", "nasadzenia drzew",
        ),
    ),
)  # fmt: skip
_WHO = (
    "osób fizycznych", "przedsiębiorców", "wspólnot mieszkaniowych", "rolników", "organizacji pozarządowych",
    "spółdzielni", "szkół i przedszkoli", "seniorów", "rodzin z dziećmi", "cudzoziemców",
)  # fmt: skip
_VARIANTS = ("", "", "", " – zmiana danych", " – duplikat", " – przedłużenie", " – wygaszenie", " – następca prawny")
_PLACES = (
    "", "", "", " (Nowa Przykładowa)", " (Przykładowa Górna)", " (Przykładowa Dolna)", " (Wzorcowo)",
    " (Osiedle Ratuszowe)", " (Przysiółek Pod Lipą)", " (Stare Wzory)",
)  # fmt: skip
_CATEGORIES = (
    "Dokumenty tożsamości", "Ewidencja ludności", "Akty stanu cywilnego", "Działalność gospodarcza",
    "Środowisko i zieleń", "Podatki i opłaty", "Planowanie przestrzenne", "Drogi", "Pomoc i świadczenia",
    "Oświata", "Kultura i sport", "Nieruchomości",
)  # fmt: skip
_LIFE_EVENTS = (
    "Przeprowadzka", "Ślub", "Narodziny dziecka", "Śmierć bliskiej osoby", "Prowadzenie firmy", "Nieruchomość",
    "Budowa domu", "Rodzina", "Trudna sytuacja życiowa", "Szkoła", "Emerytura",
)  # fmt: skip
_PURPOSES = (
    "Sprawę załatwiasz, gdy potrzebujesz potwierdzenia dla banku, notariusza lub innego urzędu.",
    "Karta dotyczy spraw, które zaczynają się od wniosku mieszkańca i kończą pismem urzędu.",
    "Dokument wydajemy na podstawie rejestrów gminy i tego, co podasz we wniosku.",
    "Jeśli nie wiesz, czy ta karta jest dla Ciebie, zapytaj w punkcie informacyjnym na parterze.",
    "W razie wątpliwości pracownik obejrzy miejsce i sporządzi krótki protokół.",
    "Wniosek możesz złożyć także dla osoby, którą się opiekujesz, jeśli pokażesz upoważnienie.",
)
_STEPS = (
    "Wypełniasz wniosek i podpisujesz go czytelnie.",
    "Wpłacasz opłatę w kasie albo przelewem i zachowujesz potwierdzenie.",
    "Składasz dokumenty w pokoju wskazanym na karcie albo wysyłasz je pocztą.",
    "Sprawdzamy dane w rejestrach; jeśli czegoś brakuje, zadzwonimy lub napiszemy.",
    "Oglądamy miejsce, którego dotyczy wniosek, i uzgadniamy z Tobą termin wizyty.",
    "Zasięgamy opinii innych instytucji, gdy wymaga tego sprawa.",
    "Odbierasz dokument osobiście albo dostajesz go pocztą.",
)
_APPLICANTS = (
    "Właściciel nieruchomości", "Najemca za zgodą właściciela", "Przedsiębiorca", "Mieszkaniec gminy",
    "Rodzic lub opiekun prawny", "Stowarzyszenie albo fundacja", "Pełnomocnik z pisemnym pełnomocnictwem",
)  # fmt: skip
_SYNONYMS = (
    "jak załatwić", "potrzebuję papieru", "skąd wziąć druk", "gdzie się zgłosić", "zgubiłem dokument",
    "nowe zaświadczenie", "pozwolenie", "kwitek", "pismo do banku", "ile kosztuje", "dopłata", "zgoda gminy",
    "przeniesienie", "zmiana adresu", "kupiłem działkę", "remont", "płot od drogi", "hałas u sąsiada", "śmieci",
    "kanalizacja", "pies sąsiada", "latarnia nie świeci", "dziura w drodze", "stypendium dla syna", "azbest na dachu",
)  # fmt: skip
_ACTS = (
    "Ustawa o przykładowych zaświadczeniach i wpisach",
    "Ustawa o wzorcowym postępowaniu w sprawach mieszkańców",
    "Rozporządzenie w sprawie przykładowych wzorów wniosków",
    "Uchwała Rady Miejskiej w Przykładowej w sprawie zasad i stawek opłat",
    "Zarządzenie Burmistrza Przykładowej w sprawie obsługi mieszkańców",
)
_DOCUMENTS = (
    "Wniosek na druku urzędu", "Dowód osobisty lub paszport", "Mapa z zaznaczonym miejscem", "Pełnomocnictwo",
    "Potwierdzenie opłaty", "Zgoda współwłaściciela", "Umowa najmu albo akt notarialny", "Oświadczenie o dochodach",
    "Zaświadczenie ze szkoły", "Projekt lub szkic", "Odpis z rejestru", "Zdjęcia stanu obecnego",
)  # fmt: skip
_CONDITIONS = (
    "", "", "gdy działa pełnomocnik", "gdy nieruchomość ma kilku właścicieli", "gdy sprawa dotyczy dziecka",
    "gdy wniosek składa przedsiębiorca", "jeśli dane zmieniły się w ostatnim roku",
)  # fmt: skip
_NOTES = (
    "Kopie poświadczamy na miejscu, jeśli pokażesz oryginał.",
    "W poniedziałki pracujemy dłużej, a kolejka jest wtedy najkrótsza po południu.",
    "Gdy wniosek jest niekompletny, wyznaczamy czas na jego uzupełnienie i liczymy termin od nowa.",
    "Jeśli poruszasz się na wózku, skorzystaj z wejścia od podwórza; pracownik zejdzie na parter.",
    "Wzór wniosku dostaniesz w punkcie informacyjnym, pomożemy go też wypełnić.",
)
_FEE_TITLES = ("wydanie dokumentu", "drugi egzemplarz", "pełnomocnictwo", "oględziny w terenie", "rozpatrzenie wniosku")
_AMOUNTS = (500, 1000, 1700, 2200, 3300, 5000, 8200, 1250, 59_800)
_START = date(2026, 1, 1)
_STATUSES = (*[CardStatus.PUBLISHED] * 17, CardStatus.DRAFT, CardStatus.REVIEW, CardStatus.ARCHIVED)


def synthetic_cards(count: int, unit_ids: Mapping[str, int], seed: int = 0) -> Iterator[ServiceCardDraft]:
    """``count`` cards, spread evenly over the units and the same for the same seed.

    Symbols follow the units' default pattern with at least four digits (``SO-0101``), none twice.
    Raises ValueError when there is no unit.
    """
    units = tuple(unit_ids.items())
    if not units:
        raise ValueError("no unit to give the cards to")
    draw = _Draw(seed)
    for index in range(count):
        symbol, unit_id = units[index % len(units)]
        yield _card(draw, f"{symbol}-{FIRST_NUMBER + index // len(units):04d}", unit_id)


class _Draw:
    """Draws from vocabularies; ``random.choices`` and friends would cost a third of the whole time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random  # noqa: S311 - benchmark texts, no secret

    def one(self, values: tuple[V, ...]) -> V:
        return values[int(self.random() * len(values))]

    def number(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def some(self, values: tuple[V, ...], low: int, high: int) -> tuple[V, ...]:
        """Between ``low`` and ``high`` different values in their order, starting anywhere."""
        start, size = int(self.random() * len(values)), self.number(low, high)
        return (values + values)[start : start + min(size, len(values))]


def _card(draw: _Draw, symbol: str, unit_id: int) -> ServiceCardDraft:
    pattern, result, objects = draw.one(_MATTERS)
    matter = draw.one(objects)
    name = f"{pattern.format(matter)} dla {draw.one(_WHO)}{draw.one(_VARIANTS)}{draw.one(_PLACES)}"
    prepared = _START + timedelta(days=draw.number(0, 120))
    return ServiceCardDraft(
        symbol=symbol,
        name=name,
        status=draw.one(_STATUSES),
        category=draw.one(_CATEGORIES),
        life_event=draw.one(_LIFE_EVENTS),
        purpose=" ".join(draw.some(_PURPOSES, 2, 4)),
        steps=draw.some(_STEPS, 3, 6),
        who_may_apply=draw.some(_APPLICANTS, 1, 4),
        not_for=draw.some(_APPLICANTS, 0, 2),
        synonyms=(matter, *draw.some(_SYNONYMS, 5, 12)),
        legal_bases=tuple(_basis(draw, act) for act in draw.some(_ACTS, 1, 4)),
        documents=tuple(_document(draw, document) for document in draw.some(_DOCUMENTS, 2, 6)),
        fees=_fees(draw),
        payment_ways=(PaymentWay.CASH_DESK, PaymentWay.TRANSFER),
        limit_unit=TimeUnit.DAYS,
        limit_number=draw.number(3, 60),
        limit_note="od złożenia kompletnego wniosku",
        limit_extension="dłużej, gdy sprawa jest szczególnie skomplikowana",
        unit_id=unit_id,
        building="ratusz",
        floor=draw.one(("parter", "I piętro", "II piętro")),
        room=str(draw.number(1, 220)),
        phone=f"00 000 {draw.number(10, 99)} {draw.number(10, 99)}",
        email="urzad@przykladowa.example",
        clerk_post="inspektor",
        submit_ways=draw.some(tuple(SubmitWay), 2, 4),
        collect_ways=draw.some(tuple(CollectWay), 1, 3),
        appeal_kind=AppealKind.APPEAL,
        appeal_body="Samorządowe Kolegium Odwoławcze we Wzorcowie",
        appeal_days=14,
        appeal_through="Burmistrz Przykładowej",
        result=result,
        silence_effect=SilenceEffect.REMINDER,
        silence_note="Po upływie terminu możesz wnieść ponaglenie.",
        notes=" ".join(("Karta wygenerowana do pomiarów, bez mocy prawnej.", *draw.some(_NOTES, 1, 4))),
        prepared_by="inspektor",
        prepared_on=prepared,
        checked_by="sekretarz gminy",
        checked_on=prepared + timedelta(days=draw.number(1, 30)),
        valid_from=prepared + timedelta(days=60),
        review_on=prepared + timedelta(days=draw.number(200, 1000)),
        facts_as_of=prepared,
    )


def _basis(draw: _Draw, act: str) -> LegalBasis:
    return LegalBasis(
        act=act,
        journal_year=draw.number(2012, 2026),
        journal_item=draw.number(1, 2500),
        articles=f"art. {draw.number(1, 120)}",
    )


def _document(draw: _Draw, name: str) -> NeededDocument:
    return NeededDocument(
        name=name,
        handling=draw.one(tuple(DocumentHandling)),
        form=draw.one(tuple(DocumentForm)),
        condition=draw.one(_CONDITIONS),
    )


def _fees(draw: _Draw) -> tuple[Fee, ...]:
    if draw.random() < 0.4:
        return (Fee(kind=FeeKind.FREE, title="rozpatrzenie wniosku", amount=0, valid_from=_START),)
    return tuple(
        Fee(
            kind=draw.one((FeeKind.STAMP_DUTY, FeeKind.LOCAL_FEE, FeeKind.DOCUMENT_FEE)),
            title=title,
            amount=draw.one(_AMOUNTS),
            basis="przykładowy cennik urzędu",
            exemption=draw.one(("", "Nie płacą osoby korzystające z pomocy społecznej.")),
            account_purpose="opłata skarbowa",
            valid_from=_START,
        )
        for title in draw.some(_FEE_TITLES, 1, 3)
    )
