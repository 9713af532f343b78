"""The order of institutions: a mean of marks that few cards cannot carry far, and what stands beside it; no database.

The score of an institution with ``n`` cards whose means sum to ``s`` is ``(C * m + s) / (C + n)``, ``m`` being the mean
of all cards of the office: one excellent card moves it little, twenty move it far (a Bayesian mean with prior weight
``C``). Everything is counted in fractions and rounded once, half up, when it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from app.core.polish import sort_key

_WITH_ONE = 100
"""Hundredths of a mark."""
LEFT_OUT, TOO_FEW = "left_out", "too_few"
"""Why an institution is not ranked."""


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """One participation: ``cost`` in grosze, ``days`` of training, the six marks of its card (all None without one)."""

    institution_id: int
    institution: str
    starts_on: date
    days: int | None
    cost: int
    marks: tuple[int | None, ...]
    recommended: bool | None = None
    complaint: bool = False


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a person said of an institution on this list."""

    left_out: bool = False
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One institution.

    ``place`` is None for an institution that is not ranked, ``why_not`` says why. ``score`` and ``mean`` are hundredths
    of a mark, ``marks`` means of the six questions in their order, ``trend`` the change of the mean against the period
    before. ``price`` is grosze for one participant and day, ``recommended`` of ``answered`` cards would recommend it.
    """

    institution_id: int = 0
    institution: str = ""
    place: int | None = None
    why_not: str = ""
    cards: int = 0
    people: int = 0
    score: int | None = None
    mean: int | None = None
    marks: tuple[int, ...] = ()
    """Zero for a question nobody answered."""
    trend: int | None = None
    price: int | None = None
    recommended: int = 0
    answered: int = 0
    complaints: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The lines in their order, ranked ones first; ``office_mean`` in hundredths, None without any card."""

    lines: tuple[Line, ...] = ()
    office_mean: int | None = None
    shrink: int = 0
    least_cards: int = 0
    cards: int = 0
    since: date | None = None
    until: date | None = None


@dataclass
class _Heard:
    """What is known of one institution."""

    name: str
    rows: list[CardRow] = field(default_factory=list)

    def means(self) -> list[Fraction]:
        return [mean for row in self.rows if (mean := card_mean(row.marks)) is not None]


def card_mean(marks: Sequence[int | None]) -> Fraction | None:
    """The mean of the marks that were given; None for an empty card."""
    given = [mark for mark in marks if mark is not None]
    return Fraction(sum(given), len(given)) if given else None


def score(means: Sequence[Fraction], office_mean: Fraction, shrink: int) -> Fraction:
    """The shrunken mean of cards; ``shrink`` is how many cards' worth the office's mean weighs.

    ZeroDivisionError without cards and with ``shrink`` 0.
    """
    return (shrink * office_mean + sum(means)) / Fraction(shrink + len(means))


def ranked(
    rows: Iterable[CardRow],
    before: Iterable[CardRow] = (),
    *,
    shrink: int,
    least_cards: int,
    notes: Mapping[int, Note] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Ranking:
    """The institutions of ``rows``, the best first; ``before`` are the rows of the period before, for the trend.

    Ranked are those with at least ``least_cards`` cards that no note leaves out; equal scores share a place.
    """
    notes = notes or {}
    heard, earlier = _by_institution(rows), _by_institution(before)
    every = [mean for each in heard.values() for mean in each.means()]
    office_mean = sum(every, Fraction(0)) / len(every) if every else None
    judged: list[tuple[Fraction | None, Line]] = []
    for institution_id, each in heard.items():
        means = each.means()
        found = None if office_mean is None or not means else score(means, office_mean, shrink)
        note = notes.get(institution_id, Note())
        why_not = ""
        if note.left_out:
            why_not = LEFT_OUT
        elif len(means) < least_cards:
            why_not = TOO_FEW
        line = _line(institution_id, each, found, earlier.get(institution_id), note, why_not)
        judged.append((found, line))
    ordered = sorted((pair for pair in judged if not pair[1].why_not), key=_best_first)
    placed: list[Line] = []
    for _score, equal in groupby(ordered, key=lambda pair: pair[0]):
        place = len(placed) + 1
        placed += [_at(line, place) for _, line in equal]
    others = sorted((pair for pair in judged if pair[1].why_not), key=_best_first)
    return Ranking(
        lines=(*placed, *(line for _, line in others)),
        office_mean=_hundredths(office_mean),
        shrink=shrink,
        least_cards=least_cards,
        cards=len(every),
        since=since,
        until=until,
    )


def _by_institution(rows: Iterable[CardRow]) -> dict[int, _Heard]:
    found: dict[int, _Heard] = {}
    for row in rows:
        found.setdefault(row.institution_id, _Heard(row.institution)).rows.append(row)
    return found


def _line(
    institution_id: int, heard: _Heard, found: Fraction | None, earlier: _Heard | None, note: Note, why_not: str
) -> Line:
    means, past = heard.means(), [] if earlier is None else earlier.means()
    mean = sum(means, Fraction(0)) / len(means) if means else None
    trend = None if mean is None or not past else mean - sum(past, Fraction(0)) / len(past)
    charged = [row for row in heard.rows if row.days]
    days = sum(row.days or 0 for row in charged)
    answers = [row.recommended for row in heard.rows if row.recommended is not None]
    return Line(
        institution_id=institution_id,
        institution=heard.name,
        why_not=why_not,
        cards=len(means),
        people=len(heard.rows),
        score=_hundredths(found),
        mean=_hundredths(mean),
        marks=_questions(heard.rows),
        trend=_hundredths(trend),
        price=_rounded(Fraction(sum(row.cost for row in charged), days)) if days else None,
        recommended=sum(answers),
        answered=len(answers),
        complaints=sum(row.complaint for row in heard.rows),
        note=note.text,
    )


def _questions(rows: Sequence[CardRow]) -> tuple[int, ...]:
    found = []
    for answers in zip(*(row.marks for row in rows), strict=True):
        given = [answer for answer in answers if answer is not None]
        found.append(_rounded(Fraction(sum(given) * _WITH_ONE, len(given))) if given else 0)
    return tuple(found)


def _at(line: Line, place: int) -> Line:
    return replace(line, place=place)


def _best_first(pair: tuple[Fraction | None, Line]) -> tuple[Fraction, int, tuple[str, ...] | str, int]:
    found, line = pair
    return -(found or Fraction(0)), -line.cards, sort_key(line.institution), line.institution_id


def _hundredths(value: Fraction | None) -> int | None:
    return None if value is None else _rounded(value * _WITH_ONE)


def _rounded(value: Fraction) -> int:
    """Half up, away from zero below it as well, so that a change of −0,005 reads as −0,01."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole
