"""Who is evaluated in a campaign, by whom, and why: rules over the structure of a day, without a database.

Act of 21 November 2008 on local-government staff, art. 27: clerical posts, managerial ones among them, by the direct
superior, not more often than every six months and at least every two years, after a negative result not before three
months. Months in post and the month after an absence are local rules. Lengths are dated data (``terms.toml``) or stand
in the regulation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.legal_terms import LegalTerm, legal_term
from app.core.terms import Basis, Start, Term, TermUnit, counted, not_earlier
from app.people.absences.domain import Absence
from app.people.posts.domain import PostKind
from app.people.structure.domain import Position, Structure, Superior
from app.people.superiors import SuperiorHow
from app.registers.evaluations.campaigns.domain import CampaignDraft, Candidate, Choice, Reason
from app.registers.evaluations.campaigns.words import KINDS
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.sheets import clocks
from app.registers.evaluations.sheets.domain import Previous

EVALUATED = frozenset({PostKind.MANAGERIAL, PostKind.CLERICAL})
"""Art. 27(1) of the act on local-government staff."""
_ARTICLE = "art. 27 ust. 1 ustawy o pracownikach samorządowych"
_NO_DECISION_HELPS = frozenset({"not_employed", "open_sheet", "too_early", "too_early_after_negative"})
"""Reasons that no decision of a person overrules; of those that end while the campaign runs, see ``_binding``."""
_DUE = "evaluation_least_every"
_MOST_OFTEN = "evaluation_most_often"
_AFTER_RETURN = "evaluation_after_return"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the rules look at: the structure, the rules in force, and by employee absences, last evaluation, open sheet.

    ``open_sheets`` are numbers of sheets outside this campaign that are not closed.
    """

    structure: Structure
    regulation: RegulationDraft
    absences: Mapping[int, tuple[Absence, ...]] = field(default_factory=dict)
    last: Mapping[int, Previous] = field(default_factory=dict)
    open_sheets: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Timing:
    """From when somebody may be evaluated and why not earlier; until when the act wants it."""

    against: tuple[Reason, ...] = ()
    why: tuple[Reason, ...] = ()
    due_by: date | None = None
    not_before: date | None = None


def candidates(campaign: CampaignDraft, known: Known) -> tuple[Candidate, ...]:
    """Everybody who works in the office on the structure day or on the first or last day of the campaign, each once.

    The campaign must have passed its validation. Refusal for days beyond the calendar of days off.
    """
    day = campaign.structure_on
    if day is None:
        raise ValueError("no structure day")
    choices = {choice.employee_id: choice for choice in campaign.choices}
    positions: dict[int, Position] = {}
    for listed_on in (day, campaign.starts_on, campaign.ends_on):
        if listed_on is not None:
            for position in known.structure.positions(listed_on):
                positions.setdefault(position.employee_id, position)
    return tuple(candidate(each, campaign, known, choices.get(each.employee_id)) for each in positions.values())


def candidate(position: Position, campaign: CampaignDraft, known: Known, choice: Choice | None = None) -> Candidate:
    """One person; ``position`` is the one on the structure day, or another one of who does not work here that day."""
    day = campaign.structure_on
    if day is None:
        raise ValueError("no structure day")
    employed = known.structure.position(position.employee_id, day) is not None
    unit = None if position.unit_id is None else known.structure.unit(position.unit_id, day)
    superior = known.structure.superior(position.employee_id, day)
    timing = _timing(position, day, known) if employed else _Timing()
    against = tuple(_against(position, campaign, known, timing)) if employed else (_not_employed(day),)
    included, chosen, decided = _decided(against, choice, campaign, timing)
    reasons = (*decided, *against)
    if included:
        reasons = (*reasons, *timing.why, *_extension(position, campaign))
        reasons = (*reasons, *_about_rater(superior, day, known))
        if unit is None:
            reasons = (*reasons, Reason(code="unit_closed"))
    elif _under_the_act(position):
        # also who stays out of this campaign is owed an evaluation
        reasons = (*reasons, *(reason for reason in timing.why if reason.code == "overdue"))
    rater = None if superior.employee_id is None else known.structure.position(superior.employee_id, day)
    return Candidate(
        employee_id=position.employee_id,
        person=position.person,
        number=position.number,
        post=position.post,
        unit_id=position.unit_id,
        unit="" if unit is None else unit[0],
        rater_id=superior.employee_id,
        rater="" if rater is None else rater.person,
        rater_number="" if rater is None else rater.number,
        included=included,
        reasons=reasons,
        last_on=None if (last := known.last.get(position.employee_id)) is None else last.on,
        due_by=timing.due_by if included or _under_the_act(position) else None,
        not_before=timing.not_before,
        chosen=chosen,
    )


def binding(candidate: Candidate, campaign: CampaignDraft) -> Reason | None:
    """The reason why nobody may be put into the campaign by a decision; None where a decision is free."""
    return next((r for r in candidate.reasons if _binds(r, campaign, candidate.not_before)), None)


# -- in or out ---------------------------------------------------------------------------------------------------


def _decided(
    against: tuple[Reason, ...], choice: Choice | None, campaign: CampaignDraft, timing: _Timing
) -> tuple[bool, bool, tuple[Reason, ...]]:
    """Whether the person is in, whether a decision made it so, and the reason of the decision."""
    if choice is None:
        return not against, False, ()
    said = {"reason": choice.reason}
    if not choice.included:
        return False, True, (Reason(code="chosen_out", details=said),)
    if any(_binds(reason, campaign, timing.not_before) for reason in against):
        return False, False, (Reason(code="choice_void", details=said),)
    return True, True, (Reason(code="chosen_in", details=said),)


def _binds(reason: Reason, campaign: CampaignDraft, not_before: date | None) -> bool:
    if reason.code not in _NO_DECISION_HELPS:
        return False
    if not reason.code.startswith("too_early") or not_before is None or campaign.ends_on is None:
        return True
    # the act allows it before the campaign ends: a person may decide to wait for that day
    return not_before > campaign.ends_on


def _against(position: Position, campaign: CampaignDraft, known: Known, timing: _Timing) -> Iterator[Reason]:
    kind = position.post_kind
    evaluated = kind is None or kind in EVALUATED or kind in campaign.extended
    if kind is None:
        yield Reason(code="kind_missing")
    elif not evaluated:
        yield Reason(code=f"kind_{kind.value}", details={"article": _ARTICLE})
    number = known.open_sheets.get(position.employee_id)
    if number is not None:
        yield Reason(code="open_sheet", details={"number": number})
    # who is not evaluated at all hears nothing of local rules
    yield from (each for each in timing.against if evaluated or each.code in _NO_DECISION_HELPS)
    day = campaign.structure_on
    away = None if day is None else _away(position.employee_id, day, known)
    if away is not None:
        yield _absence(away)


def _under_the_act(position: Position) -> bool:
    return position.post_kind is None or position.post_kind in EVALUATED


def _not_employed(day: date) -> Reason:
    return Reason(code="not_employed", details={"day": format_date(day)})


def _extension(position: Position, campaign: CampaignDraft) -> Iterator[Reason]:
    kind = position.post_kind
    if kind is not None and kind not in EVALUATED and kind in campaign.extended:
        yield Reason(code="extended", details={"kind": KINDS[kind]})


def _away(employee_id: int, day: date, known: Known) -> Absence | None:
    for absence in known.absences.get(employee_id, ()):
        begun = absence.valid_from is not None and absence.valid_from <= day
        if begun and (absence.valid_to is None or absence.valid_to >= day):
            return absence
    return None


def _absence(absence: Absence) -> Reason:
    first = "" if absence.valid_from is None else format_date(absence.valid_from)
    if absence.valid_to is None:
        return Reason(code="absent_without_end", details={"first": first})
    term = _term(_AFTER_RETURN, absence.valid_to)
    until = format_date(term.from_day(absence.valid_to).end)
    details = {"first": first, "last": format_date(absence.valid_to), "until": until, "basis": term.basis.text}
    return Reason(code="absent", details=details)


# -- when --------------------------------------------------------------------------------------------------------


def _timing(position: Position, day: date, known: Known) -> _Timing:
    try:
        return _times(position, day, known)
    except Refusal as problem:
        # one mistyped year must not hide everybody else
        return _Timing((Reason(code="bad_dates", details={"problem": str(problem)}),))


def _times(position: Position, day: date, known: Known) -> _Timing:
    since = known.structure.post_since(position.employee_id, day)
    last = known.last.get(position.employee_id)
    if last is None:
        first = _first(since, day, known.regulation)
    elif last.negative:
        first = _after_negative(last, day, known.regulation)
    else:
        first = _after(last, day, known.regulation)
    short = _short_in_post(since, day, known.regulation)
    if short is None:
        return first
    reason, opens = short
    before = max(opens, first.not_before) if first.not_before else opens
    return _Timing((*first.against, reason), first.why, first.due_by, before)


def _first(since: date | None, day: date, regulation: RegulationDraft) -> _Timing:
    if since is None:
        return _Timing(why=(Reason(code="first_since_unknown"),))
    due_by, details = _due(since, day, regulation).end, {"since": format_date(since)}
    if due_by < day:
        # most offices evaluated before they had the program: nobody is late for want of a record
        return _Timing(why=(Reason(code="none_recorded", details=details),))
    return _Timing(why=(Reason(code="first", details=details),), due_by=due_by)


def _after(last: Previous, day: date, regulation: RegulationDraft) -> _Timing:
    law, start = _term(_MOST_OFTEN, day), last.delivered_on or last.on
    opens, due = _opens(law, start), _due(last.on, day, regulation)
    due_by = due.end
    dates = {"last": format_date(last.on), "opens": format_date(opens), "due": format_date(due_by)}
    if opens > day:
        return _Timing((_reason("too_early", dates, law.basis),), (), due_by, opens)
    local = _months(start, regulation.months_at_least, "poprzedniej oceny")
    if local is not None and local > day:
        details = dates | {"opens": format_date(local)}
        return _Timing((Reason(code="too_early_by_regulation", details=details),), (), due_by, local)
    why = _reason("overdue" if due_by < day else "due", dates, due.basis)
    return _Timing((), (why,), due_by, opens)


def _after_negative(last: Previous, day: date, regulation: RegulationDraft) -> _Timing:
    waiting = clocks.after_negative(last, {"not_earlier_from": regulation.not_earlier_from}, day)
    due_by = _due(last.on, day, regulation).end
    if waiting is None:
        return _Timing(due_by=due_by)
    dates = {"last": format_date(last.on), "opens": format_date(waiting.opens)}
    basis = waiting.waiting.basis
    if waiting.opens > day:
        return _Timing((_reason("too_early_after_negative", dates, basis),), (), due_by, waiting.opens)
    return _Timing((), (_reason("after_negative", dates, basis),), due_by, waiting.opens)


def _short_in_post(since: date | None, day: date, regulation: RegulationDraft) -> tuple[Reason, date] | None:
    # the act asks for no time in the post: where the regulation says nothing, nobody waits
    waiting = clocks.not_before(None, since, {"months_in_post": regulation.months_in_post}, day)
    if since is None or waiting is None or waiting.opens <= day:
        return None
    details = {"since": format_date(since), "opens": format_date(waiting.opens)}
    return Reason(code="short_in_post", details=details), waiting.opens


_REGULATION = Basis(act="regulamin ocen")


def _months(start: date, months: int | None, event: str) -> date | None:
    """The first day after so many months by the regulation; None where it says nothing."""
    return None if not months else not_earlier(months, TermUnit.MONTHS, Start(start, event), basis=_REGULATION).opens


@cache
def _term(key: str, day: date) -> LegalTerm:
    return legal_term(key, day)


def _opens(term: LegalTerm, start: date) -> date:
    return term.earliest(start).opens


def _due(start: date, day: date, regulation: RegulationDraft) -> Term:
    """By the act, or earlier where the regulation asks for it."""
    law, own = _term(_DUE, day), regulation.months_at_most
    if own is not None and own < law.number:
        return counted(Start(start, law.events[0]), own, TermUnit.MONTHS, basis=_REGULATION)
    return law.from_day(start)


def _reason(code: str, dates: Mapping[str, str], basis: Basis) -> Reason:
    return Reason(code=code, details={**dates, "article": basis.text})


# -- who rates ---------------------------------------------------------------------------------------------------


_NO_RATER = {
    SuperiorHow.NONE: "rater_none",
    SuperiorHow.SELF: "rater_self",
    SuperiorHow.RING: "rater_ring",
}


def _about_rater(superior: Superior, day: date, known: Known) -> Iterator[Reason]:
    if superior.employee_id is None:
        names = [_person(employee_id, day, known.structure) for employee_id in superior.ring]
        yield Reason(code=_NO_RATER[superior.how], details={"people": ", ".join(names)})
        return
    rater = _person(superior.employee_id, day, known.structure)
    if superior.named_gone is not None:
        yield Reason(code="rater_gone", details={"rater": rater})
    away = _away(superior.employee_id, day, known)
    if away is not None and away.valid_from is not None:
        yield Reason(code="rater_absent", details={"rater": rater, "first": format_date(away.valid_from)})


def _person(employee_id: int | None, day: date, structure: Structure) -> str:
    position = None if employee_id is None else structure.position(employee_id, day)
    return "" if position is None else position.person
