"""Random deeds on every kind of record, side by side with a plain model that can do nothing wrong.

The model is a dict of drafts. After each deed the database must say the same as the model, to two people at once;
what is refused must change nothing; each undo must lead exactly one step back; a restored backup must be the
model of its moment.
"""

import typing
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.records import Outcome, Query, Undo
from app.records.mapping import draft_of
from app.records.usecases import Records
from app.shell.undo import DEPTH
from db import audit_check, server_audit
from db.check import check
from db.file_store import FileStore
from db.server_store import ServerStore
from tests import strategies
from tests.conftest import NOW
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases
from tests.server.databases import CHIEF
from tests.server.lent_database import LentDatabase

MOST_CHANGED = 3
"""Fields in which a random draft differs from the example."""
MOST_BACKUPS = MOST_RESTORED = 2
"""In one run."""
THOROUGH = 4
"""One run in so many restores with preview, rehearsal and swap, the slowest deed by far; the others copy the file."""
SPELLINGS = 5
"""Different names and symbols in play: few, so that two records want the same one."""


# -- random drafts ------------------------------------------------------------------------------------------------


def _similar(text: str, number: int) -> str:
    """Another valid text for a needed field: ``SO-03`` for ``SO-01``, ``ORC`` for ``OR``."""
    if text[-2:].isdigit():
        return f"{text[:-2]}{number + 1:02d}"
    return text + " ABCDEFGH"[number].strip()


def _value(spec: Any, hint: Any, example: Any) -> st.SearchStrategy[Any]:
    if spec.metadata.get("required") and isinstance(example, str) and example:
        return st.integers(0, SPELLINGS).map(lambda number: _similar(example, number))
    return strategies.values(hint, spec.metadata)


@st.composite
def varied(draw: st.DrawFn, example: Any, validate: Callable[[Any], Any]) -> Any:
    """The example with a few fields changed; now and then one that breaks a rule."""
    hints = typing.get_type_hints(type(example))
    # references need a record that exists, so they stay as they are
    free = [spec for spec in fields(example) if spec.name not in _REFERENCES and not spec.name.endswith("_id")]
    careless = draw(st.integers(0, 9)) == 0
    draft = example
    for spec in draw(st.lists(st.sampled_from(free), max_size=MOST_CHANGED, unique_by=lambda spec: spec.name)):
        changed = replace(draft, **{spec.name: draw(_value(spec, hints[spec.name], getattr(example, spec.name)))})
        if careless or not validate(changed):
            draft = changed
    return draft


_REFERENCES = {"attachments", "documents", "coat_of_arms"}


# -- the model ----------------------------------------------------------------------------------------------------


@dataclass
class Step:
    """What can be taken back: the record returns to ``before`` (None: it did not exist) if nobody touched it since."""

    undo: Undo
    number: int
    before: Any
    stamp_before: int
    stamp_left: int
    undeletes: bool = False


@dataclass
class Model:
    """Everything the database should know. A stamp names one state of a record; undo brings the stamp back, too."""

    living: dict[int, Any] = field(default_factory=dict)
    deleted: dict[int, Any] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    stamps: dict[int, int] = field(default_factory=dict)


class Deeds(RuleBasedStateMachine):
    """One kind of record; subclasses name it."""

    entity: str
    template: Path
    folder: Path
    runs = 0

    @initialize()
    def start(self) -> None:
        type(self).runs += 1
        self.path = self.folder / f"{self.entity}-{type(self).runs}" / "urzad.db"
        self.path.parent.mkdir()
        self.clock = FixedClock(NOW)
        self.thorough = type(self).runs % THOROUGH == 1
        self.restored = 0
        self.path.write_bytes(self.template.read_bytes())
        self.model = Model()
        self.backups: list[tuple[Path, Model]] = []
        self.opened: list[tuple[int, int]] = []
        self.stamp = 0
        self._open()
        self.example = EXAMPLES[self.entity].draft(self.mine_services)
        assert self.mine.count(Query()) == 0

    def _open(self) -> None:
        self.store = FileStore.open(self.path)
        self.mine_services: Services = build(self.store, self.clock)
        self.mine: Records[Any, Any] = use_cases(self.mine_services)[self.entity]
        self.theirs: Records[Any, Any] = use_cases(build(self.store, self.clock))[self.entity]
        self.steps: deque[Step] = deque(maxlen=DEPTH)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            assert check(self.path).ok

    # -- help ------------------------------------------------------------------------------------------------------

    def _draft(self, data: st.DataObject) -> Any:
        return data.draw(varied(self.example, self.mine.validate))

    def _any_living(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.model.living)))

    def _refused(self, draft: Any, number: int | None) -> bool:
        """What the form would say while the person types must be what the save says."""
        try:
            return bool(self.mine.problems(draft, number))
        except Conflict:
            return True  # the second of a kind that exists once

    def _done(self, outcome: Outcome[Any], before: Any, *, mine: bool = True, undeletes: bool = False) -> None:
        number, model = outcome.record.id, self.model
        if not outcome.change.ids:
            assert outcome.undo is None
            return
        assert outcome.change.ids == {number}
        assert outcome.record.version == model.versions.get(number, 0) + 1
        assert outcome.undo is not None
        stamp_before = model.stamps.get(number, 0)
        self.stamp += 1
        model.stamps[number], model.versions[number] = self.stamp, outcome.record.version
        self.opened.append((number, outcome.record.version))
        if mine:
            self.steps.append(Step(outcome.undo, number, before, stamp_before, self.stamp, undeletes))

    # -- deeds -----------------------------------------------------------------------------------------------------

    @rule(data=st.data())
    def create(self, data: st.DataObject) -> None:
        draft = self._draft(data)
        if self._refused(draft, None):
            with pytest.raises((Invalid, Conflict)):
                self.mine.create(draft)
            return
        outcome = self.mine.create(draft)
        assert outcome.record.id not in self.model.versions
        self.model.living[outcome.record.id] = draft
        self._done(outcome, None)

    @precondition(lambda self: self.model.living)
    @rule(data=st.data(), mine=st.booleans())
    def edit(self, data: st.DataObject, mine: bool) -> None:
        number, draft = self._any_living(data), self._draft(data)
        records, version = self.mine if mine else self.theirs, self.model.versions[number]
        if draft != self.model.living[number] and self._refused(draft, number):
            with pytest.raises((Invalid, Conflict)):
                records.update(number, version, draft)
            return
        before = self.model.living[number]
        outcome = records.update(number, version, draft)
        self.model.living[number] = draft
        self._done(outcome, before, mine=mine)

    @precondition(lambda self: self.opened)
    @rule(data=st.data(), delete=st.booleans())
    def act_on_what_was_opened_before(self, data: st.DataObject, delete: bool) -> None:
        number, version = data.draw(st.sampled_from(self.opened))
        if version == self.model.versions[number]:
            return
        draft = self._draft(data)
        refused = pytest.raises(Conflict if number in self.model.living else NotFound)
        if delete:
            with refused:
                self.mine.delete(number, version)
        else:
            with refused:
                self.mine.update(number, version, draft)

    @precondition(lambda self: self.model.living)
    @rule(data=st.data(), mine=st.booleans())
    def delete(self, data: st.DataObject, mine: bool) -> None:
        number = self._any_living(data)
        outcome = (self.mine if mine else self.theirs).delete(number, self.model.versions[number])
        before = self.model.deleted[number] = self.model.living.pop(number)
        self._done(outcome, before, mine=mine, undeletes=True)

    @precondition(lambda self: self.model.deleted)
    @rule(data=st.data())
    def undelete(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.model.deleted)))
        if self._shut_out(self.model.deleted[number]):
            with pytest.raises((Invalid, Conflict)):
                self.mine.undelete(number, self.model.versions[number])
            return
        self.mine.undelete(number, self.model.versions[number])
        self.model.living[number] = self.model.deleted.pop(number)
        self.model.versions[number] += 1
        self.stamp += 1
        self.model.stamps[number] = self.stamp

    def _shut_out(self, draft: Any) -> bool:
        """Whether a deleted record cannot come back because of others."""
        example = EXAMPLES[self.entity]
        return (example.single and bool(self.model.living)) or (example.exclusive and self._refused(draft, None))

    @precondition(lambda self: self.model.living and hasattr(self.mine, "archive"))
    @rule(data=st.data(), archived=st.booleans())
    def move(self, data: st.DataObject, archived: bool) -> None:
        number = self._any_living(data)
        records: Any = self.mine
        before = self.model.living[number]
        outcome = (records.archive if archived else records.restore)(number, self.model.versions[number])
        after = draft_of(outcome.record, records.draft)
        assert {spec.name for spec in fields(after) if getattr(after, spec.name) != getattr(before, spec.name)} <= {
            "status"
        }
        self.model.living[number] = after
        self._done(outcome, before)

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        step, model = self.steps.pop(), self.model
        number = step.number
        if model.stamps.get(number) != step.stamp_left:
            with pytest.raises((Conflict, NotFound)):
                step.undo.run()
            return
        blocked = self._shut_out(step.before) if step.undeletes else self._cannot_return(step)
        if blocked:
            with pytest.raises((Invalid, Conflict)):
                step.undo.run()
            return
        outcome = step.undo.run()
        assert outcome.change.ids == {number}
        assert outcome.record.version == model.versions[number] + 1
        model.versions[number], model.stamps[number] = outcome.record.version, step.stamp_before
        if step.before is None:
            model.deleted[number] = model.living.pop(number)
        else:
            model.deleted.pop(number, None)
            model.living[number] = step.before

    def _cannot_return(self, step: Step) -> bool:
        return step.before is not None and self._refused(step.before, step.number)

    @precondition(lambda self: len(self.steps) > 1)
    @rule()
    def undo_everything(self) -> None:
        while self.steps:
            self.undo()

    # -- backups ---------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.model.living and len(self.backups) < MOST_BACKUPS)
    @rule()
    def back_up(self) -> None:
        if self.thorough:
            # copies are told apart by their second
            self.clock.moment += timedelta(seconds=1)
            copy = self.mine_services.backups.create().backup.path
        else:
            copy = self.path.with_suffix(f".{len(self.backups)}.copy")
            self.store.back_up(copy)
        self.backups.append((copy, deepcopy(self.model)))

    @precondition(lambda self: self.backups and self.restored < MOST_RESTORED)
    @rule(data=st.data())
    def restore_backup(self, data: st.DataObject) -> None:
        copy, model = data.draw(st.sampled_from(self.backups))
        if self.thorough:
            self.clock.moment += timedelta(seconds=1)
            backups = self.mine_services.backups
            backups.put_in_place(backups.rehearse(copy))
        else:
            self.store.close()
            self.path.write_bytes(copy.read_bytes())
        self.restored += 1
        self.model = deepcopy(model)
        self.opened = []
        self._open()

    # -- what must hold after every deed -----------------------------------------------------------------------------

    @invariant()
    def both_people_see_the_model(self) -> None:
        living = self.model.living
        for records in (self.mine, self.theirs):
            found = records.all()
            assert {record.id: draft_of(record, records.draft) for record in found} == living
            assert {record.id: record.version for record in found} == {n: self.model.versions[n] for n in living}
        assert self.mine.count(Query()) == len(living)
        assert [self.mine.position(Query(), record.id) for record in found] == list(range(len(living)))
        for number in self.model.deleted:
            with pytest.raises(NotFound):
                self.mine.get(number)

    @invariant()
    def counts_add_up(self) -> None:
        living = len(self.model.living)
        for key, counts in self.mine.facets(Query()).items():
            for value, counted in counts.items():
                assert self.mine.count(Query(filters={key: frozenset({value})})) == counted <= living

    @invariant()
    def each_is_found_by_its_title(self) -> None:
        if not _searchable(self.mine):
            return
        for number, draft in self.model.living.items():
            query = Query(self.mine.title(draft))
            for records in (self.mine, self.theirs):
                found = {record.id for record in records.page(query, 0, 100)}
                assert number in found
                assert found <= self.model.living.keys()


class DeedsOnServer(Deeds):
    """The same on a server, where copies are the affair of its own scripts."""

    lent: LentDatabase

    @initialize()
    def start(self) -> None:
        self.clock, self.model, self.stamp = FixedClock(NOW), Model(), 0
        self.opened: list[tuple[int, int]] = []
        self.backups: list[tuple[Path, Model]] = []
        self._open()
        self.example = EXAMPLES[self.entity].draft(self.mine_services)

    def _open(self) -> None:
        self.served = ServerStore(self.lent.database.access(CHIEF))
        self.mine_services = build(self.served, self.clock)
        self.mine = use_cases(self.mine_services)[self.entity]
        self.theirs = use_cases(build(self.served, self.clock))[self.entity]
        self.steps = deque(maxlen=DEPTH)

    def back_up(self) -> None:
        raise NotImplementedError

    def restore_backup(self, data: st.DataObject) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        if not hasattr(self, "served"):
            return
        try:
            with self.served.reading() as session:
                assert audit_check.verify(session).ok
                # whatever the order of deeds, the log tells of every change
                assert server_audit.unlogged(session.connection()) == []
        finally:
            self.served.close()
            self.lent.bring_back()


def _searchable(records: Records[Any, Any]) -> bool:
    return hasattr(records.row, "find") or type(records)._with_words is not Records._with_words


@pytest.mark.parametrize("entity", ENTITIES)
def test_any_order_of_deeds(entity: str, database_template: Path, tmp_path: Path) -> None:
    names = {"entity": entity, "template": database_template, "folder": tmp_path}
    machine = type(f"Deeds_{entity}", (Deeds,), names)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=3,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
            # making a failure shorter takes minutes: add Phase.shrink by hand when one is to be understood
            phases=(Phase.generate,),
        ),
    )


@pytest.mark.parametrize("entity", ENTITIES)
def test_any_order_of_deeds_on_a_server(entity: str, lent_database: LentDatabase) -> None:
    machine = type(f"Served_{entity}", (DeedsOnServer,), {"entity": entity, "lent": lent_database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=2,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )


@pytest.mark.parametrize("entity", ENTITIES)
def test_twenty_deeds_are_taken_back_one_by_one(services: Services, entity: str) -> None:
    records, example = use_cases(services)[entity], EXAMPLES[entity]
    drafts = [example.draft(services)]
    drafts.append(example.other(drafts[0]))
    record = records.create(drafts[0]).record
    undos = []
    for number in range(DEPTH):
        outcome = records.update(record.id, record.version + number, drafts[(number + 1) % 2])
        undos.append(outcome.undo)
    for number, undo in reversed(list(enumerate(undos))):
        assert undo is not None
        undo.run()
        assert draft_of(records.get(record.id), records.draft) == drafts[number % 2]
    assert records.get(record.id).version == record.version + 2 * DEPTH


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_state_brought_back_twice_still_leads_one_step_further_back(services: Services, entity: str) -> None:
    records, example = use_cases(services)[entity], EXAMPLES[entity]
    draft = example.draft(services)
    created = records.create(draft)
    for _ in range(2):
        version = records.get(created.record.id).version
        changed = records.update(created.record.id, version, example.other(draft))
        assert changed.undo is not None
        changed.undo.run()
    assert created.undo is not None
    created.undo.run()
    assert records.all() == ()
