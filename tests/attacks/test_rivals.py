"""Two people at one record, and a clock that was set back: nothing is lost in silence, nothing goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from app.bootstrap import Services, build, open_services
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from db.check import check
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases
from tests.registers.service_cards.drafts import plain


@pytest.fixture
def rival(services: Services, database: Path) -> Iterator[Services]:
    """Somebody else's program over the same file."""
    opened = open_services(database, services.clock)
    yield opened
    opened.close()


@pytest.mark.parametrize("entity", ENTITIES)
def test_of_two_who_rename_one_record_the_second_sees_both_versions(
    services: Services, rival: Services, entity: str
) -> None:
    mine, theirs = use_cases(services)[entity], use_cases(rival)[entity]
    draft = EXAMPLES[entity].draft(services)
    record = mine.create(draft).record
    opened_by_both = mine.get(record.id), theirs.get(record.id)
    changed = EXAMPLES[entity].other(draft)
    mine.update(record.id, opened_by_both[0].version, changed)
    with pytest.raises(Conflict) as conflict:
        theirs.update(record.id, opened_by_both[1].version, replace(draft, **_another(draft, changed)))
    assert draft_of(conflict.value.theirs, mine.draft) == changed
    assert draft_of(theirs.get(record.id), theirs.draft) == changed


def _another(draft: Any, changed: Any) -> dict[str, Any]:
    """A third value for the field in which the two differ."""
    (name,) = [name for name in draft.__dataclass_fields__ if getattr(draft, name) != getattr(changed, name)]
    return {name: f"{getattr(draft, name)} X"}


@pytest.mark.parametrize("entity", ENTITIES)
def test_of_two_who_save_at_the_same_moment_one_is_told(services: Services, rival: Services, entity: str) -> None:
    mine, theirs = use_cases(services)[entity], use_cases(rival)[entity]
    draft = EXAMPLES[entity].draft(services)
    record = mine.create(draft).record
    changed = EXAMPLES[entity].other(draft)
    start, told = Barrier(2), []

    def save(records: Any) -> None:
        start.wait()
        try:
            records.update(record.id, record.version, changed)
            told.append("saved")
        except Conflict:
            told.append("conflict")

    threads = [Thread(target=save, args=(records,)) for records in (mine, theirs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["conflict", "saved"]
    assert mine.get(record.id).version == record.version + 1


def test_of_two_who_want_one_symbol_the_second_is_told(services: Services, rival: Services) -> None:
    first = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    second = rival.units.create(UnitDraft(symbol="USC", name="Stan cywilny")).record
    with pytest.raises(Invalid, match="Symbol „SO”"):
        rival.units.update(second.id, second.version, UnitDraft(symbol="SO", name="Stan cywilny"))
    services.units.update(first.id, first.version, UnitDraft(symbol="OR", name="Sprawy"))
    rival.units.update(second.id, second.version, UnitDraft(symbol="SO", name="Stan cywilny"))
    assert {unit.symbol for unit in services.units.all()} == {"OR", "SO"}


def test_what_one_deleted_the_other_cannot_save(services: Services, rival: Services) -> None:
    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    services.units.delete(unit.id, unit.version)
    with pytest.raises(NotFound):
        rival.units.update(unit.id, unit.version, UnitDraft(symbol="SO", name="Inne"))
    assert rival.units.all() == ()


# -- the clock ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_clock_set_back_loses_no_change(services: Services, clock: FixedClock, entity: str, database: Path) -> None:
    """Versions and counters tell what is newer, never the time."""
    records = use_cases(services)[entity]
    draft = EXAMPLES[entity].draft(services)
    other = EXAMPLES[entity].other(draft)
    record = records.create(draft).record
    seen = services.store.revisions()
    clock.moment -= timedelta(days=400)
    changed = records.update(record.id, record.version, other)
    assert records.get(record.id).version == record.version + 1
    assert draft_of(records.get(record.id), records.draft) == other
    assert services.store.revisions()[entity] > seen[entity]
    with pytest.raises(Conflict):
        records.update(record.id, record.version, draft)
    assert changed.undo is not None
    changed.undo.run()
    deleted = records.delete(record.id, records.get(record.id).version)
    assert records.count(Query()) == 0
    assert deleted.undo is not None
    deleted.undo.run()
    assert draft_of(records.get(record.id), records.draft) == draft
    assert check(database).ok


def test_search_sees_what_was_saved_with_a_clock_set_back(services: Services, clock: FixedClock) -> None:
    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record.id
    card = services.cards.create(plain(unit, name="Rejestracja psa")).record
    other = build(services.store, clock)
    assert [hit.record_id for hit in other.search.search("psa", "service_card")] == [card.id]
    clock.moment -= timedelta(days=4000)
    services.cards.update(card.id, card.version, plain(unit, name="Rejestracja kota"))
    assert [hit.record_id for hit in other.search.search("kota", "service_card")] == [card.id]
    assert other.search.search("psa", "service_card") == []
    services.cards.note_printed([card.id])
    assert [recent.id for recent in services.cards.recent()] == [card.id]


def test_the_log_keeps_its_order_when_the_clock_is_set_back(services: Services, clock: FixedClock) -> None:
    from db.audit_check import verify

    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    clock.moment -= timedelta(days=1)
    services.units.update(unit.id, unit.version, UnitDraft(symbol="SO", name="Inne"))
    with services.store.reading() as session:
        found = verify(session)
    assert found.ok
    assert found.set_back, "that the clock was set back is told"
