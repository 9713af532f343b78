"""Whether the contest of an offer lets an agreement be concluded already (art. 15 ust. 4): rules without a database.

Agreements are concluded „po ogłoszeniu wyników” with those whose offers were chosen. While nobody decided the contest
there is nobody chosen to conclude one with, so the day of an agreement is refused; a cancelled contest (art. 18a) has
nobody chosen for good. Results that were not published in time do not make the agreement void – only the want of
writing does (art. 16 ust. 2) – and the register says what was done: that is a doubt, which somebody confirms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.problems import Problem
from app.registers.ngos.grants.domain import GrantDraft


@dataclass(frozen=True)
class ContestEnd:
    """How the contest of an offer ended; no day is known while it goes on."""

    decided_on: date | None = None
    results_on: date | None = None
    cancelled_on: date | None = None


def agreement_problems(draft: GrantDraft, end: ContestEnd | None, held: GrantDraft | None) -> Iterator[Problem]:
    """Why the agreement cannot be of this day; nothing about what stands so in the register already (``held``)."""
    day = draft.agreement_on
    if day is None or end is None or _stands(draft, held):
        return
    if end.cancelled_on is not None:
        yield Problem("agreement_on", "contest_cancelled", {"day": format_date(end.cancelled_on)})
    elif end.decided_on is None:
        yield Problem("agreement_on", "contest_undecided")
    elif day < end.decided_on:
        yield Problem("agreement_on", "agreement_before_decision", {"day": format_date(end.decided_on)})


def agreement_doubts(draft: GrantDraft, end: ContestEnd | None, held: GrantDraft | None) -> Iterator[str]:
    """What is not as art. 15 ust. 4 wants it and may be true all the same."""
    day = draft.agreement_on
    if day is None or end is None or end.decided_on is None or _stands(draft, held):
        return
    if end.results_on is None:
        yield (
            "Wyników konkursu jeszcze nie ogłoszono, a umowę zawiera się po ich ogłoszeniu (art. 15 ust. 4). "
            "Ogłoś wyniki albo wpisz w konkursie, kiedy je ogłoszono."
        )
    elif day < end.results_on:
        yield (
            f"Wyniki konkursu ogłoszono {format_date(end.results_on)}, a umowę zawiera się po ich ogłoszeniu "
            "(art. 15 ust. 4). Sprawdź datę umowy."
        )


def _stands(draft: GrantDraft, held: GrantDraft | None) -> bool:
    return held is not None and (held.offer_id, held.agreement_on) == (draft.offer_id, draft.agreement_on)
