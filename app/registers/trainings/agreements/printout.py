"""A training agreement on paper: the agreement to be signed, and the reckoning with the call to repay."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.money_words import money_words
from app.core.polish import fold
from app.people.office.domain import Office
from app.people.office.printout import account_blocks, head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack
from app.printing.document import Document, Running
from app.printing.fonts import Cut
from app.printing.lists import Facts, bullets
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.agreements.domain import Agreement, Ending, longest_stay
from app.registers.trainings.agreements.repayment import OBLIGATIONS, reckoned, waived_in_words
from app.registers.trainings.agreements.words import ENDINGS, WORDS, months

_SIGNS = "data i czytelny podpis"
_BLANK = "………………"
_OTHER_INCOME = "pozostal"
"""In the purpose of an account, folded."""


def agreement_pdf(agreement: Agreement, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The agreement with all clauses, in the words of the code; the office's lawyer may change the file's text."""
    title = f"Umowa szkoleniowa nr {agreement.number}"
    t = Typography(Variant.STANDARD, 1)
    paper = _Paper(agreement, office, t)
    signed = _day(agreement.signed_on)
    *clauses, last = paper.clauses()
    blocks = [
        Paragraph(f"zawarta na piśmie {signed or _BLANK}, na podstawie art. 103⁴ Kodeksu pracy", t.lead, gap=2),
        *paper.parties(),
        *clauses,
        # nobody signs a page on which nothing stands
        Stack(
            [
                last,
                Space(8),
                signatures(
                    [("Pracodawca", head_signature(office)[1], _SIGNS), ("Pracownik", agreement.person, _SIGNS)], t
                ),
            ],
            gap=12,
            keep=True,
        ),
    ]
    return _saved(title, agreement, office, coat_of_arms, printed_on, t, blocks)


def statement_pdf(agreement: Agreement, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """How the duty ended, what is due and how it was counted; a call to pay where something is."""
    due = bool(agreement.repayment) and agreement.repaid_on is None
    title = f"Rozliczenie umowy szkoleniowej nr {agreement.number}"
    t = Typography(Variant.STANDARD, 1)
    blocks = list(_statement(agreement, office, t, printed_on))
    return _saved(title, agreement, office, coat_of_arms, printed_on, t, blocks, call=due)


def _saved(
    title: str,
    agreement: Agreement,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    t: Typography,
    blocks: Sequence[Block],
    *,
    call: bool = False,
) -> bytes:
    document = Document(Metadata(title, office.name, WORDS.title, agreement.number, f"{printed_on:%Y%m%d}"), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    head: list[Block] = [
        letterhead(office, arms, t, badge_title="Umowa nr", badge=agreement.number),
        Heading(1, title, TextStyle(15, 19, Cut.BOLD), gap=14, anchor=Anchor(title, 0)),
        *([Paragraph("i wezwanie do zwrotu kosztów", t.lead)] if call else []),
    ]
    footer = f"{title} · wydrukowano {format_date(printed_on)}"
    running = Running(footer, f"{title} · {agreement.person}", notice(office))
    document.add(document.flow([*head, *blocks], running, title=title))
    return document.save()


# -- the agreement --------------------------------------------------------------------------------------------------


class _Paper:
    """Parties and clauses; numbered on one count, so that a clause that does not apply leaves no gap."""

    def __init__(self, agreement: Agreement, office: Office, t: Typography) -> None:
        self._agreement, self._office, self._t = agreement, office, t

    def parties(self) -> Iterator[Block]:
        office, agreement, t = self._office, self._agreement, self._t
        title, name = head_signature(office)
        where = f", {office.address}" if office.address else ""
        by = ", ".join(filter(None, (f"{title} {name}".strip(), "kierownik urzędu")))
        whom = ", ".join(filter(None, (agreement.person, agreement.post, agreement.unit)))
        yield Paragraph("Strony umowy:", t.body, gap=8)
        yield Paragraph(f"1. {office.name}{where}, w którego imieniu działa: {by} – „pracodawca”;", t.body, gap=2)
        yield Paragraph(f"2. {whom} – „pracownik”.", t.body, gap=2)

    def clauses(self) -> Iterator[Block]:
        named = (
            ("Przedmiot umowy", self._subject()),
            ("Świadczenia pracodawcy", self._benefits()),
            ("Obowiązki pracownika", self._duties()),
            ("Pozostanie w zatrudnieniu", self._stay()),
            ("Zwrot kosztów", self._repayment()),
            ("Postanowienia końcowe", self._last()),
        )
        number = 0
        for title, sentences in named:
            said = [sentence for sentence in sentences if sentence]
            if not said:
                continue
            number += 1
            heading = Heading(2, f"§ {number}. {title}", self._t.heading)
            numbered = [
                Paragraph(f"{place}. {each}" if len(said) > 1 else each, self._t.body, gap=2)
                for place, each in enumerate(said, 1)
            ]
            yield Stack([heading, *numbered], gap=8, keep=True)

    def _subject(self) -> Iterator[str]:
        agreement = self._agreement
        starts, ends = _day(agreement.training_starts_on), _day(agreement.training_ends_on)
        when = f"od {starts} do {ends}" if starts else f"do {ends}"
        yield (
            "Za zgodą pracodawcy pracownik podnosi kwalifikacje zawodowe (art. 103¹ § 1 KP): "
            f"{agreement.subject.strip()}, {when}."
        )

    def _benefits(self) -> Iterator[str]:
        agreement = self._agreement
        yield (
            f"Pracodawca ponosi koszty do kwoty {format_money(agreement.cost or 0)} (słownie: "
            f"{money_words(agreement.cost or 0)}), w tym opłatę za naukę, przejazd, podręczniki i zakwaterowanie, "
            "jeżeli są potrzebne (art. 103³ KP)."
        )
        if agreement.leave_days:
            yield (
                f"Pracownikowi przysługuje urlop szkoleniowy: {agreement.leave_days} dni, udzielany w dni, które są "
                "dla niego dniami pracy (art. 103¹ § 2 pkt 1 i art. 103² KP)."
            )
        yield (
            "Pracownik jest zwalniany z całości lub części dnia pracy na czas niezbędny, by punktualnie przybyć na "
            "obowiązkowe zajęcia, oraz na czas ich trwania (art. 103¹ § 2 pkt 2 KP). Za czas urlopu szkoleniowego i "
            "zwolnienia zachowuje prawo do wynagrodzenia (art. 103¹ § 3 KP)."
        )
        yield _sentence(agreement.benefits)

    def _duties(self) -> Iterator[str]:
        yield "Pracownik podejmuje naukę w podanym terminie, uczestniczy w zajęciach i przystępuje do egzaminów."
        yield (
            "Pracownik niezwłocznie zawiadamia pracodawcę o przerwaniu nauki i jej przyczynie, a po ukończeniu nauki "
            "przedstawia dokument, który ją potwierdza."
        )
        yield _sentence(self._agreement.duties)

    def _stay(self) -> Iterator[str]:
        agreement = self._agreement
        if not agreement.months:
            return
        longest = None if agreement.signed_on is None else longest_stay(agreement.signed_on)
        limit = ""
        if longest is not None and longest.confirmed:
            limit = f" (art. 103⁵ pkt 2 KP: nie dłużej niż {months(longest.months)})"
        yield (
            f"Pracownik zobowiązuje się pozostać w zatrudnieniu u pracodawcy przez {months(agreement.months)} po "
            f"ukończeniu nauki, to jest do {_day(agreement.stay_until)}, jeżeli nauka skończy się w podanym terminie"
            f"{limit}."
        )

    def _repayment(self) -> Iterator[str]:
        if not self._agreement.months:
            return
        yield (
            "Pracownik zwraca koszty, które pracodawca poniósł z tytułu świadczeń dodatkowych, gdy (art. 103⁵ KP): "
            "1) bez uzasadnionych przyczyn nie podejmie nauki albo ją przerwie; 2) pracodawca rozwiąże z nim stosunek "
            "pracy bez wypowiedzenia z jego winy w trakcie nauki albo w okresie z § 4; 3) w tym okresie rozwiąże "
            "stosunek pracy za wypowiedzeniem, z wyjątkiem wypowiedzenia z przyczyn określonych w art. 94³ KP; "
            "4) w tym okresie rozwiąże stosunek pracy bez wypowiedzenia na podstawie art. 55 albo art. 94³ KP mimo "
            "braku określonych tam przyczyn."
        )
        yield (
            "Kwota zwrotu jest proporcjonalna do okresu pracy po ukończeniu nauki albo w czasie jej trwania: koszty "
            "mnoży się przez liczbę dni, które pozostały do końca zobowiązania, i dzieli przez liczbę wszystkich jego "
            "dni; gdy praca ustanie w czasie nauki, do obu liczb wlicza się także dni nauki. Wynik zaokrągla się raz, "
            "do pełnego grosza."
        )
        yield (
            "Koszty nie podlegają zwrotowi, gdy stosunek pracy rozwiąże pracodawca za wypowiedzeniem albo gdy ustanie "
            "on z innej przyczyny, której art. 103⁵ KP nie wymienia."
        )
        yield "Pracodawca może odstąpić od żądania zwrotu w całości albo w części; przyczynę podaje na piśmie."

    def _last(self) -> Iterator[str]:
        yield (
            "W sprawach, których umowa nie reguluje, stosuje się przepisy działu czwartego rozdziału III Kodeksu "
            "pracy. Postanowienia mniej korzystne dla pracownika niż te przepisy są nieważne (art. 103⁴ § 2 i art. 18 "
            "KP)."
        )
        yield "Zmiany umowy wymagają formy pisemnej. Umowę sporządzono w dwóch egzemplarzach, po jednym dla strony."


# -- the reckoning --------------------------------------------------------------------------------------------------


def _statement(agreement: Agreement, office: Office, t: Typography, printed_on: date) -> Iterator[Block]:
    place = f"{office.town}, " if office.town else ""
    yield Paragraph(f"{place}{format_date(printed_on)} r.", t.body, gap=10, align=1.0)
    yield Paragraph("Pani/Pan", t.body, gap=4)
    yield Paragraph(agreement.person, t.strong)
    for line in (agreement.post, agreement.unit):
        if line.strip():
            yield Paragraph(line, t.body)
    yield _facts(agreement, t)
    reckoning = reckoned(agreement)
    if agreement.ending is None or reckoning is None:
        yield Paragraph("Zobowiązanie trwa, więc nie ma jeszcze czego rozliczać.", t.body, gap=12)
        return
    told = (*reckoning.sentences, *waived_in_words(agreement, reckoning))
    yield Panel([Heading(2, "Jak obliczono", t.heading), *bullets(told, t.body)], gap=12, padding=10)
    amount = agreement.repayment or 0
    if amount:
        yield Paragraph(f"Do zwrotu: {format_money(amount)}", t.answer, gap=14)
        yield Paragraph(f"Słownie: {money_words(amount)}.", t.body, gap=2)
        if agreement.repaid_on is not None:
            yield Paragraph(f"Kwotę zwrócono {format_date(agreement.repaid_on)}.", t.body, gap=6)
        else:
            yield from _call(agreement, office, t)
    else:
        yield Paragraph("Nic do zwrotu.", t.answer, gap=14)
    title, name = head_signature(office)
    places = [(title, name, _SIGNS), ("Otrzymałem(-am)", agreement.person, _SIGNS)]
    yield Stack([Space(8), signatures(places, t)], gap=18, keep=True)


def _facts(agreement: Agreement, t: Typography) -> Block:
    ending = ENDINGS[agreement.ending] if agreement.ending else ""
    basis = OBLIGATIONS[Ending(agreement.ending)].basis if agreement.ending else ""
    starts = _day(agreement.training_starts_on)
    known: list[tuple[str, str, str]] = [
        ("Umowa", f"nr {agreement.number}", f"zawarta {_day(agreement.signed_on)}"),
        ("Szkolenie", agreement.subject, f"{starts}–{_day(agreement.training_ends_on)}".removeprefix("–")),
        ("Koszt poniesiony przez urząd", format_money(agreement.cost or 0), ""),
        ("Zobowiązanie", f"do {_day(agreement.stay_until)}", months(agreement.months or 0)),
        ("Ostatni dzień", _day(agreement.left_on), ""),
        ("Jak się skończyło", ending, basis),
    ]
    listed = [(label, text, (detail,) if detail else ()) for label, text, detail in known if text]
    return Facts(listed, t.question, t.strong, t.note, columns=2, gap=12)


def _call(agreement: Agreement, office: Office, t: Typography) -> Iterator[Block]:
    yield Paragraph(
        f"Wzywam do zwrotu tej kwoty w terminie {_BLANK} dni od doręczenia tego pisma, na rachunek urzędu, z dopiskiem "
        f"„umowa szkoleniowa {agreement.number}”. Kwoty nie potrąca się z wynagrodzenia bez Pani/Pana pisemnej zgody "
        "(art. 91 § 1 KP).",
        t.body,
        gap=8,
    )
    # where the office keeps an account for its other income, that is the one
    other = tuple(each for each in office.bank_accounts if _OTHER_INCOME in fold(each.purpose))
    accounts = account_blocks(replace(office, bank_accounts=other or office.bank_accounts), t)
    if accounts:
        yield Stack(accounts, gap=10)


def _sentence(text: str) -> str:
    told = " ".join(text.split())
    return f"{told}." if told and told[-1] not in ".!?" else told


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)
