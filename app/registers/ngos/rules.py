"""The figures of cooperation with organisations, as dated data: ``resources/dictionaries/cooperation.toml``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.core.errors import Refusal
from app.core.figures import Figure, FigureBook
from app.core.terms import Basis, Term, days_after


@dataclass(frozen=True, kw_only=True)
class CooperationRules:
    """What held on one day. Money is in grosze, days, months and years are whole, dates are (month, day)."""

    programme_due: tuple[int, int]
    """By when the yearly programme is passed, in the year before it (art. 5a ust. 1)."""
    programme_alarm: int
    """Days before that day in which the office is told that nothing was passed; practice, not law."""
    report_due: tuple[int, int]
    """By when the report for the year before is laid before the council (art. 5a ust. 3)."""
    report_alarm: int
    """Days before that day in which the office is told that there is no report; practice, not law."""
    offer_days: int
    """Least days for offers, from the last announcement (art. 13 ust. 1)."""
    settlement_days: int
    """Days for the report on a task, from its end (art. 18 ust. 1)."""
    agreement_years: int
    """Longest agreement (art. 16 ust. 3)."""
    small_amount: int
    """Most that one small grant may be (art. 19a ust. 1 pkt 1)."""
    small_days: int
    """Most days that a task of a small grant may take (art. 19a ust. 1 pkt 2)."""
    small_year_per_ngo: int
    """Most that one organisation may get in small grants in a calendar year (art. 19a ust. 6)."""
    small_share_percent: int
    """Most that small grants may be of the grants planned for the year, in percent (art. 19a ust. 7)."""
    small_post_workdays: int
    """Working days to post the offer, from its coming in (art. 19a ust. 3)."""
    small_posted_days: int
    """Days that the offer stays posted (art. 19a ust. 3)."""
    small_comment_days: int
    """Days for remarks, from the posting (art. 19a ust. 4)."""
    reasons_days: int
    """Days to ask for the reasons of a choice or a rejection, from the results (art. 15 ust. 2i)."""
    confirmation_months: int
    """Months after which the data of an organisation count as not confirmed; practice, not law."""
    alarm_days: int
    """Days before a term in which the office is told of it; practice, not law."""


def rules_on(day: date) -> CooperationRules:
    """The figures in force that day; Refusal when the dictionary does not reach back so far."""
    values: dict[str, Any] = {key: figure.value for key, figure in figures_on(day).items()}
    return CooperationRules(**values)


def figures_on(day: date) -> Mapping[str, Figure]:
    """The same with labels and sources, by key; Refusal when one of them did not hold yet."""
    return _BOOK.on(day)


_BOOK = FigureBook("cooperation.toml", tuple(field.name for field in fields(CooperationRules)), "zasad współpracy")


ACT = "ustawy o działalności pożytku publicznego i o wolontariacie"
"""The act in the genitive, to follow an article."""


def term_after(
    day: date | None,
    figure: Callable[[CooperationRules], int],
    article: str,
    event: str,
    *,
    not_shifted_because: str = "",
) -> Term | None:
    """A term of the act from the day of an event, as many days as its figure was then.

    It moves off a day off unless it is told why not. None without the day, and where the figure did not hold yet.
    """
    if day is None:
        return None
    try:
        return days_after(
            day,
            figure(rules_on(day)),
            shift=not not_shifted_because,
            basis=Basis(article, ACT),
            event=event,
            not_shifted_because=not_shifted_because,
        )
    except Refusal:
        return None
