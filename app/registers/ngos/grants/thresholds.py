"""The four limits of small grants (art. 19a ust. 1, 6, 7), counted while somebody types and once more at the save.

Ust. 6 counts what is handed over to one organisation in a calendar year (``GrantDraft.passings``), ust. 7 what is
granted from the budget of a year. Every side of a joint agreement is held to have got all of it: the sides answer for
the whole together (art. 14 ust. 5), and the act knows no shares.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.errors import Refusal
from app.core.money import format_money
from app.core.polish import plural
from app.core.problems import Problem
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import GrantDraft
from app.registers.ngos.rules import CooperationRules, rules_on


class Limit(StrEnum):
    """Which of the four limits."""

    AMOUNT = "amount"
    DAYS = "days"
    YEAR = "year"
    SHARE = "share"


class Verdict(StrEnum):
    """Kept, broken, or not to be told because a figure is missing."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """One limit measured; ``text`` is a sentence for the screen, ``field`` where a broken one is marked."""

    limit: Limit
    verdict: Verdict
    text: str
    field: str


@dataclass(frozen=True, kw_only=True)
class SmallGrant:
    """Another small grant as the limits of a year see it; amounts in grosze.

    ``amount`` is what was granted from the budget of ``year``, 0 while nobody decided; ``asked`` what an offer without
    a decision asks for. ``handed_over`` are calendar years with what goes to the organisation in them.
    """

    id: int
    year: int
    ngo_ids: tuple[int, ...]
    amount: int = 0
    asked: int = 0
    handed_over: tuple[tuple[int, int], ...] = ()


def small_grant(record_id: int, draft: GrantDraft) -> SmallGrant:
    """What the limits need of a small grant."""
    return SmallGrant(
        id=record_id,
        year=draft.year or 0,
        ngo_ids=draft.ngo_ids,
        amount=draft.granted or 0,
        asked=(draft.asked or 0) if draft.granted is None else 0,
        handed_over=tuple((each.year, each.amount) for each in draft.passings),
    )


@dataclass(frozen=True, kw_only=True)
class SmallGrants:
    """All small grants known, and what is planned for grants in a year: grosze, None where no programme says it."""

    grants: tuple[SmallGrant, ...] = ()
    planned: Callable[[int], int | None] = lambda _year: None

    def of(self, ngo_id: int, year: int, but: int | None) -> int:
        """What goes to one organisation in a calendar year, also as a partner, without the grant ``but``."""
        found = (each for each in self.grants if each.id != but and ngo_id in each.ngo_ids)
        return sum(amount for each in found for handed, amount in each.handed_over if handed == year)

    def together(self, year: int, but: int | None) -> int:
        """What was granted from the budget of a year, without the grant ``but``."""
        return sum(each.amount for each in self.grants if each.year == year and each.id != but)

    def undecided(self, year: int, but: int | None, ngo_id: int | None = None) -> int:
        """What offers without a decision ask for in a budget year; of one organisation, where it is given."""
        return sum(
            each.asked
            for each in self.grants
            if each.year == year and each.id != but and (ngo_id is None or ngo_id in each.ngo_ids)
        )

    def handed_over(self, year: int) -> Mapping[int, int]:
        """What goes to each organisation in a calendar year, by its id."""
        ids = dict.fromkeys(ngo_id for each in self.grants for ngo_id in each.ngo_ids)
        sums = {ngo_id: self.of(ngo_id, year, None) for ngo_id in ids}
        return {ngo_id: amount for ngo_id, amount in sums.items() if amount}


def checks(
    draft: GrantDraft, others: SmallGrants, own_id: int | None, names: Mapping[int, str], today: date
) -> tuple[Check, ...]:
    """The four limits for a small grant, in the order of the act; none for other grants or before the act."""
    if draft.kind is not GrantKind.SMALL:
        return ()
    try:
        rules = rules_on(draft.agreement_on or draft.filed_on or today)
    except Refusal:
        return ()
    # as if all that is asked for were granted, until somebody decides
    granted = draft if draft.granted is not None else replace(draft, granted=draft.asked)
    return (
        _amount(granted.granted, rules),
        _days(draft, rules),
        *_year(granted, others, own_id, names, rules),
        _share(granted, others, own_id, rules),
    )


def small_problems(
    draft: GrantDraft, others: SmallGrants, own_id: int | None, names: Mapping[int, str], today: date
) -> Iterator[Problem]:
    """Every broken limit, at its field; an offer that nobody decided on may ask for anything."""
    if not draft.granted:
        return
    for check in checks(draft, others, own_id, names, today):
        if check.verdict is Verdict.BROKEN:
            yield Problem(check.field, "small_limit", {"sentence": check.text})


def _amount(amount: int | None, rules: CooperationRules) -> Check:
    most = format_money(rules.small_amount)
    if amount is None:
        return Check(Limit.AMOUNT, Verdict.UNKNOWN, f"Mały grant to najwyżej {most}: wpisz kwotę.", "granted")
    if amount > rules.small_amount:
        text = f"{format_money(amount)} to więcej niż {most}, najwyższa kwota małego grantu (art. 19a ust. 1 pkt 1)."
        return Check(Limit.AMOUNT, Verdict.BROKEN, text, "granted")
    text = f"Kwota {format_money(amount)} z najwyżej {most} (art. 19a ust. 1 pkt 1)."
    return Check(Limit.AMOUNT, Verdict.KEPT, text, "granted")


def _days(draft: GrantDraft, rules: CooperationRules) -> Check:
    days, most = draft.days, _days_in_words(rules.small_days)
    if days is None or days < 1:
        text = f"Zadanie może trwać najwyżej {most}: wpisz, od kiedy do kiedy trwa."
        return Check(Limit.DAYS, Verdict.UNKNOWN, text, "task_until")
    if days > rules.small_days:
        text = f"Zadanie trwa {_days_in_words(days)}, a z małego grantu może najwyżej {most} (art. 19a ust. 1 pkt 2)."
        return Check(Limit.DAYS, Verdict.BROKEN, text, "task_until")
    text = f"Zadanie trwa {_days_in_words(days)} z najwyżej {most} (art. 19a ust. 1 pkt 2)."
    return Check(Limit.DAYS, Verdict.KEPT, text, "task_until")


def _year(
    draft: GrantDraft,
    others: SmallGrants,
    own_id: int | None,
    names: Mapping[int, str],
    rules: CooperationRules,
) -> Iterator[Check]:
    """One check for each organisation of the agreement; the one that has the most is told when all are kept."""
    most = format_money(rules.small_year_per_ngo)
    if draft.year is None or not draft.ngo_ids:
        text = f"Jedna organizacja może dostać w roku najwyżej {most} małych grantów: wpisz organizację i rok."
        yield Check(Limit.YEAR, Verdict.UNKNOWN, text, "granted")
        return
    years = sorted({each.year for each in draft.passings} or {draft.year})
    totals = {
        (year, ngo_id): others.of(ngo_id, year, own_id) + draft.handed_over(year)
        for year in years
        for ngo_id in draft.ngo_ids
    }
    over = [key for key, total in totals.items() if total > rules.small_year_per_ngo]
    for year, ngo_id in over:
        text = (
            f"{names.get(ngo_id, 'Organizacja')} dostałaby w {year} r. {format_money(totals[year, ngo_id])} małych "
            f"grantów, a jedna organizacja może najwyżej {most} (art. 19a ust. 6)."
        )
        yield Check(Limit.YEAR, Verdict.BROKEN, text, "granted")
    if not over:
        (year, ngo_id), highest = max(totals.items(), key=lambda each: each[1])
        text = f"Organizacja z tą dotacją w {year} r.: {format_money(highest)} z najwyżej {most} (art. 19a ust. 6)."
        text += _waiting(others.undecided(year, own_id, ngo_id))
        yield Check(Limit.YEAR, Verdict.KEPT, text, "granted")


def _share(draft: GrantDraft, others: SmallGrants, own_id: int | None, rules: CooperationRules) -> Check:
    percent = rules.small_share_percent
    planned = None if draft.year is None else others.planned(draft.year)
    if draft.year is None or planned is None:
        year = "tego roku" if draft.year is None else f"{draft.year} r."
        text = (
            f"Nie wiadomo, ile małe granty stanowią z dotacji planowanych na rok (najwyżej {percent} %, art. 19a "
            f"ust. 7): w programie współpracy {year} nie wpisano kwoty dotacji."
        )
        return Check(Limit.SHARE, Verdict.UNKNOWN, text, "granted")
    most, total = planned * percent // 100, others.together(draft.year, own_id) + (draft.granted or 0)
    said = f"{format_money(total)} z najwyżej {format_money(most)}, czyli {percent} % z {format_money(planned)}"
    if total > most:
        text = f"Małe granty {draft.year} r. przekroczyłyby limit: {said} (art. 19a ust. 7)."
        return Check(Limit.SHARE, Verdict.BROKEN, text, "granted")
    text = f"Małe granty {draft.year} r. razem: {said} (art. 19a ust. 7)." + _waiting(
        others.undecided(draft.year, own_id)
    )
    return Check(Limit.SHARE, Verdict.KEPT, text, "granted")


def _waiting(asked: int) -> str:
    return f" Oferty bez decyzji to jeszcze {format_money(asked)}." if asked else ""


def _days_in_words(number: int) -> str:
    return f"{number} {plural(number, 'dzień', 'dni', 'dni')}"
