"""Which legal terms run for a sheet or a person on a day, each explained in words.

The employee's term is shifted over days off, the office's own are not, and „not earlier than” never is: see
``resources/dictionaries/terms.toml``. The regulation may ask for more than the act, never for less.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.dates import format_date
from app.core.legal_terms import LegalTerm, legal_term
from app.core.polish import plural
from app.core.terms import Basis, NotEarlier, Start, Term, TermStatus, TermUnit, counted, not_earlier
from app.people.posts.domain import PostKind
from app.registers.evaluations.regulations.domain import NotEarlierFrom
from app.registers.evaluations.sheets.domain import Evaluation, Kind, Previous, State, Tone, Verdict
from app.registers.evaluations.sheets.steps import UNSIGNED, appeal_term, decision_term, is_late

_ACT = "ustawy o pracownikach samorządowych"
_REGULATION = Basis(act="regulamin ocen")
_WITHOUT_DELAY = Basis("art. 27 ust. 4", _ACT)
EVERY_TWO_YEARS = Basis("art. 27 ust. 2", _ACT)
EVALUATED = frozenset({PostKind.MANAGERIAL, PostKind.CLERICAL})
"""Kinds of posts whose holders are evaluated (art. 27 par. 1); a campaign may extend them."""
_SOON_DAYS = 60
"""From how many days before the end an evaluation is called due soon; no term of the law, only of this display."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One term of a sheet: ``day`` is its last day, or the first allowed one where ``term`` is a NotEarlier.

    ``term`` is None where the law gives no number („niezwłocznie”) or the day was set by the office. ``left`` is short
    (``zostało 5 dni``), ``explanation`` whole sentences; ``article`` is blank where no act says so.
    """

    key: str
    title: str
    term: Term | NotEarlier | None
    tone: Tone
    day: date | None
    left: str
    explanation: str
    article: str


# -- between two evaluations -----------------------------------------------------------------------------------------


def due_by(previous: Previous | None, post_since: date | None, rules: Mapping[str, Any], today: date) -> Term | None:
    """Until when the next evaluation must be made; None where nobody knows from when to count.

    The first one is counted from the day the post was taken: the act asks for one in every two years.
    """
    start = post_since if previous is None else previous.on
    if start is None:
        return None
    law = legal_term("evaluation_least_every", today)
    event = "objęcia stanowiska" if previous is None else law.events[0]
    own = rules.get("months_at_most")
    if own is not None and own < law.number:
        return counted(Start(start, event), own, TermUnit.MONTHS, basis=_REGULATION)
    return law.from_day(start, event)


def not_before(
    previous: Previous | None, post_since: date | None, rules: Mapping[str, Any], today: date
) -> NotEarlier | None:
    """From when the next evaluation may be made; None where nothing forbids it."""
    if previous is None:
        law, own = legal_term("evaluation_time_in_post", today), rules.get("months_in_post")
        if post_since is None or not own:
            return None
        start = Start(post_since, law.events[0])
        return not_earlier(own, TermUnit.MONTHS, start, basis=_REGULATION, first_day_counts=True)
    if previous.negative:
        return after_negative(previous, rules, today)
    law, own = legal_term("evaluation_most_often", today), rules.get("months_at_least")
    day = previous.delivered_on or previous.on
    if own is not None and own > law.number:
        return not_earlier(own, TermUnit.MONTHS, Start(day, law.events[0]), basis=_REGULATION)
    return law.earliest(day)


def after_negative(previous: Previous, rules: Mapping[str, Any], today: date) -> NotEarlier | None:
    """From when the evaluation after a negative one may be made; None while it is neither delivered nor final."""
    law = legal_term("reevaluation_not_before", today)
    return _not_before_again(law, previous.delivered_on or previous.on, previous.final_on, rules)


def _not_before_again(
    law: LegalTerm, delivered_on: date | None, final_on: date | None, rules: Mapping[str, Any]
) -> NotEarlier | None:
    chosen = rules.get("not_earlier_from", NotEarlierFrom.LATER)
    if chosen == NotEarlierFrom.DELIVERY:
        final_on = None
    elif chosen == NotEarlierFrom.FINALITY and final_on is not None:
        delivered_on = None
    return None if delivered_on is None and final_on is None else law.earliest(delivered_on, final_on)


# -- of one sheet ----------------------------------------------------------------------------------------------------


def clocks(evaluation: Evaluation, today: date) -> tuple[Clock, ...]:
    """The terms that matter for the sheet on that day, in the order of the procedure; none for a cancelled one."""
    if evaluation.state in {State.CANCELLED, State.REPEATED, State.CHANGED}:
        return ()
    return tuple(_clocks(evaluation, today))


def _clocks(evaluation: Evaluation, today: date) -> Iterator[Clock]:
    if evaluation.state in UNSIGNED:
        yield from _until_signature(evaluation, today)
        return
    if evaluation.signed_on is not None and evaluation.kind is not Kind.PAPER:
        yield from _deliveries(evaluation, today)
    yield from _appeal(evaluation, today)
    if evaluation.state is State.FINAL and evaluation.verdict is Verdict.NEGATIVE:
        law = legal_term("reevaluation_not_before", today)
        waiting = _not_before_again(
            law, evaluation.delivered_on or evaluation.signed_on, evaluation.final_on, evaluation.rules
        )
        if waiting is not None:
            yield waiting_clock("again", "Ponowna ocena po negatywnej", waiting, today)


def _until_signature(evaluation: Evaluation, today: date) -> Iterator[Clock]:
    first = evaluation.not_before
    if first is not None and today < first:
        left = (first - today).days
        yield Clock(
            key="not_before",
            title="Ocena najwcześniej",
            term=None,
            tone=Tone.CALM,
            day=first,
            left=f"za {left} {plural(left, 'dzień', 'dni', 'dni')}",
            explanation=evaluation.not_before_why or f"Ocenę wolno sporządzić od {format_date(first)}.",
            article=_named_in(evaluation.not_before_why, today),
        )
    if evaluation.planned_on is not None:
        explanation = f"Ocenę zaplanowano do {format_date(evaluation.planned_on)}; tak ustalił urząd, nie ustawa."
        yield _until("planned", "Ocena do dnia ustalonego przez urząd", evaluation.planned_on, today, explanation, "")
    if evaluation.due_by is not None:
        yield due_clock(evaluation.due_by, evaluation.due_by_why, today)


def due_clock(last: date, why: str, today: date) -> Clock:
    """The last day of an open sheet; ``why`` is the explanation frozen on it, blank where it has none."""
    explanation = why or (
        f"Ocena ma być sporządzona do {format_date(last)} ({EVERY_TWO_YEARS.text}). Końca nie "
        "przesuwa się na dzień roboczy: termin wiąże urząd."
    )
    return _until("due", "Ocena okresowa najpóźniej", last, today, explanation, _named_in(explanation, today))


def _named_in(explanation: str, today: date) -> str:
    """The basis that an explanation names; blank where it names none."""
    known = [legal_term(key, today).basis for key in ("reevaluation_not_before", "evaluation_most_often")]
    return next((basis.text for basis in (*known, _REGULATION) if basis.text in explanation), "")


def _deliveries(evaluation: Evaluation, today: date) -> Iterator[Clock]:
    for key, title, delivered_on in (
        ("delivery", "Doręczenie pracownikowi", evaluation.delivered_on),
        ("head_delivery", "Doręczenie kierownikowi urzędu", evaluation.head_delivered_on),
    ):
        if delivered_on is None and evaluation.signed_on is not None:
            waited = (today - evaluation.signed_on).days
            yield Clock(
                key=key,
                title=title,
                term=None,
                tone=Tone.SOON if waited <= 0 else Tone.LATE,
                day=evaluation.signed_on,
                left="niezwłocznie"
                if waited <= 0
                else f"czeka {waited} {plural(waited, 'dzień', 'dni', 'dni')} od podpisania",
                explanation=f"Ocenę podpisano {format_date(evaluation.signed_on)}; doręcza się ją niezwłocznie "
                f"({_WITHOUT_DELAY.text}). Ustawa nie podaje liczby dni.",
                article=_WITHOUT_DELAY.text,
            )


def _appeal(evaluation: Evaluation, today: date) -> Iterator[Clock]:
    term = appeal_term(evaluation)
    if evaluation.state is State.DELIVERED and term is not None and evaluation.appeal_on is None:
        # it is the employee's: it never presses the office; once passed, the sheet can be closed
        passed = term.status(today) is TermStatus.PASSED
        title = "Zamknięcie oceny: termin odwołania minął" if passed else "Odwołanie pracownika"
        yield _of_term("appeal", title, term, today, Tone.SOON if passed else Tone.CALM)
    deciding = decision_term(evaluation)
    if deciding is None or evaluation.decision_delivered_on is not None:
        return
    if evaluation.decision is not None:
        yield Clock(
            key="decision_delivery",
            title="Doręczenie rozstrzygnięcia",
            term=None,
            tone=Tone.SOON,
            day=evaluation.decision_on,
            left="niezwłocznie",
            explanation="Odwołanie jest rozpatrzone. Doręcz pracownikowi rozstrzygnięcie.",
            article="",
        )
    elif evaluation.state is State.APPEALED:
        yield _of_term("decision", "Rozpatrzenie odwołania", deciding, today, _pressing(deciding, today))
    elif is_late(evaluation) and evaluation.restore_on is not None and evaluation.restore_granted is None:
        # where it is granted, the office decides about the appeal within the same days
        yield _of_term(
            "restore", "Rozpatrzenie prośby o przywrócenie terminu", deciding, today, _pressing(deciding, today)
        )


def _pressing(term: Term, today: date) -> Tone:
    if term.status(today) is TermStatus.PASSED:
        return Tone.LATE
    return Tone.SOON if term.alarms_reached(today) or term.status(today) is TermStatus.LAST_DAY else Tone.CALM


def _of_term(key: str, title: str, term: Term, today: date, tone: Tone) -> Clock:
    return Clock(
        key=key,
        title=title,
        term=term,
        tone=tone,
        day=term.end,
        left=term.left_in_words(today),
        explanation=term.explanation(),
        article=term.basis.text,
    )


def term_clock(key: str, title: str, term: Term, today: date) -> Clock:
    """A term whose end comes months ahead: it presses in its last two months."""
    return _of_term(key, title, term, today, _tone(term.end, today))


def waiting_clock(key: str, title: str, waiting: NotEarlier, today: date) -> Clock:
    """Time that must pass before something is allowed."""
    left = waiting.days_left(today)
    return Clock(
        key=key,
        title=title,
        term=waiting,
        tone=Tone.CALM if left > 0 else Tone.SOON,
        day=waiting.opens,
        left=f"wolno za {left} {plural(left, 'dzień', 'dni', 'dni')}" if left > 0 else "już wolno",
        explanation=waiting.explanation(),
        article=waiting.waiting.basis.text,
    )


def _until(key: str, title: str, day: date, today: date, explanation: str, article: str) -> Clock:
    left = (day - today).days
    if left < 0:
        words = "termin minął wczoraj" if left == -1 else f"termin minął {-left} dni temu"
    elif left == 0:
        words = "dziś ostatni dzień"
    else:
        words = f"{plural(left, 'został', 'zostały', 'zostało')} {left} {plural(left, 'dzień', 'dni', 'dni')}"
    return Clock(
        key=key,
        title=title,
        term=None,
        tone=_tone(day, today),
        day=day,
        left=words,
        explanation=explanation,
        article=article,
    )


def _tone(day: date, today: date) -> Tone:
    left = (day - today).days
    if left < 0:
        return Tone.LATE
    return Tone.SOON if left <= _SOON_DAYS else Tone.CALM
