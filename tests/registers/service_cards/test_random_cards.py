"""Random cards: kept as they were given, and the database agrees with the rules written in Python."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.records import Outcome, Query
from app.records.mapping import draft_of
from app.registers.service_cards.domain import CardStatus, ServiceCard, ServiceCardDraft, concerns, validate
from db.file_store import FileStore
from tests.registers.service_cards.drafts import add_unit, random_drafts

MOMENT = datetime(2026, 11, 22, 10, tzinfo=UTC)
UNIT = 1


@pytest.fixture
def one_unit(services: Services) -> Services:
    assert add_unit(services) == UNIT
    return services


once_per_example = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@once_per_example
@given(draft=random_drafts(UNIT))
def test_a_card_is_kept_as_it_was_given(one_unit: Services, draft: ServiceCardDraft) -> None:
    cards = one_unit.cards
    stored = cards.by_symbol(draft.symbol)
    if stored is not None:
        cards.update(stored.id, stored.version, draft)
        card = cards.get(stored.id)
    else:
        card = cards.get(cards.create(draft).record.id)
    assert draft_of(card, ServiceCardDraft) == draft


@once_per_example
@given(
    drafts=st.lists(random_drafts(UNIT), min_size=1, max_size=4, unique_by=lambda card: card.symbol),
    days=st.integers(-40, 40),
)
def test_sql_finds_the_cards_that_the_rules_of_attention_name(
    one_unit: Services, clock: FixedClock, drafts: list[ServiceCardDraft], days: int
) -> None:
    cards = one_unit.cards
    with one_unit.store.writing() as session:
        for row in session.scalars(select(cards.row)):
            session.delete(row)
    for draft in drafts:
        cards.create(draft)
    # a day on which something happens: the review, the end of a fee
    eventful = [day for draft in drafts for day in (draft.review_on, *(fee.valid_to for fee in draft.fees)) if day]
    clock.moment = (
        datetime.combine(eventful[0], MOMENT.time(), UTC) + timedelta(days=days % 3 - 1) if eventful else MOMENT
    )
    today = clock.today()
    expected: dict[str, set[int]] = {}
    for card in cards.all():
        for concern in concerns(card, today):
            expected.setdefault(concern.value, set()).add(card.id)
    for key, counted in cards.facets(Query())["concern"].items():
        found = cards.page(Query(filters={"concern": frozenset({key})}), 0, 100)
        assert {card.id for card in found} == expected.get(key, set()), key
        assert counted == len(found)
    assert {concern.value: number for concern, number in cards.attention().items()} == {
        k: len(v) for k, v in expected.items()
    }


class Cards(RuleBasedStateMachine):
    """Cards in the database against a plain dict: every deed and every undo, in any order."""

    template: Path
    folder: Path
    runs = 0

    made: Bundle[int] = Bundle("made")
    undos: Bundle[Any] = Bundle("undos")

    @initialize()
    def start(self) -> None:
        type(self).runs += 1
        path = self.folder / f"{type(self).runs}.db"
        path.write_bytes(self.template.read_bytes())
        self.store = FileStore.open(path)
        self.services = build(self.store, FixedClock(MOMENT))
        self.cards = self.services.cards
        add_unit(self.services)
        self.living: dict[int, ServiceCardDraft] = {}
        self.deleted: dict[int, ServiceCardDraft] = {}
        self.versions: dict[int, int] = {}
        # a state that an undo brought back has a new version; the deed before it may be undone from there
        self.brought_back: dict[tuple[int, int], int] = {}

    def teardown(self) -> None:
        self.store.close()

    def _record(self, outcome: Outcome[ServiceCard]) -> None:
        card = outcome.record
        if outcome.change.ids:
            assert outcome.change.ids == {card.id}
            assert card.version == self.versions.get(card.id, 0) + 1
        self.versions[card.id] = card.version

    @rule(target=made, draft=random_drafts(UNIT, st.integers(1, 12).map(lambda number: f"SO-{number:02d}")))
    def create(self, draft: ServiceCardDraft) -> int:
        taken = {card.symbol for card in (*self.living.values(), *self.deleted.values())}
        if draft.symbol in taken:
            with pytest.raises(Invalid):
                self.cards.create(draft)
            return -1
        outcome = self.cards.create(draft)
        self._record(outcome)
        self.living[outcome.record.id] = draft
        return outcome.record.id

    @rule(target=undos, card=made, draft=random_drafts(UNIT))
    def update(self, card: int, draft: ServiceCardDraft) -> Any:
        if card not in self.living:
            return None
        before = self.living[card]
        taken = {c.symbol for number, c in (*self.living.items(), *self.deleted.items()) if number != card}
        if draft.symbol in taken:
            return None
        outcome = self.cards.update(card, self.versions[card], draft)
        self._record(outcome)
        self.living[card] = draft
        return outcome, card, before

    @rule(target=undos, card=made, archived=st.booleans())
    def move(self, card: int, archived: bool) -> Any:
        if card not in self.living:
            return None
        before = self.living[card]
        outcome = (self.cards.archive if archived else self.cards.restore)(card, self.versions[card])
        self._record(outcome)
        self.living[card] = draft_of(outcome.record, ServiceCardDraft)
        assert (outcome.record.status is CardStatus.ARCHIVED) is archived
        return outcome, card, before

    @rule(target=undos, card=made)
    def delete(self, card: int) -> Any:
        if card not in self.living:
            return None
        outcome = self.cards.delete(card, self.versions[card])
        self._record(outcome)
        self.deleted[card] = self.living.pop(card)
        return outcome, card, self.deleted[card]

    @rule(step=consumes(undos))
    def undo(self, step: Any) -> None:
        if step is None or step[0].undo is None:
            return
        outcome, card, before = step
        left = outcome.record.version
        if self.versions[card] != self.brought_back.get((card, left), left):
            with pytest.raises((Conflict, NotFound)):
                outcome.undo.run()
            return
        taken = {c.symbol for number, c in (*self.living.items(), *self.deleted.items()) if number != card}
        if before.symbol in taken:
            return
        self._record(outcome.undo.run())
        self.brought_back[card, left - 1] = self.versions[card]
        self.deleted.pop(card, None)
        self.living[card] = before

    @invariant()
    def the_database_says_the_same(self) -> None:
        found = {card.id: draft_of(card, ServiceCardDraft) for card in self.cards.all()}
        assert found == self.living
        assert self.cards.count(Query()) == len(self.living)
        assert not any(validate(draft) for draft in found.values())

    @invariant()
    def the_search_knows_exactly_the_living(self) -> None:
        for card, draft in (*self.living.items(), *self.deleted.items()):
            hits = {hit.record_id for hit in self.services.search.search(draft.symbol, "service_card")}
            assert (card in hits) is (card in self.living), draft.symbol


def test_any_order_of_deeds_and_undos(database_template: Path, tmp_path: Path) -> None:
    Cards.template, Cards.folder = database_template, tmp_path
    run_state_machine_as_test(
        Cards,
        settings=settings(max_examples=12, stateful_step_count=12, suppress_health_check=list(HealthCheck)),
    )
