"""What a person who leaves during the duty must repay: which endings oblige, and how much, in whole grosze.

Art. 103⁵ of the Labour Code asks for repayment „w wysokości proporcjonalnej do okresu pracy po ukończeniu podnoszenia
kwalifikacji zawodowych lub okresu pracy w czasie ich podnoszenia”. It does not say in which unit. Days are counted,
not months: employment ends on any day of a month, and every begun or left month would otherwise have to be rounded to
somebody's loss, while art. 103⁴ § 2 forbids terms that are less favourable to the employee than the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import plural
from app.registers.trainings.agreements.domain import AgreementDraft, Ending, stay_until


@dataclass(frozen=True)
class Obligation:
    """Whether an ending obliges to repay; ``basis`` is the article, ``why`` a clause that follows it."""

    obliged: bool
    basis: str
    why: str


OBLIGATIONS: Mapping[Ending, Obligation] = {
    Ending.NOT_TAKEN_UP: Obligation(
        True, "art. 103⁵ pkt 1 KP", "kto bez uzasadnionych przyczyn nie podejmie nauki albo ją przerwie, zwraca koszty"
    ),
    Ending.FAULT: Obligation(
        True,
        "art. 103⁵ pkt 2 KP",
        "zwraca koszty ten, z kim pracodawca rozwiązał umowę bez wypowiedzenia z jego winy",
    ),
    Ending.NOTICE_BY_EMPLOYEE: Obligation(
        True, "art. 103⁵ pkt 3 KP", "zwraca koszty ten, kto sam wypowiedział umowę w czasie nauki albo zobowiązania"
    ),
    Ending.WITHOUT_NOTICE_BY_EMPLOYEE: Obligation(
        True,
        "art. 103⁵ pkt 4 KP",
        "zwraca koszty ten, kto rozwiązał umowę bez wypowiedzenia (art. 55 albo 94³ KP) mimo braku przyczyn",
    ),
    Ending.NOTICE_AFTER_MOBBING: Obligation(
        False, "art. 103⁵ pkt 3 KP", "wypowiedzenie z przyczyn określonych w art. 94³ KP (mobbing) jest wyjątkiem"
    ),
    Ending.BY_EMPLOYER: Obligation(False, "art. 103⁵ KP", "przepis nie wymienia wypowiedzenia przez pracodawcę"),
    Ending.BY_AGREEMENT: Obligation(False, "art. 103⁵ KP", "przepis nie wymienia porozumienia stron"),
}


@dataclass(frozen=True)
class Reckoning:
    """What is due before anything is waived: ``due`` = cost × ``days_left`` / ``days_all``, rounded once to the grosz.

    ``days_all`` is 0 where nothing is counted. ``sentences`` explain it to both sides.
    """

    due: int
    days_left: int
    days_all: int
    sentences: tuple[str, ...]


def reckoned(draft: AgreementDraft) -> Reckoning | None:
    """What is due; None while nothing ended or a day or an amount is missing."""
    until = stay_until(draft)
    if draft.ending is None or draft.left_on is None or draft.cost is None or until is None:
        return None
    obligation = OBLIGATIONS[draft.ending]
    said = f"{obligation.basis[0].upper()}{obligation.basis[1:]}: {obligation.why}."
    if not obligation.obliged:
        return Reckoning(0, 0, 0, (said, "Koszty nie podlegają zwrotowi."))
    ends = draft.training_ends_on
    if ends is not None and draft.left_on >= ends:
        return _after_training(draft.cost, draft.left_on, ends, until, said)
    return _during_training(draft, draft.cost, draft.left_on, until, said)


def _after_training(cost: int, left: date, ends: date, until: date, said: str) -> Reckoning:
    days_all, days_left = (until - ends).days, max(0, (until - left).days)
    if not days_left:
        kept = f"Zobowiązanie trwało do {format_date(until)}, a ostatnim dniem pracy jest {format_date(left)}."
        return Reckoning(0, 0, days_all, (said, kept, "Zobowiązania dotrzymano, więc nie ma nic do zwrotu."))
    counted = (
        f"Zobowiązanie trwało od dnia po zakończeniu szkolenia ({format_date(ends)}) do {format_date(until)}, czyli "
        f"{days(days_all)}; po ostatnim dniu pracy ({format_date(left)}) zostało z tego {days(days_left)}."
    )
    return _proportional(cost, days_left, days_all, said, counted)


def _during_training(draft: AgreementDraft, cost: int, left: date, until: date, said: str) -> Reckoning:
    """Work during the training lowers the amount as well: the whole time runs from the training's first day.

    The code names this time without saying how to set it against the other; so both are counted together, which is
    the way in which no day of work is lost to the employee.
    """
    starts = draft.training_starts_on
    if starts is None or left < starts:
        return Reckoning(
            cost, 0, 0, (said, f"Szkolenia nie podjęto, więc zwrotowi podlega całość: {format_money(cost)}.")
        )
    days_all = (until - starts).days + 1
    days_left = (until - left).days
    counted = (
        f"Szkolenie i zobowiązanie miały trwać od {format_date(starts)} do {format_date(until)}, czyli "
        f"{days(days_all)}; do {format_date(left)} minęło {days(days_all - days_left)}, zostało {days(days_left)}."
    )
    doubt = (
        "Przepis nie mówi, jak liczyć okres pracy w czasie nauki; przyjęto go razem z okresem zobowiązania. "
        "Sposób liczenia potwierdza radca prawny urzędu."
    )
    found = _proportional(cost, days_left, days_all, said, counted)
    return Reckoning(found.due, days_left, days_all, (*found.sentences, doubt))


def _proportional(cost: int, days_left: int, days_all: int, *said: str) -> Reckoning:
    due = (2 * cost * days_left + days_all) // (2 * days_all)
    product = (
        f"{format_money(cost)} × {days_left} / {days_all} = {format_money(due)}, zaokrąglone raz, do pełnego grosza."
    )
    return Reckoning(due, days_left, days_all, (*said, product))


def days(number: int) -> str:
    """``1 dzień``, ``2 dni``."""
    return f"{number} {plural(number, 'dzień', 'dni', 'dni')}"


def waived_in_words(draft: AgreementDraft, reckoning: Reckoning) -> tuple[str, ...]:
    """What is left after the waiver, where there is one."""
    if not draft.waived:
        return ()
    left = reckoning.due - draft.waived
    reason = " ".join(draft.waived_reason.split()).rstrip(".")
    return (f"Urząd odstępuje od {format_money(draft.waived)} ({reason}); do zwrotu zostaje {format_money(left)}.",)
