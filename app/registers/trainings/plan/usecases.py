"""Use cases for the training plan: needs merged into lines, what carries them out, and the move to the next year."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import case
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Conflict, Invalid, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter, texts_of
from app.records.mapping import draft_of
from app.records.usecases import Noun, Records
from app.registers.trainings.budgets import repository as budgets
from app.registers.trainings.needs.domain import Need, NeedState, Priority, heads, most_pressing
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.needs.words import WORDS as NEED_WORDS
from app.registers.trainings.plan import repository
from app.registers.trainings.plan.domain import (
    PlanItem,
    PlanItemDraft,
    Progress,
    Standing,
    YearPlan,
    validate,
    when_wanted,
)
from app.registers.trainings.plan.model import PlanItemRow
from app.registers.trainings.plan.words import FIELDS, LABELS, PROBLEMS, WORDS
from db.store import Store

_PRESSING = case({priority.value: place for place, priority in enumerate(Priority)}, value=PlanItemRow.priority)
_Turned = tuple[Need, Need]
"""A need before and after it was put into the plan."""


class TrainingPlan(Records[PlanItem, PlanItemDraft]):
    """Lines of yearly plans; ``needs`` are those that are merged into them."""

    entity = "training_plan_item"
    noun = Noun("pozycja planu szkoleń", "pozycję planu")
    row, record, draft = PlanItemRow, PlanItem, PlanItemDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (-PlanItemRow.year, PlanItemRow.quarter, PlanItemRow.sort)
    rests = frozenset({"training_course"})

    def __init__(
        self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING, *, needs: TrainingNeeds
    ) -> None:
        super().__init__(store, clock, actor)
        self._needs = needs

    def title(self, record: PlanItem | PlanItemDraft) -> str:
        return f"{record.topic} ({record.year})"

    def validate(self, draft: PlanItemDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "year": ColumnFilter(PlanItemRow.year),
            "quarter": ColumnFilter(PlanItemRow.quarter),
            "priority": ColumnFilter(PlanItemRow.priority),
            "unit_id": ColumnFilter(PlanItemRow.unit_id),
            "area": ColumnFilter(PlanItemRow.area),
            "progress": CaseFilter(lambda: repository.progress(self.clock.today())),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = PlanItemRow
        return {
            "topic": row.sort,
            "quarter": (row.year, row.quarter, row.sort),
            "priority": (_PRESSING, row.sort),
            "people": (row.people, row.sort),
            "estimate": (row.estimate, row.sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def areas(self) -> tuple[str, ...]:
        """Areas that were written before, for suggestions."""
        self._require("read")
        with environment.reading(self.store) as session:
            return texts_of(session, PlanItemRow.area)

    def open_items(self) -> tuple[PlanItem, ...]:
        """Lines of this year and later ones, to which needs may be added."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.from_year(session, self.clock.today().year))

    def standings(self) -> Mapping[int, Standing]:
        """What stands behind each line and what became of it, as far as the person may see needs and costs."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._standings(session)

    def year_plan(self, year: int) -> YearPlan:
        """The lines of a year with all that its print needs; an empty one for a year without a plan."""
        self._require("read")
        may_read_budgets = self.actor().may("training_budget.read")
        with environment.reading(self.store) as session:
            return YearPlan(
                year,
                self._fetch(session, repository.of_year(session, year)),
                self._standings(session),
                repository.units(session),
                budgets.planned(session, year) if may_read_budgets else None,
            )

    def _standings(self, session: Session) -> dict[int, Standing]:
        actor = self.actor()
        return repository.standings(
            session,
            self.clock.today(),
            self._needs.seen(),
            needs=actor.may("training_need.read"),
            costs=actor.may("training_participation.read"),
        )

    # -- needs become lines --------------------------------------------------------------------------------------

    def proposal(self, need_ids: Sequence[int]) -> PlanItemDraft:
        """A line made of these needs: the shortest topic, all people, the highest priority, the earliest quarter."""
        self._require("edit")
        needs = self._needs.many(need_ids)
        if not needs:
            raise Refusal(PROBLEMS["no_needs"])
        wanted = [need.wanted_by for need in needs if need.wanted_by is not None]
        year, quarter = when_wanted(wanted, self.clock.today())
        units = {need.unit_id for need in needs}
        with environment.reading(self.store) as session:
            symbols = repository.units(session)
        several = sorted(symbols[unit][0] for unit in units if unit in symbols) if len(units) > 1 else []
        return PlanItemDraft(
            year=year,
            topic=min((need.topic for need in needs), key=lambda topic: (len(topic), sort_key(topic))),
            area=next((need.area for need in needs if need.area), ""),
            unit_id=next(iter(units)) if len(units) == 1 else None,
            group=", ".join(several)[:200],
            people=_people(needs),
            quarter=quarter,
            priority=most_pressing(need.priority for need in needs),
        )

    def take_in(self, needs: Sequence[tuple[int, int]], draft: PlanItemDraft) -> Outcome[PlanItem]:
        """Make one line of the needs, given as id and version. Invalid; Conflict when one changed meanwhile."""
        self._require_both()
        if not needs:
            raise Refusal(PROBLEMS["no_needs"])
        with self._changing(draft) as session:
            row = PlanItemRow()
            self._save(session, row, draft, None)
            session.flush()
            turned = self._turn(session, needs, row.id)
            record = self._stored(session, row)
        undo = Undo("Wycofaj potrzeby z planu", lambda: self._take_out(record.id, record.version, turned, None))
        return Outcome(record, self._change(record), _said(len(turned), self.title(record)), undo)

    def add_to(self, item_id: int, version: int, needs: Sequence[tuple[int, int]]) -> Outcome[PlanItem]:
        """Add the needs to a line: its people grow by theirs, its priority becomes the highest of all."""
        self._require_both()
        if not needs:
            raise Refusal(PROBLEMS["no_needs"])
        with self._changing(record_id=item_id) as session:
            row = self._row(session, item_id)
            before = draft_of(self._to_record(row), PlanItemDraft)
            turned = self._turn(session, needs, item_id)
            self.update_within(session, item_id, version, grown(before, [need for need, _ in turned]))
            record = self._to_record(row)
        undo = Undo("Wycofaj potrzeby z planu", lambda: self._take_out(item_id, record.version, turned, before))
        return Outcome(record, self._change(record), _said(len(turned), self.title(record)), undo)

    def _turn(self, session: Session, needs: Sequence[tuple[int, int]], item_id: int) -> tuple[_Turned, ...]:
        turned = []
        for need_id, version in needs:
            before, after = self._needs.turn_within(session, need_id, version, NeedState.PLANNED, item_id)
            if before.state is not NeedState.NEW:
                raise Conflict(before, before)
            turned.append((before, after))
        return tuple(turned)

    def _take_out(
        self, item_id: int, version: int, turned: Sequence[_Turned], draft: PlanItemDraft | None
    ) -> Outcome[PlanItem]:
        """The reverse of ``take_in`` (``draft`` is None: the line goes) and of ``add_to`` (the line as it was)."""
        self._require_both()
        with self._changing(record_id=item_id) as session:
            row = self._row(session, item_id)
            if row.version != self._now_at(item_id, version):
                raise Conflict(self._to_record(row), self._to_record(row))
            back = self._give_back(session, turned)
            if draft is None:
                self._may_delete(session, self._to_record(row))
                row.deleted_at = self.clock.now()
                session.flush()
                self._entitle(session, self._to_record(row))
            else:
                self.update_within(session, item_id, row.version, draft)
            record = self._to_record(row)
        self._brought_back(back)
        return Outcome(record, self._change(record), f"Wycofano {NEED_WORDS.counted(len(turned))} z planu szkoleń.")

    def _give_back(self, session: Session, turned: Sequence[_Turned]) -> list[tuple[Need, Need]]:
        """Every need to the state it had: before and now."""
        return [
            (before, self._needs.turn_within(session, after.id, after.version, before.state, before.plan_item_id)[1])
            for before, after in turned
        ]

    def _brought_back(self, back: Sequence[tuple[Need, Need]]) -> None:
        for before, now in back:
            self._needs.brought_back(before.id, before.version, now.version)

    # -- the next year -------------------------------------------------------------------------------------------

    def carry_over(self, year: int, item_ids: Sequence[int] | None = None) -> Outcome[tuple[PlanItem, ...]]:
        """Move what nothing was arranged for to the next year, with its needs; None means every such line.

        The old line stays in its plan, which was approved, and tells where it went. Undo takes all of it back.
        """
        self._require_both()
        with self._changing() as session:
            standings = self._standings(session)
            wanted = None if item_ids is None else frozenset(item_ids)
            unfinished = [
                item
                for item in self._fetch(session, repository.of_year(session, year))
                if (wanted is None or item.id in wanted)
                and standings.get(item.id, Standing()).progress is Progress.PLANNED
                and standings.get(item.id, Standing()).carried_to is None
            ]
            moved = [self._carry(session, item) for item in unfinished]
        if not moved:
            raise Refusal(
                f"W planie na rok {year} nie ma pozycji do przeniesienia: dla każdej zorganizowano szkolenie albo "
                "przeniesiono ją wcześniej."
            )
        made = tuple(record for record, _ in moved)
        number = len(made)
        message = f"Przeniesiono {WORDS.counted(number).replace('1 pozycja', '1 pozycję')} na rok {year + 1}."
        undo = Undo("Cofnij przeniesienie na następny rok", lambda: self._carry_back(moved))
        return Outcome(made, Change(self.entity, frozenset(record.id for record in made)), message, undo)

    def _carry(self, session: Session, item: PlanItem) -> tuple[PlanItem, tuple[_Turned, ...]]:
        year = item.year or 0
        said = f"Przeniesiono z planu na rok {year}."
        note = "\n".join(filter(None, (item.note, said)))
        row = PlanItemRow()
        row.carried_from_id = item.id
        draft = replace(draft_of(item, PlanItemDraft), year=year + 1, note=note if len(note) <= 1000 else item.note)
        try:
            self._save(session, row, draft, None)
        except Invalid as refusal:
            raise Invalid(refusal.problems, (f"{self.title(item)}. {refusal}",)) from None
        session.flush()
        turned = tuple(
            self._needs.turn_within(session, need_id, None, NeedState.PLANNED, row.id)
            for need_id in repository.needs_behind(session, item.id, NeedState.PLANNED)
        )
        return self._stored(session, row), turned

    def _carry_back(self, moved: Sequence[tuple[PlanItem, tuple[_Turned, ...]]]) -> Outcome[tuple[PlanItem, ...]]:
        self._require_both()
        back, removed = list[_Turned](), list[PlanItem]()
        with self._changing() as session:
            for item, turned in moved:
                row = self._row(session, item.id)
                if row.version != self._now_at(item.id, item.version):
                    raise Conflict(self._to_record(row), self._to_record(row))
                self._may_delete(session, self._to_record(row))
                back += self._give_back(session, turned)
                row.deleted_at = self.clock.now()
                session.flush()
                removed.append(self._to_record(row))
                self._entitle(session, removed[-1])
        self._brought_back(back)
        change = Change(self.entity, frozenset(item.id for item in removed))
        return Outcome(tuple(removed), change, "Cofnięto przeniesienie pozycji planu na następny rok.")

    # -- rules -----------------------------------------------------------------------------------------------------

    def _require_both(self) -> None:
        self._require("edit")
        self.actor().require("training_need.edit")

    def _now_at(self, record_id: int, version: int) -> int:
        while (record_id, version) in self._restored:
            version = self._restored[record_id, version]
        return version

    def _change(self, record: PlanItem) -> Change:
        return Change(self.entity, frozenset({record.id}))

    def _check(self, session: Session, draft: PlanItemDraft, row: Any) -> Iterator[Problem]:
        if draft.unit_id is None or draft.year is None:
            return
        unit = session.get(UnitRow, draft.unit_id)
        if unit is None or unit.deleted_at is not None:
            yield Problem("unit_id", "missing_reference", {"value": draft.unit_id})
        elif unit.closed_on is not None and unit.closed_on < date(draft.year, 1, 1):
            yield Problem("unit_id", "unit_closed", {"day": format_date(unit.closed_on)})

    def _before_save(self, session: Session, row: Any, draft: PlanItemDraft, before: PlanItem | None) -> None:
        row.sort = sort_key(draft.topic)
        row.find = fold(f"{self.title(draft)} {draft.area} {draft.group} {draft.note}")

    def _may_delete(self, session: Session, record: PlanItem) -> None:
        number = repository.trainings(session, record.id)
        if number:
            carry = plural(number, "realizuje ją szkolenie", "realizują ją szkolenia", "realizuje ją szkoleń")
            raise Refusal(
                f"Nie można usunąć pozycji planu {self.title(record)}: {carry} ({number}). Najpierw usuń tę pozycję "
                "z formularzy tych szkoleń."
            )

    def _after_delete(self, session: Session, record: PlanItem) -> None:
        """Its needs wait again; they keep the line's number, so that undo finds them."""
        for need_id in repository.needs_behind(session, record.id, NeedState.PLANNED):
            self._needs.turn_within(session, need_id, None, NeedState.NEW, record.id)

    def _after_save(self, session: Session, record: PlanItem) -> None:
        for need_id in repository.needs_behind(session, record.id, NeedState.NEW):
            self._needs.turn_within(session, need_id, None, NeedState.PLANNED, record.id)


def grown(item: PlanItemDraft, needs: Sequence[Need]) -> PlanItemDraft:
    """A line with the people of these needs added to its own and the highest priority of all."""
    people = (item.people or 0) + (_people(needs) or 0)
    return replace(
        item,
        people=min(people, 9999) or None,
        priority=most_pressing(iter((item.priority, *(need.priority for need in needs)))),
    )


def _people(needs: Sequence[Need]) -> int | None:
    """People of all needs; somebody who is named in several counts once."""
    named = {need.employee_id for need in needs if need.employee_id is not None}
    return min(len(named) + sum(heads(need) for need in needs if need.employee_id is None), 9999) or None


def _said(number: int, title: str) -> str:
    counted = NEED_WORDS.counted(number).replace("1 potrzeba", "1 potrzebę")
    return f"Dodano do planu szkoleń {counted}, pozycja: {title}."
