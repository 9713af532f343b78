"""The four limits of small grants (art. 19a ust. 1, 6, 7), counted while somebody types and once more at the save."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
    """Another small grant as the limits of a year see it; amount in grosze."""

    id: int
    year: int
    ngo_ids: tuple[int, ...]
    amount: int


@dataclass(frozen=True, kw_only=True)
class SmallGrants:
    """All small grants known, and what is planned for grants in a year: grosze, None where no programme says it."""

    grants: tuple[SmallGrant, ...] = ()
    planned: Callable[[int], int | None] = lambda _year: None

    def of(self, ngo_id: int, year: int, but: int | None) -> int:
        """What one organisation has of small grants in a year, without the grant ``but``."""
        return sum(
            each.amount for each in self.grants if each.year == year and each.id != but and ngo_id in each.ngo_ids
        )

    def together(self, year: int, but: int | None) -> int:
        """All small grants of a year, without the grant ``but``."""
        return sum(each.amount for each in self.grants if each.year == year and each.id != but)


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
    amount = draft.asked if draft.granted is None else draft.granted
    return (
        _amount(amount, rules),
        _days(draft, rules),
        *_year(draft, amount, others, own_id, names, rules),
        _share(draft, amount, others, own_id, rules),
    )


def small_problems(
    draft: GrantDraft, others: SmallGrants, own_id: int | None, names: Mapping[int, str], today: date
) -> Iterator[Problem]:
    """Every broken limit, at its field."""
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
    amount: int | None,
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
    totals = {ngo_id: others.of(ngo_id, draft.year, own_id) + (amount or 0) for ngo_id in draft.ngo_ids}
    over = [ngo_id for ngo_id, total in totals.items() if total > rules.small_year_per_ngo]
    for ngo_id in over:
        text = (
            f"{names.get(ngo_id, 'Organizacja')} miałaby w {draft.year} r. {format_money(totals[ngo_id])} małych "
            f"grantów, a jedna organizacja może najwyżej {most} (art. 19a ust. 6)."
        )
        yield Check(Limit.YEAR, Verdict.BROKEN, text, "granted")
    if not over:
        highest = max(totals.values())
        text = (
            f"Organizacja z tą dotacją w {draft.year} r.: {format_money(highest)} z najwyżej {most} (art. 19a ust. 6)."
        )
        yield Check(Limit.YEAR, Verdict.KEPT, text, "granted")


def _share(
    draft: GrantDraft, amount: int | None, others: SmallGrants, own_id: int | None, rules: CooperationRules
) -> Check:
    percent = rules.small_share_percent
    planned = None if draft.year is None else others.planned(draft.year)
    if draft.year is None or planned is None:
        year = "tego roku" if draft.year is None else f"{draft.year} r."
        text = (
            f"Nie wiadomo, ile małe granty stanowią z dotacji planowanych na rok (najwyżej {percent} %, art. 19a "
            f"ust. 7): w programie współpracy {year} nie wpisano kwoty dotacji."
        )
        return Check(Limit.SHARE, Verdict.UNKNOWN, text, "granted")
    most, total = planned * percent // 100, others.together(draft.year, own_id) + (amount or 0)
    said = f"{format_money(total)} z najwyżej {format_money(most)}, czyli {percent} % z {format_money(planned)}"
    if total > most:
        text = f"Małe granty {draft.year} r. przekroczyłyby limit: {said} (art. 19a ust. 7)."
        return Check(Limit.SHARE, Verdict.BROKEN, text, "granted")
    return Check(Limit.SHARE, Verdict.KEPT, f"Małe granty {draft.year} r. razem: {said} (art. 19a ust. 7).", "granted")


def _days_in_words(number: int) -> str:
    return f"{number} {plural(number, 'dzień', 'dni', 'dni')}"
