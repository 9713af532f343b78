"""How an open contest speaks Polish: labels of fields, names of choices, sentences for problems, short texts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.ngos.contests.domain import (
    Cancelling,
    Contest,
    ContestDraft,
    ContestState,
    Criterion,
    Member,
    NoticeItem,
    Origin,
    Presence,
    TaskForm,
    missing_items,
    offers_term,
    reasons_term,
    state_on,
)
from app.registers.ngos.cooperation_figures import PastTask, PastTasks
from app.registers.ngos.organisations.words import UNKNOWN_ORGANISATION
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Konkursy ofert",
    one="konkurs",
    few="konkursy",
    many="konkursów",
    none="Żaden konkurs",
    search="Szukaj konkursu",
    placeholder="Tytuł, zadanie, numer albo znak sprawy",
    empty_title="Nie ma jeszcze żadnego konkursu",
    empty_hint="Otwarty konkurs ofert to zwykły sposób zlecania zadań organizacjom (art. 11 ust. 2 ustawy o "
    "działalności pożytku publicznego i o wolontariacie).",
)

FORMS: Mapping[StrEnum, str] = {
    TaskForm.SUPPORT: "wspieranie (część kosztów)",
    TaskForm.ENTRUST: "powierzenie (całość kosztów)",
}
ORIGINS: Mapping[StrEnum, str] = {
    Origin.OFFICE: "przedstawiciel organu wykonawczego",
    Origin.ORGANISATION: "osoba wskazana przez organizację",
    Origin.EXPERT: "ekspert z głosem doradczym",
}
PRESENCES: Mapping[StrEnum, str] = {
    Presence.PRESENT: "udział w ocenie",
    Presence.ABSENT: "nieobecność",
    Presence.EXCLUDED: "wyłączenie",
}
CANCELLINGS: Mapping[StrEnum, str] = {
    Cancelling.NO_OFFERS: "nie złożono żadnej oferty",
    Cancelling.NONE_FITS: "żadna oferta nie spełniała wymogów ogłoszenia",
}
STATES: Mapping[StrEnum, str] = {
    ContestState.PREPARED: "w przygotowaniu",
    ContestState.OPEN: "trwa nabór ofert",
    ContestState.ASSESSED: "ocena ofert",
    ContestState.DECIDED: "rozstrzygnięty",
    ContestState.FINISHED: "wyniki ogłoszone",
    ContestState.CANCELLED: "unieważniony",
}
ITEMS: Mapping[NoticeItem, str] = {
    NoticeItem.TASK: "rodzaj zadania",
    NoticeItem.MONEY: "wysokość środków przeznaczonych na zadanie",
    NoticeItem.RULES: "zasady przyznawania dotacji",
    NoticeItem.TERMS: "terminy i warunki realizacji zadania",
    NoticeItem.OFFERS: "termin składania ofert",
    NoticeItem.CHOICE: "tryb i kryteria wyboru ofert oraz termin wyboru",
    NoticeItem.PAST: "zadania tego samego rodzaju w tym i w poprzednim roku i ich koszty",
}
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    TaskForm: FORMS,
    Origin: ORIGINS,
    Presence: PRESENCES,
    Cancelling: CANCELLINGS,
    ContestState: STATES,
}
CONCERNS: Mapping[str, str] = {
    "decision": "brak rozstrzygnięcia",
    "results": "wyniki nieogłoszone",
    "notice": "ogłoszenie niepełne",
    "ending": "nabór ofert kończy się wkrótce",
}
"""What calls for attention, the most urgent first."""

FIELDS: dict[str, FieldWords] = {
    "number": FieldWords("Numer"),
    "title": FieldWords("Tytuł konkursu", example="Upowszechnianie kultury fizycznej wśród dzieci i młodzieży"),
    "task": FieldWords("Rodzaj zadania", "Co ma być zrobione: punkt 1 ogłoszenia (art. 13 ust. 2)."),
    "sphere": FieldWords("Sfera zadań publicznych", "Wpisz numer albo słowo, na przykład: 17 albo fizyczna."),
    "other_spheres": FieldWords("Inne sfery", "Gdy zadanie dotyczy kilku sfer."),
    "other_spheres.code": FieldWords("Sfera"),
    "year": FieldWords("Rok programu"),
    "form": FieldWords("Forma zlecenia", "Art. 5 ust. 4 ustawy."),
    "case_sign": FieldWords("Znak sprawy", example="OR.524.3.2026"),
    "planned": FieldWords("Kwota na zadanie", "Punkt 2 ogłoszenia.", "60 000,00"),
    "past_tasks": FieldWords(
        "Zadania tego samego rodzaju",
        "Punkt 7 ogłoszenia: co zlecono w tym i w poprzednim roku. Przycisk wpisuje to z rejestru „Dotacje” razem "
        "z kwotami; wszystko można potem zmienić, a przed ogłoszeniem wpisać od nowa.",
    ),
    "spent_this_year": FieldWords("Ich koszt w roku ogłoszenia", "Gdy nie było takich zadań, wpisz 0."),
    "spent_last_year": FieldWords("Ich koszt w roku poprzednim", "Gdy nie było takich zadań, wpisz 0."),
    "grant_rules": FieldWords("Zasady przyznawania dotacji", "Punkt 3 ogłoszenia."),
    "task_from": FieldWords("Zadanie od"),
    "task_until": FieldWords("Zadanie do"),
    "task_terms": FieldWords("Warunki realizacji zadania", "Punkt 4 ogłoszenia, razem z terminami."),
    "choice_way": FieldWords("Tryb wyboru ofert", "Punkt 6 ogłoszenia, razem z kryteriami i terminem wyboru."),
    "decision_by": FieldWords("Termin wyboru ofert"),
    "notice_bip": FieldWords("W BIP od"),
    "notice_seat": FieldWords("W siedzibie od"),
    "notice_site": FieldWords("Na stronie od"),
    "offers_until": FieldWords("Oferty do", "Ostatni dzień składania ofert."),
    "offers_where": FieldWords("Jak składać oferty", example="Kancelaria urzędu albo generator ofert"),
    "commission_order": FieldWords(
        "Akt powołania komisji", "Numer i data (art. 15 ust. 2a).", "zarządzenie nr 31/2026 z 02.03.2026"
    ),
    "quorum": FieldWords("Kworum", "Według zasad działania komisji."),
    "members": FieldWords("Komisja konkursowa", "Bez osób wskazanych przez organizacje, które złożyły oferty."),
    "members.name": FieldWords("Imię i nazwisko"),
    "members.role": FieldWords("Funkcja", example="przewodniczący"),
    "members.origin": FieldWords("Kim jest"),
    "members.ngo_id": FieldWords("Wskazana przez organizację"),
    "members.declared_on": FieldWords("Oświadczenie z dnia", "O braku powodów do wyłączenia (art. 15 ust. 2f)."),
    "members.presence": FieldWords("Ocena ofert"),
    "criteria": FieldWords("Kryteria oceny", "Z nich powstaje tabela punktów każdej oferty."),
    "criteria.name": FieldWords("Kryterium", example="możliwość realizacji zadania"),
    "criteria.points": FieldWords("Najwięcej punktów"),
    "decided_on": FieldWords("Rozstrzygnięto"),
    "results_on": FieldWords("Wyniki ogłoszono", "W BIP, w siedzibie i na stronie (art. 15 ust. 2j)."),
    "cancelled_on": FieldWords("Unieważniono"),
    "cancelled_why": FieldWords("Powód unieważnienia", "Art. 18a ust. 1 zna tylko te dwa."),
    "note": FieldWords("Uwagi"),
}

PROBLEMS: dict[str, str] = {
    "task_ends_before_start": "Zadanie nie może się skończyć przed swoim początkiem ({day}). Popraw daty.",
    "offers_too_short": "Na oferty jest za mało czasu: od ostatniego ogłoszenia ({last}) musi minąć przynajmniej "
    "{days} dni (art. 13 ust. 1). Wpisz {day} albo dzień późniejszy.",
    "decision_before_offers": "Wybór ofert może nastąpić dopiero po końcu naboru ({day}). Wpisz dzień późniejszy.",
    "member_of_whom": "Wybierz organizację, która wskazała tę osobę: osób z organizacji startujących w konkursie nie "
    "wolno powołać (art. 15 ust. 2d).",
    "office_and_organisation": "Podano organizację, więc to nie jest przedstawiciel organu wykonawczego. Popraw jedno "
    "z dwojga.",
    "member_bids": "{organisation} złożyła ofertę w tym konkursie, więc wskazana przez nią osoba nie może być w "
    "komisji (art. 15 ust. 2d–2f). Usuń tę osobę z komisji.",
    "quorum_too_high": "Członków z głosem jest {votes} (ekspert głosu nie ma), więc kworum nie może być wyższe. Popraw "
    "liczbę albo uzupełnij skład.",
    "criterion_twice": "To kryterium jest już w pozycji {number}. Usuń jedno z nich albo zmień nazwę.",
    "criteria_scored": "Oferty mają już punkty za „{name}”. Zostaw to kryterium albo najpierw usuń punkty z ofert.",
    "points_scored": "Jedna z ofert ma za „{name}” już {points}. Wpisz przynajmniej tyle.",
    "decided_unannounced": "Konkursu nie ogłoszono jeszcze we wszystkich trzech miejscach. Uzupełnij daty ogłoszeń.",
    "decided_too_soon": "Nabór ofert trwa do {day}, więc konkurs można rozstrzygnąć dopiero później. Popraw datę.",
    "results_without_decision": "Wpisz najpierw, kiedy konkurs rozstrzygnięto.",
    "results_before_decision": "Wyników nie można ogłosić przed rozstrzygnięciem ({day}). Popraw datę.",
    "cancelled_and_decided": "Konkurs rozstrzygnięto {day}, więc nie można go unieważnić. Wyczyść jedną z dat.",
    "cancelled_too_soon": "Nabór ofert trwa do {day}: dopiero po nim wiadomo, czy są oferty. Popraw datę.",
    "still_undecided": "Ofert bez decyzji: {count}. Zapisz przy każdej, czy ją wybrano, a potem rozstrzygnij konkurs.",
    "number_taken": "Ten numer ma już inny konkurs: „{title}” ({year} r.). Wpisz inny, na przykład z rokiem: 1/{own}.",
    "unknown_organisation": UNKNOWN_ORGANISATION,
    "decided_without_offers": "Konkurs jest rozstrzygnięty, a nie ma w nim żadnej oferty. Wpisz je albo wczytaj z "
    "arkusza w rejestrze „Oferty w konkursach”.",
    "nothing_to_decide": "W tym konkursie nie ma żadnej oferty, więc nie ma czego rozstrzygać. Unieważnij go.",
    "offers_came": "Ofert złożonych w konkursie: {count}, więc ten powód nie jest prawdziwy. Wybierz drugi albo "
    "rozstrzygnij konkurs.",
    "offers_fit": "Ofert, które spełniają wymogi formalne: {count}, więc ten powód nie jest prawdziwy (art. 18a "
    "ust. 1). Wybierz drugi albo rozstrzygnij konkurs.",
    "unknown_sphere": "Sfery „{value}” nie ma w wykazie. Wybierz sferę z wykazu sfer zadań publicznych.",
}


def points_in_words(number: int) -> str:
    """``1 punkt``, ``20 punktów``."""
    return f"{number} {plural(number, 'punkt', 'punkty', 'punktów')}"


def member_in_words(member: Member, organisations: Mapping[int, str]) -> str:
    """``Anna Nowak, przewodnicząca – osoba wskazana przez organizację (Klub Iskra)``."""
    who = ", ".join(filter(None, (member.name, member.role)))
    of = organisations.get(member.ngo_id or 0, "")
    said = f"{who} – {ORIGINS[member.origin]}" + (f" ({of})" if of else "")
    if member.declared_on is not None:
        said += f", oświadczenie z {format_date(member.declared_on)}"
    return said if member.presence is None else f"{said}, {PRESENCES[member.presence]}"


def criterion_in_words(criterion: Criterion) -> str:
    """``możliwość realizacji zadania: do 10 punktów``."""
    points = criterion.points
    if points is None:
        return criterion.name
    return f"{criterion.name}: do {points} {plural(points, 'punktu', 'punktów', 'punktów')}"


def announced_in_words(draft: ContestDraft) -> str:
    """``BIP 02.03.2026, siedziba 02.03.2026, strona 03.03.2026``; blank while nothing is announced."""
    known = (("BIP", draft.notice_bip), ("siedziba", draft.notice_seat), ("strona", draft.notice_site))
    return ", ".join(f"{where} {format_date(on)}" for where, on in known if on is not None)


def past_in_words(past: PastTasks, most: int = 2000) -> str:
    """The tasks of both years with their money, for item 7 of the notice; at most so many letters."""
    told = {year: [_past_task(each) for each in past.of_year(year)] for year in past.years}
    shown = {year: len(tasks) for year, tasks in told.items()}
    while True:
        said = "\n".join(_past_year(past, year, told[year], shown[year]) for year in past.years)
        longest = max(past.years, key=lambda year: shown[year])
        if len(said) <= most or not shown[longest]:
            return said[:most]
        shown[longest] -= 1


def _past_year(past: PastTasks, year: int, tasks: Sequence[str], shown: int) -> str:
    as_of = f" (stan na {format_date(past.as_of)})" if year == past.as_of.year else ""
    if not tasks:
        return f"W {year} r.{as_of} dotacji na takie zadania nie przekazano."
    left = len(tasks) - shown
    named = list(tasks[:shown])
    if left:
        named.append(f"inne: {left} {plural(left, 'dotacja', 'dotacje', 'dotacji')}")
    return f"W {year} r.{as_of} przekazano dotacje, razem {format_money(past.spent(year))}: {'; '.join(named)}."


def _past_task(task: PastTask) -> str:
    return f"{task.title} ({task.organisation}) – {format_money(task.amount)}"


def past_sums_in_words(past: PastTasks) -> str:
    """``Rejestr dotacji: w 2026 r. 12 000,00 zł, w 2025 r. 0,00 zł na zadania w tych sferach.``"""
    sums = ", ".join(f"w {year} r. {format_money(past.spent(year))}" for year in past.years)
    return f"Według rejestru dotacji na zadania w tej sferze przekazano {sums}."


def past_explained(past: PastTasks) -> str:
    """Where the sums come from."""
    numbers = ", ".join(f"{year} r.: {len(past.of_year(year))}" for year in past.years)
    return (
        "Zadania tego samego rodzaju (art. 13 ust. 2 pkt 7): dotacje z rejestru „Dotacje” w sferach tego konkursu, "
        "w roku ogłoszenia i w poprzednim. Liczy się to, co wypłacono w danym roku kalendarzowym: transza w dniu "
        "wypłaty, dotacja bez transz w dniu umowy. Kwot zwróconych później się nie odejmuje. Liczba dotacji – "
        f"{numbers}. Koszt zadań, które urząd wykonał sam albo zlecił inaczej, trzeba dopisać."
    )


def missing_in_words(items: Sequence[NoticeItem]) -> str:
    """``W ogłoszeniu brakuje: …``; blank where nothing is missing."""
    if not items:
        return ""
    return f"W ogłoszeniu brakuje (art. 13 ust. 2): {'; '.join(ITEMS[item] for item in items)}."


def from_to(first: date | None, last: date | None) -> str:
    """``01.03.2026–30.11.2026``; one of them alone with ``od`` or ``do``."""
    if first is not None and last is not None:
        return f"{format_date(first)}–{format_date(last)}"
    if first is not None:
        return f"od {format_date(first)}"
    return "" if last is None else f"do {format_date(last)}"


def money(amount: int | None) -> str:
    """The amount, blank for none."""
    return "" if amount is None else format_money(amount)


def day_in_words(day: date | None) -> str:
    """The day, blank for none."""
    return "" if day is None else format_date(day)


def facts(contest: Contest, today: date, sphere: str) -> Iterator[tuple[str, str]]:
    """What is known of a contest at a glance, by label; nothing blank. ``sphere`` is its name."""
    why = "" if contest.cancelled_why is None else CANCELLINGS[contest.cancelled_why]
    known = (
        ("Stan", STATES[state_on(contest, today)]),
        ("Sfera", sphere),
        (FIELDS["form"].label, FORMS[contest.form]),
        (FIELDS["year"].label, str(contest.year or "")),
        (FIELDS["case_sign"].label, contest.case_sign),
        (FIELDS["planned"].label, money(contest.planned)),
        ("Zadanie", from_to(contest.task_from, contest.task_until)),
        ("Ogłoszono", announced_in_words(contest)),
        (FIELDS["offers_until"].label, day_in_words(contest.offers_until)),
        (FIELDS["decision_by"].label, day_in_words(contest.decision_by)),
        (FIELDS["decided_on"].label, day_in_words(contest.decided_on)),
        (FIELDS["results_on"].label, day_in_words(contest.results_on)),
        (FIELDS["cancelled_on"].label, ", ".join(filter(None, (day_in_words(contest.cancelled_on), why)))),
    )
    return ((label, value) for label, value in known if value)


def terms_in_words(contest: ContestDraft, today: date) -> Iterator[tuple[str, str]]:
    """Terms of the contest with how they were found: label and sentences."""
    offers = offers_term(contest)
    if offers is not None:
        yield "Oferty najkrócej do", f"{format_date(offers.end)}. {offers.explanation()}"
    reasons = reasons_term(contest)
    if reasons is not None:
        left = reasons.left_in_words(today)
        yield "Uzasadnień można żądać do", f"{format_date(reasons.end)} ({left}). {reasons.explanation()}"


def warnings(contest: ContestDraft, today: date) -> Iterator[str]:
    """What is not right or not usual in a contest, in sentences; nothing of it forbids saving."""
    if contest.announcements and (missing := missing_in_words(missing_items(contest))):
        yield missing
    if 0 < len(contest.announcements) < 3:
        yield "Konkurs ogłasza się w trzech miejscach (art. 13 ust. 3): w BIP, w siedzibie i na stronie."
    if contest.members and all(each.origin is not Origin.ORGANISATION for each in contest.members):
        yield (
            "W komisji nie ma osób wskazanych przez organizacje. Wolno tak tylko wtedy, gdy nikogo nie wskazano, "
            "wskazani nie biorą udziału albo wszyscy podlegają wyłączeniu (art. 15 ust. 2da)."
        )
    if contest.members and all(each.origin is not Origin.OFFICE for each in contest.members):
        yield "W komisji nie ma przedstawiciela organu wykonawczego (art. 15 ust. 2b)."
    if contest.decision_by is not None and state_on(contest, today) is ContestState.ASSESSED:
        late = (today - contest.decision_by).days
        if late > 0:
            yield f"Termin wyboru ofert minął {format_date(contest.decision_by)}, a rozstrzygnięcia nie ma."
