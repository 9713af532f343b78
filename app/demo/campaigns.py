"""Invented evaluations: a finished campaign, a running one and three appeals.

Everything goes through the rules of the register; only the finished sheets are written in one transaction, since a
clerk's two years of small steps would keep whoever opens the demonstration waiting.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.people.structure.usecases import Structures
from app.registers.evaluations.campaigns.domain import Campaign, CampaignDraft
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.evaluations.sheets import marking, steps
from app.registers.evaluations.sheets.domain import (
    CriterionMark,
    Decision,
    Delivery,
    Evaluation,
    Goal,
    State,
    TrainingNeed,
    Verdict,
)
from app.registers.evaluations.sheets.result import computed
from app.registers.evaluations.sheets.sealing import seal_of
from app.registers.evaluations.sheets.steps import Step
from app.registers.evaluations.sheets.usecases import Evaluations

SEED = 2008
"""The year of the act on local-government staff; any other number gives other marks."""
_LENIENT, _STRICT = 2, 5
"""Places of two raters whose marks differ from the others', so that the view of raters has something to show."""
_MONTHS_AGO = 15
"""When the finished campaign began: long enough ago for another evaluation, and within the act's two years."""
_WEAK = 30
"""Place of the sheet with a negative result, which is followed by another evaluation."""
_TOPICS = ("Kodeks postępowania administracyjnego w praktyce", "Prosty język w pismach urzędowych", "RODO w urzędzie")
_GOALS = ("Samodzielnie prowadzić sprawy zastępowanej osoby", "Skrócić czas przygotowania decyzji", "Opisać procedurę")


def add_evaluations(services: Services) -> None:
    """Add campaigns and sheets to an office whose people and regulations are there."""
    today = services.clock.today()
    draw = random.Random(SEED)  # noqa: S311 - invented marks, no secret
    _finished(services, today - timedelta(days=_MONTHS_AGO * 30), draw)
    _running(services, today, draw)


# -- the finished campaign -----------------------------------------------------------------------------------------


class _Sheets(Evaluations):
    """Several steps on a sheet in one transaction, each under the same rules as a clerk's."""

    def go_through(self, sheets: list[tuple[int, list[tuple[Step, date, Mapping[str, Any]]]]]) -> None:
        """Take the steps of each sheet in order; Invalid as for a clerk, then nothing is kept."""
        wanted = [record_id for record_id, _course in sheets]
        with self._changing() as session:
            rows = {row.id: row for row in session.scalars(select(self.row).where(self.row.id.in_(wanted)))}
            for record_id, course in sheets:
                before = after = self._to_record(rows[record_id])
                for step, on, facts in course:
                    given = dict(facts)
                    if step is Step.SIGN:
                        given["seal"] = seal_of(replace(after, signed_on=on))
                    if broken := steps.problems(after, step, on, self.clock.today(), **facts):
                        raise self.invalid(tuple(broken))
                    after = steps.taken(after, step, on, **given)
                self._write(rows[record_id], before, after)
            # all at once: it is made in many tests
            for row in rows.values():
                self._stored(session, row)


def _sheets_on(services: Services, day: date) -> _Sheets:
    """The sheets as somebody sees them who works on that day."""
    clock, store, actor = _at(day), services.store, services.actor
    structure, regulations = Structures(store, clock, actor), Regulations(store, clock, actor)
    return _Sheets(store, clock, actor, structure=structure.load, in_force=regulations.in_force)


def _at(day: date) -> FixedClock:
    return FixedClock(datetime.combine(day, time(12), UTC))


def _started(services: Services, name: str, day: date, until: date) -> Campaign:
    campaigns = Campaigns(services.store, _at(day), services.actor)
    regulation = services.regulations.in_force(day)
    assert regulation is not None, "the office's regulations leave no day out"
    draft = CampaignDraft(name=name, regulation_id=regulation.id, structure_on=day, starts_on=day, ends_on=until)
    campaign = campaigns.create(draft).record
    return campaigns.start(campaign.id, campaign.version).record


def _of(services: Services, campaign: Campaign) -> list[Evaluation]:
    everything = services.evaluations.all()
    return [sheet for sheet in everything if sheet.campaign_id == campaign.id]


def _finished(services: Services, day: date, draw: random.Random) -> None:
    campaign = _started(services, f"Ocena okresowa {day.year}", day, day + timedelta(days=89))
    listed = _of(services, campaign)
    raters = _raters(listed)
    sheets = _sheets_on(services, day + timedelta(days=119))
    courses = [
        (sheet.id, _course(sheet, day + timedelta(days=3 + place % 40), raters, draw, weak=place == _WEAK))
        for place, sheet in enumerate(listed)
    ]
    appealing = (listed[4].id, listed[17].id)
    sheets.go_through([(number, course[:-1] if number in appealing else course) for number, course in courses])
    _upheld(sheets, appealing[0])
    _changed(sheets, appealing[1])
    closing = Campaigns(services.store, _at(day + timedelta(days=119)), services.actor)
    campaign = closing.get(campaign.id)
    closing.close(campaign.id, campaign.version)
    _again(services, listed[_WEAK].id, raters, draw)


def _raters(sheets: list[Evaluation]) -> list[int | None]:
    """Who rates most first: of who rates few people, statistics say nothing."""
    counted = Counter(sheet.rater_id for sheet in sheets)
    return sorted(counted, key=lambda rater: (-counted[rater], rater or 0))


def _course(
    sheet: Evaluation, begun: date, raters: list[int | None], draw: random.Random, *, weak: bool = False
) -> list[tuple[Step, date, Mapping[str, Any]]]:
    rules = marking.rules_of(sheet)
    marks = _marked(tuple(marking.criteria(rules, (), ())), raters.index(sheet.rater_id), sheet.id, draw)
    if weak:
        reason = "Sprawy prowadzone z pominięciem procedury, mimo dwóch rozmów i pisemnego przypomnienia."
        marks = (*(replace(mark, mark=1, reason=reason) for mark in marks[:3]), *marks[3:])
    found = computed(marks, rules)
    negative = found.proposed_negative
    result = {
        "marks": marks,
        "mean": found.mean_hundredths,
        "level": found.level,
        "proposed_negative": negative,
        "verdict": Verdict.NEGATIVE if negative else Verdict.POSITIVE,
        "verdict_reason": "Podstawowe obowiązki nie są wykonywane, co opisano przy kryteriach." if negative else "",
    }
    talk, place = begun + timedelta(days=24), sheet.id
    goals = (Goal(goal=_GOALS[place % 3], due_on=date(begun.year + 1, 6, 30)),)
    needs = (TrainingNeed(topic=_TOPICS[place % 3], reason="z rozmowy oceniającej"),) if place % 2 else ()
    told = {"conclusions": "Omówiono wszystkie kryteria i cele na najbliższy rok.", "goals": goals, "needs": needs}
    delivered = talk + timedelta(days=4)
    return [
        (Step.APPROVE_CRITERIA, begun, {}),
        (Step.GIVE_CRITERIA, begun + timedelta(days=1), {"marks": tuple(replace(m, mark=None) for m in marks)}),
        (
            Step.SELF_ASSESS,
            begun + timedelta(days=8),
            {"marks": tuple(replace(m, mark=None, reason="") for m in marks)},
        ),
        (Step.MARK, begun + timedelta(days=17), result),
        (Step.INVITE, talk, {"talk_place": "pokój oceniającego"}),
        (Step.HOLD_TALK, talk, told),
        (Step.SIGN, talk + timedelta(days=1), {}),
        (Step.DELIVER, delivered, {"delivery": Delivery.HAND}),
        (Step.DELIVER_TO_HEAD, delivered, {}),
        (Step.MAKE_FINAL, delivered + timedelta(days=14), {}),
    ]


def _marked(
    criteria: tuple[CriterionMark, ...], rater: int, person: int, draw: random.Random
) -> tuple[CriterionMark, ...]:
    leaning = 0.7 if rater == _LENIENT else -0.8 if rater == _STRICT else 0.0
    talent = 3.7 + 0.9 * (draw.random() - 0.5) + leaning
    marks = []
    for place, criterion in enumerate(criteria):
        mark = _on_scale(talent - (0.5 if place in (9, 12) else 0.0) + 1.6 * (draw.random() - 0.5))
        own = _on_scale(mark + 0.9 * draw.random() - 0.1)
        reason = "Wynika ze zdarzeń omówionych na rozmowie." if mark in (1, 5) else ""
        if place == 12 and person % 11 == 0:
            said = "W okresie oceny nie było zastępstw."
            marks.append(replace(criterion, not_applicable=True, reason=said))
        else:
            marks.append(replace(criterion, mark=mark, self_mark=own, reason=reason))
    return tuple(marks)


def _on_scale(value: float) -> int:
    return max(1, min(5, round(value)))


def _again(services: Services, number: int, raters: list[int | None], draw: random.Random) -> None:
    """The evaluation after the negative one, when the act's three months have passed."""
    final = _day(services.evaluations.get(number).final_on)
    day = final + timedelta(days=110)
    sheets = _sheets_on(services, day + timedelta(days=60))
    before = sheets.get(number)
    sheet = _sheets_on(services, day).plan_again(number, before.version, day).record
    sheets.go_through([(sheet.id, _course(sheet, day, raters, draw))])


def _upheld(sheets: Evaluations, number: int) -> None:
    sheet = _appealed(sheets, number, "Ocena nie uwzględnia pracy w zastępstwie w maju i czerwcu.")
    filed = _day(sheet.appeal_on)
    grounds = "Praca w zastępstwie jest opisana w uzasadnieniu oceny i została uwzględniona."
    sheet = sheets.decide_appeal(sheet.id, sheet.version, filed + timedelta(days=9), Decision.UPHELD, grounds).record
    sheets.deliver_decision(sheet.id, sheet.version, filed + timedelta(days=11))


def _changed(sheets: _Sheets, number: int) -> None:
    sheet = _appealed(sheets, number, "Niska ocena samodzielności opiera się na zdarzeniu, które mnie nie dotyczyło.")
    filed = _day(sheet.appeal_on)
    grounds = "Wskazane zdarzenie dotyczyło innej osoby. Ocenę samodzielności należy zmienić."
    decided = filed + timedelta(days=10)
    sheets.decide_appeal(sheet.id, sheet.version, decided, Decision.CHANGED, grounds)
    sheet = sheets.get(number)
    sheets.deliver_decision(sheet.id, sheet.version, decided + timedelta(days=1))
    new = next(each for each in sheets.linked(number) if each.origin_id == number)
    marks = tuple(
        replace(mark, mark=4, reason="") if mark.criterion == "Samodzielność" else mark for mark in sheet.marks
    )
    new = sheets.update(new.id, new.version, replace(_draft(new), marks=marks)).record
    new = sheets.close_marks(new.id, new.version, decided + timedelta(days=2), Verdict.POSITIVE).record
    new = sheets.sign(new.id, new.version, decided + timedelta(days=2)).record
    new = sheets.deliver(new.id, new.version, decided + timedelta(days=3), Delivery.HAND).record
    new = sheets.deliver_to_head(new.id, new.version, decided + timedelta(days=3)).record
    sheets.make_final(new.id, new.version, decided + timedelta(days=17))


def _appealed(sheets: Evaluations, number: int, grounds: str) -> Evaluation:
    sheet = sheets.get(number)
    return sheets.file_appeal(number, sheet.version, _day(sheet.delivered_on) + timedelta(days=5), grounds).record


def _draft(sheet: Evaluation) -> Any:
    from app.records.mapping import draft_of
    from app.registers.evaluations.sheets.domain import EvaluationDraft

    return draft_of(sheet, EvaluationDraft)


def _day(day: date | None) -> date:
    assert day is not None
    return day


# -- the running campaign ------------------------------------------------------------------------------------------


def _running(services: Services, today: date, draw: random.Random) -> None:
    """One that began seven weeks ago: sheets in every state, and an appeal whose term runs."""
    day = today - timedelta(days=50)
    campaign = _started(services, f"Ocena okresowa {day.year}", day, today + timedelta(days=8))
    listed = _of(services, campaign)
    raters = _raters(listed)
    courses = []
    for place, sheet in enumerate(listed):
        # the first were delivered long enough ago to be final, the last ones are still planned
        course = _course(sheet, day + timedelta(days=4 + place * 48 // len(listed)), raters, draw)
        courses.append((sheet.id, [step for step in course if step[1] < today]))
    sheets = _sheets_on(services, today)
    sheets.go_through(courses)
    delivered = (sheet for sheet in _of(services, campaign) if sheet.state is State.DELIVERED)
    waiting = min(delivered, key=lambda sheet: abs(_day(sheet.delivered_on) - (today - timedelta(days=11))))
    filed = min(_day(waiting.delivered_on) + timedelta(days=3), today)
    grounds = "Nie zgadzam się z oceną relacji z interesantem: skarga została uznana za bezzasadną."
    sheets.file_appeal(waiting.id, waiting.version, filed, grounds)
