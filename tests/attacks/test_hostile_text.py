"""Texts that mean something to a database, a screen, a print or a spreadsheet stay texts, in every register."""

import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.records import Query
from app.records.mapping import draft_of
from app.records.usecases import Records
from app.search.query import MAX_LENGTH
from db.check import check
from db.file_store import FileStore
from tests.attacks.hostile import TEXTS, filled
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases


def hostile_draft(services: Services, entity: str, kind: str) -> Any:
    records, draft = use_cases(services)[entity], EXAMPLES[entity].draft(services)
    return filled(draft, kind, lambda changed: not records.problems(changed))


def changed_texts(before: Any, after: Any) -> int:
    """How many texts differ, also inside lists."""
    count = 0
    for spec in fields(before):
        old, new = getattr(before, spec.name), getattr(after, spec.name)
        if isinstance(new, tuple) and new and is_dataclass(new[0]) and old:
            count += changed_texts(old[0], new[0])
        else:
            count += old != new
    return count


MOST_READ = 50
"""Records fetched whole at the beginning of a list and at its end; all are counted."""


def tables(services: Services) -> dict[str, int]:
    assert isinstance(services.store, FileStore)
    report = check(services.store.path)
    assert report.ok
    return dict(report.rows)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("entity", ENTITIES)
def test_a_hostile_text_is_kept_letter_by_letter_and_harms_nothing(services: Services, entity: str, kind: str) -> None:
    records = use_cases(services)[entity]
    plain = EXAMPLES[entity].draft(services)
    draft = filled(plain, kind, lambda changed: not records.problems(changed))
    assert changed_texts(plain, draft) >= (1 if len(fields(plain)) < 12 else 5), "the texts found no way in"
    before = tables(services)
    created = records.create(draft)
    assert draft_of(records.get(created.record.id), records.draft) == draft
    assert {record.id for record in records.all()} == {created.record.id}
    changed = records.update(created.record.id, created.record.version, EXAMPLES[entity].other(draft))
    assert changed.undo is not None
    changed.undo.run()
    assert draft_of(records.get(created.record.id), records.draft) == draft
    after = tables(services)
    assert after.keys() == before.keys()
    grown = {name for name, count in after.items() if count != before[name]}
    assert not grown & {"stored_file", "unit" if entity != "unit" else "", "alembic_version"}


def assert_pages(records: Records[Any, Any], query: Query, count: int) -> None:
    """The list of a question has so many records, no more and no fewer."""
    assert len(records.page(query, 0, MOST_READ)) == min(count, MOST_READ)
    assert len(records.page(query, max(count - 1, 0), MOST_READ)) == min(count, 1)
    assert records.page(query, count, MOST_READ) == ()


@pytest.mark.parametrize("kind", TEXTS)
def test_hostile_words_filters_and_sort_keys_find_nothing_and_break_nothing(demo_services: Services, kind: str) -> None:
    before, (last, *_) = tables(demo_services), demo_services.audit.page(Query(), 0, 1)
    for records in use_cases(demo_services).values():
        everything = records.count(Query())
        for text in TEXTS[kind]:
            if _searchable(records):
                found = records.count(Query(text))
                assert_pages(records, Query(text), found)
                assert found <= everything
            for key in (*records.filters(), "no such filter", text):
                query = Query(filters={key: frozenset({text})})
                if key not in records.filters():
                    assert records.count(query) == everything
                elif not text.lstrip("+-").isdigit():
                    assert records.count(query) == 0
                records.facets(query)
            for descending in (False, True):
                assert_pages(records, Query(sort=text, descending=descending), everything)
            assert records.position(Query(sort=text), 1) is not None or not everything
    for text in TEXTS[kind]:
        demo_services.search.search(text)
        demo_services.cards.find(text, 5)
        demo_services.cards.by_symbol(text)
    # that sheets of evaluations were read is in the log, and nothing else is anywhere
    told = demo_services.audit.page(Query(), 0, 1000)
    logged = [entry.deed for entry in told if entry.id > last.id]
    assert set(logged) <= {"read"}
    assert tables(demo_services) == {**before, "audit_entry": before["audit_entry"] + len(logged)}


def _searchable(records: Records[Any, Any]) -> bool:
    return hasattr(records.row, "find") or type(records)._with_words is not Records._with_words


def test_of_endless_words_only_the_beginning_is_looked_for(demo_services: Services) -> None:
    beginning = "karta".ljust(MAX_LENGTH)
    endless = ("a" * 1_000_000, "a " * 500_000, "\u0301" * 100_000, "%" * 100_000, "9" * 100_000)
    for text in (*endless, beginning + "nigdziegotuniema " * 10_000):
        cut = text[:MAX_LENGTH]
        assert demo_services.search.search(text) == demo_services.search.search(cut)
        for records in use_cases(demo_services).values():
            if _searchable(records):
                assert records.count(Query(text)) == records.count(Query(cut))
    assert demo_services.search.search(beginning), "the beginning itself finds something"


@pytest.mark.parametrize("kind", ["markup", "print markup", "entities", "marks"])
def test_a_hostile_text_is_printed_as_it_is(services: Services, kind: str) -> None:
    """ReportLab knows a markup of its own: nothing may be taken for it, and no file may be read for it."""
    import pypdfium2

    for entity in ("office", "service_card"):
        use_cases(services)[entity].create(hostile_draft(services, entity, kind))
    (card,) = services.cards.all()
    services.cards.publish(card.id, card.version)
    cards = services.cards.all()
    assert "<" in cards[0].name + cards[0].notes or "&" in cards[0].notes or kind == "marks"
    for pdf in (
        services.prints.cards(cards, "standard"),
        services.prints.cards(cards, "large"),
        services.prints.guide(),
    ):
        document = pypdfium2.PdfDocument(pdf)
        try:
            text = "".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
        assert "root:x:0" not in text
        if kind == "markup":
            assert "<b>x</b>" in "".join(text.split())
        assert b"/JavaScript" not in pdf
        # the text stands in titles and bookmarks, but nothing leads to the file
        assert not re.search(rb"/(URI|F|Launch|GoToR)\s*\(file:", pdf)
