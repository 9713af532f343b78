"""The search follows the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.search import repository
from app.search.document import SYNONYMS, SearchDocument
from app.search.index import Hit
from app.search.model import SearchDocumentRow
from app.search.service import Search
from db.base import Base
from tests.search import cards


class MemoryStore:
    """A store with nothing but the search table, in memory; counts how often it is read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._revision = 0
        self.readings = 0

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self.readings += 1
        with Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with Session(self._engine) as session, session.begin():
            yield session
        self._revision += 1

    def revision(self, entity: str) -> int:
        return self._revision if entity == "search" else 0


@pytest.fixture
def store() -> Iterator[MemoryStore]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine, tables=[Base.metadata.tables["search_document"]])
    store = MemoryStore(engine)
    with store.writing() as session:
        repository.put_many(session, "service_card", cards.documents())
    yield store
    engine.dispose()


def symbols(hits: list[Hit]) -> list[str]:
    return [hit.symbol for hit in hits]


def test_documents_come_back_as_they_were_stored(store: MemoryStore) -> None:
    with store.reading() as session:
        assert repository.load(session, ["service_card"]) == [cards.stored(each) for each in cards.documents()]
        assert repository.load(session) == repository.load(session, ["service_card"])
        assert repository.load(session, ["unit"]) == []


def test_nothing_is_read_before_the_first_search(store: MemoryStore) -> None:
    search = Search(store)
    assert store.readings == 0
    assert symbols(search.search("zgubiłem dowód")) == ["SO-01"]
    search.search("drzewo")
    assert store.readings == 1


def test_saved_changed_and_removed_records_are_seen_at_once(store: MemoryStore) -> None:
    search = Search(store)
    search.refresh()
    with store.writing() as session:
        repository.put(session, SearchDocument("service_card", 21, "WE-01", "Psy", ((SYNONYMS, "kundel"),)))
    assert symbols(search.search("kundla")) == ["WE-01"]
    with store.writing() as session:
        repository.put(session, SearchDocument("service_card", 21, "WE-01", "Psy", ((SYNONYMS, "jamnik"),)))
    assert search.search("kundla") == []
    assert symbols(search.search("jamnika")) == ["WE-01"]
    with store.writing() as session:
        repository.remove(session, "service_card", 21)
        repository.remove(session, "service_card", 21)
    assert search.search("jamnika") == []


def test_a_removed_record_is_forgotten_when_its_row_number_is_given_again(store: MemoryStore) -> None:
    search = Search(store)
    with store.writing() as session:
        repository.put(session, SearchDocument("service_card", 21, "WE-01", "Psy"))
    assert symbols(search.search("psy")) == ["WE-01"]
    with store.writing() as session:
        repository.remove(session, "service_card", 21)
    with store.writing() as session:
        repository.put(session, SearchDocument("service_card", 22, "WE-02", "Koty"))
    assert symbols(search.search("koty")) == ["WE-02"]
    assert search.search("psy") == []


def test_putting_a_record_twice_keeps_one_row(store: MemoryStore) -> None:
    for title in ("Psy", "Koty"):
        with store.writing() as session:
            repository.put(session, SearchDocument("service_card", 21, "WE-01", title))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SearchDocumentRow)) == 21


def test_many_changed_documents_are_read_in_one_go(store: MemoryStore) -> None:
    search = Search(store)
    search.refresh()
    many = [SearchDocument("ngo", number, f"N-{number}", f"Klub {number}") for number in range(1, 400)]
    with store.writing() as session:
        repository.put_many(session, "ngo", many)
    assert len(search.search("klub", "ngo")) == 399


def test_an_answer_changed_by_the_caller_stays_whole(store: MemoryStore) -> None:
    search = Search(store)
    search.search("dowód").clear()
    assert symbols(search.search("dowód", limit=2)) == symbols(search.search("dowód")[:2]) == ["SO-01", "SO-02"]


def test_many_different_searches_are_answered_right(store: MemoryStore) -> None:
    search = Search(store)
    reference = cards.index()
    words = [f"so {number}" for number in range(1, 6)] * 5 + [f"wpis {number}" for number in range(40)]
    for typed in words + words:
        assert symbols(search.search(typed)) == symbols(reference.search(typed))


def test_warming_up_makes_the_search_ready(store: MemoryStore) -> None:
    search = Search(store)
    search.warm_up()
    assert symbols(search.search("zgubiłem dowód")) == ["SO-01"]
    assert store.readings == 1


def test_threads_may_search_at_once(store: MemoryStore) -> None:
    search = Search(store)
    found: list[list[str]] = []
    threads = [Thread(target=lambda: found.append(symbols(search.search("zgubiłem dow")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["SO-01"]] * 4
