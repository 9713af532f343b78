"""Every deed on every kind of record leaves its entry in the audit log, in Polish words."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import inspect

from app.bootstrap import Services
from app.core.codec import encode
from app.core.permissions import Actor
from app.core.records import Query
from app.records.intake import Incoming, TakingOver
from app.records.usecases import Records
from db.audit_changes import is_derived
from db.server_store import ServerStore
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases

BOTH_ENGINES = True


@pytest.fixture(params=ENTITIES)
def entity(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def records(services: Services, entity: str) -> Records[Any, Any]:
    found = use_cases(services)[entity]
    found.actor = lambda: Actor("ewa", frozenset({"*"}))
    return found


def _history(services: Services, entity: str, record_id: int) -> list[Any]:
    query = Query("", {"record": frozenset({f"{entity}:{record_id}"})})
    return list(services.audit.page(query, 0, 50))[::-1]


def test_each_change_is_an_entry_with_author_title_and_fields(
    services: Services, records: Records[Any, Any], entity: str
) -> None:
    draft = EXAMPLES[entity].draft(services)
    other = EXAMPLES[entity].other(draft)
    record = records.create(draft).record
    record = records.update(record.id, record.version, other).record
    records.update(record.id, record.version, other)
    record = records.delete(record.id, record.version).record
    record = records.undelete(record.id, record.version).record
    # roles are told a second time, by themselves
    entries = [entry for entry in _history(services, entity, record.id) if entry.deed != "role"]
    assert [entry.deed for entry in entries] == ["create", "update", "delete", "undelete"]
    # a server takes the author from the sign-in, whatever the program says
    author = services.store.login if isinstance(services.store, ServerStore) else "ewa"
    assert {entry.author for entry in entries} == {author}
    assert entries[-1].title == records.title(record)
    changed = {change.name: (change.old, change.new) for change in entries[1].changes}
    differing = [name for name in vars(draft) if getattr(draft, name) != getattr(other, name)]
    assert changed.keys() >= set(differing)
    for name in differing:
        assert changed[name] == (encode(getattr(draft, name)), encode(getattr(other, name)))


def test_a_refused_change_leaves_no_entry(services: Services, records: Records[Any, Any], entity: str) -> None:
    record = records.create(EXAMPLES[entity].draft(services)).record
    before = services.audit.count(Query())
    for method in (records.update, records.delete):
        with pytest.raises(Exception):  # noqa: B017, PT011 - which one is another test's business
            method(record.id, record.version + 7, *([records.draft()] if method == records.update else []))
    assert services.audit.count(Query()) == before


def test_every_field_of_the_log_has_a_polish_label(services: Services, records: Records[Any, Any], entity: str) -> None:
    words = services.audit.vocabulary()
    assert words.kind(entity) == records.noun.nominative
    for attribute in inspect(records.row).column_attrs:
        plain = attribute.key in ("id", "version", "created_at", "updated_at", "deleted_at")
        if not plain and not is_derived(attribute.key, attribute.columns[0].info):
            assert words.field(entity, attribute.key) != attribute.key


def test_ten_imported_records_are_ten_entries_and_a_summary(services: Services) -> None:
    cards = services.cards
    assert isinstance(cards, TakingOver)
    draft = EXAMPLES["service_card"].draft(services)
    drafts = [replace(draft, symbol=f"SO-{number:02d}") for number in range(1, 11)]
    before = services.audit.count(Query())
    cards.take_over([Incoming(each, frozenset(), valid=True) for each in drafts])
    changed = [replace(drafts[0], name="Inna nazwa"), *drafts[1:]]
    cards.take_over([Incoming(each, frozenset({"name"}), valid=True) for each in changed])
    entries = services.audit.page(Query(), 0, services.audit.count(Query()) - before)
    assert Counter(entry.deed for entry in entries) == {"create": 10, "import": 2, "update": 1}
    created = next(entry for entry in entries if entry.deed == "create" and entry.title == "SO-03")
    told = {change.name: change.new for change in created.changes}
    assert told["documents"][0]["name"] == "fotografia"
    assert "symbol_sort" not in told
    imports = [entry.facts for entry in entries if entry.deed == "import"]
    assert imports == [{"changed": 1, "unchanged": 9}, {"new": 10}]
    dry = services.audit.count(Query())
    cards.take_over([Incoming(replace(draft, symbol="SO-99"), frozenset(), valid=True)], dry_run=True)
    assert services.audit.count(Query()) == dry


def test_the_log_of_all_of_this_verifies(services: Services, records: Records[Any, Any], entity: str) -> None:
    record = records.create(EXAMPLES[entity].draft(services)).record
    records.delete(record.id, record.version)
    assert services.audit.check().sound
